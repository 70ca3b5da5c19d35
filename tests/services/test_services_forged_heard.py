# mypy: disable-error-code="attr-defined, call-arg"
"""What cannot be seen cannot lie: the structure, its words and languages, labels and outline.

As `test_services_forged`, on a document of this version, on one that pretends to be of a later
release, whose pages cannot be made again here, and on one of a release that wrote no structure.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
import reports_sample as sample
from forging import changed
from forging_heard import HIDDEN, link_words
from test_services_forged import SAME, Insider, _asked, _refused, _some

from rilo_desktop import reports
from rilo_desktop.exchange import pdfa, submission
from rilo_desktop.exchange.package import Maker
from rilo_desktop.exchange.structure_said import disagreements
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.submissions import released_versions
from rilo_desktop.services.submissions.packing import maker
from rilo_desktop.services.submissions.unpacking import document_of
from rilo_desktop.services.submissions.verify import Agreement

LATER = replace(maker("en"), program="RILO Desktop 9.0.0", renderer="99")
FORMER = next(m for m in released_versions.MAKERS if (m.renderer, m.language) == ("2", "en"))
OF_FILE = frozenset(
    {
        "language of the document element",
        "language of the file",
        "page labels",
        "an outline names other pages",
        "the tree stripped",
        "the tree stripped clean",
        "roles mapped",
        "roles of an own class",
        "not marked",
        "suspect",
        "title not shown",
    }
)
"""What has no page."""


@pytest.fixture(scope="module")
def insider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Insider]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(submission, "ask_child", _asked)
        patch.setattr(released_versions, "MAKERS", released_versions.MAKERS | {LATER})
        made = Insider(tmp_path_factory.mktemp("forged"))
        made.bases["later"] = made_by(made, LATER)
        yield made


def made_by(insider: Insider, said: Maker, **how: Any) -> bytes:
    """The document whose data say that; its pages print the digest of these very data."""
    opened = submission.opened(insider.sent.read_bytes(), "sent.pdf")
    assert opened.package is not None
    package = replace(opened.package, made_by=said)
    content = document_of(package, opened.files)
    pages = reports.made(content, SILENT, **how)
    return pdfa.sealed(pages, package, opened.files, reports.tables(content))


def test_what_is_not_changed_is_not_accused(insider: Insider) -> None:
    for base, agreement in ((SAME, Agreement.SAME), ("later", Agreement.AS_TEXT)):
        verdict = insider.judged(insider.forger.signed(insider.bases[base]))
        assert ([one.rule for one in verdict.findings], verdict.agreement) == ([], agreement)


@pytest.mark.parametrize(
    ("base", "name"),
    [*((SAME, name) for name in _some(HIDDEN, 2)), *(("later", name) for name in _some(HIDDEN, 1))],
)
def test_what_cannot_be_seen_is_found_and_its_page_named(
    insider: Insider, base: str, name: str
) -> None:
    content = changed(insider.bases[base], HIDDEN[name])
    assert _pixels(content) == _pixels(insider.bases[base])
    said = _refused(insider, insider.forger.signed(content))
    assert name in OF_FILE or [one for one in said if NAMES_A_PAGE.search(one)], said


NAMES_A_PAGE = re.compile(r"[Pp]age \d|[Pp]ages \d|says: \d")


def _pixels(content: bytes) -> list[bytes]:
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return [page.render(scale=0.3).to_pil().tobytes() for page in document]


def test_words_of_a_link_are_compared() -> None:
    document = pdfa.conforming(reports.made(sample.content("CS")))
    content = changed(document, link_words)
    with pikepdf.open(io.BytesIO(document)) as ours, pikepdf.open(io.BytesIO(content)) as theirs:
        assert disagreements(ours, theirs) == [2]
        assert disagreements(ours, ours) == []


def test_a_document_of_before_is_not_blamed_for_having_no_structure(insider: Insider) -> None:
    """It says that a release made it which wrote none; then it may not have one either."""
    plain = insider.judged(insider.forger.signed(made_by(insider, FORMER, former=True)))
    assert ([one.rule for one in plain.findings], plain.exit_code) == ([], 7)
    assert _refused(insider, insider.forger.signed(made_by(insider, FORMER)))
