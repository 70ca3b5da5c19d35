"""A broken office opens for reading as far as it can, and what is read can be exported."""

from __future__ import annotations

import json
import os
import random

import pytest

from rilo_desktop.records import CaseStudy
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import actions, audit_log, salvage
from rilo_desktop.services.office.errors import StoreDamaged, StoreLocked, StoreUnwritable
from rilo_desktop.services.office.progress import Cancelled, Progress
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import export_register
from rilo_desktop.store import officer_rows

PAGE = 4096
CASES = 150
SCHEMA = "schema.txt"
"""File beside the office: pages that it had while it was empty."""


@pytest.fixture
def office(make_session, passphrase):
    """Closed, with cases of which each fills pages of its own, and a picture."""
    session = make_session()
    chance = random.Random(1)
    with session.reading() as reading:
        ((pages,),) = reading.run("PRAGMA page_count")
    (session.folder.parent / SCHEMA).write_text(str(pages), "utf-8")
    for first in range(0, CASES, 50):
        with session.unit("edit") as unit:
            unit.write(
                [
                    CaseStudy(id=f"id-{n}", title=f"Case {n}", summary=_words(chance))
                    for n in range(first, first + 50)
                ]
            )
    with session.unit("edit") as unit:
        unit.write_attachment("a" * 64, "image/png", "a.png", b"a picture " * 900)
    session.close()
    return session.folder


def _words(chance):
    return " ".join(str(chance.random()) for _ in range(300))


def destroy(folder, pages):
    with (folder / "store.db").open("rb+") as file:
        for page in pages:
            file.seek(page * PAGE)
            file.write(os.urandom(PAGE))


def pages_of(folder):
    return (folder / "store.db").stat().st_size // PAGE


def titles(rescued):
    with rescued.session.reading() as reading:
        return {stored.record.title for stored in reading.records.all_of("case-study")}


def test_a_whole_office_is_read_wholly(office, passphrase, clock):
    before = (office / "store.db").read_bytes(), sorted(p.name for p in office.iterdir())
    with salvage.opened(office, passphrase, clock=clock) as rescued:
        assert rescued.found.unreadable == ()
        assert len(titles(rescued)) == CASES
    assert before == (
        (office / "store.db").read_bytes(),
        sorted(p.name for p in office.iterdir()),
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_lies_on_other_pages_is_read(office, passphrase, clock, seed, tmp_path):
    """One page in forty is rubbish, anywhere but where the schema lies.

    Fewer can miss all content: half of the pages are indexes, which salvage does not read.
    """
    chance = random.Random(seed)
    pages, schema = pages_of(office), int((office.parent / SCHEMA).read_text("utf-8"))
    destroy(office, chance.sample(range(schema, pages), pages // 40))
    before = (office / "store.db").read_bytes()
    with salvage.opened(office, passphrase, clock=clock) as rescued:
        read = titles(rescued)
        assert CASES - 60 <= len(read) <= CASES
        assert lists.find(rescued.session, lists.Query("case-study", words="case")).rows
        count = salvage.export(rescued, tmp_path / "out.json")
    assert (office / "store.db").read_bytes() == before
    data = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert {item["title"] for item in data["records"] if item["kind"] == "case-study"} == read
    assert count == len(data["records"])
    assert (tmp_path / "out.json").stat().st_mode & 0o077 == 0
    assert set(data["unreadable"]) == {table for table, _ in rescued.found.unreadable}


def test_one_unreadable_page_after_another(office, passphrase, clock):
    """Each page alone: never a fault, and never less than what lies elsewhere."""
    chance = random.Random(3)
    whole = (office / "store.db").read_bytes()
    for page in [1, 2, 3, *chance.sample(range(4, pages_of(office)), 12)]:
        (office / "store.db").write_bytes(whole)
        destroy(office, [page])
        try:
            with salvage.opened(office, passphrase, clock=clock) as rescued:
                assert (
                    len(titles(rescued)) + sum(n or CASES for _, n in rescued.found.unreadable)
                    >= CASES
                )
        except StoreDamaged:
            continue  # a page of the schema


def test_without_its_first_page_only_a_backup_helps(office, passphrase, clock):
    destroy(office, [0])
    with pytest.raises(StoreDamaged):
        salvage.opened(office, passphrase, clock=clock)


def test_it_is_for_reading_only(office, passphrase, clock):
    destroy(office, [pages_of(office) - 5])
    with (
        salvage.opened(office, passphrase, clock=clock) as rescued,
        pytest.raises(StoreUnwritable, match="read-only"),
    ):
        record.save(rescued.session, CaseStudy(id="new", title="new"))


def test_nothing_is_left_behind(office, passphrase, clock, tmp_path, monkeypatch):
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))

    class GivesUp(Progress):
        def __call__(self, done, of, step=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        salvage.opened(office, passphrase, clock=clock, progress=GivesUp())
    with salvage.opened(office, passphrase, clock=clock):
        content = b"".join(p.read_bytes() for p in private.rglob("*") if p.is_file())
        assert b"Case 1" not in content
    assert list(private.iterdir()) == []


def test_an_open_office_is_not_salvaged(make_session, passphrase, clock):
    with pytest.raises(StoreLocked):
        salvage.opened(make_session().folder, passphrase, clock=clock)


def test_only_head_and_steward_export(make_session, passphrase, clock, tmp_path):
    session = make_session()
    officer_rows.add(session.store, "AP-02", "Analyst", "analyst", "a passphrase of the analyst")
    session.close()
    with (
        salvage.opened(session.folder, "a passphrase of the analyst", clock=clock) as rescued,
        pytest.raises(Refused, match="role"),
    ):
        salvage.export(rescued, tmp_path / "out.json")
    assert list(tmp_path.glob("*.json")) == []


def test_a_whole_office_is_not_salvaged_unlogged(office, passphrase, clock, tmp_path):
    with (
        salvage.opened(office, passphrase, clock=clock) as rescued,
        pytest.raises(Refused, match="nothing to salvage"),
    ):
        salvage.export(rescued, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()
    with salvage.opened(office, passphrase, clock=clock) as rescued:
        count = salvage.export(rescued, tmp_path / "out.json", everything=True)
    assert count >= CASES
    with open_store(office, passphrase, clock=clock) as session:
        entries = [line for line in audit_log.newest(session) if line.action == actions.SALVAGED]
        assert [one.detail["records"] for one in entries] == [count]
        assert [one.what for one in export_register.listed(session)] == ["everything in clear"]


def test_only_the_head_exports_a_whole_office_in_clear(make_session, passphrase, clock, tmp_path):
    session = make_session()
    officer_rows.add(session.store, "AP-02", "Steward", "steward", "a passphrase of the steward")
    session.close()
    with (
        salvage.opened(session.folder, "a passphrase of the steward", clock=clock) as rescued,
        pytest.raises(Refused, match="role"),
    ):
        salvage.export(rescued, tmp_path / "out.json", everything=True)
    assert list(tmp_path.glob("*.json")) == []
