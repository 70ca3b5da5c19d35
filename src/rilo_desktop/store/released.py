"""The content of a released submission never changes: a constraint of the store on every path.

`Unit.write` says so in a sentence before anything is written; triggers keep the revisions so
whatever writes them; `rilo check` asks the whole history. After its release a submission may only
be superseded or withdrawn, be archived, and gain decisions and comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rilo_desktop.records import Record, Submission, Workflow
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity

from .queries import ReadSession
from .readable_records import BROKEN

KIND = Submission.kind.code
_NEXT: Mapping[str, tuple[str, ...]] = {
    Workflow.RELEASED: (Workflow.RELEASED, Workflow.SUPERSEDED, Workflow.WITHDRAWN),
    Workflow.SUPERSEDED: (Workflow.SUPERSEDED, Workflow.WITHDRAWN),
    Workflow.WITHDRAWN: (Workflow.WITHDRAWN,),
}
"""State of a submission that was released -> what it may be next."""

_GONE = "json_extract(OLD.content, '$.workflow') IN ('released', 'superseded', 'withdrawn')"
_STATE = "json_extract({0}.content, '$.workflow')"
_FROZEN = "json_remove({0}.content, '$.workflow', '$.decisions', '$.comments', '$.archived')"
_DECIDED = "json_extract({0}.content, '$.decisions')"
_MESSAGE = "the content of a released submission never changes"
TRIGGERS: Mapping[str, str] = {
    "revision_follows_release": f"""
CREATE TRIGGER revision_follows_release BEFORE INSERT ON revision
WHEN NEW.kind = '{KIND}' AND EXISTS (
  SELECT 1 FROM revision AS was
  WHERE was.seq = (SELECT max(seq) FROM revision WHERE record = NEW.record)
  AND CASE WHEN NOT json_valid(was.content) THEN 0
  WHEN {_STATE.format("was")} NOT IN ('released', 'superseded', 'withdrawn') THEN 0
  WHEN NEW.content IS NULL OR NOT json_valid(NEW.content) THEN 1
  ELSE NOT coalesce(
    ({_STATE.format("NEW")} = {_STATE.format("was")}
      OR {_STATE.format("NEW")} = 'withdrawn'
      OR ({_STATE.format("was")} = 'released' AND {_STATE.format("NEW")} = 'superseded'))
    AND (was.schema <> NEW.schema OR {_FROZEN.format("was")} = {_FROZEN.format("NEW")})
    AND substr({_DECIDED.format("NEW")}, 1, length({_DECIDED.format("was")}) - 1)
      IS substr({_DECIDED.format("was")}, 1, length({_DECIDED.format("was")}) - 1), 0)
  END)
BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""".strip(),
    "revision_of_release_stays": f"""
CREATE TRIGGER revision_of_release_stays BEFORE UPDATE ON revision
WHEN OLD.kind = '{KIND}' AND CASE WHEN json_valid(OLD.content) THEN {_GONE} ELSE 0 END
BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""".strip(),
    "revision_of_release_is_kept": f"""
CREATE TRIGGER revision_of_release_is_kept BEFORE DELETE ON revision
WHEN OLD.kind = '{KIND}' AND CASE WHEN json_valid(OLD.content) THEN {_GONE} ELSE 0 END
BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END""".strip(),
}
"""Name -> SQL, as migration 0012 makes them and the schema check asks for them."""


def refuse_changes(
    reading: ReadSession, records: Sequence[Record], heads: Mapping[str, Any]
) -> None:
    """Raises Refused where one of the records is a released submission that would change."""
    for record in records:
        head = heads.get(record.id) if isinstance(record, Submission) else None
        revision = reading.revisions.get(head.revision) if head is not None else None
        if revision is None or revision.is_purged:
            continue
        if not follows(revision.record_then(), record):
            raise Refused(
                Finding(
                    "store.released",
                    Severity.BLOCKS,
                    Nature.REVIEW,
                    N_(
                        "{name} is released: its content never changes. Correct it with another "
                        "submission that supersedes it."
                    ),
                    {"name": record.reference},
                    FieldPath(kind=KIND, record=record.id, reference=record.reference),
                )
            )


def follows(before: Record, after: Record) -> bool:
    """May this state of a submission come after that one?"""
    if before.workflow not in _NEXT:
        return True
    if not isinstance(before, Submission) or not isinstance(after, Submission):
        return False
    decided = after.decisions[: len(before.decisions)] == before.decisions
    may_be = after.workflow in _NEXT[before.workflow]
    return may_be and decided and _frozen(before) == _frozen(after)


def _frozen(record: Submission) -> Mapping[str, Any]:
    return to_snapshot(replace(record, workflow="", decisions=(), comments=(), archived=None))


def changed_later(reading: ReadSession) -> Iterator[tuple[str, int]]:
    """(reference, number of the revision) of submissions that changed after their release."""
    rows = reading.run("SELECT DISTINCT record FROM revision WHERE kind = ?", (KIND,))
    for (name,) in rows:
        before: Record | None = None
        for revision in reversed(reading.revisions.of_record(name)):
            try:
                after = None if revision.is_purged else revision.record_then()
            except BROKEN:
                after = None
            if before is not None and after is not None and not follows(before, after):
                yield after.reference, revision.number
            before = after or before
