"""An office signs a document: PAdES, with the certificate of its card and no network.

The update that a signature adds is a function of the document, the certificate, the time and the
value of the signature, so a verifier makes it again and compares bytes (`signed_again`). pyHanko
takes a third of a second to import: import this module where it is needed.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from . import no_network  # isort: skip  # noqa: F401  (before pyHanko)

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import constants
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .cards import Identity, known_certificate, read_card, sign

FIELD = "Office"
HOLE = 4_096
"""Hexadecimal digits kept free for the signature; it fills about half."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the update says of the file beside its signature."""

    is_of_pdf_2: bool = False
    """Says PDF 2.0 and names the extension for its curve (ISO 32002), as pyHanko does by itself."""
    second: bytes = b""
    """Second part of the file's ID; b"": made from document and certificate."""


def signed(document: bytes, identity: Identity, at: datetime, passphrase: str = "") -> bytes:
    """The document with one signature over all of it; the same bytes for the same time and key.

    `passphrase`: of a document that is encrypted.
    """
    certificate = read_card(identity.card).certificate
    return _with(_own_signer(identity.private, certificate), document, at, Form(), passphrase)


def signed_again(
    document: bytes, certificate: bytes, at: datetime, signature: bytes, form: Form
) -> bytes:
    """What `signed` made of this document, from the value of its signature. For verifiers."""
    signer = signers.ExternalSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        signature_value=signature,
    )
    return _with(signer, document, at, form)


def _with(
    signer: signers.Signer, document: bytes, at: datetime, form: Form, passphrase: str = ""
) -> bytes:
    out = io.BytesIO()
    writer = _Writer(io.BytesIO(document), form)
    if passphrase:
        writer.encrypt(passphrase)  # type: ignore[no-untyped-call]
    assert signer.signing_cert is not None
    certificate = signer.signing_cert.dump()
    first = writer.document_id[0]
    second = form.second or hashlib.sha256(document + certificate).digest()[:16]
    writer._document_id = generic.ArrayObject([first, generic.ByteStringObject(second)])
    _Signer(signer, certificate, at, form).sign_pdf(writer, bytes_reserved=HOLE, output=out)
    return out.getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Adds the signature and nothing else: what the file says of itself stays as it was made."""

    def __init__(self, document: io.BytesIO, form: Form) -> None:
        if not form.is_of_pdf_2:
            self.output_version = (1, 7)  # of PDF/A-3
        super().__init__(document)

    def _update_meta(self) -> None:
        pass

    def _populate_trailer(self, trailer: Any) -> None:
        """A table that is a stream is not compressed: a verifier's zlib may be another one."""
        super()._populate_trailer(trailer)  # type: ignore[no-untyped-call]
        trailer.pop("/Filter", None)


class _Signer(signers.PdfSigner):
    """Says the time of the office's clock, so that tests and documents agree with its log."""

    def __init__(
        self, signer: signers.Signer, certificate: bytes, at: datetime, form: Form
    ) -> None:
        said = signers.PdfSignatureMetadata(
            field_name=FIELD,
            name=f"RILO {known_certificate(certificate).office}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            use_pades_lta=False,
        )
        super().__init__(said, signer)
        self._at = at.astimezone(UTC).replace(microsecond=0)
        self._form = form

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = self._at
        return session

    def register_extensions(self, pdf_out: Any, **named: Any) -> None:
        """PAdES for PDF 1.7. Its curve is in ETSI's list; that of ISO 32002 asks for PDF 2.0, which
        only an encrypted copy is."""
        if self._form.is_of_pdf_2 or pdf_out.security_handler is not None:
            super().register_extensions(pdf_out, **named)
        else:
            pdf_out.register_extension(constants.ESIC_EXTENSION_1)


class _Key(signers.SimpleSigner):
    """Signs as cards are signed: the same text gives the same signature."""

    def __init__(self, private: bytes, **given: Any) -> None:
        super().__init__(**given)
        self._private = private

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if digest_algorithm != "sha256":
            raise ValueError(digest_algorithm)
        return sign(self._private, data)


def _own_signer(private: bytes, certificate: bytes) -> signers.SimpleSigner:
    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return _Key(
        private,
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
