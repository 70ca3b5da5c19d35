"""Signs a Windows program with a certificate made for the trial, and looks whether it can be seen.

What it cannot show is whether Windows trusts it: that is what a bought certificate is for.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile

from ..places import needs
from ..product import NAME
from ..trials import must
from .setup import CERTIFICATE, sign

PASSPHRASE = "a passphrase of the trial, nothing secret"


def try_signing(program: Path, work: Path) -> None:
    """Works on a copy of `program` in `work`. Raises Stop."""
    needs(osslsigncode="osslsigncode")
    authority, file = work / "authority.pem", work / "certificate.p12"
    _make(authority, file)
    copy = work / program.name
    copyfile(program, copy)
    must(not _is_signed(copy, authority), "a program nobody signed passes as signed")
    with _given(file):
        sign(copy)
    must(_is_signed(copy, authority), "the signed program does not verify")
    with copy.open("r+b") as opened:
        opened.seek(copy.stat().st_size // 2)
        byte = opened.read(1)
        opened.seek(-1, os.SEEK_CUR)
        opened.write(bytes([byte[0] ^ 1]))
    must(not _is_signed(copy, authority), "a changed program still verifies")
    copy.unlink()


def _is_signed(program: Path, authority: Path) -> bool:
    command = ["osslsigncode", "verify", "-CAfile", str(authority), "-in", str(program)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@contextmanager
def _given(file: Path) -> Iterator[None]:
    """In the environment, as whoever releases gives it."""
    before = dict(os.environ)
    os.environ.update({CERTIFICATE: str(file), f"{CERTIFICATE}_PASSPHRASE": PASSPHRASE})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _make(authority: Path, file: Path) -> None:
    """A certificate for signing code that is its own authority, and its key with it."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        pkcs12,
    )

    key = rsa.generate_private_key(public_exponent=65_537, key_size=3_072)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{NAME}, a trial")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    authority.write_bytes(made.public_bytes(Encoding.PEM))
    sealed = BestAvailableEncryption(PASSPHRASE.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(None, key, made, None, sealed))
