"""Tables, derived from the descriptions of the records.

`record` holds the head of every record, one table a kind its own fields, one table a field of lines
these lines. They are a projection of the newest revision, made for lists, filters and counts; the
signed revision is the truth. A field that is not known is NULL and named in `not_known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from rilo_desktop.records import FieldType, class_of, fields_of, kind_named, kinds, own_fields
from rilo_desktop.records.describe import About

METADATA = sa.MetaData()

_TYPES: Mapping[FieldType, Any] = {
    FieldType.INTEGER: sa.Integer,
    FieldType.DECIMAL: sa.REAL,
    FieldType.FLAG: sa.Integer,
}

RECORD = sa.Table(
    "record",
    METADATA,
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    sa.Column("local_ref", sa.Text),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("dated", sa.Text, nullable=False),
    sa.Column("workflow", sa.Text, nullable=False),
    sa.Column("archived", sa.Integer, nullable=False),
    sa.Column("office_code", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("tlp", sa.Text),
    sa.Column("caveats", sa.Text),
    sa.Column("review_date", sa.Text),
    sa.Column("not_known", sa.Text),
    sa.Column("revision", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Index("record_as_listed", "kind", "archived", "dated", "reference", "workflow"),
    sa.Index(
        "record_local_ref",
        "kind",
        "local_ref",
        unique=True,
        sqlite_where=sa.text("local_ref IS NOT NULL"),
    ),
    sa.Index("record_in_review", "workflow", sqlite_where=sa.text("workflow = 'in_review'")),
    sa.Index(
        "record_by_review_date",
        "review_date",
        sqlite_where=sa.text("review_date IS NOT NULL"),
    ),
)

REVISION = sa.Table(
    "revision",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("record", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("schema", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("parents", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("time", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("operation", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("content", sa.Text),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Index("revision_of_record", "record", "seq"),
    sa.Index("revision_of_operation", "operation"),
)

LOG = sa.Table(
    "log",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("time", sa.Text, nullable=False),
    sa.Column("officer", sa.Text, nullable=False),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("revisions", sa.Text, nullable=False),
    sa.Column("previous", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)

OFFICER = sa.Table(
    "officer",
    METADATA,
    sa.Column("sign", sa.Text, primary_key=True),
    sa.Column("function", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("removed", sa.Text),
)

FORMER_KEY = sa.Table(
    "former_key",
    METADATA,
    sa.Column("sign", sa.Text, primary_key=True),
    sa.Column("until", sa.Integer, primary_key=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Keys that officers signed with before a reset; `until` is the last operation of each."""

COUNTER = sa.Table(
    "counter",
    METADATA,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
)

ATTACHMENT = sa.Table(
    "attachment",
    METADATA,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

PICTURE_COPY = sa.Table(
    "picture_copy",
    METADATA,
    sa.Column("original", sa.Text, primary_key=True),
    sa.Column("recipe", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("thumbnail", sa.LargeBinary, nullable=False),
    sa.Index("picture_copy_by_hash", "sha256"),
)
"""What may leave of a picture; `recipe` says what was done to the original (see `copies`)."""

SETTING = sa.Table(
    "setting",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

PREFERENCE = sa.Table(
    "preference",
    METADATA,
    sa.Column("officer", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""How officers like their window; no record, so without revision and log."""

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')"
)
"""Over folded text (`folding.fold`); its rowid is `record.row`."""


def _column(name: str, about: About) -> sa.Column[Any]:
    return sa.Column(name, _TYPES.get(about.type, sa.Text))


def _owner() -> sa.Column[Any]:
    return sa.Column(
        "owner", sa.Integer, sa.ForeignKey("record.row", ondelete="CASCADE"), primary_key=True
    )


def _kind_table(code: str) -> sa.Table:
    columns = [
        _column(name, about)
        for name, about in own_fields(class_of(code)).items()
        if about.type is not FieldType.LINES
    ]
    filtered = [
        sa.Index(f"{kind_named(code).table}_by_{name}", name)
        for name, about in own_fields(class_of(code)).items()
        if about.filters
    ]
    return sa.Table(
        kind_named(code).table,
        METADATA,
        _owner(),
        *columns,
        sa.Column("not_known", sa.Text),
        *filtered,
    )


def _line_table(code: str, field: str, line: type[Any]) -> sa.Table:
    columns = [_column(name, about) for name, about in fields_of(line).items()]
    return sa.Table(
        f"{kind_named(code).table}_{field}",
        METADATA,
        _owner(),
        sa.Column("line", sa.Integer, primary_key=True),
        *columns,
        sa.Column("not_known", sa.Text),
        sqlite_with_rowid=False,
    )


KIND_TABLES: Mapping[str, sa.Table] = MappingProxyType(
    {code: _kind_table(code) for code in kinds()}
)

LINE_TABLES: Mapping[tuple[str, str], sa.Table] = MappingProxyType(
    {
        (code, name): _line_table(code, name, about.lines)
        for code in kinds()
        for name, about in own_fields(class_of(code)).items()
        if about.lines is not None
    }
)


@cache
def line_tables_of(kind: str) -> Mapping[str, sa.Table]:
    return MappingProxyType({f: table for (code, f), table in LINE_TABLES.items() if code == kind})
