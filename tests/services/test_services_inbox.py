"""Files from outside, each by itself: what it is, and one sentence for what it is not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from received_offices import sent, to_file

from rilo_desktop.exchange import file_opening, submission
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import card_revocations, cards, identity
from rilo_desktop.services.office.cards import OfferedCard
from rilo_desktop.services.office.finding_messages import sentence
from rilo_desktop.services.office.session import Task
from rilo_desktop.services.receiving import acknowledge, inbox, receive
from rilo_desktop.services.receiving.incoming_file import IncomingFile, State
from short_forms import examples


@pytest.fixture
def office(make_session: Any) -> Any:
    return make_session(sample=True)


@pytest.fixture
def secretariat(make_session: Any) -> Any:
    return make_session("SECRETARIAT")


@pytest.fixture
def card(office: Any, tmp_path: Path) -> Path:
    cards.export(office, tmp_path / "ap.rilocard")
    return tmp_path / "ap.rilocard"


def trust(session: Any, card: Path) -> str:
    return cards.trust(session, card, cards.read_card(card).fingerprint).fingerprint


def rule_of(item: IncomingFile) -> str:
    (finding,) = item.findings
    return finding.rule


def test_a_card_is_strange_then_known_and_its_renewal_follows(
    office: Any, secretariat: Any, card: Path, tmp_path: Path
) -> None:
    item = inbox.inspect(secretariat, card)
    assert item.card is not None
    assert (item.state, item.card.offer) == (State.STRANGER, OfferedCard.STRANGE)
    assert item.fingerprint == cards.read_card(card).fingerprint
    first = trust(secretariat, card)
    again = inbox.inspect_again(secretariat, item)
    assert again.card is not None
    assert (again.state, again.card.offer) == (State.READY, OfferedCard.KNOWN)
    identity.renew(office)
    renewed = tmp_path / "new.rilocard"
    cards.export(office, renewed)
    found = cards.offered(secretariat, renewed)
    assert (found.offer, found.renews) == (OfferedCard.RENEWAL, first)
    assert cards.offered(office, renewed).offer is OfferedCard.KNOWN, "it is their own"


def test_a_revocation_is_offered_and_taken_once(
    office: Any, secretariat: Any, card: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.rilocard"
    fingerprint = cards.read_card(card).fingerprint
    card_revocations.revoke(office, fingerprint, "a lost stick", gone)
    unknown = inbox.inspect(secretariat, gone)
    assert (unknown.state, rule_of(unknown)) == (State.WRONG, "cards.unknown")
    trust(secretariat, card)
    found = cards.offered(secretariat, gone)
    assert (found.offer, found.reason) == (OfferedCard.REVOCATION, "a lost stick")
    assert found.on
    cards.trust(secretariat, gone)
    assert cards.offered(secretariat, gone).offer is OfferedCard.TAKEN
    assert rule_of(inbox.inspect(secretariat, card)) == "cards.revoked"


def test_files_of_one_content_are_looked_at_once(
    office: Any, secretariat: Any, card: Path, tmp_path: Path
) -> None:
    trust(secretariat, card)
    first = to_file(office, sent(office, where="parcel"), tmp_path)
    twin = tmp_path / "twin.pdf"
    twin.write_bytes(first.read_bytes())
    one, other = inbox.inspect_each(secretariat, [first, twin, first])
    assert one.state is State.READY
    assert other.is_twin
    assert other.findings[0].values == {"file": "twin.pdf", "other": first.name}
    assert inbox.inspect_again(secretariat, other) is other
    before = {one.sha256: one.path}
    assert [i.is_twin for i in inbox.inspect_each(secretariat, [twin, first], before)] == [
        True,
        False,
    ], "the one that stands there is no copy of what comes later"


def test_a_file_of_an_unknown_office_is_verified_once(
    office: Any, secretariat: Any, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It costs what one of a trusted office costs: the same questions to the child process."""
    file = to_file(office, sent(office, where="parcel"), tmp_path)
    asked: list[str] = []
    ask = submission.ask_child

    def counted(what: Sequence[str], *args: Any, **named: Any) -> Any:
        asked.append(what[0])
        return ask(what, *args, **named)

    monkeypatch.setattr(submission, "ask_child", counted)
    stranger = inbox.inspect(secretariat, file)
    assert (stranger.state, rule_of(stranger)) == (State.STRANGER, "receive.stranger")
    assert stranger.verdict is not None
    assert stranger.verdict.is_whole
    of_stranger = Counter(asked)
    asked.clear()
    trust(secretariat, card)
    assert inbox.inspect_again(secretariat, stranger).state is State.READY
    assert of_stranger == Counter(asked)
    assert of_stranger[submission.SEAL] == 1


def test_an_answer_names_records_as_its_office_does(
    office: Any, secretariat: Any, card: Path, tmp_path: Path
) -> None:
    """The starting catalogue is in both stores, each with references of its own."""
    fingerprint = trust(secretariat, card)
    name = sent(office, "indicator-catalogue", where="SND-0")
    file = to_file(office, name, tmp_path)
    receive.accept(secretariat, receive.inspect_submissions(secretariat, [file], [fingerprint]))
    theirs = acknowledge.subject(secretariat, name).records[0]
    pinned = acknowledge.Pinned(theirs.id, "title", "Which one?")
    path = tmp_path / "a.rilo-answer"
    acknowledge.make(secretariat, name, path, [pinned], returned=True)
    own = tmp_path / "sec.rilocard"
    cards.export(secretariat, own)
    trust(office, own)
    opened = acknowledge.inspect(office, path)
    (called,) = opened.names.values()
    assert called.startswith("AP/")
    assert opened.answer.comments[0].reference.startswith("SECRETARIAT/")


ENDINGS = (".pdf", ".rilo-answer", ".rilocard", ".xlsx", ".json", ".riloupdate", ".txt", "")
HEADS = (b"", b"%PDF-1.7\n", b'{"format":"rilo-card"', b'{"format":"rilo-acknowledgement"',
         b'{"format":"rilo-card-revocation"')  # fmt: skip


@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_rubbish_of_any_kind_is_told_and_changes_nothing(
    secretariat: Any, tmp_path: Path, head: bytes, rest: bytes, ending: str
) -> None:
    path = tmp_path / f"file{ending}"
    path.write_bytes(head + rest)
    with secretariat.reading() as reading:
        before = reading.log.last
    (item,) = inbox.inspect_each(secretariat, [path])
    assert item.state is State.WRONG
    assert item.findings
    assert all(path.name in str(finding.values.get("file", "")) for finding in item.findings)
    with secretariat.reading() as reading:
        assert reading.log.last == before


def test_folders_and_files_that_are_not_there_are_told(secretariat: Any, tmp_path: Path) -> None:
    folder, nothing = tmp_path / "a.pdf", tmp_path / "nothing.rilocard"
    folder.mkdir()
    found = inbox.inspect_each(secretariat, [folder, nothing])
    assert [rule_of(item) for item in found] == ["exchange.elsewhere", "exchange.missing"]
    assert "is a folder" in found[0].findings[0].message
    assert "There is no file" in found[1].findings[0].message


def bad_files(folder: Path) -> dict[Path, str]:
    """A file of each sort that is never taken -> how what is said of it ends."""
    pdf, zipped = b"%PDF-1.7\n%%EOF\n", b"PK\x05\x06" + bytes(18)
    made: dict[str, tuple[bytes, str]] = {
        "zip.pdf": (b"PK\x03\x04" + zipped, "as it was made."),
        "pdf.rilocard": (pdf, "as it was made."),
        "both.pdf": (pdf + zipped, "as it was made."),
        "card.rilo-answer": (b'{"format":"rilo-card"}', "as it was made."),
        "empty.pdf": (b"", "is empty."),
        "backup.rilobackup": (os.urandom(300), "on the page This office."),
        "lists.rilolists": (b'{"format":"rilo-list-pack"}', "on the page This office."),
        "table.csv": (b"a;b\n", "on the page Import."),
        "picture.png": (b"\x89PNG", "choose another one."),
    }
    for name, (content, _) in made.items():
        (folder / name).write_bytes(content)
    (folder / "folder.pdf").mkdir()
    os.mkfifo(folder / "pipe.pdf")
    (folder / "link.pdf").symlink_to(folder / "nothing")
    ends = {name: end for name, (_, end) in made.items()}
    ends |= {
        "folder.pdf": "is read by rilo import.",
        "pipe.pdf": "choose the file itself.",
        "link.pdf": "check its name and folder.",
    }
    return {folder / name: end for name, end in ends.items()}


def test_a_thousand_of_each_are_told_in_a_sentence_and_nothing_is_taken(
    secretariat: Any, tmp_path: Path
) -> None:
    with secretariat.reading() as reading:
        before = reading.log.last
    for path, end in bad_files(tmp_path).items():
        copies = [path.with_name(f"{n}-{path.name}") for n in range(1_000)]
        for copy in copies:
            copy.symlink_to(path)
        found = inbox.inspect_each(secretariat, copies)
        assert [item.state for item in found] == [State.WRONG] * 1_000
        said = [sentence(item.findings[0]) for item in found]
        for copy, text in zip(copies, said, strict=True):
            assert copy.name in text
            assert text.endswith(end), text
    with secretariat.reading() as reading:
        assert reading.log.last == before


def test_each_file_is_opened_and_read_once(
    office: Any, secretariat: Any, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(secretariat, card)
    files = {"pdf": to_file(office, sent(office, where="parcel"), tmp_path), "card": card}
    opened: list[Path] = []
    open_file = file_opening.open_file

    def counted(path: Path) -> Any:
        opened.append(path)
        return open_file(path)

    monkeypatch.setattr(file_opening, "open_file", counted)
    monkeypatch.setattr("rilo_desktop.files.open_file", counted)
    for path in files.values():
        assert inbox.inspect(secretariat, path).state is State.READY
    assert opened == list(files.values())


def test_whoever_may_not_import_looks_at_nothing(secretariat: Any, card: Path) -> None:
    reader = secretariat.officer.__class__("SEC-9", "Reader", "reader")
    secretariat.officer = reader
    assert "reader" not in Task.IMPORT.roles
    with pytest.raises(Refused):
        inbox.inspect_each(secretariat, [card])
