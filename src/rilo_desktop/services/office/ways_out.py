"""Every way out of an office, and what each needs: the register that all of them ask.

A way is said here once. `outgoing.going_out` takes it and asks for what it says: the role, the
label, the guard, the entry of the log. What a way does without is said with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rilo_desktop.files import PRIVATE
from rilo_desktop.store.card_rows import REVOKED

from . import actions
from .session import Task


class Guard(StrEnum):
    """What becomes of what the guard against personal data finds."""

    ANSWERED = "answered"
    """Nothing leaves before each is answered by itself, or left out where that can be."""
    WITHHELD = "withheld"
    """A note stands in its place, and the officer is told how many."""
    REFUSED = "refused"
    """What identifies somebody is refused: it was typed for this, and can be typed otherwise."""
    UNREAD = "not read"
    """The reason is said."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """`task`: who may, None for everybody. `action`: of the log, "" where there is no entry.

    `unread`, `unlabelled`, `unlogged`: why it needs no guard, no handling label, no entry; "" where
    it has them.
    """

    name: str
    what: str
    task: Task | None
    action: str
    guard: Guard
    unread: str = ""
    unlabelled: str = ""
    unlogged: str = ""
    mode: int = PRIVATE

    @property
    def roles(self) -> frozenset[str]:
        return self.task.roles if self.task is not None else Task.READ.roles

    @property
    def is_labelled(self) -> bool:
        return not self.unlabelled


IN_CLEAR = "everything in clear, for the head alone: what is left out would be lost"
OF_THE_OFFICE = "it says nothing of a record"
THEIRS = "byte for byte what another office signed; its own guard asked, and it keeps its label"
ENCRYPTED = "encrypted under the keys of the office"
NO_RECORD = "it holds no record"
SAME_CONTENT = "a copy of the file that came in, beside it"

# --- documents

SUBMISSION = WayOut(
    "submission",
    "Submission, signed",
    Task.SUBMIT,
    actions.EXPORT,
    Guard.ANSWERED,
)
DRAFT = WayOut(
    "draft",
    "Draft of a submission",
    Task.SUBMIT,
    actions.DRAFT_EXPORT,
    Guard.ANSWERED,
)
COPY = WayOut(
    "encrypted copy",
    "Encrypted copy of a submission",
    Task.SUBMIT,
    actions.COPY_EXPORT,
    Guard.ANSWERED,
)
RECEIVED = WayOut(
    "received file",
    "File that was received",
    Task.SUBMIT,
    actions.RECEIVED_EXPORT,
    Guard.UNREAD,
    unread=THEIRS,
)
ANSWER = WayOut(
    "acknowledgement",
    "Acknowledgement or return of a submission",
    Task.REVIEW,
    actions.ANSWER,
    Guard.REFUSED,
    unlabelled="it goes to the office that sent the submission, which has the label",
)
NETWORK = WayOut(
    "network report",
    "Network report",
    Task.SUBMIT,
    actions.EXPORT,
    Guard.WITHHELD,
)
NETWORK_DRAFT = WayOut(
    "network report, draft",
    "Network report that nobody approved",
    Task.SUBMIT,
    actions.DRAFT_EXPORT,
    Guard.WITHHELD,
)
DOSSIER = WayOut(
    "dossier",
    "Handover dossier",
    Task.SUBMIT,
    actions.DOSSIER,
    Guard.REFUSED,
)

# --- records for reading

PAGES = WayOut(
    "pages",
    "Pages of records or of a list, as a PDF",
    Task.SUBMIT,
    actions.RECORD_EXPORT,
    Guard.ANSWERED,
)
PRINT = WayOut(
    "print",
    "Pages on a printer",
    Task.SUBMIT,
    actions.PRINTED,
    Guard.ANSWERED,
)
LIST = WayOut(
    "list",
    "List as a file",
    Task.SUBMIT,
    actions.LIST_EXPORT,
    Guard.ANSWERED,
)
CLIPBOARD = WayOut(
    "rows",
    "Rows of a list on the clipboard",
    Task.SUBMIT,
    actions.LIST_COPIED,
    Guard.ANSWERED,
)
COMMENTS = WayOut(
    "comments on a draft",
    "Table of comments on a draft",
    Task.SUBMIT,
    actions.TABLE_EXPORT,
    Guard.ANSWERED,
)
FORM_TABLE = WayOut(
    "answers to a form",
    "Table of the answers to a questionnaire",
    Task.SUBMIT,
    actions.FORM_TABLE,
    Guard.ANSWERED,
)
DUE_DATES = WayOut(
    "due dates",
    "Calendar of due dates",
    Task.SUBMIT,
    actions.DUE_EXPORT,
    Guard.WITHHELD,
)
REPORTING_YEAR = WayOut(
    "reporting year",
    "Calendar of the reporting year",
    Task.READ,
    actions.CALENDAR_EXPORT,
    Guard.WITHHELD,
)
ATTACHMENT = WayOut(
    "attached file",
    "Attached file, written out",
    Task.SUBMIT,
    actions.ATTACHMENT_EXPORT,
    Guard.UNREAD,
    unread="nobody looks into a file of another program; its type is warned of",
)
OPENED_FILE = WayOut(
    "opened file",
    "Attached file, opened in its program",
    Task.READ,
    actions.ATTACHMENT_OPENED,
    Guard.UNREAD,
    unread="a private copy on this computer, until the office locks",
    unlabelled="a private copy on this computer, until the office locks",
)

# --- what the office says of itself

LISTS = WayOut(
    "code lists",
    "Signed code lists",
    Task.LISTS,
    actions.LISTS_SIGNED,
    Guard.ANSWERED,
    unlabelled=OF_THE_OFFICE,
)
RULES = WayOut(
    "acceptance rules",
    "Signed acceptance rules",
    Task.RULES,
    actions.RULES_SIGNED,
    Guard.REFUSED,
    unlabelled=OF_THE_OFFICE,
)
CARD = WayOut(
    "card",
    "Card of the office",
    None,
    actions.CARD_EXPORT,
    Guard.UNREAD,
    unread="a code, a key and two dates: nobody typed a word of it",
    unlabelled=OF_THE_OFFICE,
)
REVOCATION = WayOut(
    "revocation",
    "Revocation of a card",
    Task.CARDS,
    REVOKED,
    Guard.REFUSED,
    unlabelled=OF_THE_OFFICE,
)
FURTHER_REVOCATION = WayOut(
    "revocation of a former card",
    "Revocation of a card that was signed in advance",
    Task.CARDS,
    actions.CARD_EXPORT,
    Guard.REFUSED,
    unlabelled=OF_THE_OFFICE,
)

# --- everything

BACKUP = WayOut(
    "backup",
    "Backup",
    Task.BACK_UP,
    actions.BACKUP,
    Guard.UNREAD,
    unread=ENCRYPTED,
    unlabelled=ENCRYPTED,
)
EVERYTHING = WayOut(
    "everything",
    "Every record as a folder of plain files",
    Task.EXPORT_ALL,
    actions.ALL_EXPORT,
    Guard.UNREAD,
    unread=IN_CLEAR,
)
SALVAGE = WayOut(
    "salvage",
    "Everything as one file",
    Task.EXPORT_ALL,
    actions.SALVAGED,
    Guard.UNREAD,
    unread=IN_CLEAR,
    unlabelled="each record in it has its own",
)
SALVAGE_BROKEN = WayOut(
    "salvage of a broken office",
    "What can be read of a broken office",
    Task.RESTORE,
    "",
    Guard.UNREAD,
    unread="everything in clear: no program reads a broken office",
    unlabelled="each record in it has its own",
    unlogged="nothing is written into a broken office",
)
LOG = WayOut(
    "log",
    "Log of the office",
    Task.EXPORT_LOG,
    actions.LOG_EXPORT,
    Guard.UNREAD,
    unread="evidence is not changed; head and steward take it, and reasons in it name no persons",
    unlabelled="it is of the office and goes to nobody outside",
)

# --- what holds no record

RECOVERY_SHEET = WayOut(
    "recovery sheet",
    "Recovery key on paper",
    None,
    "",
    Guard.UNREAD,
    unread=NO_RECORD,
    unlabelled=NO_RECORD,
    unlogged="its key is logged where it is made; no office need be open",
)
GUIDE = WayOut(
    "guide",
    "User guide",
    None,
    "",
    Guard.UNREAD,
    unread=NO_RECORD,
    unlabelled=NO_RECORD,
    unlogged=NO_RECORD,
)
FORM_PAGES = WayOut(
    "pages of a form",
    "Pages of a form that is not sent yet",
    None,
    "",
    Guard.UNREAD,
    unread=NO_RECORD,
    unlabelled=NO_RECORD,
    unlogged="nothing of an office is in it, and no office need be open",
)
CERTIFICATE = WayOut(
    "certificate",
    "Certificate of a purge",
    Task.PURGE,
    "",
    Guard.UNREAD,
    unread="ids, digests, and a reason that was read when it was given",
    unlabelled=NO_RECORD,
    unlogged="it says what the entry of the purge says",
)
TEMPLATE = WayOut(
    "template",
    "Empty template",
    Task.READ,
    "",
    Guard.WITHHELD,
    unlabelled=NO_RECORD,
    unlogged=NO_RECORD,
)
MAPPING = WayOut(
    "mapping",
    "Mapping of columns",
    Task.IMPORT,
    "",
    Guard.UNREAD,
    unread="headings of the file that came in, and fields",
    unlabelled=NO_RECORD,
    unlogged=NO_RECORD,
)
SKIPPED_ROWS = WayOut(
    "skipped rows",
    "Rows that an import skipped",
    Task.IMPORT,
    "",
    Guard.UNREAD,
    unread=SAME_CONTENT,
    unlabelled=SAME_CONTENT,
    unlogged=SAME_CONTENT,
)
PREVIEW = WayOut(
    "preview of an import",
    "What an import would do, as a workbook",
    Task.IMPORT,
    "",
    Guard.UNREAD,
    unread=SAME_CONTENT,
    unlabelled=SAME_CONTENT,
    unlogged=SAME_CONTENT,
)

READ_HERE = "it is read here: whoever may read may also write it down (docs/decisions/0040)"
READ = tuple(
    WayOut(
        name,
        what,
        Task.READ,
        "",
        Guard.UNREAD,
        unread=READ_HERE,
        unlabelled=READ_HERE,
        unlogged=READ_HERE,
    )
    for name, what in (
        ("screen", "What is on the screen, and what rilo list and rilo show print"),
        ("words", "Other words of the screen on the clipboard, until the office locks"),
    )
)
"""No way of these asks here: what they show is not written anywhere."""

WAYS: tuple[WayOut, ...] = (
    *(way for way in list(globals().values()) if type(way) is WayOut),
    *READ,
)
"""All of them, in this order."""
LOGGED = frozenset(way.action for way in WAYS if way.action)
"""Actions of the log by which something leaves."""
