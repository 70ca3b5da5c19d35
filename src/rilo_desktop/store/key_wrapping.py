"""Keys made of keys: derivation by purpose, and a box in which a store's new key is left.

A box is a pair of keys (X25519). Whoever re-keys a store puts its new key into every officer's box
without knowing their passphrases. The box is bound to the office's own key, which only those have
who could open the store: a stranger who can write `keys.json` cannot leave a key there.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32
_PUBLIC_BYTES = 32
_NONCE = bytes(12)
"""Every wrapping has a key of its own, used once."""


def derived(key: bytes | bytearray, purpose: str, salt: bytes = b"") -> bytearray:
    """Another key, from which this one cannot be found."""
    made = bytearray(KEY_BYTES)
    HKDF(SHA256(), KEY_BYTES, salt or None, purpose.encode()).derive_into(key, made)
    return made


def public_of(box_key: bytes | bytearray) -> bytes:
    return _raw(X25519PrivateKey.from_private_bytes(box_key).public_key())


def put(
    content: bytes | bytearray, box: bytes, office_key: bytes | bytearray, bound_to: str
) -> bytes:
    """Leave a key in a box."""
    once = X25519PrivateKey.generate()
    public = _raw(once.public_key())
    shared = once.exchange(X25519PublicKey.from_public_bytes(box))
    key = derived(shared + bytes(office_key), bound_to, public + box)
    return public + AESGCM(key).encrypt(_NONCE, content, None)


def take(
    wrapped: bytes, box_key: bytes | bytearray, office_key: bytes | bytearray, bound_to: str
) -> bytearray | None:
    """What lies in the box; None where it was not put there for it."""
    private = X25519PrivateKey.from_private_bytes(box_key)
    public, sealed = wrapped[:_PUBLIC_BYTES], wrapped[_PUBLIC_BYTES:]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(public))
        key = derived(shared + bytes(office_key), bound_to, public + _raw(private.public_key()))
        return bytearray(AESGCM(key).decrypt(_NONCE, sealed, None))
    except (InvalidTag, ValueError):
        return None


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
