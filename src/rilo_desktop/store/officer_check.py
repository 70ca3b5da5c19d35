"""Does the log say what the table of officers says, and was everybody allowed what they signed?

Roles and keys are not in signed revisions; the log is where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rilo_desktop.rules.findings import N_, Coded, Finding, Message, Nature, Severity

from . import card_rows, log, officer_rows, purging, rekeying
from .queries import OfficerRow, ReadSession
from .signatures import PublicKeys, is_signed_by

FOUNDED = N_("store made")
_ENTERED = frozenset({FOUNDED, officer_rows.ADDED})
_FIELDS = ("function", "role", "key")
_HEAD = frozenset({"head"})
READER = "reader"
_ROLES: Mapping[str, frozenset[str]] = {
    officer_rows.ADDED: _HEAD,
    officer_rows.CHANGED: _HEAD,
    officer_rows.REMOVED: _HEAD,
    officer_rows.RESET: _HEAD,
    officer_rows.RECOVERY: _HEAD,
    rekeying.REKEYED: _HEAD,
    purging.PURGED: _HEAD | {"steward"},
    **dict.fromkeys(card_rows.ACTIONS, officer_rows.HOLDERS),
}
"""Which roles may sign which entries of the log; all may the others."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the log says of an officer. None: it does not say; older versions wrote no keys.

    `former`: (last operation, key) of keys before the present one.
    """

    function: str | None = None
    role: str | None = None
    key: str | None = None
    is_active: bool = True
    former: tuple[tuple[int, str | None], ...] = ()

    def after(self, entry: log.LogEntry) -> _Known:
        said = {name: str(entry.detail[name]) for name in _FIELDS if name in entry.detail}
        former = self.former
        if entry.action == officer_rows.RESET or (
            entry.action == officer_rows.PASSPHRASE and "key" in said
        ):
            former = (*former, (entry.seq - 1, self.key))
        return _Known(
            said.get("function", self.function),
            said.get("role", self.role),
            said.get("key", self.key),
            entry.action != officer_rows.REMOVED,
            former,
        )

    def fits(self, row: OfficerRow, keys: PublicKeys) -> bool:
        found = {"function": row.function, "role": row.role, "key": row.public_key.hex()}
        there = [(until, key.hex()) for until, key in keys.former.get(row.sign, ())]
        return (
            self.is_active == row.is_active
            and all(getattr(self, name) in (None, found[name]) for name in _FIELDS)
            and len(there) == len(self.former)
            and all(
                until == known and key in (None, hexed)
                for (known, key), (until, hexed) in zip(self.former, there, strict=True)
            )
        )


@dataclass(frozen=True, slots=True)
class OfficersTold:
    """Officers as the log names them, by entries that are whole, signed, and allowed to who signed.

    `unlike`: signs whose row in the table of officers is not what the log says.
    """

    known: Mapping[str, _Known]
    unlike: tuple[str, ...]

    def role_of(self, row: OfficerRow, key: bytes) -> str | None:
        """Of the officer with this row who signs with this key. None: they are not in the office.

        Another tool can write any row, and a slot with any key: who is not known to the log by
        this key may read, which they can anyhow.
        """
        told = self.known.get(row.sign)
        if told is None:
            return READER
        if not told.is_active:
            return None
        if told.key not in (None, row.public_key.hex(), key.hex()):
            return READER
        return told.role or row.role

    def function_of(self, row: OfficerRow) -> str:
        told = self.known.get(row.sign)
        return told.function or row.function if told is not None else row.function


def told_by_log(reading: ReadSession) -> OfficersTold:
    """One read of the log: its entries on officers."""
    check, keys = OfficerCheck(), reading.office.public_keys()
    for entry in reading.log.with_action(FOUNDED, *sorted(_STAFF)):
        if log.is_whole(entry) and check.is_signed(entry, keys):
            check.take(entry)
    return OfficersTold(check.known, tuple(sorted(check.signs_unlike(reading))))


class OfficerCheck:
    """The officers as the log names them, one entry after the other from its beginning."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._authors: dict[str, str] = {}

    def check(self, entry: log.LogEntry) -> Iterator[Finding]:
        """What is wrong with the entry, by who signed it; then it counts."""
        yield from self._refused(entry)
        self._authors |= dict.fromkeys(entry.revisions, entry.officer)
        self._count(entry)

    def take(self, entry: log.LogEntry) -> None:
        """It counts where nothing is wrong with it."""
        if not any(self._refused(entry)):
            self._count(entry)

    @property
    def known(self) -> Mapping[str, _Known]:
        return self._known

    def is_signed(self, entry: log.LogEntry, keys: PublicKeys) -> bool:
        """By the key in the table, or by the one that the log names: somebody may have changed the
        first."""
        known = self._known.get(entry.officer)
        key = entry.detail.get("key") if entry.action == FOUNDED else known.key if known else None
        return log.is_signed(entry, keys) or (
            key is not None
            and is_signed_by(_bytes(str(key)), entry.signature, bytes.fromhex(entry.hash))
        )

    def _count(self, entry: log.LogEntry) -> None:
        if entry.action == FOUNDED or entry.action in _STAFF:
            sign = str(entry.detail.get("officer" if entry.action == FOUNDED else "sign", ""))
            known = _Known() if entry.action in _ENTERED else self._known.get(sign, _Known())
            self._known[sign] = known.after(entry)

    def _refused(self, entry: log.LogEntry) -> Iterator[Finding]:
        known = self._known.get(entry.officer)
        if entry.action == FOUNDED:
            return
        if known is None or not known.is_active:
            message = N_("Entry {n} of the log is by {officer}, who was not in the office then.")
            yield _wrong("check.stranger", message, n=entry.seq, officer=entry.officer)
            return
        is_own = entry.action == officer_rows.RESET and entry.detail.get("sign") == entry.officer
        allowed = _ROLES.get(entry.action)
        if allowed is not None and known.role not in (None, *allowed) and not is_own:
            message = N_("Entry {n} of the log ({action}) is by {officer}, who was {role} then.")
            yield _wrong(
                "check.role",
                message,
                n=entry.seq,
                action=Message(entry.action),
                officer=entry.officer,
                role=Coded("user_role", known.role or ""),
            )

    def other_authors(self, authors: Mapping[str, str]) -> Iterator[Finding]:
        """Revisions that another wrote than who made the entry that names them."""
        for name, author in authors.items():
            officer = self._authors.get(name, author)
            if author != officer:
                message = N_("Revision {id} is by {author}; the log names it as by {officer}.")
                yield _wrong("check.author", message, id=name[:12], author=author, officer=officer)

    def unlike(self, reading: ReadSession) -> Iterator[Finding]:
        """Officers whose role, function, keys or removal are not what the log says."""
        for sign in self.signs_unlike(reading):
            message = N_("The stored entry of officer {sign} differs from the log.")
            yield _wrong("check.officer", message, sign=sign)

    def signs_unlike(self, reading: ReadSession) -> Iterator[str]:
        rows = {row.sign: row for row in reading.office.officers()}
        keys = reading.office.public_keys()
        strays = keys.former.keys() - rows.keys()
        for sign in sorted({*self._known, *rows, *strays}):
            row, told = rows.get(sign), self._known.get(sign)
            if row is None or told is None or not told.fits(row, keys):
                yield sign


_STAFF = frozenset(
    {
        officer_rows.ADDED,
        officer_rows.CHANGED,
        officer_rows.RESET,
        officer_rows.REMOVED,
        officer_rows.PASSPHRASE,
    }
)


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _wrong(rule: str, message: str, **values: Any) -> Finding:
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values)
