"""Documents of other offices that mean harm, or come twice, by halves, in disorder or too new."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from faults.oracle import PASSPHRASE, assert_plain, look, prints, rilo, started
from faults.outcome import Outcome
from faults.peak import peak_of
from rilo_desktop.exchange import package, signing
from rilo_desktop.exchange.cards import Identity, new_identity, read_card
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

MEGABYTES = 500
NOTED = ("last.json", "store.db", "store.db-wal", "store.db-shm")
"""Files of a store in which an opening is noted."""


def office(folder: Path, titles: tuple[str, ...], path: Path, code: str = "AP") -> str:
    """An office that sends these cases; the fingerprint of its card."""
    with make_office(folder, code, f"{code}-01", PASSPHRASE).session as session:
        for title in titles:
            made = record.new(session, "case-study")
            record.save(session, record.with_values(made, {"title": title}))
        made = submit(session, SubmissionRequest("case-studies", reason="a test")).submission
        release.export(session, made.reference, path)
        with session.reading() as reading:
            return next(row.fingerprint for row in reading.office.cards() if row.is_own)


@pytest.fixture
def receiver(tmp_path: Path) -> Path:
    folder = tmp_path / "receiver"
    make_office(folder, "SECRETARIAT", "SEC-01", PASSPHRASE).session.close()
    return folder


def count(folder: Path) -> int:
    done = rilo("list", folder, "case-study", "--json")
    assert done.returncode == 0, done.stderr
    return len(json.loads(done.stdout))


@pytest.mark.fault(40)
def test_the_same_document_twice_and_half_of_it(
    receiver: Path, tmp_path: Path, outcome: Outcome
) -> None:
    path = tmp_path / "cases.pdf"
    card = office(tmp_path / "ap", ("One", "Two"), path)
    assert rilo("receive", receiver, path, "--trust", card).returncode == 0
    once = look(receiver)
    assert rilo("receive", receiver, path, path).returncode == 0
    twice = look(receiver)
    assert twice.whole
    assert twice.revisions == once.revisions
    whole = path.read_bytes()
    for part in (len(whole) // 2, len(whole) - 1, len(whole) // 3):
        path.write_bytes(whole[:part])
        half = rilo("receive", receiver, path)
        assert half.returncode == 1
        said = assert_plain(half.stderr, "cases.pdf")
    last = look(receiver)
    assert last.whole
    assert last.revisions == once.revisions
    outcome.tell(rounds=5, message=said)


@pytest.mark.fault(40)
def test_two_offices_with_the_same_references_and_numbers(
    receiver: Path, tmp_path: Path, outcome: Outcome
) -> None:
    """An office was made anew: what it sends is refused by name, and takes nothing's place."""
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    cards = [
        office(tmp_path / "old", ("One", "Two"), first),
        office(tmp_path / "new", ("Three", "Four"), second),
    ]
    assert rilo("receive", receiver, first, "--trust", *cards).returncode == 0
    done = rilo("receive", receiver, second, "--trust", *cards)
    said = assert_plain(done.stderr, "b.pdf", "SUB/A0001", "workstation letter")
    assert done.returncode == 1
    assert count(receiver) == 2
    assert look(receiver).whole
    outcome.tell(rounds=1, message=said)


@pytest.mark.fault(40)
def test_a_document_from_the_future(
    receiver: Path, tmp_path: Path, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "later.pdf"
    write, later = package.write, package.VERSION + 1
    monkeypatch.setattr(package, "write", lambda thing, name, _: write(thing, name, later))
    monkeypatch.setattr(release, "refuse_unsound", lambda *_, **__: None)  # a newer one reads it
    card = office(tmp_path / "ap", ("One",), path)
    before = prints(receiver, *NOTED)
    done = rilo("receive", receiver, path, "--trust", card)
    assert done.returncode == 1
    said = assert_plain(done.stderr, "later.pdf")
    assert count(receiver) == 0
    assert prints(receiver, *NOTED) == before
    assert look(receiver).whole
    outcome.tell(rounds=1, message=said)


# --- 38: our packages are PDFs; what is attached is hostile


def bomb(megabytes: int) -> bytes:
    """JSON of that size that takes a thousandth of it in the file."""
    return b'{"format":"rilo-submission","version":1,"a":"' + b"a" * (megabytes << 20) + b'"}'


def hostile() -> Iterator[tuple[str, dict[str, bytes], dict[str, Any]]]:
    """(name, attachments, keys of the root)."""
    nested = b"[" * 200_000 + b"]" * 200_000
    data = "submission.json"
    yield "a bomb", {data: bomb(200)}, {}
    yield "nested without end", {data: nested}, {}
    yield "a key twice", {data: b'{"format":"rilo-submission","format":"x","version":1}'}, {}
    yield "no number", {data: b'{"format":"rilo-submission","version":NaN}'}, {}
    yield "no UTF-8", {data: b'{"format":"rilo-submission","version":"\xff"}'}, {}
    yield "ten megabytes of text", {data: json.dumps({"a": "x" * 10_000_000}).encode()}, {}
    yield "a path out of the folder", {"../../evil.json": b"{}", data: b"{}"}, {}
    yield "a thousand attachments", {f"{n}.jpg": b"x" for n in range(1_000)}, {}
    yield "a zip inside", {data: b"PK\x03\x04" + zlib.compress(b"x" * 1_000)}, {}
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    yield "a script", {data: b"{}"}, {"/OpenAction": script}
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="evil.exe")
    yield "a launch", {data: b"{}"}, {"/OpenAction": launch}


def written(attached: dict[str, bytes], root: dict[str, Any], key: Identity) -> bytes:
    """A document of one page with these attachments, signed by somebody with a card."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name, content in attached.items():
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
    for name, value in root.items():
        pdf.Root[name] = value
    file = io.BytesIO()
    pdf.save(file, compress_streams=True)
    return signing.signed(file.getvalue(), key, datetime(2026, 11, 25, tzinfo=UTC))


@pytest.mark.fault(38)
def test_hostile_attachments_are_refused_and_cost_little(
    receiver: Path,
    tmp_path: Path,
    rounds: Callable[[int, int], int],
    chance: random.Random,
    outcome: Outcome,
) -> None:
    key = new_identity("AP", datetime(2026, 11, 25, tzinfo=UTC))
    card = read_card(key.card).fingerprint
    before, tried, worst, said = prints(receiver, *NOTED), list(hostile()), 0, ""
    tried = chance.sample(tried, rounds(4, len(tried)))
    for name, attached, root in tried:
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(written(attached, root, key))
        peak, done = peak_of(started, "receive", receiver, path, "--trust", card)
        assert done.returncode == 1, (name, done.stdout, done.stderr)
        said = assert_plain(done.stderr, path.name)
        worst = max(worst, peak)
    assert worst < MEGABYTES, f"{worst} MB"
    assert prints(receiver, *NOTED) == before
    assert look(receiver).whole
    assert count(receiver) == 0
    outcome.tell(rounds=len(tried), message=f"{said} (at most {worst} MB)")
