"""What opened a store: its slots, and the secrets of the officer at work."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from . import key_wrapping, keys
from .keys import Keyring, Secret, Slot
from .signatures import Signer


class Access:
    """Of one open store. `keep` is the only way `keys.json` changes while it is open."""

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        slot: Slot,
        secret: Secret,
        recovered_by: Slot | None = None,
    ) -> None:
        """`recovered_by`: the slot of the recovery key, where that opened it."""
        self.recovered_by = recovered_by
        self.folder = folder
        self.keyring = keyring
        self.slot = slot
        self.secret = replace(secret, office_key=keys.office_key_of(secret))
        self.signer = Signer(secret.signing_key)

    @property
    def sign(self) -> str:
        return self.slot.sign

    def keep(self, keyring: Keyring) -> None:
        """Write the slots; both copies. Raises OSError: then what stood there still does."""
        keyring = replace(keyring, count=self.keyring.count + 1)
        try:
            keys.write(self.folder, keyring)
        except OSError:
            keys.put_back(self.folder, self.keyring)
            raise
        self.keyring = keyring
        own = [slot for slot in keyring.officers if slot.sign == self.sign]
        self.slot = next((s for s in own if s.salt == self.slot.salt), (*own, self.slot)[0])

    def sealed(
        self,
        opened_by: str,
        passphrase: str,
        secret: Secret | None = None,
        sign: str = "",
        function: str = "",
        hardness: keys.Hardness | None = None,
    ) -> Keyring:
        """The slots with one more, or another one in its place; nothing is written yet."""
        return keys.seal(
            self.keyring, opened_by, passphrase, secret or self.secret, sign, function, hardness
        )

    def sign_with(self, signing_key: bytearray) -> None:
        """The officer at work has another signing key."""
        self.secret.signing_key[:] = signing_key
        self.signer = Signer(signing_key)

    def secret_of_another(self, holds_identity: bool) -> Secret:
        """For another officer: the same store, a signing key of their own."""
        identity = self.secret.identity if holds_identity else bytearray()
        return replace(self.secret, signing_key=keys.new_key(), identity=identity)

    def renew(self, passphrase: str) -> None:
        """Seal the slot again where it is old: weaker than today's, or of a store re-keyed since.

        A folder that cannot be written is no reason not to open the store.
        """
        slot = self.slot
        if not slot.is_old or slot.opened_by != keys.OFFICER:
            return
        hardness = slot.hardness.raised()
        keyring = self.sealed(keys.OFFICER, passphrase, None, slot.sign, slot.function, hardness)
        with contextlib.suppress(OSError):
            self.keep(keyring)

    def key_for(self, purpose: str) -> bytearray:
        """A key made of the store's key, for one purpose."""
        return key_wrapping.derived(self.secret.store_key, purpose)

    def forget(self) -> None:
        """Overwrite the secrets, as far as they lie in memory that Python lets us write."""
        self.secret.forget()
