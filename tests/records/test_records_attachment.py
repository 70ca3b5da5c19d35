"""Names of files from anywhere become names that every system takes, and stay so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rilo_desktop.records import class_of, record_types
from rilo_desktop.records.attachment import (
    LONGEST_NAME,
    attached_name,
    field_of_attachments,
    is_attached_name,
    safe_name,
)

HOSTILE = {
    "report.pdf": "report.pdf",
    "rapport d'activité 2026.docx": "rapport d'activité 2026.docx",
    "../../etc/passwd": "passwd",
    "C:\\Users\\x\\report.pdf": "report.pdf",
    "con.txt": "_con.txt",
    "COM1": "_COM1",
    "lpt¹.pdf": "_lpt¹.pdf",
    "nul": "_nul",
    "invoice\u202efdp.exe": "invoicefdp.exe",
    "a\x00b\x1b[31m.txt": "a_b_[31m.txt",
    "line\nend.txt": "line_end.txt",
    "...": "file",
    "": "file",
    ".bashrc": "bashrc",
    "name. . .": "name",
    "zero\u200bwidth.txt": "zerowidth.txt",
    "a:stream.txt": "a_stream.txt",
    "half \ud800 sign.txt": "half _ sign.txt",
}


@pytest.mark.parametrize(("given_name", "kept"), HOSTILE.items())
def test_a_name_that_acts_hides_or_is_a_device_becomes_a_plain_one(given_name, kept) -> None:
    assert safe_name(given_name) == kept


def test_the_ending_of_a_long_name_stays() -> None:
    assert safe_name("x" * 400 + ".pdf").endswith("x.pdf")
    assert len(safe_name("x" * 400 + ".pdf")) == LONGEST_NAME
    assert len(safe_name("x." + "y" * 400)) == LONGEST_NAME


@given(st.text())
def test_a_safe_name_is_safe_again_and_fits(text: str) -> None:
    name = safe_name(text)
    assert safe_name(name) == name
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert is_attached_name(attached_name(7, name))


def test_names_in_a_document_are_recognised_and_no_others() -> None:
    assert is_attached_name("attached-01-report.pdf")
    for name in ("attached-report.pdf", "attached-x-report.pdf", "submission.json", "attached-1-"):
        assert not is_attached_name(name)
    assert not is_attached_name("attached-01-../x")


def test_the_record_types_that_have_files_keep_them_in_the_office() -> None:
    having = {code for code in record_types() if field_of_attachments(class_of(code))}
    assert {"case-study", "risk-indicator", "action-item", "product", "activity"} <= having
