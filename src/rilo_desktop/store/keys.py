"""Who may open a store: slots that hold its key, each opened by a passphrase or the recovery key.

`keys.json` stands in two copies. A slot is sealed with AES-256-GCM under a key that Argon2id makes
of the passphrase; its parameters are kept with the slot, so that they can be raised later. An
officer's slot holds the store's key and the officer's signing key; the recovery slot the store's
key alone. A wrong passphrase is told from a damaged store here, before the database is touched.
"""

from __future__ import annotations

import contextlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from rilo_desktop.files import read_own, write_atomically
from rilo_desktop.process_hardening import lock
from rilo_desktop.rules.disk_errors import why

from . import key_wrapping
from .errors import NoStore, StoreDamaged, StoreUnreadable, WrongPassphrase
from .key_wrapping import KEY_BYTES as KEY_BYTES
from .keyring import FIRST_FORMAT as FIRST_FORMAT
from .keyring import NONCE_BYTES, SALT_BYTES
from .keyring import OFFICER as OFFICER
from .keyring import RECOVERY as RECOVERY
from .keyring import Hardness as Hardness
from .keyring import Keyring as Keyring
from .keyring import Slot as Slot
from .keyring import from_json as from_bytes
from .keyring import to_json as to_bytes

NAMES = ("keys.json", "keys-copy.json")
DATABASE = "store.db"
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs of the recovery key: none that is mistaken for another on paper."""
_PARTS = {1: ("store_key", "signing_key"), 2: ("store_key", "box_key", "office_key", "signing_key")}
"""What lies in a slot of each format, in order; a recovery slot ends before the signing key."""


@dataclass(frozen=True)
class Secret:
    """What an opened slot gives, keys of 32 bytes each; empty where the slot has none.

    `coming_key` opens the store where a re-keying was cut off after it was swapped.
    `identity` is what the office signs with.
    """

    store_key: bytearray = field(repr=False)
    signing_key: bytearray = field(repr=False, default_factory=bytearray)
    box_key: bytearray = field(repr=False, compare=False, default_factory=bytearray)
    office_key: bytearray = field(repr=False, compare=False, default_factory=bytearray)
    coming_key: bytearray = field(repr=False, compare=False, default_factory=bytearray)
    identity: bytearray = field(repr=False, compare=False, default_factory=bytearray)

    def __post_init__(self) -> None:
        for key in vars(self).values():
            lock(key)

    def forget(self) -> None:
        """Overwrite what lies in memory here; copies that libraries made are out of reach."""
        for key in vars(self).values():
            wipe(key)


def wipe(content: bytearray) -> None:
    content[:] = bytes(len(content))


def new_key() -> bytearray:
    return bytearray(secrets.token_bytes(KEY_BYTES))


def new_secret() -> Secret:
    return Secret(new_key(), new_key())


def new_recovery_key() -> str:
    """Thirteen groups of four signs, 260 bits, to be printed and locked away."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(52))
    return "-".join(signs[n : n + 4] for n in range(0, 52, 4))


def seal(
    keyring: Keyring,
    opened_by: str,
    passphrase: str,
    secret: Secret,
    sign: str = "",
    function: str = "",
    hardness: Hardness | None = None,
) -> Keyring:
    """The keyring with a slot that this passphrase opens; it has a new box."""
    hardness = hardness or Hardness.current
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    inside = replace(secret, box_key=new_key(), office_key=office_key_of(secret))
    content = _content(inside, opened_by)
    slot = Slot(opened_by, sign, function, hardness, salt, nonce, b"")
    slot = replace(slot, box=key_wrapping.public_of(inside.box_key))
    if opened_by == OFFICER and secret.identity:
        purpose = identity_purpose(keyring, slot)
        in_box = key_wrapping.put(secret.identity, slot.box, inside.office_key, purpose)
        slot = replace(slot, identity=in_box)
    key = _derive(passphrase, slot)
    sealed = AESGCM(key).encrypt(nonce, content, _bound_to(keyring, slot))
    for buffer in (key, content, inside.box_key):
        wipe(buffer)
    return keyring.with_slot(replace(slot, sealed=sealed))


def office_key_of(secret: Secret) -> bytearray:
    """The key that stays when a store is re-keyed; it is made of the store's first key."""
    return bytearray(secret.office_key) or key_wrapping.derived(secret.store_key, "rilo office")


def unseal(keyring: Keyring, passphrase: str, folder: Path, sign: str = "") -> tuple[Slot, Secret]:
    """The officer's slot that the passphrase opens (any officer's, where no sign is given).

    Raises WrongPassphrase.
    """
    slots = [slot for slot in keyring.officers if not sign or slot.sign == sign]
    return _first_opened(keyring, slots, passphrase, folder)


def unseal_recovery(keyring: Keyring, recovery_key: str, folder: Path) -> tuple[Slot, Secret]:
    """Raises WrongPassphrase."""
    return _first_opened(keyring, keyring.recovery, recovery_key, folder)


def _first_opened(
    keyring: Keyring, slots: Sequence[Slot], passphrase: str, folder: Path
) -> tuple[Slot, Secret]:
    for slot in slots:
        secret = _try(keyring, slot, passphrase)
        if secret is not None:
            return slot, secret
    raise WrongPassphrase(folder)


def wrap(keyring: Keyring, slot: Slot, store_key: bytearray, office_key: bytearray) -> bytes:
    """A new store key that only the holder of the slot can take. The slot must have a box."""
    return key_wrapping.put(store_key, slot.box, office_key, _purpose(keyring, slot))


def read(folder: Path) -> Keyring:
    """The keyring of a store, from whichever copy can be read; of two, the one written later.

    Raises NoStore where there is none, StoreDamaged where both copies are broken, and
    StoreUnreadable where the system does not let them be read.
    """
    kept_back: OSError | None = None
    is_broken = (folder / DATABASE).exists()
    found: list[Keyring] = []
    for name in NAMES:
        try:
            found.append(from_bytes(read_own(folder / name)))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            kept_back = error
        except ValueError:
            is_broken = True
    if found:
        return max(found, key=lambda keyring: keyring.count)
    if kept_back is not None:
        raise StoreUnreadable(folder, reason=why(kept_back))
    if is_broken:
        raise StoreDamaged(folder, what=" / ".join(NAMES))
    raise NoStore(folder)


def broken_copies(folder: Path, keyring: Keyring) -> tuple[str, ...]:
    """Names of the copies that do not hold this keyring."""
    return tuple(name for name in NAMES if _held(folder / name) != keyring)


def renew_stale_copy(folder: Path, keyring: Keyring) -> None:
    """Cut off between its two copies, a change must not leave an old passphrase in the second.

    A copy that cannot be read is left to the check, which says so.
    """
    for name in NAMES:
        held = _held(folder / name)
        if held is not None and held != keyring:
            with contextlib.suppress(OSError):
                write_atomically(folder / name, to_bytes(keyring))


def _held(path: Path) -> Keyring | None:
    try:
        return from_bytes(read_own(path))
    except (OSError, ValueError):
        return None


def write(folder: Path, keyring: Keyring) -> None:
    """Both copies, one after the other, so that one is whole at every moment."""
    content = to_bytes(keyring)
    for name in NAMES:
        write_atomically(folder / name, content)


def put_back(folder: Path, keyring: Keyring) -> None:
    """Both copies as they were, after a change of which a part was refused."""
    for name in NAMES:
        if _held(folder / name) != keyring:
            with contextlib.suppress(OSError):
                write_atomically(folder / name, to_bytes(keyring))


def _try(keyring: Keyring, slot: Slot, passphrase: str) -> Secret | None:
    key = _derive(passphrase, slot)
    content = bytearray(max(0, len(slot.sealed) - 16))
    try:
        AESGCM(key).decrypt_into(slot.nonce, slot.sealed, _bound_to(keyring, slot), content)
    except (InvalidTag, ValueError):
        return None
    finally:
        wipe(key)
    parts = {
        name: content[n * KEY_BYTES : (n + 1) * KEY_BYTES]
        for n, name in enumerate(_PARTS[slot.format])
    }
    wipe(content)
    return _with_todays_key(keyring, slot, Secret(**parts))


def _with_todays_key(keyring: Keyring, slot: Slot, secret: Secret) -> Secret | None:
    """What others left in the slot's box since it was sealed; None where it cannot be taken."""
    for name, wrapped in (("store_key", slot.wrapped), ("coming_key", slot.coming)):
        if wrapped:
            purpose = _purpose(keyring, slot)
            taken = key_wrapping.take(wrapped, secret.box_key, secret.office_key, purpose)
            if taken is None:
                return None
            secret = replace(secret, **{name: taken})
    if slot.identity:
        purpose = identity_purpose(keyring, slot)
        taken = key_wrapping.take(slot.identity, secret.box_key, secret.office_key, purpose)
        secret = replace(secret, identity=taken or bytearray())
    return secret


def _content(secret: Secret, opened_by: str) -> bytearray:
    names = _PARTS[2] if opened_by == OFFICER else _PARTS[2][:-1]
    content = bytearray()
    for name in names:
        content += getattr(secret, name)
    return content


def _derive(passphrase: str, slot: Slot) -> bytearray:
    """NFKC, so that the same passphrase typed on another keyboard gives the same key."""
    text = unicodedata.normalize("NFKC", passphrase)
    if slot.opened_by == RECOVERY:
        text = "".join(sign for sign in text.upper() if sign in ALPHABET)
    kdf = Argon2id(
        salt=slot.salt,
        length=KEY_BYTES,
        iterations=slot.hardness.iterations,
        lanes=slot.hardness.lanes,
        memory_cost=slot.hardness.memory,
    )
    key = bytearray(KEY_BYTES)
    kdf.derive_into(text.encode("utf-8", "surrogatepass"), key)
    return key


def _bound_to(keyring: Keyring, slot: Slot) -> bytes:
    """A slot cannot be moved to another store, given another officer's sign or another box."""
    box = f"|{slot.box.hex()}" if slot.box else ""
    return f"{slot.format}|{keyring.store}|{slot.opened_by}|{slot.sign}{box}".encode()


def identity_purpose(keyring: Keyring, slot: Slot) -> str:
    return f"rilo identity|{keyring.store}|{slot.opened_by}|{slot.sign}"


def _purpose(keyring: Keyring, slot: Slot) -> str:
    return f"rilo store key|{keyring.store}|{slot.opened_by}|{slot.sign}"
