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

from rilo_desktop.questions import coordinates
from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.definition import (
    ANSWERED,
    NUMBERS,
    PLACES,
    Definition,
    Item,
    ItemType,
    Texts,
    source_in,
)
from rilo_desktop.questions.expressions import TEMPLATE
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.markup import Run, Runs, filled, in_one_line, runs_of, words_of

from ..engine.document_builder import Flow
from ..engine.fonts import MEDIUM, SEMIBOLD
from ..engine.layout_blocks import Slab
from ..engine.printable_text import is_nameable, uncovered
from ..engine.structure import Role
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
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, MixedPart, Part, head_row, listed, row, table
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
LONGEST_LABEL = 300
MOST_UNCHOSEN = 40
"""Choices of a list; of a longer one those that nobody chose are not named beside the answers."""
MOST_REASONS = 12
"""Lines below a section that say which answers skipped its questions; with more, one says all."""
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
    answered_in: str = ""
    """Language of the answers."""

    @property
    def definition(self) -> Definition:
        return self.state.definition

    @cached_property
    def language_of_form(self) -> str:
        """That of the document where the form has it, else of the answers, else of the form."""
        return self.definition.language(self.language, self.answered_in)

    def source(self, texts: Texts) -> str:
        """In this language; where no font has its letters, in the first one that can be printed."""
        found = source_in(texts, self.language_of_form)
        if _has_letters(found):
            return found
        return next((text for _, text in texts if text and _has_letters(text)), found)

    def asked(self, texts: Texts) -> Runs:
        """Before anybody answers: dots stand for the answers that it names."""
        return filled(runs_of(self.source(texts)), lambda text: TEMPLATE.sub("…", text))

    def title(self, item: Item) -> str:
        """What it is called, in one line; "" where it has no label, as many groups."""
        return in_one_line(self.source(item.label))

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

    def label(self, node: AnswerNode) -> Runs:
        item = node.item
        assert item is not None
        said = self.state.formatted(node, runs_of(self.source(item.label)))
        return said or (Run(item.name),)

    def heading(self, item: Item) -> str:
        return self.title(item) or item.name

    def choice(self, item: Item, code: str, node: AnswerNode | None = None) -> str:
        """What a choice is called; `node`: of whose answers its label may name others."""
        found = self.definition.choice(item.choices, code)
        if found is None:
            return code
        words = self.source(found.label)
        return in_one_line(self.state.source(node, words) if node else words) or code

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


def _has_letters(text: str) -> bool:
    """Has a font each letter of a text? Other signs are drawn as their names."""
    return all(map(is_nameable, uncovered(text)))


def printed(runs: Runs, style: Style) -> str | tuple[tuple[str, str], ...]:
    """As a cell takes it. There are no italics in the typeface: they are a middle weight."""
    if not any(run.bold or run.italic for run in runs):
        return words_of(runs)
    usual = style.weight
    return tuple(
        (text, SEMIBOLD if bold else MEDIUM if italic and usual != SEMIBOLD else usual)
        for text, bold, italic, _ in runs
    )


def printed_label(flow: Flow, number: str, runs: Runs, style: Style) -> MixedPart:
    """A longer one goes to a paragraph below, without its formatting."""
    words = words_of(runs)
    said = flow.fitting(number, words, LONGEST_LABEL)
    return (printed(runs, style) if said == words else said), style


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
        parts = list(_given(flow, paper, node, item))
    if remark:
        parts.append((remark, NOTE))
    if paper.state.is_anonymous(names_of(node)):
        parts.append((say.text("to be counted, without the name of the office"), NOTE))
    return parts


def _given(flow: Flow, paper: FormPaper, node: AnswerNode, item: Item) -> Iterator[Part]:
    say, value = flow.say, node.text
    match item.type:
        case ItemType.SELECT_MULTIPLE:
            chosen = value.split()
            yield from ((f"– {paper.choice(item, code, node)}", LIST_KEY) for code in chosen)
            every = paper.definition.named_choices(item)
            rest = [paper.choice(item, one.name, node) for one in every if one.name not in chosen]
            if rest and len(every) <= MOST_UNCHOSEN:
                words = flow.wording.joined(rest)
                yield say.text("Not chosen: {words}", words=words), NOTE
        case ItemType.RANK:
            for place, code in enumerate(value.split(), 1):
                yield f"{place}. {paper.choice(item, code, node)}", LIST_KEY
        case ItemType.RANGE:
            yield answer_text(flow, paper, item, value, node), LIST_KEY
            if item.start and item.end:
                yield say.text("from {start} to {end}", start=item.start, end=item.end), NOTE
        case ItemType.IMAGE:
            shown = paper.pictures.get(value)
            yield (said_of(flow, shown), LIST_KEY) if shown else (say.text("no picture"), LIST_GREY)
        case ItemType.TEXT if len(value) > LONG:
            yield value, BODY_TEXT
        case _:
            yield answer_text(flow, paper, item, value, node), LIST_KEY


def answer_text(
    flow: Flow,
    paper: FormPaper,
    item: Item,
    value: str,
    node: AnswerNode | None = None,
    *,
    is_short: bool = False,
) -> str:
    """An answer in one line; `is_short`: for a narrow column."""
    if item.type in (ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK):
        codes = [value] if item.type is ItemType.SELECT_ONE else value.split()
        return flow.wording.joined(paper.choice(item, code, node) for code in codes)
    if item.type is ItemType.ACKNOWLEDGE:
        return flow.say.text("confirmed")
    if item.type is ItemType.IMAGE:
        shown = paper.pictures.get(value)
        return said_of(flow, shown) if shown else flow.say.text("no picture")
    if item.type in (ItemType.DATE, ItemType.DATE_TIME):
        day, _, clock = value.partition("T")
        said = flow.wording.formats.partial(day, short=is_short)
        return f"{said} {clock[:CLOCK]}" if clock else said
    if item.type is ItemType.TIME:
        return value[:CLOCK]
    if item.type in PLACES:
        return coordinates.said(value)
    if item.type in NUMBERS:
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        is_small = abs(number) < UNGROUPED and number == number.to_integral_value()
        return str(int(number)) if is_small else flow.wording.formats.number(number)
    return value


def print_answers(flow: Flow, paper: FormPaper) -> None:
    """All sections of the form, each with what it skipped; those that were skipped whole at the
    end."""
    skipped = paper.skipped()
    waiting: list[AnswerNode] = []
    passed: dict[int, set[int]] = {}
    titles = 0

    def section(nodes: Sequence[AnswerNode], title: str) -> bool:
        fallen = {one: skipped[one] for one in _own_numbers(paper, nodes) if one in skipped}
        if _section(flow, paper, nodes, fallen, title):
            return True
        passed.update(fallen)
        return False

    for node in _opened(paper, paper.state.root):
        if node.item is None or node.item.type is not ItemType.GROUP:
            waiting.append(node)
            continue
        titles += section(waiting, _unnamed(flow, titles))
        waiting = []
        titles += section([*_opened(paper, node)], paper.title(node.item))
    section(waiting, _unnamed(flow, titles))
    _say_skipped(flow, passed)


def _unnamed(flow: Flow, titles: int) -> str:
    return flow.say.text("Further questions") if titles else flow.say.text("Questions")


def _opened(paper: FormPaper, above: AnswerNode) -> Iterator[AnswerNode]:
    """What lies in it, with what lies in groups that have no label in their place."""
    for nodes in above.children.values():
        for node in nodes:
            item = node.item
            if item is not None and item.type is ItemType.GROUP and not paper.title(item):
                yield from _opened(paper, node)
            else:
                yield node


def _section(
    flow: Flow,
    paper: FormPaper,
    nodes: Sequence[AnswerNode],
    fallen: Mapping[int, set[int]],
    title: str,
) -> bool:
    """Is there anything to print?"""
    blocks = list(_blocks(flow, paper, nodes))
    if not blocks:
        return False
    head = head_row(SECTION_HEAD, [Cell(), Cell([(title, SHORT_TITLE)], is_heading=True)])
    head.rules = head.rules[1:]
    flow.add([head, *listed([slab for block in blocks for slab in block])], 12.0)
    flow.moved()
    _say_skipped(flow, fallen)
    flow.hand_on()
    return True


def _say_skipped(flow: Flow, fallen: Mapping[int, set[int]]) -> None:
    by_reason = _grouped(fallen)
    if len(by_reason) > MOST_REASONS:
        text = flow.say.text(
            "Not asked after other answers: questions {numbers}.",
            numbers=numbers_text(list(fallen)),
        )
        flow.source("", text)
        return
    for numbers, reasons in by_reason:
        flow.source("", _why(flow, numbers, reasons))


def _own_numbers(paper: FormPaper, nodes: Sequence[AnswerNode]) -> list[int]:
    above = {names_of(node) for node in nodes}
    return [
        number
        for path, number in paper.numbers.items()
        if any(path[:length] in above for length in range(1, len(path) + 1))
    ]


def _grouped(fallen: Mapping[int, set[int]]) -> list[tuple[list[int], tuple[int, ...]]]:
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
            blocks = list(_blocks(flow, paper, list(_opened(paper, node))))
            if blocks and paper.title(item):
                label = printed(paper.label(node), LIST_KEY)
                titled = Cell([(label, LIST_KEY)], is_heading=True)
                yield heading_row(QUESTION, [Cell(), titled, Cell()])
            yield from blocks
        elif item.type in ANSWERED:
            yield _question(flow, paper, node)
        elif item.type is ItemType.CALCULATE and item.label and node.text:
            said = answer_text(flow, paper, item, node.text)
            label = printed(paper.label(node), LIST_GREY)
            cells = [Cell(), Cell([(label, LIST_GREY)]), Cell([(said, LIST_TEXT)])]
            yield row(QUESTION, cells, of=Role.LABEL)


def _question(flow: Flow, paper: FormPaper, node: AnswerNode) -> list[Slab]:
    number = f"{paper.number(node)}."
    slabs = row(
        QUESTION,
        [
            Cell([(number, LIST_GREY)]),
            Cell([printed_label(flow, number, paper.label(node), LIST_GREY)]),
            Cell(answer_parts(flow, paper, node)),
        ],
        of=Role.LABEL,
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
        title = paper.title(item)
        head = f"{title} {number}" if title else flow.say.text("Line {number}", number=number)
        yield heading_row(SECTION_HEAD, [Cell(), Cell([(head, LIST_KEY)], is_heading=True)])
        yield from _blocks(flow, paper, list(_opened(paper, line)))


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
    name = paper.title(item)
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
            remark = paper.remarks.get(node.path, "")
            parts = [_in_cell(flow, paper, one, node), *([(remark, NOTE)] if remark else [])]
            cells.append(Cell(parts))
            shown += [paper.pictures[node.text]] if _has_picture(paper, node) else []
        slabs = row((*before, *columns), cells, left=left)
        body.append(with_pictures(flow, slabs, shown, Column(left, RIGHT)))
    made = table(head, body)
    if is_wide and name:  # the heads of the columns stand on each page, the name of the repeat once
        return [
            *heading_row((Column(LEFT, RIGHT),), [Cell([(name, LIST_KEY)], is_heading=True)]),
            *made,
        ]
    return made


def heading_row(columns: Sequence[Column], cells: Sequence[Cell]) -> list[Slab]:
    """A row that names what follows stands on the same page."""
    slabs = row(columns, cells, of=Role.PARAGRAPH)
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
