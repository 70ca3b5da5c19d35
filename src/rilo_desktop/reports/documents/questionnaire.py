"""A questionnaire on paper: what is asked, of whom and until when, with room for no answer."""

from __future__ import annotations

from datetime import datetime

from rilo_desktop.language import NC_
from rilo_desktop.questions.compiled_form import ALWAYS
from rilo_desktop.questions.definition import ANSWERED, Item, ItemType
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.markup import Run
from rilo_desktop.records import Questionnaire
from rilo_desktop.records.answered_form import compiled

from ..engine.document_builder import Fact, Flow
from ..engine.labels import Value
from ..engine.layout_blocks import Slab
from ..engine.structure import Role
from ..engine.styles import LIST_GREY, LIST_KEY, LIST_TEXT, NOTE, SHORT_TITLE
from ..engine.table_layout import Cell, MixedPart, Part, head_row, listed, row
from .content import Content
from .drawing import Drawing, Progress, silent
from .form_answers import QUESTION, SECTION_HEAD, FormPaper, heading_row, printed, printed_label
from .one_page import check
from .page_head import page_head


def _form(content: Content) -> tuple[Questionnaire, FormPaper]:
    (form,) = content.made_of(Questionnaire)
    day = datetime.fromisoformat(content.head.date)
    state = FormState(compiled(form.definition or ""), day)
    return form, FormPaper(state, content.head.language)


def _head(flow: Flow, content: Content, _progress: Progress) -> None:
    form, paper = _form(content)
    say, wording = flow.say, flow.wording
    version = say.text("version {version}", version=form.form_version) if form.form_version else ""
    due = wording.partial(form.due)
    facts = [
        Fact(say.text("Questions"), Value(str(len(paper.numbers)))),
        Fact(say.text("Asked by"), wording.text(form.asked_by)),
        Fact(say.text("Answers wanted by"), due, (form.due_source or "",)),
        Fact(say.text("Period asked about"), wording.partial(form.period)),
    ]
    page_head(flow, content, (version,), facts)


def _questions(flow: Flow, content: Content, progress: Progress) -> None:
    _, paper = _form(content)
    first = len(flow.slabs)
    for path, item in paper.definition.walk():
        label = paper.title(item)
        if item.type is ItemType.NOTE and label:
            note = printed(paper.asked(item.label), NOTE)
            cells = [Cell(), Cell([(note, NOTE)])]
            flow.add(row(SECTION_HEAD, cells, rule=None, of=Role.PARAGRAPH))
        elif item.type is ItemType.GROUP and len(path) == 1 and label:
            title: list[Part] = [(label, SHORT_TITLE), *_when(flow, item)]
            head = head_row(SECTION_HEAD, [Cell(), Cell(title, is_heading=True)])
            head.rules = head.rules[1:]
            flow.add([head], 12.0)
        elif item.type is ItemType.REPEAT or (item.type is ItemType.GROUP and label):
            words = (
                f"{label or flow.say.text('Lines')} +" if item.type is ItemType.REPEAT else label
            )
            title = [(words, LIST_KEY), *_when(flow, item)]
            flow.add(heading_row(SECTION_HEAD, [Cell(), Cell(title, is_heading=True)]))
        elif item.type in ANSWERED:
            flow.add(_question(flow, paper, path, item))
    listed(flow.slabs[first:])
    flow.moved()
    flow.hand_on()
    progress(1)


def _question(flow: Flow, paper: FormPaper, path: tuple[str, ...], item: Item) -> list[Slab]:
    number = f"{paper.numbers[path]}."
    label = paper.asked(item.label) or (Run(item.name),)
    asked: list[MixedPart] = [printed_label(flow, number, label, LIST_TEXT)]
    if hint := paper.asked(item.hint):
        asked.append(printed_label(flow, number, hint, NOTE))
    how = [*_how(flow, paper, item), *_when(flow, item)]
    hidden = paper.state.form.by_path[path].anonymous
    if hidden:
        always = flow.say.text(
            "counted in the consolidated answers, without the name of the office"
        )
        often = flow.say.text("after certain answers counted without the name of the office")
        how.append((always if ALWAYS in hidden else often, NOTE))
    cells = [Cell([(number, LIST_GREY)]), Cell(asked), Cell(how)]
    return row(QUESTION, cells, of=Role.LABEL)


def _when(flow: Flow, item: Item) -> list[Part]:
    return [(flow.say.text("asked after certain answers only"), NOTE)] if item.relevant else []


def _how(flow: Flow, paper: FormPaper, item: Item) -> list[Part]:
    """How it is answered: its choices, or what kind of answer is wanted."""
    say = flow.say
    choices = paper.definition.lists.get(item.choices, ())
    if choices:
        named = paper.definition.named_choices(item)
        words = flow.wording.joined(paper.choice(item, one.name) for one in named)
        if not named:
            count = flow.wording.formats.number(len(choices))
            words = say.text("one of the {count} choices of a list", count=count)
        parts: list[Part] = [(flow.fitting(item.name, words), LIST_TEXT)]
        if item.type is ItemType.SELECT_MULTIPLE:
            parts.append((say.text("several may be chosen"), NOTE))
        elif item.type is ItemType.RANK:
            parts.append((say.text("in order"), NOTE))
        return parts
    if item.choices_of:
        number = paper.numbers.get(paper.state.form.named(item.choices_of).path, "")
        return [(say.text("from the answers to question {number}", number=number), LIST_GREY)]
    if item.type is ItemType.RANGE:
        return [(say.text("from {start} to {end}", start=item.start, end=item.end), LIST_GREY)]
    kinds = {
        ItemType.TEXT: say.text(NC_("a question", "in words")),
        ItemType.INTEGER: say.text("a whole number"),
        ItemType.DECIMAL: say.text("a number"),
        ItemType.DATE: say.text("a day"),
        ItemType.TIME: say.text("a time"),
        ItemType.DATE_TIME: say.text("a day with a time"),
        ItemType.ACKNOWLEDGE: say.text("to be confirmed"),
        ItemType.IMAGE: say.text("a picture"),
        ItemType.GEOPOINT: say.text("a place: latitude and longitude"),
        ItemType.GEOTRACE: say.text("a line: two places or more"),
        ItemType.GEOSHAPE: say.text("an area: three corners or more"),
        ItemType.BARCODE: say.text("a code"),
    }
    return [(kinds.get(item.type, ""), LIST_GREY)]


def _sheet(flow: Flow, content: Content) -> None:
    """Of a record without a form there is a head alone."""
    (form,) = content.made_of(Questionnaire)
    if not form.definition:
        page_head(flow, content, (), ())
        return
    _head(flow, content, silent)
    _questions(flow, content, silent)


DRAWING = Drawing(
    parts={"head": _head, "questions": _questions, "check": check}, cover=None, sheet=_sheet
)
