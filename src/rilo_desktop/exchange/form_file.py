"""A form from a file: .xlsx, .xls, CSV or Markdown, as XLSForm lays it out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from rilo_desktop.file_kinds import FORM_FILES, FileKind
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Definition, check_definition, parse_definition
from rilo_desktop.questions.form_errors import DefinitionError
from rilo_desktop.rules.findings import FieldPath, Finding, Nature, Refused, Severity
from rilo_desktop.rules.form_findings import reason

from .child_budget import FORM_ERROR
from .file_opening import opened
from .form_lists import filled
from .read_errors import refused
from .sandbox import lines_of_file, said
from .sandbox_child import FORM
from .wanted_list import WantedList, from_data


class FormRead(NamedTuple):
    """A form, and what the reader of its workbook warns of."""

    definition: Definition
    warnings: tuple[DefinitionError, ...] = ()


def read_form(path: Path, given: Sequence[Path] = ()) -> Definition:
    """The form alone; see `look`."""
    return look(path, given).definition


def look(path: Path, given: Sequence[Path] = ()) -> FormRead:
    """Raises Refused with one sentence: the sheet, the row, and why; of files that are missing,
    with one for each. `given`: files with lists that the form asks for.

    What the child says of the form is read and judged here again: the file may speak through it.
    """
    file, text = path.name, ""
    wanted: tuple[WantedList, ...] = ()
    files: tuple[str, ...] = ()
    warnings: tuple[DefinitionError, ...] = ()
    try:
        for line in lines_of_file(path, FORM, _name(path), kinds=FORM_FILES):
            data = json.loads(line)
            if data.get("failed") == FORM_ERROR:
                raise DefinitionError.of_data(data["values"])
            if "failed" in data:
                raise said(data, file)
            if "form" in data:
                text, files = data["form"], tuple(map(str, data.get("files", ())))
                wanted = tuple(from_data(data.get("lists", ())))
                warnings = tuple(map(DefinitionError.of_data, data.get("warnings", ())))
        definition = filled(parse_definition(text), wanted, files, given, file)
        check_definition(definition)
        compile_form(definition)
    except DefinitionError as error:
        raise _unusable(error, file) from None
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError):
        raise refused("failed", file) from None
    return FormRead(definition, warnings)


def _name(path: Path) -> str:
    """Of the file, for a form that does not name itself; as text that can be kept and sent."""
    return " ".join(path.stem.encode("utf-8", "replace").decode().split())


def file_digest(path: Path, kinds: Collection[FileKind] = FORM_FILES) -> str:
    """SHA-256 of the file as it is kept. Raises Refused where no form, or no list, can be in it."""
    with opened(path, kinds) as (file, _kind):
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unusable(error: DefinitionError, file: str) -> Refused:
    said = reason(error, file)
    place = FieldPath(file=file, **error.place._asdict())
    found = Finding(
        "exchange.form", Severity.BLOCKS, Nature.STRUCTURE, said.text, said.values, place
    )
    return Refused(found)
