"""Who may open a store: slots that hold its key, each opened by a passphrase or the recovery key.

`keys.json` stands in two copies. A slot is sealed with AES-256-GCM under a key that Argon2id makes
of the passphrase; its parameters are kept with the slot, so that they can be raised later. An
officer's slot holds the store's key and the officer's signing key; the recovery slot the store's
key alone. A wrong passphrase is told from a damaged store here, before the database is touched.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from .errors import NoStore, StoreDamaged, StoreUnreadable, WrongPassphrase
from .files import write_atomically

NAMES = ("keys.json", "keys-copy.json")
DATABASE = "store.db"
FORMAT = 1
OFFICER, RECOVERY = "officer", "recovery"
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs of the recovery key: none that is mistaken for another on paper."""
KEY_BYTES = 32


@dataclass(frozen=True)
class Hardness:
    """Parameters of Argon2id (RFC 9106); memory in KiB. Measured: 87 ms."""

    memory: int = 65_536
    iterations: int = 3
    lanes: int = 4


@dataclass(frozen=True)
class Slot:
    opened_by: str
    sign: str
    function: str
    hardness: Hardness
    salt: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True)
class Keyring:
    """What `keys.json` holds; nothing in it is secret without a passphrase."""

    store: str
    office_code: str
    workstation: str
    slots: tuple[Slot, ...] = ()

    @property
    def officers(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.opened_by == OFFICER)

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


@dataclass(frozen=True)
class Secret:
    """What an opened slot gives: 32 bytes each."""

    store_key: bytes = field(repr=False)
    signing_key: bytes = field(repr=False, default=b"")


def new_secret() -> Secret:
    return Secret(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


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
    """The keyring with a slot that this passphrase opens."""
    hardness = hardness or Hardness()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    content = secret.store_key + (secret.signing_key if opened_by == OFFICER else b"")
    cipher = AESGCM(_derive(passphrase, salt, hardness, opened_by))
    sealed = cipher.encrypt(nonce, content, _bound_to(keyring, opened_by, sign))
    return keyring.with_slot(Slot(opened_by, sign, function, hardness, salt, nonce, sealed))


def unseal(keyring: Keyring, passphrase: str, folder: Path, sign: str = "") -> tuple[Slot, Secret]:
    """The officer's slot that the passphrase opens (any officer's, where no sign is given).

    Raises WrongPassphrase.
    """
    for slot in keyring.officers:
        if sign and slot.sign != sign:
            continue
        secret = _try(keyring, slot, passphrase)
        if secret is not None:
            return slot, secret
    raise WrongPassphrase(folder)


def unseal_recovery(keyring: Keyring, recovery_key: str, folder: Path) -> Secret:
    """Raises WrongPassphrase."""
    for slot in keyring.slots:
        if slot.opened_by == RECOVERY:
            secret = _try(keyring, slot, recovery_key)
            if secret is not None:
                return secret
    raise WrongPassphrase(folder)


def read(folder: Path) -> Keyring:
    """The keyring of a store, from whichever copy can be read.

    Raises NoStore where there is none, StoreDamaged where both copies are broken, and
    StoreUnreadable where the system does not let them be read.
    """
    kept_back: OSError | None = None
    is_broken = (folder / DATABASE).exists()
    for name in NAMES:
        try:
            return _from_json((folder / name).read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            kept_back = error
        except (ValueError, KeyError, TypeError):
            is_broken = True
    if kept_back is not None:
        raise StoreUnreadable(folder, reason=kept_back.strerror or str(kept_back))
    if is_broken:
        raise StoreDamaged(folder, what=" / ".join(NAMES))
    raise NoStore(folder)


def broken_copies(folder: Path, keyring: Keyring) -> tuple[str, ...]:
    """Names of the copies that do not hold this keyring."""
    return tuple(name for name in NAMES if not _holds(folder / name, keyring))


def _holds(path: Path, keyring: Keyring) -> bool:
    try:
        return _from_json(path.read_bytes()) == keyring
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write(folder: Path, keyring: Keyring) -> None:
    """Both copies, one after the other, so that one is whole at every moment."""
    content = _to_json(keyring)
    for name in NAMES:
        write_atomically(folder / name, content)


def _try(keyring: Keyring, slot: Slot, passphrase: str) -> Secret | None:
    cipher = AESGCM(_derive(passphrase, slot.salt, slot.hardness, slot.opened_by))
    bound = _bound_to(keyring, slot.opened_by, slot.sign)
    try:
        content = cipher.decrypt(slot.nonce, slot.sealed, bound)
    except InvalidTag:
        return None
    return Secret(content[:KEY_BYTES], content[KEY_BYTES:])


def _derive(passphrase: str, salt: bytes, hardness: Hardness, opened_by: str) -> bytes:
    """NFKC, so that the same passphrase typed on another keyboard gives the same key."""
    text = unicodedata.normalize("NFKC", passphrase)
    if opened_by == RECOVERY:
        text = "".join(sign for sign in text.upper() if sign in ALPHABET)
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory,
    )
    return kdf.derive(text.encode("utf-8", "surrogatepass"))


def _bound_to(keyring: Keyring, opened_by: str, sign: str) -> bytes:
    """A slot cannot be moved to another store or given another officer's sign."""
    return f"{FORMAT}|{keyring.store}|{opened_by}|{sign}".encode()


def _to_json(keyring: Keyring) -> bytes:
    slots = [
        asdict(slot) | {name: _text(getattr(slot, name)) for name in ("salt", "nonce", "sealed")}
        for slot in keyring.slots
    ]
    head = {
        "format": FORMAT,
        "store": keyring.store,
        "office": keyring.office_code,
        "workstation": keyring.workstation,
    }
    return json.dumps(head | {"slots": slots}, ensure_ascii=False, indent=1).encode()


def _from_json(content: bytes) -> Keyring:
    data: dict[str, Any] = json.loads(content)
    if data["format"] != FORMAT:
        raise ValueError(f"format {data['format']}")
    slots = tuple(
        Slot(
            opened_by=str(entry["opened_by"]),
            sign=str(entry["sign"]),
            function=str(entry["function"]),
            hardness=_hardness(entry["hardness"]),
            salt=base64.b64decode(entry["salt"], validate=True),
            nonce=base64.b64decode(entry["nonce"], validate=True),
            sealed=base64.b64decode(entry["sealed"], validate=True),
        )
        for entry in data["slots"]
    )
    return Keyring(str(data["store"]), str(data["office"]), str(data["workstation"]), slots)


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
