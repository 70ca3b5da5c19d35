"""The handover dossier of a rotating officer: made of what the office knows, and of what only the
officer who leaves can say. It is no submission, carries no data, and is TLP:AMBER at least."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rilo_desktop.analysis.deadlines import CLOSED
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.documents import HANDOVER
from rilo_desktop.presentation.record_type import DeadlineSpec
from rilo_desktop.presentation.references import title_in
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import ContactFunction, Office, Record, Submission, Workflow, kind_named
from rilo_desktop.records.translated import best_text, translated_value
from rilo_desktop.reports import (
    AskedFunction,
    DueMatter,
    Ending,
    FirstStep,
    HandoverContent,
    HandoverData,
    Head,
    OpenKind,
    unprintable,
)
from rilo_desktop.reports.documents.handover import texts_of
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import strictest
from rilo_desktop.store import ReadSession, Stored
from rilo_desktop.vocabularies import vocabulary

from ..office import backup, cards, ways_out
from ..office.finding_helpers import name_of, refusal
from ..office.outgoing import Outgoing, going_out
from ..office.paper_setting import paper
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..submissions.preflight import refuse_blocked
from ..submissions.submit import made
from .today import Why, overview

LEAST = "AMBER"
AGES = (30, 182, 365)
"""Days under which a matter is of the first, second and third age."""
MOST_DUE, MOST_ASKED, MOST_ENDINGS = 6, 8, 20
YEAR = timedelta(days=365)
ENDED = (Workflow.SUPERSEDED, Workflow.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class HandoverNotes:
    """What the officer who leaves types. `promised`: (to whom, what, where it is written)."""

    until: str = ""
    taken_by: str = ""
    promised: tuple[tuple[str, str, str], ...] = ()
    advice: tuple[str, ...] = ()
    went_wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    path: Path
    pages: int
    sha256: str
    tlp: str
    withheld: int = 0
    """Texts of records in which the guard found something."""


def write(
    session: Session,
    path: Path,
    notes: HandoverNotes | None = None,
    language: str = "en",
    progress: Progress = SILENT,
) -> Dossier:
    """Write the dossier as a PDF, and log that it was written. Raises Refused."""
    with going_out(session, ways_out.DOSSIER, path) as out:
        content = content_of(session, notes or HandoverNotes(), language, out)
        out.refuse(((HANDOVER.title, text) for text in texts_of(content.handover)), *PERSON)
        refuse_blocked(unprintable(content))
        head = content.head
        left = out.leave(
            made(content, progress),
            type=HANDOVER.code,
            submission=head.reference,
            tlp=head.tlp,
            withheld=out.withheld,
        )
    return Dossier(path, left.pages, left.sha256, head.tlp, out.withheld)


def content_of(
    session: Session, notes: HandoverNotes, language: str, out: Outgoing | None = None
) -> HandoverContent:
    """What the dossier prints, as things stand; of one that goes `out`, without what the guard
    finds in texts of records. Raises Refused for a day that is none."""
    shown: Callable[[str], str] = out.withholding(language) if out is not None else str
    if notes.until:
        _refuse_no_day(notes.until)
    with session.reading() as reading:
        look = _Look(session, reading, language, shown)
        asked = tuple(look.asked())
        data = HandoverData(
            until=notes.until,
            taken_by=notes.taken_by,
            due=tuple(look.due()),
            steps=look.steps(),
            asked=asked[:MOST_ASKED],
            asked_more=max(0, len(asked) - MOST_ASKED),
            open=tuple(look.open()),
            endings=tuple(look.endings()),
            promised=notes.promised,
            advice=notes.advice,
            went_wrong=notes.went_wrong,
        )
        own = look.offices() if out is None else [out.cleaned(o, language) for o in look.offices()]
        offices = {Office.kind.code: {one.id: one for one in own}}
    text = catalogue(language).text
    head = Head(
        type=HANDOVER.code,
        language=language,
        office_code=session.office_code,
        reference=f"{session.office_code}/{session.today[:4]}/{HANDOVER.code}",
        revision=1,
        title=text(HANDOVER.title),
        date=session.today,
        purpose="note",
        addressee=notes.taken_by,
        tlp=strictest((LEAST, *look.labels)),
        prepared_by=session.officer.function,
        office_of_one=session.office_of_one,
        paper=paper(session),
    )
    return HandoverContent(head=head, records=(), revisions={}, referenced=offices, handover=data)


class _Look:
    def __init__(
        self,
        session: Session,
        reading: ReadSession,
        language: str,
        shown: Callable[[str], str],
    ) -> None:
        self.shown = shown
        self.session, self.reading, self.language = session, reading, language
        self.day = date.fromisoformat(session.today)
        self.labels: list[str | None] = []
        """Of all that is named."""

    def due(self) -> Iterator[DueMatter]:
        """What is late or near by a day, then papers of which only the month is known."""
        today = overview(self.session, self.language)
        entries = today.because(Why.OVERDUE, Why.OVERDUE_REVIEW, Why.DUE, Why.DUE_REVIEW)
        for entry in sorted(entries, key=lambda one: str(one.day))[:MOST_DUE]:
            stored = self.reading.records.stored(entry.id)
            if stored is None or entry.day is None:
                continue
            whom, said = (self.shown(f(stored.record)) for f in (_lead, _said_last))
            what = self._called(stored.record)
            yield DueMatter(entry.day.isoformat(), "", what, whom, said, entry.day < self.day)
        for obliged in today.obliged:
            name = self.shown(best_text(translated_value(obliged.names), self.language))
            start = obliged.time.start.isoformat()
            day, month = (start, "") if obliged.time.is_day else ("", start[:7])
            made_in = catalogue(self.language).text(N_("see Exchange, Reporting year"))
            yield DueMatter(day, month, name, self.shown(obliged.recipient), made_in)

    def offices(self) -> list[Record]:
        """This one: its name stands at the head of the pages."""
        held = [stored.record for stored in self._of(Office.kind.code)]
        return [one for one in held if one.local_ref == self.session.office_code]

    def steps(self) -> tuple[FirstStep, ...]:
        proved = [one for one in backup.known(self.session.folder) if one.drilled]
        written = backup.known(self.session.folder)
        if proved:
            saved = FirstStep(
                N_("Fetch the last backup"),
                N_("The security officer knows where it is. It was proved readable on {day}."),
                (("day", self._day(proved[-1].drilled)),),
            )
        elif written:
            saved = FirstStep(
                N_("Prove the last backup"),
                N_("It was made on {day}, and nobody has proved it: This office, Backups."),
                (("day", self._day(written[-1].made)),),
            )
        else:
            saved = FirstStep(
                N_("Make a backup"), N_("None is known to this office: This office, Backups.")
            )
        own = next((c for c in cards.listed(self.session) if c.standing == "own"), None)
        until = self._day(own.valid_until) if own is not None else "–"
        return (
            FirstStep(
                N_("Open the office"),
                N_(
                    "Your own account is made by the head; you choose its passphrase yourself. The "
                    "recovery sheet is sealed; the security officer knows where."
                ),
            ),
            FirstStep(
                N_("Look whether it is whole"),
                N_("This office, Check. It has {count} records today."),
                (("count", str(sum(self.reading.records.count(s.code) for s in RECORD_TYPES))),),
            ),
            FirstStep(
                N_("Take over the signing card"),
                N_("The card of the office is valid until {day}. Receivers are told of a new one."),
                (("day", until),),
            ),
            saved,
            FirstStep(
                N_("Tell the functions that you are there"),
                N_(
                    "The Secretariat, the contact points of the members, the host administration, "
                    "and the offices that exchange with this one."
                ),
            ),
        )

    def asked(self) -> Iterator[AskedFunction]:
        today = self.session.today
        functions = [stored.record for stored in self._of(ContactFunction.kind.code)]
        valid = [
            one
            for one in functions
            if isinstance(one, ContactFunction) and (one.valid_to or today) >= today
        ]
        for one in sorted(valid, key=lambda found: (bool(found.member), found.member or "")):
            place = vocabulary("country").label(one.member, self.language) if one.member else ""
            covers = "; ".join(map(self.shown, one.covers))
            yield AskedFunction(place, self.shown(known_text(one.function)), covers)

    def open(self) -> Iterator[OpenKind]:
        """Records with a day to be done by that are not closed, and what waits in review."""
        for spec in RECORD_TYPES:
            if spec.deadline is not None:
                ended: set[str] = set()
                for kind, name in spec.deadline.released:
                    ended |= self.reading.waiting.released(kind, name, self.session.office_code)
                held = [
                    stored
                    for stored in self._of(spec.code)
                    if stored.record.id not in ended and _is_open(stored.record, spec.deadline)
                ]
                yield OpenKind(spec.kind.plural, self._ages(held))
        moved = self.reading.waiting.in_review(10_000)
        waiting = self.reading.records.stored_many([one.row for one in moved])
        yield OpenKind(N_("Waiting for approval"), self._ages(list(waiting)))
        submissions = self._of(Submission.kind.code)
        back = [s for s in submissions if _came_back(s.record)]
        yield OpenKind(N_("Returned to us"), self._ages(back))

    def endings(self) -> Iterator[Ending]:
        """What has a recorded end within a year, the first first."""
        found = [*self._ending_cards(), *self._ending_records()]
        last = (self.day + YEAR).isoformat()
        near = [one for one in found if self.session.today <= one.day <= last]
        yield from sorted(near, key=lambda one: (one.day, one.what))[:MOST_ENDINGS]

    def _ending_cards(self) -> Iterator[Ending]:
        before = {
            "own": N_("renew it while it still signs, and tell its fingerprint to the receivers"),
            "trusted": N_("ask that office for its new card"),
        }
        text = catalogue(self.language).text
        for card in cards.listed(self.session):
            if card.standing in before:
                what = text("Signing card of {office}", office=card.office)
                yield Ending(card.valid_until[:10], what, before[card.standing])

    def _ending_records(self) -> Iterator[Ending]:
        for spec in RECORD_TYPES:
            if spec.group and not spec.in_catalogue:
                for stored in self._of(spec.code):
                    end = known_text(getattr(stored.record, "valid_to", None))
                    if len(end) == 10 and stored.record.workflow not in ENDED:
                        before = N_("renew it, or withdraw it")
                        yield Ending(end, self._called(stored.record), before)

    def _ages(self, held: Sequence[Stored]) -> tuple[tuple[str, ...], ...]:
        ages: tuple[list[str], ...] = ([], [], [], [])
        for stored in held:
            first = self.reading.revisions.of_record(stored.record.id)[-1]
            days = (self.day - date.fromisoformat(first.time[:10])).days
            ages[sum(days >= least for least in AGES)].append(stored.record.reference)
        return tuple(map(tuple, ages))

    def _of(self, kind: str) -> list[Stored]:
        return list(self.reading.records.all_of(kind))

    def _called(self, record: Record) -> str:
        self.labels.append(record.tlp if isinstance(record.tlp, str) else None)
        say = catalogue(self.language)
        name = f"{say.text(kind_named(record.kind.code).label)} {self.shown(name_of(record))}"
        return say.labelled(name, self.shown(title_in(record, self.language)))

    def _day(self, time: str) -> str:
        return catalogue_day(time[:10], self.language)


def catalogue_day(iso: str, language: str) -> str:
    from rilo_desktop.language import formats

    return formats(language).partial(iso)


def _is_open(record: Record, deadline: DeadlineSpec) -> bool:
    """It has a day, and nobody closed it."""
    closed = bool(deadline.status) and known_text(getattr(record, deadline.status)) in CLOSED
    ended = bool(deadline.ended and getattr(record, deadline.ended))
    ended = ended or bool(deadline.released and record.workflow in ENDED)
    has_day = any(getattr(record, name) for name in deadline.days)
    return has_day and not closed and not ended


def _came_back(record: Record) -> bool:
    """Released, and returned by its addressee; or a draft that a second officer gave back."""
    assert isinstance(record, Submission)
    last = record.decisions[-1].decision if record.decisions else ""
    return last == "returned" and record.workflow not in ENDED


def _lead(record: Record) -> str:
    """The function that it is with; never a person."""
    return known_text(getattr(record, "lead", None)) or known_text(getattr(record, "by", None))


def _said_last(record: Record) -> str:
    """What its thread says last."""
    lines = getattr(record, "updates", ())
    said = known_text(lines[-1].entry) if isinstance(lines, tuple) and lines else ""
    return said or known_text(getattr(record, "deliverable", None)) or "–"


PERSON = (
    N_(
        "The dossier names functions only, and “{words}” identifies somebody: leave it out. Names "
        "and telephone numbers stay on the office's own list."
    ),
    "dossier.person",
)


def _refuse_no_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise refusal(
            "dossier.day",
            N_("{text} is no day; write it as 2026-12-31."),
            text=text,
        ) from None
