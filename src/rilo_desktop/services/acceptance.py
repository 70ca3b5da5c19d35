"""The receiver's rules that are in force: those of the pack installed last, else the shipped ones.

A pack comes on a stick, signed by an office whose card is trusted. Taking it back brings the rules
before it into force again; what was released by it keeps its version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from rilo_desktop.files import read_small
from rilo_desktop.rules.acceptance import Acceptance
from rilo_desktop.rules.acceptance_file import read, shipped
from rilo_desktop.rules.findings import N_, Message
from rilo_desktop.rules.refusing_disk import why
from rilo_desktop.store import Reading

from . import actions
from .outgoing import check_target, leave
from .refusals import refusal
from .session import Session, Task

SETTING = "acceptance"
MOST_KEPT = 10
"""Packs that can be taken back, one after the other."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`office`, `fingerprint` and `on` (UTC, ISO) of who signed the pack; "" for the shipped."""

    acceptance: Acceptance
    office: str = ""
    fingerprint: str = ""
    on: str = ""


def in_force(reading: Reading) -> Acceptance:
    kept = reading.setting(SETTING)
    return _read(json.loads(kept)[-1]["rules"]) if kept else shipped()


def rules(session: Session) -> tuple[Rules, ...]:
    """Those in force first, then those that would come back, the shipped ones last."""
    session.permit(Task.READ)
    with session.reading() as reading:
        kept = _kept(reading)
    packs = [Rules(_read(o["rules"]), o["office"], o["card"], o["at"]) for o in reversed(kept)]
    return (*packs, Rules(shipped()))


def sign(session: Session, file: Path, path: Path) -> Acceptance:
    """Make a pack of a file of rules, signed by this office. Raises Refused."""
    from rilo_desktop.exchange import rule_pack

    from . import identity

    session.permit(Task.RULES)
    check_target(path)
    text = _file(file, rule_pack.LARGEST).decode("utf-8", "replace")
    found = read(text, file.name)
    at = session.clock().astimezone(UTC).isoformat(timespec="seconds")
    content = rule_pack.signed(text, at, identity.signing(session))
    sha256 = hashlib.sha256(content).hexdigest()
    leave(session, actions.RULES_SIGNED, path, content, rules=found.name, sha256=sha256)
    return found


def install(session: Session, path: Path, trust: Collection[str] = ()) -> Rules:
    """Bring the rules of a signed pack into force. Raises Refused, and changes nothing then.

    `trust`: fingerprints of cards that somebody compared by phone.
    """
    from rilo_desktop.exchange import rule_pack

    from .signers import of_file, refuse_stranger, trust_given

    session.permit(Task.RULES)
    content = _file(path, rule_pack.LARGEST)
    try:
        pack, card = rule_pack.opened(content)
    except ValueError as error:
        raise of_file(
            "rules.unreadable",
            N_("{file} is no sound pack of rules ({what}); ask for it again."),
            path,
            what=str(error),
        ) from None
    refuse_stranger(session, path, card, pack.at, trust)
    found = Rules(read(pack.rules, path.name), pack.office, card.fingerprint, pack.at)
    trust_given(session, card)
    one = {"rules": pack.rules, "office": pack.office, "card": card.fingerprint, "at": pack.at}
    with session.unit(actions.RULES) as unit:
        before = _kept(unit.reading)
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


def _kept(reading: Reading) -> list[dict[str, str]]:
    kept = reading.setting(SETTING)
    return list(json.loads(kept)) if kept else []


@lru_cache(maxsize=8)
def _read(text: str) -> Acceptance:
    return read(text, "rules.json")


def _file(path: Path, largest: int) -> bytes:
    try:
        return read_small(path, largest)
    except (OSError, ValueError) as error:
        raise refusal(
            "rules.unread",
            N_("{file} cannot be read: {reason}."),
            file=path.name,
            reason=why(error) if isinstance(error, OSError) else Message(N_("it is too large")),
        ) from None
