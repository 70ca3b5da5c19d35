"""How many XLSForms of other organisations are taken, and whether ODK's engine says the same.

    python tools/real_forms.py FOLDER [--causes] [--only TEXT] [--table FILE.csv]
    python tools/real_forms.py FOLDER --engine [--only TEXT]

The forms lie in folders of FOLDER, and the files that belong to one (lists, as CSV, XML or GeoJSON)
in a folder NAME-media beside it, as ODK's own tools have it. They are not kept here: each has a
licence of its own. Prints, for each form, whether pyxform takes it, whether this program does, in
what time and with what sentence; then the counts, and the causes of refusals: how many valid forms
have each, and how many nothing else. With --causes all the causes of a form are looked for: what
is refused is replaced by a plain question, and the form tried again.

With --engine, each form that is taken is filled in three ways, and its instances, and the empty
one, are given to ODK's own engine (`tools/odk_engine`, Node): it prints what the two say
differently, and whether the engine takes the forms that are refused here.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "exchange"), str(ROOT / "tests")]

import openpyxl  # noqa: E402
from pyxform.xls2json_backends import get_xlsform  # noqa: E402
from pyxform.xls2xform import convert  # noqa: E402
from test_exchange_form_differential import NOW, fill  # noqa: E402

from odk_engine import EngineError, Said, install, said_by_engine, said_by_us  # noqa: E402
from rilo_desktop.exchange.form_file import read_form  # noqa: E402
from rilo_desktop.questions.answer_exports import instance_xml  # noqa: E402
from rilo_desktop.questions.compiled_form import compile_form  # noqa: E402
from rilo_desktop.questions.definition import Definition  # noqa: E402
from rilo_desktop.questions.form_errors import MESSAGES  # noqa: E402
from rilo_desktop.questions.form_state import FormState  # noqa: E402
from rilo_desktop.rules.findings import Finding, Message, Refused  # noqa: E402
from rilo_desktop.services.office.finding_messages import sentence  # noqa: E402

FORMS = (".xlsx", ".xlsm", ".xls", ".csv", ".md")
MOST_CAUSES = 40
"""Repairs of one form, until its other causes are given up."""
_KEPT = frozenset({"feature", "type"})


@dataclass
class Result:
    """What became of one form."""

    path: Path
    xform: str = ""
    """As pyxform makes it, "" where the form is not valid."""
    invalid: str = ""
    definition: Definition | None = None
    sentence: str = ""
    crash: str = ""
    seconds: float = 0.0
    causes: list[str] = field(default_factory=list)


def forms(folder: Path, only: str) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_form = path.suffix.lower() in FORMS and len(inside.parts) > 1
        if is_form and only in str(inside) and not path.parent.name.endswith("-media"):
            yield path


def given(path: Path) -> list[Path]:
    folder = path.with_name(f"{path.stem}-media")
    return sorted(each for each in folder.iterdir() if each.is_file()) if folder.exists() else []


def measured(path: Path, has_causes: bool) -> Result:
    result = Result(path)
    try:
        result.xform = convert(xlsform=path, validate=False).xform
    except Exception as error:  # pyxform raises anything over a form that is not valid
        result.invalid = " ".join(f"{type(error).__name__}: {error}".split())
    began = time.perf_counter()
    try:
        result.definition = read_form(path, *filter(None, [given(path)]))
    except Refused as refused:
        result.sentence = " / ".join(map(sentence, refused.findings))
        result.causes = list(map(cause, refused.findings))
        if any(finding.rule == "exchange.file_failed" for finding in refused.findings):
            result.crash = result.sentence
    except Exception as error:
        result.crash = f"{type(error).__name__}: {error}"
    result.seconds = time.perf_counter() - began
    if has_causes and result.xform and result.sentence and not result.crash:
        result.causes = list(causes(path))
    return result


def cause(finding: Finding) -> str:
    """The refusal without its place and names; the type or function that it is about is kept."""
    said = finding.values.get("said") or finding.values.get("reason")
    if not isinstance(said, Message):
        return finding.message
    kept = {name: str(value) for name, value in said.values.items() if name in _KEPT}
    text = said.text
    if said.text == MESSAGES["function"]:
        kept["name"] = str(said.values["name"])
    return text.format_map(dict.fromkeys(said.values, "…") | kept)


def causes(path: Path) -> Iterator[str]:
    """One after the other: what is refused is made a plain question, and the form read again."""
    kind = path.suffix.lower() if path.read_bytes()[:2] != b"PK" else ".xlsx"
    book = get_xlsform(path.read_bytes(), file_type=kind)
    sheets = {
        name: [dict(row) for row in getattr(book, name) or ()]
        for name in ("survey", "choices", "settings", "external_choices", "entities", "osm")
        if getattr(book, name, None)
    }
    seen: set[tuple[str, int, str]] = set()
    for _ in range(MOST_CAUSES):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, f"{path.stem}.xlsx")
            _write(copy, sheets)
            try:
                read_form(copy, *filter(None, [given(path)]))
                return
            except Refused as refused:
                findings = refused.findings
            except Exception as error:
                yield f"crash: {type(error).__name__}"
                return
        repaired = False
        for finding in findings:
            what = (finding.place.sheet, finding.place.row, cause(finding))
            if what not in seen:
                seen.add(what)
                yield what[2]
                repaired = _repair(sheets, finding) or repaired
        if not repaired:
            return


def _write(path: Path, sheets: Mapping[str, list[dict[str, Any]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    book.save(path)


def _repair(sheets: dict[str, list[dict[str, Any]]], finding: Finding) -> bool:
    sheet, row = finding.place.sheet or "survey", finding.place.row
    if sheet != "survey":
        return sheets.pop(sheet, None) is not None
    if not 2 <= row <= len(sheets["survey"]) + 1:
        return False
    old = sheets["survey"][row - 2]
    kind = str(old.get("type") or "").replace("_", " ").split()
    keep = ("type", "name") if kind[:1] in (["begin"], ["end"]) else ("name",)
    new = {column: old.get(column) for column in keep}
    new["label"] = "A question" if "type" not in new or kind[0] == "begin" else None
    new.setdefault("type", "text")
    if new == old:
        return False
    sheets["survey"][row - 2] = new
    return True


def differences(result: Result, engine: Path) -> list[str]:
    """What ODK's engine says otherwise of the form, empty and filled in three ways."""
    assert result.definition is not None
    form = compile_form(result.definition)
    own, instances = [], []
    for turn in range(4):
        state = FormState(form, NOW)
        state.write_defaults()
        if turn:
            fill(state, turn - 1)
        own.append(said_by_us(state))
        instances.append(instance_xml(state, "uuid:1"))
    theirs = said_by_engine(engine, result.xform, instances, given(result.path))
    return [
        f"fill {turn}: {line}"
        for turn, (one, other) in enumerate(zip(own, theirs, strict=True))
        for line in _unlike(one, other)
    ]


def _unlike(one: Said, other: Said) -> Iterator[str]:
    ours, theirs = Counter(one.leaves), Counter(other.leaves)
    for path, text in ours - theirs:
        yield f"only here: {path} = {text[:60]!r}"
    for path, text in theirs - ours:
        yield f"only ODK: {path} = {text[:60]!r}"
    if ours == theirs and one.leaves != other.leaves:
        yield "another order"
    for path in sorted(one.violations - other.violations):
        yield f"violated only here: {path}"
    for path in sorted(other.violations - one.violations):
        yield f"violated only for ODK: {path}"


def report(results: Sequence[Result]) -> None:
    valid = [result for result in results if result.xform]
    taken = [result for result in valid if result.definition is not None]
    also = sum(result.definition is not None for result in results) - len(taken)
    crashed = [result for result in results if result.crash]
    print(f"\nForms {len(results)}, of {len({r.path.parent for r in results})} repositories")
    print(f"valid by pyxform {len(valid)}, of these taken {len(taken)}", end="")
    print(f" ({100 * len(taken) / max(1, len(valid)):.0f} %); taken though not valid {also}")
    slow = max((result.seconds for result in results), default=0.0)
    print(f"crashes {len(crashed)}; the longest took {slow:.1f} s")
    have, alone = Counter[str](), Counter[str]()
    for result in valid:
        each = set(result.causes)
        have.update(each)
        alone.update(each if len(each) == 1 else ())
    print("\n| why a valid form is refused | forms | nothing else |\n|---|---|---|")
    for what, number in have.most_common():
        print(f"| {what} | {number} | {alone[what] or ''} |")


def compare(result: Result, engine: Path) -> bool | None:
    """Prints the differences. None: the engine says nothing of the form."""
    try:
        found = differences(result, engine)
    except EngineError as error:
        print(f"    ODK's engine: {_last(str(error))}", flush=True)
        return None
    for line in found:
        print(f"    {line}", flush=True)
    return not found


def taken_by_engine(result: Result, engine: Path) -> str:
    try:
        said_by_engine(engine, result.xform, (), given(result.path))
    except EngineError as error:
        return f"nor by ODK's engine: {_last(str(error))}"
    return "but by ODK's engine"


def _last(trace: str) -> str:
    lines = [line.strip() for line in trace.splitlines() if "Error" in line]
    return lines[0][:300] if lines else trace[-300:]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--causes", action="store_true", help="all causes of each refusal")
    options.add_argument("--only", default="", help="forms whose path holds this text")
    options.add_argument("--table", type=Path, help="a CSV file with a row for each form")
    options.add_argument("--engine", action="store_true", help="compare with ODK's engine")
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    results, same = [], []
    with tempfile.TemporaryDirectory() as temporary:
        engine = install(Path(temporary, "engine")) if chosen.engine else None
        for path in forms(chosen.folder, chosen.only):
            result = measured(path, chosen.causes)
            results.append(result)
            word = "crash" if result.crash else "taken" if result.definition else "refused"
            validity = "valid" if result.xform else "not valid"
            name = path.relative_to(chosen.folder)
            print(f"{word:8}{validity:10}{result.seconds:5.1f} s  {name}", flush=True)
            if result.xform and not result.definition:
                print(f"    {result.crash or result.sentence}", flush=True)
            if engine and result.xform and result.definition:
                same.append(compare(result, engine))
            elif engine and result.xform:
                print(f"    {taken_by_engine(result, engine)}", flush=True)
    report(results)
    if chosen.engine:
        print(f"\ncompared {len(same)}, alike {same.count(True)}, different {same.count(False)}")
    if chosen.table:
        _table(chosen.table, chosen.folder, results)


def _table(path: Path, folder: Path, results: Sequence[Result]) -> None:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("form", "valid", "taken", "crash", "seconds", "sentence", "causes", "invalid"))
    for each in results:
        name, is_taken = each.path.relative_to(folder), each.definition is not None
        state = (bool(each.xform), is_taken, each.crash, f"{each.seconds:.2f}", each.sentence)
        rows.writerow((name, *state, " | ".join(dict.fromkeys(each.causes)), each.invalid))
    path.write_text(text.getvalue(), "utf-8")


if __name__ == "__main__":
    main()
