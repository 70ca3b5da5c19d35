# mypy: disable-error-code="attr-defined"
"""Lists: every described column can be shown and ordered by; filters count what they keep."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from rilo_desktop.folding import fold
from rilo_desktop.presentation.references import title_column
from rilo_desktop.records import NOT_KNOWN, record_types
from rilo_desktop.rules import facts
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import preferences
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.office.store_check import check
from rilo_desktop.services.records import bulk, list_views, lists, record, record_opening
from rilo_desktop.services.records.reference_names import record_names
from sample_office import PASSPHRASE, copied_sample

CASE = "case-study"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("lists") / "office"
    with open_store(copied_sample(tmp_path_factory, folder, shipped=True), PASSPHRASE) as opened:
        yield opened


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_every_column_can_be_shown_and_ordered_by(office: Session, kind: str) -> None:
    names = lists.column_names(kind)
    assert {"reference", "workflow", "tlp", "archived"} <= set(names)
    everything = lists.find(office, lists.Query(kind), counted=False)
    for name in names:
        both = [
            lists.find(office, lists.Query(kind, order=name, descending=way), counted=False).rows
            for way in (True, False)
        ]
        assert sorted(both[0]) == sorted(both[1]) == sorted(everything.rows)
    for row in lists.page(office, everything, 0, 5, names):
        assert set(names) <= set(row.values)
        assert row.values["reference"] == row.reference


@pytest.mark.parametrize("kind", sorted(record_types()))
def test_every_filter_keeps_as_many_as_it_counts(office: Session, kind: str) -> None:
    for name in lists.filter_names(kind):
        counts = lists.codes(office, lists.Query(kind), name)
        for code, count in counts.items():
            query = lists.Query(kind, filters={name: (code,)}, archived=name == "archived")
            assert len(lists.find(office, query, counted=False).rows) == count, (name, code)


def test_a_title_is_shown_and_ordered_in_the_language_of_the_window(office: Session) -> None:
    """Where its lines translate it; else as it is written."""
    column = title_column("risk-indicator", "fr")
    query = lists.Query("risk-indicator", order=column, descending=False)
    every = lists.find(office, query, counted=False)
    rows = lists.page(office, every, 0, 48, (column,))
    titles = [row.values[column] for row in rows]
    first = next(row.values[column] for row in rows if row.local_ref == "SND-01")
    assert first == "Adresse de retour absente ou sans lien avec l'expéditeur"
    as_sqlite = str.maketrans({chr(n): chr(n + 32) for n in range(65, 91)})  # NOCASE: ASCII only
    assert titles == sorted(titles, key=lambda title: title.translate(as_sqlite))
    written = lists.page(office, every, 0, 48, (title_column("risk-indicator", "en"),))
    assert [row.values["title.en"] for row in written] == [row.title for row in rows]
    names = {one.local_ref: one.text for one in record_names(office, "risk-indicator", "ru")}
    assert "Обратный адрес" in names["SND-01"]
    case = lists.find(office, lists.Query(CASE), counted=False)
    (row,) = lists.page(office, case, 0, 1, ("title.ar",))
    assert row.values["title.ar"] == row.title


def test_each_row_shows_where_a_word_stands_also_in_a_line(office: Session) -> None:
    everything = lists.find(office, lists.Query(CASE), counted=False)
    cases = [record.get(office, row.id).record for row in lists.page(office, everything, 0, 40)]
    texts = [*(case.goods[0].description for case in cases), *(case.summary for case in cases)]
    words = {text.split()[-1].strip(".,;()").lower() for text in texts if isinstance(text, str)}
    assert len(words) > 20
    for word in sorted(word for word in words if word.isalpha()):
        found = lists.find(office, lists.Query(CASE, words=word), counted=False)
        assert found.rows, word
        for row in lists.page(office, found, 0, 40):
            told = " ".join(f"{why.value} {why.label}" for why in row.why)
            shown = f"{row.title} {row.reference} {row.local_ref} {told}"
            assert fold(word) in fold(shown), (word, row)
            assert not row.why or word not in row.title.lower().split(), word


def test_a_route_is_the_countries_of_its_legs(office: Session) -> None:
    found = lists.find(office, lists.Query(CASE), counted=False)
    row = lists.page(office, found, 0, 1, ["route", "goods"])[0]
    case = record.get(office, row.id).record
    legs = [leg.country if isinstance(leg.country, str) else "?" for leg in case.route]
    assert row.values["route"].split(lists.SEPARATOR) == legs
    assert row.values["goods"].split(lists.SEPARATOR)[0] == case.goods[0].description[:200]


def test_ordered_by_a_number_its_empty_ones_come_last(office: Session) -> None:
    query = lists.Query(CASE, order="value_total", descending=False)
    found = lists.find(office, query, counted=False)
    shown = [r.values["value_total"] for r in lists.page(office, found, 0, 40, ["value_total"])]
    known = [float(text) for text in shown if text not in ("", "?")]
    assert known == sorted(known)
    assert all(text in ("", "?") for text in shown[len(known) :])


def test_a_column_that_is_none_is_refused(office: Session) -> None:
    with pytest.raises(KeyError):
        lists.find(office, lists.Query(CASE, order="row; DROP TABLE record"))


@pytest.fixture
def own(make_session: Callable[..., Session]) -> Session:
    """An office whose records may be changed."""
    return make_session(sample=True)


def test_many_are_changed_as_one_operation(own: Session) -> None:
    found = lists.find(own, lists.Query(CASE), counted=False)
    ids = lists.ids(own, found.rows)[:12]
    done = bulk.change(own, ids, bulk.BulkChange(tlp="GREEN", review_date="2027-01-31"))
    assert done.changes.changed == len(done.changes.records) <= 12
    assert done.changes.kinds == {CASE}
    operations = {record.history(own, one)[0].operation for one in done.changes.records}
    assert operations == {done.changes.operation}
    for one in ids:
        stored = record.get(own, one).record
        assert (stored.tlp, stored.review_date) == ("GREEN", "2027-01-31")
        assert stored.workflow == "draft"
    again = bulk.change(own, ids, bulk.BulkChange(tlp="GREEN"))
    assert (again.changes.operation, again.changes.same) == (0, 12)
    assert check(own).findings == ()


def test_the_archive_takes_and_gives_back(own: Session) -> None:
    found = lists.find(own, lists.Query(CASE), counted=False)
    ids = lists.ids(own, found.rows)[:3]
    bulk.change(own, ids, bulk.BulkChange(archived=True))
    assert len(lists.find(own, lists.Query(CASE)).rows) == 37
    assert lists.codes(own, lists.Query(CASE), "archived") == {"0": 37, "1": 3}
    filed = lists.find(own, lists.Query(CASE, filters={"archived": ("1",)}, archived=True))
    assert set(lists.ids(own, filed.rows)) == set(ids)
    bulk.change(own, ids, bulk.BulkChange(archived=False))
    assert len(lists.find(own, lists.Query(CASE)).rows) == 40


def test_what_cannot_be_changed_is_named_and_left(own: Session) -> None:
    from rilo_desktop.records import Submission

    ids = list(lists.ids(own, lists.find(own, lists.Query(CASE), counted=False).rows)[:2])
    kept = Submission(id="0190-kept", title="A submission", reference="AP/2026/SUB/A0001")
    with own.unit("edit") as unit:
        unit.write([kept])
    done = bulk.change(own, [*ids, kept.id], bulk.BulkChange(tlp="RED"))
    assert done.skipped == ("AP/2026/SUB/A0001",)
    assert set(done.changes.records) == set(ids)


@pytest.mark.parametrize(
    "wanted", [bulk.BulkChange(tlp="PINK"), bulk.BulkChange(review_date="31.12.2026")]
)
def test_bad_values_change_nothing(own: Session, wanted: bulk.BulkChange) -> None:
    ids = lists.ids(own, lists.find(own, lists.Query(CASE), counted=False).rows)[:2]
    before = [record.get(own, one).revision for one in ids]
    with pytest.raises(Refused):
        bulk.change(own, ids, wanted)
    assert [record.get(own, one).revision for one in ids] == before


def test_views_and_columns_are_kept_for_their_officer(own: Session) -> None:
    look = list_views.ListSettings(("reference", "title", "route"), "title", False)
    view = list_views.SavedView("By post", "parcel", {"conveyance": ("MAIL",)}, look=look)
    assert list_views.keep_view(own, CASE, view) == (view,)
    list_views.remember(own, CASE, look, 400)
    folder = own.folder
    operations = len(list(_log(own)))
    own.close()
    with open_store(folder, PASSPHRASE) as again:
        assert list_views.recall(again, CASE) == list_views.RememberedViews(look, (view,), 400)
        assert list_views.recall(again, "action-item") == list_views.RememberedViews()
        renamed = list_views.SavedView("by POST", "express")
        assert list_views.keep_view(again, CASE, renamed) == (renamed,)
        assert list_views.drop_view(again, CASE, "by POST") == ()
        assert len(list(_log(again))) == operations + 1, "the opening is logged, nothing else"
        assert check(again).findings == ()


def _log(session: Session) -> list[object]:
    with session.reading() as reading:
        return list(reading.log.all())


def test_a_view_needs_a_name(own: Session) -> None:
    with pytest.raises(Refused):
        list_views.keep_view(own, CASE, list_views.SavedView("  "))


@pytest.mark.parametrize("kept", ["[]", "no json", '{"look": 1}', '{"views": [{}], "look": {}}'])
def test_a_preference_that_cannot_be_read_is_none(own: Session, kept: str) -> None:
    preferences.keep(own, f"list.{CASE}", kept)
    assert list_views.recall(own, CASE) == list_views.RememberedViews()


def test_columns_a_later_program_knows_are_left_out(own: Session) -> None:
    preferences.keep(
        own,
        f"list.{CASE}",
        '{"look": {"columns": ["title", "of_tomorrow"], "order": "of_tomorrow", '
        '"descending": true}, "preview": 0, "views": []}',
    )
    assert list_views.recall(own, CASE).look == list_views.ListSettings(("title",), "", True)


def test_preferences_are_the_officers_own(own: Session) -> None:
    preferences.keep(own, "list.x", "one")
    with own.reading() as reading:
        assert reading.office.preferences("AP-02") == {}
    preferences.keep(own, "list.x", "")
    assert preferences.read(own, "list.x") == ""


def test_what_was_confirmed_long_ago_is_listed_and_read_as_probable(office: Session) -> None:
    made = record.new(office, "member")
    values = {"country": "FJ", "confidence": "confirmed", "as_of": "2012-11-15"}
    stored = record.save(office, record.with_values(made, values)).stored
    found = lists.find(office, lists.Query("member"), counted=False)
    rows = lists.page(office, found, 0, len(found.rows), ("confidence",))
    (row,) = [row for row in rows if row.id == stored.record.id]
    assert row.values["confidence"] == "probable"
    assert record.shown(office, stored.record.id).record.confidence == "probable"
    assert record.get(office, stored.record.id).record.confidence == "confirmed"
    reopened = record_opening.reopened(office, stored.record.id).stored
    assert reopened is not None
    assert reopened.record.confidence == "probable", "the editor calls it no surer"


@pytest.mark.parametrize(
    ("as_of", "confidence", "graded"),
    [
        ("2012-11-15", "confirmed", "probable"),
        ("{old}", "confirmed", "probable"),
        ("{year}", "confirmed", "confirmed"),
        ("{year}-12", "confirmed", "confirmed"),
        (None, "confirmed", "probable"),
        ("?", "confirmed", "probable"),
        ("2012", "inferred", "inferred"),
        ("2012", None, ""),
        ("2012", "?", "?"),
    ],
)
def test_a_filter_counts_and_finds_a_fact_as_sure_as_it_is_shown(
    office: Session, as_of: str | None, confidence: str | None, graded: str
) -> None:
    this_year = office.clock().year - facts.YEARS
    day = as_of.format(year=this_year, old=this_year - 1) if as_of else as_of
    before = lists.codes(office, lists.Query("member"), "confidence")
    values = {"country": "FJ", "confidence": known(confidence), "as_of": known(day)}
    made = record.with_values(record.new(office, "member"), values)
    wanted = record.save(office, made).stored.record.id
    after = lists.codes(office, lists.Query("member"), "confidence")
    assert after == {**before, graded: before.get(graded, 0) + 1}
    for code in {graded, "confirmed", "probable"}:
        found = lists.find(office, lists.Query("member", filters={"confidence": (code,)}))
        rows = lists.page(office, found, 0, len(found.rows))
        assert (wanted in {row.id for row in rows}) == (code == graded)
        assert len(rows) == after.get(code, 0)
        assert sum(found.counts["workflow"].values()) == len(rows)


def known(value: str | None) -> object:
    return NOT_KNOWN if value == "?" else value
