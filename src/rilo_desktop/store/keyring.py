"""What `keys.json` holds, and how it is written; nothing in it is secret without a passphrase."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar

from rilo_desktop import files
from rilo_desktop.office_codes import is_office_code

OFFICER, RECOVERY = "officer", "recovery"
FIRST_FORMAT, FORMAT = 1, 2
"""In format 1 a slot has no box: its officer must open the store once before it is re-keyed."""
MOST_MEMORY, MOST_ITERATIONS, MOST_LANES = 1 << 18, 16, 16
"""Of one slot: 256 MiB and some two seconds; today's takes 64 MiB and 87 ms."""
MOST_WORK = 1 << 26
"""Of all slots together, memory in KiB times iterations: half a minute."""
COUNT, RECOVERY_BOX = "keys.count", "keys.recovery"
"""Settings of the store: how often the slots were written, and which recovery slot counts; "":
written by an older program, which noted none."""
DIGEST = "digest"
"""SHA-256 of what else stands in the file. A copy in which the disk spoiled a sign is known as
broken by it, and the other one opens; against bad people it is no guard."""
SALT_BYTES, NONCE_BYTES, BOX_BYTES = 16, 12, 32
_LATER = ("box", "wrapped", "coming", "identity")
"""Parts that slots of older programs do not have."""
_BYTES = ("salt", "nonce", "sealed", *_LATER)


@dataclass(frozen=True)
class Hardness:
    """Parameters of Argon2id (RFC 9106); memory in KiB. Measured: 87 ms.

    `current` is what new slots get and older slots are raised to; tests of anything but keys
    inject the least there is.
    """

    memory: int = 65_536
    iterations: int = 3
    lanes: int = 4
    current: ClassVar[Hardness]

    @property
    def is_weak(self) -> bool:
        """Is it easier to guess than what a slot made today would be?"""
        current = Hardness.current
        return self.memory < current.memory or self.iterations < current.iterations

    def raised(self) -> Hardness:
        """At least as hard as the current one, in every part."""
        current = Hardness.current
        return Hardness(
            max(self.memory, current.memory),
            max(self.iterations, current.iterations),
            current.lanes,
        )


Hardness.current = Hardness()


@dataclass(frozen=True)
class Slot:
    """`sealed` is opened by the passphrase; what it holds opens what others put in the box.

    `box` is a public key. `wrapped` is the store's key of today, where the store was re-keyed since
    the slot was sealed; `coming` the next one, while a re-keying is under way.
    `identity` is what the office signs with, where this officer may.
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
    identity: bytes = b""

    @property
    def format(self) -> int:
        return FORMAT if self.box else FIRST_FORMAT

    @property
    def is_old(self) -> bool:
        """Should it be sealed again, now that its passphrase is at hand?"""
        return self.format != FORMAT or bool(self.wrapped) or self.hardness.is_weak


@dataclass(frozen=True)
class Keyring:
    """The store it opens, and its slots. `count`: how often the slots were written.

    The database notes the count too, so that an older file that was put back is known.
    """

    store: str
    office_code: str
    workstation: str
    slots: tuple[Slot, ...] = ()
    count: int = 0

    @property
    def officers(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.opened_by == OFFICER)

    @property
    def recovery(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.opened_by == RECOVERY)

    @property
    def is_rekeying(self) -> bool:
        return any(slot.coming for slot in self.slots)

    def with_slot(self, slot: Slot) -> Keyring:
        others = tuple(
            s for s in self.slots if (s.opened_by, s.sign) != (slot.opened_by, slot.sign)
        )
        return replace(self, slots=(*others, slot))

    def beside(self, before: Keyring) -> Keyring:
        """With the slots that were replaced: until the operation is committed both open."""
        kept = {slot.salt for slot in self.slots}
        names = {(slot.opened_by, slot.sign) for slot in self.slots}
        replaced = (
            slot
            for slot in before.slots
            if slot.salt not in kept and (slot.opened_by, slot.sign) in names
        )
        return replace(self, slots=(*self.slots, *replaced))

    def only(self, slot: Slot) -> Keyring:
        """Without other slots of the same officer, or of the recovery key."""
        name = (slot.opened_by, slot.sign)
        return replace(
            self,
            slots=tuple(s for s in self.slots if s == slot or (s.opened_by, s.sign) != name),
        )

    def without_officer(self, sign: str) -> Keyring:
        return replace(
            self,
            slots=tuple(s for s in self.slots if s.opened_by != OFFICER or s.sign != sign),
        )

    def holding(self, identities: Mapping[str, bytes]) -> Keyring:
        """Officers' slots with these identities, by sign; all others as they are."""
        slots = (
            replace(slot, identity=identities.get(slot.sign, slot.identity))
            if slot.opened_by == OFFICER
            else slot
            for slot in self.slots
        )
        return replace(self, slots=tuple(slots))

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
        "count": keyring.count,
    }
    content = head | {"slots": slots}
    return json.dumps(content | {DIGEST: _digest(content)}, ensure_ascii=False, indent=1).encode()


def from_json(content: bytes) -> Keyring:
    """Raises ValueError for anything else. A file of an older program has no digest."""
    data = files.from_json(content)
    try:
        return _keyring(data)
    except (LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"keys: {error}") from error


def _keyring(data: dict[str, Any]) -> Keyring:
    expected = data.pop(DIGEST, None)
    if expected is not None and expected != _digest(data):
        raise ValueError("the digest is of something else")
    if data["format"] not in (FIRST_FORMAT, FORMAT):
        raise ValueError(f"format {data['format']}")
    slots = tuple(_slot(entry) for entry in data["slots"])
    if sum(slot.hardness.memory * slot.hardness.iterations for slot in slots) > MOST_WORK:
        raise ValueError("slots that take minutes")
    store, office = _word(data["store"]), _word(data["office"])
    if not is_office_code(office):
        raise ValueError("an office of another name")
    return Keyring(store, office, _word(data["workstation"]), slots, int(data.get("count", 0)))


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _slot(entry: dict[str, Any]) -> Slot:
    slot = Slot(
        opened_by=_word(entry["opened_by"]),
        sign=_word(entry["sign"]),
        function=_word(entry["function"]),
        hardness=_hardness(entry["hardness"]),
        **{name: _bytes(entry, name) for name in _BYTES},
    )
    fits = (
        slot.opened_by in (OFFICER, RECOVERY)
        and (len(slot.salt), len(slot.nonce)) == (SALT_BYTES, NONCE_BYTES)
        and len(slot.box) in (0, BOX_BYTES)
    )
    if not fits:
        raise ValueError("a slot of other parts")
    return slot


def _word(value: object) -> str:
    """A text that can be written. Raises ValueError for half a character."""
    text = str(value)
    text.encode()
    return text


def _bytes(entry: dict[str, Any], name: str) -> bytes:
    text = entry.get(name, "") if name in _LATER else entry[name]
    return base64.b64decode(text, validate=True)


def _hardness(entry: dict[str, Any]) -> Hardness:
    """Within what a workstation can do: a damaged file must not ask for all its memory."""
    found = Hardness(int(entry["memory"]), int(entry["iterations"]), int(entry["lanes"]))
    if not (
        8 * found.lanes <= found.memory <= MOST_MEMORY
        and 1 <= found.iterations <= MOST_ITERATIONS
        and 1 <= found.lanes <= MOST_LANES
    ):
        raise ValueError("parameters of the key derivation")
    return found


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
