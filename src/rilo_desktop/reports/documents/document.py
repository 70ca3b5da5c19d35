"""Makes a document: composes, fills pages and draws them, in memory."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfgen.canvas import Canvas

from rilo_desktop.analysis.figures.tables import tables as figure_tables
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.office_codes import is_practice
from rilo_desktop.presentation.document_spec import FOR_READING
from rilo_desktop.questions.answer_exports import AnswerTable
from rilo_desktop.rules.findings import Finding

from ..engine.canvas import Pen
from ..engine.document_builder import Flow
from ..engine.fonts import REGULAR, face
from ..engine.labels import Wording
from ..engine.layout_blocks import Filling, Mark, Page, Slab, paginate
from ..engine.printable_text import naming
from ..engine.structure import ARTIFACT, Element, Role, around, in_languages
from ..engine.styles import LEFT, PAGE_HEIGHT, RIGHT, on_paper, page_box
from ..engine.tagging import PAGINATION, Link
from . import (
    action_plan,
    alert,
    bulletin,
    catalogue,
    compendium,
    competencies,
    consolidated_answers,
    consultation,
    cover_note,
    described,
    feedback,
    handover,
    indicator_evidence,
    key_issues,
    network,
    printed_tables,
    programme_report,
    progress_report,
    quality_report,
    questionnaire,
    questionnaire_return,
    trade_report,
)
from .annexes import annexes
from .content import Content
from .contents import SPACES, contents_slabs, entries_of
from .cover import cover_slabs
from .drawing import Drawing
from .glyphs import Unprintable, all_covered, signs_of_forms, without_glyph
from .header_footer import Frame, office_name
from .one_page import too_long as too_long_for
from .practice_mark import KEYWORDS, WORD
from .text_languages import languages_of_texts

rl_config.useA85 = 0
"""Binary streams: as text they are a quarter larger and cost a third of the time."""

Progress = Callable[[int, int], None]
RENDERER = "6"
"""Version of what a document looks like: part of what a byte-identical copy depends on.

It goes up with every change that any page can show: a document that says the same version is held
against pages made anew, and is refused where one sign stands elsewhere.
"""


def unprintable(content: Content) -> tuple[Finding, ...]:
    """Signs that no font has, and of a document of one page the field that is too long for it."""
    return without_glyph(content) or too_long(content)


def is_one_page(code: str) -> bool:
    """Is a document of this type exactly one page?"""
    return drawing_of(code).page is not None


def too_long(content: Content) -> tuple[Finding, ...]:
    """The field that is too long for a document of one page, and by how many lines."""
    page = drawing_of(content.head.type).page
    with on_paper(content.head.paper):
        return too_long_for(page, content) if page is not None else ()


def proposals(content: Content) -> tuple[tuple[str, str], ...]:
    """(place, text) of what the pages propose where nothing is typed."""
    flow = Flow(Wording(content.head.language, content.name_of, content.own_codes))
    with on_paper(content.head.paper):
        for part in content.head.spec.parts:
            drawing_of(content.head.type).parts[part](flow, content, lambda _: None)
    return tuple(flow.proposed)


def made(content: Content, progress: Progress | None = None, former: bool = False) -> Pages:
    """The document in memory: nothing is left on a disk.

    The same content gives the same bytes. `progress` hears (records laid out and pages drawn, of
    how many). Raises Unprintable before anything is drawn, and KeyError or ValueError for a type
    that is none or has no records. `former`: with the parts of released looks that it has no more,
    and without the structure that they did not write.
    """
    make = _former_pages if former else _pages
    return _in_memory(content, make, progress or _silent, is_tagged=not former)


def tables(content: Content) -> Mapping[str, bytes]:
    """File name -> what other programs read: its figures, the answers to a form."""
    figures = content.figures
    say = Wording(content.head.language).say
    found = figure_tables(figures, say.text) if figures.all else {}
    return {**found, **drawing_of(content.head.type).tables(content)}


def answer_sheets(content: Content) -> Sequence[AnswerTable]:
    """The answers to a form that a document is made of; none of another one."""
    return drawing_of(content.head.type).answers(content)


def sheet(content: Content) -> Pages:
    """The pages of its one record: no cover, overview or annexes. Raises Unprintable."""
    return _in_memory(content, _sheet_pages, _silent)


@contextmanager
def _setting(content: Content) -> Iterator[None]:
    """What its pages are drawn with, beside its content."""
    languages = in_languages(languages_of_texts(content))
    with naming(signs_of_forms(content)), on_paper(content.head.paper), languages:
        yield


@all_covered
def sheets(contents: Sequence[Content], progress: Progress | None = None) -> Pages:
    """The pages of several records one after the other, each counted by itself.

    `progress` hears (records drawn, of how many). Raises Unprintable.
    """
    first, findings = contents[0], [found for one in contents for found in unprintable(one)]
    if findings:
        raise Unprintable(*findings)
    file = io.BytesIO()
    said = Wording(first.head.language, first.name_of)
    canvas = new_canvas(file, said.language)
    _metadata(canvas, first, said)
    pen = Pen(canvas)
    for done, content in enumerate(contents, 1):
        wording = Wording(content.head.language, content.name_of)
        with _setting(content):
            pages = _sheet_pages(content, wording, pen, _silent)
            join_pages(canvas, pen, Frame(content, wording), pages, lambda _done: None)
        (progress or _silent)(done, len(contents))
    return finished(canvas, pen, file)


DRAWINGS: Mapping[str, Drawing] = {
    "CS": compendium.DRAWING,
    "RI": catalogue.DRAWING,
    "AP": action_plan.DRAWING,
    "KI": key_issues.DRAWING,
    "CM": competencies.RETURN_DRAWING,
    "MC": competencies.MAP_DRAWING,
    "IE": indicator_evidence.DRAWING,
    "FB": feedback.DRAWING,
    "CO": consultation.DRAWING,
    "NET": network.DRAWING,
    "HD": handover.DRAWING,
    "TB": printed_tables.DRAWING,
    "AT": alert.DRAWING,
    "BU": bulletin.DRAWING,
    "PR": progress_report.DRAWING,
    "ITR": trade_report.DRAWING,
    "PG": programme_report.DRAWING,
    "DQ": quality_report.DRAWING,
    "QN": questionnaire.DRAWING,
    "QC": consolidated_answers.DRAWING,
    "QR": questionnaire_return.DRAWING,
    "CN": cover_note.DRAWING,
}
"""By the code of a `DocumentSpec`; the others are drawn as their fields describe them."""

COVER = "cover"
"""Key of its place."""
MakeIndex = Callable[[Flow, Sequence[Page], int], list[Slab]]
MakePages = Callable[[Content, Wording, Pen, Progress], list[Page]]


def drawing_of(code: str) -> Drawing:
    return DRAWINGS.get(code, described.DRAWING)


@all_covered
def _in_memory(
    content: Content, make: MakePages, progress: Progress, is_tagged: bool = True
) -> Pages:
    findings = unprintable(content)
    if findings:
        raise Unprintable(*findings)
    file = io.BytesIO()
    wording = Wording(content.head.language, content.name_of, content.own_codes)
    canvas = new_canvas(file, wording.language)
    _metadata(canvas, content, wording)
    pen = Pen(canvas, is_tagged)
    with _setting(content):
        pages = make(content, wording, pen, progress)
        done = _second_half(content, progress, len(pages))
        join_pages(canvas, pen, Frame(content, wording), pages, done)
    return finished(canvas, pen, file)


def _second_half(content: Content, progress: Progress, pages: int) -> Callable[[int], None]:
    records = len(content.records)
    return lambda done: progress(records + records * done // pages, 2 * records)


def _silent(done: int, total: int) -> None:
    del done, total


def _former_pages(content: Content, wording: Wording, pen: Pen, progress: Progress) -> list[Page]:
    return _pages(content, wording, pen, progress, is_former=True)


def _pages(
    content: Content,
    wording: Wording,
    pen: Pen,
    progress: Progress,
    is_former: bool = False,
) -> list[Page]:
    """Body pages are drawn as they fill; only their heads wait for the number of pages."""
    drawing = drawing_of(content.head.type)
    if drawing.page is not None or drawing.whole is not None:
        return _sheet_pages(content, wording, pen, progress)
    total, so_far = len(content.records), 0

    def laid(done: int) -> None:
        nonlocal so_far
        so_far = done
        progress(done, 2 * total)

    def drawn(page: Page) -> None:
        _draw(pen, page)
        progress(so_far, 2 * total)

    filling = Filling(drawn)
    flow = Flow(wording, filling)
    spec = content.head.spec
    for part in (*spec.parts, *(spec.former_parts if is_former else ())):
        drawing.parts[part](flow, content, laid)
    annexes(flow, content, (*spec.annexes, *(spec.former_annexes if is_former else ())))
    flow.hand_on()
    body = filling.finish()
    progress(total, 2 * total)
    if drawing.cover is None:
        return body
    cover = paginate(cover_slabs(flow, content, drawing))
    cover[0].marks.append(Mark(COVER, content.head.title, 0, listed=False))
    if drawing.index is not None and drawing.is_indexed(content):
        return _with_contents_and_index(flow, drawing.index, cover, body)
    if len(cover) + len(body) <= drawing.brief:
        return cover + body
    return cover + contents_pages(flow, body, len(cover), False) + body


def _sheet_pages(content: Content, wording: Wording, pen: Pen, _progress: Progress) -> list[Page]:
    drawing = drawing_of(content.head.type)
    draw = drawing.whole or drawing.sheet
    if draw is None:
        raise ValueError(f"a document of type {content.head.type} has no sheets")
    filling = Filling(lambda page: _draw(pen, page))
    flow = Flow(wording, filling)
    draw(flow, content)
    flow.hand_on()
    pages = filling.finish()
    for page in pages:
        page.marks.clear()  # an outline over one record says nothing
    return pages


def _with_contents_and_index(
    flow: Flow, index_slabs: MakeIndex, cover: list[Page], body: list[Page]
) -> list[Page]:
    """Page numbers move no line: laid out once to count the pages, once with their numbers."""
    index = paginate(index_slabs(flow, body, 0))
    contents = contents_pages(flow, body + index, len(cover), True)
    offset = len(cover) + len(contents)
    index = paginate(index_slabs(flow, body, offset))
    return cover + contents + body + index


def contents_pages(flow: Flow, pages: list[Page], before: int, groups: bool) -> list[Page]:
    entries = entries_of(pages)
    counts = {
        space: len(paginate(contents_slabs(flow, entries, 0, groups, space))) for space in SPACES
    }
    count = min(counts.values())
    space = next(space for space in SPACES if counts[space] == count)
    contents = paginate(contents_slabs(flow, entries, before + count, groups, space))
    contents[0].marks.append(Mark("contents", flow.say.text("Contents"), 0, listed=False))
    return contents


def _draw(pen: Pen, page: Page) -> None:
    """Turns what stands on a page into its operators and lets go of the rest."""
    pen.begin()
    pen.belong(ARTIFACT)
    for top, slab in page.placed:
        slab.draw_under(pen, top)
    for top, slab in page.placed:
        slab.draw(pen, top)
    pen.close()
    page.code = "\n".join(pen.code)
    page.photos, page.marking = pen.photos, pen.marking
    page.placed.clear()


class _Canvas(Canvas):  # type: ignore[misc]  # of untyped reportlab
    """Its pages are those of the paper that they are made for."""

    def showPage(self) -> None:
        super().showPage()
        self._doc.Pages.pages[-1].MediaBox = PDFArray(page_box())


def new_canvas(file: Any, language: str) -> Canvas:
    _, _, *size = page_box()
    return _Canvas(
        file,
        pagesize=size,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=face(REGULAR).name,
        lang=language,
    )


def finished(canvas: Canvas, pen: Pen, file: io.BytesIO) -> Pages:
    """The document of all pages, with its structure."""
    if pen.tree is not None:
        canvas.setViewerPreference("DisplayDocTitle", "true")
        pen.tree.write()
    canvas.save()
    return Pages(file.getvalue())


class PageFrame(Protocol):
    """What stands around the body of each page."""

    def before(self, pen: Pen) -> None: ...

    def said(self, pen: Pen, running: str) -> None: ...

    def after(self, pen: Pen, number: int, total: int) -> None: ...


def join_pages(
    canvas: Canvas,
    pen: Pen,
    frame: PageFrame,
    pages: Sequence[Page],
    progress: Callable[[int], None],
) -> None:
    """Pages become the document, each with its header and footer. What the first header says is
    read where no cover says it."""
    has_cover = any(mark.key == COVER for mark in pages[0].marks)
    head = PAGINATION if has_cover else Element(Role.PARAGRAPH)
    if pen.tree is not None:
        canvas.addPageLabel(canvas.getPageNumber() - 1, "ARABIC", 1)
        pen.tree.begin(head)
    for number, page in enumerate(pages, 1):
        links = [(slab, top) for top, slab in page.placed if slab.link]
        if page.placed:
            _draw(pen, page)
        pen.new_page()
        pen.frame()
        frame.before(pen)
        pen.join(page.code, page.photos)
        page.code = ""
        pen.marking = page.marking
        pen.belong(head if number == 1 else PAGINATION)
        frame.said(pen, page.running)
        pen.frame()
        frame.after(pen, number, len(pages))
        pen.close()
        named = [
            (slab, _link(canvas, slab, top, _words(slab) if pen.tree is not None else ""))
            for slab, top in links
        ]
        _outline(canvas, page)
        canvas.showPage()
        if pen.tree is not None:
            pen.tree.add(page.marking)
            for slab, name in named:
                pen.tree.link(_element_of(slab), name)
        progress(number)


def _metadata(canvas: Canvas, content: Content, wording: Wording) -> None:
    """Nothing of a person and no clock: the office is the author, the day is the document's."""
    head = content.head
    identity = f"{head.reference} {head.revision} {head.content_hash}".encode(errors="replace")
    canvas._doc.signature = hashlib.md5(identity, usedforsecurity=False)
    canvas.setTitle(_safe(content.head.title))
    canvas.setAuthor(_safe(office_name(content, content.head.office_code, wording.language)))
    subject = f"{wording.say.text(content.head.spec.heading)} {content.head.reference}"
    keywords = []
    if is_practice(head.office_code):
        subject = f"{WORD} {subject}"
        keywords.append(KEYWORDS)
    if head.for_reading:
        keywords.append(FOR_READING)
    if keywords:
        canvas.setKeywords("; ".join(keywords))
    canvas.setSubject(_safe(subject))
    canvas.setCreator("RILO Desktop")
    canvas.setProducer("RILO Desktop")
    day = content.head.date.replace("-", "")
    canvas.setDateFormatter(lambda *_: f"D:{day}000000Z")


def _safe(text: str) -> str:
    return " ".join(text.split())


def _link(canvas: Canvas, slab: Slab, top: float, words: str) -> str:
    """Adds it to the page, with what is said of it; its name in the document."""
    box = (LEFT, PAGE_HEIGHT - top - slab.height, RIGHT, PAGE_HEIGHT - top)
    goal = canvas._bookmarkReference(slab.link)
    name = f"link-{canvas._annotationCount}"
    canvas._addAnnotation(Link(box, words, goal, Border="[0 0 0]"), name)
    return name


def _words(slab: Slab) -> str:
    return " ".join(line.text for _, _, line in slab.lines)


def _element_of(slab: Slab) -> Element:
    """The link that a slab is."""
    return next(link for one in slab.pieces if (link := around(one.element, Role.LINK)))


def _outline(canvas: Canvas, page: Page) -> None:
    for mark in page.marks:
        canvas.bookmarkPage(mark.key)
        title = " ".join(part for part in (mark.code, mark.title) if part)
        canvas.addOutlineEntry(_safe(title) or "–", mark.key, mark.level, closed=mark.level > 0)
