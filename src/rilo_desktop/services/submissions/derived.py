"""A new record that begins with what another one says: an alert from a case study."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from rilo_desktop import reports
from rilo_desktop.records import (
    CaseStudy,
    GoodsLine,
    IndicatorObserved,
    Picture,
    Product,
    ProductCase,
    ProductContact,
    ProductSign,
    ProductStage,
    ProductStep,
    Questionnaire,
    QuestionnaireAnswers,
    Record,
    RiskIndicator,
    RouteLeg,
    fields_of,
)
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.records.product import MOST_SIGNS, MOST_STAGES
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import ReadSession
from rilo_desktop.vocabularies import shipped

from ..office.finding_helpers import name_of, place_of, refusal
from ..office.session import Session, Task
from ..records import forms
from ..records.record import KEPT_BY_SERVICES, new, stored_in
from .preview import page_content

VALID_DAYS = 90
TO_BE_WRITTEN = (ProductStep(text="Look at parcels that come in series from one sender. " * 2),) * 2
"""As much room as is kept for what shall be done."""
SHORTER: tuple[tuple[str, int], ...] = (
    ("method", 0),
    ("goods", 3),
    ("pictures", 2),
    ("signs", 2),
    ("goods", 1),
    ("pictures", 0),
    ("contacts", 1),
    ("signs", 1),
)
"""(field, how many of its lines stay): what goes first where a page is too short."""
LONGEST_SUMMARY, LONGEST_SENTENCE = 320, 110
"""Characters; what is longer ends with its last whole sentence, or word."""

Make = Callable[[Session, ReadSession, Any, str], Record]
"""From (session, reading, a record, the revision it is at)."""


def made_from(session: Session, kind: str, source: str) -> Record:
    """A record of a kind, not saved yet, with what the record `source` gives to it.

    Raises Refused where there is no such record, and where nothing of this kind is made from it.
    """
    session.permit(Task.WRITE)
    with session.reading() as reading:
        stored = stored_in(reading, source)
        if stored.record.kind.code == kind and kind not in KEPT_BY_SERVICES:
            return duplicate(session, stored.record)
        make = MAKERS.get((type(stored.record), kind))
        if make is None:
            raise refusal(
                "derived.none",
                N_("Nothing of this kind is made from {name}."),
                place_of(stored.record),
                name=name_of(stored.record),
            )
        whole = make(session, reading, without_office_only(stored.record)[0], stored.revision)
    return _fitted(session, whole) if isinstance(whole, Product) else whole


def duplicate(session: Session, record: Record) -> Record:
    """A new draft with the same content: without what belongs to the one that is there, its
    numbers, its archive mark, and the entries of threads that are only added to."""
    made = new(session, record.kind.code)
    kept = ("id", "reference", "local_ref", "workflow", "archived", "review_date", "office_code")
    values = {name: getattr(made, name) for name in kept if hasattr(made, name)}
    described = fields_of(type(record))
    values |= {name: getattr(made, name) for name, f in described.items() if f.append_only}
    return replace(record, **values)


def _fitted(session: Session, product: Product) -> Product:
    """Without what one page has no room for, beside what the officer will write."""
    shorter = product
    for field, most in SHORTER:
        written = replace(shorter, steps=TO_BE_WRITTEN, audience=("Contact points of all Members",))
        if not reports.too_long(page_content(session, written, "en")):
            break
        shorter = replace(shorter, **{field: getattr(shorter, field)[:most]})
    return shorter


def _alert(session: Session, reading: ReadSession, case: CaseStudy, revision: str) -> Record:
    today = session.clock().date()
    made = new(session, Product.kind.code)
    assert isinstance(made, Product)
    who = f"{session.officer.function}, {session.office_code}"
    return replace(
        made,
        title=_text(case.title),
        product_type="alert",
        language=_text(case.language) or made.language,
        issued=today.isoformat(),
        valid_from=today.isoformat(),
        valid_to=(today + timedelta(days=VALID_DAYS)).isoformat(),
        area=_text(case.enforcement_area) or None,
        summary=shortened(_text(case.summary), LONGEST_SUMMARY) or None,
        signs=tuple(_signs(reading, case.indicators, _text(case.language))),
        contacts=tuple(
            ProductContact(situation=situation, function=who) for situation in ("find", "nil")
        ),
        method=tuple(
            ProductStage(note=shortened(one, LONGEST_SENTENCE))
            for one in _sentences(_text(case.modus_operandi))[:MOST_STAGES]
        ),
        route=tuple(_leg(case, leg) for leg in _lines(case.route)),
        goods=tuple(map(_goods, _lines(case.goods))),
        pictures=tuple(
            one for one in _lines(case.pictures) if isinstance(one, Picture) and one.leaves
        ),
        cases=(ProductCase(case=case.id, revision=revision),),
        tlp=case.tlp,
        analyst_confidence=_text(case.analyst_confidence) or None,
    )


def _answers(session: Session, _reading: ReadSession, form: Questionnaire, _at: str) -> Record:
    """This office's answers for the period that is asked about: those that are there, or new."""
    return forms.answers_of(session, form).written


MAKERS: Mapping[tuple[type[Record], str], Make] = {
    (CaseStudy, Product.kind.code): _alert,
    (Questionnaire, QuestionnaireAnswers.kind.code): _answers,
}
"""(class of the record it is made from, code of the type) -> what makes it."""


def _signs(
    reading: ReadSession, seen: Iterable[IndicatorObserved], language: str
) -> Iterable[ProductSign]:
    """Those that led to the control first; what was seen, in the words of the case."""
    ordered = sorted(_lines(seen), key=lambda one: one.strength != "primary")
    for one in ordered[:MOST_SIGNS]:
        code = _text(one.indicator)
        indicator = _indicator(reading, code)
        sign = _text(one.evidence) or _text(indicator.title) or code
        yield ProductSign(
            sign=shortened(sign, LONGEST_SENTENCE),
            innocent=shortened(_text(indicator.legitimate_explanation), LONGEST_SENTENCE) or None,
            place=_stage_label(_text(indicator.stage), language) or None,
            strength=_text(indicator.strength) or None,
            indicator=code or None,
        )


def _stage_label(code: str, language: str) -> str:
    return shipped("indicator_stage").label(code, language) if code else ""


def _indicator(reading: ReadSession, code: str) -> RiskIndicator:
    """The one of the catalogue; an empty one where it is not there."""
    found = reading.records.by_own_number(RiskIndicator.kind.code, code) if code else None
    stored = reading.records.stored(found) if found else None
    held = stored.record if stored is not None else None
    return held if isinstance(held, RiskIndicator) else RiskIndicator()


def _leg(case: CaseStudy, leg: RouteLeg) -> RouteLeg:
    """A Member that shall not be named is not named by its place either."""
    if case.member_unnamed and leg.role == "seizure":
        return replace(leg, country=None, place=None)
    return leg


def _goods(line: GoodsLine) -> GoodsLine:
    """Without its value: whoever looks for it does not need it."""
    return replace(line, value=None, currency=None, value_basis=None, note=None)


def shortened(text: str, most: int) -> str:
    """Whole sentences up to so many characters; else whole words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = ""
    for sentence in _sentences(text):
        if len(kept) + len(sentence) + 1 > most:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def _sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?。؟])\s+", " ".join(text.split())) if one]


def _lines(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _text(value: Any) -> str:
    """ "" where it is empty or not known."""
    return value if isinstance(value, str) else ""
