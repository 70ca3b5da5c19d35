"""What `keys.json` holds, and how it is written; nothing in it is secret without a passphrase."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

OFFICER, RECOVERY = "officer", "recovery"
FIRST_FORMAT, FORMAT = 1, 2
"""In format 1 a slot has no box: its officer must open the store once before it is re-keyed."""
_BYTES = ("salt", "nonce", "sealed", "box", "wrapped", "coming")


@dataclass(frozen=True)
class Hardness:
    """Parameters of Argon2id (RFC 9106); memory in KiB. Measured: 87 ms."""

    memory: int = 65_536
    iterations: int = 3
    lanes: int = 4

    @property
    def is_weak(self) -> bool:
        """Is it easier to guess than what a slot made today would be?"""
        today = Hardness()
        return self.memory < today.memory or self.iterations < today.iterations

    def raised(self) -> Hardness:
        """At least as hard as today's, in every part."""
        today = Hardness()
        return Hardness(
            max(self.memory, today.memory), max(self.iterations, today.iterations), today.lanes
        )


@dataclass(frozen=True)
class Slot:
    """`sealed` is opened by the passphrase; what it holds opens what others put in the box.

    `box` is a public key. `wrapped` is the store's key of today, where the store was re-keyed since
    the slot was sealed; `coming` the next one, while a re-keying is under way.
    """

    opened_by: str
    sign: str
    function: str
    hardness: Hardness
    salt: bytes
    nonce: bytes
    sealed: bytes
    box: bytes = b""
    wrapped: bytes = b""
    coming: bytes = b""

    @property
    def format(self) -> int:
        return FORMAT if self.box else FIRST_FORMAT

    @property
    def is_old(self) -> bool:
        """Should it be sealed again, now that its passphrase is at hand?"""
        return self.format != FORMAT or bool(self.wrapped) or self.hardness.is_weak


@dataclass(frozen=True)
class Keyring:
    """The store it opens, and its slots."""

    store: str
    office_code: str
    workstation: str
    slots: tuple[Slot, ...] = ()

    @property
    def officers(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.opened_by == OFFICER)

    @property
    def is_rekeying(self) -> bool:
        return any(slot.coming for slot in self.slots)

    def with_slot(self, slot: Slot) -> Keyring:
        others = tuple(
            s for s in self.slots if (s.opened_by, s.sign) != (slot.opened_by, slot.sign)
        )
        return replace(self, slots=(*others, slot))

    def without_officer(self, sign: str) -> Keyring:
        return replace(
            self,
            slots=tuple(s for s in self.slots if s.opened_by != OFFICER or s.sign != sign),
        )

    def announcing(self, wrap: Callable[[Slot], bytes]) -> Keyring:
        """Every slot opens the store as it is, and as it will be."""
        return replace(self, slots=tuple(replace(s, coming=wrap(s)) for s in self.slots))

    def arrived(self) -> Keyring:
        """What was coming is the store's key now."""
        slots = (replace(s, wrapped=s.coming, coming=b"") for s in self.slots if s.coming)
        return replace(self, slots=tuple(slots))

    def unannounced(self) -> Keyring:
        """What was coming never came."""
        return replace(self, slots=tuple(replace(s, coming=b"") for s in self.slots))


def to_json(keyring: Keyring) -> bytes:
    slots = [
        asdict(slot) | {name: _text(getattr(slot, name)) for name in _BYTES}
        for slot in keyring.slots
    ]
    head = {
        "format": FORMAT,
        "store": keyring.store,
        "office": keyring.office_code,
        "workstation": keyring.workstation,
    }
    return json.dumps(head | {"slots": slots}, ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> Keyring:
    """Raises ValueError, KeyError or TypeError for anything else."""
    data: dict[str, Any] = json.loads(content)
    if data["format"] not in (FIRST_FORMAT, FORMAT):
        raise ValueError(f"format {data['format']}")
    slots = tuple(_slot(entry) for entry in data["slots"])
    return Keyring(str(data["store"]), str(data["office"]), str(data["workstation"]), slots)


def _slot(entry: dict[str, Any]) -> Slot:
    return Slot(
        opened_by=str(entry["opened_by"]),
        sign=str(entry["sign"]),
        function=str(entry["function"]),
        hardness=_hardness(entry["hardness"]),
        **{name: _bytes(entry, name) for name in _BYTES},
    )


def _bytes(entry: dict[str, Any], name: str) -> bytes:
    text = entry.get(name, "") if name in ("box", "wrapped", "coming") else entry[name]
    return base64.b64decode(text, validate=True)


def _hardness(entry: dict[str, Any]) -> Hardness:
    """Within what a workstation can do: a damaged file must not ask for all its memory."""
    found = Hardness(int(entry["memory"]), int(entry["iterations"]), int(entry["lanes"]))
    if not (
        8 * found.lanes <= found.memory <= 1 << 20
        and 1 <= found.iterations <= 64
        and 1 <= found.lanes <= 64
    ):
        raise ValueError("parameters of the key derivation")
    return found


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
