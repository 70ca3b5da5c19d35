"""The kinds of personal data, and what they are called.

Two classes. Identifiers (an address to write to, a number that belongs to one person) keep a
document from release. Hints (what looks like a name, a firm, a street, a consignment) warn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..findings import N_


class DataKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    PASSPORT = "passport"
    ID_DOCUMENT = "id_document"
    BANK_ACCOUNT = "bank_account"
    CARD = "card"
    DEVICE = "device"
    DATE_OF_BIRTH = "date_of_birth"
    PERSON_NAME = "person_name"
    ADDRESS = "address"
    COMPANY = "company"
    HANDLE = "handle"
    URL = "url"
    PLATE = "plate"
    WAYBILL = "waybill"
    CONTAINER = "container"
    UNREAD = "unread"
    """No data: a text that the guard cannot read."""


LABELS = {
    DataKind.EMAIL: N_("an e-mail address"),
    DataKind.PHONE: N_("a telephone number"),
    DataKind.PASSPORT: N_("the number of a passport"),
    DataKind.ID_DOCUMENT: N_("the number of an identity document"),
    DataKind.BANK_ACCOUNT: N_("the number of a bank account"),
    DataKind.CARD: N_("the number of a payment card"),
    DataKind.DEVICE: N_("an IMEI"),
    DataKind.DATE_OF_BIRTH: N_("a date of birth"),
    DataKind.PERSON_NAME: N_("the name of a person"),
    DataKind.ADDRESS: N_("a postal address"),
    DataKind.COMPANY: N_("the name of a company"),
    DataKind.HANDLE: N_("a user name"),
    DataKind.URL: N_("a web address"),
    DataKind.PLATE: N_("a vehicle plate"),
    DataKind.WAYBILL: N_("the number of a waybill or postal item"),
    DataKind.CONTAINER: N_("the number of a container"),
    DataKind.UNREAD: N_("a text in a language that is not looked through"),
}

IDENTIFIERS = frozenset(list(DataKind)[:8])


@dataclass(frozen=True, slots=True)
class Found:
    """`start` and `end` count characters of the text."""

    kind: DataKind
    start: int
    end: int

    @property
    def is_identifier(self) -> bool:
        return self.kind in IDENTIFIERS


ARABIC = re.compile(r"[\u0621-\u064a]")
CYRILLIC = re.compile(r"[А-яЁё]")
FILE_NAME = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|tiff?|docx?|xlsx?|txt|csv|zip|mp4|heic|webp|bmp|odt|rtf|eml|msg)$",
    re.I,
)
"""The text is the name of a file: an underscore in it is a blank."""
