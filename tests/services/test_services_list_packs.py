"""Signed code lists: looked at, taken over, replaced by newer ones, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_services_two_lists import offered, with_case

from rilo_desktop.cli import main
from rilo_desktop.exchange import list_pack
from rilo_desktop.exchange.list_pack import ListPack, PackEntry
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.office import audit_log, cards, export_all, identity, office_lists
from rilo_desktop.services.office.session import Session
from rilo_desktop.services.receiving import acceptance_rules, list_packs
from rilo_desktop.services.receiving.list_packs import CodeChange, LookedPack
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.lists import Query
from rilo_desktop.vocabularies import shipped, vocabulary
from rilo_desktop.vocabularies.names import codes_named

MakeSession = Callable[..., Session]
HERBAL, TEA = "SECRETARIAT-HERBAL", "SECRETARIAT-TEA"
LIST = "product_category"
SOURCE = "Agreed at the 34th Global RILO Meeting"


@pytest.fixture
def secretariat(make_session: MakeSession) -> Session:
    session = make_session("SECRETARIAT")
    names = {"en": "Herbal remedies", "fr": "Remèdes à base de plantes"}
    office_lists.add(session, LIST, "HERBAL", names)
    office_lists.add(session, LIST, "TEA", {"en": "Tea"})
    office_lists.rename(session, "country", "TR", {"en": "Anatolia"})
    return session


@pytest.fixture
def ap(make_session: MakeSession) -> Session:
    return make_session("AP")


@pytest.fixture
def card(secretariat: Session) -> str:
    return own_card(secretariat)


def own_card(session: Session) -> str:
    return next(one.fingerprint for one in cards.listed(session) if one.standing == "own")


def handed_out(session: Session, path: Path, name: str = "2026.1") -> Path:
    list_packs.sign(session, path, name, SOURCE)
    return path


def said(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.findings[0].rule


def changes(looked: LookedPack) -> dict[str, str]:
    return {one.code: one.what.value for one in looked.changes}


def label(session: Session, code: str, name: str = LIST, language: str = "en") -> str:
    with session.reading():
        return vocabulary(name).label(code, language)


def test_two_packs_of_one_name_are_told_apart(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    """The digest stands behind the name, and the second one says so (review: N6)."""
    first = handed_out(secretariat, tmp_path / "a.rilolists")
    again = handed_out(secretariat, tmp_path / "again.rilolists")
    office_lists.add(secretariat, LIST, "COCOA", {"en": "Cocoa"})
    second = handed_out(secretariat, tmp_path / "b.rilolists")
    list_packs.take(ap, list_packs.look(ap, first, [card]), [card], changed=True)
    same = list_packs.look(ap, again)
    assert same.used is None
    looked = list_packs.look(ap, second)
    (kept,) = list_packs.taken(ap)
    assert looked.pack.name == kept.pack.name == "2026.1"
    assert looked.pack.title != kept.pack.title == same.pack.title
    assert looked.used is not None
    assert looked.used.values["others"] == kept.pack.title
    assert looked.used.values["title"] == looked.pack.title
    list_packs.take(ap, looked, changed=True)
    for _ in range(2):  # the kept ones are gone, and the log still knows the names
        list_packs.take_back(ap, "SECRETARIAT")
    assert list_packs.taken(ap) == ()
    assert list_packs.look(ap, second).used is not None


def test_it_is_looked_at_first_and_then_offered(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    path = handed_out(secretariat, tmp_path / "a.rilolists")
    before, log = offered(ap), len(audit_log.newest(ap))
    with pytest.raises(Refused) as refused:
        list_packs.look(ap, path)
    assert said(refused) == "signer.stranger"
    looked = list_packs.look(ap, path, [card])
    assert changes(looked) == {HERBAL: "new", TEA: "new", "TR": "changed"}
    assert (looked.pack.name, looked.pack.source, looked.status) == ("2026.1", SOURCE, "new")
    assert offered(ap) == before
    assert len(audit_log.newest(ap)) == log, "looking writes nothing"
    with pytest.raises(Refused) as refused:
        list_packs.take(ap, looked, [card])
    assert said(refused) == "lists.pack_changed", "a known code gets no other name unseen"
    list_packs.take(ap, looked, [card], changed=True)
    assert offered(ap) - before == {HERBAL, TEA}
    assert label(ap, HERBAL) == "Herbal remedies (SECRETARIAT, provisional)"
    assert label(ap, "TR", "country") == "Anatolia"
    newest = audit_log.newest(ap)[0]
    assert newest.action == "code lists of another office taken over"
    assert newest.detail["lists"] == "2026.1"
    assert newest.detail["card"] == card
    assert [one["code"] for one in newest.detail["renamed"]] == ["TR"]
    again = list_packs.look(ap, path)
    assert again.status == "again"
    log = len(audit_log.newest(ap))
    list_packs.take(ap, again)
    assert len(audit_log.newest(ap)) == log
    with_case(ap, HERBAL)
    assert len(lists.find(ap, Query("case-study", "herbal"), counted=False).rows) == 1
    with ap.reading():
        assert codes_named(LIST, "herbal remedies") == (HERBAL,)


def test_a_newer_one_takes_its_place_and_can_be_taken_back(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    first = handed_out(secretariat, tmp_path / "1.rilolists")
    list_packs.take(ap, list_packs.look(ap, first, [card]), [card], changed=True)
    name = with_case(ap, TEA)
    office_lists.remove(secretariat, LIST, TEA)
    office_lists.rename(secretariat, LIST, HERBAL, {"en": "Plant medicine"})
    office_lists.rename(secretariat, "country", "TR", {})
    office_lists.add(secretariat, "commodity", "SPICE", {"en": "Spices"})
    second = handed_out(secretariat, tmp_path / "2.rilolists", "2026.2")
    looked = list_packs.look(ap, second)
    assert changes(looked) == {
        HERBAL: "changed",
        TEA: "retired",
        "TR": "retired",
        "SECRETARIAT-SPICE": "new",
    }
    found = {one.code: one for one in looked.changes}
    assert found[HERBAL].before["en"] == "Herbal remedies"
    assert found[HERBAL].after["en"] == "Plant medicine"
    assert found[TEA].records == 1
    assert found["TR"].after["en"] == shipped("country").label("TR")
    list_packs.take(ap, looked, changed=True)
    assert TEA not in offered(ap)
    assert label(ap, TEA) == "Tea (SECRETARIAT, provisional)", "a record holds it"
    assert not [
        one
        for one in record.findings(ap, record.get(ap, name).record)
        if one.rule.startswith("codes")
    ]
    assert label(ap, "TR", "country") == shipped("country").label("TR")
    older = list_packs.look(ap, first)
    assert older.status == "older"
    with pytest.raises(Refused) as refused:
        list_packs.take(ap, older, changed=True)
    assert said(refused) == "lists.pack_older"
    now = list_packs.take_back(ap, "SECRETARIAT")
    assert now is not None
    assert now.name == "2026.1"
    assert TEA in offered(ap)
    assert label(ap, HERBAL) == "Herbal remedies (SECRETARIAT, provisional)"
    assert list_packs.take_back(ap, "SECRETARIAT") is None
    assert not offered(ap) & {HERBAL, TEA}
    assert label(ap, HERBAL).startswith("Herbal remedies")
    with pytest.raises(Refused):
        list_packs.take_back(ap, "SECRETARIAT")


def test_a_code_that_was_gone_does_not_come_back_with_another_meaning_unseen(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    first = handed_out(secretariat, tmp_path / "1.rilolists")
    list_packs.take(ap, list_packs.look(ap, first, [card]), [card], changed=True)
    office_lists.remove(secretariat, LIST, TEA)
    second = handed_out(secretariat, tmp_path / "2.rilolists", "2026.2")
    list_packs.take(ap, list_packs.look(ap, second))
    office_lists.add(secretariat, LIST, "TEA", {"en": "Weapons"})
    third = handed_out(secretariat, tmp_path / "3.rilolists", "2026.3")
    looked = list_packs.look(ap, third)
    assert {one.code: one for one in looked.changes}[TEA].what is CodeChange.CHANGED
    with pytest.raises(Refused) as refused:
        list_packs.take(ap, looked)
    assert said(refused) == "lists.pack_changed"


def test_what_the_office_says_itself_counts_before_it(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    office_lists.rename(ap, "country", "TR", {"fr": "Anatolie"})
    office_lists.add(ap, LIST, "OWN", {"en": "Own"})
    path = handed_out(secretariat, tmp_path / "a.rilolists")
    list_packs.take(ap, list_packs.look(ap, path, [card]), [card], changed=True)
    office_lists.rename(ap, LIST, HERBAL, {"en": "Plants"})
    assert label(ap, "TR", "country") == "Anatolia"
    assert label(ap, "TR", "country", "fr") == "Anatolie"
    assert label(ap, HERBAL) == "Plants (SECRETARIAT, provisional)"
    assert "AP-OWN" in offered(ap)
    mine = handed_out(ap, tmp_path / "own.rilolists")
    assert [one.code for one in list_pack.kept(mine.read_text()).entries] == ["TR", "AP-OWN"]
    list_packs.take_back(ap, "SECRETARIAT")
    assert HERBAL not in offered(ap), "only its name was ours"
    assert "AP-OWN" in offered(ap)


def test_only_of_offices_that_may_set_them(
    ap: Session, make_session: MakeSession, tmp_path: Path
) -> None:
    we = make_session("WE")
    office_lists.add(we, LIST, "TEA", {"en": "Tea"})
    path, fingerprint = handed_out(we, tmp_path / "we.rilolists"), own_card(we)
    with pytest.raises(Refused) as refused:
        list_packs.look(ap, path, [fingerprint])
    assert said(refused) == "lists.pack_office"
    with pytest.raises(Refused) as refused:
        list_packs.look(we, path)
    assert said(refused) == "lists.pack_own"
    cards.trust_certificate(
        ap, list_pack.opened(path.read_bytes(), "x")[1].certificate, fingerprint
    )
    acceptance_rules.mark_receiver(ap, "WE")
    list_packs.take(ap, list_packs.look(ap, path))
    assert "WE-TEA" in offered(ap)


def test_it_is_looked_at_again_where_something_changed_since(
    secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    path = handed_out(secretariat, tmp_path / "a.rilolists")
    looked = list_packs.look(ap, path, [card])
    office_lists.rename(ap, "country", "TR", {"en": "Asia Minor"})
    with pytest.raises(Refused) as refused:
        list_packs.take(ap, looked, [card], changed=True)
    assert said(refused) == "lists.pack_moved"
    looked = list_packs.look(ap, path, [card])
    office_lists.add(secretariat, LIST, "MORE", {"en": "More"})
    handed_out(secretariat, path)
    with pytest.raises(Refused) as refused:
        list_packs.take(ap, looked, [card], changed=True)
    assert said(refused) == "lists.pack_moved"


def test_what_cannot_be_handed_out_is_said(ap: Session, tmp_path: Path) -> None:
    wrong = [
        ("lists.pack_name", "2026 1", SOURCE),
        ("lists.pack_name", "", SOURCE),
        ("lists.pack_source", "1", ""),
        ("lists.pack_source", "1", "x" * 201),
        ("lists.pack_source", "1", "a\u202eb"),
        ("lists.pack_empty", "1", SOURCE),
    ]
    for rule, name, source in wrong:
        with pytest.raises(Refused) as refused:
            list_packs.sign(ap, tmp_path / "x.rilolists", name, source)
        assert said(refused) == rule
    assert not list(tmp_path.glob("*.rilolists"))


# --- files that no honest office makes

ONE = PackEntry(list=LIST, code=HERBAL, label_en="Herbal remedies", label_fr="")
PACK = ListPack(
    office="SECRETARIAT",
    at="2026-11-28T09:00:00+00:00",
    name="2026.1",
    issued="2026-11-28",
    source=SOURCE,
    entries=(ONE,),
)
WRONG: dict[str, ListPack] = {
    "a code twice": replace(PACK, entries=(ONE, replace(ONE, label_en="Other"))),
    "a name twice": replace(PACK, entries=(ONE, replace(ONE, code=TEA))),
    "a code of another office": replace(PACK, entries=(replace(ONE, code="WE-X"),)),
    "a shipped code's meaning": replace(
        PACK, entries=(PackEntry(list="country", code="PL", label_en="Germany", label_fr=""),)
    ),
    "a label that stays": replace(
        PACK, entries=(PackEntry(list="tlp", code="RED", label_en="Open", label_fr=""),)
    ),
    "a list that is closed": replace(PACK, entries=(replace(ONE, list="unit"),)),
    "no such list": replace(PACK, entries=(replace(ONE, list="x"),)),
    "no name": replace(PACK, entries=(replace(ONE, label_en=""),)),
    "a name that turns round": replace(PACK, entries=(replace(ONE, label_en="a\u202eb"),)),
    "a long name": replace(PACK, entries=(replace(ONE, label_en="x" * 81),)),
    "no entries": replace(PACK, entries=()),
    "too many": replace(
        PACK,
        entries=tuple(
            replace(ONE, code=f"SECRETARIAT-{n}", label_en=f"n {n}") for n in range(2_001)
        ),
    ),
    "a version that acts": replace(PACK, name="../1"),
    "a day that is none": replace(PACK, issued="2026-02-31"),
    "a source of lines": replace(PACK, source="a\nb"),
    "a parent that is none": replace(PACK, entries=(replace(ONE, parent="AIR"),)),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_a_pack_that_no_reader_takes_is_neither_written_nor_read(
    what: str, secretariat: Session, ap: Session, card: str, tmp_path: Path, monkeypatch: Any
) -> None:
    signing = identity.signing(secretariat)
    with pytest.raises(Misshapen):
        list_pack.signed(WRONG[what], signing)
    monkeypatch.setattr(list_pack, "_check", lambda _pack: None)
    content = list_pack.signed(WRONG[what], signing)
    monkeypatch.undo()
    path = tmp_path / "wrong.rilolists"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        list_packs.look(ap, path, [card])
    assert said(refused) == "lists.pack_unreadable"
    assert not list_packs.taken(ap)


def _changed(change: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def made(content: bytes) -> bytes:
        data = json.loads(content)
        change(data)
        return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    return made


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another name": (
        _changed(lambda data: data["pack"]["entries"][0].update(label_en="Weapons")),
        "lists.pack_unreadable",
    ),
    "another office": (
        _changed(lambda data: data["pack"].update(office="WE")),
        "lists.pack_unreadable",
    ),
    "another spelling": (lambda content: content + b"\n", "lists.pack_unreadable"),
    "half of it": (lambda content: content[: len(content) // 2], "exchange.json"),
    "nothing": (lambda _content: b"", "exchange.empty"),
    "many brackets": (lambda _content: b"[" * 100_000, "exchange.json_depth"),
    "no UTF-8": (lambda _content: b"\xff\xfe{}", "exchange.encoding"),
    "a list": (lambda _content: b"[1]", "exchange.not_an_object"),
    "a workbook": (lambda _content: b"PK\x03\x04" + b"\0" * 500, "exchange.two_kinds"),
    "a million and one bytes": (lambda _content: b" " * 1_000_001, "exchange.too_large"),
    "a key twice": (
        lambda content: content.replace(b'"pack":', b'"pack":{},"pack":', 1),
        "exchange.json_twice",
    ),
    "a later format": (
        _changed(lambda data: data.update(version=9)),
        "lists.pack_unreadable",
    ),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_one_sentence(
    what: str, secretariat: Session, ap: Session, card: str, tmp_path: Path
) -> None:
    path = handed_out(secretariat, tmp_path / "a.rilolists")
    change, rule = HOSTILE[what]
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Refused) as refused:
        list_packs.look(ap, path, [card])
    assert [one.rule for one in refused.value.findings] == [rule]
    assert not list_packs.taken(ap)


def test_everything_has_the_packs_too_and_they_come_back_once_their_card_is_trusted(
    secretariat: Session, ap: Session, card: str, make_session: MakeSession, tmp_path: Path
) -> None:
    """A folder makes nobody a receiver: whoever edits one can sign lists in any office's name."""
    path = handed_out(secretariat, tmp_path / "a.rilolists")
    list_packs.take(ap, list_packs.look(ap, path, [card]), [card], changed=True)
    office_lists.rename(ap, LIST, HERBAL, {"fr": "Plantes"})
    export_all.write(ap, tmp_path / "all")
    new = make_session("AP", new=True)
    (left,) = export_all.take(new, tmp_path / "all").left_out
    assert (left.rule, left.values["office"]) == ("import.all_pack", "SECRETARIAT")
    assert list_packs.taken(new) == ()
    cards.export(secretariat, tmp_path / "theirs.rilocard")
    cards.trust(new, tmp_path / "theirs.rilocard", card)
    assert export_all.take(new, tmp_path / "all").left_out == ()
    assert list_packs.taken(new) == list_packs.taken(ap)
    assert offered(new) == offered(ap)
    assert label(new, HERBAL, language="fr") == "Plantes (SECRETARIAT, provisoire)"


def test_the_packs_of_the_command_line(
    secretariat: Session,
    ap: Session,
    card: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    passphrase: str,
) -> None:
    for session in (secretariat, ap):
        session.close()
    monkeypatch.setenv("RILO_PASSPHRASE", passphrase)
    file = str(tmp_path / "lists.rilolists")

    def rilo(session: Session, step: str, *typed: str) -> tuple[int, str]:
        code = main(["lists", step, str(session.folder), *typed])
        return code, capsys.readouterr().out

    code, _ = rilo(secretariat, "sign", "--version", "1", "--source", SOURCE, "--out", file)
    assert code == 0
    code, out = rilo(ap, "take", file, "--trust", card, "--dry-run")
    assert code == 0
    assert "called otherwise  country  TR" in out
    assert f"new  {LIST}  {HERBAL}  Herbal remedies" in out
    assert rilo(ap, "taken") == (0, "")
    assert rilo(ap, "take", file, "--trust", card)[0] == 1
    assert rilo(ap, "take", file, "--trust", card, "--changed")[0] == 0
    code, out = rilo(ap, "taken", "--json")
    (pack,) = json.loads(out)
    assert (code, pack["office"], pack["name"], pack["codes"]) == (0, "SECRETARIAT", "1", 3)
    assert rilo(ap, "back", "SECRETARIAT")[0] == 0
    assert rilo(ap, "taken") == (0, "")
