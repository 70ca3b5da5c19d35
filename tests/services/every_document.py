"""Every type of document that there is, with texts in each language and in each script.

Texts are put into what a document is made of, after it was put together: no rule asks for answers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest

from rilo_desktop.presentation.documents import HANDOVER, NETWORK_REPORT, SUBMISSIONS, TABLES
from rilo_desktop.records import FieldType, Record, fields_of
from rilo_desktop.reports import (
    Content,
    HandoverContent,
    NetworkContent,
    TablesContent,
    unprintable,
)
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import network_report
from rilo_desktop.services.records import handover, list_export, lists
from rilo_desktop.services.submissions import content as contents
from rilo_desktop.services.submissions import submit, table_pages
from rilo_desktop.services.submissions.usual_scope import usual_order
from sample_office import ready_for
from script_texts import SCRIPTS

LANGUAGES = {
    "en": "Found in a hidden floor – 48,210 tablets, “medical”.",
    "fr": "Trouvés dans un double fond : 48 210 comprimés, « médicaux ».",
    "es": "Hallados en un doble fondo: 48 210 comprimidos, ¿médicos?",
    "ru": "Найдены в двойном дне: 48 210 таблеток, «медицинских».",
    "ar": "عثر عليها في قاع مزدوج: مئة ألف حبة غير مسجلة.",
    "pt": "Encontrados num fundo falso: 48 210 comprimidos, não declarados.",
}
TEXTS = {**LANGUAGES, **SCRIPTS}
LONGEST = 400
MOST_ADVICE = len(TEXTS)
FREE = (FieldType.TEXT, FieldType.LONG_TEXT)
KEPT = frozenset({"local_ref", "sha256", "channel", "source_grade", "hs", "reference"})
"""Fields whose text means something to the program."""


def in_english_and_french(session: Session) -> Iterator[tuple[str, Content]]:
    """(name, content) of each type, as the sample office makes it."""
    for spec in SUBMISSIONS.values():
        ready_for(session, spec)
    for language in ("en", "fr"):
        for name, content in _of(session, language):
            yield f"{name}-{language}", content


def _of(session: Session, language: str) -> Iterator[tuple[str, Content]]:
    for name in SUBMISSIONS:
        order = replace(usual_order(session, name), reason="agreed", language=language)
        submission, frozen = submit._prepared(session, order)
        with session.reading() as reading:
            yield name, contents.content_of(reading, submission, frozen, session.office_code)
    yield NETWORK_REPORT.name, network_report.content_of(session, language)
    yield HANDOVER.name, handover.content_of(session, handover.HandoverNotes(), language)
    yield TABLES.name, _table(session, language)


def documents_with(content: Content, texts: Sequence[str]) -> Iterator[Content]:
    """As many as it takes to have each of the texts in one of them, or in a part, where all of a
    document must stand on one page."""
    used, more = 0, cycle(texts)

    def text() -> str:
        nonlocal used
        used += 1
        return next(more)[:most]

    most = LONGEST
    while used < len(texts):
        before = used
        made = with_texts(content, text)
        while unprintable(made) and most:
            most //= 2
            made = with_texts(content, text)
        yield made
        if used == before:
            return


def with_texts(content: Content, texts: Callable[[], str]) -> Content:
    """With a text more in each text of its records and of the records beside."""

    def changed(held: Mapping[str, Mapping[str, Record]]) -> dict[str, dict[str, Record]]:
        return {
            kind: {name: _with(one, texts) for name, one in found.items()}
            for kind, found in held.items()
        }

    content = _also(content, texts)
    return replace(
        content,
        records=tuple(_with(one, texts) for one in content.records),
        referenced=changed(content.referenced),
        excerpts=changed(content.excerpts),
    )


def _also(content: Content, texts: Callable[[], str]) -> Content:
    """What documents hold that are made of no records."""
    match content:
        case NetworkContent():
            pairs = tuple(replace(pair, title=texts()) for pair in content.network.pairs)
            return replace(content, network=replace(content.network, pairs=pairs))
        case HandoverContent():
            advice = tuple(texts() for _ in range(MOST_ADVICE))
            return replace(content, handover=replace(content.handover, advice=advice))
        case TablesContent():
            tables = tuple(
                replace(table, rows=tuple((texts(), *row[1:]) for row in table.rows))
                for table in content.tables
            )
            return replace(content, tables=tables)
    return content


def _with(holder: Any, texts: Callable[[], str]) -> Any:
    changes: dict[str, Any] = {}
    for name, about in fields_of(type(holder)).items():
        value = getattr(holder, name)
        if about.office_only or about.vocabulary or about.unguarded or name in KEPT:
            continue
        if about.type in FREE and isinstance(value, str) and value:
            changes[name] = f"{value} {texts()}"
        elif about.type is FieldType.LINES and isinstance(value, tuple):
            changes[name] = tuple(_with(line, texts) for line in value)
        elif about.type is FieldType.TRANSLATED and isinstance(value, tuple):
            changes[name] = tuple((code, f"{text} {texts()}") for code, text in value)
    return dataclasses.replace(holder, **changes)


def _table(session: Session, language: str) -> Content:
    """A list as it is printed: of cases."""
    caught: list[Content] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_pages.reports, "unprintable", caught.append)
        request = list_export.ListRequest(lists.Query("case-study"), language=language)
        table_pages.of_list(session, request)
    return caught[0]
