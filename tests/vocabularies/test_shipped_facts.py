"""What ships is what its sources say: corrections hold, and nothing is called surer than it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop import assets
from rilo_desktop.analysis.goods import kind_of
from rilo_desktop.exchange.office_files import read
from rilo_desktop.language import catalogue
from rilo_desktop.records import (
    NOT_KNOWN,
    CaseStudy,
    Member,
    Obligation,
    Office,
    RiskIndicator,
    class_of,
)
from rilo_desktop.services.office.create_office import LINES, OF_ALL, OF_NETWORK, SAMPLE
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

USED = ("in_use", "to_replace")
ASSETS = Path(assets.__path__[0])
CORRECTIONS = json.loads(
    (Path(__file__).resolve().parent.parent / "fixtures" / "facts" / "corrections.json").read_text(
        "utf-8"
    )
)
COMPILED = "2026-11"
OLDEST_CONFIRMED = "2023-11"
"""Three years before the data was compiled."""


@cache
def shipped(name: str) -> dict[str, Any]:
    """{own number: values of the record with its lines} of a file of the catalogue or sample."""
    folder = "sample" if name in SAMPLE else "catalogue"
    found = {row.local_ref: dict(row.values) for row in read(ASSETS / folder / name).rows}
    for file in LINES.get(name, ()):
        for row in read(ASSETS / "catalogue" / file).rows:
            found[row.local_ref] |= row.values
    return found


def records(name: str, cls: type) -> dict[str, Any]:
    return {own: cls(**values) for own, values in shipped(name).items()}


FIELDS = {
    "declared.value": "declared_value",
    "declared.currency": "declared_currency",
    "declared.description": "declared_description",
    "declared.value_note": "declared_value_note",
    "declared.value_approx": "declared_value_approx",
}


def _same(held: Any, new: Any) -> bool:
    if new is None:
        return held is None or held is NOT_KNOWN
    if isinstance(new, list):
        return list(held) == new
    return bool(held == new) if isinstance(new, bool) else str(held) == str(new).removesuffix(".0")


@pytest.mark.parametrize(
    "one", [c for c in CORRECTIONS if c["file"] == "cases.json"], ids=lambda c: c["id"]
)
def test_a_correction_of_a_case_holds(one: dict[str, Any]) -> None:
    case = CaseStudy(**shipped("cases.json")[one["record"]])
    field, new = one["field"], one["new"]
    if field == "analysis_include_in_years":
        assert case.date is NOT_KNOWN  # so it is in no figure by year
        return
    line = re.fullmatch(r"goods\[(\d+)\]\.(\w+)", field)
    if line and line[2] == "sum_group":
        same = {
            int(n)
            for c in CORRECTIONS
            if c["record"] == one["record"]
            and c["new"] == new
            and (n := (re.findall(r"goods\[(\d+)\]\.sum_group", c["field"]) or [""])[0])
        }
        own = case.goods[int(line[1])]
        kind = (kind_of(own), own.unit)
        assert {n for n, g in enumerate(case.goods) if (kind_of(g), g.unit) == kind} == same
        return
    held = getattr(case.goods[int(line[1])], line[2]) if line else None
    held = held if line else getattr(case, FIELDS.get(field, field))
    assert _same(held, new), (field, held, new)


@pytest.mark.parametrize(
    "one",
    [c for c in CORRECTIONS if c["file"] in ("offices.csv", "indicators.csv")],
    ids=lambda c: c["id"],
)
def test_a_correction_of_the_catalogue_holds(one: dict[str, Any]) -> None:
    held = shipped(one["file"])
    if one["record"] == "*":
        return  # the label of new offices: tests/presentation/test_registry.py
    new = "proposed" if one["field"] == "strength_basis" else one["new"]
    assert held[one["record"]][one["field"]] == new


def test_every_correction_is_looked_at() -> None:
    files = {"cases.json", "offices.csv", "indicators.csv"}
    rest = [c["id"] for c in CORRECTIONS if c["file"] not in files]
    assert (len(CORRECTIONS), rest) == (143, ["K129"])


def test_no_text_says_that_one_more_sign_is_enough_for_a_control() -> None:
    for language in ("en", "fr"):
        said = " ".join(catalogue(language).everything()).casefold()
        assert "enough for a control" not in said
        assert "suffit pour un contrôle" not in said


def _facts() -> Iterator[tuple[str, Any, Any]]:
    """(what, confidence, as of) of every shipped row that has them."""
    for own, office in records("offices.csv", Office).items():
        yield own, office.confidence, office.as_of
        for host in office.hosts:
            yield f"{own} {host.host_country}", host.confidence, host.as_of
    for own, member in records("members.csv", Member).items():
        yield own, member.confidence, member.as_of
    for own, obligation in records("obligations.json", Obligation).items():
        yield own, obligation.confidence, obligation.as_of
        for one in obligation.occurrences:
            yield f"{own} {one.start}", one.confidence, one.as_of


def test_nothing_inferred_or_older_than_three_years_is_called_confirmed() -> None:
    found = list(_facts())
    assert len(found) > 280
    for what, confidence, as_of in found:
        assert confidence in ("confirmed", "probable", "inferred", "own"), what
        if confidence == "confirmed":
            assert isinstance(as_of, str), what
            assert OLDEST_CONFIRMED <= as_of[:7] <= COMPILED, what
    for own, member in records("members.csv", Member).items():
        if member.membership_basis in ("region_inference", "related_body"):
            assert member.confidence != "confirmed", own


def test_every_published_date_names_its_source() -> None:
    for own, obligation in records("obligations.json", Obligation).items():
        assert obligation.month_basis != "none" or obligation.month is NOT_KNOWN, own
        for one in obligation.occurrences:
            assert isinstance(one.source, str), own
            assert one.status in ("held", "published", "mentioned", "announced"), own


def test_the_host_of_an_office_today_is_its_last_one() -> None:
    offices = records("offices.csv", Office)
    assert (offices["AP"].host_city, offices["AP"].host_country) == ("Tokyo", "JP")
    assert len(offices["AP"].hosts) == 5
    for own, office in offices.items():
        assert [h.host_country for h in office.hosts if not h.valid_to] == [office.host_country]
        assert office.hosts[-1].host_country == office.host_country, own


def test_a_former_member_is_a_member_of_another_office_today() -> None:
    members = records("members.csv", Member)
    former = {own for own, member in members.items() if member.former}
    assert former == {"CIS-GE", "CIS-MD"}
    now = [member.country for own, member in members.items() if own not in former]
    assert len(now) == len(set(now)) == 192


def test_a_grade_of_one_has_a_second_source() -> None:
    """Credibility 1 means confirmed by other sources."""
    for own, case in records("cases.json", CaseStudy).items():
        if isinstance(case.source_grade, str) and case.source_grade.endswith("1"):
            assert case.source_more, own


def test_every_indicator_has_a_grade_its_sources_and_five_translations() -> None:
    for own, one in records("indicators.csv", RiskIndicator).items():
        assert re.fullmatch("[A-F][1-6]", one.source_grade), own
        addresses = [line.source for line in one.sources if line.source_use in USED]
        assert one.source.split() == addresses, own
        assert {line.language for line in one.translations} == {"fr", "es", "pt", "ru", "ar"}
        for line in one.translations:
            assert line.title, own
            assert line.statement, own
            assert line.legitimate_explanation, own
            assert line.translation_status == "not_reviewed", own


# Words of the makers

ADDRESS = re.compile(r"https?://\S+")
INTERNAL = re.compile(
    r"\b[\w-]+\.(?:md|py|csv|json|xlsx|toml)\b|\b(?:src|docs|tmp|resources|shared)/\w"
    r"|\bold_ref\b|\bdata set\b|\bresearcher\b|\breviewer `|\bcompiler\b|\bcorpora\b|`\w+`"
    r"|\bthis repository\b|\b(?:issue|helper) \d",
    re.IGNORECASE,
)


def _strings(data: Any) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list() | tuple():
            for value in data:
                yield from _strings(value)


def _said() -> Iterator[tuple[str, str]]:
    """(where, text) of everything that an officer can read of what ships."""
    for folder in ("catalogue", "sample", "practice"):
        for path in sorted(one for one in (ASSETS / folder).iterdir() if one.is_file()):
            if path.suffix == ".json":
                yield from ((path.name, text) for text in _strings(json.loads(path.read_text())))
            elif path.suffix == ".csv":
                yield path.name, path.read_text("utf-8")
            else:
                for row in read(path).rows:
                    class_of(row.kind)
                    yield from ((path.name, str(value)) for value in row.values.values())
    for name in vocabulary_names():
        listed = vocabulary(name)
        yield name, " ".join((*listed.titles.values(), listed.source, listed.note))
        for item in listed:
            yield name, " ".join((*item.labels.values(), *map(str, item.more.values())))
    for language in ("en", "fr"):
        yield from ((f"messages {language}", text) for text in catalogue(language).everything())


ALLOWED = {"submission.json", "schema.json", "figures.csv", "figure_rows.csv", "keys.json"} | {
    "answers.csv",
    "answers.xlsx",
    "answers.xml",
    "comments.csv",
}
"""Files that an officer has in hand, by their names."""


def test_no_shipped_text_has_a_word_of_the_makers() -> None:
    found = []
    for where, text in _said():
        for match in INTERNAL.finditer(ADDRESS.sub("", text)):
            if match[0] not in ALLOWED:
                found.append((where, text[max(0, match.start() - 40) : match.end() + 40]))
    assert found == []


def test_every_catalogue_file_is_read() -> None:
    files = {path.name for path in (ASSETS / "catalogue").iterdir()}
    of_lines = {file for more in LINES.values() for file in more}
    assert files == {*OF_NETWORK, *OF_ALL} | of_lines
