"""Pages of records for reading: what is on them, what is not, and that they are no submission."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from rilo_desktop.cli import main
from rilo_desktop.presentation.document_spec import FOR_READING
from rilo_desktop.presentation.documents import HAVE_PAGES
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import CaseStudy, Picture, Record, Workflow
from rilo_desktop.reports.engine.styles import MM, TEXT
from rilo_desktop.rules.findings import Refused
from rilo_desktop.rules.handling import effective
from rilo_desktop.services.office import actions, outgoing
from rilo_desktop.services.office.progress import Cancelled, Progress, Said
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.receiving import inbox
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.submissions import export_register, printed_pages, record_pages
from rilo_desktop.services.submissions.record_pages import PagesRequest

PASSPHRASE = "a passphrase of the first officer"
CASE = "case-study"
SECRET = "kept behind the quiet lantern"


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("pages") / "office"
    shutil.copytree(template_of("AP", True).folder, folder)
    with open_store(folder, PASSPHRASE) as session:
        yield session


def made(session: Session, **values: Any) -> Record:
    new = record.with_values(record.new(session, CASE), {"title": "A case", **values})
    return record.save(session, new).stored.record


def first(session: Session, kind: str) -> Record | None:
    keys = lists.find(session, lists.Query(kind), counted=False).rows[:1]
    with session.reading() as reading:
        return next((one.record for one in reading.records.stored_many(keys)), None)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def test_what_the_footer_says_stays_in_its_column_in_french(office: Session) -> None:
    held = made(office, language="fr", title="Un cas")
    pages = record_pages.made(office, PagesRequest((held.id,), language="fr", withhold=True))
    document = pypdfium2.PdfDocument(pages.pdf)
    try:
        text = document[0].get_textpage()
        found = 0
        for word in ("diffusé", "lecture", "transmission"):
            search = text.search(word)
            while (at := search.get_next()) is not None:
                _left, bottom, right, _top = text.get_charbox(at[0] + at[1] - 1)
                if bottom < 20.5 * MM:  # in the footer
                    found += 1
                    assert right < TEXT - 5, word
        assert found == 3
    finally:
        document.close()


def refused(session: Session, request: PagesRequest) -> dict[str, Any]:
    with pytest.raises(Refused) as error:
        record_pages.made(session, request)
    return {one.rule: one for one in error.value.findings}


@pytest.mark.parametrize("kind", sorted(HAVE_PAGES & set(LISTED)))
def test_each_type_with_pages_leaves_under_its_label(office: Session, kind: str) -> None:
    held = first(office, kind)
    if held is None:
        pytest.skip("the sample office has none")
    pages = record_pages.made(office, PagesRequest((held.id,), withhold=True))
    text = text_of(pages.pdf)
    assert f"TLP:{pages.tlp}" in text
    assert pages.tlp == effective(held.tlp) or kind != CASE
    said = "For reading, not a submission"
    assert said in text or "Pour lecture" in text
    assert ("DRAFT" in text or "PROJET" in text) == pages.draft


def test_several_carry_the_strictest_label_and_the_log_says_so(
    office: Session, tmp_path: Path
) -> None:
    mild = made(office, tlp="CLEAR", summary="Boxes on a lorry")
    strict = made(office, tlp="AMBER+STRICT")
    path = tmp_path / "two.pdf"
    pages = record_pages.write(office, PagesRequest((mild.reference, strict.id)), path)
    text = text_of(path.read_bytes())
    assert pages.tlp == "AMBER+STRICT"
    assert text.count("TLP:AMBER+STRICT") == 2 * pages.pages
    assert pages.draft
    assert text.count("DRAFT") >= pages.pages
    with office.reading() as reading:
        entry = next(iter(reading.log.newest_first()))
    assert entry.action == actions.RECORD_EXPORT
    assert entry.detail["references"] == [mild.reference, strict.reference]
    assert (entry.detail["tlp"], entry.detail["draft"]) == ("AMBER+STRICT", True)
    assert export_register.listed(office)[0].what == "pages for reading"


def test_no_field_of_the_office_alone_is_on_the_pages(office: Session) -> None:
    case = record.new(office, CASE)
    names = [
        name
        for name, about in record.fields_of(type(case)).items()
        if about.office_only and str(about.type) in ("text", "long_text")
    ]
    assert names
    values = {"title": "X", **dict.fromkeys(names, SECRET)}
    held = record.save(office, record.with_values(case, values)).stored
    assert getattr(held.record, names[0]) == SECRET
    assert SECRET not in text_of(record_pages.made(office, PagesRequest((held.record.id,))).pdf)


def test_what_is_approved_is_no_draft(office: Session) -> None:
    done = replace(made(office, summary="Tea"), workflow=Workflow.APPROVED)
    with office.unit(actions.APPROVE) as unit:
        unit.write([done])
    pages = record_pages.made(office, PagesRequest((done.id,)))
    assert not pages.draft
    assert "DRAFT" not in text_of(pages.pdf)
    assert "Not approved" not in text_of(pages.pdf)


def test_the_guard_asks_and_is_answered_or_withholds(office: Session) -> None:
    held = made(office, summary="Write to anna.muster@example.org at once")
    request = PagesRequest((held.id,))
    found = refused(office, request)
    assert found["nominal.identifier"].place.field == "summary"
    kept = record_pages.made(office, replace(request, withhold=True))
    assert kept.withheld == 1
    assert "muster" not in text_of(kept.pdf)
    assert "withheld: personal data" in text_of(kept.pdf)
    answers = ((held.reference, "summary", "An address of the office itself"),)
    given = record_pages.made(office, replace(request, answers=answers))
    assert "muster" in text_of(given.pdf)
    assert given.cleared is not None
    assert given.cleared.answers == (f"{held.reference} summary: An address of the office itself",)


def test_lines_and_pictures_are_withheld_too(office: Session) -> None:
    goods = record.fields_of(type(record.new(office, CASE)))["goods"].lines
    assert goods is not None
    held = made(office, goods=(goods(description="Tea"), goods(note="call +48 601 234 567")))
    kept = record_pages.made(office, PagesRequest((held.id,), withhold=True))
    assert kept.withheld == 1
    assert "601 234" not in text_of(kept.pdf)
    unseen = record.with_values(held, {"pictures": (Picture(sha256="0" * 64, sanitised=False),)})
    assert isinstance(unseen, CaseStudy)
    assert outgoing.without_texts(unseen, ["pictures.1.sanitised"], "x").pictures[0].kept


def test_it_is_no_submission_and_is_told_apart(office: Session, tmp_path: Path) -> None:
    path = tmp_path / "case.pdf"
    held = made(office, summary="Tea")
    record_pages.write(office, PagesRequest((held.id,)), path)
    with pikepdf.open(path) as pdf:
        assert not pdf.attachments
        assert "/AcroForm" not in pdf.Root
        assert FOR_READING in str(pdf.docinfo["/Keywords"])
    found = inbox.inspect(office, path)
    assert [one.rule for one in found.findings] == ["exchange.submission_reading"]
    other = tmp_path / "other.pdf"
    with pikepdf.open(path) as pdf:
        pdf.docinfo["/Keywords"] = pikepdf.String("( x; " * 50_000)
        pdf.save(other)
    assert "exchange.submission_reading" not in {
        one.rule for one in inbox.inspect(office, other).findings
    }


def test_what_cannot_be_is_said(office: Session, tmp_path: Path) -> None:
    held = made(office, summary="Tea")
    assert "pages.nothing" in refused(office, PagesRequest(()))
    many = tuple(made(office).id for _ in range(record_pages.MOST_RECORDS + 1))
    assert "pages.many" in refused(office, PagesRequest(many))
    without = next(kind for kind in LISTED if kind not in HAVE_PAGES and first(office, kind))
    other = first(office, without)
    assert other is not None
    assert "pages.none" in refused(office, PagesRequest((other.id,)))
    with pytest.raises(Refused, match=r"does not end in \.pdf"):
        record_pages.write(office, PagesRequest((held.id,)), tmp_path / "case.docx")
    assert not list(tmp_path.iterdir())


def entries(session: Session, count: int) -> list[tuple[str, Mapping[str, Any]]]:
    """The newest entries of the log, the newest first."""
    with session.reading() as reading:
        found = islice(reading.log.newest_first(), count)
        return [(entry.action, entry.detail) for entry in found]


def test_printing_is_logged_before_the_printer_has_it(office: Session) -> None:
    held = made(office, summary="Tea")
    pages = record_pages.made(office, PagesRequest((held.id,)))
    with office.reading() as reading:
        before = reading.log.last
    assert printed_pages.picture(office, pages, 1, 100).startswith(b"\x89PNG")
    with office.reading() as reading:
        assert reading.log.last == before
    shown: list[bytes] = []

    def draw(pictures: Iterable[bytes]) -> bool:
        ((action, detail),) = entries(office, 1)
        assert (action, detail["references"]) == (actions.PRINTED, [held.reference])
        shown.extend(pictures)
        return True

    assert printed_pages.printed(office, pages, draw) == pages.pages == len(shown)
    assert all(one.startswith(b"\x89PNG") for one in shown)
    ((action, detail),) = entries(office, 1)
    assert (action, detail["pages"]) == (actions.PRINTED, pages.pages)


def _refuses(pictures: Iterable[bytes]) -> bool:
    next(iter(pictures))
    return False


def _breaks(_pictures: Iterable[bytes]) -> bool:
    raise MemoryError


@pytest.mark.parametrize(
    ("draw", "error"), [(_refuses, Refused), (_breaks, MemoryError)], ids=["refuses", "breaks"]
)
def test_a_print_that_is_refused_is_not_told_as_printed(
    office: Session, draw: printed_pages.Draw, error: type[BaseException]
) -> None:
    held = made(office, summary="Tea")
    pages = record_pages.made(office, PagesRequest((held.id,)))
    with pytest.raises(error):
        printed_pages.printed(office, pages, draw)
    (last, said), (first, _) = entries(office, 2)
    assert (first, last) == (actions.PRINTED, actions.NOT_PRINTED)
    assert (said["why"], said["pages"]) == (printed_pages.REFUSED, 0)
    left = export_register.listed(office)[0]
    assert (left.operation, left.written) == (said["entry"], False)


def test_a_print_is_stopped_between_two_pages(office: Session) -> None:
    held = [made(office, summary="Tea").id for _ in range(3)]
    pages = record_pages.made(office, PagesRequest(tuple(held)))
    taken: list[bytes] = []

    def told(done: int, _of: int, _step: str) -> None:
        if done == 2:
            raise Cancelled

    def draw(pictures: Iterable[bytes]) -> bool:
        taken.extend(pictures)
        return True

    with pytest.raises(Cancelled):
        printed_pages.printed(office, pages, draw, progress=Said(told))
    (last, said), (first, _) = entries(office, 2)
    assert (first, last) == (actions.PRINTED, actions.NOT_PRINTED)
    assert (said["why"], said["pages"]) == (printed_pages.STOPPED, 2)


def test_what_is_stopped_too_late_is_printed(office: Session) -> None:
    held = made(office, summary="Tea")
    pages = record_pages.made(office, PagesRequest((held.id,)))

    class TooLate(Progress):
        def outside(self, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
            call(*args, **kwargs)
            raise Cancelled

    def draw(pictures: Iterable[bytes]) -> bool:
        return bool(list(pictures))

    assert printed_pages.printed(office, pages, draw, progress=TooLate()) == pages.pages
    assert entries(office, 1)[0][0] == actions.PRINTED


def test_more_pages_than_a_print_has_go_into_a_file(office: Session) -> None:
    held = made(office, summary="Tea")
    pages = replace(record_pages.made(office, PagesRequest((held.id,))), pages=61)
    with pytest.raises(Refused) as refused:
        printed_pages.printed(office, pages, lambda _pictures: True)
    assert {one.rule for one in refused.value.findings} == {"print.many"}
    assert entries(office, 1)[0][0] != actions.PRINTED


def test_the_command_writes_and_refuses(
    make_session: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    with make_session("AP", True) as session:
        folder = session.folder
        clear = made(session, summary="Tea", tlp="GREEN")
        told = made(session, summary="Write to anna.muster@example.org")
    out = tmp_path / "case.pdf"
    assert main(["print", str(folder), clear.reference, "--out", str(out)]) == 0
    assert "TLP:GREEN, DRAFT" in capsys.readouterr().out
    other = tmp_path / "other.pdf"
    assert main(["print", str(folder), told.reference, "--out", str(other)]) == 1
    assert f'--answer "{told.reference}" summary:1' in capsys.readouterr().err
    assert not other.exists()
    keep = ["print", str(folder), told.reference, "--out", str(other), "--withhold"]
    assert main(keep) == 0
    assert main(["receive", str(folder), str(out)]) == 1
    assert "was printed for reading" in capsys.readouterr().err
    assert main(["verify", str(out)]) == 1
    assert "was printed for reading" in capsys.readouterr().err
