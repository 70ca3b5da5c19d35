"""Two offices in one process: each has its own code lists, and one shows what the other calls its
codes without having them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from received_offices import coming, document, sent

from rilo_desktop.records import CaseStudy, GoodsLine, fields_of
from rilo_desktop.rules import codes
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, export_all, office_lists, store_check
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.lists import Query
from rilo_desktop.vocabularies import vocabulary
from rilo_desktop.vocabularies.names import codes_named, near_codes

MakeSession = Callable[..., Session]
HERBAL = "AP-HERBAL"
CATEGORY = fields_of(GoodsLine)["category"]
NAMES = {"en": "Herbal remedies", "fr": "Remèdes à base de plantes"}
SHOWN = "Herbal remedies (AP, provisional)"


def label(session: Session, code: str = HERBAL, language: str = "en") -> str:
    with session.reading():
        return vocabulary("product_category").label(code, language)


def offered(session: Session) -> set[str]:
    with session.reading():
        return set(vocabulary("product_category").items)


def with_case(session: Session, code: str = HERBAL) -> str:
    new = record.new(session, "case-study")
    assert isinstance(new, CaseStudy)
    goods = (GoodsLine(description="capsules", category=code),)
    case = replace(new, title="Capsules in parcels", goods=goods)
    return record.save(session, case, "").records[0]


@pytest.fixture
def ap(make_session: MakeSession) -> Session:
    session = make_session("AP")
    office_lists.add(session, "product_category", "HERBAL", NAMES)
    return session


@pytest.fixture
def we(make_session: MakeSession) -> Session:
    return make_session("WE")


def test_neither_sees_what_the_other_added(ap: Session, we: Session) -> None:
    office_lists.add(we, "product_category", "TEA", {"en": "Tea"})
    office_lists.rename(we, "country", "TR", {"en": "Anatolia"})
    for _ in range(2):
        assert offered(ap) - offered(we) == {HERBAL}
        assert offered(we) - offered(ap) == {"WE-TEA"}
        assert label(ap) == SHOWN
        assert label(we) == HERBAL
        with ap.reading():
            assert vocabulary("country").label("TR") != "Anatolia"
            with we.reading():
                assert vocabulary("country").label("TR") == "Anatolia"
            assert vocabulary("country").label("TR") != "Anatolia"
    with_case(ap)
    with pytest.raises(Refused):
        record.find(we, "AP/2026/CS/A0001")
    words = Query("case-study", "herbal")
    assert len(lists.find(ap, words, counted=False).rows) == 1
    assert not lists.find(we, words, counted=False).rows
    assert len(lists.find(ap, words, counted=False).rows) == 1


def test_each_thread_works_for_its_own_office(ap: Session, we: Session) -> None:
    """Both are at work at the same time; what one asks never decides what the other sees."""
    told: dict[str, set[str]] = {"AP": set(), "WE": set()}
    both = threading.Barrier(2, timeout=20)

    def work(session: Session) -> None:
        for _ in range(20):
            session.lists.use()
            both.wait()
            told[session.office_code].add(vocabulary("product_category").label(HERBAL))

    threads = [threading.Thread(target=work, args=(one,)) for one in (ap, we)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == {"AP": {SHOWN}, "WE": {HERBAL}}


def test_a_closed_office_leaves_nothing_behind(ap: Session, we: Session) -> None:
    office_lists.entries(ap)
    assert vocabulary("product_category").label(HERBAL) == SHOWN
    ap.close()
    assert vocabulary("product_category").label(HERBAL) == HERBAL
    assert label(we) == HERBAL


def test_a_received_code_is_shown_as_its_office_calls_it_and_never_offered(
    ap: Session, we: Session
) -> None:
    name = with_case(ap)
    before = offered(we)
    receive.accept(we, coming(we, document(ap, sent(ap))))
    ap.close()
    assert label(we) == SHOWN
    assert label(we, language="fr") == "Remèdes à base de plantes (AP, provisoire)"
    assert offered(we) == before
    assert not office_lists.entries(we)
    stored = record.get(we, name)
    with we.reading():
        assert codes.faults(CATEGORY, HERBAL) == ()
        assert codes.faults(CATEGORY, "AP-OTHER")
        assert codes_named("product_category", HERBAL) == (HERBAL,)
        assert codes_named("product_category", SHOWN) == (HERBAL,)
        assert codes_named("product_category", "Herbal remedies") == ()
        assert HERBAL not in near_codes("product_category", "herbal remedie")
    assert not [one for one in record.findings(we, stored.record) if "codes" in one.rule]
    for words in ("herbal", "remèdes plantes", '"base de plantes"', "capsules herbal"):
        assert len(lists.find(we, Query("case-study", words), counted=False).rows) == 1, words
    assert not store_check.check(we).findings
    # The next document has the name too, so that its reader sees more than a code.
    package = document(we, sent(we)).verdict
    assert package is not None
    assert package.opened is not None
    assert package.opened.package is not None
    assert [one.label_en for one in package.opened.package.printed.own_codes] == [NAMES["en"]]


def test_an_office_has_the_last_word_on_its_own_codes(
    ap: Session, we: Session, make_session: MakeSession
) -> None:
    """A third office cannot rename what others sent, nor what the receiver added."""
    with_case(ap)
    first = document(ap, sent(ap))
    receive.accept(we, coming(we, first))
    forged = _renamed(first, "ECE", "Weapons")
    receive.accept(we, coming(we, forged))
    assert label(we) == SHOWN
    office_lists.add(we, "product_category", "TEA", {"en": "Tea"})
    receive.accept(we, coming(we, _renamed(first, "AP", "Coffee", "WE-TEA", "9")))
    assert label(we, "WE-TEA") == "Tea (WE, provisional)"
    office_lists.rename(ap, "product_category", HERBAL, {"en": "Plant medicine"})
    receive.accept(we, coming(we, document(ap, sent(ap))))
    assert label(we) == "Plant medicine (AP, provisional)"
    newest = audit_log.newest(we)[0]
    assert '"renamed"' in json.dumps(newest.detail)


def _renamed(file: Any, office: str, name: str, code: str = HERBAL, number: str = "7") -> Any:
    from received_offices import with_package

    package = file.verdict.opened.package
    own = tuple(replace(one, code=code, label_en=name) for one in package.printed.own_codes)
    said = replace(
        package.submission,
        office=office,
        id=f"forged-{number}",
        reference=f"{office}/2026/SUB/{number}",
    )
    printed = replace(package.printed, own_codes=own)
    return with_package(replace(package, submission=said, printed=printed, records=()), {})


def test_everything_goes_out_and_comes_back_with_the_lists(
    ap: Session, we: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    with_case(ap)
    receive.accept(we, coming(we, document(ap, sent(ap))))
    office_lists.add(we, "conveyance_subtype", "DRONE", {"en": "Drone"}, "AIR")
    office_lists.rename(we, "country", "TR", {"en": "Anatolia"})
    export_all.write(we, tmp_path / "all")
    listed = json.loads((tmp_path / "all" / "lists.json").read_text())
    added = [one for one in listed["product_category"]["codes"] if one.get("office")]
    assert [(one["code"], one["office"]) for one in added] == [(HERBAL, "AP")]
    new = make_session("WE", new=True)
    assert label(new) == HERBAL
    export_all.take(new, tmp_path / "all", dry_run=True)
    assert not office_lists.entries(new)
    export_all.take(new, tmp_path / "all")
    assert office_lists.entries(new) == office_lists.entries(we)
    assert label(new) == SHOWN
    assert HERBAL not in offered(new)
    with new.reading():
        assert vocabulary("conveyance_subtype").parent("WE-DRONE") == "AIR"
    log = len(audit_log.newest(new))
    export_all.take(new, tmp_path / "all")
    assert len(audit_log.newest(new)) == log, "taken again it changes nothing"


LINE = {"part": "own", "list": "commodity", "code": "WE-X", "labels": {"en": "X"}, "parent": ""}


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": "rules"},
        {"list": "no such list"},
        {"list": ["commodity"]},
        {"list": "tlp", "code": "RED"},
        {"list": "unit"},
        {"code": "AP-X"},
        {"code": "X"},
        {"code": 7},
        {"labels": {}},
        {"labels": {"fr": "X"}},
        {"labels": {"en": "a\u202eb"}},
        {"labels": {"en": "x" * 81}},
        {"labels": {"en": ["x"]}},
        {"labels": {"xx": "X", "en": "X"}},
        {"list": "country", "code": "PL", "labels": {"en": "Germany"}},
        {"list": "conveyance_subtype"},
        {"parent": "AIR"},
        {"part": "received"},
        {"part": "received", "code": "TR", "list": "country"},
    ],
)
def test_a_folder_with_lists_that_no_office_has_is_refused(
    wrong: dict[str, Any], we: Session, tmp_path: Path
) -> None:
    import hashlib

    folder = tmp_path / "all"
    office_lists.add(we, "commodity", "Y", {"en": "Y"})
    export_all.write(we, folder)
    content = json.dumps(LINE | wrong).encode() + b"\n"
    (folder / "office-lists.jsonl").write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["office_lists"] = hashlib.sha256(content).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    before = office_lists.entries(we)
    with pytest.raises(Refused) as refused:
        export_all.take(we, folder)
    assert [one.rule for one in refused.value.findings] == ["import.all_list"]
    assert office_lists.entries(we) == before
