"""What names a person in a free text, in the six languages of the network.

Numbers that carry a check digit are found anywhere; numbers that look like any other (documents,
accounts, plates, national telephone numbers) only after a word that says what they are. So that
texts about goods stay quiet: quantities, HS codes, dates and references are not such numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .checksums import cpf, iban, luhn, postal_item
from .findings import N_
from .identifier_words import ACCOUNT as ACCOUNT_WORDS
from .identifier_words import BIRTH as BIRTH_WORDS
from .identifier_words import DOCUMENT as DOCUMENT_WORDS
from .identifier_words import NUMBER_SIGN, one_of
from .identifier_words import PLATE as PLATE_WORDS
from .identifier_words import TELEPHONE as TELEPHONE_WORDS

EMAIL = N_("an e-mail address")
TELEPHONE = N_("a telephone number")
DOCUMENT = N_("the number of an identity document")
CARD = N_("the number of a payment card")
IBAN = N_("an IBAN")
ACCOUNT = N_("an account number")
PLATE = N_("a vehicle plate")
IMEI = N_("an IMEI")
BIRTH = N_("a date of birth")
POSTAL_ITEM = N_("the number of a postal item")


@dataclass(frozen=True, slots=True)
class Identifier:
    """`what` is a message of the catalogue; `start` and `end` count characters of the text."""

    what: str
    start: int
    end: int


def identifiers(text: str) -> tuple[Identifier, ...]:
    """What names a person in this text, by position; where two overlap, the earlier kind."""
    found: list[Identifier] = []
    if "@" in text or _AT_SPELLED.search(text):
        found += _matches(_EMAIL, EMAIL, text)
    if _DIGIT.search(text):
        found += _numbers(_without_addresses(text).translate(_TO_ASCII))
    found.sort(key=lambda one: one.start)
    return tuple(_apart(found))


def _apart(found: list[Identifier]) -> Iterator[Identifier]:
    end = -1
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


_DIGIT = re.compile(r"\d")
_TO_ASCII = {first + digit: str(digit) for first in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
_URL = re.compile(r"\bhttps?://\S{1,2000}")


def _without_addresses(text: str) -> str:
    """Web addresses as blanks: the numbers in them name pages."""
    return _URL.sub(lambda match: " " * len(match[0]), text) if "://" in text else text


_AT_SPELLED = re.compile(r"[\[(] ?(?:at|arroba|arobase|собака) ?[\])]", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} {0,2}(?:@|[\[(] ?(?:at|arroba|arobase|собака) ?[\])]) {0,2}"
    r"(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?!\w)",
    re.IGNORECASE,
)

# ---------------------------------------------------------------- numbers found anywhere
_CARD = re.compile(
    r"(?<![\w.,-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ -]?)\d{6}\2\d{5}|3[068]\d{12})"
    r"(?![\w]|[.,-]\d)"
)
_CARD_PREFIX = re.compile(r"4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|6|3[04678]")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?!\w)")
_IMEI = re.compile(r"(?<!\w)(?:\d{15}|\d{2}([ -])\d{6}\1\d{6}\1\d)(?!\w|[.,]\d)")
_IMEI_SAID = re.compile(r"(?<!\w)IMEI\W{0,3}(?:no\W{0,2})?(?P<id>\d(?:[ -]?\d){13,15})(?!\w)")
_IMEI_PREFIX = ("01", "35", "86", "98", "99")
_POSTAL_ITEM = re.compile(r"(?<!\w)[A-Z]{2} ?\d{9} ?[A-Z]{2}(?!\w)")
_CPF = re.compile(r"(?<!\w)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)")
_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|\(\+)[1-9](?:[ ().\-\u00a0]{0,2}\d){7,14}(?!\w)")


# ---------------------------------------------------------------- numbers after a word
def _after(words: str, number: str, reach: int = 14, least: int = 1) -> re.Pattern[str]:
    """A number (group "id") that follows one of these words at once, or with "no." between."""
    between = one_of(NUMBER_SIGN)
    return re.compile(
        rf"(?<!\w){one_of(words)}(?!\w){between}{{{least},{reach}}}(?P<id>{number})(?!\w)",
        re.IGNORECASE,
    )


_TELEPHONE = _after(TELEPHONE_WORDS, r"[+(]{0,2}\d(?:[ ().\-/\u00a0]{0,2}\d){6,14}")
_ABOUT_GOODS = re.compile(r"\d{4}(?:\.\d{2}){2,3}|\d{4}-\d{2}-\d{2}")
"""An HS code or a date, though it follows "phone"."""
_DOCUMENT = _after(
    DOCUMENT_WORDS,
    r"(?-i:(?=[A-ZА-Я0-9 ./-]{0,6}\d)[A-ZА-Я0-9](?:(?: ?№ ?|[ ./-])?[A-ZА-Я0-9]){4,17})",
)
_ACCOUNT = _after(ACCOUNT_WORDS, r"\d(?:[ -]?\d){5,29}", least=0)
_BIRTH = _after(BIRTH_WORDS, r"\d{1,4}[./ -](?:\d{1,2}|[^\W\d_]{3,12})[./ -]\d{2,4}")

_PLATE_WORD = re.compile(
    rf"(?<!\w){one_of(PLATE_WORDS)}(?!\w){one_of(NUMBER_SIGN)}{{0,14}}", re.IGNORECASE
)
_UPPER = "A-ZА-ЯЁ\u0621-\u064a"
_PLATE = re.compile(
    rf"(?<!\w)(?:\d{{2,4}} ?(?:[\u0621-\u064a] ?){{2,3}}"
    rf"|[{_UPPER}]{{1,3}}[ -]?\d{{2,4}}[ -]?[{_UPPER}]{{1,3}}(?: ?\d{{2,3}}(?!\d))?"
    rf"|\d{{1,4}}[ -](?:[{_UPPER}] ?){{1,3}}[ -]?\d{{0,4}}|\d{{1,4}}[A-ZА-ЯЁ]{{1,3}}\d{{0,4}}"
    rf"|[A-Z]{{3}} ?\d[A-Z]\d{{2}}|[A-ZА-ЯЁ]{{1,3}}[ -]?\d{{3,5}}"
    rf"|[A-Z]{{2}} ?\d{{1,2}} ?[A-Z]{{1,3}} ?\d{{1,4}})(?!\w)"
)
_PLATE_REACH = 40

_LONG = re.compile(r"\d(?:[ ().,/\-\u00a0]{0,2}[\dA-Z]){4}", re.IGNORECASE)
"""No identifier but a plate has fewer characters from its first digit on."""

Check = Callable[[str], bool]


def _numbers(text: str) -> Iterator[Identifier]:
    if _LONG.search(text):
        yield from _matches(_POSTAL_ITEM, POSTAL_ITEM, text, lambda v: postal_item(_bare(v)))
        yield from _matches(_IBAN, IBAN, text, lambda v: iban(_bare(v)))
        yield from _matches(_CARD, CARD, text, _is_card)
        yield from _matches(_IMEI, IMEI, text, _is_imei)
        yield from _matches(_IMEI_SAID, IMEI, text)
        yield from _matches(_CPF, DOCUMENT, text, lambda v: cpf(_digits(v)))
        yield from _matches(_DOCUMENT, DOCUMENT, text, lambda v: len(_digits(v)) >= 5)
        yield from _matches(_ACCOUNT, ACCOUNT, text)
        yield from _matches(_TELEPHONE, TELEPHONE, text, lambda v: not _ABOUT_GOODS.fullmatch(v))
        yield from _matches(_INTERNATIONAL, TELEPHONE, text)
        yield from _matches(_BIRTH, BIRTH, text)
    yield from _plates(text)


def _matches(
    pattern: re.Pattern[str], what: str, text: str, check: Check | None = None
) -> Iterator[Identifier]:
    group = "id" if "id" in pattern.groupindex else 0
    for match in pattern.finditer(text):
        if check is None or check(match[group]):
            yield Identifier(what, *match.span(group))


def _plates(text: str) -> Iterator[Identifier]:
    for word in _PLATE_WORD.finditer(text):
        plate = _PLATE.search(text, word.end(), word.end() + _PLATE_REACH)
        if plate and len(_digits(plate[0])) >= 2:
            yield Identifier(PLATE, *plate.span())


def _is_card(value: str) -> bool:
    digits = _digits(value)
    return _CARD_PREFIX.match(digits) is not None and luhn(digits) and len(set(digits)) > 1


def _is_imei(value: str) -> bool:
    digits = _digits(value)
    return digits.startswith(_IMEI_PREFIX) and luhn(digits)


def _bare(value: str) -> str:
    return value.replace(" ", "").replace("-", "")


def _digits(value: str) -> str:
    return "".join(c for c in value if "0" <= c <= "9")
