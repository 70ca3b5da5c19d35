"""What the strips of a case say: values and notes of a case study in the document's words."""

from __future__ import annotations

from dataclasses import replace

from rilo_desktop.analysis.goods import by_kind
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.records import CaseStudy

from ..engine.document_builder import Fact
from ..engine.labels import Value, Wording
from .case_outcome import Outcome
from .content import Content
from .header_footer import office_name

GRADES = {
    "6x6": ("admiralty_source", "admiralty_info", "6×6"),
    "4x4": ("europol_source", "europol_info", "4×4"),
    "3x5x2": ("uk_source", "uk_info", "3×5×2"),
}


def first_facts(wording: Wording, case: CaseStudy, outcome: Outcome) -> list[Fact]:
    """What was found, where and when, why it was selected, and what came of it. What is not known
    stays: in a case that is told to others, that is information too."""
    say = wording.say
    goods = known_lines(case.goods)
    found = Value(wording.sums(by_kind(goods))) if goods else wording.missing(case.goods or None)
    place = _where(wording, case)
    date = date_fact(wording, case)
    when = date.value.text if not date.value.missing else say.text("date not known")
    selected = wording.code("detection_method", case.detection_method)
    equipment = wording.listed("detection_equipment", known_lines(case.detection_equipment))
    return [
        Fact(say.text("Found"), found, (_area(wording, case), _consignments(wording, case))),
        Fact(say.text("Where and when"), place, (when, *date.notes)),
        Fact(say.text("Selected because"), selected, (equipment,)),
        replace(outcome.fact, notes=(*outcome.fact.notes, _authenticity(wording, case))),
    ]


def last_facts(content: Content, wording: Wording, case: CaseStudy) -> list[Fact]:
    """Those that are known; the reporting office and the grade always stand there."""
    say = wording.say
    declared = wording.money(case.declared_value, case.declared_currency)
    amount = wording.about(declared.text, bool(case.declared_value_approx))
    facts = [
        Fact(
            say.text("Declared as"),
            wording.text(case.declared_description),
            (
                "" if declared.missing else say.text("declared value {amount}", amount=amount),
                known_text(case.declared_value_note),
            ),
        ),
        _office_fact(content, wording, case),
        Fact(
            say.text("Value"),
            wording.money(case.value_total, case.value_currency),
            (_code(wording, "value_basis", case.value_basis),),
        ),
        grade_fact(content, wording, case),
        Fact(
            say.text("Concealment"),
            wording.code("concealment", case.concealment_category),
            (known_text(case.concealment_text), known_text(case.packaging)),
        ),
        _procedure(wording, case),
        conveyance_fact(wording, case),
    ]
    always = (facts[1], facts[3])
    return [fact for fact in facts if fact in always or not fact.value.missing or any(fact.notes)]


def _authenticity(wording: Wording, case: CaseStudy) -> str:
    value = _code(wording, "authenticity", case.authenticity)
    if not value:
        return ""
    return wording.say.text("Authenticity: {value}", value=value[:1].lower() + value[1:])


def _procedure(wording: Wording, case: CaseStudy) -> Fact:
    """A procedure that is only inferred is said to be so, and is no value."""
    inferred = _code(wording, "procedure", case.procedure_inferred)
    note = wording.say.text("inferred: {what}", what=inferred) if inferred else ""
    value = wording.code("procedure", case.procedure)
    return Fact(wording.say.text("Procedure"), value, (note,))


def _where(wording: Wording, case: CaseStudy) -> Value:
    """ "Sri Lanka, mail centre, east wing": the country unless the Member is not to be named."""
    country = "" if case.member_unnamed else _code(wording, "country", case.reporting_country)
    if case.member_unnamed:
        country = wording.say.text("a Member")
    parts = (
        country,
        _code(wording, "location_type", case.location_type),
        known_text(case.location_place),
    )
    said = ", ".join(part for part in parts if part)
    return Value(said) if said else wording.missing(case.location_place)


def _area(wording: Wording, case: CaseStudy) -> str:
    parts = (
        _code(wording, "enforcement_area", case.enforcement_area),
        _code(wording, "commodity", case.commodity),
    )
    return ": ".join(part for part in parts if part)


def ecommerce_facts(wording: Wording, case: CaseStudy) -> list[Fact]:
    """Empty where the case has no e-commerce part at all."""
    fields = (case.platform_type, case.ad_channel, case.payment, case.delivery_model)
    if not any(value is not None for value in (*fields, case.ecommerce_note)):
        return []
    say = wording.say
    channel = wording.code("ad_channel", case.ad_channel)
    return [
        Fact(
            say.text("Platform"),
            wording.code("platform_type", case.platform_type),
            (say.text("offer made by: {channel}", channel=channel.text),),
        ),
        Fact(say.text("Payment"), wording.code("payment_type", case.payment)),
        Fact(
            say.text("Delivery"),
            wording.code("delivery_model", case.delivery_model),
            (known_text(case.ecommerce_note),),
        ),
    ]


def date_fact(wording: Wording, case: CaseStudy) -> Fact:
    say = wording.say
    value = wording.partial(case.date)
    if not value.missing and isinstance(case.date_end, str) and case.date_end:
        end = wording.formats.partial(case.date_end)
        value = Value(f"{value.text} – {end}")
    basis = known_text(case.date_basis)
    bases = {
        "detection": say.text("date of detection"),
        "announcement": say.text("date of announcement"),
        "arrival": say.text("date of arrival of the goods"),
    }
    notes = () if value.missing else (bases.get(basis, basis),)
    return Fact(say.text("Date"), value, (*notes, known_text(case.date_note)))


def conveyance_fact(wording: Wording, case: CaseStudy) -> Fact:
    return Fact(
        wording.say.text("Conveyance"),
        wording.code("conveyance", case.conveyance),
        (_code(wording, "conveyance_subtype", case.conveyance_subtype),),
    )


def conveyance_words(wording: Wording, case: CaseStudy) -> str:
    """What stands over the leg to the detection: as detailed as it is known."""
    detail = _code(wording, "conveyance_subtype", case.conveyance_subtype)
    return detail or _code(wording, "conveyance", case.conveyance)


def grade_fact(content: Content, wording: Wording, case: CaseStudy) -> Fact:
    """With the label of a record that is milder than its document."""
    own = known_text(case.tlp)
    return Fact(
        wording.say.text("Grade of source and information"),
        wording.text(case.source_grade),
        (grade_words(wording, case),),
        chip=own if own and own != content.head.tlp else "",
    )


def grade_words(wording: Wording, case: CaseStudy) -> str:
    """ "Usually reliable; probably true (6×6)"."""
    grade, scheme = known_text(case.source_grade), known_text(case.grading_scheme)
    if not grade or scheme not in GRADES:
        return wording.label("grading_scheme", scheme) if grade and scheme else ""
    source, info, name = GRADES[scheme]
    second = wording.label(info, grade[1:2])
    words = f"{wording.label(source, grade[:1])}; {second[:1].lower()}{second[1:]}"
    return f"{words} ({name})"


def _office_fact(content: Content, wording: Wording, case: CaseStudy) -> Fact:
    say = wording.say
    value = wording.text(case.office_code)
    if not value.missing:
        value = Value(office_name(content, value.text, wording.language))
    if case.member_unnamed:
        member = say.text("Member: a Member")
    else:
        country = wording.code("country", case.reporting_country)
        member = say.text("Member: {country}", country=country.text)
    return Fact(say.text("Reporting office"), value, (member,))


def _consignments(wording: Wording, case: CaseStudy) -> str:
    if not isinstance(case.consignments, int):
        return ""
    return wording.say.plural(
        "{number} consignment",
        "{number} consignments",
        case.consignments,
        number=wording.number(case.consignments).text,
    )


def _code(wording: Wording, vocabulary: str, value: object) -> str:
    """The label of a code, "" where it is missing: for notes."""
    code = known_text(value)
    return wording.label(vocabulary, code) if code else ""
