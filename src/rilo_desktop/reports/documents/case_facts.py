"""What the strips of a case say: values and notes of a case study in the document's words."""

from __future__ import annotations

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.records import CaseStudy

from ..engine.document_builder import Fact
from ..engine.labels import Value, Wording
from .content import Content
from .header_footer import office_name

GRADES = {
    "6x6": ("admiralty_source", "admiralty_info", "6×6"),
    "4x4": ("europol_source", "europol_info", "4×4"),
    "3x5x2": ("uk_source", "uk_info", "3×5×2"),
}


def case_facts(content: Content, wording: Wording, case: CaseStudy) -> list[list[Fact]]:
    say = wording.say
    consignments = wording.number(case.consignments)
    declared = wording.money(case.declared_value, case.declared_currency)
    return [
        [
            date_fact(wording, case),
            _office_fact(content, wording, case),
            Fact(
                say.text("Enforcement area"),
                wording.code("enforcement_area", case.enforcement_area),
                (_code(wording, "commodity", case.commodity),),
            ),
            conveyance_fact(wording, case),
        ],
        [
            Fact(
                say.text("Place of detection"),
                wording.code("location_type", case.location_type),
                (known_text(case.location_place),),
            ),
            Fact(
                say.text("Procedure"),
                wording.code("procedure", case.procedure),
                (_consignments(wording, case, consignments),),
            ),
            Fact(
                say.text("Selected by"),
                wording.code("detection_method", case.detection_method),
                (wording.listed("detection_equipment", known_lines(case.detection_equipment)),),
            ),
            Fact(
                say.text("Outcome"),
                wording.code("outcome", case.outcome_status),
                (_authenticity(wording, case),),
            ),
        ],
        [
            Fact(
                say.text("Concealment"),
                wording.code("concealment", case.concealment_category),
                (known_text(case.concealment_text), known_text(case.packaging)),
            ),
            Fact(
                say.text("Declared as"),
                wording.text(case.declared_description),
                ()
                if declared.missing
                else (say.text("declared value {amount}", amount=declared.text),),
            ),
            Fact(
                say.text("Value"),
                wording.money(case.value_total, case.value_currency),
                (_code(wording, "value_basis", case.value_basis),),
            ),
            grade_fact(content, wording, case),
        ],
    ]


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


def _consignments(wording: Wording, case: CaseStudy, number: Value) -> str:
    say = wording.say
    if isinstance(case.consignments, int):
        return say.plural(
            "{number} consignment",
            "{number} consignments",
            case.consignments,
            number=number.text,
        )
    return say.text("consignments: {value}", value=number.text)


def _authenticity(wording: Wording, case: CaseStudy) -> str:
    value = _code(wording, "authenticity", case.authenticity)
    if not value:
        return ""
    value = value[:1].lower() + value[1:]
    return wording.say.text("Authenticity: {value}", value=value)


def _code(wording: Wording, vocabulary: str, value: object) -> str:
    """The label of a code, "" where it is missing: for notes."""
    code = known_text(value)
    return wording.label(vocabulary, code) if code else ""
