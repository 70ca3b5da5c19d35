"""Which lists a form takes from other files, found in the child while its rows are read.

A question names them (`select_one_from_file x.csv`, the appearance `search('x')`), a row of the
type csv-external or xml-external, or an expression (`pulldata('x', ...)`). What the form uses of a
list, its columns, is found in its expressions: nothing else of the file becomes part of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from rilo_desktop.questions.choice_rows import rows_of
from rilo_desktop.questions.compiled_form import EXPRESSIONS
from rilo_desktop.questions.definition import Choice, Item
from rilo_desktop.questions.expressions import (
    LIST_FUNCTIONS,
    Call,
    Context,
    Expression,
    Filter,
    Literal,
    Negation,
    Operation,
    Step,
    parse,
)
from rilo_desktop.questions.form_errors import DefinitionError, ExpressionError

from .wanted_list import FORMATS, WantedList

_SEARCH: Final = re.compile(r"\bsearch\((.*)\)")
_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_UPPER: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TESTS: Final = {
    "contains": "contains({0}, {1})",
    "startswith": "starts-with({0}, {1})",
    "endswith": "ends-with({0}, {1})",
}


@dataclass(frozen=True, slots=True)
class Search:
    """The appearance `search(...)`, of which the rest of the appearance is left."""

    file: str
    filter: str
    appearance: str


def search_of(appearance: str, row: int, name: str) -> Search | None:
    """Raises DefinitionError for what ODK Collect does not take either."""
    found = _SEARCH.search(appearance)
    if found is None:
        return None
    arguments = _arguments(found[1])
    if len(arguments) not in (1, 4, 6):
        raise DefinitionError("arguments", name="search").at(row, name, "appearance")
    tests = []
    if len(arguments) > 1:
        kind, columns = _literal(arguments[1], row, name), _literal(arguments[2], row, name)
        tests.append(_test(kind.lower(), _divided(columns), arguments[3]))
    if len(arguments) == 6:
        tests.append(f"{_literal(arguments[4], row, name)} = {arguments[5]}")
    rest = " ".join(f"{appearance[: found.start()]} {appearance[found.end() :]}".split())
    named = _literal(arguments[0], row, name).removesuffix(".csv")
    return Search(f"{named}.csv", " and ".join(filter(None, tests)), rest)


def _arguments(text: str) -> list[str]:
    """Divided by the commas that stand in no quotation marks or brackets."""
    parts, quote, depth = [""], "", 0
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign in "([") - (sign in ")]")
        if sign == "," and not quote and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _test(kind: str, columns: Sequence[str], text: str) -> str:
    """As ODK Collect searches: `contains` where nothing else is said, any case of A to Z."""
    if not columns:
        return ""
    if kind == "matches":
        tests = [f"{column} = {text}" for column in columns]
    else:
        form = _TESTS.get(kind, _TESTS["contains"])
        tests = [form.format(_lower(column), _lower(text)) for column in columns]
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def _lower(expression: str) -> str:
    return f"translate({expression}, '{_UPPER}', '{_UPPER.lower()}')"


def _literal(argument: str, row: int, name: str) -> str:
    if argument[:1] not in ("'", '"') or argument[-1:] != argument[:1]:
        raise DefinitionError("list_text", name="search").at(row, name, "appearance")
    return argument[1:-1].strip()


def _divided(columns: str) -> list[str]:
    """ "name, code", or "name code"."""
    return columns.replace(",", " ").split()


def file_named(itemset: str) -> str:
    """The file that a list of choices is in; "" of one of the workbook."""
    return itemset if itemset.endswith(FORMATS) else ""


@dataclass
class FormLists:
    """What the rows of one form ask for."""

    wanted: dict[str, WantedList] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """By the name in `instance()`: every file that the form names."""
    searched: set[str] = field(default_factory=set)
    """Lists of the workbook that only say which columns `search()` takes."""
    used: dict[str, set[str]] = field(default_factory=dict)
    """Columns that expressions name, by list."""
    read: set[str] = field(default_factory=set)
    """Lists that expressions read."""

    def declare(self, kind: str, name: str) -> None:
        """A row of the type csv-external or xml-external."""
        known = name.rpartition(".")[0] if name.endswith(FORMATS) else name
        self.files.setdefault(known, f"{known}.{kind.partition('-')[0]}")

    def choose(self, file: str, parameters: Mapping[str, str], several: bool, row: int) -> str:
        """The list of a question that chooses from a file."""
        known, _, suffix = file.rpartition(".")
        own = ("id", "title") if suffix == "geojson" else ("name", "label")
        value, label = (parameters.get(key, own[at]) for at, key in enumerate(("value", "label")))
        self.files.setdefault(known, file)
        labels = (("", (label,)),)
        return self._wanted(WantedList(known, file, value, labels, several=several, row=row))

    def search(
        self, found: Search, choices: Sequence[Choice], name: str, several: bool, row: int
    ) -> tuple[str, str]:
        """The list of a question that searches a file, and its filter.

        Of `choices`, the list `name` of the workbook, a row whose name is no number says which
        columns are value and label.
        """
        self.files.setdefault(found.file.rpartition(".")[0], found.file)
        self.searched.add(name)
        at = [n for n, one in enumerate(choices) if not _INTEGER.fullmatch(one.name)]
        if len(at) != 1:
            raise DefinitionError("search_list", name=name).at(row)
        columns = choices[at[0]]
        label = tuple((language, tuple(_divided(said))) for language, said in columns.label)
        fixed = (tuple(choices[: at[0]]), tuple(choices[at[0] + 1 :]))
        wanted = WantedList(
            *(f"{found.file} {name}", found.file, columns.name, label),
            several=several,
            once=True,
            before=fixed[0],
            after=fixed[1],
            row=row,
        )
        names = " ".join(one.name for part in fixed for one in part)
        is_always = found.filter and names
        filtered = f"selected('{names}', name) or {found.filter}" if is_always else found.filter
        return self._wanted(wanted), filtered

    def _wanted(self, wanted: WantedList) -> str:
        """Its name: that of the file, and for other columns of the same file one of its own."""
        held = self.wanted.get(wanted.name)
        if held is not None and replace(held, several=wanted.several, row=wanted.row) != wanted:
            columns = ", ".join((wanted.value, *(c for _, names in wanted.label for c in names)))
            wanted = replace(wanted, name=f"{wanted.file} ({columns})")
            held = self.wanted.get(wanted.name)
        if held is not None:
            wanted = replace(held, several=held.several or wanted.several)
        self.wanted[wanted.name] = wanted
        return wanted.name

    def use(self, items: Iterable[Item], own: Mapping[str, tuple[Choice, ...]]) -> None:
        """Find the columns that expressions use. `own`: the lists of the workbook."""
        for item in items:
            for name in (*EXPRESSIONS, "default"):
                source = getattr(item, name)
                if not source or (name == "default" and not item.default_is_computed):
                    continue
                try:
                    expression = parse(source)
                except ExpressionError:
                    continue  # `compile_form` says so
                reading = _Uses(self, own, item.row)
                if name == "choice_filter":
                    expression = Filter(rows_of(item.choices), expression)
                reading.read(expression, None)
            self.use(item.children, own)

    def of_expression(self, name: str, own: Mapping[str, Any], pulled: bool) -> None:
        """An expression reads a list: one of a file is wanted then."""
        self.read.add(name)
        if name in own and not pulled:
            return
        file = f"{name}.csv" if pulled else self.files.get(name, "")
        if name in own:
            raise DefinitionError("list_and_file", name=name, file=file)
        if file and name not in self.wanted:
            self.files.setdefault(name, file)
            self.wanted[name] = WantedList(name, self.files[name])

    def column(self, name: str, column: str, row: int) -> None:
        self.used.setdefault(name, set()).add(column)
        held = self.wanted.get(name)
        if held is None:
            return
        if column == "*":
            self.wanted[name] = replace(held, every_column=True)
        elif column not in dict(held.columns):
            self.wanted[name] = replace(held, columns=(*held.columns, (column, row)))

    def narrowed(self, name: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        """Without the columns that nothing uses: of a form that is too long with them."""
        used = self.used.get(name, set())
        if "*" in used:
            return choices
        return tuple(
            replace(one, columns=tuple(pair for pair in one.columns if pair[0] in used))
            for one in choices
        )


_INSTANCE, _ROOT, _ROW = range(3)
_Place = tuple[str, int] | None
"""A list, and how deeply in it a path is; None: somewhere else."""


@dataclass
class _Uses:
    """Which columns of which lists one expression looks at."""

    lists: FormLists
    own: Mapping[str, tuple[Choice, ...]]
    row: int

    def read(self, expression: Expression, here: _Place) -> _Place:
        match expression:
            case Context():
                return here
            case Step(base=base, name=name):
                return self._step(self.read(base, here), name)
            case Filter(base=base, predicate=predicate):
                place = self.read(base, here)
                self.read(predicate, place)
                return place
            case Operation(left=left, right=right):
                place = self.read(left, here)
                other = self.read(right, here)
                return (place or other) if expression.operator == "|" else None
            case Negation(operand=operand):
                self.read(operand, here)
            case Call():
                return self._call(expression, here)
            case _:
                pass
        return None

    def _step(self, place: _Place, name: str) -> _Place:
        if place is None or name == "..":
            return None
        known, depth = place
        if depth == _ROW:
            self.lists.column(known, name, self.row)
        return known, depth + 1

    def _call(self, call: Call, here: _Place) -> _Place:
        for argument in call.arguments:
            self.read(argument, here)
        if call.function not in LIST_FUNCTIONS or not isinstance(call.arguments[0], Literal):
            return None
        name = str(call.arguments[0].value)
        pulled = call.function == "pulldata"
        self.lists.of_expression(name, self.own, pulled)
        if not pulled:
            return name, _INSTANCE
        columns = [_name(each) for each in call.arguments[1:3]]
        for column in columns:
            self.lists.column(name, column, self.row)
        held = self.lists.wanted[name]
        if "*" not in columns and tuple(columns) not in held.keys:
            pair = (columns[0], columns[1])
            self.lists.wanted[name] = replace(held, keys=(*held.keys, pair), row=self.row)
        return None


def _name(argument: Expression) -> str:
    """Of a column that is known while the form is answered, any."""
    return str(argument.value).strip() if isinstance(argument, Literal) else "*"
