"""What pyxform says of a workbook, as errors of ours; what is rare is quoted.

pyxform's errors are English sentences, most of them without their code. The templates that it fills
are compared with what it says. A sentence that a later version words in another way is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Final

from rilo_desktop.questions.form_errors import MESSAGES, DefinitionError

from .no_network import empty_client

with empty_client("urllib.request"):
    from pyxform.errors import ErrorCode
    from pyxform.validators.pyxform.translations_checks import OR_OTHER_WARNING

_ROW: Final = "[row : {row}] "
_SAID: Final[Mapping[str, str]] = {
    _ROW + "Question with no type.": "no_type",
    _ROW + "Question or group with no name.": "no_name",
    _ROW + "Missing calculation.": "no_calculation",
    _ROW + "List name not in choices sheet: {name}": "no_list",
    _ROW + "Choice filter not supported with or_other.": "or_other_filter",
    "There should be a choices sheet in this xlsform. {more}": "no_choices",
    "You must have a sheet named 'survey'. {more}": "no_survey",
    "Duplicate column header: {name}": "column_again",
    "Choice names with spaces cannot be added to multiple choice selects."
    " See [{name}] in [{list}]": "choice_space",
    ErrorCode.HEADER_001.value.msg: "header",
    ErrorCode.HEADER_002.value.msg: "column_twice",
    ErrorCode.HEADER_003.value.msg: "no_columns",
    ErrorCode.NAMES_001.value.msg: "name_twice",
    ErrorCode.NAMES_003.value.msg: "repeat_name",
    ErrorCode.NAMES_004.value.msg: "repeat_name",
    ErrorCode.NAMES_005.value.msg: "meta",
    ErrorCode.NAMES_006.value.msg: "choice_no_name",
    ErrorCode.NAMES_007.value.msg: "choice_twice",
    ErrorCode.NAMES_008.value.msg: "name",
    ErrorCode.PYREF_001.value.msg: "reference",
    ErrorCode.PYREF_003.value.msg: "no_question",
    ErrorCode.PYREF_004.value.msg: "several_questions",
    ErrorCode.SURVEY_001.value.msg: "no_begin",
    ErrorCode.SURVEY_002.value.msg: "no_end",
    ErrorCode.SURVEY_004.value.msg: "parameters",
    ErrorCode.SURVEY_005.value.msg: "parameter_names",
    # what it warns of
    _ROW + "Repeat has no label: {more}": "no_repeat_label",
    _ROW + "Row without name, text, or label is being skipped:": "row_skipped",
    ErrorCode.LABEL_001.value.msg: "no_choice_label",
    ErrorCode.HEADER_004.value.msg: "choice_column",
    ErrorCode.NAMES_002.value.msg: "name_case",
    ErrorCode.NAMES_013.value.msg + "{more}": "sheet_near",
    "Language 'default' is missing the {sheet} {columns} column.": "no_plain_column",
    "Language 'default' is missing the {sheet} columns {columns}.": "no_plain_column",
    "Language '{language}' is missing the {sheet} {columns} column.": "no_translation",
    "Language '{language}' is missing the {sheet} columns {columns}.": "no_translation",
    OR_OTHER_WARNING: "or_other_words",
}
"""Templates of pyxform, and the code of `form_errors.MESSAGES` that says the same."""
_OF_A_TELEPHONE: Final = re.compile(
    r"Use the max-pixels parameter|is no longer supported on most devices"
)
"""Warnings of what a telephone would do."""
_MEDIA: Final = frozenset({"image", "big-image", "audio", "video"})
_NAMES: Final = {
    "sheet_name": "sheet",
    "header": "one",
    "missing": "names",
    "value": "name",
    "q": "name",
    "accepted": "known",
    "rejected": "names",
}
"""What pyxform calls a value, and what we do."""
_PYTHON: Final = re.compile(r":?\s*\{'.*\}", re.DOTALL)
"""A row as Python writes it, after some sentences."""


def of_pyxform(said: str) -> DefinitionError:
    """The error that a sentence of pyxform means, at its place."""
    said = re.sub(r"^Error reading \.\w+ file: ", "", said)
    lines = said.splitlines() or [""]
    for pattern, code in _patterns():
        if found := pattern.fullmatch(lines[0]):
            values = {_NAMES.get(name, name): value for name, value in found.groupdict().items()}
            wanted = {name: values[name] for name in _fields(MESSAGES[code])}
            column = values.get("column", "")
            sheet = values.get("sheet") or _sheet(said)
            return DefinitionError(code, **wanted).at(_row(said), column, sheet=sheet)
    rest = _PYTHON.sub("", said)
    rest = " ".join(re.sub(r"\[row : \d+\]|On the '\w+' sheet,", "", rest).split())
    error = DefinitionError("quoted", said=rest[:1].upper() + rest[1:])
    return error.at(_row(said), sheet=_sheet(said))


def warnings_of_pyxform(said: Iterable[str]) -> Iterator[DefinitionError]:
    """What it warns of, as far as it matters at a desk."""
    for warning in said:
        if not _OF_A_TELEPHONE.search(warning):
            lines = [line for line in warning.splitlines() if not line.startswith("{")]
            yield from (error for error in map(of_pyxform, lines) if not _is_of_media(error))


def _is_of_media(error: DefinitionError) -> bool:
    """Columns that are missing in a language, and change nothing here in any."""
    return set(str(error.values.get("columns", "-")).split(", ")) <= _MEDIA


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(template), code) for template, code in _SAID.items()]


def _pattern(template: str) -> re.Pattern[str]:
    made, seen = "", set()
    for literal, name, _, _ in Formatter().parse(template):
        made += re.escape(literal)
        if name:
            made += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
            seen.add(name)
    return re.compile(made)


def _fields(template: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name]


def _row(said: str) -> int:
    found = re.search(r"\[row : ([0-9]{1,6})\]", said)
    return int(found[1]) if found else 0


def _sheet(said: str) -> str:
    found = re.search(r"On the '(\w+)' sheet|for sheet: '(\w+)'", said)
    return found[found.lastindex or 0] if found else ""
