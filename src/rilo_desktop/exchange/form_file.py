"""A form from a file: .xlsx, .xls, CSV or Markdown, as XLSForm lays it out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from rilo_desktop.file_kinds import FORM_FILES
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Definition, parse_definition
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.rules.findings import FieldPath, Finding, Nature, Refused, Severity
from rilo_desktop.rules.form_findings import reason

from .child_budget import FORM_ERROR
from .read_errors import refused
from .sandbox import lines_of_file, said
from .sandbox_child import FORM


class FormRead(NamedTuple):
    """A form, and what the reader of its workbook warns of."""

    definition: Definition
    warnings: tuple[DefinitionError, ...] = ()


def read_form(path: Path) -> Definition:
    """Raises Refused with one sentence: the sheet, the row, and why."""
    return look(path).definition


def look(path: Path) -> FormRead:
    """Raises Refused with one sentence: the sheet, the row, and why.

    What the child says of the form is read and judged here again: the file may speak through it.
    """
    file, text = path.name, ""
    warnings: tuple[DefinitionError, ...] = ()
    try:
        for line in lines_of_file(path, FORM, kinds=FORM_FILES):
            data = json.loads(line)
            if data.get("failed") == FORM_ERROR:
                raise DefinitionError.of_data(data["values"])
            if "failed" in data:
                raise said(data, file)
            text = data.get("form", text)
            warnings += tuple(map(DefinitionError.of_data, data.get("warnings", ())))
        definition = parse_definition(text)
        compile_form(definition)
    except DefinitionError as error:
        raise _unusable(error, file) from None
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
        raise refused("failed", file) from None
    return FormRead(definition, warnings)


def _unusable(error: DefinitionError, file: str) -> Refused:
    said = reason(error, file)
    place = FieldPath(file=file, **error.place._asdict())
    found = Finding(
        "exchange.form", Severity.BLOCKS, Nature.STRUCTURE, said.text, said.values, place
    )
    return Refused(found)
