"""The update file of a version, and the key that signs it: made here, kept elsewhere.

RILO_UPDATE_KEY names the file of the private key, and RILO_UPDATE_PASSPHRASE opens it. Without it
no update file is made.
"""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from .places import OUT, ROOT, Stop, moment, step
from .product import PACKAGE, version

KEY, PASSPHRASE = "RILO_UPDATE_KEY", "RILO_UPDATE_PASSPHRASE"
PUBLIC = ROOT / "resources" / "updates" / "keys.json"


def make_key() -> None:
    """A new pair: the private one into the file that RILO_UPDATE_KEY names. Raises Stop."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    file, passphrase = _named(), os.environ.get(PASSPHRASE, "")
    if file.exists() or file.resolve().is_relative_to(ROOT):
        raise Stop(f"{file} is there already, or lies in the repository: name another place")
    if not passphrase:
        raise Stop(f"{PASSPHRASE} must hold the passphrase that will open the key")
    private = Ed25519PrivateKey.generate()
    sealed = BestAvailableEncryption(passphrase.encode())
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as into:
        into.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, sealed))
    known = [*json.loads(PUBLIC.read_text("utf-8")), _public(private)]
    PUBLIC.write_text(json.dumps(known, indent=1) + "\n", "utf-8")
    step(f"the private key is in {file}; commit {PUBLIC.relative_to(ROOT)}")


def pack() -> Path | None:
    """RILO-Desktop-VERSION.riloupdate with what was built, None without a key. Raises Stop."""
    if not os.environ.get(KEY):
        return None
    from rilo_desktop.exchange import update_file
    from rilo_desktop.file_kinds import UPDATE

    step("The update file")
    built = {
        "windows": OUT / f"RILO-Desktop-{version()}-setup.exe",
        "linux-deb": OUT / f"{PACKAGE}_{version()}_amd64.deb",
        "linux-user": OUT / f"RILO-Desktop-{version()}.run",
    }
    there = {system: path for system, path in built.items() if path.exists()}
    day = datetime.fromtimestamp(int(moment()), UTC).date().isoformat()
    target = OUT / f"RILO-Desktop-{version()}{UPDATE.suffix}"
    private = _private()
    if _public(private) not in json.loads(PUBLIC.read_text("utf-8")):
        raise Stop(f"{KEY} is of no key in {PUBLIC.relative_to(ROOT)}")
    update_file.write(target, version(), day, {"en": _news()}, there, private.sign)
    return target


def _private():  # type: ignore[no-untyped-def]
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        passphrase = os.environ.get(PASSPHRASE, "").encode()
        key = load_pem_private_key(_named().read_bytes(), passphrase)
    except (OSError, ValueError, TypeError) as error:
        raise Stop(f"the key of updates does not open: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Stop("the key of updates is of another kind")
    return key


def _public(private) -> str:  # type: ignore[no-untyped-def]
    import base64

    return base64.b64encode(private.public_key().public_bytes_raw()).decode("ascii")


def _named() -> Path:
    if not os.environ.get(KEY):
        raise Stop(f"{KEY} must name the file of the private key, outside the repository")
    return Path(os.environ[KEY])


def _news() -> str:
    """What the changelog says of this version, without its heading."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.search(rf"^## \[{re.escape(version())}\].*?\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return found[1].strip()[:20_000] if found else ""
