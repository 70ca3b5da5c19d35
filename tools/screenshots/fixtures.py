"""What comes and goes between offices, made for the pictures: other offices, and their files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rilo_desktop.office_codes import PRACTICE_SECRETARIAT, secretariat_of
from rilo_desktop.presentation.documents import CASE_STUDIES, INDICATOR_CATALOGUE
from rilo_desktop.records import (
    CaseStudy,
    Consultation,
    QuestionAnswer,
    Questionnaire,
    QuestionnaireAnswers,
    Record,
)
from rilo_desktop.services.office import backup, card_revocations, cards, identity, restore
from rilo_desktop.services.office.create_office import add_sample, make_office
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import acknowledge, receive
from rilo_desktop.services.receiving.acknowledge import Pinned
from rilo_desktop.services.receiving.received_submissions import received
from rilo_desktop.services.records import consultations, forms, record
from rilo_desktop.services.records.changes import Saved
from rilo_desktop.services.submissions import release, submission_list
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

from . import sample_form
from .harness import NotHere

STICK = Path("Stick")
SECRETARIAT = Path("Secretariat")
SENDER, STRANGER, LOST, RESTORED = "X1", "X2", "X3", "X4"
FEW = "parcel"
WATCHES = "CS-00-2020-001"


@dataclass(frozen=True)
class Files:
    """On the stick: what another practice office sent, and what their Secretariat answered."""

    theirs: Path = STICK / "X1-2026-SUB-A0001-rev1-en.pdf"
    strange: Path = STICK / "X2-2026-SUB-A0001-rev1-en.pdf"
    altered: Path = STICK / "changed on the way.pdf"
    cut: Path = STICK / "half a copy.pdf"
    padded: Path = STICK / "from a mail program.pdf"
    letter: Path = STICK / "letter.docx"
    twin: Path = STICK / "copy of the same.pdf"
    card: Path = STICK / "x2.rilocard"
    renewed: Path = STICK / "x1-new.rilocard"
    lost: Path = STICK / "x3.rilocard"
    gone: Path = STICK / "x3-revoked.rilocard"
    known: Path = STICK / "x1.rilocard"
    answer: Path = STICK / "XX-2026-SUB-A0001-rev1.rilo-answer"
    secretariat: Path = STICK / "secretariat.rilocard"
    before: Path = STICK / "X4-2026-SUB-A0001-rev1-en.pdf"
    after: Path = STICK / "X4-2026-SUB-A0002-rev1-en.pdf"
    of_both: Path = STICK / "x4.rilocard"


FILES = Files()


def send_from_others(passphrase: str) -> None:
    """Two offices write to whoever opens the stick; nothing where they did so before."""
    if STICK.exists():
        return
    STICK.mkdir()
    with make_office(Path("X1"), SENDER, "X1-01", passphrase).session as office:
        add_sample(office)
        watches = record.find(office, WATCHES).record
        values = {"significance": SIGNIFICANCE, "novelty": ("new_route",)}
        record.save(office, record.with_values(watches, values))
        _send(office, FILES.theirs)
        cards.export(office, FILES.known)
        identity.renew(office)
        cards.export(office, FILES.renewed)
    with make_office(Path("X3"), LOST, "X3-01", passphrase).session as office:
        own = cards.export(office, FILES.lost).fingerprint
        card_revocations.revoke(office, own, "The stick with the key was lost", FILES.gone)
    with make_office(Path("X2"), STRANGER, "X2-01", passphrase).session as office:
        add_sample(office)
        _send(office, FILES.strange, "watches")
        cards.export(office, FILES.card)
    content = bytearray(FILES.theirs.read_bytes())
    FILES.cut.write_bytes(content[: len(content) // 2])
    FILES.padded.write_bytes(content + b"\r\n")
    content[len(content) // 3] ^= 1
    FILES.altered.write_bytes(content)
    FILES.letter.write_bytes(b"Dear colleagues")
    shutil.copyfile(FILES.theirs, FILES.twin)


def send_and_restore(passphrase: str) -> None:
    """Another office sends, restores the backup of before, and sends again; once."""
    if FILES.after.exists():
        return
    folder, kept = Path("X4"), Path("x4.rilobackup")
    with make_office(folder, RESTORED, "X4-01", passphrase).session as office:
        add_sample(office)
        cards.export(office, FILES.of_both)
        made = backup.back_up(office, kept).path
        _send(office, FILES.before, "watches")
    with restore.restore(made, folder, passphrase).session as office:
        _send(office, FILES.after, "watches")


def take_before(session: Session) -> int:
    """What the other office sent before its restore; returns the operation, 0 where no record was
    written."""
    own = cards.read_card(FILES.of_both).fingerprint
    found = receive.inspect_submissions(session, [FILES.before], [own])
    changes = receive.accept(session, found).changes
    return changes.operation if changes.records else 0


def _send(office: Session, path: Path, words: str = FEW) -> str:
    order = SubmissionRequest("case-studies", where=words, title=TITLE, reason="as agreed")
    name = submit(office, order).submission.reference
    release.export(office, name, path)
    return name


def trust(session: Session, path: Path) -> None:
    cards.trust(session, path, cards.read_card(path).fingerprint)


def answer_from_secretariat(session: Session, passphrase: str) -> None:
    """It took a submission of this office and returns it with comments. Raises NotHere."""
    if FILES.answer.exists():
        return
    name = _released_catalogue(session)
    release.export(session, name, STICK / "ours.pdf")
    own = next(one for one in cards.listed(session) if one.standing is cards.CardStatus.OWN)
    code = secretariat_of(session.office_code)
    with make_office(Path("SEC"), code, "SEC-1", passphrase).session as other:
        found = receive.inspect_submissions(other, [STICK / "ours.pdf"], [own.fingerprint])
        receive.accept(other, found)
        subject = acknowledge.subject(other, name)
        first, second = subject.records[:2]
        pinned = (
            Pinned(first.id, "title", "Name the place where it can be seen."),
            Pinned(second.id, "statement", "Which share of the consignments was it?"),
        )
        acknowledge.make(other, name, FILES.answer, pinned, True, "Two things, then it is complete")
        cards.export(other, FILES.secretariat)
    trust(session, FILES.secretariat)


def _released_catalogue(session: Session) -> str:
    """The comments are on indicators, whatever else was released since."""
    for one in submission_list.ledger(session):
        if one.state == "released" and one.type == INDICATOR_CATALOGUE.code:
            return one.reference
    raise NotHere("no catalogue of indicators is released")


def found_secretariat(passphrase: str) -> None:
    """It took what several offices sent over the year, and answered some."""
    made = make_office(SECRETARIAT, PRACTICE_SECRETARIAT, "SEC-1", passphrase)
    with made.session as session:
        for code, sent in SENT.items():
            _receive_from(session, code, sent, passphrase)
        first, second, *_ = reversed(received(session))
        acknowledge.make(session, first.reference, STICK / "1.rilo-answer", note="With thanks")
        said = "The goods lines have no quantities"
        acknowledge.make(session, second.reference, STICK / "2.rilo-answer", (), True, said)


def _receive_from(
    session: Session, code: str, sent: tuple[tuple[str, int], ...], passphrase: str
) -> None:
    then = datetime.now(UTC) - timedelta(days=400)
    made = make_office(Path(f"of {code}"), code, f"{code}-01", passphrase, clock=lambda: then)
    with made.session as office:
        add_sample(office)
        if code == TWICE:
            _twice(office)
        card = cards.export(office, STICK / f"{code}.rilocard").fingerprint
        for number, (kind, days) in enumerate(sent):
            then = datetime.now(UTC) - timedelta(days=days)
            path = STICK / f"{code}-{number}.pdf"
            where = FEW if kind == CASE_STUDIES.name else ""
            about = _about(office, kind)
            order = SubmissionRequest(kind, where=where, records=about, reason="as agreed")
            release.export(office, submit(office, order).submission.reference, path)
            receive.accept(session, receive.inspect_submissions(session, [path], [card]))


def _about(office: Session, kind: str) -> tuple[str, ...]:
    """Ids of the records that a paper about one is made of; answers differ by office."""
    if kind == "consultation-return":
        return (_own_copy(office, record.find(office, "CO-XX-01").record),)
    if kind != "questionnaire-return":
        return ()
    shipped = record.find(office, "rilo_questionnaire 2026112701 XX").record
    assert isinstance(shipped, QuestionnaireAnswers)
    number = int(office.office_code[1:])
    said = {
        "about/office": office.office_code,
        "manpower/host": str(number + 3),
        "members/members_total": str(2 * number + 1),
        "members/with_contact": str(number + 2),
        "members/meeting_present": str(number),
        "needs/need_text": WORDS[number % len(WORDS)],
    }
    lines = [
        replace(line, value=said.get(line.path or "", line.value))
        if line.path != "manpower/posts"
        else replace(line, value=None, state="not_known")
        for line in shipped.answers
    ]
    return (_own_copy(office, replace(shipped, answers=tuple(lines))),)


def _own_copy(office: Session, shipped: Record) -> str:
    """Records of the sample are the same in each office; what an office writes is its own."""
    made = record.new(office, shipped.kind.code)
    kept = {name: getattr(made, name) for name in ("id", "reference", "local_ref", "workflow")}
    record.save(office, record.with_values(shipped, kept))
    return made.id


WORDS = (
    "A form that the members fill in themselves, so that nothing is typed twice.",
    "Two more analysts, or fewer reports.",
    "Une connexion plus rapide, et une formation sur l'outil.",
)
TWICE = "X4"
RETURNS = (("questionnaire-return", 30), ("consultation-return", 20))
SENT = {
    "X5": (("action-plan-status", 342), ("case-studies", 281), *RETURNS),
    "X6": (("action-plan-status", 320), *RETURNS),
    "X7": (("case-studies", 285), *RETURNS),
    TWICE: (("action-plan-status", 340), ("case-studies", 251), *RETURNS),
}
"""Office -> what it sent, and how many days ago: in time, late, or not at all."""


def _twice(office: Session) -> None:
    """Another office wrote its own case of a seizure that the sample has too."""
    case = record.find(office, WATCHES).record
    own = record.new(office, "case-study")
    assert isinstance(case, CaseStudy)
    assert isinstance(own, CaseStudy)
    made = replace(
        case,
        id=own.id,
        reference=own.reference,
        local_ref="X4-7",
        workflow=own.workflow,
        title=f"{case.title_text}, parcels",
    )
    record.save(office, made)


def answer_every_type(session: Session, languages: tuple[str, ...]) -> tuple[str, Saved | None]:
    """A form with every type of question, and answers with gaps and faults: the id of these."""
    is_arabic = languages == sample_form.ARABIC
    name = sample_form.FORM + ("_ar" if is_arabic else "")
    added = _add_form(session, name, languages)
    if added.is_new:
        _answer(session, added.form, "2025", sample_form.BEFORE)
        _answer(session, added.form, "2026", sample_form.ANSWERS, sample_form.NOT_KNOWN)
    return forms.answers_of(session, added.form, "2026").record.id, added.changes


def answer_an_older_form(session: Session) -> tuple[str, Saved | None]:
    """Answers to a form of which the office has a newer version: the id of these."""
    name = f"{sample_form.FORM}_next"
    added = _add_form(session, name, sample_form.LANGUAGES[:1])
    if added.is_new:
        _answer(session, added.form, "2026", sample_form.ANSWERS)
    answers = forms.answers_of(session, added.form, "2026").record.id
    return answers, _add_form(session, name, sample_form.LANGUAGES[:1], 2).changes


def _add_form(
    session: Session, name: str, languages: tuple[str, ...], version: int = 1
) -> forms.AddedForm:
    path = session.folder.with_name(f"{name}.xlsx")
    sample_form.write_form(path, languages, name, version)
    try:
        return forms.add(session, path)
    finally:
        path.unlink()


def _answer(
    session: Session,
    form: Questionnaire,
    period: str,
    said: Mapping[str, str],
    not_known: Sequence[str] = (),
) -> None:
    made = forms.answers_of(session, form, period).record
    lines = [QuestionAnswer(path=path, value=text, state="answered") for path, text in said.items()]
    lines += [QuestionAnswer(path=path, state="not_known") for path in not_known]
    day = f"{period}-11-20"
    record.save(session, replace(made, answers=tuple(lines), answered_on=day))


def take_draft(session: Session, own_number: str, text: str, title: str) -> None:
    """A draft that nobody has answered, from a file of text."""
    with session.reading() as reading:
        if own_number in reading.records.by_local_ref(Consultation.kind.code):
            return
    path = session.folder.with_name("draft.txt")
    path.write_text(text, "utf-8")
    consultations.add(session, path, title, local_ref=own_number, closes="2026-12-18")
    path.unlink()


TITLE = "Parcels, third quarter"
SIGNIFICANCE = "It was seen at two airports of the region in one week."
