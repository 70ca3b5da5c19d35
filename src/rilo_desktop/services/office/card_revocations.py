"""Revoking cards: a signed file for each of this office's, no more trust in those of others.

revoke(session, name, reason, path)   one card by its fingerprint, or all cards of an office
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rilo_desktop.exchange import cards as files
from rilo_desktop.rules.findings import N_
from rilo_desktop.store import UnitOfWork
from rilo_desktop.store.card_rows import MADE_HERE, REVOKED

from . import identity, ways_out
from .cards import Card, card_of, falling, known, now_of
from .finding_helpers import refusal
from .outgoing import check_target, going_out, refuse_identifiers
from .renewals import Judged
from .session import Session, Task

REASON = N_("Reason for revoking it")


@dataclass(frozen=True, slots=True)
class Revoked:
    """`cards`: those that were named; `fallen`: renewals that are believed no more with them;
    `files`: the signed files for others.
    """

    cards: tuple[Card, ...]
    fallen: tuple[Card, ...] = ()
    files: tuple[Path, ...] = ()


def revoke(session: Session, name: str, reason: str, path: Path | None = None) -> Revoked:
    """Believe nothing more that these cards sign; `name` is a fingerprint or an office.

    Of each card of this office a signed file is written to `path`, for all who trust it; the one it
    signs with is replaced by a new one, which they must compare anew. Raises Refused.
    """
    session.permit(Task.CARDS)
    named = _named(session, name)
    standing = [one for one in named if not one.row.revoked]
    now = now_of(session)
    refuse_identifiers([(REASON, reason)])
    if not standing:
        return Revoked(tuple(card_of(one, now) for one in named))
    falls = falling(session, {one.fingerprint for one in standing})
    contents = {
        one.fingerprint: _signed(session, one, now, reason)
        for one in standing
        if one.basis == MADE_HERE
    }
    paths = _targets(path, [content for content in contents.values() if content])

    def write(unit: UnitOfWork) -> None:
        unit.note(
            card=", ".join(one.fingerprint for one in standing),
            office=standing[0].row.office,
            reason=reason.strip(),
            also=falls,
        )
        unit.write_cards(
            *(
                replace(
                    one.row,
                    revoked=now,
                    revocation=contents.get(one.fingerprint, b""),
                    is_own=False,
                )
                for one in standing
            )
        )

    _log_and_write(session, paths, write)
    if any(one.row.is_own for one in standing):
        identity.replace_lost(session)
    there = known(session)
    return Revoked(
        tuple(card_of(there[one.fingerprint], now) for one in named),
        tuple(card_of(there[name], now) for name in falls),
        tuple(paths),
    )


def _named(session: Session, name: str) -> list[Judged]:
    """By fingerprint, or all of an office: the own one first, then the newest. Raises Refused."""
    typed = name.strip().upper()
    found = [one for one in known(session).values() if typed in (one.fingerprint, one.row.office)]
    if not found:
        raise refusal(
            "cards.missing", N_("This office knows no card {name}; see the list."), name=name
        )
    return sorted(found, key=lambda one: (one.row.is_own, one.row.trusted), reverse=True)


def _signed(session: Session, one: Judged, now: str, reason: str) -> bytes:
    """By its key, or, of a former card, as it was signed in advance; b"" where nobody did."""
    if one.row.is_own:
        return files.revocation(identity.signing(session), now, reason)
    return one.row.revocation


def _targets(path: Path | None, contents: list[bytes]) -> dict[Path, bytes]:
    """One file for each card; the second is called "name-2". Raises Refused."""
    if not contents:
        return {}
    if path is None:
        raise refusal(
            "cards.no_file",
            N_(
                "Choose where to save the signed file that informs the other offices of the "
                "revocation."
            ),
        )
    paths = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, len(contents) + 1))]
    for one in paths:
        check_target(one)
    return dict(zip(paths, contents, strict=True))


def _log_and_write(
    session: Session, files: dict[Path, bytes], write: Callable[[UnitOfWork], None]
) -> None:
    """The revocation is in the log before the first file has its name."""
    if not files:
        with session.unit(REVOKED) as unit:
            write(unit)
        return
    (first, content), *others = files.items()
    with going_out(session, ways_out.REVOCATION, first) as out:
        out.refuse(())  # its reason was read
        out.also = write
        out.leave(content)
    for path, content in others:
        with going_out(session, ways_out.FURTHER_REVOCATION, path) as out:
            out.refuse(())
            out.leave(content)
