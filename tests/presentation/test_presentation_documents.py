# mypy: disable-error-code="attr-defined"
"""Each type of document is described once; what draws, sends and offers it follows the spec."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import rilo_desktop
from rilo_desktop import reports
from rilo_desktop.cli.parser import parser
from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.presentation.documents import ANSWERS, DOCUMENTS, SUBMISSIONS
from rilo_desktop.records import Submission, class_of, fields_of, record_types
from rilo_desktop.records.references import named
from rilo_desktop.reports.documents.annexes import NUMBERS, SECTIONS
from rilo_desktop.reports.documents.document import DRAWINGS, drawing_of
from rilo_desktop.services.submissions import preview, submit
from rilo_desktop.services.submissions.packing import packed
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.usual_scope import usual_order
from rilo_desktop.vocabularies import vocabulary
from sample_office import ready_for

SOURCE = Path(rilo_desktop.__file__).parent
NAMES = {*DOCUMENTS, *SUBMISSIONS}
every_document = pytest.mark.parametrize("spec", DOCUMENTS.values(), ids=lambda spec: spec.name)
every_submission = pytest.mark.parametrize("spec", SUBMISSIONS.values(), ids=lambda spec: spec.name)


def test_codes_and_names_are_of_one_type_each() -> None:
    assert len({spec.name for spec in DOCUMENTS.values()}) == len(DOCUMENTS)
    sets = [spec.record_type for spec in SUBMISSIONS.values() if spec.has_sheets]
    assert len({*sets}) == len(sets)
    assert {*DRAWINGS} <= {*DOCUMENTS}


@every_document
def test_what_a_document_holds_is_what_is_drawn(spec: DocumentSpec) -> None:
    drawing = drawing_of(spec.code)
    assert {*drawing.parts} == {*spec.parts, *spec.former_parts}
    has_pages = spec.has_sheets or drawing.page is not None or spec.is_sheet
    assert (drawing.sheet is not None) == has_pages
    sections = [section for annex in spec.annexes for section in annex.sections]
    assert {*sections} <= {*SECTIONS}
    assert len(sections) == len({*sections})
    if drawing.page is not None:
        assert not sections, "one page, always"
        return
    if drawing.cover is None:
        assert not sections, "what is to be checked stands on its page"
        assert spec.parts[-1] == "check" or spec.name not in SUBMISSIONS, "only what is signed"
        return
    assert len(spec.annexes) <= len(NUMBERS)
    assert [annex for annex in spec.annexes if annex.sections == ("integrity", "check")]


def test_every_section_of_an_annex_stands_in_a_document() -> None:
    annexes = [a for spec in DOCUMENTS.values() for a in (*spec.annexes, *spec.former_annexes)]
    used = {section for annex in annexes for section in annex.sections}
    assert used == {*SECTIONS}


@every_document
def test_references_are_to_fields_that_are_there(spec: DocumentSpec) -> None:
    assert {*spec.totals} <= {*record_types()}
    for reference in spec.references:
        cls = class_of(reference.record_type)
        for name in (*reference.fields, *([reference.via] if reference.via else [])):
            field, _, of_line = name.partition(".")
            assert field in {*fields_of(cls), "reference"}, name
            if of_line:
                lines = fields_of(cls)[field].lines
                assert lines is not None
                assert of_line in fields_of(lines), name
        if reference.via:
            field, _, of_line = reference.via.partition(".")
            lines = fields_of(cls)[field].lines
            assert lines is not None
            assert fields_of(lines)[of_line].names == spec.record_type
        elif reference.matches != ("", ""):
            field, of_these = reference.matches
            codes = fields_of(class_of(spec.record_type))[field].vocabulary
            assert codes == fields_of(cls)[of_these].vocabulary != ""
        elif spec.record_type:
            named = {name for one in spec.sources for name in _names(class_of(one.record_type))}
            assert reference.record_type in named


def _names(cls: type) -> list[str]:
    """Record types that a class names, in its lines too."""
    described = fields_of(cls).values()
    own = [about.names for about in described if about.names]
    return own + [name for about in described if about.lines for name in _names(about.lines)]


@every_submission
def test_every_surface_offers_it(spec: DocumentSpec) -> None:
    assert spec.code in vocabulary("submission_type").items
    assert (spec.record_type in preview.KINDS) or not spec.has_sheets
    assert parser().parse_args(["submit", "office", spec.name, "--out", "x"]).type == spec.name
    assert all((spec.icon, spec.label, spec.about))
    assert all(ANSWERS[number] is spec for number in spec.obligations)


@every_submission
def test_what_is_packed_prints_the_same_pages(make_session, spec: DocumentSpec) -> None:
    """The data carries all that is printed, records of other types too, and no more of those."""
    session = make_session(sample=True)
    ready_for(session, spec)
    content = submit.draft_content(session, usual_order(session, spec.name))
    assert {*content.referenced} == {reference.record_type for reference in spec.references}
    with session.reading() as reading:
        about = Submission(id="s", type=spec.code)
        packing = packed(reading, about, [], content, session.store_id)
    package = packing.package
    for reference in spec.references:
        found = package.printed.referenced[reference.record_type]
        is_named = named(content.records, reference.record_type)
        if not (reference.via or reference.matches):
            assert bool(found) == bool(is_named or reference.with_sender), reference.record_type
        allowed = {"kind", "schema", "id", "reference", "workflow"}
        allowed |= {name.partition(".")[0] for name in reference.fields}
        assert {key for snapshot in found.values() for key in snapshot} <= allowed
    read = document_of(package, packing.files)
    again = type(content)(
        head=content.head,
        records=content.records,
        revisions=content.revisions,
        referenced=read.referenced,
        excerpts=read.excerpts,
        earlier=read.earlier,
        totals=read.totals,
        photos=content.photos,
    )
    assert reports.made(again) == reports.made(content)


@pytest.mark.parametrize("code", ["NET", "XX", ""])
def test_a_document_of_a_type_that_nobody_sends_is_not_drawn_as_another(
    make_session, code: str
) -> None:
    """The check of the pages takes these errors for pages that do not show the data."""
    content = submit.draft_content(
        make_session(sample=True), submit.SubmissionRequest("case-studies")
    )
    other = replace(content, head=replace(content.head, type=code))
    with pytest.raises((LookupError, ValueError)):
        reports.made(other)


def test_nothing_asks_for_a_type_by_its_code() -> None:
    """Neither in a comparison nor in a match: what differs stands in the spec or the drawing."""
    found = []
    for folder in ("reports", "services", "gui", "cli"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Compare):
                    values = [node.left, *node.comparators]
                elif isinstance(node, ast.MatchValue):
                    values = [node.value]
                else:
                    continue
                constants = {c.value for v in values for c in ast.walk(v) if _is_text(c)}
                if constants & NAMES and "R" not in constants:  # "R", "AL": classes of letters
                    found.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert found == []


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
