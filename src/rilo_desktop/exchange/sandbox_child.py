"""The child that reads a file: limited in memory and time, it answers with plain data.

It reads standard input (the file itself, opened by the parent) and writes lines of JSON:

    {"sheet": "Cases", "hidden": false}    the rows that follow are of this sheet ("" for CSV)
    [2, ["CS-1", ["n", "570000"]]]     row number, cells as in `cells.encoded`
    {"unread": "Cases"}                this sheet, begun or not, cannot be read; the next one may be
    {"again": true}                    all before this is to be forgotten: another reader begins
    {"hidden_rows": [3], ...}          what the sheet marks, after its rows: `child_sheet.Marks`
    {"encodings": [["cp1251", "…"]]}   of a text that does not say its encoding, best guess first
    {"json": "..."}                    the text of a JSON file that was found sound
    {"copy": "...", ...}               of a picture: see `child_picture.lines_of_picture`
    {"seal": "whole", ...}             of a submission: see `child_submission`
    ["1", "Purpose", "..."]            of a draft: a paragraph, see `child_draft`
    {"form": "...", ...}               the definition of an XLSForm, see `child_form`
    {"record": "..."}                  a line of JSON Lines that was found sound
    {"failed": "rows", "values": {}}   why it is not read: a code of `read_errors.MESSAGES`
    {"done": true}                     the last line of a whole answer

Started with PICTURE and boxes (as `Box.text`) it reads a picture, SUBMISSION a submission,
SEAL its signature, TEXT what its pages print, DIFFERENCES in what two of them differ, FORM and the
name of the file an XLSForm, XML_LIST a list of choices for one, DRAFT the paragraphs of a text,
ENCODING and its name a table in that encoding, RECORDS JSON Lines, CHECK says which limits hold
(`sandbox_check`). A frozen program starts itself with READER as its first argument: its entry point
calls `entered` before anything else.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from typing import IO, Any

from rilo_desktop import READER, file_kinds

from .child_budget import Unread
from .limits import LIMITS, limit_this_process
from .picture_limits import PICTURE_LIMITS
from .sandbox_check import CHECK, lines_of_limits

PICTURE = "--picture"
SUBMISSION, FORM, RECORDS = (
    kind.reader for kind in (file_kinds.SUBMISSION, file_kinds.MARKDOWN, file_kinds.FOLDER)
)
SEAL, TEXT = "--seal", "--text"
DIFFERENCES = "--differences"
DRAFT = "--draft"
XML_LIST = "--xml-list"
ENCODING = "--encoding"


def entered(arguments: Sequence[str]) -> bool:
    """Did the parent start this process to read a file? Then it was read, and is to end."""
    if list(arguments[1:2]) != [READER]:
        return False
    main(arguments[2:])
    return True


def main(arguments: Sequence[str]) -> None:
    picture = list(arguments[:1]) == [PICTURE]
    limit_this_process(PICTURE_LIMITS if picture else LIMITS)
    warnings.simplefilter("ignore")
    out = sys.stdout.buffer
    try:
        with redirect_stdout(sys.stderr):  # openpyxl prints what it finds wrong: no line of ours
            for line in _lines(sys.stdin.buffer, arguments):
                _write(out, line)
        _write(out, {"done": True})
    except Unread as failure:
        _write(out, {"failed": failure.code, "values": failure.values})
    except MemoryError:
        _write(out, {"failed": "memory", "values": {}})
    except RecursionError:
        _write(out, {"failed": "json_depth", "values": {"limit": LIMITS.depth}})
    except Exception:
        _write(out, {"failed": "failed", "values": {}})
    out.flush()


def _lines(file: IO[bytes], arguments: Sequence[str]) -> Iterator[Any]:
    match list(arguments[:1]):
        case [word] if word == PICTURE:
            return _of_picture(file, arguments[1:])
        case [word] if word == SUBMISSION:
            from .child_submission import lines_of_submission

            return lines_of_submission(file.read())
        case [word] if word == SEAL:
            from .child_submission import lines_of_seal

            return lines_of_seal(file.read())
        case [word] if word == TEXT:
            from .child_submission import lines_of_text_in

            return lines_of_text_in(file.read(), arguments[1])
        case [word] if word == DIFFERENCES:
            from .child_submission import lines_of_differences

            return lines_of_differences(file.read(int(arguments[1])), file.read())
        case [word] if word == DRAFT:
            from .child_draft import lines_of_draft

            return lines_of_draft(file)
        case [word] if word == FORM:
            from .child_form import lines_of_form

            return lines_of_form(file.read(), arguments[1])
        case [word] if word == XML_LIST:
            from .child_xml_list import lines_of_xml_list

            return lines_of_xml_list(file)
        case [word] if word == ENCODING:
            from .child_text import lines_of_text_file

            return lines_of_text_file(file, arguments[1])
        case [word] if word == RECORDS:
            from .child_records import lines_of_records

            return lines_of_records(file.read())
        case [word] if word == CHECK:
            return lines_of_limits(file.read())
    return _answer(file)


def _answer(file: IO[bytes]) -> Iterator[Any]:
    start = file.read(8)
    file.seek(0)
    archive, *old = file_kinds.WORKBOOK.starts
    if start.startswith(archive):
        return _of_archive(file)
    if start.startswith((*old,)):
        from .child_old_workbook import lines_of_old_workbook

        return lines_of_old_workbook(file.read())
    if start.startswith(file_kinds.SUBMISSION.starts):
        raise Unread("pdf")
    from .child_text import lines_of_text_file

    return lines_of_text_file(file)


def _of_archive(file: IO[bytes]) -> Iterator[Any]:
    from .child_archive import CONTENT_TYPES, check_parts

    if CONTENT_TYPES in check_parts(file):
        from .child_workbook import lines_of_workbook

        return lines_of_workbook(file)
    from .child_open_document import lines_of_open_document

    return lines_of_open_document(file)


def _of_picture(file: IO[bytes], boxes: Sequence[str]) -> Iterator[Any]:
    from rilo_desktop.records.picture import Box  # all records take a quarter of a second to import

    from .child_picture import lines_of_picture

    return lines_of_picture(file.read(), [Box.read(box) for box in boxes])


def _write(out: IO[bytes], line: Any) -> None:
    out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


if __name__ == "__main__":
    main(sys.argv[1:])
