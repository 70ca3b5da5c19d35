"""An officer's signature (Ed25519) over hashes of revisions and log entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


class Signer:
    """Signs with the key of one officer; `seed` is 32 bytes."""

    def __init__(self, seed: bytes | bytearray) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """By which keys officers sign, and signed before.

    `former`: {sign: (last operation of the log, key)}, oldest first. A passphrase that was reset
    with the recovery key comes with a new key, since nobody has the old one.
    """

    present: Mapping[str, bytes]
    former: Mapping[str, Sequence[tuple[int, bytes]]] = field(default_factory=dict)

    def of(self, sign: str, operation: int) -> bytes | None:
        """The key by which this officer signed that operation."""
        for until, key in self.former.get(sign, ()):
            if operation <= until:
                return key
        return self.present.get(sign)


def is_signed_by(public_key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
