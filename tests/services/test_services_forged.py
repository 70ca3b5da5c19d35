# mypy: disable-error-code="attr-defined, call-arg"
"""Whoever has the office's key can sign anything: nothing that they change is called unchanged.

The changes are those of `forging_named`, `forging_update` and `forging_objects`, tried on a
document of this version, which is compared byte for byte, and on one that pretends to be of a
released one, which is compared as text; each on one of the two, and `make proof PARTS=forged` tries
everything on both. Here the file is read in this process, by the same code as in the limited child:
a child for each of the hundreds would take an hour.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from forging import Forger, before_signature, changed
from forging_named import CHANGES, OF_MARK
from forging_objects import OF_OBJECTS, objects
from forging_streams import IN_STREAMS, parts_of
from forging_structure import OF_CONTENT, OF_DOCUMENT, OF_STRUCTURE, PAGE
from forging_update import RAW, UPDATES
from PIL import Image

from rilo_desktop import reports
from rilo_desktop.exchange import cards, pdfa, sandbox_child, submission
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.package import Maker
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import identity
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, released_versions, submit, verify
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verify import Agreement, TrustedCard, Verdict
from sample_office import add_sample_in_work
from sample_pictures import attach
from short_forms import FULL

CASE = "CS-AP-2019-001"
ARABIC = "مئة ألف حبة غير مسجلة في المنطقة الحرة لدى شركة غير مرخص لها باستيراد الأدوية"
SAME, TEXT = "same", "text"


class Clock:
    now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Insider:
    """The office's key, a document of this version and the same as if 0.1.0 had made it."""

    def __init__(self, folder: Path, office: str = "AP") -> None:
        made = make_office(
            folder / "office", office, f"{office}-01", "juniper canal 47 lanterns", clock=Clock()
        )
        with made.session as session:
            add_sample_in_work(session)
            found = record.find(session, CASE)
            Image.radial_gradient("L").resize((480, 360)).convert("RGB").save(folder / "photo.png")
            attach(session, found.record.id, folder / "photo.png", "The container")
            shown = record.find(session, CASE).record
            checked = tuple(replace(one, sanitised=True) for one in shown.pictures)
            record.save(session, replace(shown, pictures=checked))
            order = submit.SubmissionRequest(
                "case-studies", records=(found.record.id,), reason="test"
            )
            reference = submit.submit(session, order).submission.reference
            self.sent = folder / "sent.pdf"
            release.export(session, reference, self.sent)
            key = identity.signing(session)
        self.card = cards.read_card(key.card)
        self.forger = Forger(key.private, self.card.certificate, office)
        said = next(m for m in released_versions.MAKERS if (m.renderer, m.language) == ("2", "en"))
        first = before_signature(self.sent.read_bytes())
        self.bases = {SAME: first, TEXT: self.made_by(said)}

    def made_by(self, said: Maker) -> bytes:
        """The document whose data say that. Its pages print the digest of these very data."""
        opened = submission.opened(self.sent.read_bytes(), "sent.pdf")
        assert opened.package is not None
        package = replace(opened.package, made_by=said)
        content = document_of(package, opened.files)
        is_former = said.renderer in released_versions.WITH_FORMER_PARTS
        pages = reports.made(content, SILENT, former=is_former)
        return pdfa.sealed(pages, package, opened.files, reports.tables(content))

    def judged(self, content: bytes) -> Verdict:
        return verify.judge(submission.opened(content, "sent.pdf"), [TrustedCard(self.card)], ())


@pytest.fixture(scope="module")
def insider(tmp_path_factory: pytest.TempPathFactory) -> Insider:
    return Insider(tmp_path_factory.mktemp("forged"))


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "ask_child", _asked)


def _asked(arguments: tuple[str, ...], file: str, limits: Any, content: bytes) -> Iterator[bytes]:
    """The lines that `sandbox_child.main` answers."""
    del file, limits
    key = (*arguments, hashlib.sha256(content).hexdigest())
    if key not in _ANSWERS:
        out = io.BytesIO()
        try:
            for line in sandbox_child._lines(io.BytesIO(content), arguments):
                sandbox_child._write(out, line)
            sandbox_child._write(out, {"done": True})
        except Unread as failure:
            sandbox_child._write(out, {"failed": failure.code, "values": failure.values})
        except Exception:
            sandbox_child._write(out, {"failed": "failed", "values": {}})
        if len(_ANSWERS) > 20:
            _ANSWERS.clear()
        _ANSWERS[key] = out.getvalue()
    return iter(_ANSWERS[key].splitlines(keepends=True))


_ANSWERS: dict[tuple[str, ...], bytes] = {}


def _some(names: Any, part: int) -> list[Any]:
    """All of them in the full form, else each so many-th."""
    return list(names) if FULL else list(names)[::part]


def _others(names: Any, part: int) -> list[Any]:
    """All of them in the full form, else those that `_some` leaves out."""
    return [name for n, name in enumerate(names) if FULL or n % part]


def _refused(insider: Insider, content: bytes) -> list[str]:
    """What is said against it; none is allowed to pass."""
    try:
        verdict = insider.judged(content)
    except Refused as refused:
        return [finding.message.format(**finding.values) for finding in refused.findings]
    assert verdict.exit_code == verify.ALTERED, (verdict.exit_code, verdict.not_compared)
    return [finding.message.format(**finding.values) for finding in verdict.findings]


# --- what is honest


@pytest.mark.usefixtures("in_process")
def test_what_the_generator_signs_without_a_change_is_not_accused(insider: Insider) -> None:
    """Else it would prove nothing: all that is found is found for the change."""
    forger, first = insider.forger, insider.bases[SAME]
    for content in (forger.signed(first), forger.signed_with(first, lambda _: None)):
        verdict = insider.judged(content)
        assert (verdict.exit_code, verdict.agreement) == (0, Agreement.SAME)
    for content in (
        forger.signed(insider.bases[TEXT]),
        forger.signed_with(insider.bases[TEXT], lambda _: None),
        forger.signed(changed(insider.bases[TEXT], lambda _: None)),
    ):
        verdict = insider.judged(content)
        assert (verdict.exit_code, verdict.agreement) == (7, Agreement.AS_TEXT)


@pytest.mark.usefixtures("in_process")
def test_the_same_content_compressed_otherwise_is_not_called_the_same(insider: Insider) -> None:
    """Another zlib writes other bytes: that is no forgery, and it is not the same file either."""

    def repack(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            content = page.obj.Contents.read_bytes()
            page.obj.Contents.write(zlib.compress(content, 1), filter=pikepdf.Name.FlateDecode)

    objects_repacked = parts_of(insider.bases[SAME])
    for stream in objects_repacked.streams:
        if b"/ObjStm" in stream.about:
            stream.content = zlib.compress(zlib.decompress(stream.content), 1)
    for content in (changed(insider.bases[SAME], repack), objects_repacked.written()):
        verdict = insider.judged(insider.forger.signed(content))
        assert (verdict.exit_code, verdict.agreement) == (7, Agreement.AS_TEXT)
        assert PACKED in verdict.not_compared


def test_there_are_changes_enough() -> None:
    assert len(CHANGES) + len(UPDATES) + len(RAW) >= 200


# --- named changes


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", _some(CHANGES, 3))
def test_a_changed_document_of_this_version_is_never_unchanged(insider: Insider, name: str) -> None:
    content = changed(insider.bases[SAME], CHANGES[name])
    assert content != insider.bases[SAME]
    assert _refused(insider, insider.forger.signed(content))


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", _others(CHANGES, 3))
def test_a_changed_document_that_pretends_another_version_is_found(
    insider: Insider, name: str
) -> None:
    content = changed(insider.bases[TEXT], CHANGES[name])
    assert content != insider.bases[TEXT]
    assert _refused(insider, insider.forger.signed(content))


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", UPDATES)
@pytest.mark.parametrize("base", _some((SAME, TEXT), 2))
def test_whatever_else_the_signature_adds_is_found(insider: Insider, base: str, name: str) -> None:
    content = insider.forger.signed_with(insider.bases[base], UPDATES[name])
    assert _refused(insider, content)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    ("base", "name"), [*((SAME, name) for name in IN_STREAMS), *((TEXT, name) for name in RAW)]
)
def test_bytes_that_two_programs_may_read_in_two_ways_are_found(
    insider: Insider, base: str, name: str
) -> None:
    """The present version writes its objects in streams, released ones did not."""
    document = insider.bases[base]
    content = (IN_STREAMS if base == SAME else RAW)[name](document)
    assert content != document
    signed = insider.forger.signed_with(content, lambda _: None, like=document)
    assert _refused(insider, signed)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", OF_STRUCTURE)
def test_what_is_read_aloud_cannot_lie(insider: Insider, name: str) -> None:
    content = insider.forger.signed(changed(insider.bases[SAME], OF_STRUCTURE[name]))
    said = _refused(insider, content)
    assert [one for one in said if one.startswith("What is read aloud") and f": {PAGE}." in one]


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", OF_CONTENT)
def test_what_is_marked_on_a_page_cannot_lie(insider: Insider, name: str) -> None:
    content = insider.forger.signed(changed(insider.bases[SAME], OF_CONTENT[name]))
    assert [one for one in _refused(insider, content) if f": {PAGE}." in one]


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", OF_DOCUMENT)
def test_what_the_document_says_of_its_structure_cannot_lie(insider: Insider, name: str) -> None:
    content = changed(insider.bases[SAME], OF_DOCUMENT[name])
    assert content != insider.bases[SAME]
    assert _refused(insider, insider.forger.signed(content))


@pytest.mark.usefixtures("in_process")
def test_a_document_of_a_version_without_a_structure_is_not_given_one(insider: Insider) -> None:
    """Nobody compares it with anything, so it may have none."""

    def tag(pdf: pikepdf.Pdf) -> None:
        top = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document))
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=top)
        )

    assert _refused(insider, insider.forger.signed(changed(insider.bases[TEXT], tag)))


NAMED = {
    "XMP title": "XMP",
    "Info title": "/Title",
    "AF names forged data": "/AF",
    "schema is {}": "schema.json",
    "output intent": "colour profile",
    "form field": "field",
    "Root/Version": "/Version",
    "Collection": "/Collection",
    "OpenAction": "/OpenAction",
    "data described": "submission.json",
    "stamp marked as signature": ": 2",
    "white box": ": 2",
}


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", NAMED)
def test_what_was_changed_is_named(insider: Insider, name: str) -> None:
    content = insider.forger.signed(changed(insider.bases[SAME], CHANGES[name]))
    said = _refused(insider, content)
    assert [sentence for sentence in said if NAMED[name] in sentence], said


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    ("name", "part"),
    [("reason", "/Reason"), ("appearance", "/AP"), ("visible", "/Rect"), ("no Info", "/Author")],
)
def test_what_the_signature_adds_is_named(insider: Insider, name: str, part: str) -> None:
    said = _refused(insider, insider.forger.signed_with(insider.bases[SAME], UPDATES[name]))
    assert [sentence for sentence in said if part in sentence], said


# --- the mark of a practice office, which is the one text that may be written upwards


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Insider:
    return Insider(tmp_path_factory.mktemp("practice"), "XX")


@pytest.mark.usefixtures("in_process")
def test_a_genuine_practice_document_of_another_version_is_compared_as_text(
    practice: Insider,
) -> None:
    verdict = practice.judged(practice.forger.signed(practice.bases[TEXT]))
    assert ([found.rule for found in verdict.findings], verdict.exit_code) == ([], 7)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("name", OF_MARK)
def test_another_text_along_the_edge_than_the_mark_is_found(practice: Insider, name: str) -> None:
    content = changed(practice.bases[TEXT], OF_MARK[name])
    assert content != practice.bases[TEXT]
    said = _refused(practice, practice.forger.signed(content))
    assert [sentence for sentence in said if "age 2 of" in sentence], said


# --- each object in turn


def _cases(document: bytes) -> Iterator[tuple[int, str]]:
    for number in objects(document):
        for how in OF_OBJECTS:
            yield number, how


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("base", [SAME, TEXT])
def test_no_object_can_be_removed_replaced_exchanged_or_doubled(
    insider: Insider, base: str
) -> None:
    document = insider.bases[base]
    usual = _seen(insider.forger.signed(document))
    for number, how in _some(_cases(document), 23):
        content = _made(insider, document, OF_OBJECTS[how](number))
        if content is None:
            continue
        try:
            verdict = insider.judged(content)
        except Refused:
            continue
        assert verdict.exit_code in (verify.ALTERED, verify.AS_TEXT), (number, how)
        if verdict.exit_code == verify.AS_TEXT:
            assert base == TEXT or PACKED in verdict.not_compared, (number, how)
            assert _seen(content) == usual, (number, how)


PACKED = "how its content is written as bytes"


def _made(insider: Insider, document: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes | None:
    """None for what is no PDF any more, so that nobody can sign it."""
    try:
        content = changed(document, change)
        return None if content == document else insider.forger.signed(content)
    except (KeyError, ValueError, pikepdf.PdfError):
        return None


def _seen(content: bytes) -> tuple[Any, ...]:
    """What PDFium paints, and what programs read, asked without any of ours."""
    with pypdfium2.PdfDocument(content) as document:
        pixels = [
            hashlib.sha256(page.render(scale=0.5).to_pil().tobytes()).hexdigest()
            for page in document
        ]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        carried = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
        listed = [item.EF.F.read_bytes() for item in pdf.Root.AF]
        with pdf.open_outline() as outline:
            titles = [(item.title, len(item.children)) for item in outline.root]
        return pixels, info, pdf.Root.Metadata.read_bytes(), carried, listed, titles


# --- through the limited child, as an officer has it


@pytest.mark.parametrize("name", ["white box", "AF names forged data", "text made invisible"])
def test_the_limited_child_finds_the_same(insider: Insider, name: str) -> None:
    for document in insider.bases.values():
        assert _refused(insider, insider.forger.signed(changed(document, CHANGES[name])))


def test_a_maker_that_was_never_released_does_not_open_the_weaker_way(insider: Insider) -> None:
    for change in ({"renderer": "2x"}, {"program": "RILO Desktop 0.0.9"}, {"catalogue": "0" * 64}):
        said = next(m for m in released_versions.MAKERS if (m.renderer, m.language) == ("2", "en"))
        content = insider.forger.signed(insider.made_by(replace(said, **change)))
        verdict = insider.judged(content)
        assert [finding.rule for finding in verdict.findings] == ["verify.maker"]
        assert verdict.exit_code == verify.ALTERED
