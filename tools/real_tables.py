"""How a table of somebody else comes in: before any decision, after some, again, longer, corrected.

`tools/import_figures.py --tables FOLDER...` prints it. In the folders lie, in any of them, the
tables, and beside each table's name

    NAME.expected.json   what is expected of the first rows, in the form of the README of
                         tests/fixtures/workbooks
    NAME.answers.json    {"answers": {…}}: what an officer decides, one key each
    NAME.mapping.json    a mapping of columns, where one was completed by hand

A table is .csv, .txt, .xlsx or .xlsm: it is written anew, shorter and with a cell changed.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from workbook_agreement import Agreement, agreement

Rows = list[list[Any]]
Rilo = Callable[..., dict[str, Any]]
LATER = 20
"""Rows at the end of a table that come with a later file."""
CORRECTED = 5
"""The data row in which one cell of each column is corrected."""


@dataclass
class Copy:
    """A table that can be written anew: rows of the sheet with records, and how they are kept."""

    path: Path
    work: Path
    sheet: str
    header: int
    rows: Rows
    encoding: str = ""
    delimiter: str = ""

    def written(self, what: str, rows: Rows) -> Path:
        """The table with other rows, under the same name: an office gets its file again."""
        folder = self.work / what
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / self.path.name
        if self.encoding:
            text = io.StringIO()
            csv.writer(text, delimiter=self.delimiter, lineterminator="\n").writerows(rows)
            target.write_text(text.getvalue(), self.encoding)
            return target
        book = _book(self.path)
        sheet = book[self.sheet]
        sheet.delete_rows(1, len(self.rows))
        for row in rows:
            sheet.append(row)
        book.save(target)
        return target


def copy_of(path: Path, work: Path, expected: dict[str, Any]) -> Copy:
    (sheet,) = (one for one in expected["sheets"] if one["role"] == "cases")
    header = max(sheet["header_rows"])
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        rows = [list(row) for row in _book(path)[sheet["name"]].iter_rows(values_only=True)]
        return Copy(path, work, sheet["name"], header, rows)
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", raw.decode("cp1252")
    first = text.splitlines()[header - 1]
    delimiter = max(";,\t|", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return Copy(path, work, sheet["name"], header, rows, encoding, delimiter)


def _book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")


@dataclass
class Measured:
    """Of one table. `faults`: what may not be, in words."""

    before: Agreement
    after: Agreement
    decisions: int
    asked: int
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    corrected: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def cells(self, rows: int) -> tuple[str, ...]:
        again = [
            f"{'/'.join(str(self.counts[one][what]) for what in _SHOWN)}" for one in self.counts
        ]
        silent = f"{self.before.silent} / {self.after.silent}"
        corrected = ", ".join(f"{n} {what}" for what, n in sorted(self.corrected.items()))
        right = (f"{one.right} of {rows}" for one in (self.before, self.after))
        return (*right, str(self.decisions), str(self.asked), silent, *again, corrected)


_STEPS = ("first", "longer", "again", "remembered")
"""A table without its last rows, whole, again, and again without decisions."""
_SHOWN = ("new", "changed", "same", "question")
HEAD = (
    *("table", "right before", "right after", "decisions", "still asked", "silent before / after"),
    *(f"{step}: {'/'.join(_SHOWN)}" for step in (*_STEPS, "moved")),
    "one cell of each column corrected",
)


def tables_in(folders: list[Path]) -> Iterator[tuple[Path, dict[str, Any], list[Path]]]:
    """Each table that has an expectation in the form of the fixtures, and its decisions."""
    for file in sorted(one for folder in folders for one in folder.glob("*.expected.json")):
        expected = json.loads(file.read_text("utf-8"))
        table = _in(folders, file.name.removesuffix(".expected.json"))
        if "sheets" in expected and table:
            yield table, expected, folders


def _in(folders: list[Path], name: str) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


@dataclass
class Decisions:
    """What an officer decides about a table: answers, and a mapping completed by hand."""

    answers: dict[str, Any]
    mapping: Path | None

    def given(self, work: Path, more: dict[str, Any] | None = None) -> tuple[object, ...]:
        """The arguments that give them, with further answers."""
        work.mkdir(parents=True, exist_ok=True)
        file = work / "answers.json"
        file.write_text(json.dumps({"answers": {**self.answers, **(more or {})}}), "utf-8")
        mapping = ("--mapping", self.mapping) if self.mapping else ()
        return ("--answers", file, *mapping)

    def count(self, proposed: dict[str, Any]) -> int:
        """Answers, and of the mapping what differs from what the program proposes."""
        if self.mapping is None:
            return len(self.answers)
        data = json.loads(self.mapping.read_text("utf-8"))
        decided, usual = set(_parts(data)), set(_parts(proposed))
        return len(self.answers) + len(data.get("answers", {})) + len(decided - usual)


def _parts(mapping: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for sheet in mapping.get("sheets", ()):
        nth: Counter[str] = Counter()
        yield "kind", sheet["kind"]
        for rule in sheet.get("columns", ()):
            nth[rule["header"]] += 1
            parts = {**rule, "nth": nth[rule["header"]]}
            yield "column", *(f"{name}={value}" for name, value in sorted(parts.items()))
        for what in ("fixed", "assumptions"):
            yield from ((what, *one) for one in sheet.get(what, {}).items())


def decisions_of(name: str, folders: list[Path]) -> Decisions:
    file = _in(folders, f"{name}.answers.json")
    answers = json.loads(file.read_text("utf-8"))["answers"] if file else {}
    return Decisions(answers, _in(folders, f"{name}.mapping.json"))


def measured(
    table: Path,
    expected: dict[str, Any],
    folders: list[Path],
    office: Callable[[], Path],
    rilo: Rilo,
) -> Measured:
    """`office` makes a new one; `rilo` runs a command and gives its JSON."""
    store = office()
    work = store.parent / f"{store.name} files"
    decisions = decisions_of(table.name, folders)
    given = decisions.given(work)
    proposed = work / "proposed.json"
    before = rilo("import", store, table, "--dry-run", "--save-mapping", proposed)
    after = rilo("import", store, table, "--dry-run", *given)
    mapping = json.loads(proposed.read_text("utf-8")) if proposed.exists() else {}
    found = Measured(
        agreement(expected, before.get("rows", [])),
        agreement(expected, after.get("rows", [])),
        decisions.count(mapping),
        sum(row["outcome"] == "question" for row in after.get("rows", [])),
    )
    copy = copy_of(table, work, expected)
    first = copy.written("first", copy.rows[:-LATER])
    whole = copy.written("whole", copy.rows)
    for step in _STEPS:
        file = first if step == "first" else whole
        more = () if step == "remembered" else given
        found.counts[step] = _outcomes(rilo("import", store, file, "--hold-questions", *more))
    moved = copy.written("moved", [row[::-1] for row in copy.rows])
    found.counts["moved"] = _outcomes(rilo("import", store, moved, "--dry-run", *given))
    _judge(found, len(copy.rows) - copy.header)
    _correct(found, copy, decisions, lambda *arguments: rilo("import", store, *arguments))
    shutil.rmtree(work)
    return found


def _outcomes(data: dict[str, Any]) -> Counter[str]:
    return Counter(data.get("counts", {"refused": 1}))


def _judge(found: Measured, rows: int) -> None:
    first, longer = found.counts["first"], found.counts["longer"]
    if (first["new"], first["changed"]) != (rows - LATER, 0):
        found.faults.append(f"the first {rows - LATER} rows: {dict(first)}")
    if (longer["new"], longer["same"]) != (LATER, first["new"]):
        found.faults.append(f"{LATER} rows more: {dict(longer)}")
    if found.counts["moved"]["new"]:
        found.faults.append(f"columns in another order: {dict(found.counts['moved'])}")
    for step in ("again", "remembered"):
        once = found.counts[step]
        if once["new"] or once["changed"] or once["same"] != longer["same"] + longer["new"]:
            found.faults.append(f"{step}: {dict(once)}")


def _correct(found: Measured, copy: Copy, decisions: Decisions, take: Rilo) -> None:
    """One cell after the other of one row: the same case, or a question that its first proposal
    settles; never a second case. After each the table comes in again, and nothing changes.
    """
    rows = [list(row) for row in copy.rows]
    at = copy.header + CORRECTED - 1
    given = decisions.given(copy.work)
    before = take(copy.written("whole", rows), "--dry-run", *given)
    asked, number = _questions(before), _row(before, at).get("local_ref")
    for column, heading in enumerate(copy.rows[copy.header - 1]):
        was, now = rows[at][column], _other(copy, column, at)
        rows[at][column] = now
        file = copy.written("corrected", rows)
        data = take(file, "--dry-run", *given)
        row, counts = _row(data, at), _outcomes(data)
        what = row.get("outcome", "refused")
        found.corrected[what] += 1
        cells = f"{str(heading).strip()}: {str(was).strip()} -> {str(now).strip()}"
        same = what in ("changed", "same") and row["local_ref"] == number
        others = [one for one in data.get("rows", ()) if one is not row and _comes_in(one, row)]
        if not (same or what == "question") or others:
            found.faults.append(f"corrected {cells} is {what}, {dict(counts)}")
        questions = {key: said for key, said in _questions(data).items() if key not in asked}
        if not all(questions.values()):
            rows[at][column] = was  # only the officer can say what it is
            continue
        answers = {key: proposals[0] for key, proposals in questions.items()}
        take(file, "--hold-questions", *decisions.given(copy.work / "answered", answers))
        again = take(file, "--dry-run", *given)
        number = _row(again, at).get("local_ref")
        counts = _outcomes(again)
        if counts["new"] or counts["changed"] or not _questions(again).keys() <= asked.keys():
            found.faults.append(f"again with {cells}: {dict(counts)}")


def _comes_in(other: dict[str, Any], row: dict[str, Any]) -> bool:
    """Another row is a new case, or changes one; a line of a case with a question waits with it."""
    waits = row.get("outcome") == "question" and other["local_ref"] == row["local_ref"]
    return other["outcome"] in ("new", "changed") and not waits


def _questions(data: dict[str, Any]) -> dict[str, list[Any]]:
    """{key: its proposals} of all open questions."""
    rows = data.get("rows", ())
    return {one["key"]: one["proposals"] for row in rows for one in row["questions"]}


def _row(data: dict[str, Any], at: int) -> dict[str, Any]:
    return next((one for one in data.get("rows", ()) if one["row"] == at + 1), {})


def _other(copy: Copy, column: int, at: int) -> Any:
    """What another row has in this column; where all are equal, the text with another end."""
    was = copy.rows[at][column]
    for row in copy.rows[at + 1 :]:
        if row[column] not in (was, None, ""):
            return row[column]
    text = str(was)
    if re.fullmatch(r"\s*\d+\s*", text):
        return type(was)(int(text) + 1) if not isinstance(was, str) else str(int(text) + 1)
    return text.rstrip() + " X"
