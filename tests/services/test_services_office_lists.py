"""What an office calls codes and adds to lists: understood in it, and safe for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from rilo_desktop.cli import main
from rilo_desktop.exchange.package import OwnCode, from_json, to_json
from rilo_desktop.exchange.package_schema import package_schema
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.exchange.submission import opened
from rilo_desktop.records import CaseStudy, GoodsLine, fields_of
from rilo_desktop.rules import codes
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, office_lists, store_check
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.lists import Query
from rilo_desktop.services.submissions import release, submit, verify
from rilo_desktop.vocabularies import shipped, vocabulary
from rilo_desktop.vocabularies.lists import Item, OfficeLists, lists_in_use
from rilo_desktop.vocabularies.names import codes_named, near_codes

HERBAL = "AP-HERBAL"
CATEGORY = fields_of(GoodsLine)["category"]


@pytest.fixture
def office(make_session: Callable[..., Session]) -> Session:
    session = make_session("AP")
    names = {"en": "Herbal remedies", "fr": "Remèdes à base de plantes"}
    office_lists.add(session, "product_category", "herbal", names)
    return session


def with_herbal(session: Session) -> str:
    """The id of a case with such goods."""
    new = record.new(session, "case-study")
    assert isinstance(new, CaseStudy)
    case = replace(
        new,
        title="Capsules in parcels",
        goods=(GoodsLine(description="capsules", category=HERBAL),),
    )
    (name,) = record.save(session, case, "").records
    return name


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.findings[0].message


def test_a_code_of_the_office_is_chosen_read_and_found_and_says_that_it_is_provisional(
    office: Session,
) -> None:
    listed = vocabulary("product_category")
    assert listed.label(HERBAL) == "Herbal remedies (AP, provisional)"
    assert listed.label(HERBAL, "fr") == "Remèdes à base de plantes (AP, provisoire)"
    assert codes_named("product_category", "herbal remedies") == (HERBAL,)
    assert HERBAL in near_codes("product_category", "herbal remedie")
    assert codes.faults(CATEGORY, HERBAL) == ()
    with_herbal(office)
    for words in ("herbal", "remèdes plantes", '"base de plantes"', "capsules herbal"):
        found = lists.find(office, Query("case-study", words), counted=False).rows
        assert len(found) == 1, words
    assert not lists.find(office, Query("case-study", "-herbal capsules"), counted=False).rows
    assert not store_check.check(office).findings


def test_a_new_name_is_found_at_once_and_the_index_stays_right(office: Session) -> None:
    with_herbal(office)
    office_lists.rename(office, "product_category", HERBAL, {"en": "Plant medicine"})
    assert vocabulary("product_category").label(HERBAL) == "Plant medicine (AP, provisional)"
    assert vocabulary("product_category").label(HERBAL, "fr").startswith("Remèdes")
    found = lists.find(office, Query("case-study", "plant"), counted=False).rows
    assert len(found) == 1
    assert not lists.find(office, Query("case-study", "herbal"), counted=False).rows
    assert not store_check.check(office).findings


def test_another_name_is_the_offices_own_and_both_are_understood(office: Session) -> None:
    office_lists.rename(office, "country", "TR", {"en": "Anatolia", "fr": ""})
    assert vocabulary("country").label("TR") == "Anatolia"
    assert vocabulary("country").label("TR", "fr") == shipped("country").label("TR", "fr")
    assert shipped("country").label("TR") != "Anatolia"
    assert codes_named("country", "anatolia") == ("TR",)
    assert codes_named("country", shipped("country").label("TR")) == ("TR",)
    (entry,) = (one for one in office_lists.entries(office) if one.list == "country")
    assert (entry.code, entry.own, entry.before) == ("TR", False, shipped("country").label("TR"))
    office_lists.rename(office, "country", "TR", {})
    assert vocabulary("country").label("TR") == shipped("country").label("TR")
    assert [one.code for one in office_lists.entries(office)] == [HERBAL]


def test_it_is_kept_logged_and_gone_when_the_office_closes(office: Session) -> None:
    newest = audit_log.newest(office)[0]
    assert newest.action == "code lists of the office changed"
    office.close()
    assert lists_in_use().changed == ()
    assert HERBAL not in vocabulary("product_category")


def test_what_is_refused_changes_nothing(office: Session) -> None:
    before = office_lists.entries(office)
    add, rename = office_lists.add, office_lists.rename
    wrong: list[tuple[str, Callable[[], object]]] = [
        (office_lists.NO_LIST, lambda: add(office, "no", "X", {"en": "x"})),
        (office_lists.NOT_EXTENDABLE, lambda: add(office, "tlp", "X", {"en": "x"})),
        (office_lists.NOT_EXTENDABLE, lambda: add(office, "country", "X", {"en": "x"})),
        (office_lists.NOT_RENAMED, lambda: rename(office, "tlp", "RED", {"en": "x"})),
        (office_lists.BAD_CODE, lambda: add(office, "commodity", "a b", {"en": "x"})),
        (office_lists.BAD_CODE, lambda: add(office, "commodity", "WE-X", {"en": "x"})),
        (office_lists.NO_NAME, lambda: add(office, "commodity", "X", {"fr": "x"})),
        (office_lists.BAD_NAME, lambda: add(office, "commodity", "X", {"en": "x" * 81})),
        (office_lists.BAD_NAME, lambda: add(office, "commodity", "X", {"en": "a\u202eb"})),
        (office_lists.THERE, lambda: add(office, "product_category", HERBAL, {"en": "x"})),
        (office_lists.NO_PARENT, lambda: add(office, "conveyance_subtype", "X", {"en": "x"})),
        (office_lists.NO_CODE, lambda: rename(office, "country", "QQ", {"en": "x"})),
        (
            office_lists.TAKEN,
            lambda: rename(office, "country", "TR", {"en": shipped("country").label("PL")}),
        ),
        (office_lists.NO_CODE, lambda: office_lists.remove(office, "country", "TR")),
    ]
    for message, call in wrong:
        with pytest.raises(Refused) as refused:
            call()
        assert said(refused) == message
    assert office_lists.entries(office) == before


def test_a_detail_belongs_to_its_means_of_transport(office: Session) -> None:
    office_lists.add(office, "conveyance_subtype", "DRONE", {"en": "Drone"}, "AIR")
    assert "AP-DRONE" in {i.code for i in vocabulary("conveyance_subtype").children("AIR")}


def test_a_code_that_records_hold_stays(office: Session) -> None:
    with_herbal(office)
    with pytest.raises(Refused) as refused:
        office_lists.remove(office, "product_category", HERBAL)
    assert said(refused) == office_lists.IN_USE
    office_lists.add(office, "commodity", "TYPO", {"en": "Tpyo"})
    office_lists.remove(office, "commodity", "AP-TYPO")
    assert "AP-TYPO" not in vocabulary("commodity")


def test_an_office_keeps_a_limited_number(office: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_lists, "MOST", 1)
    with pytest.raises(Refused) as refused:
        office_lists.rename(office, "country", "TR", {"en": "Anatolia"})
    assert said(refused) == office_lists.TOO_MANY


def test_a_document_prints_codes_of_the_office_and_others_verify_it(
    office: Session, tmp_path: Path
) -> None:
    office_lists.rename(office, "country", "TR", {"en": "Anatolia"})
    name = with_herbal(office)
    order = submit.SubmissionRequest("case-studies", title="t", reason="test", records=(name,))
    reference = submit.submit(office, order).submission.reference
    path = tmp_path / "sent.pdf"
    release.export(office, reference, path)
    office.close()
    assert HERBAL not in vocabulary("product_category"), "whoever receives it does not have it"
    pages = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    assert "Herbal remedies (AP, provisional)" in text
    assert "Anatolia" not in text
    verdict = verify.verify_by_card(path)
    assert not verdict.findings
    assert verdict.agreement is verify.Agreement.SAME
    assert verdict.opened is not None
    package = verdict.opened.package
    assert package is not None
    assert [one.code for one in package.printed.own_codes] == [HERBAL]
    assert b"HERBAL" not in str(package_schema()).encode()


def test_a_package_names_no_code_of_others(office: Session, tmp_path: Path) -> None:
    """A country that is called another one in a document would deceive whoever reads it."""
    name = with_herbal(office)
    order = submit.SubmissionRequest("case-studies", title="t", reason="test", records=(name,))
    reference = submit.submit(office, order).submission.reference
    release.export(office, reference, tmp_path / "sent.pdf")
    package = opened((tmp_path / "sent.pdf").read_bytes(), "sent.pdf").package
    assert package is not None
    wrong = [
        OwnCode(list="country", code=code, label_en="Germany", label_fr="")
        for code in ("PL", "AP-a b", "AP-", "-X", "ap-X", "HERBAL")
    ]
    wrong += [
        OwnCode(list="commodity", code=HERBAL, label_en=name, label_fr="")
        for name in ("", " x", "a\u202eb", "a\nb", "x" * 81)
    ]
    wrong.append(OwnCode(list="x" * 81, code=HERBAL, label_en="x", label_fr=""))
    for own in wrong:
        forged = replace(package, printed=replace(package.printed, own_codes=(own,)))
        with pytest.raises(Misshapen):
            from_json(to_json(forged))
    one = OwnCode(list="commodity", code=HERBAL, label_en="x", label_fr="")
    many = tuple(replace(one, code=f"AP-{n}") for n in range(1_001))
    for listed in ((one, one), many):
        forged = replace(package, printed=replace(package.printed, own_codes=listed))
        with pytest.raises(Misshapen):
            from_json(to_json(forged))


def test_the_lists_of_the_command_line(
    make_session: Callable[..., Session],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
) -> None:
    session = make_session("AP")
    session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)

    def rilo(*typed: str) -> tuple[int, str]:
        code = main([*typed[:2], str(session.folder), *typed[2:]])
        return code, capsys.readouterr().out

    assert rilo("lists", "add", "commodity", "herbal", "--en", "Herbal") == (
        0,
        "AP-HERBAL  Herbal (AP, provisional)\n",
    )
    assert rilo("lists", "name", "country", "TR", "--en", "Anatolia") == (0, "Anatolia\n")
    code, out = rilo("lists", "show", "commodity")
    assert (code, "AP-HERBAL  Herbal (AP, provisional)  *" in out) == (0, True)
    code, out = rilo("lists", "show")
    assert "commodity  Commodity  26  +" in out
    assert rilo("lists", "remove", "commodity", "AP-HERBAL") == (0, "AP-HERBAL\n")
    assert rilo("lists", "show", "nothing")[0] != 0


def test_a_merged_list_is_a_list_of_its_own() -> None:
    lists = OfficeLists()
    lists.change({"commodity": {"AP-X": Item("AP-X", {"en": "X"}, office="AP")}})
    assert "AP-X" not in vocabulary("commodity")
    with lists.in_use():
        assert vocabulary("commodity") is not shipped("commodity")
        assert len(vocabulary("commodity")) == len(shipped("commodity")) + 1
    assert vocabulary("commodity") is shipped("commodity")
