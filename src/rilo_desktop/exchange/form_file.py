"""A form from a file: .xlsx, .xls, CSV or Markdown, as XLSForm lays it out."""

from __future__ import annotations

import json
from pathlib import Path

from rilo_desktop.file_kinds import FORM_FILES
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Definition, DefinitionError, parse_definition

from .read_errors import refused
from .sandbox import lines_of_file, said
from .sandbox_child import FORM


def read_form(path: Path) -> Definition:
    """Raises Refused with one sentence: the sheet, the row, and why.

    What the child says of the form is read and judged here again: the file may speak through it.
    """
    file, text = path.name, ""
    try:
        for line in lines_of_file(path, FORM, kinds=FORM_FILES):
            data = json.loads(line)
            if "failed" in data:
                raise said(data, file)
            text = data.get("form", text)
        definition = parse_definition(text)
        compile_form(definition)
    except DefinitionError as error:
        raise refused("form", file, reason=str(error).rstrip(".")) from None
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
        raise refused("failed", file) from None
    return definition
