"""Every expression of the test forms says what libxml2 says of it, over empty and answered forms.

Ours is evaluated as the form has it, with `${name}`; theirs as pyxform writes it into the XForm,
with paths. XForms of ODK have paths only: a definition is made of them here. What only one of the
two can do is counted with its reason; `docs/xlsform.md` says how many.
"""

from __future__ import annotations

import contextlib
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from odk_by_libxml2 import BINDS, Evaluator, NotDone, XForm, read_xform, text, truth
from pyxform.xls2xform import convert

from rilo_desktop.exchange import child_form
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.form_lists import ListTable
from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.choice_rows import ChoiceNode
from rilo_desktop.questions.compiled_form import CompiledForm, Element, compile_form
from rilo_desktop.questions.definition import ANSWERED, Choice, Definition, Item, ItemType
from rilo_desktop.questions.evaluation import evaluate
from rilo_desktop.questions.expressions import Expression, parse
from rilo_desktop.questions.form_errors import DefinitionError, ExpressionError
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.functions import _day_text
from rilo_desktop.questions.scope import Scope
from rilo_desktop.questions.surroundings import is_made
from rilo_desktop.questions.values import to_text, to_truth

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "xlsform"
NOW = datetime(2026, 11, 27, 10, 30)
_ANSWERS = {
    ItemType.TEXT: ("yes", "AP", "17"),
    ItemType.INTEGER: ("3", "17", "0"),
    ItemType.DECIMAL: ("2.5", "0.125", "100"),
    ItemType.RANGE: ("1", "5", "3"),
    ItemType.DATE: ("2026-01-31", "1999-12-31", "2026-11-27"),
    ItemType.TIME: ("10:00", "23:59", "00:00"),
    ItemType.DATE_TIME: ("2026-01-31T10:00", "1999-12-31T23:59", "2026-11-27T00:00"),
    ItemType.ACKNOWLEDGE: ("OK", "OK", "OK"),
    ItemType.GEOPOINT: ("4.60971 -74.08175 0 0", "-33.9 151.2", "0 0 12.5 4"),
    ItemType.GEOTRACE: ("4.6 -74.1 0 0;5 -74 0 0", "1 1;2 2;3 3", "-1 0 0 0;1 0 0 0"),
    ItemType.GEOSHAPE: ("1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0", "0 0;0 1;1 1;0 0", "1 1;1 2;2 1;1 1;"),
    ItemType.BARCODE: ("4006381333931", "XX/2026/0001", "17"),
}
_DATES = re.compile(r"date|today|now\(|time", re.IGNORECASE)
"""ODK compares days as numbers, XPath 1.0 does not."""


_OF_TABLE = r"instance\('[^']*'\)/root/item"
_NO_TABLE = r"instance\('[^']*'\)/(?!root/item)"


@dataclass
class Tally:
    same: int = 0
    forms: int = 0
    ours_only: Counter[str] = field(default_factory=Counter)
    theirs_only: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    seen: set[tuple[str, str, str]] = field(default_factory=set)


def compare(tally: Tally, name: str, form: CompiledForm, xform: XForm) -> None:
    tally.forms += 1
    for turn in range(4):
        state = FormState(form, NOW)
        state.write_defaults()
        if turn:
            fill(state, turn - 1)
        tree = etree.Element(form.definition.root)
        places = {state.root: tree}
        _as_xml(state.root, tree, places)
        theirs = Evaluator(tree, xform.lists)
        for bind in xform.binds():
            element = form.by_path.get(_names(bind.get("nodeset", "")))
            for attribute, column in BINDS.items():
                if element is not None and bind.get(attribute) and column in element.expressions:
                    pair = (bind.get(attribute), element.expressions[column])
                    place = f"{name} {'/'.join(element.path)} {column}"
                    _compare_one(tally, place, state, element, pair, theirs, places)
        _compare_choices(tally, name, state, xform, theirs, places)
        _compare_itemsets(tally, name, state, xform, theirs, places)


def _compare_one(
    tally: Tally,
    place: str,
    state: FormState,
    element: Element,
    pair: tuple[str, Expression],
    theirs: Evaluator,
    places: dict[AnswerNode, Any],
) -> None:
    if re.search(_NO_TABLE, pair[0]):
        if (place, "theirs", "") not in tally.seen:
            tally.seen.add((place, "theirs", ""))
            tally.theirs_only["a list that is no table"] += 1
        return
    is_truth = not place.endswith(" calculation")
    for node in _nodes(state, element):
        try:
            value = theirs.value(pair[0], places[node])
        except NotDone as reason:
            if (place, "ours", "") not in tally.seen:
                tally.seen.add((place, "ours", ""))
                tally.ours_only[str(reason)] += 1
            continue
        own = evaluate(pair[1], Scope(state._paths, node, NOW))
        one, other = (to_truth(own), truth(value)) if is_truth else (to_text(own), text(value))
        if one == other:
            tally.same += 1
            tally.seen.add((place, "same", ""))
        elif _is_of_days(element, pair[0]) and (is_truth or one == _as_day(str(other))):
            tally.ours_only["days as numbers"] += 1
        else:
            tally.differences.append(f"{place} {node.path}: {pair[0]!r} {one!r} {other!r}")


def _is_of_days(element: Element, source: str) -> bool:
    return bool(_DATES.search(source)) or element.item.type in (ItemType.DATE, ItemType.DATE_TIME)


def _as_day(said: str) -> str:
    return _day_text(float(said)) if re.fullmatch(r"-?\d+", said) else said


def _compare_choices(
    tally: Tally,
    name: str,
    state: FormState,
    xform: XForm,
    theirs: Evaluator,
    places: dict[AnswerNode, Any],
) -> None:
    for ref, nodeset in xform.itemsets():
        element = state.form.by_path.get(_names(ref))
        if element is None or "choice_filter" not in element.expressions:
            continue
        for node in _nodes(state, element):
            try:
                found = theirs.value(nodeset.removeprefix("randomize(").rstrip(")"), places[node])
            except NotDone as reason:
                tally.ours_only[f"choices: {reason}"] += 1
                continue
            said = [each.findtext("name") for each in found]
            own = [choice.name for choice in state.choices(node)]
            if said == own:
                tally.same += 1
                tally.seen.add((f"{name} {ref} choices", "same", ""))
            else:
                tally.differences.append(f"{name} {node.path} choices: {nodeset} {own} {said}")


def _compare_itemsets(
    tally: Tally,
    name: str,
    state: FormState,
    xform: XForm,
    theirs: Evaluator,
    places: dict[AnswerNode, Any],
) -> None:
    """The path itself, as the XForm has it: which rows of a list it leads to, with all columns."""
    for ref, nodeset in xform.itemsets():
        element = state.form.by_path.get(_names(ref))
        if element is None or not re.match(_OF_TABLE, nodeset):
            continue
        for node in _nodes(state, element):
            found = theirs.value(nodeset, places[node])
            said = [{c.tag: c.text or "" for c in each} for each in found]
            rows = evaluate(parse(nodeset), Scope(state._paths, node, NOW))
            assert not isinstance(rows, str | float | bool)
            own = [row.columns for row in rows if isinstance(row, ChoiceNode)]
            differing = [
                (one, other)
                for one, other in zip_longest(own, said, fillvalue={})
                if not _is_row(one, other)
            ]
            if differing:
                tally.differences.append(f"{name} {node.path} choices: {nodeset} {differing[0]}")
            else:
                tally.same += 1
                tally.seen.add((f"{name} {ref} itemset", "same", ""))


def _is_row(own: Mapping[str, str], said: Mapping[str, str]) -> bool:
    """Columns that nothing uses are not in ours, and "name" is there the column of the value."""
    columns = {**said, "name": said.get("name", own.get("name", ""))}
    same = all(columns.get(key, "") == text for key, text in own.items() if key != "label")
    return bool(said) and own.get("name", "") in (*said.values(), "") and same


def _names(path: str) -> tuple[str, ...]:
    return tuple(path.strip("/").split("/")[1:])


def _nodes(state: FormState, element: Element) -> list[AnswerNode]:
    return [node for node in state.root.walk() if node.item is element.item and node.is_relevant]


def fill(state: FormState, turn: int) -> None:
    for _ in range(2):
        for node in [state.root, *state.root.walk()]:
            items = node.item.children if node.item is not None else state.definition.items
            for item in items:
                free = item.type is ItemType.REPEAT and not item.repeat_count
                if free and len(node.children[item.name]) <= turn:
                    state.add_instance(node, item.name)
        for node in list(state.root.questions()):
            if node.item is None or node.item.type not in ANSWERED or not node.is_relevant:
                continue
            if not state.says(node, "read_only"):
                state.answer_node(node, _answer(state, node, node.item, turn))


def _answer(state: FormState, node: AnswerNode, item: Item, turn: int) -> str:
    offered = [choice.name for choice in state.choices(node)]
    if item.type is ItemType.SELECT_ONE:
        return offered[turn % len(offered)] if offered else ""
    if item.type in (ItemType.SELECT_MULTIPLE, ItemType.RANK):
        return " ".join(offered[: turn + 1])
    return _ANSWERS.get(item.type, ("", "", ""))[turn]


def _as_xml(node: AnswerNode, element: Any, places: dict[AnswerNode, Any]) -> None:
    """What is not relevant is not there, as ODK says of expressions."""
    for nodes in node.children.values():
        for child in nodes:
            if child.is_relevant and child.item is not None and not is_made(child.item):
                places[child] = made = etree.SubElement(element, child.name)
                made.text = child.value
                _as_xml(child, made, places)


# Forms of pyxform, ours, and XForms of ODK.


def workbooks() -> Iterator[Path]:
    own = (ROOT / "resources" / "forms", ROOT / "tests" / "fixtures" / "forms")
    for folder in (FIXTURES / "pyxform", FIXTURES / "web-forms", *own):
        for path in sorted(folder.iterdir()):
            if path.suffix in (".xls", ".xlsx", ".csv", ".md"):
                yield path


NO_XFORM = frozenset({"gps.csv", "gps.xls"})
"""Their question has no label: pyxform reads it, and makes no XForm of it."""


def all_forms() -> Iterator[tuple[Path, CompiledForm]]:
    """Those that can be answered."""
    for path in workbooks():
        with contextlib.suppress(Unread):
            form = _read(path)[0]
            if path.name not in NO_XFORM:
                yield path, form


@cache
def _read(path: Path) -> tuple[CompiledForm, dict[str, ListTable]]:
    """With the lists of other files that it asks for, by their names, which are made up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        form, lists = child_form.read_with_lists(path.read_bytes())
    columns: dict[str, dict[str, None]] = {}
    for one in lists.wanted.values():
        named = (one.value, *(c for _, names in one.label for c in names), *dict(one.columns))
        columns.setdefault(one.file, {}).update(dict.fromkeys(filter(None, named)))
    tables = {file: made_up(names) for file, names in columns.items()}
    filled = {one.name: tables[one.file].choices(one) for one in lists.wanted.values()}
    choices = tuple((name, filled.get(name, held)) for name, held in form.choices)
    known = {file.rpartition(".")[0]: table for file, table in tables.items()}
    return compile_form(replace(form, choices=choices)), known


_VALUES = ("yes", "AP", "17", "3", "0", "2.5")
"""Answers of `fill` too."""


def made_up(columns: Iterable[str]) -> ListTable:
    """Each row has another value in each column."""
    names = tuple(columns)
    rows = [
        (n, {name: _VALUES[(n + at) % len(_VALUES)] for at, name in enumerate(names)})
        for n in range(len(_VALUES))
    ]
    return ListTable("made_up.csv", "", names, rows)


def _put(xform: XForm, tables: Mapping[str, ListTable]) -> None:
    """The rows of lists that an XForm names and does not have."""
    for name, table in tables.items():
        root = etree.SubElement(xform.lists[name], "root")
        for _, row in table.rows:
            item = etree.SubElement(root, "item")
            for column in table.columns:
                etree.SubElement(item, column).text = row.get(column, "")


def xform_of(path: Path) -> XForm:
    """As pyxform makes it of a workbook."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = convert(xlsform=path.read_bytes(), validate=False, file_type=path.suffix).xform
    xform = read_xform(made.encode())
    assert xform is not None
    _put(xform, _read(path)[1])
    return xform


def definition_of(xform: XForm) -> Definition:
    """Of an XForm: each node a question of text, a calculation, a group or a repeat."""
    binds = {bind.get("nodeset", ""): bind for bind in xform.binds()}
    repeats = xform.repeats()
    asked = {
        each.get("ref") or each.get("nodeset") for each in xform.root.iter() if each.get("ref")
    }

    def items(parent: Any, path: str) -> tuple[Item, ...]:
        found: dict[str, Item] = {}
        for child in parent:
            place = f"{path}/{child.tag}"
            bind = binds.get(place)
            given = {
                column: bind.get(attribute, "")
                for attribute, column in BINDS.items()
                if bind is not None and _parses(bind.get(attribute, ""))
            }
            if place in repeats:
                kind = ItemType.REPEAT
            elif len(child):
                kind = ItemType.GROUP
            else:
                kind = ItemType.TEXT if place in asked else ItemType.CALCULATE
            found.setdefault(
                child.tag, Item(kind, child.tag, children=items(child, place), **given)
            )
        return tuple(found.values())

    root = xform.instance.tag
    return Definition("odk", "", (), (), items(xform.instance, f"/{root}"), _lists(xform), root)


def _lists(xform: XForm) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    found = []
    for name, instance in xform.lists.items():
        rows = [{c.tag: c.text or "" for c in item} for item in instance.findall("root/item")]
        found.append((name, tuple(Choice("", (), tuple(row.items())) for row in rows)))
    return tuple(found)


_MADE_UP = ("name", "label", "first", "level", "data_set")


def _xform(path: Path) -> XForm | None:
    """Of ODK. Its lists are renamed back to `root`, and those of other files have made up rows."""
    source = re.sub(rb"(instance\('[^']*'\))/data/", rb"\1/root/", path.read_bytes())
    xform = read_xform(source)
    if xform is None:
        return None
    for instance in xform.lists.values():
        for root in instance.findall("data"):
            root.tag = "root"
    missing = [name for name, one in xform.lists.items() if one.get("src") and not len(one)]
    _put(xform, {name: made_up(_MADE_UP) for name in missing})
    return xform


def _parses(source: str) -> bool:
    try:
        parse(source)
    except ExpressionError:
        return False
    return bool(source)


def all_workbooks() -> Tally:
    tally = Tally()
    for path, form in all_forms():
        compare(tally, path.name, form, xform_of(path))
    return tally


def all_xforms() -> Tally:
    tally = Tally()
    for path in sorted((FIXTURES / "web-forms").glob("*.xml")):
        xform = _xform(path)
        if xform is None:
            continue
        for bind in xform.binds():
            for attribute in BINDS:
                if bind.get(attribute) and not _parses(bind.get(attribute)):
                    tally.theirs_only[_why(bind.get(attribute))] += 1
        try:
            form = compile_form(definition_of(xform))
        except DefinitionError as error:
            tally.theirs_only[f"form: {str(error).partition(': ')[2][:40]}"] += 1
            continue
        compare(tally, path.name, form, xform)
    return tally


def _why(source: str) -> str:
    try:
        parse(source)
    except ExpressionError as error:
        return str(error)
    raise AssertionError(source)


def documented(tally: Tally, what: str) -> str:
    """The row of docs/xlsform.md."""
    places = len({place for place, kind, _ in tally.seen if kind == "same"})
    ours, theirs = sum(tally.ours_only.values()), sum(tally.theirs_only.values())
    return f"| {what} | {tally.forms} | {places} | {tally.same} | {ours} | {theirs} |"


KNOWN_DIFFERENCES = (
    "or_other.xlsx fav_pastel choices",
    "javarosa-xform_parse_external-select-xml-dummy-nodes.xml",
)
"""A column that a choice does not have is empty text, as ODK Collect says; in XPath 1.0 nothing
equals what is not there.
"""


@pytest.mark.parametrize(
    ("what", "run"), [("workbooks", all_workbooks), ("XForms of ODK", all_xforms)]
)
def test_both_say_the_same(what: str, run: Callable[[], Tally]) -> None:
    tally = run()
    assert not [each for each in tally.differences if not each.startswith(KNOWN_DIFFERENCES)]
    row = documented(tally, what)
    assert row in (ROOT / "docs" / "xlsform.md").read_text("utf-8"), (
        row,
        tally.ours_only,
        tally.theirs_only,
    )
