"""Every sentence that a progress report proposes is true of its rows, whatever the rows are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_reports_progress import MEMBERS, YEAR, _pages, cases, content

from rilo_desktop.analysis.figures.largest import UNKNOWN, largest
from rilo_desktop.records import Activity, CaseStudy, Member, Record, RouteLeg
from rilo_desktop.reports import made, proposals
from short_forms import examples

GOODS = ("MEDICAL", "TOBACCO", "IPR_GOODS", None)
WAYS = ("RISK_PROFILE", "ROUTINE", None)
MONTHS = ("", "-02", "-03", "-09", "-11")
STARTS = ("CN", "TR", None)


@given(st.dictionaries(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 6)))
@example({"": 3, "a": 3})
@example({"a": 3, "b": 3})
def test_the_largest_is_alone_and_more_than_what_is_not_known(counts: dict[str, int]) -> None:
    found = largest(counts)
    known = {key: value for key, value in counts.items() if key}
    if found is None:
        top = max(known.values(), default=0)
        tied = sum(value == top for value in known.values()) > 1
        assert not known or tied or top <= counts.get(UNKNOWN, 0)
        return
    key, count, total = found
    assert all(value < count for name, value in counts.items() if name != key)
    assert (known[key], sum(known.values())) == (count, total)


@st.composite
def _cases(draw: st.DrawFn) -> list[CaseStudy]:
    count = draw(st.integers(1, 24))
    found = []
    for n, one in enumerate(cases(count)):
        assert isinstance(one, CaseStudy)
        start = draw(st.sampled_from(STARTS))
        route = (
            RouteLeg(role="departure", country=start),
            RouteLeg(role="destination", country=MEMBERS[n % 3]),
        )
        month = draw(st.sampled_from(MONTHS))
        found.append(
            replace(
                one,
                date=f"{YEAR}{month}",
                commodity=draw(st.sampled_from(GOODS)),
                detection_method=draw(st.sampled_from(WAYS)),
                reporting_country=draw(st.sampled_from((*MEMBERS[:3], None))),
                route=route if start else (),
            )
        )
    return found


def _of(words: str, said: str) -> tuple[int, ...]:
    assert re.search(words, said), said
    return tuple(map(int, re.findall(r"\d+", said)))


def _check(said: str, words: str, tally: Counter[Any]) -> None:
    """A sentence that names the largest gives its count and the base of the known ones."""
    known = Counter({key: count for key, count in tally.items() if key})
    (_, count), *others = known.most_common() or [("", 0)]
    if re.search(words, said):
        assert set(_of(words, said)) >= {count, sum(known.values())}
        assert not others or others[0][1] < count, said
        assert sum(tally.values()) - sum(known.values()) < count, said
    else:
        assert set(_of("cases", said)) == {sum(known.values()), sum(tally.values())}


@given(_cases())
@settings(max_examples=examples(100), suppress_health_check=list(HealthCheck), deadline=None)
def test_a_proposed_sentence_is_true_of_its_rows(held: list[CaseStudy]) -> None:
    said = dict(proposals(content(held)))
    if "finding.months" in said:
        months = Counter(str(one.date)[5:7] for one in held)
        _check(said["finding.months"], "brought the most", months)
    if "the largest group" in said.get("finding.goods", "") or "name their" in said.get(
        "finding.goods", ""
    ):
        goods = Counter(one.commodity for one in held)
        _check(said["finding.goods"], "is the largest group", goods)
    if "finding.detected" in said:
        ways = Counter(one.detection_method for one in held)
        _check(said["finding.detected"], "led to the most controls", ways)
    if "finding.routes" in said:
        starts = Counter(one.route[0].country if one.route else None for one in held)
        _check(said["finding.routes"], "began in", starts)


def _members(count: int) -> list[Record]:
    return [
        Member(id=f"m{n}", reference=f"AP/{YEAR}/ME/A{n:04d}", country=code)
        for n, code in enumerate(MEMBERS[:count])
    ]


def test_an_office_that_was_founded_today_accuses_nobody() -> None:
    shown = content(_members(5), day=f"{YEAR + 1}-11-30")
    assert shown.figures.one("member_months_owed").value == 0
    assert shown.figures.one("members_silent").value == 0
    assert "months owed" not in str(proposals(shown))
    assert "nothing at all" not in str(proposals(shown))
    assert made(shown)


def test_a_month_is_owed_from_the_first_one_that_was_told_to_the_day_of_the_report() -> None:
    (first, *_) = cases(1)
    assert isinstance(first, CaseStudy)
    one = replace(first, date=f"{YEAR}-05-20")
    shown = content([one, *_members(2)], day=f"{YEAR}-08-10")
    assert shown.figures.one("member_months_owed").value == 2 * 4, "May to August"
    late = Activity(id="a", activity_kind="training", date_start=f"{YEAR + 1}-02-01")
    young = content([late, *_members(2)], day=f"{YEAR + 1}-11-30")
    assert "register of this office begins on" in str(proposals(young))


def test_no_name_of_the_program_stands_in_the_annex_of_figures() -> None:
    shown = content([*cases(24), *_members(5)])
    text = "".join(_pages(shown).split())
    assert "cases_by_member" in {one.figure for one in shown.figures}
    assert not [one.figure for one in shown.figures if "_" in one.figure and one.figure in text]


def test_the_rows_of_a_heat_table_add_to_its_sum() -> None:
    held = [
        replace(one, reporting_country=MEMBERS[n % 3] if n % 4 else None)
        for n, one in enumerate(cases(24))
        if isinstance(one, CaseStudy)
    ]
    shown = content(held)
    by_member = {one.key: one.whole for one in shown.figures.set("cases_by_member")}
    assert by_member[UNKNOWN] == 6
    assert sum(by_member.values()) == shown.figures.one("case_studies").whole
    assert "No Member named" in _pages(shown)
