"""The register of ways out, gone through: nothing that was planted leaves unasked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from planted import Planted, text_of

from rilo_desktop.exchange import package as packages
from rilo_desktop.presentation.documents import HAVE_PAGES, SUBMISSIONS
from rilo_desktop.presentation.list_spec import all_columns
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.records import CaseStudy, fields_of
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import (
    card_revocations,
    guard_answers,
    office_lists,
    ways_out,
)
from rilo_desktop.services.office.create_office import add_sample
from rilo_desktop.services.office.outgoing import going_out
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.office.ways_out import Guard, WayOut
from rilo_desktop.services.receiving import acceptance_rules, list_packs, network_report
from rilo_desktop.services.records import (
    consultations,
    due_calendar,
    file_import,
    form_table,
    handover,
    list_export,
    lists,
    record,
    reporting_year,
)
from rilo_desktop.services.submissions import (
    encrypted_copies,
    preflight,
    printed_pages,
    record_pages,
    release,
    submit,
    table_pages,
)
from rilo_desktop.services.submissions.content import content_of
from rilo_desktop.services.submissions.packing import packed
from rilo_desktop.services.submissions.usual_scope import usual_order

PASSPHRASE = "a passphrase of the first officer"
OFFICE = "XX"
HERBAL, SENT = f"{OFFICE}-HERBAL", f"{OFFICE}-SENT"
"""Codes of the office whose names hold an identifier: one for all records, one for what is sent."""


def given(code: str) -> list[tuple[str, str, str]]:
    return [("cover", f"lists.product_category.{code}", "for the test")]


class Field:
    """An office with a practice year, in which every text is planted."""

    def __init__(self, session: Session) -> None:
        self.session, self.plants = session, Planted()
        add_sample(session)
        self.answered: set[str] = set()
        """What was answered for a submission that was released: it counts from then on."""
        for code in (HERBAL, SENT):
            name = {"en": self.plants.token(f"name of {code}")}
            office_lists.add(session, "product_category", code, name, "", given(code))
        with session.reading() as reading:
            held = [stored.record for stored in reading.records.all_of("case-study")]
        cases = [one for one in held if isinstance(one, CaseStudy)]
        said = {one.id: record.findings(session, one) for one in cases}
        self.sound = next(one for one in cases if one.goods and not said[one.id])
        self.plants.plant(session, {"product_category": HERBAL})

    def one_case(self) -> submit.SubmissionRequest:
        """Of a new case that nothing keeps from release but what is planted in its summary and its
        code."""
        made = record.new(self.session, "case-study")
        names = [name for name, about in fields_of(CaseStudy).items() if not about.office_only]
        values = {name: getattr(self.sound, name) for name in names if name != "local_ref"}
        (first, *goods) = values["goods"]
        values["goods"] = (replace(first, category=SENT), *goods)
        values["summary"] = self.plants.token("summary of a sound case")
        saved = record.save(self.session, replace(made, **values)).stored.record
        return submit.SubmissionRequest("case-studies", records=(saved.id,), reason="agreed")

    def token_in(self, place: str) -> str:
        """One that was planted there."""
        return next(one for one, where in self.plants.where.items() if where == place)

    def unasked(self, text: str, findings: Any = ()) -> list[str]:
        held = self.plants.held(text) - self.answered
        return self.plants.places(held - self.plants.asked(findings))


@pytest.fixture(scope="module")
def field(
    tmp_path_factory: pytest.TempPathFactory, template_of: Callable[[str, bool], Any]
) -> Iterator[Field]:
    folder = tmp_path_factory.mktemp("planted") / "office"
    shutil.copytree(template_of(OFFICE, False).folder, folder)
    with open_store(folder, PASSPHRASE, f"{OFFICE}-01") as session:
        yield Field(session)


OF_RECORDS = [name for name, spec in SUBMISSIONS.items() if spec.record_type != "submission"]


@pytest.mark.parametrize("name", OF_RECORDS)
def test_all_that_a_submission_carries_was_asked(field: Field, name: str) -> None:
    session = field.session
    order = replace(usual_order(session, name), reason="for the test")
    found = preflight.preflight(session, order)
    asked = [one for one in found.findings if one.answerable]
    submission, frozen = submit._prepared(session, order)
    with session.reading() as reading:
        content = content_of(reading, submission, frozen, OFFICE)
        data = packed(reading, submission, frozen, content, session.store_id).package
    text = packages.to_json(data).decode()
    assert field.unasked(text, asked) == []
    assert field.plants.held(text) or not asked
    assert field.plants.places(field.plants.held(text) & field.plants.of_the_office) == []


# --- every way of the register


Road = Callable[[Field, Path], Iterator[tuple[str, Any]]]
"""Goes out without an answer, in each form that there is: (what has left, what was asked)."""


def refused(call: Callable[[], object]) -> tuple[Any, ...]:
    with pytest.raises(Refused) as error:
        call()
    rules = {one.rule for one in error.value.findings}
    assert rules <= {"nominal.identifier", "nominal.hint", "dossier.person"}
    return error.value.findings


def by_submission(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    """Answered, released and written; then a name is another, and it is asked again."""
    session, path = field.session, folder / "x.pdf"
    order = field.one_case()
    asked = refused(lambda: submit.submit(session, order))
    found = preflight.preflight(session, order)
    answers = [
        guard_answers.answer_to(one, found.revisions.get(one.place.record, ""), "for the test")
        for one in found.findings
        if one.answerable
    ]
    done = submit.submit(session, replace(order, answers=tuple(answers)))
    field.answered |= field.plants.asked(asked)
    release.export(session, done.submission.reference, path)
    yield text_of(path), found.findings
    later = {"en": field.plants.token("name of a code, later")}
    office_lists.rename(session, "product_category", SENT, later, given(SENT))
    reference = done.submission.reference
    refused(lambda: release.export(session, reference, folder / "y.pdf"))
    refused(lambda: encrypted_copies.export(session, reference, folder / "z.pdf", ["WE"]))
    recipient = [field.plants.token("recipient")]
    refused(lambda: encrypted_copies.export(session, reference, folder / "z.pdf", recipient))


def by_draft(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    order = field.one_case()
    yield "", refused(lambda: submit.draft(field.session, order, folder / "x.pdf"))


def by_pages(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    """Of every type that has pages."""
    for kind in sorted(HAVE_PAGES):
        held = lists.find(field.session, lists.Query(kind)).rows[:3]
        if held:
            request = record_pages.PagesRequest(tuple(lists.ids(field.session, tuple(held))))
            path = folder / f"{kind}.pdf"
            refused(lambda: record_pages.write(field.session, request, path))  # noqa: B023
            record_pages.write(field.session, replace(request, withhold=True), path)
            yield text_of(path), ()


def by_printer(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    asked = lists.Query("case-study", words=field.token_in("case-study.summary"))
    request = list_export.ListRequest(asked, withhold=True)
    for pages in (
        table_pages.of_list(field.session, request),
        table_pages.of_analysis(field.session, lists.Query("case-study"), "en"),
        table_pages.of_analysis(field.session, lists.Query("action-item"), "en"),
    ):
        assert printed_pages.printed(field.session, pages, lambda sheets: bool([*sheets]))
        printed_pages.saved(field.session, pages, folder / "x.pdf")
        yield text_of(folder / "x.pdf"), ()


def by_list(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    """Of every type, with every column, in every form."""
    for kind in LISTED:
        query = lists.Query(kind)
        if not lists.find(field.session, query).rows:
            continue
        for columns in (tuple(all_columns(record_type(kind).list)), ()):
            request = list_export.ListRequest(query, columns, language="fr")
            for ending in list_export.ENDINGS:
                path = folder / f"{kind}{ending}"
                if columns:
                    refused(lambda: list_export.write(field.session, request, path))  # noqa: B023
                list_export.write(field.session, replace(request, withhold=True), path)
                yield text_of(path), ()


def by_clipboard(field: Field, _folder: Path) -> Iterator[tuple[str, Any]]:
    request = list_export.ListRequest(lists.Query("case-study"), withhold=True)
    rows = list_export.copied(field.session, request)
    yield f"{rows.text}\n{rows.html}", ()


def by_comments(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    for one in consultations.choices(field.session):
        path = folder / "x.xlsx"
        refused(lambda: consultations.write(field.session, one.id, path, "en"))  # noqa: B023
        consultations.write(field.session, one.id, path, "en", withhold=True)
        yield text_of(path), ()


def by_form_table(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    with field.session.reading() as reading:
        forms = [stored.record.id for stored in reading.records.all_of("questionnaire")]
    asked = 0
    for form in forms:
        table = form_table.table_of(field.session, form)
        for name in ("x.xlsx", "x.csv"):
            if table.received:
                refused(lambda: form_table.write(field.session, table, folder / name))  # noqa: B023
                asked += 1
            form_table.write(field.session, table, folder / name, withhold=True)
            yield text_of(folder / name), ()
    assert asked


def by_due_dates(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    due_calendar.write(field.session, folder / "x.ics")
    yield text_of(folder / "x.ics"), ()


def by_reporting_year(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    source = field.plants.token("where a day was announced")
    reporting_year.announce(field.session, "GRMAP", day="2027-03-15", source=source)
    reporting_year.write_calendar(field.session, folder / "x.ics")
    yield text_of(folder / "x.ics"), ()


def by_network_report(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    network_report.write(field.session, folder / "x.pdf")
    yield text_of(folder / "x.pdf"), ()


def by_dossier(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    session, path = field.session, folder / "x.pdf"
    notes = handover.HandoverNotes(advice=(field.plants.token("advice"),))
    refused(lambda: handover.write(session, path, notes))
    handover.write(session, path)
    yield text_of(path), ()


def by_code_lists(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    session, path = field.session, folder / "x.rilolists"
    source, answers = field.plants.token("source of the lists"), [*given(HERBAL), *given(SENT)]
    refused(lambda: list_packs.sign(session, path, "1", source, answers))
    asked = refused(lambda: list_packs.sign(session, path, "1", "Our own list"))
    list_packs.sign(session, path, "1", "Our own list", answers)
    yield text_of(path), asked


def by_rules(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    from importlib import resources

    shipped = resources.files("rilo_desktop.assets") / "acceptance"
    (file,) = [one for one in shipped.iterdir() if one.name.endswith(".json")]
    data = json.loads(file.read_text("utf-8"))
    data["source"] = field.plants.token("source of the rules")
    (folder / "rules.json").write_text(json.dumps(data), "utf-8")
    path = folder / "x.rilorules"
    yield "", refused(lambda: acceptance_rules.sign(field.session, folder / "rules.json", path))


def by_revocation(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    reason, path = field.plants.token("reason of a revocation"), folder / "x.rilocard"
    yield "", refused(lambda: card_revocations.revoke(field.session, OFFICE, reason, path))


def by_template(field: Field, folder: Path) -> Iterator[tuple[str, Any]]:
    for short in ("", "case-study"):
        file_import.write_template(field.session, folder / "x.xlsx", "en", short)
        yield text_of(folder / "x.xlsx"), ()


ROADS: Mapping[WayOut, Road] = {
    ways_out.SUBMISSION: by_submission,
    ways_out.COPY: by_submission,
    ways_out.DRAFT: by_draft,
    ways_out.NETWORK: by_network_report,
    ways_out.NETWORK_DRAFT: by_network_report,
    ways_out.DOSSIER: by_dossier,
    ways_out.PAGES: by_pages,
    ways_out.PRINT: by_printer,
    ways_out.LIST: by_list,
    ways_out.CLIPBOARD: by_clipboard,
    ways_out.COMMENTS: by_comments,
    ways_out.FORM_TABLE: by_form_table,
    ways_out.DUE_DATES: by_due_dates,
    ways_out.REPORTING_YEAR: by_reporting_year,
    ways_out.LISTS: by_code_lists,
    ways_out.RULES: by_rules,
    ways_out.REVOCATION: by_revocation,
    ways_out.FURTHER_REVOCATION: by_revocation,
    ways_out.TEMPLATE: by_template,
}
ELSEWHERE = {ways_out.ANSWER: "test_services_acknowledge"}
"""Ways that need another office."""


def test_every_way_that_the_guard_reads_is_gone() -> None:
    read = {way for way in ways_out.WAYS if way.guard is not Guard.UNREAD}
    assert read == {*ROADS, *ELSEWHERE}
    assert all(way.unread for way in ways_out.WAYS if way not in read)


@pytest.mark.parametrize("road", dict.fromkeys(ROADS.values()), ids=lambda road: road.__name__)
def test_nothing_that_was_planted_leaves_unasked(field: Field, road: Road, tmp_path: Path) -> None:
    went = list(road(field, tmp_path))
    assert went
    assert [field.unasked(text, asked) for text, asked in went if field.unasked(text, asked)] == []
    assert not any(field.plants.held(text) & field.plants.of_the_office for text, _ in went)
    assert len(field.plants.of_the_office) > 100
    there = [one for one in tmp_path.iterdir() if one.name not in ("rules.json",)]
    left = [field.unasked(text_of(one), [f for _, said in went for f in said]) for one in there]
    assert not any(left), "a file that was refused lies there all the same"


@pytest.mark.parametrize("way", list(dict.fromkeys(ROADS)), ids=lambda way: way.name)
def test_the_name_of_a_file_is_read_too(field: Field, way: WayOut, tmp_path: Path) -> None:
    path = tmp_path / f"{field.plants.token('name of a file')}.pdf"
    with pytest.raises(Refused) as error, going_out(field.session, way, path):
        pass
    assert [one.rule for one in error.value.findings] == ["nominal.identifier"]
