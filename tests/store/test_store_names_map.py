"""Migration 0036: the names of a record in several languages become one map."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from rilo_desktop.store import migrate


def test_names_by_language_become_a_map() -> None:
    raw = dbapi2.connect(":memory:", isolation_level=None)
    migrate.upgrade(raw, "0011")
    record = (
        "INSERT INTO record(row, id, kind, reference, title, dated, workflow, archived, revision, "
        "number) VALUES (?, ?, 'office', ?, '', '', 'draft', 0, '', 1)"
    )
    rows = (
        (1, "RILO AP", "BRLR AP", '["since"]'),
        (2, "Only English", None, '["name_fr", "host_city"]'),
        (3, None, None, '["name_en", "name_fr"]'),
    )
    for row, english, french, unknown in rows:
        raw.execute(record, (row, f"id-{row}", f"AP/2026/OF/A{row:04d}"))
        values = (row, english, french, unknown)
        raw.execute(
            "INSERT INTO office(owner, name_en, name_fr, not_known) VALUES (?, ?, ?, ?)", values
        )
    migrate.upgrade(raw)
    assert raw.execute("SELECT name, not_known FROM office ORDER BY owner").fetchall() == [
        ('{"en": "RILO AP", "fr": "BRLR AP"}', '["since"]'),
        ('{"en": "Only English"}', '["host_city"]'),
        (None, None),
    ]
    columns = {column[1] for column in raw.execute("PRAGMA table_info(obligation)")}
    assert "name" in columns
    assert not {"name_en", "name_fr"} & columns
