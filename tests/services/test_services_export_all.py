"""An office leaves at any time: everything as plain files, and the same in a new office."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.exchange import record_folder
from rilo_desktop.records import fields_of, record_types
from rilo_desktop.records.sanitize import sanitized
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.rules import structure
from rilo_desktop.rules.findings import Refused, blocking
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.services.office import actions, export_all
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.records import attachment, lists, record
from rilo_desktop.services.submissions import export_register
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

MakeSession = Callable[..., Session]
SUBMISSION = "submission"
JUNK = "0" * 64
PASSPHRASE = "a passphrase of the first officer"


def state(session: Session) -> dict[str, Any]:
    """{id: plain data} of every record."""
    with session.reading() as reading:
        return {
            one.record.id: to_snapshot(one.record)
            for kind in record_types()
            for one in reading.records.all_of(kind, archived=True)
        }


@pytest.fixture
def office(make_session: MakeSession, tmp_path: Path) -> Session:
    """With an attached file, a released submission, an archived record and texts that act."""
    session = make_session(sample=True)
    note = tmp_path / "note.txt"
    note.write_text("what was agreed")
    query = lists.Query("case-study", order="reference", descending=False)
    first, second, *_ = lists.ids(session, lists.find(session, query, counted=False).rows)
    attachment.attach(session, first, note)
    stored = record.get(session, second)
    changed = replace(stored.record, caveats="=1+1\u2028\nnext", archived=True)
    record.save(session, changed, stored.revision)
    submit(session, SubmissionRequest("products", reason="as agreed"))
    return session


def as_drafts(held: dict[str, Any]) -> dict[str, Any]:
    """What a new office has of it: nothing comes back approved, and no submission (ADR 81)."""
    return {
        name: one | {"workflow": "draft"} for name, one in held.items() if one["kind"] != SUBMISSION
    }


def test_everything_comes_back_as_drafts_in_a_new_office(
    office: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    """Content, references, files; what was sent stays history of the office that sent it."""
    folder = tmp_path / "everything"
    done = export_all.write(office, folder)
    before = state(office)
    assert done.records == len(before)
    assert export_register.listed(office)[0].what == "everything in clear"
    new = make_session(new=True)
    looked_at = export_all.take(new, folder, dry_run=True)
    assert state(new).keys() < before.keys()
    taken = export_all.take(new, folder)
    assert replace(taken, operation=0) == looked_at
    (sent,) = (one["reference"] for one in before.values() if one["kind"] == SUBMISSION)
    assert [(one.rule, one.values["name"]) for one in taken.left_out] == [
        ("import.all_history", sent)
    ]
    assert taken.waiting == ()
    assert taken.created + taken.changed + taken.same == done.records - 1
    assert state(new) == as_drafts(before)
    with office.reading() as old, new.reading() as reading:
        files = list(old.attachments.all())
        assert files
        assert list(reading.attachments.all()) == files
        for sha256, _, _ in files:
            content = reading.attachments.content(sha256) or b""
            assert hashlib.sha256(content).hexdigest() == sha256
        entry = next(reading.log.newest_first())
        assert (entry.action, entry.detail["left_out"]) == (actions.IMPORT, [sent])
    assert check(new).findings == ()
    again = export_all.take(new, folder)
    assert (again.created, again.changed, again.same) == (0, 0, done.records - 1)
    assert again.operation == 0
    at_home = export_all.take(office, folder)
    assert (at_home.same, at_home.left_out) == (done.records, ()), "all of it is there as it stands"
    assert state(office) == before
    submit(new, SubmissionRequest("products", reason="as agreed"))
    numbers = [one["reference"] for one in state(new).values() if one["kind"] == SUBMISSION]
    assert numbers == ["AP/2026/SUB/A0002"], "the number of what was sent is not given again"


@pytest.fixture(scope="module")
def two_offices(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[tuple[Session, Session]]:
    """One that leaves and one that it goes to."""
    folder = tmp_path_factory.mktemp("two")
    for name in ("old", "new"):
        shutil.copytree(template_of("AP", False).folder, folder / name)
    with open_store(folder / "old", PASSPHRASE) as old, open_store(folder / "new", PASSPHRASE) as n:
        yield old, n


@settings(max_examples=12)
@given(st.lists(any_record(), min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_any_record_comes_back_with_the_same_content(
    two_offices: tuple[Session, Session],
    tmp_path_factory: pytest.TempPathFactory,
    records: list[Any],
) -> None:
    """Of any type with any texts; from office to office the snapshots are equal, but for states.

    What the structure of a record forbids is refused (test_services_forged_folder).
    """
    old, new = two_offices
    values = {"local_ref": None, "reference": "", "archived": None}
    made = (replace(with_a_file(one), id=str(uuid4()), **values) for one in records)
    plain = [sanitized(one) for one in made if not blocking(tuple(structure_findings(one)))]
    with old.unit("edit") as unit:
        unit.write(plain)
        unit.write_attachment(NOTE, "text/plain", "note.txt", b"a note")
    folder = tmp_path_factory.mktemp("out") / "everything"
    export_all.write(old, folder)
    export_all.take(new, folder)
    assert state(new) == as_drafts(state(old))


NOTE = hashlib.sha256(b"a note").hexdigest()


def structure_findings(one: Any) -> list[Any]:
    return [said for part in parts_of(one) for said in structure.findings(part)]


def with_a_file(one: Any) -> Any:
    """Whatever its lines call a picture or a file is one that the store has."""
    lines = {
        name: tuple(replace(line, sha256=NOTE) for line in getattr(one, name))
        for name, about in fields_of(type(one)).items()
        if about.lines is not None and "sha256" in fields_of(about.lines) and getattr(one, name)
    }
    return replace(one, **lines)


def test_the_folder_explains_itself(office: Session, tmp_path: Path) -> None:
    """Its schema accepts each record and names every code in both languages; a hash for a file."""
    import jsonschema

    folder = tmp_path / "everything"
    done = export_all.write(office, folder)
    assert "NOTHING IN THIS FOLDER IS ENCRYPTED" in (folder / "README.txt").read_text()
    assert f"TLP:{done.tlp}" in (folder / "README.txt").read_text()
    assert "Records come in as drafts" in (folder / "README.txt").read_text()
    schema = json.loads((folder / "schema.json").read_text())
    lists_there = json.loads((folder / "lists.json").read_text())
    for path in sorted((folder / "records").iterdir()):
        kind = path.name.rpartition("-")[0]
        one = jsonschema.Draft202012Validator({"$ref": f"#/$defs/{kind}"} | schema)
        for line in path.read_bytes().strip().split(b"\n"):
            one.validate(json.loads(line))
    named = {name.removeprefix("list.") for name in schema["$defs"] if name.startswith("list.")}
    assert named <= lists_there.keys()
    conveyance = schema["$defs"]["list.conveyance"]
    assert "AIR" in conveyance["enum"]
    assert conveyance["enumTitles"]["AIR"] == {"en": "Air", "fr": "Aérien"}
    assert conveyance["version"] == lists_there["conveyance"]["version"]
    manifest = json.loads((folder / "manifest.json").read_text())
    for placed in manifest["files"]:
        content = (folder / placed["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == placed["sha256"]
    if os.name == "posix":
        assert not any(path.stat().st_mode & 0o077 for path in (folder, *folder.rglob("*")))


def test_a_folder_that_is_not_free_stays_as_it_is(office: Session, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").write_text("mine")
    for folder in (taken, tmp_path / "no" / "folder"):
        with pytest.raises(Refused) as refused:
            export_all.write(office, folder)
        assert refused.value.findings[0].rule == "export.folder"
    assert [path.name for path in taken.iterdir()] == ["mine"]
    assert not list(tmp_path.glob(".*"))


def test_another_office_takes_none_of_it(
    office: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    export_all.write(office, tmp_path / "everything")
    other = make_session("WE")
    before = state(other)
    with pytest.raises(Refused) as refused:
        export_all.take(other, tmp_path / "everything")
    assert refused.value.findings[0].rule == "import.all_office"
    assert state(other) == before


# --- folders that somebody changed


def _manifest(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


def _first(folder: Path) -> Path:
    return sorted((folder / "records").iterdir())[0]


def _rewritten(folder: Path, content: bytes) -> None:
    """Its first file of records with other content, and the right hash for it."""
    path = _first(folder)
    path.write_bytes(content)
    name = f"records/{path.name}"

    def change(data: dict[str, Any]) -> None:
        for one in data["files"]:
            if one["path"] == name:
                one["sha256"] = hashlib.sha256(content).hexdigest()

    _manifest(folder, change)


def _named(path: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        _manifest(folder, lambda data: data["files"].append({"path": path, "sha256": JUNK}))

    return change


def _record(**values: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = json.loads(_first(folder).read_text().splitlines()[0]) | values
        _rewritten(folder, json.dumps(data).encode())

    return change


def _link(folder: Path) -> None:
    outside = folder.parent / "outside.jsonl"
    path = _first(folder)
    path.rename(outside)
    path.symlink_to(outside)


def _linked_folder(folder: Path) -> None:
    outside = folder.parent / "outside"
    (folder / "records").rename(outside)
    (folder / "records").symlink_to(outside)


HOSTILE: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a link": (_link, "exchange.folder_link"),
    "a folder that is a link": (_linked_folder, "exchange.folder_link"),
    "a path that leads out": (_named("../outside.jsonl"), "exchange.folder_path"),
    "an absolute path": (_named("/etc/passwd"), "exchange.folder_path"),
    "a file under another hash": (_named(f"files/{'1' * 64}"), "exchange.folder_path"),
    "a file that is not there": (_named(f"files/{JUNK}"), "exchange.missing"),
    "another content": (
        lambda folder: _first(folder).write_bytes(b"{}\n"),
        "exchange.folder_hash",
    ),
    "a huge line": (
        lambda folder: _rewritten(folder, b'{"a": "' + b"x" * 11_000_000 + b'"}'),
        "exchange.line_size",
    ),
    "many brackets": (
        lambda folder: _rewritten(folder, b"[" * 100_000),
        "exchange.json_depth",
    ),
    "no JSON": (lambda folder: _rewritten(folder, b"{}\nnothing"), "exchange.json"),
    "a list": (lambda folder: _rewritten(folder, b"[1]"), "exchange.not_an_object"),
    "no UTF-8": (lambda folder: _rewritten(folder, b"\xff\xfe{}"), "exchange.encoding"),
    "a field that is none": (_record(colour="red"), "import.all_record"),
    "an id that is none": (_record(id="../x"), "import.all_record"),
    "a reference that is none": (_record(reference="A'--"), "import.all_record"),
    "a state that is none": (_record(workflow="signed"), "import.all_record"),
    "a manifest of something else": (
        lambda folder: (folder / "manifest.json").write_text('{"format": "x"}'),
        "exchange.folder_format",
    ),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "exchange.missing"),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_folder_is_refused_with_one_sentence(
    what: str, make_session: MakeSession, tmp_path: Path
) -> None:
    session = make_session()
    folder = tmp_path / "everything"
    export_all.write(session, folder)
    change, rule = HOSTILE[what]
    change(folder)
    before = state(session)
    with pytest.raises(Refused) as refused:
        export_all.take(session, folder)
    assert [one.rule for one in refused.value.findings] == [rule]
    assert state(session) == before


def test_a_type_and_a_name_from_outside_are_made_safe(
    make_session: MakeSession, tmp_path: Path
) -> None:
    folder = tmp_path / "everything"
    export_all.write(make_session(), folder)
    content = hashlib.sha256(b"x").hexdigest()
    (folder / "files" / content).write_bytes(b"x")
    placed = {"path": f"files/{content}", "sha256": content, "name": "../con", "media_type": "<>"}
    _manifest(folder, lambda data: data["files"].append(placed))
    (one,) = record_folder.folder_at(folder).attached
    assert (one.name, one.media_type) == ("_con", record_folder.UNKNOWN_TYPE)
