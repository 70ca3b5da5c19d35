"""The answers to a form as rows: number and question in grey, the answer beside it.

Questions are numbered in the order of the form, whether they were asked or not. What the form
skipped is not printed: its numbers stand below the section, with the answer that skipped them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property

from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.definition import (
    ANSWERED,
    NUMBERS,
    Definition,
    Item,
    ItemType,
    language_code,
    text_in,
)
from rilo_desktop.questions.form_state import FormState

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from ..engine.styles import (
    BODY_TEXT,
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    NOTE,
    NUMBER,
    RIGHT,
    SHORT_TITLE,
    TEXT,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from .answer_pictures import PrintedPicture, said_of, with_pictures

QUESTION = (
    Column(LEFT, NUMBER, end=True),
    Column(TEXT, GRID[1].right),
    Column(GRID[2].x, RIGHT),
)
SECTION_HEAD = (GRID[0], Column(TEXT, RIGHT))
LONG = 120
"""Characters of an answer from which on it is set as running text."""
NARROW, MOST_COLUMNS = 5, 8
"""Questions of a repeat that stand side by side in the column of text, and over the full width;
with more each line of it is a block."""
CLOCK = len("14:30")
UNGROUPED = 10_000
"""Smaller numbers have no sign between thousands: one of them may be a year."""
_NAMED = re.compile(r"\$\{\s*([^}#]+?)\s*\}")


@dataclass
class FormPaper:
    """A form with its answers, in the language of a document."""

    state: FormState
    language: str
    remarks: Mapping[str, str] = field(default_factory=dict)
    """{path: what the office says beside its answer}."""
    pictures: Mapping[str, PrintedPicture] = field(default_factory=dict)
    """{name of its file: a picture of these answers}."""

    @property
    def definition(self) -> Definition:
        return self.state.definition

    @cached_property
    def language_of_form(self) -> str:
        """That of the document where the form has it, else the first one of the form."""
        codes = [language_code(one) for one in self.definition.languages]
        return self.language if self.language in codes or not codes else codes[0]

    @cached_property
    def numbers(self) -> Mapping[tuple[str, ...], int]:
        """{names that lead to a question: its number}."""
        asked = (path for path, item in self.definition.walk() if item.type in ANSWERED)
        return {path: number for number, path in enumerate(asked, 1)}

    @cached_property
    def number_of_name(self) -> Mapping[str, int]:
        return {path[-1]: number for path, number in self.numbers.items()}

    def number(self, node: AnswerNode) -> int:
        return self.numbers.get(names_of(node), 0)

    def label(self, node: AnswerNode) -> str:
        item = node.item
        if item is None:
            return ""
        said = self.state.wording(node, text_in(item.label, self.language_of_form))
        return said or item.name

    def heading(self, item: Item) -> str:
        return text_in(item.label, self.language_of_form) or item.name

    def choice(self, item: Item, code: str) -> str:
        for choice in self.definition.lists.get(item.choices, ()):
            if choice.name == code:
                return text_in(choice.label, self.language_of_form) or code
        return code

    @cached_property
    def questions(self) -> Sequence[AnswerNode]:
        nodes = self.state.root.questions()
        return [node for node in nodes if node.item is not None and node.item.type in ANSWERED]

    def skipped(self) -> Mapping[int, set[int]]:
        """{number of a question that was not asked: numbers of those whose answers skipped it}.

        What lies in a repeat without lines is not asked either; nothing skipped it.
        """
        found: dict[int, set[int]] = {}
        asked = {names_of(node) for node in self.questions if node.is_relevant}
        for path, number in self.numbers.items():
            if path not in asked:
                found[number] = {one for one in self._reasons(path) if one != number}
        return found

    def _reasons(self, path: tuple[str, ...]) -> Iterator[int]:
        for names, item in self.definition.walk():
            if names == path[: len(names)]:
                for name in _NAMED.findall(f"{item.relevant} {item.repeat_count}"):
                    if name in self.number_of_name:
                        yield self.number_of_name[name]


def names_of(node: AnswerNode) -> tuple[str, ...]:
    names: list[str] = []
    above: AnswerNode | None = node
    while above is not None and above.item is not None:
        names.append(above.item.name)
        above = above.parent
    return tuple(reversed(names))


def answer_parts(flow: Flow, paper: FormPaper, node: AnswerNode) -> list[Part]:
    """What stands in the column of the answer."""
    item = node.item
    assert item is not None
    say, remark = flow.say, paper.remarks.get(node.path, "")
    if node.not_known:
        parts: list[Part] = [(say.text("not known"), LIST_GREY)]
    elif not node.text:
        parts = [(say.text("not answered"), LIST_GREY)]
    else:
        parts = list(_given(flow, paper, item, node.text))
    if remark:
        parts.append((remark, NOTE))
    if paper.state.is_anonymous(names_of(node)):
        parts.append((say.text("to be counted, without the name of the office"), NOTE))
    return parts


def _given(flow: Flow, paper: FormPaper, item: Item, value: str) -> Iterator[Part]:
    say = flow.say
    match item.type:
        case ItemType.SELECT_MULTIPLE:
            chosen = value.split()
            yield from ((f"– {paper.choice(item, code)}", LIST_KEY) for code in chosen)
            every = paper.definition.named_choices(item)
            rest = [paper.choice(item, one.name) for one in every if one.name not in chosen]
            if rest:
                words = flow.wording.joined(rest)
                yield say.text("Not chosen: {words}", words=words), NOTE
        case ItemType.RANK:
            for place, code in enumerate(value.split(), 1):
                yield f"{place}. {paper.choice(item, code)}", LIST_KEY
        case ItemType.RANGE:
            yield answer_text(flow, paper, item, value), LIST_KEY
            if item.start and item.end:
                yield say.text("from {start} to {end}", start=item.start, end=item.end), NOTE
        case ItemType.IMAGE:
            shown = paper.pictures.get(value)
            yield (said_of(flow, shown), LIST_KEY) if shown else (say.text("no picture"), LIST_GREY)
        case ItemType.TEXT if len(value) > LONG:
            yield value, BODY_TEXT
        case _:
            yield answer_text(flow, paper, item, value), LIST_KEY


def answer_text(
    flow: Flow, paper: FormPaper, item: Item, value: str, *, is_short: bool = False
) -> str:
    """An answer in one line; `is_short`: for a narrow column."""
    if item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK):
        codes = [value] if item.type is ItemType.SELECT_ONE else value.split()
        return flow.wording.joined(paper.choice(item, code) for code in codes)
    if item.type is ItemType.ACKNOWLEDGE:
        return flow.say.text("confirmed")
    if item.type is ItemType.IMAGE:
        shown = paper.pictures.get(value)
        return said_of(flow, shown) if shown else flow.say.text("no picture")
    if item.type in (ItemType.DATE, ItemType.DATE_TIME):
        day, _, clock = value.partition("T")
        said = flow.wording.formats.partial(day, short=is_short)
        return f"{said} {clock[:CLOCK]}" if clock else said
    if item.type in NUMBERS:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        is_small = abs(number) < UNGROUPED and number == number.to_integral_value()
        return str(int(number)) if is_small else flow.wording.formats.number(number)
    return value


def print_answers(flow: Flow, paper: FormPaper) -> None:
    """All sections of the form, each with what it skipped."""
    skipped = paper.skipped()
    waiting: list[AnswerNode] = []
    for nodes in paper.state.root.children.values():
        for node in nodes:
            if node.item is None or node.item.type is not ItemType.GROUP:
                waiting.append(node)
                continue
            _section(flow, paper, waiting, skipped, "")
            waiting = []
            inside = [one for found in node.children.values() for one in found]
            _section(flow, paper, inside, skipped, paper.heading(node.item), node)
    _section(flow, paper, waiting, skipped, "")


def _section(
    flow: Flow,
    paper: FormPaper,
    nodes: Sequence[AnswerNode],
    skipped: Mapping[int, set[int]],
    title: str,
    group: AnswerNode | None = None,
) -> None:
    blocks = list(_blocks(flow, paper, nodes))
    above = names_of(group) if group is not None else ()
    own = _own_numbers(paper, above, nodes)
    fallen = {number: skipped[number] for number in own if number in skipped}
    if not blocks and not fallen:
        return
    name = title or flow.say.text("Further questions")
    head = head_row(SECTION_HEAD, [Cell(), Cell([(name, SHORT_TITLE)], is_heading=True)])
    head.rules = head.rules[1:]
    flow.add([head, *(slab for block in blocks for slab in block)], 12.0)
    flow.moved()
    for numbers, reasons in _grouped(fallen):
        flow.source("", _why(flow, numbers, reasons))
    flow.hand_on()


def _own_numbers(
    paper: FormPaper, above: tuple[str, ...], nodes: Sequence[AnswerNode]
) -> list[int]:
    if above:
        return [n for path, n in paper.numbers.items() if path[: len(above)] == above]
    names = {node.name for node in nodes}
    return [n for path, n in paper.numbers.items() if path[0] in names]


def _grouped(fallen: Mapping[int, set[int]]) -> Iterable[tuple[list[int], tuple[int, ...]]]:
    by_reason: dict[tuple[int, ...], list[int]] = {}
    for number, reasons in fallen.items():
        by_reason.setdefault(tuple(sorted(reasons)), []).append(number)
    return [(numbers, reasons) for reasons, numbers in by_reason.items()]


def _why(flow: Flow, numbers: Sequence[int], reasons: Sequence[int]) -> str:
    say, said = flow.say, numbers_text(numbers)
    if not reasons:
        return say.plural("Not asked: question {numbers}.", "Not asked: questions {numbers}.",
                          len(numbers), numbers=said)  # fmt: skip
    return say.plural(
        "Not asked after the answer to {reasons}: question {numbers}.",
        "Not asked after the answer to {reasons}: questions {numbers}.",
        len(numbers),
        numbers=said,
        reasons=numbers_text(reasons),
    )


def numbers_text(numbers: Sequence[int]) -> str:
    """ "4, 7–9"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(
        str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}–{b}" for a, b in spans
    )


def _blocks(flow: Flow, paper: FormPaper, nodes: Iterable[AnswerNode]) -> Iterator[list[Slab]]:
    """Rows of questions, tables of repeats, in the order of the form."""
    done: set[int] = set()
    for node in nodes:
        item = node.item
        if item is None or not node.is_relevant or id(node) in done:
            continue
        if item.type is ItemType.REPEAT:
            assert node.parent is not None
            lines = [one for one in node.parent.children[item.name] if one.is_relevant]
            done |= {id(one) for one in node.parent.children[item.name]}
            yield from _repeat(flow, paper, item, lines)
        elif item.type is ItemType.GROUP:
            inside = [one for found in node.children.values() for one in found]
            blocks = list(_blocks(flow, paper, inside))
            if blocks:
                yield _named(QUESTION, [Cell(), Cell([(paper.label(node), LIST_KEY)]), Cell()])
                yield from blocks
        elif item.type in ANSWERED:
            yield _question(flow, paper, node)
        elif item.type is ItemType.CALCULATE and item.label and node.text:
            said = answer_text(flow, paper, item, node.text)
            cells = [Cell(), Cell([(paper.label(node), LIST_GREY)]), Cell([(said, LIST_TEXT)])]
            yield row(QUESTION, cells)


def _question(flow: Flow, paper: FormPaper, node: AnswerNode) -> list[Slab]:
    number = f"{paper.number(node)}."
    label = flow.fitting(number, paper.label(node), 300)
    slabs = row(
        QUESTION,
        [
            Cell([(number, LIST_GREY)]),
            Cell([(label, LIST_GREY)]),
            Cell(answer_parts(flow, paper, node)),
        ],
    )
    shown = [paper.pictures[node.text]] if _has_picture(paper, node) else []
    return with_pictures(flow, slabs, shown, QUESTION[-1])


def _has_picture(paper: FormPaper, node: AnswerNode) -> bool:
    is_image = node.item is not None and node.item.type is ItemType.IMAGE
    return is_image and node.text in paper.pictures


def _repeat(
    flow: Flow, paper: FormPaper, item: Item, lines: Sequence[AnswerNode]
) -> Iterator[list[Slab]]:
    asked = [child for child in item.children if child.type in ANSWERED]
    is_plain = all(child.type not in (ItemType.GROUP, ItemType.REPEAT) for child in item.children)
    if is_plain and len(asked) <= MOST_COLUMNS:
        yield _table(flow, paper, item, asked, lines)
        return
    for number, line in enumerate(lines, 1):
        head = f"{paper.heading(item)} {number}"
        yield _named(SECTION_HEAD, [Cell(), Cell([(head, LIST_KEY)], is_heading=True)])
        inside = [one for found in line.children.values() for one in found]
        yield from _blocks(flow, paper, inside)


def _table(
    flow: Flow,
    paper: FormPaper,
    item: Item,
    asked: Sequence[Item],
    lines: Sequence[AnswerNode],
) -> list[Slab]:
    """Under the number of its first question; a column for each."""
    is_wide = len(asked) > NARROW
    left = LEFT if is_wide else TEXT
    width = (RIGHT - left) / max(len(asked), 1)
    columns = [
        Column(
            left + at * width,
            left + (at + 1) * width - (6.0 if at + 1 < len(asked) else 0.0),
            end=one.type in NUMBERS,
        )
        for at, one in enumerate(asked)
    ]
    first = names_of(lines[0]) if lines else ()
    numbers = [paper.numbers.get((*first, one.name), 0) for one in asked]
    name = paper.heading(item)
    heads = [f"{number}. {paper.heading(one)}" for number, one in zip(numbers, asked, strict=True)]
    titled = Cell([(name, LIST_GREY)])
    before = [] if is_wide else [GRID[0]]
    head = head_row(
        (*before, *columns),
        [*([titled] if before else []), *(Cell([(text, HEAD)]) for text in heads)],
    )
    body = []
    for line in lines:
        cells = [Cell() for _ in before]
        shown = []
        for one in asked:
            (node,) = line.children[one.name]
            cells.append(Cell([_in_cell(flow, paper, one, node)]))
            shown += [paper.pictures[node.text]] if _has_picture(paper, node) else []
        slabs = row((*before, *columns), cells, left=left)
        body.append(with_pictures(flow, slabs, shown, Column(left, RIGHT)))
    made = table(head, body)
    if is_wide:  # the heads of the columns stand on each page, the name of the repeat once
        return [*_named((Column(LEFT, RIGHT),), [Cell([(name, LIST_KEY)], is_heading=True)]), *made]
    return made


def _named(columns: Sequence[Column], cells: Sequence[Cell]) -> list[Slab]:
    """A row that names what follows stands on the same page."""
    slabs = row(columns, cells)
    for slab in slabs:
        slab.glue = True
    return slabs


def _in_cell(flow: Flow, paper: FormPaper, item: Item, node: AnswerNode) -> Part:
    if not node.is_relevant:
        return "–", LIST_GREY
    if node.not_known:
        return flow.say.text("not known"), LIST_GREY
    if not node.text:
        return flow.say.text("not answered"), LIST_GREY
    said = answer_text(flow, paper, item, node.text, is_short=True)
    return flow.fitting(paper.heading(item), said, 200), LIST_TEXT
