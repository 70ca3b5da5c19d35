"""Names of operations in the log."""

from rilo_desktop.rules.findings import N_
from rilo_desktop.store import log_anchors, ownership, purging, received, release_evidence

EDIT = N_("edit")
IMPORT = ownership.IMPORT
ROWS_WAIT = N_("rows of an import kept for an answer")
ROWS_DROPPED = N_("rows of an import that waited dropped")
CATALOGUE = N_("starting catalogue")
SEND = N_("sent to review")
APPROVE = release_evidence.APPROVE
RETURN = N_("returned")
WITHDRAW = N_("taken back before approval")
KEEP = N_("submission kept as a draft")
SUBMIT = N_("submission prepared")
RELEASE = release_evidence.RELEASE
EXPORT = N_("exported")
SENT = N_("sent")
ACKNOWLEDGED = N_("acknowledged")
DRAFT_EXPORT = N_("draft exported")
COPY_EXPORT = N_("encrypted copy exported")
CALENDAR_EXPORT = N_("calendar of the reporting year written out")
DUE_EXPORT = N_("calendar of due dates written out")
FORM_TABLE = N_("answers to a questionnaire written out as a table")
RECEIVED_EXPORT = N_("received file written out")
DOSSIER = N_("handover dossier written")
CARD_EXPORT = N_("card written out")
RULES_SIGNED = N_("acceptance rules signed and written out")
SALVAGED = N_("everything exported in clear")
NOT_WRITTEN = N_("file could not be written after it was logged")
PICTURE = N_("picture added")
ATTACH = N_("file attached")
ATTACHMENT_OPENED = N_("attached file opened")
ATTACHMENT_EXPORT = N_("attached file written out")
TABLE_EXPORT = N_("table of comments or answers written out")
LIST_EXPORT = N_("list written out")
LIST_COPIED = N_("rows of a list copied")
RECORD_EXPORT = N_("pages of records written out")
PRINTED = N_("printed")
NOT_PRINTED = N_("print refused or stopped after it was logged")
ALL_EXPORT = N_("every record written out in clear")
CLOSED = N_("action item closed")
VERIFIED = N_("action item verified")
CARRIED_OVER = N_("action plan made")
MERGED = N_("records merged")
NOT_DUPLICATES = N_("two records noted as no duplicates")
COMMENTED = N_("comment on a record written")
COMMENT_DONE = N_("comment marked done")
COMMENT_OPENED = N_("comment opened again")
BULK = N_("many changed at once")
RANK = N_("ranks of key issues changed")
UNDO = N_("undo")
REDO = N_("redo")
RESTORE = N_("older version restored")
OPENED = N_("opened")
PURGE = purging.PURGED
RETENTION = N_("rule of retention changed")
PAPER = N_("paper of documents changed")
BACKUP = N_("backup made")
BACKUPS_REMOVED = N_("backups under the old key removed")
BACKUP_SCHEDULE = N_("schedule of backups changed")
RESTORED = log_anchors.RESTORED
RESTORE_COMPARED = N_("restore of another office compared by phone")
PRACTICE_RESET = N_("practice office reset")
LOG_EXPORT = N_("log exported")
REPAIR = N_("derived rows rebuilt")
RECEIVE = received.RECEIVED
ANSWER = N_("acknowledgement made")
ANSWERED = N_("acknowledgement opened")
RULES = N_("acceptance rules installed")
RULES_BACK = N_("acceptance rules taken back")
RECEIVER = N_("receiver of rules marked")
LISTS = N_("code lists of the office changed")
LISTS_SIGNED = N_("code lists signed and written out")
LISTS_TAKEN = N_("code lists of another office taken over")
LISTS_BACK = N_("code lists of another office taken back")

UNDOABLE = frozenset(
    {
        EDIT,
        IMPORT,
        RECEIVE,
        MERGED,
        BULK,
        RANK,
        PICTURE,
        ATTACH,
        CLOSED,
        CARRIED_OVER,
        COMMENTED,
        COMMENT_DONE,
        COMMENT_OPENED,
        RESTORE,
        UNDO,
        REDO,
    }
)
"""Operations that `undo` takes back. Never: what is reviewed, released, sent or exported."""
TAKEN_BACK = frozenset({UNDO, REDO})
"""What undo itself wrote; its log entry names the operation it `undoes`."""

REVIEW_STEPS = frozenset({SEND, APPROVE, RETURN, WITHDRAW, RELEASE, ANSWERED})
"""Operations that move a record through review and change none of its content."""
