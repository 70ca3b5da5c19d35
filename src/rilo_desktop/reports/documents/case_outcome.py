"""What came of a case, and what its sources do not give: each is said once on a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rilo_desktop.analysis.known_values import known_lines, known_number, known_text
from rilo_desktop.records import NOT_KNOWN, CaseStudy, fields_of

from ..engine.document_builder import Fact
from ..engine.labels import Value, Wording

SHORT = 90
"""Characters up to which the words of an outcome stand below its status."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`fact` of the strip; `paragraph`: its words, where they do not stand there; `unsaid`: is the
    status a thing that the line of what is not known has to name?"""

    fact: Fact
    paragraph: str = ""
    unsaid: bool = False


def outcome_of(wording: Wording, case: CaseStudy) -> Outcome:
    """Status and words, one of them, or neither: the strip and the paragraph never disagree."""
    say = wording.say
    label, words = say.text("Outcome"), known_text(case.outcome_text).strip()
    status = wording.code("outcome", case.outcome_status)
    if status.missing and words:
        note = say.text("see the paragraph below")
        return Outcome(Fact(label, Value(say.text("in words"), True), (note,)), words, True)
    if len(words) > SHORT:
        return Outcome(Fact(label, status), words)
    return Outcome(Fact(label, status, (words,) if words else ()))


ASKED = (
    "summary", "date", "commodity", "location_place", "conveyance", "procedure", "consignments",
    "route", "goods", "value_total", "authenticity", "modus_operandi", "concealment_category",
    "declared_description", "declared_value", "cooperation", "lessons", "source",
)  # fmt: skip
"""Fields that the sheet has a place for, in their order. Those of the strips that stay empty there
in words are not named again."""
IN_STRIP = frozenset({"goods", "date"})
ECOMMERCE = ("platform_type", "ad_channel", "payment", "delivery_model")


def not_given(wording: Wording, case: CaseStudy) -> list[tuple[str, str]]:
    """(label, names of fields): what somebody looked for and no source gives, and what nobody
    recorded. Never one for the other."""
    say, described = wording.say, fields_of(CaseStudy)
    unknown = [name for name in (*ASKED, *ECOMMERCE) if getattr(case, name) is NOT_KNOWN]
    empty = [
        name
        for name in ASKED
        if not _filled(getattr(case, name))
        and getattr(case, name) is not NOT_KNOWN
        and not (name == "value_total" and _goods_have_values(case))
    ]
    named: dict[bool, list[str]] = {True: [], False: []}
    for known, names in ((True, unknown), (False, empty)):
        named[known] = [say.text(described[n].label) for n in names if n not in IN_STRIP]
    if outcome_of(wording, case).unsaid:
        named[case.outcome_status is NOT_KNOWN].append(say.text("status of the outcome"))
    if any(line.hs is NOT_KNOWN for line in known_lines(case.goods)):
        named[True].append(say.text("HS code"))
    found = []
    if named[True]:
        found.append((say.text("Not known"), _listed(wording, named[True])))
    if named[False]:
        found.append((say.text("Not recorded"), _listed(wording, named[False])))
    return found


def _goods_have_values(case: CaseStudy) -> bool:
    """Then the sheet gives values, line by line."""
    return any(known_number(line.value) is not None for line in known_lines(case.goods))


def _listed(wording: Wording, labels: list[str]) -> str:
    words = (label[:1].lower() + label[1:] if label[1:2].islower() else label for label in labels)
    return f"{wording.joined(words)}."


def _filled(value: Any) -> bool:
    return value is not None and value is not NOT_KNOWN and value not in ("", ())
