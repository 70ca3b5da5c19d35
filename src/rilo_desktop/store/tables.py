"""Tables, derived from the descriptions of the records.

`record` holds the head of every record, one table a kind its own fields, one table a field of lines
these lines. They are a projection of the newest revision, made for lists, filters and counts; the
signed revision is the truth. A field that is not known is NULL and named in `not_known`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rilo_desktop.records import (
    FieldType,
    class_of,
    fields_of,
    kind_named,
    own_fields,
    record_types,
)
from rilo_desktop.records.field_specs import FieldSpec

from .table_specs import BLOB, INTEGER, REAL, TEXT, ColumnSpec, IndexSpec, TableSpec, table

_TYPES: Mapping[FieldType, str] = {
    FieldType.INTEGER: INTEGER,
    FieldType.DECIMAL: REAL,
    FieldType.FLAG: INTEGER,
}

RECORD = table(
    "record",
    ColumnSpec("row", INTEGER, key=True),
    ColumnSpec("id", TEXT, required=True, unique=True),
    ColumnSpec("kind", TEXT, required=True),
    ColumnSpec("reference", TEXT, required=True, unique=True),
    ColumnSpec("local_ref", TEXT),
    ColumnSpec("title", TEXT, required=True),
    ColumnSpec("dated", TEXT, required=True),
    ColumnSpec("workflow", TEXT, required=True),
    ColumnSpec("archived", INTEGER, required=True),
    ColumnSpec("office_code", TEXT),
    ColumnSpec("language", TEXT),
    ColumnSpec("tlp", TEXT),
    ColumnSpec("caveats", TEXT),
    ColumnSpec("review_date", TEXT),
    ColumnSpec("not_known", TEXT),
    ColumnSpec("revision", TEXT, required=True),
    ColumnSpec("number", INTEGER, required=True),
    ColumnSpec("origin", TEXT),
    ColumnSpec("own_key", TEXT),
    IndexSpec(
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
    IndexSpec(
        "record_local_ref",
        (
            "kind",
            "local_ref",
            "origin",
        ),
        unique=True,
        where="local_ref IS NOT NULL",
    ),
    IndexSpec("record_by_title", ("kind", "archived", "title", "reference"), nocase=("title",)),
    IndexSpec("record_own_key", ("kind", "own_key", "origin"), where="own_key IS NOT NULL"),
    IndexSpec("record_in_review", ("workflow",), where="workflow = 'in_review'"),
    IndexSpec("record_by_review_date", ("review_date",), where="review_date IS NOT NULL"),
)

REVISION = table(
    "revision",
    ColumnSpec("seq", INTEGER, key=True),
    ColumnSpec("id", TEXT, required=True, unique=True),
    ColumnSpec("record", TEXT, required=True),
    ColumnSpec("kind", TEXT, required=True),
    ColumnSpec("schema", INTEGER, required=True),
    ColumnSpec("number", INTEGER, required=True),
    ColumnSpec("parents", TEXT, required=True),
    ColumnSpec("author", TEXT, required=True),
    ColumnSpec("time", TEXT, required=True),
    ColumnSpec("device", TEXT, required=True),
    ColumnSpec("operation", INTEGER, required=True),
    ColumnSpec("digest", TEXT, required=True),
    ColumnSpec("salt", BLOB),
    ColumnSpec("content", TEXT),
    ColumnSpec("signature", BLOB, required=True),
    IndexSpec(
        "revision_of_record",
        (
            "record",
            "seq",
        ),
    ),
    IndexSpec("revision_of_operation", ("operation",)),
)

LOG = table(
    "log",
    ColumnSpec("seq", INTEGER, key=True),
    ColumnSpec("time", TEXT, required=True),
    ColumnSpec("officer", TEXT, required=True),
    ColumnSpec("device", TEXT, required=True),
    ColumnSpec("action", TEXT, required=True),
    ColumnSpec("detail", TEXT, required=True),
    ColumnSpec("revisions", TEXT, required=True),
    ColumnSpec("previous", TEXT, required=True),
    ColumnSpec("hash", TEXT, required=True),
    ColumnSpec("signature", BLOB, required=True),
)

OFFICER = table(
    "officer",
    ColumnSpec("sign", TEXT, key=True),
    ColumnSpec("function", TEXT, required=True),
    ColumnSpec("role", TEXT, required=True),
    ColumnSpec("public_key", BLOB, required=True),
    ColumnSpec("added", TEXT, required=True),
    ColumnSpec("removed", TEXT),
)

FORMER_KEY = table(
    "former_key",
    ColumnSpec("sign", TEXT, key=True),
    ColumnSpec("until", INTEGER, key=True),
    ColumnSpec("public_key", BLOB, required=True),
    has_rowid=False,
)
"""Keys that officers signed with before a reset; `until` is the last operation of each."""

COUNTER = table(
    "counter",
    ColumnSpec("kind", TEXT, key=True),
    ColumnSpec("year", INTEGER, key=True),
    ColumnSpec("last", INTEGER, required=True),
)

ATTACHMENT = table(
    "attachment",
    ColumnSpec("sha256", TEXT, key=True),
    ColumnSpec("media_type", TEXT, required=True),
    ColumnSpec("name", TEXT, required=True),
    ColumnSpec("content", BLOB, required=True),
)

PICTURE_COPY = table(
    "picture_copy",
    ColumnSpec("original", TEXT, key=True),
    ColumnSpec("recipe", TEXT, key=True),
    ColumnSpec("sha256", TEXT, required=True),
    ColumnSpec("width", INTEGER, required=True),
    ColumnSpec("height", INTEGER, required=True),
    ColumnSpec("content", BLOB, required=True),
    ColumnSpec("thumbnail", BLOB, required=True),
    IndexSpec("picture_copy_by_hash", ("sha256",)),
)
"""What may leave of a picture; `recipe` says what was done to the original (see `copies`)."""

SETTING = table(
    "setting",
    ColumnSpec("name", TEXT, key=True),
    ColumnSpec("value", TEXT, required=True),
)

OFFICE_ITSELF = ""
"""As whose a preference stands that is the office's and no officer's."""
PREFERENCE = table(
    "preference",
    ColumnSpec("officer", TEXT, key=True),
    ColumnSpec("name", TEXT, key=True),
    ColumnSpec("value", TEXT, required=True),
    has_rowid=False,
)
"""How officers like their window; no record, so without revision and log."""

CARD = table(
    "card",
    ColumnSpec("fingerprint", TEXT, key=True),
    ColumnSpec("office", TEXT, required=True),
    ColumnSpec("content", BLOB, required=True),
    ColumnSpec("own", INTEGER, required=True),
    ColumnSpec("trusted", TEXT, required=True),
    ColumnSpec("revoked", TEXT, required=True),
    ColumnSpec("revocation", BLOB, required=True),
    ColumnSpec("basis", TEXT, required=True),
)
"""Keys of offices that this store believes; see `card_rows`."""

RECORD_COMMENT = table(
    "record_comment",
    ColumnSpec("seq", INTEGER, key=True),
    ColumnSpec("id", TEXT, required=True, unique=True),
    ColumnSpec("record", TEXT, required=True),
    ColumnSpec("field", TEXT, required=True),
    ColumnSpec("answers", TEXT, required=True),
    ColumnSpec("author", TEXT, required=True),
    ColumnSpec("time", TEXT, required=True),
    ColumnSpec("operation", INTEGER, required=True),
    ColumnSpec("salt", BLOB, required=True),
    ColumnSpec("text", TEXT, required=True),
    ColumnSpec("state", TEXT, required=True),
    ColumnSpec("changed", INTEGER, required=True),
    IndexSpec("record_comment_of_record", ("record", "seq")),
    IndexSpec("record_comment_answers", ("answers", "seq")),
    IndexSpec(
        "record_comment_open",
        ("record", "seq", "author", "id"),
        where="state = 'open' AND answers = ''",
    ),
)
"""What colleagues say of a record; see `record_comments`. It belongs to no row of `record`: those
are made anew from the revisions."""

SEARCH_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, "
    "tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')"
)
"""Over folded text (`folding.fold`); its rowid is `record.row`."""


def _column(name: str, about: FieldSpec) -> ColumnSpec:
    return ColumnSpec(name, _TYPES.get(about.type, TEXT))


def _owner() -> ColumnSpec:
    return ColumnSpec("owner", INTEGER, key=True, references="record.row")


def _kind_table(code: str) -> TableSpec:
    columns = [
        _column(name, about)
        for name, about in own_fields(class_of(code)).items()
        if about.type is not FieldType.LINES
    ]
    filtered = [
        IndexSpec(f"{kind_named(code).table}_by_{name}", (name, "not_known"))
        for name, about in own_fields(class_of(code)).items()
        if about.filters or name == kind_named(code).dated
    ]  # with what tells empty from not known: a count reads no record
    period = kind_named(code).period
    if period is not None:  # what came into a year is asked by its last day
        name = f"{kind_named(code).table}_by_{period.end}"
        filtered.append(IndexSpec(name, (period.end, period.start)))
    return table(
        kind_named(code).table,
        _owner(),
        *columns,
        ColumnSpec("not_known", TEXT),
        *filtered,
    )


def _line_table(code: str, field: str, line: type[Any]) -> TableSpec:
    name = f"{kind_named(code).table}_{field}"
    described = fields_of(line)
    columns = [_column(field, about) for field, about in described.items()]
    named = [
        IndexSpec(f"{name}_by_{one}", (one,)) for one, about in described.items() if about.names
    ]
    return table(
        name,
        _owner(),
        ColumnSpec("line", INTEGER, key=True),
        *columns,
        ColumnSpec("not_known", TEXT),
        *named,  # whose lines name a record is asked from that record
        has_rowid=False,
    )


KIND_TABLES: Mapping[str, TableSpec] = MappingProxyType(
    {code: _kind_table(code) for code in record_types()}
)

LINE_TABLES: Mapping[tuple[str, str], TableSpec] = MappingProxyType(
    {
        (code, name): _line_table(code, name, about.lines)
        for code in record_types()
        for name, about in own_fields(class_of(code)).items()
        if about.lines is not None
    }
)


ALL: tuple[TableSpec, ...] = (
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
    RECORD_COMMENT,
    *KIND_TABLES.values(),
    *LINE_TABLES.values(),
)
