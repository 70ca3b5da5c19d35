"""Signed packs of code lists: an office hands out what it calls codes and which it added, and
others take it over, after they have seen what changes.

    sign(session, path, name, source)   what this office keeps, as a signed file
    look(session, path)                 what a pack would change here; nothing is written
    take(session, looked)               from now on its codes are offered, in the place of the
                                        pack of the same office before
    take_back(session, office)          the pack before it is in force again

Packs are taken of the Secretariat, and of offices that are marked as receivers, as acceptance rules
are. A code that is in no pack any more is shown where records have it, and is not offered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from pathlib import Path

from rilo_desktop.exchange import list_pack
from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.exchange.file_opening import arrived
from rilo_desktop.exchange.list_pack import ListPack, PackEntry
from rilo_desktop.exchange.strict_json import Misshapen
from rilo_desktop.file_kinds import LISTS
from rilo_desktop.office_codes import office_of_code
from rilo_desktop.rules.findings import N_, Finding
from rilo_desktop.rules.list_entries import is_one_line
from rilo_desktop.store import ReadSession, UnitOfWork
from rilo_desktop.store.search_words import mark
from rilo_desktop.vocabularies import Vocabulary, shipped, vocabulary, vocabulary_names

from ..office import actions, identity, ways_out
from ..office.code_labels import findings_of
from ..office.finding_helpers import refusal
from ..office.list_setting import (
    OWN,
    PACKS,
    RECEIVED,
    KeptPack,
    each,
    entries,
    entries_of,
    in_force,
    item_of,
    packs_of,
    text_of,
    text_of_packs,
)
from ..office.outgoing import going_out
from ..office.session import Session, Task
from .acceptance_rules import name_used, receivers
from .trust_check import of_file, refuse_stranger, trust_given

MOST_KEPT = 5
"""Packs of one office that can be taken back, one after the other."""


class CodeChange(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    """A code that is known here gets another name, or belongs to another code."""
    RETIRED = "retired"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class PackChange:
    """`before`: what the code is called here now, by language; `records`: how many have it, of one
    that changes or goes."""

    what: CodeChange
    list: str
    code: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    records: int = 0


@dataclass(frozen=True, slots=True)
class LookedPack:
    """`status`: "new", "again" (in force already) or "older" than the one in force."""

    path: Path
    sha256: str
    pack: ListPack
    fingerprint: str
    status: str
    changes: tuple[PackChange, ...]
    used: Finding | None = None
    """The name was used before, by the same office for other lists."""

    def count(self, what: CodeChange) -> int:
        return sum(one.what is what for one in self.changes)


SOURCE = N_("Where the lists come from")


def sign(
    session: Session,
    path: Path,
    name: str,
    source: str,
    answers: Iterable[tuple[str, str, str]] = (),
) -> ListPack:
    """`answers`: ("cover", field, text) to what the guard finds in names of codes.

    Raises Refused.
    """
    with going_out(session, ways_out.LISTS, path) as out:
        source = " ".join(source.split())
        if not list_pack.is_name(name):
            raise refusal(
                "lists.pack_name",
                N_("“{name}” cannot be a version: write letters and digits, such as 2026.1."),
                name=name[:60],
            )
        if not is_one_line(source, list_pack.LONGEST_SOURCE):
            raise refusal(
                "lists.pack_source",
                N_("Say in one line of at most {most} characters where these lists come from."),
                most=list_pack.LONGEST_SOURCE,
            )
        out.refuse([(SOURCE, source), (N_("Version"), name)])
        with session.reading() as reading:
            own = [
                (of, item)
                for of, item in each(entries_of(reading.office.setting(OWN)))
                if item.office in ("", session.office_code)
            ]
        if not own:
            raise refusal(
                "lists.pack_empty",
                N_("This office has neither names nor codes of its own that could be handed out."),
            )
        out.ask(findings_of({(of, item.code): item.labels for of, item in own}), answers)
        pack = ListPack(
            office=session.office_code,
            at=session.clock().astimezone(UTC).isoformat(timespec="seconds"),
            name=name,
            issued=session.today,
            source=source,
            entries=tuple(
                PackEntry(
                    list=of,
                    code=item.code,
                    label_en=item.labels.get("en", ""),
                    label_fr=item.labels.get("fr", ""),
                    parent=item.parent,
                )
                for of, item in own
            ),
        )
        content = list_pack.signed(pack, identity.signing(session))
        out.leave(content, lists=name, codes=len(own))
    return pack


def look(session: Session, path: Path, trust: Collection[str] = ()) -> LookedPack:
    """Nothing is written. `trust`: as for `acceptance_rules.install`. Raises Refused."""
    session.permit(Task.LISTS)
    return _looked(session, path, trust)[0]


def take(
    session: Session,
    looked: LookedPack,
    trust: Collection[str] = (),
    older: bool = False,
    changed: bool = False,
) -> LookedPack:
    """`older`: also where the one in force is newer; `changed`: also where codes that are known
    here get another name. Raises Refused, and changes nothing then."""
    session.permit(Task.LISTS)
    now, content, card = _looked(session, looked.path, trust)
    if now.sha256 != looked.sha256 or now.changes != looked.changes:
        raise of_file(
            "lists.pack_moved",
            N_("{file} or the lists of this office changed since you looked: look again."),
            looked.path,
        )
    if now.status == "older" and not older:
        raise of_file(
            "lists.pack_older",
            N_(
                "{file} has lists of {day}, and those in force are newer. To use the older ones, "
                "add --older."
            ),
            looked.path,
            day=now.pack.issued,
        )
    if now.count(CodeChange.CHANGED) and not changed:
        raise of_file(
            "lists.pack_changed",
            N_(
                "{file} gives {count} codes another name than they have here: look at them with "
                "--dry-run, and add --changed."
            ),
            looked.path,
            count=now.count(CodeChange.CHANGED),
        )
    trust_given(session, card)
    with session.unit(actions.LISTS_TAKEN) as unit:
        kept = packs_of(unit.reading)
        if now.status == "again":
            unit.abandon()
            return now
        office = now.pack.office
        others = [one for one in kept if one.pack.office != office]
        same = [one for one in kept if one.pack.office == office]
        one = KeptPack(now.pack, now.fingerprint, content.decode())
        unit.set(PACKS, text_of_packs([*others, *[*same, one][-MOST_KEPT:]]))
        _keep_names(unit, now.pack)
        unit.note(
            lists=now.pack.name,
            title=now.pack.title,
            office=office,
            card=now.fingerprint,
            sha256=now.sha256,
            **{what.value: now.count(what) for what in CodeChange},
            renamed=[
                {"list": o.list, "code": o.code, "before": dict(o.before), "now": dict(o.after)}
                for o in now.changes
                if o.what is CodeChange.CHANGED
            ][:200],
        )
    session.read_lists()
    return now


def _keep_names(unit: UnitOfWork, pack: ListPack) -> None:
    """Its codes are shown by these names when they are in no pack any more."""
    known = entries_of(unit.reading.office.setting(RECEIVED))
    added = [
        (one.list, item_of(one.code, one.labels))
        for one in pack.entries
        if office_of_code(one.code)
    ]
    unit.set(RECEIVED, text_of(entries([*each(known), *added])))


def take_back(session: Session, office: str) -> ListPack | None:
    """The pack of the office that is in force then; None for none. Raises Refused."""
    session.permit(Task.LISTS)
    with session.unit(actions.LISTS_BACK) as unit:
        kept = packs_of(unit.reading)
        last = next((one for one in reversed(kept) if one.pack.office == office), None)
        if last is None:
            raise refusal(
                "lists.pack_none",
                N_("No lists of {office} are taken over here."),
                office=office[:40],
            )
        left = [one for one in kept if one is not last]
        unit.set(PACKS, text_of_packs(left))
        now = next((one.pack for one in reversed(left) if one.pack.office == office), None)
        if now is not None:
            _keep_names(unit, now)
        unit.note(
            lists=now.name if now else "", instead_of=last.pack.name, office=office, card=last.card
        )
    session.read_lists()
    return now


def taken(session: Session) -> tuple[KeptPack, ...]:
    """The packs in force, one of an office."""
    session.permit(Task.READ)
    with session.reading() as reading:
        return in_force(packs_of(reading))


# --- what a pack would change


def _looked(
    session: Session, path: Path, trust: Collection[str]
) -> tuple[LookedPack, bytes, KnownCard]:
    content = arrived(path, (LISTS,)).content
    try:
        pack, card = list_pack.opened(content, path.name)
    except Misshapen as error:
        raise of_file(
            "lists.pack_unreadable",
            N_("{file} is not a valid file of code lists ({what}); ask for it again."),
            path,
            what=str(error),
        ) from None
    refuse_stranger(session, path, card, pack.at, trust)
    with session.reading() as reading:
        _refuse_office(reading, session.office_code, pack, path)
        before = next(
            (o for o in in_force(packs_of(reading)) if o.pack.office == pack.office), None
        )
        changes = tuple(_changes(reading, pack, before.pack if before else None))
        used = _used(reading, pack, path)
    sha256 = hashlib.sha256(content).hexdigest()
    status = "new"
    if before is not None:
        if before.pack == pack:
            status = "again"
        elif (pack.issued, pack.at) < (before.pack.issued, before.pack.at):
            status = "older"
    looked = LookedPack(path, sha256, pack, card.fingerprint, status, changes, used)
    return looked, content, card


def _used(reading: ReadSession, pack: ListPack, path: Path) -> Finding | None:
    """By the packs that are kept, and by the log for those that are not."""
    known = {one.pack.title for one in packs_of(reading) if one.pack.office == pack.office}
    for entry in reading.log.with_action(actions.LISTS_TAKEN):
        if entry.detail.get("office") == pack.office:
            known.add(str(entry.detail.get("title", "")))
    return name_used(path, pack.office, pack.name, pack.title, known)


def _refuse_office(reading: ReadSession, own: str, pack: ListPack, path: Path) -> None:
    marked = receivers(reading)
    if pack.office == own:
        raise of_file("lists.pack_own", N_("{file} has the lists of this office itself."), path)
    if pack.office not in marked:
        raise of_file(
            "lists.pack_office",
            N_(
                "{file} has lists of {office}; lists are taken over from {offices}. If {office} "
                "may set them, the head marks it as a receiver: rilo rules receiver."
            ),
            path,
            office=pack.office,
            offices=", ".join(marked),
        )


def _changes(reading: ReadSession, pack: ListPack, before: ListPack | None) -> Iterator[PackChange]:
    """Those that change something first."""
    held = {(one.list, one.code): one for one in before.entries} if before else {}
    found = [_change(reading, one, held.pop((one.list, one.code), None)) for one in pack.entries]
    found += [_retired(reading, one) for one in held.values() if one.list in vocabulary_names()]
    order = list(CodeChange)
    return iter(sorted(found, key=lambda one: (order.index(one.what), one.list, one.code)))


def _change(reading: ReadSession, one: PackEntry, held: PackEntry | None) -> PackChange:
    listed = vocabulary(one.list)
    now = dict(held.labels) if held else _called(listed, one)
    if held is not None and held == one:
        return PackChange(CodeChange.SAME, one.list, one.code, now, one.labels)
    if not now:
        return PackChange(CodeChange.NEW, one.list, one.code, {}, one.labels)
    same = all(now.get(language) == said for language, said in one.labels.items())
    what = CodeChange.SAME if same and held is None else CodeChange.CHANGED
    made = PackChange(what, one.list, one.code, now, one.labels)
    return _with_records(reading, made)


def _retired(reading: ReadSession, one: PackEntry) -> PackChange:
    """A code is not offered any more; another one is called again what all offices call it."""
    item = shipped(one.list).items.get(one.code)
    after = {la: item.labels.get(la, "") for la in one.labels} if item else {}
    return _with_records(
        reading, PackChange(CodeChange.RETIRED, one.list, one.code, one.labels, after)
    )


def _called(listed: Vocabulary, one: PackEntry) -> Mapping[str, str]:
    """Here, now, in the languages of the entry; {} for a code that is not known here."""
    item = listed.known(one.code)
    return {la: item.labels.get(la, "") for la in one.labels} if item else {}


def _with_records(reading: ReadSession, made: PackChange) -> PackChange:
    """How many records hold a code that was added."""
    if not office_of_code(made.code) or made.what is CodeChange.SAME:
        return made
    sql = "SELECT count(*) FROM search WHERE search MATCH ?"
    ((count,),) = reading.run(sql, (f'"{mark(made.list, made.code)}"',))
    return replace(made, records=count)
