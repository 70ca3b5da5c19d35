# mypy: disable-error-code="call-arg"
"""What may be picked beside the text: found by words, suggested with reasons, linked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rilo_desktop.records import CaseStudy, GoodsLine, IndicatorObserved, RouteLeg, Workflow
from rilo_desktop.records.case_study import Translation
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import evidence, lists, record, suggestions, undo
from rilo_desktop.services.records.suggestion_types import Because, Suggestion
from rilo_desktop.services.records.text_similarity import stems, texts_of, weights, words_of

PASSPHRASE = "a passphrase of the first officer"


@pytest.fixture
def office(make_session: Callable[..., Session]) -> Session:
    return make_session(sample=True)


def case(session: Session, own_number: str = "CS-AP-2019-004") -> CaseStudy:
    found = record.find(session, own_number).record
    assert isinstance(found, CaseStudy)
    return found


def written(session: Session, **values: Any) -> CaseStudy:
    made: Any = record.new(session, "case-study")
    return replace(made, **values)


def named(offers: tuple[Suggestion, ...]) -> list[str]:
    return [offer.name for offer in offers]


def test_words_are_folded_and_cut_to_their_stems() -> None:
    assert stems("Parcels, PARCEL and the Paquets") == {"parcel": "Parcels", "paquet": "Paquets"}
    assert set(stems("Étiquettes")) == set(stems("etiquettes"))
    assert words_of("Split Éclair") == ("split", "eclair")
    assert weights([["a", "b"], ["a"], ["a"], ["a"], ["a"]]) == pytest.approx({"b": 1.791759}, 1e-5)


def test_a_code_speaks_by_its_label_and_a_line_by_its_own_fields() -> None:
    made = CaseStudy(
        title="Shoes",
        concealment_category="SPLIT",
        goods=(GoodsLine(description="Sandals"),),
        route=(RouteLeg(role="origin"), RouteLeg(role="transit")),
        source="not read",
    )
    said = list(texts_of(made))
    assert ("title", "Shoes", "") in said
    assert ("goods.description", "Sandals", "") in said
    assert [code for name, _, code in said if name == "route.role"] == ["transit"]
    assert [code for name, _, code in said if name == "concealment_category"] == ["SPLIT"]
    assert "not read" not in [text for _, text, _ in said]


def test_a_new_case_gets_no_suggestion_but_every_indicator(office: Session) -> None:
    offers = suggestions.suggestions_for(office, written(office))
    assert (offers.picked, offers.suggested) == ((), ())
    assert len(offers.others) + offers.more == lists.count(office, "risk-indicator")
    assert named(offers.others) == sorted(named(offers.others))


def test_what_is_written_suggests_and_says_why(office: Session) -> None:
    text = "The sender used the return address of a neighbour; the brand marks were covered."
    offers = suggestions.suggestions_for(office, written(office, modus_operandi=text))
    by_name = {offer.name: offer for offer in offers.suggested}
    assert {"SND-01", "CON-02"} <= set(by_name)
    (reason,) = by_name["CON-02"].reasons
    assert (reason.because, reason.field) == (Because.WORDS, "modus_operandi")
    assert set(reason.words) == {"brand", "marks", "covered"}
    assert not {offer.name for offer in offers.others} & set(by_name)


def test_route_goods_and_codes_suggest_too(office: Session) -> None:
    legs = (RouteLeg(role="origin"), RouteLeg(role="transit", place="a transhipment hub"))
    offers = suggestions.suggestions_for(office, written(office, route=legs))
    (hub,) = [offer for offer in offers.suggested if offer.name == "RTE-03"]
    assert {reason.field for reason in hub.reasons} == {"route.role", "route.place"}
    split = written(office, concealment_category="SPLIT", conveyance="MAIL")
    first = suggestions.suggestions_for(office, split).suggested[0]
    assert first.name == "SPL-01"
    seen = [reason for reason in first.reasons if reason.because is Because.SEEN]
    assert {reason.field for reason in seen} == {"conveyance", "concealment_category"}
    assert all(reason.count > 0 for reason in seen)


def test_most_of_what_officers_linked_is_suggested(office: Session) -> None:
    """Each case is asked for while its own links are taken away; those of the others count."""
    linked = found = 0
    for stored in list(lists.all_stored(office, lists.Query("case-study"))):
        assert isinstance(stored.record, CaseStudy)
        wanted = {seen.indicator for seen in stored.record.indicators}
        bare = replace(stored.record, indicators=())
        record.save(office, bare)
        offers = suggestions.suggestions_for(office, bare)
        record.save(office, stored.record)
        linked += len(wanted)
        found += len(wanted & {offer.key for offer in offers.suggested})
    assert linked > 50
    assert found / linked > 0.6


def test_the_picked_are_marked_with_their_weight(office: Session) -> None:
    found = case(office)
    offers = suggestions.suggestions_for(office, found)
    assert [(o.key, o.weight) for o in offers.picked] == [
        (seen.indicator, seen.strength) for seen in found.indicators
    ]
    assert all(offer.picked for offer in offers.picked)
    assert not {o.key for o in offers.picked} & {o.key for o in offers.suggested}
    unknown = replace(found, indicators=(IndicatorObserved(indicator="XX-99"),))
    assert [
        (o.key, o.name, o.picked) for o in suggestions.suggestions_for(office, unknown).picked
    ] == [("XX-99", "XX-99", True)]


@pytest.mark.parametrize(
    ("words", "first"),
    [("spl-01", "SPL-01"), ("SPLIT order", "SPL-01"), ("envoi", "SPL-01"), ("directory", "SND-01")],
)
def test_words_find_by_number_title_type_and_statement(
    office: Session, words: str, first: str
) -> None:
    offers = suggestions.suggestions_for(office, written(office), words)
    assert (offers.words, offers.suggested) == (words, ())
    assert offers.others[0].name == first
    assert suggestions.suggestions_for(office, written(office), f"{words} elephant").others == ()


def test_titles_are_said_and_found_in_the_language_of_the_window(office: Session) -> None:
    known = suggestions.suggestions_for(office, written(office), "", "fr")
    french = "Adresse de retour absente ou sans lien avec l'expéditeur"
    assert next(one.title for one in known.others if one.key == "SND-01") == french
    found = suggestions.suggestions_for(office, written(office), "adresse retour", "fr")
    assert named(found.others)[0] == "SND-01"
    one = next(one for one in lists.all_stored(office, lists.Query("case-study", archived=False)))
    line = Translation(language="fr", title="Un titre français")
    record.save(office, replace(one.record, translations=(line,)), one.revision)
    indicator = record.find(office, "SPL-01").record
    number = one.record.local_ref or one.record.reference
    (offer,) = suggestions.suggestions_for(office, indicator, number, "fr").others[:1]
    assert (offer.id, offer.title) == (one.record.id, "Un titre français")
    (offer,) = suggestions.suggestions_for(office, indicator, number, "en").others[:1]
    assert offer.title == one.record.title_text


def test_an_indicator_without_a_number_says_why_it_cannot_be_picked(office: Session) -> None:
    made: Any = record.new(office, "risk-indicator")
    record.save(office, replace(made, title="Zebra stripes on the pallet"))
    (offer,) = suggestions.suggestions_for(office, written(office), "zebra").others
    assert offer.barred is not None
    assert offer.barred.rule == "evidence.no_number"
    numbered = replace(record.get(office, made.id).record, local_ref="ZEB-01")
    record.save(office, numbered)
    (offer,) = suggestions.suggestions_for(office, written(office), "zebra").others
    assert (offer.key, offer.barred) == ("ZEB-01", None)


def test_cases_beside_an_indicator_are_linked_in_the_case_and_taken_back(office: Session) -> None:
    indicator = record.find(office, "CNE-05").record
    offers = suggestions.suggestions_for(office, indicator)
    assert offers.picked == ()
    first = offers.suggested[0]
    assert first.reasons[0].because is Because.WORDS
    changes = evidence.link(office, indicator.id, first.key)
    assert changes.records == (first.key,)
    linked = record.get(office, first.key).record
    assert isinstance(linked, CaseStudy)
    assert linked.indicators[-1] == IndicatorObserved(indicator="CNE-05")
    assert evidence.link(office, indicator.id, first.key).same == 1
    offers = suggestions.suggestions_for(office, indicator)
    assert [(o.key, o.picked) for o in offers.picked] == [(first.key, True)]
    assert first.key not in {o.key for o in offers.suggested}
    undo.undo(office, changes.operation)
    assert suggestions.suggestions_for(office, indicator).picked == ()
    evidence.link(office, indicator.id, first.key)
    evidence.unlink(office, indicator.id, first.key)
    assert suggestions.suggestions_for(office, indicator).picked == ()


def test_cases_are_found_by_words(office: Session) -> None:
    indicator = record.find(office, "SPL-01").record
    offers = suggestions.suggestions_for(office, indicator, "e-vaporisers")
    assert case(office).id in {offer.key for offer in offers.others if offer.picked}
    assert suggestions.suggestions_for(office, indicator, "elephant").others == ()


def test_a_new_indicator_is_saved_before_cases_can_name_it(office: Session) -> None:
    made: Any = replace(record.new(office, "risk-indicator"), title="Order split over parcels")
    offers = suggestions.suggestions_for(office, made)
    assert offers.suggested
    assert offers.barred is not None
    record.save(office, made)
    with pytest.raises(Refused) as refused:
        evidence.link(office, made.id, offers.suggested[0].key)
    assert refused.value.findings[0].rule == "evidence.no_number"


def test_a_case_that_is_no_draft_is_not_changed_from_the_side(office: Session) -> None:
    found = case(office)
    with office.unit("edit") as unit:
        unit.write([replace(found, workflow=Workflow.APPROVED)])
    indicator = record.find(office, "CNE-05").record
    offers = suggestions.suggestions_for(office, indicator, "e-vaporisers")
    barred = {offer.key: offer.barred for offer in offers.others}
    finding = barred[found.id]
    assert finding is not None
    assert finding.rule == "evidence.no_draft"
    for change in (evidence.link, evidence.unlink):
        with pytest.raises(Refused):
            change(office, indicator.id, found.id)
    assert record.get(office, found.id).record.workflow == Workflow.APPROVED


def test_a_released_case_is_changed_only_by_who_was_asked(office: Session) -> None:
    found = case(office)
    with office.unit("edit") as unit:
        unit.write([replace(found, workflow=Workflow.RELEASED)])
    indicator = record.find(office, "CNE-05").record
    offers = suggestions.suggestions_for(office, indicator, "e-vaporisers")
    assert {offer.key: offer.barred for offer in offers.others}[found.id] is None
    assert evidence.released(office, found.id) == 1
    with pytest.raises(Refused):
        evidence.link(office, indicator.id, found.id)
    assert record.get(office, found.id).record.workflow == Workflow.RELEASED
    evidence.link(office, indicator.id, found.id, "primary", True)
    linked: Any = record.get(office, found.id).record
    assert linked.workflow == Workflow.DRAFT
    assert linked.indicators[-1].indicator == "CNE-05"
    assert evidence.released(office, found.id) == 0


def test_nothing_is_picked_beside_other_kinds(office: Session) -> None:
    offers = suggestions.suggestions_for(office, record.new(office, "action-item"))
    assert (offers.picked, offers.suggested, offers.others) == ((), (), ())
