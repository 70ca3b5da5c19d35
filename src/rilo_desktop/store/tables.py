"""Tables, derived from the descriptions of the records.

`record` holds the head of every record, one table a kind its own fields, one table a field of lines
these lines. They are a projection of the newest revision, made for lists, filters and counts; the
signed revision is the truth. A field that is not known is NULL and named in `not_known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rilo_desktop.records import FieldType, class_of, fields_of, kind_named, kinds, own_fields
from rilo_desktop.records.describe import About

from .shapes import BLOB, INTEGER, REAL, TEXT, Column, Index, Table, table

_TYPES: Mapping[FieldType, str] = {
    FieldType.INTEGER: INTEGER,
    FieldType.DECIMAL: REAL,
    FieldType.FLAG: INTEGER,
}

RECORD = table(
    "record",
    Column("row", INTEGER, key=True),
    Column("id", TEXT, required=True, unique=True),
    Column("kind", TEXT, required=True),
    Column("reference", TEXT, required=True, unique=True),
    Column("local_ref", TEXT),
    Column("title", TEXT, required=True),
    Column("dated", TEXT, required=True),
    Column("workflow", TEXT, required=True),
    Column("archived", INTEGER, required=True),
    Column("office_code", TEXT),
    Column("language", TEXT),
    Column("tlp", TEXT),
    Column("caveats", TEXT),
    Column("review_date", TEXT),
    Column("not_known", TEXT),
    Column("revision", TEXT, required=True),
    Column("number", INTEGER, required=True),
    Column("origin", TEXT),
    Column("own_key", TEXT),
    Index(
        "record_as_listed",
        (
            "kind",
            "archived",
            "dated",
            "reference",
            "workflow",
            "tlp",
            "office_code",
            "language",
            "not_known",
        ),
    ),
    Index(
        "record_local_ref",
        (
            "kind",
            "local_ref",
            "origin",
        ),
        unique=True,
        where="local_ref IS NOT NULL",
    ),
    Index("record_by_title", ("kind", "archived", "title", "reference"), nocase=("title",)),
    Index("record_own_key", ("kind", "own_key", "origin"), where="own_key IS NOT NULL"),
    Index("record_in_review", ("workflow",), where="workflow = 'in_review'"),
    Index("record_by_review_date", ("review_date",), where="review_date IS NOT NULL"),
)

REVISION = table(
    "revision",
    Column("seq", INTEGER, key=True),
    Column("id", TEXT, required=True, unique=True),
    Column("record", TEXT, required=True),
    Column("kind", TEXT, required=True),
    Column("schema", INTEGER, required=True),
    Column("number", INTEGER, required=True),
    Column("parents", TEXT, required=True),
    Column("author", TEXT, required=True),
    Column("time", TEXT, required=True),
    Column("device", TEXT, required=True),
    Column("operation", INTEGER, required=True),
    Column("digest", TEXT, required=True),
    Column("salt", BLOB),
    Column("content", TEXT),
    Column("signature", BLOB, required=True),
    Index(
        "revision_of_record",
        (
            "record",
            "seq",
        ),
    ),
    Index("revision_of_operation", ("operation",)),
)

LOG = table(
    "log",
    Column("seq", INTEGER, key=True),
    Column("time", TEXT, required=True),
    Column("officer", TEXT, required=True),
    Column("device", TEXT, required=True),
    Column("action", TEXT, required=True),
    Column("detail", TEXT, required=True),
    Column("revisions", TEXT, required=True),
    Column("previous", TEXT, required=True),
    Column("hash", TEXT, required=True),
    Column("signature", BLOB, required=True),
)

OFFICER = table(
    "officer",
    Column("sign", TEXT, key=True),
    Column("function", TEXT, required=True),
    Column("role", TEXT, required=True),
    Column("public_key", BLOB, required=True),
    Column("added", TEXT, required=True),
    Column("removed", TEXT),
)

FORMER_KEY = table(
    "former_key",
    Column("sign", TEXT, key=True),
    Column("until", INTEGER, key=True),
    Column("public_key", BLOB, required=True),
    has_rowid=False,
)
"""Keys that officers signed with before a reset; `until` is the last operation of each."""

COUNTER = table(
    "counter",
    Column("kind", TEXT, key=True),
    Column("year", INTEGER, key=True),
    Column("last", INTEGER, required=True),
)

ATTACHMENT = table(
    "attachment",
    Column("sha256", TEXT, key=True),
    Column("media_type", TEXT, required=True),
    Column("name", TEXT, required=True),
    Column("content", BLOB, required=True),
)

PICTURE_COPY = table(
    "picture_copy",
    Column("original", TEXT, key=True),
    Column("recipe", TEXT, key=True),
    Column("sha256", TEXT, required=True),
    Column("width", INTEGER, required=True),
    Column("height", INTEGER, required=True),
    Column("content", BLOB, required=True),
    Column("thumbnail", BLOB, required=True),
    Index("picture_copy_by_hash", ("sha256",)),
)
"""What may leave of a picture; `recipe` says what was done to the original (see `copies`)."""

SETTING = table(
    "setting",
    Column("name", TEXT, key=True),
    Column("value", TEXT, required=True),
)

PREFERENCE = table(
    "preference",
    Column("officer", TEXT, key=True),
    Column("name", TEXT, key=True),
    Column("value", TEXT, required=True),
    has_rowid=False,
)
"""How officers like their window; no record, so without revision and log."""

CARD = table(
    "card",
    Column("fingerprint", TEXT, key=True),
    Column("office", TEXT, required=True),
    Column("content", BLOB, required=True),
    Column("own", INTEGER, required=True),
    Column("trusted", TEXT, required=True),
    Column("revoked", TEXT, required=True),
    Column("revocation", BLOB, required=True),
    Column("basis", TEXT, required=True),
)
"""Keys of offices that this store believes; see `card_rows`."""

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')"
)
"""Over folded text (`folding.fold`); its rowid is `record.row`."""


def _column(name: str, about: About) -> Column:
    return Column(name, _TYPES.get(about.type, TEXT))


def _owner() -> Column:
    return Column("owner", INTEGER, key=True, references="record.row")


def _kind_table(code: str) -> Table:
    columns = [
        _column(name, about)
        for name, about in own_fields(class_of(code)).items()
        if about.type is not FieldType.LINES
    ]
    filtered = [
        Index(f"{kind_named(code).table}_by_{name}", (name,))
        for name, about in own_fields(class_of(code)).items()
        if about.filters
    ]
    return table(
        kind_named(code).table,
        _owner(),
        *columns,
        Column("not_known", TEXT),
        *filtered,
    )


def _line_table(code: str, field: str, line: type[Any]) -> Table:
    name = f"{kind_named(code).table}_{field}"
    described = fields_of(line)
    columns = [_column(field, about) for field, about in described.items()]
    named = [Index(f"{name}_by_{one}", (one,)) for one, about in described.items() if about.names]
    return table(
        name,
        _owner(),
        Column("line", INTEGER, key=True),
        *columns,
        Column("not_known", TEXT),
        *named,  # whose lines name a record is asked from that record
        has_rowid=False,
    )


KIND_TABLES: Mapping[str, Table] = MappingProxyType({code: _kind_table(code) for code in kinds()})

LINE_TABLES: Mapping[tuple[str, str], Table] = MappingProxyType(
    {
        (code, name): _line_table(code, name, about.lines)
        for code in kinds()
        for name, about in own_fields(class_of(code)).items()
        if about.lines is not None
    }
)


ALL: tuple[Table, ...] = (
    RECORD,
    REVISION,
    LOG,
    OFFICER,
    FORMER_KEY,
    COUNTER,
    ATTACHMENT,
    PICTURE_COPY,
    SETTING,
    PREFERENCE,
    CARD,
    *KIND_TABLES.values(),
    *LINE_TABLES.values(),
)
