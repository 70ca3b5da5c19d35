"""An insider who signs a changed submission with the office's real key.

Written from docs/file-format.md and the specification of PDF, with pikepdf and pyHanko and none of
the program's modules: what the program checks must not decide what is tried. `CHANGES` are named
changes of the document before its signature, `UPDATES` of what the signature adds, `RAW` of bytes;
`OF_OBJECTS` replaces, removes, doubles and exchanges each object in turn.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pikepdf
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pikepdf import Pdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.signers import constants
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

AT = datetime(2026, 11, 25, 9, 0, 25, tzinfo=UTC)


@dataclass
class Update:
    """What a signature adds: objects by number, and the trailer; `is_stream`: it is the dictionary
    of a table that is a stream."""

    objects: dict[int, bytes]
    trailer: bytes
    is_stream: bool = False
    before: bytes = b""
    """Bytes between the document and the first object."""
    extra: dict[int, bytes] = field(default_factory=dict)

    @property
    def catalogue(self) -> int:
        (number,) = re.findall(rb"/Root (\d+) 0 R", self.trailer)
        return int(number)


class Forger:
    """Has the private number of the office's key and its certificate."""

    def __init__(self, private: bytes, certificate: bytes, office: str = "AP") -> None:
        key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
        der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        self.certificate = certificate
        self.office = office
        self._signer = signers.SimpleSigner(
            signing_cert=asn1_x509.Certificate.load(certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(der),
            cert_registry=SimpleCertificateStore(),
        )

    def signed(self, document: bytes) -> bytes:
        """As docs/file-format.md says that a submission is signed."""
        writer = _Writer(io.BytesIO(document))
        second = hashlib.sha256(document + self.certificate).digest()[:16]
        first = writer.document_id[0]
        writer._document_id = generic.ArrayObject([first, generic.ByteStringObject(second)])
        said = signers.PdfSignatureMetadata(
            field_name="Office",
            name=f"RILO {self.office}",
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            use_pades_lta=False,
        )
        out = io.BytesIO()
        _Pdf(said, self._signer).sign_pdf(writer, bytes_reserved=4_096, output=out)
        return out.getvalue()

    def signed_with(
        self, document: bytes, change: Callable[[Update], None], like: bytes = b""
    ) -> bytes:
        """Signed, with another update: its offsets, range and signature are made anew.

        `like`: a sound document with the same numbers of objects, where pyHanko refuses this one.
        """
        like = like or document
        tail = self.signed(like)[len(like) :]
        table = document.rindex(b"startxref\n") + len(b"startxref\n")
        previous = document[table : document.index(b"\n", table)]
        objects = {
            int(found[1]): found[2]
            for found in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj\n", tail, re.DOTALL)
        }
        is_stream = b"\ntrailer\n" not in tail
        if is_stream:
            _, table_said = objects.popitem()
            trailer = table_said[: table_said.index(b"stream\n")]
        else:
            trailer = tail[tail.index(b"trailer\n") : tail.index(b"startxref")]
        trailer = re.sub(rb"/Prev \d+", b"/Prev " + previous, trailer)
        update = Update(objects, trailer, is_stream)
        change(update)
        return self._assembled(document, update)

    def _assembled(self, document: bytes, update: Update) -> bytes:
        out = bytearray(document + update.before)
        offsets: dict[int, int] = {}
        for number, content in (*update.objects.items(), *update.extra.items()):
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = len(out)
        if update.is_stream:
            offsets[max(offsets) + 1] = table
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % (max(offsets) + 1), update.trailer)
        if update.is_stream:
            out += b"%d 0 obj\n" % max(offsets) + _table(offsets, trailer) + b"\nendobj\n\n"
        else:
            out += b"xref\n"
            for first, group in _runs({0: 0, **offsets}):
                out += b"%d %d\n" % (first, len(group))
                rows = (b"%010d 00000 n \n" % o if o else b"0000000000 65535 f \n" for o in group)
                out += b"".join(rows)
            out += trailer
        out += b"startxref\n%d\n%%%%EOF\n" % table
        return self._filled(bytes(out), len(document))

    def _filled(self, content: bytes, after: int) -> bytes:
        begin = content.index(b"/Contents <", after) + len(b"/Contents ")
        end = content.index(b">", begin) + 1
        said = b"/ByteRange [0 %d %d %d]" % (begin, end, len(content) - end)
        place = re.search(rb"/ByteRange \[[^\]]*\] *", content[after:])
        assert place is not None
        width = place.end() - place.start()
        start = after + place.start()
        content = content[:start] + said.ljust(width) + content[start + width :]
        digest = hashlib.sha256(content[:begin] + content[end:]).digest()
        cms = asyncio.run(
            self._signer.async_sign(
                digest,
                "sha256",
                use_pades=True,
                signed_attr_settings=PdfCMSSignedAttributes(
                    cades_signed_attrs=CAdESSignedAttrSpec()
                ),
            )
        )
        digits = cms.dump().hex().upper().encode().ljust(end - begin - 2, b"0")
        return content[: begin + 1] + digits + content[end - 1 :]


def _table(offsets: Mapping[int, int], about: bytes) -> bytes:
    """As a stream of rows of one, eight and two bytes."""
    rows = bytes(9) + b"\xff\xff"
    index = [0, 1]
    for first, group in _runs(offsets):
        index += [first, len(group)]
        rows += b"".join(struct.pack(">BQH", 1, offset, 0) for offset in group)
    said = b"/Index [ %s ]" % b" ".join(b"%d" % one for one in index)
    about = re.sub(rb"/Index \[[^]]*\]", said, about)
    about = re.sub(rb"/Length \d+", b"/Length %d" % len(rows), about)
    return about + b"stream\n" + rows + b"\nendstream"


def _runs(offsets: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """Numbers that follow each other: the first, and their offsets."""
    run: list[int] = []
    for number in sorted(offsets):
        if run and number != run[-1] + 1:
            yield run[0], [offsets[n] for n in run]
            run = []
        run.append(number)
    if run:
        yield run[0], [offsets[n] for n in run]


class _Writer(IncrementalPdfFileWriter):
    output_version = (1, 7)

    def _update_meta(self) -> None:
        pass

    def _populate_trailer(self, trailer: Any) -> None:
        super()._populate_trailer(trailer)
        trailer.pop("/Filter", None)


class _Pdf(signers.PdfSigner):
    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = AT
        return session

    def register_extensions(self, pdf_out: Any, **named: Any) -> None:
        pdf_out.register_extension(constants.ESIC_EXTENSION_1)


# --- the document before its signature


def before_signature(document: bytes) -> bytes:
    """The first revision of the file."""
    previous = int(re.findall(rb"/Prev (\d+)", document)[-1])
    return document[: document.index(b"%%EOF\n", previous) + 6]


def saved(pdf: Pdf) -> bytes:
    """As the program's own file is laid out, so that the layout does not give it away."""
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode
    pdf.save(
        out,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=mode.generate if "/StructTreeRoot" in pdf.Root else mode.disable,
        compress_streams=True,
    )
    return out.getvalue()


def changed(document: bytes, change: Callable[[Pdf], None]) -> bytes:
    with Pdf.open(io.BytesIO(document)) as pdf:
        change(pdf)
        return saved(pdf)
