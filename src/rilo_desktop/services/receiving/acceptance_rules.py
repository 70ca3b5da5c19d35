"""The receiver's rules that are in force: those of the pack installed last, else the shipped ones.

A pack comes on a stick, signed by an office that is marked as a receiver: the Secretariat, and
whom the office marks. One that is older than the rules in force is asked about first. Taking it
back brings the rules before it into force again; what was released by it keeps its version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from rilo_desktop.exchange.file_opening import arrived
from rilo_desktop.file_kinds import DATA, RULES, TABLE
from rilo_desktop.office_codes import secretariat_of
from rilo_desktop.rules.acceptance import Acceptance
from rilo_desktop.rules.acceptance_file import read, shipped
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Severity
from rilo_desktop.store import ReadSession

from ..office import actions, ways_out
from ..office.finding_helpers import finding, refusal
from ..office.outgoing import going_out
from ..office.session import Session, Task

SETTING = "acceptance"
RECEIVERS = "receivers"
MOST_KEPT = 10
"""Packs that can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`office`, `fingerprint` and `on` (UTC, ISO) of who signed the pack; "" for the shipped."""

    acceptance: Acceptance
    office: str = ""
    fingerprint: str = ""
    on: str = ""
    used: Finding | None = None
    """Of a pack that was installed just now: its name was used before, for other rules."""


def in_force(reading: ReadSession) -> Acceptance:
    return _in_force(reading).acceptance


def _in_force(reading: ReadSession) -> Rules:
    kept = _kept(reading)
    return _rules(kept[-1]) if kept else Rules(shipped())


def _rules(kept: Mapping[str, str]) -> Rules:
    return Rules(_read(kept["rules"]), kept["office"], kept["card"], kept["at"])


def rules(session: Session) -> tuple[Rules, ...]:
    """Those in force first, then those that would come back, the shipped ones last."""
    session.permit(Task.READ)
    with session.reading() as reading:
        kept = _kept(reading)
    return (*map(_rules, reversed(kept)), Rules(shipped()))


def sign(session: Session, file: Path, path: Path) -> Acceptance:
    """Make a pack of a file of rules, signed by this office. Raises Refused."""
    from rilo_desktop.exchange import rule_pack

    from ..office import identity

    with going_out(session, ways_out.RULES, path) as out:
        text = arrived(file, (DATA, TABLE)).content.decode("utf-8", "replace")
        found = read(text, file.name)
        out.refuse((N_("The file of rules"), said) for said in texts_in(json.loads(text)))
        at = session.clock().astimezone(UTC).isoformat(timespec="seconds")
        out.leave(rule_pack.signed(text, at, identity.signing(session)), rules=found.name)
    return found


def texts_in(data: object) -> Iterator[str]:
    """Every text of JSON data, the names of its values too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value)


def receivers(reading: ReadSession) -> tuple[str, ...]:
    """Codes of the offices whose packs are taken."""
    kept = reading.office.setting(RECEIVERS)
    return (secretariat_of(reading.own_office), *(json.loads(kept) if kept else ()))


def mark_receiver(session: Session, office: str, receives: bool = True) -> tuple[str, ...]:
    """From now on packs of this office are taken, or no more. Raises Refused."""
    session.permit(Task.RECEIVERS)
    with session.unit(actions.RECEIVER) as unit:
        always = secretariat_of(session.office_code)
        others = set(receivers(unit.reading)) - {always}
        known = {row.office for row in unit.reading.office.cards() if not row.revoked}
        if office == always or (receives and office not in known):
            raise refusal(
                "rules.receiver",
                N_(
                    "{office} cannot be marked: the Secretariat is always a receiver, and of "
                    "another office the card must be trusted first."
                ),
                office=office,
            )
        now = sorted(others | {office} if receives else others - {office})
        unit.set(RECEIVERS, json.dumps(now) if now else "")
        unit.note(office=office, receives=receives)
        return receivers(unit.reading)


def install(
    session: Session, path: Path, trust: Collection[str] = (), older: bool = False
) -> Rules:
    """Bring the rules of a signed pack into force. Raises Refused, and changes nothing then.

    `trust`: fingerprints of cards that somebody compared by phone; `older`: also where the rules in
    force are newer.
    """
    from rilo_desktop.exchange import rule_pack

    from .trust_check import of_file, refuse_stranger, trust_given

    session.permit(Task.RULES)
    content = arrived(path, (RULES,)).content
    try:
        pack, card = rule_pack.opened(content)
    except ValueError as error:
        raise of_file(
            "rules.unreadable",
            N_("{file} is not a valid pack of rules ({what}); ask for it again."),
            path,
            what=str(error),
        ) from None
    refuse_stranger(session, path, card, pack.at, trust)
    found = Rules(read(pack.rules, path.name), pack.office, card.fingerprint, pack.at)
    with session.reading() as reading:
        marked, now = receivers(reading), _in_force(reading)
    if pack.office not in marked:
        raise of_file(
            "rules.office",
            N_(
                "{file} has rules of {office}, which is not a receiver of this office: "
                "packs are accepted from {offices}. If {office} may set requirements, the "
                "head marks it as a receiver: rilo rules receiver."
            ),
            path,
            office=pack.office,
            offices=", ".join(marked),
        )
    if not older and (found.acceptance.issued, found.on) < (now.acceptance.issued, now.on):
        raise of_file(
            "rules.older",
            N_(
                "{file} has {name} of {day}, and the rules in force, {now}, are of {newer}. "
                "To use the older ones, add --older."
            ),
            path,
            name=found.acceptance.name,
            day=found.acceptance.issued,
            now=now.acceptance.name,
            newer=now.acceptance.issued,
        )
    trust_given(session, card)
    one = {"rules": pack.rules, "office": pack.office, "card": card.fingerprint, "at": pack.at}
    with session.unit(actions.RULES) as unit:
        before = _kept(unit.reading)
        known = {
            str(e.detail.get("rules", "")) for e in unit.reading.log.with_action(actions.RULES)
        }
        name = found.acceptance.name
        used = name_used(
            path, pack.office, found.acceptance.short_name, name, {*known, shipped().name}
        )
        found = replace(found, used=used)
        if before and before[-1] == one:
            unit.abandon()
            return found
        unit.note(
            rules=found.acceptance.name,
            office=pack.office,
            card=card.fingerprint,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        unit.set(SETTING, json.dumps([*before, one][-MOST_KEPT:]))
    return found


def name_used(
    path: Path, office: str, name: str, title: str, known: Collection[str]
) -> Finding | None:
    """`title`: the name with a digest, as of those that are known here."""
    others = sorted(one for one in known if one.startswith(f"{name} (") and one != title)
    if not others:
        return None
    message = N_(
        "{file} is {title}. {office} used the name before for something else: {others}. Ask them "
        "which one holds."
    )
    said = finding(
        "packs.name_used",
        message,
        FieldPath(file=path.name),
        file=path.name,
        title=title,
        office=office,
        others=", ".join(others),
    )
    return replace(said, severity=Severity.WARNS)


def take_back(session: Session) -> Acceptance:
    """Bring back the rules before the pack installed last. Raises Refused where there is none."""
    session.permit(Task.RULES)
    with session.unit(actions.RULES_BACK) as unit:
        kept = _kept(unit.reading)
        if not kept:
            raise refusal(
                "rules.none", N_("No pack of rules is installed; the shipped rules are in force.")
            )
        unit.set(SETTING, json.dumps(kept[:-1]) if kept[:-1] else "")
        now = in_force(unit.reading)
        unit.note(rules=now.name, instead_of=_read(kept[-1]["rules"]).name)
    return now


def _kept(reading: ReadSession) -> list[dict[str, str]]:
    kept = reading.office.setting(SETTING)
    return list(json.loads(kept)) if kept else []


@lru_cache(maxsize=8)
def _read(text: str) -> Acceptance:
    return read(text, "rules.json")
