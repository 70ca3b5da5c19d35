"""A list, or the figures of an analysis, as pages to be printed: what leaves of them, and no more.

They carry the strictest label of the records that they show or count, and DRAFT where one of these
is not approved. Nothing is logged before they go to a printer (`printed_pages.printed`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from rilo_desktop import reports
from rilo_desktop.analysis.results import Cell, ChartData, Filters
from rilo_desktop.language import NC_, catalogue
from rilo_desktop.presentation.documents import TABLES
from rilo_desktop.presentation.list_spec import (
    OF_THE_OFFICE,
    ListSpec,
    about_filter,
    column_message,
)
from rilo_desktop.presentation.references import NameOf, reference_text
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import FieldType, Office
from rilo_desktop.reports import Head, PrintedTable, TablesContent
from rilo_desktop.rules.findings import N_, Refused
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.vocabularies import vocabulary

from ..office import ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import Outgoing, going_out
from ..office.paper_setting import paper
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..records import analysis
from ..records.list_export import NOT_APPROVED, ListRequest, list_table
from ..records.lists import Query, all_stored
from ..records.reference_names import ReferenceNames
from .printed_pages import PrintedPages

MOST_ROWS, MOST_COLUMNS = 2_000, 9
MAKING = N_("Making the pages")


def of_list(session: Session, request: ListRequest, progress: Progress = SILENT) -> PrintedPages:
    """A list with its filters, columns and order. Raises Refused as `list_export` does, and where
    it has more columns or rows than paper has room for."""
    with going_out(session, ways_out.PAGES) as out:
        table = list_table(out, request, progress)
        _refuse_large(len(table.heads), len(table.rows))
        return _pages(
            out,
            request.language,
            table.title,
            (PrintedTable(table.title, "", table.heads, table.rows),),
            (table.above, *_asked(session, request.query, request.language)),
            (table.tlp, table.draft),
            {**table.detail, "what": "list"},
            progress,
        )


def of_analysis(
    session: Session,
    query: Query,
    language: str,
    marked: Filters | None = None,
    progress: Progress = SILENT,
) -> PrintedPages:
    """The figures of the pictures that the query gives. Raises Refused where there are none."""
    with going_out(session, ways_out.PAGES) as out:
        return _of_analysis(out, query, language, marked, progress)


def _of_analysis(
    out: Outgoing, query: Query, language: str, marked: Filters | None, progress: Progress
) -> PrintedPages:
    session, spec = out.session, record_type(query.kind)
    board = (
        analysis.plan(session, query, language)
        if spec.analysis == "plan"
        else analysis.cases(session, query, language, marked)
    )
    if not board.pictures:
        raise refusal("print.nothing", N_("There is nothing to print: no record is shown."))
    labels: list[str] = []
    draft = False
    for done, stored in enumerate(all_stored(session, query), 1):
        labels.append(effective(stored.record.tlp))
        draft = draft or (spec.can_be_sent and stored.record.workflow in NOT_APPROVED)
        progress(done, board.total, MAKING)
    shown = out.withholding(language)
    tables = tuple(_figures(picture, shown) for picture in board.pictures)
    tlp = strictest(labels)
    detail = {
        "what": "analysis",
        "type": query.kind,
        "records": len(labels),
        "tlp": tlp,
        "draft": draft,
        "withheld": out.withheld,
    }
    title = catalogue(language).text(N_("Analysis"))
    asked = (board.summary, *_asked(session, query, language))
    return _pages(out, language, title, tables, asked, (tlp, draft), detail, progress)


def _figures(picture: ChartData, shown: Callable[[str], str]) -> PrintedTable:
    """The rows behind a picture; a text that the guard finds something in is left out."""
    told = " ".join(shown(text) for text in (picture.told, picture.basis) if text)
    rows = tuple(
        tuple(_printed(cell, shown) for cell in one.cells) for one in picture.rows[:MOST_ROWS]
    )
    heads = tuple(map(shown, picture.heads))
    return PrintedTable(shown(picture.title), told, heads, rows)


def _printed(cell: Cell, shown: Callable[[str], str]) -> str | Decimal:
    if cell is None:
        return "–"
    return shown(cell) if isinstance(cell, str) else Decimal(cell)


def _refuse_large(columns: int, rows: int) -> None:
    if columns > MOST_COLUMNS:
        raise refusal(
            "print.columns",
            N_(
                "{count} columns are shown, and paper has room for {most}: choose fewer, or export "
                "the list as a file."
            ),
            count=columns,
            most=MOST_COLUMNS,
        )
    if rows > MOST_ROWS:
        raise refusal(
            "print.rows",
            N_(
                "{count} records are found, and a print has at most {most}: narrow the list, or "
                "export it as a file."
            ),
            count=rows,
            most=MOST_ROWS,
        )


def _asked(session: Session, query: Query, language: str) -> Iterator[str]:
    """What was searched and filtered for, as a reader of the page must know."""
    say = catalogue(language)
    if query.words:
        yield say.labelled(say.text(NC_("verb", "Search")), query.words)
    look, name_of = record_type(query.kind).list, ReferenceNames(session, language)
    for name, codes in query.filters.items():
        if name in OF_THE_OFFICE:
            continue
        words = (_label(look, name, code, language, name_of) for code in codes)
        yield say.labelled(say.text(column_message(look, name)), ", ".join(words))


def _label(look: ListSpec, name: str, code: str, language: str, name_of: NameOf) -> str:
    say = catalogue(language)
    if code in ("", "?"):
        return say.text("Not known") if code else say.text("empty")
    if name == "workflow":
        return vocabulary(name).label(code, language)
    about = about_filter(look, name)
    if about.type is FieldType.FLAG:
        return say.text("Yes") if code == "1" else say.text("No")
    if about.vocabulary:
        return vocabulary(about.vocabulary).label(code, language)
    if about.names:
        return reference_text(about, code, name_of, say.text)
    return code.replace("/", " – ")


def _pages(
    out: Outgoing,
    language: str,
    title: str,
    tables: Sequence[PrintedTable],
    asked: Iterable[str],
    marks: tuple[str, bool],
    detail: dict[str, object],
    progress: Progress,
) -> PrintedPages:
    (tlp, draft), session = marks, out.session
    with session.reading() as reading:
        held = [stored.record for stored in reading.records.all_of(Office.kind.code)]
    own = {
        one.id: out.cleaned(one, language) for one in held if one.local_ref == session.office_code
    }
    head = Head(
        type=TABLES.code,
        language=language,
        office_code=session.office_code,
        reference=catalogue(language).text("RILO {office}", office=session.office_code),
        revision=0,
        title=title,
        date=session.today,
        purpose="note",
        addressee="",
        tlp=tlp,
        draft=draft,
        for_reading=True,
        prepared_by=session.officer.function,
        paper=paper(session),
    )
    content = TablesContent(
        head=head,
        records=(),
        revisions={},
        referenced={Office.kind.code: own},
        tables=tuple(tables),
        asked=tuple(map(out.withholding(language), asked)),
    )
    said = reports.unprintable(content)
    if said:
        raise Refused(*said)

    def told(done: int, of: int) -> None:
        progress(done, of, MAKING)

    pdf = progress.outside(reports.made, content, told)
    pages = reports.page_count(pdf)
    return PrintedPages(
        pdf=pdf,
        title=title,
        pages=pages,
        tlp=tlp,
        draft=draft,
        paper=head.paper,
        cleared=out.cleared,
        detail={**detail, "pages": pages},
    )
