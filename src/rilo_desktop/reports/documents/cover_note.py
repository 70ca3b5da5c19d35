"""The cover note: a page over the papers that go together. What is asked comes before the list."""

from __future__ import annotations

from rilo_desktop.analysis.counts import counted
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.documents import DOCUMENTS
from rilo_desktop.records import Submission
from rilo_desktop.rules.handling import effective

from ..engine.callout import request_slabs, tinted_slabs
from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Slab
from ..engine.styles import CHIP, HEAD, LIST_GREY, LIST_KEY, LIST_TEXT, MM, NOTE, RIGHT, SECTION
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from .content import Content
from .drawing import Drawing, Progress
from .header_footer import office_name
from .one_page import check, page_of
from .page_head import page_head, small_print
from .product_parts import beside

COLUMNS = (
    GRID[0],
    Column(GRID[1].x, 145 * MM),
    Column(146 * MM, 157 * MM, end=True),
    Column(162 * MM, RIGHT),
)
MOST_ROOMY = 10
"""Papers that have a second line each."""
THE_LIST = N_("The list of papers")
PAPERS = N_("Released submissions that go with this note.")


def _papers(content: Content) -> tuple[Submission, ...]:
    """In the order in which they were released."""
    found = content.made_of(Submission)
    return tuple(sorted(found, key=lambda one: (known_text(one.date), one.reference)))


def _pages(content: Content, paper: Submission) -> int | None:
    """None while no file of it was written."""
    return content.totals.get(f"compared.{paper.reference}")


def _about(flow: Flow, content: Content, progress: Progress) -> None:
    say, head, papers = flow.say, content.head, _papers(content)
    pages = [_pages(content, one) for one in papers]
    known = [one for one in pages if one is not None]
    notes = [say.plural("{count} page", "{count} pages", sum(known))] if known else []
    if missing := len(pages) - len(known):
        notes.append(
            say.plural(
                "the pages of {count} paper are not known",
                "the pages of {count} papers are not known",
                missing,
            )
        )
    page_head(
        flow,
        content,
        (flow.wording.day(head.date),),
        [
            Fact(say.text("To"), Value(head.addressee)),
            Fact(
                say.text(NC_("sender of a paper", "From")),
                Value(office_name(content, head.office_code, head.language)),
                (head.prepared_by,),
            ),
            Fact(
                say.text("Purpose"), flow.wording.code("purpose", head.purpose), _occasion(content)
            ),
            Fact(
                say.text("Goes with it"),
                Value(say.plural("{count} paper", "{count} papers", len(papers))),
                (", ".join(notes),),
            ),
        ],
    )
    progress(len(papers))


def _occasion(content: Content) -> tuple[str, ...]:
    return content.head.said("occasion")


def _first(flow: Flow, content: Content, _progress: Progress) -> None:
    """What was typed; without it, what any reader of several files does first."""
    say = flow.say
    typed = content.head.said("first")
    usual = say.text("See that every paper of the list is there, and that each can be verified.")
    slabs = tinted_slabs(say.text("Before anything else"), "\n".join(typed) or usual)
    _beside(flow, say.text("To do first"), slabs)


def _asked(flow: Flow, content: Content, _progress: Progress) -> None:
    say, asked = flow.say, content.head.said("asked")
    if not asked:
        flow.source(say.text("What is asked"), say.text("Nothing is asked."))
        return
    slabs = request_slabs(say.text("Each can be answered by its number"), asked)
    _beside(flow, say.text("What is asked"), slabs)


def _beside(flow: Flow, label: str, slabs: list[Slab]) -> None:
    beside(slabs, label, 3.0)
    for slab in slabs[:-1]:
        slab.glue = True
    flow.add(slabs, 12.0)


def _list(flow: Flow, content: Content, _progress: Progress) -> None:
    say, papers = flow.say, _papers(content)
    head = head_row(
        COLUMNS,
        [
            Cell([(say.text("What is sent"), SECTION)]),
            Cell([(say.text("Title"), HEAD)]),
            Cell([(say.text("Pages"), HEAD)]),
            Cell([(say.text("Label"), HEAD)]),
        ],
    )
    is_dense = len(papers) > MOST_ROOMY
    rows = [
        row(COLUMNS, _cells(flow, content, one, is_dense), above=3.2, below=3.0) for one in papers
    ]
    flow.add(table(head, rows), 14.0)
    note = say.text(
        "Each paper is a signed file of its own, and its label holds for it. A file that is not in "
        "this list was not sent with this note."
    )
    small_print(flow, note)


def _cells(flow: Flow, content: Content, paper: Submission, is_dense: bool) -> list[Cell]:
    pages, title = _pages(content, paper), paper.title_text
    kind = flow.say.text(DOCUMENTS[known_text(paper.type)].heading)
    day, number = flow.wording.day(known_text(paper.date)), paper.revision_number or 1
    reference: list[Part] = [(paper.reference, LIST_KEY)]
    if number > 1:
        reference.append((flow.say.text("revision {number}", number=number), NOTE))
    titles: list[Part] = [(title, LIST_KEY), (f"{kind} · {day}", NOTE)]
    if is_dense:
        titles = [(f"{kind} · {title}", LIST_TEXT)]
    count = counted([paper], len(_papers(content)), PAPERS)
    shown: Part = (str(pages), LIST_TEXT) if pages is not None else ("–", LIST_GREY)
    return [
        Cell(reference, counts=(count,)),
        Cell(titles),
        Cell([shown]),
        Cell([(effective(paper.tlp), CHIP)]),
    ]


PARTS = {"about": _about, "first": _first, "asked": _asked, "papers": _list, "check": check}
page = page_of(
    PARTS,
    {
        "first": lambda _: (None, "first"),
        "asked": lambda _: (None, "asked"),
        "papers": lambda _: (None, THE_LIST),
    },
)


def _sheet(flow: Flow, content: Content) -> None:
    page(flow, content)


DRAWING = Drawing(parts=PARTS, cover=None, sheet=_sheet, page=page)
