# mypy: disable-error-code="call-arg"
"""A purge also reaches what the office keeps beside its records: waiting rows, answers, views."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.exchange.column_mapping.mapping import Remembered
from rilo_desktop.services.office import preferences
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import (
    history,
    import_memory,
    import_tables,
    list_views,
    purge,
    record,
    waiting_imports,
)

NAME = "Zanzibarquince"
FILE = f"""Our ref,Title,Commodity,Date of seizure,Country of detection,Source,Mode of transport
R1,Driver {NAME} with shoes,shoes,15/01/2025,Ruritania,patrol,sea
R2,Handbags of {NAME.upper()},handbags,16/01/2025,Ruritania,patrol,sea
R3,Handbags,handbags,17/01/2025,Ruritania,patrol,sea
"""


@pytest.fixture
def session(make_session) -> Session:  # type: ignore[no-untyped-def]
    made: Session = make_session()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "seizures.csv"
    found.write_text(FILE, "utf-8")
    return found


def _wait(session: Session, file: Path) -> None:
    import_tables.take(session, import_tables.inspect(session, [file]), hold_questions=True)


def _corrected(session: Session, number: str | None) -> str:
    """The id of a record that named a person and does not any more."""
    made = replace(record.new(session, "case-study"), title=f"Driver {NAME}", local_ref=number)
    record.save(session, made)
    stored = record.get(session, made.id).record
    record.save(session, replace(stored, title="The driver"))
    return made.id


def _raw(session: Session) -> str:
    sql = "SELECT name, value FROM preference"
    return json.dumps(session.store._raw.execute(sql).fetchall()).casefold()


def test_waiting_rows_of_the_record_that_say_it_go_and_others_are_named(
    session: Session, file: Path
) -> None:
    _wait(session, file)
    made = _corrected(session, "r1")
    assert waiting_imports.listed(session)[0].rows == 3
    certificate = purge.purge_text(session, made, NAME, "a person was named").certificate
    assert (certificate.waiting_rows, certificate.waiting_files) == (1, (file.name,))
    (waiting,) = waiting_imports.listed(session)
    assert waiting.rows == 2
    looked = import_tables.inspect_waiting(session, waiting.id)
    assert looked.counts["question"] == 2
    waiting_imports.drop(session, waiting.id)
    assert NAME.casefold() not in _raw(session)


def test_a_text_with_signs_that_json_writes_otherwise_is_found(
    session: Session, file: Path
) -> None:
    name = f'the "{NAME}" gang'
    file.write_text(
        FILE.replace(f"Handbags of {NAME.upper()}", '"Bags of the ""' + NAME + '"" gang"')
    )
    _wait(session, file)
    made = replace(record.new(session, "case-study"), title=name, local_ref="R9")
    record.save(session, made)
    record.save(session, replace(record.get(session, made.id).record, title="Another"))
    certificate = purge.purge_text(session, made.id, name, "a person was named").certificate
    assert (certificate.waiting_rows, certificate.waiting_files) == (0, (file.name,))


def test_rows_that_nobody_can_read_go_where_they_have_the_number(
    session: Session, file: Path
) -> None:
    _wait(session, file)
    made = _corrected(session, "R1")
    (waiting,) = waiting_imports.listed(session)
    kept = f"{waiting_imports.NAME}.{waiting.id}"
    preferences.keep_of_office(session, kept, json.dumps({"rows of a newer program": ["R1"]}))
    certificate = purge.purge_record(session, made, "kept long enough").certificate
    assert certificate.waiting_rows == 3
    assert waiting_imports.listed(session) == ()


def test_the_last_row_takes_its_import_along(session: Session, file: Path) -> None:
    file.write_text("\n".join(FILE.splitlines()[:2]) + "\n", "utf-8")
    _wait(session, file)
    made = _corrected(session, "R1")
    certificate = purge.purge_text(session, made, NAME, "a person was named").certificate
    assert (certificate.waiting_rows, certificate.waiting_files) == (1, ())
    assert waiting_imports.listed(session) == ()
    assert NAME.casefold() not in _raw(session)


def test_rows_of_a_record_that_is_purged_whole_go(session: Session, file: Path) -> None:
    _wait(session, file)
    made = _corrected(session, "R3")
    certificate = purge.purge_record(session, made, "kept long enough").certificate
    assert (certificate.waiting_rows, certificate.waiting_files) == (1, ())
    assert waiting_imports.listed(session)[0].rows == 2


def test_answers_views_and_what_a_page_held_go_where_they_say_it(session: Session) -> None:
    said, other = (Remembered(f"country={of}", "NL") for of in (NAME, "Nethrlands"))
    import_memory.remember(session, Mapping(remembered=(said, other)))
    for name, words in (("His", f"driver {NAME}"), ("Mine", "driver")):
        list_views.keep_view(session, "case-study", list_views.SavedView(name, words))
    preferences.hold(session, {"import": {"words": NAME}}, "import")
    made = _corrected(session, None)
    certificate = purge.purge_text(session, made, NAME, "a person was named").certificate
    assert certificate.remembered == 3
    assert import_memory.recall(session).remembered == (other,)
    assert [view.name for view in list_views.recall(session, "case-study").views] == ["Mine"]
    assert preferences.take_held(session) is None
    assert NAME.casefold() not in _raw(session)


def test_a_purge_that_is_refused_forgets_nothing(session: Session, file: Path) -> None:
    _wait(session, file)
    made = replace(record.new(session, "case-study"), title=NAME, local_ref="R1")
    record.save(session, made)
    with pytest.raises(Exception, match="still contains it"):
        purge.purge_text(session, made.id, NAME, "why")
    assert waiting_imports.listed(session)[0].rows == 3
    assert len(history.versions(session, made.id)) == 1


def test_folders_of_file_dialogs_that_say_it_go(session: Session) -> None:
    preferences.keep(session, preferences.FOLDERS, json.dumps({"exports": f"/home/{NAME}"}))
    made = _corrected(session, "r1")
    purge.purge_text(session, made, NAME, "a person was named")
    assert preferences.read(session, preferences.FOLDERS) == ""
    assert NAME.casefold() not in _raw(session)
