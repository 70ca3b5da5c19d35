"""Why a file cannot be read at all, and the one sentence that says so.

A sentence names the file, or the finding's place names file, sheet and row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Refused, Severity

MESSAGES: Mapping[str, str] = {
    "missing": N_("There is no file {file}: check its name and folder."),
    "not_a_file": N_("{file} is a pipe or a device, not a file: choose the file itself."),
    "not_allowed": N_("{file} cannot be opened for reading: check its permissions."),
    "empty": N_("{file} is empty."),
    "blank": N_("Nothing stands on any sheet of {file}: give the workbook that has the table."),
    "two_kinds": N_(
        "{file} has marks of two kinds of files ({kinds}): nothing of it was read. Ask for the "
        "file as it was made."
    ),
    "no_kind": N_(
        "{file} is neither a submission (PDF) nor an answer, a card, a workbook or another file "
        "that this program reads: choose another one."
    ),
    "too_large": N_("{file} is larger than such a file ever is: ask for it again."),
    "file_size": N_("{file} is larger than {limit} MB: divide it into several files."),
    "unpacked_size": N_(
        "{file} unpacks to more than {limit} MB: divide it, or save it again in Excel."
    ),
    "ratio": N_("{file} unpacks to far more than its own size and was not read: save it again."),
    "parts": N_("{file} has more than {limit} parts and was not read: save it again in Excel."),
    "rows": N_(
        "Row {row} is not empty, and at most {limit} rows are read: delete what is below "
        "the table, or divide it."
    ),
    "columns": N_("Cell {cell}, far to the right of the table, is not empty: delete its content."),
    "cells": N_("{file} has more than {limit} cells: divide it into several files."),
    "cell_characters": N_("The row contains a text of more than {limit} characters: shorten it."),
    "characters": N_("{file} contains more than {limit} characters: divide it into several files."),
    "memory": N_("{file} needs too much memory to be read: divide it into several files."),
    "time": N_("{file} takes longer than {limit} seconds to read: divide it into several files."),
    "failed": N_(
        "{file} could not be read: open it in the program that made it, and save it again; a "
        "spreadsheet as an Excel workbook (.xlsx)."
    ),
    "not_all_read": N_(
        "Of the sheet {sheet} only values can be read, or nothing, and {file} is in the layout of "
        "this program: save it in a spreadsheet program as .xlsx, and give that."
    ),
    "entities": N_(
        "{file} declares entities or a document type, as no office program does: it was not read."
    ),
    "part_twice": N_("{file} has two parts of one name, as no office program writes: not read."),
    "not_a_workbook": N_(
        "{file} is not a workbook: save it as an Excel workbook (.xlsx), or give a JSON or "
        "CSV file."
    ),
    "damaged": N_("{file} is damaged or cut off: get it again, or save it again in Excel."),
    "password": N_(
        "{file} is protected with a password: open it, and save it as .xlsx without one."
    ),
    "old_quattro": N_(
        "{file} is a workbook of Quattro Pro: open it in LibreOffice, and save it as an Excel "
        "workbook (.xlsx)."
    ),
    "old_document": N_(
        "{file} is a text, a presentation or a message of an old Office program, and no workbook: "
        "copy its table into a workbook, and save that as .xlsx."
    ),
    "old_workbook": N_(
        "{file} is an old or password-protected Office file: save it as .xlsx without password."
    ),
    "encoding_chosen": N_("{file} is not written in {encoding} (line {line}): choose another one."),
    "pdf": N_("{file} is a PDF: only workbooks, JSON and CSV files can be imported."),
    "not_text": N_("{file} is neither a workbook nor a text: give a .xlsx, .json or .csv file."),
    "encoding": N_(
        "{file} is not written in UTF-8 (line {line}): save it as “CSV UTF-8” or JSON in UTF-8."
    ),
    "encoding_large": N_(
        "{file} is not written in UTF-8 and too large to look through: say its encoding, or divide "
        "it into several files."
    ),
    "half_character": N_(
        "{file} contains an incomplete character (a lone surrogate): correct that text."
    ),
    "quote": N_("{file}: the quotation mark opened in line {line} is never closed: close it."),
    "csv": N_("{file}: line {line} is not valid CSV: correct it."),
    "json": N_("{file} is not valid JSON (line {line}, column {column}): correct it."),
    "json_depth": N_("{file} is nested deeper than {limit} levels and was not read."),
    "json_rows": N_(
        "{file} contains a list of more than {limit} entries: divide it into several files."
    ),
    "json_twice": N_("{file} gives “{key}” twice in the same object: keep one."),
    "json_number": N_("{file} contains an implausible number ({number}): correct it."),
    "json_nan": N_("{file} contains {number}, which is not a JSON number: write null instead."),
    "line_size": N_("{file}: line {row} is longer than {limit} MB; it was not read."),
    "folder_format": N_(
        "{file} is not the list of an office that was written out whole: choose the folder that "
        "rilo export-all made."
    ),
    "folder_path": N_(
        "{file} names {name}, which is no file of such a folder: nothing was read of it."
    ),
    "folder_link": N_("{file} is a link to somewhere else: put the file itself in its place."),
    "folder_hash": N_(
        "{file} is not as it was written (its SHA-256 differs): copy the folder again."
    ),
    "unknown_shape": N_(
        "{file} contains no cases, items, obligations, indicators, offices or members: "
        "compare it with the template."
    ),
    "year_not_invented": N_(
        "{file} is laid out as the year of a practice office, and does not say that it is invented "
        "and which practice office it is of: correct “fictitious” and “office” in “meta”."
    ),
    "year_without_year": N_(
        "{file}: the year in “meta” is not written in four digits: correct it."
    ),
    "year_without_day": N_("{file}: “as_of” in “meta” is not a day (2025-12-31): correct it."),
    "no_sheet": N_("{file} has no sheet named {expected}: name the sheets as in the template."),
    "no_parent_sheet": N_(
        "There is no sheet {expected} with the records that this sheet belongs to: add it."
    ),
    "no_header": N_("The sheet is empty: its first row gives the names of the columns."),
    "no_column": N_("There is no column {column}: name the columns as in the template."),
    "column_twice": N_("There are two columns named {column}: keep one."),
    "not_a_list": N_("{file}: {path} is not a list of records."),
    "not_an_object": N_("{file}: {path} is not a record."),
    "list_reference": N_(
        "{file} is a list without the columns that say which record a row is of: write it again "
        "with Reference or Local reference."
    ),
    "list_record": N_(
        "{file}: record {row} is none that the program wrote ({what}): write the list again."
    ),
    "picture_missing": N_("There is no picture {file}: check its name and folder."),
    "picture_not_a_file": N_("{file} is not a file: choose the picture itself."),
    "picture_size": N_("{file} is larger than {limit} MB; make it smaller and add it again."),
    "picture_type": N_("{file} is not a JPEG, PNG, WebP or TIFF picture."),
    "picture_heic": N_(
        "{file} is a picture in the format of a telephone (HEIC): save it as JPEG, and add that."
    ),
    "picture_avif": N_("{file} is a picture in the format AVIF: save it as JPEG, and add that."),
    "picture_film": N_("{file} is a film or a sound, and no picture: add a picture of it as JPEG."),
    "picture_old": N_("{file} is a GIF or BMP picture: save it as PNG, and add that."),
    "picture_pixels": N_(
        "{file} has more than {limit} million pixels and was not read: make it smaller."
    ),
    "picture_small": N_("{file} is narrower than {limit} pixels: nothing could be seen on paper."),
    "picture_frames": N_(
        "{file} contains several pictures or an animation: save the one you want "
        "separately, and add that."
    ),
    "picture_damaged": N_("{file} is damaged or cut off: get the picture again."),
    "picture_time": N_("{file} takes longer than {limit} seconds to read: save it again as JPEG."),
    "picture_memory": N_("{file} needs too much memory to be read: make the picture smaller."),
    "picture_failed": N_("{file} could not be read: save the picture again as JPEG, and add that."),
    "draft_pdf": N_("{file} is a PDF: ask for it as Word or text, or paste its paragraphs."),
    "draft_old": N_(
        "{file} is an old or password-protected document: save it as .docx without password."
    ),
    "draft_type": N_("{file} is neither a document of Word (.docx) nor a text (.txt)."),
    "draft_encoding": N_("{file} is not written in UTF-8 (line {line}): save it as UTF-8."),
    "draft_damaged": N_("{file} is damaged or cut off: get it again, or save it again in Word."),
    "draft_nothing": N_("{file} contains no text."),
    "draft_paragraphs": N_(
        "{file} has more than {limit} paragraphs: take the part that is asked about."
    ),
    "draft_characters": N_(
        "{file} has a paragraph of more than {limit} characters: divide it in the document."
    ),
    "submission_pdf": N_("{file} is not a PDF: choose the submission as it was sent."),
    "submission_damaged": N_("{file} is damaged or cut off: ask for it to be sent again."),
    "submission_encrypted": N_("{file} is encrypted: ask for the copy without a password."),
    "submission_reading": N_(
        "{file} was printed for reading: it carries no data and no signature. Ask the office for "
        "its submission."
    ),
    "submission_no_data": N_("{file} is a PDF without the data of a submission."),
    "submission_attached": N_("{file} contains something that submissions do not contain: {name}."),
    "submission_data": N_("The data in {file} does not follow the published format ({what})."),
    "submission_newer": N_(
        "{file} was made by a newer program ({program}, format {version}): install that one to "
        "read it."
    ),
    "form_list_missing": N_("The form {file} asks for a list {list}: give it with the form."),
    "form_list_unknown": N_("The form {form} does not ask for {file}: leave it out."),
    "form_list_twice": N_("Two files given with the form are called {file}: give one of them."),
    "form_list_format": N_("{file} is no list as its name says ({suffix}): save it as that."),
    "form_list_column": N_(
        "{file} has no column {column}, which row {asked} of the form asks for: add it."
    ),
    "form_list_heading": N_("The column {column} is there twice: keep one."),
    "form_list_row": N_("The row does not fit the columns of the list: correct it."),
    "form_list_empty": N_("The column {column} is empty: fill it in."),
    "form_list_blank": N_(
        "“{value}” has a blank in it, and several may be chosen: write it without."
    ),
    "form_list_key": N_(
        "“{value}” stands in the column {column} of an earlier row too: keep one of them."
    ),
    "form_list_xml": N_("{file} is not valid XML (line {line}): correct it."),
    "form_list_levels": N_(
        "A list in XML is a “root” with an “item” for each choice, and texts in it: this is none."
    ),
    "form_list_choices": N_(
        "The lists of the form have {count} choices with {file}, and at most {limit} are taken: "
        "shorten the list."
    ),
    "form_list_long": N_(
        "The form {form} has more than {limit} million characters with its lists, most of them "
        "from {file}: shorten it, or leave out columns that the form names and does not need."
    ),
    "snapshot_kind": N_("{file} contains records of a type this program does not know."),
}


def refused(code: str, file: str, **values: Any) -> Refused:
    """The exception for a file that is not read; nothing was changed."""
    return _refused(code, MESSAGES[code], file, values)


def elsewhere(said: str, file: str) -> Refused:
    """The same for a file that is taken at another place, as its kind says."""
    return _refused("elsewhere", said, file, {})


def _refused(code: str, message: str, file: str, values: Mapping[str, Any]) -> Refused:
    place = FieldPath(file=file, sheet=str(values.get("sheet", "")), row=int(values.get("row", 0)))
    return Refused(
        Finding(
            f"exchange.{code}",
            Severity.BLOCKS,
            Nature.STRUCTURE,
            message,
            {"file": file, **values},
            place,
        )
    )
