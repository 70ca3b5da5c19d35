"""Columns of an office's own table find their fields: by heading, by content, by what was mapped.

targets      the fields that a column may be for, derived from the descriptions of the records
headings     how columns are usually headed, in six languages
recognition  which field a column is for, how sure that is, and why
mapping      what an office decided, remembered by the shape of the sheet, and its file
"""

from .mapping import ColumnRule, Mapping, SheetMapping, mapping_data, read_mapping, shape_of
from .recognition import Confidence, Recognized, recognized
from .targets import LINE_NUMBER, Target, targets_of

__all__ = [
    "LINE_NUMBER",
    "ColumnRule",
    "Confidence",
    "Mapping",
    "Recognized",
    "SheetMapping",
    "Target",
    "mapping_data",
    "read_mapping",
    "recognized",
    "shape_of",
    "targets_of",
]
