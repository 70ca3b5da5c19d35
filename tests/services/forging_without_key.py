"""What somebody without the office's key does to a signed submission, by name, and what it is then.

Written from the specification of PDF and from what is published on attacks of signed PDFs, with
pikepdf and pyHanko and none of the program's modules. `CUT` end too early, `ADDED` have something
behind what was signed, `PADDED` only blanks, `SECOND` another signature, `CHANGED` are other bytes,
`UNSIGNED` have no signature, `BY_ANOTHER` are signed by somebody who is no office.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pikepdf
from asn1crypto import cms
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from forging import before_signature, saved
from pikepdf import Array, Dictionary, Name, Pdf, String
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

Forgery = Callable[[bytes], bytes]
END = b"%%EOF\n"


# --- cut off


def _cut(part: float) -> Forgery:
    return lambda signed: signed[: int(len(signed) * part)]


def _cut_and_zeros(part: float) -> Forgery:
    """As a copy that was begun and not finished."""
    return lambda signed: signed[: int(len(signed) * part)].ljust(len(signed), b"\0")


CUT: dict[str, Forgery] = {
    **{f"{part:.0%} left": _cut(part) for part in (0.01, 0.1, 0.5, 0.9, 0.98, 0.999)},
    **{f"{part:.0%} left, zeros": _cut_and_zeros(part) for part in (0.1, 0.5, 0.9, 0.98)},
    "without the last byte of its mark": lambda signed: signed[:-2],
    "without the end of its last line": lambda signed: signed[:-1],
    "without its last line": lambda signed: signed[: -len(END)],
    "zeros for its last line": lambda signed: signed[: -len(END)] + bytes(len(END)),
    "without the end of the range": lambda signed: signed[: signed.rindex(b"/ByteRange")],
    "in the middle of the hole": lambda signed: signed[: signed.rindex(b"/Contents <") + 900],
}


# --- something behind


def _written(signed: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """An update behind it, as any program writes it that saves what was changed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _note(kind: str, **entries: Any) -> Forgery:
    """An annotation on the second page."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = _page(writer)
        note = {"/Type": "/Annot", "/Subtype": kind, "/Rect": [60, 400, 500, 700], "/F": 4}
        made = generic.DictionaryObject()
        for key, value in {**note, **entries}.items():
            made[generic.pdf_name(key)] = _object(value)
        old = page.get_object().get("/Annots", generic.ArrayObject())
        page.get_object()[generic.pdf_name("/Annots")] = generic.ArrayObject(
            [*old, writer.add_object(made)]
        )
        writer.mark_update(page)

    return lambda signed: _written(signed, change)


def _object(value: Any) -> Any:
    match value:
        case str() if value.startswith("/"):
            return generic.pdf_name(value)
        case str():
            return generic.pdf_string(value)
        case list():
            return generic.ArrayObject(map(_object, value))
        case float():
            return generic.FloatObject(value)
        case _:
            return generic.NumberObject(value)


def _page(writer: IncrementalPdfFileWriter) -> Any:
    return writer.root["/Pages"]["/Kids"].raw_get(1)


def _other_contents(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    content = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 595 842 re f")
    page.get_object()[generic.pdf_name("/Contents")] = writer.add_object(content)
    writer.mark_update(page)


def _other_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root.raw_get("/Pages")
    kids = pages.get_object()["/Kids"]
    pages.get_object()[generic.pdf_name("/Kids")] = generic.ArrayObject([kids.raw_get(0)] * 2)
    writer.mark_update(pages)


def _other_title(writer: IncrementalPdfFileWriter) -> None:
    info = writer.trailer.raw_get("/Info")
    info.get_object()[generic.pdf_name("/Title")] = generic.pdf_string("TLP:CLEAR")
    writer.mark_update(info)


def _other_metadata(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
    writer.root[generic.pdf_name("/Metadata")] = writer.add_object(stream)
    writer.update_root()


def _another_file(writer: IncrementalPdfFileWriter) -> None:
    stream = writer.add_object(generic.StreamObject(stream_data=b"{}"))
    spec = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Filespec"),
            generic.pdf_name("/F"): generic.pdf_string("submission.json"),
            generic.pdf_name("/EF"): generic.DictionaryObject({generic.pdf_name("/F"): stream}),
        }
    )
    writer.root[generic.pdf_name("/AF")] = generic.ArrayObject([writer.add_object(spec)])
    writer.update_root()


def _no_form(writer: IncrementalPdfFileWriter) -> None:
    """So that a program finds no signature to judge."""
    del writer.root["/AcroForm"]
    writer.update_root()


def _empty_form(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    form[generic.pdf_name("/Fields")] = generic.ArrayObject()
    writer.update_root()


def _script(writer: IncrementalPdfFileWriter) -> None:
    action = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
    made = {generic.pdf_name(key): _object(value) for key, value in action.items()}
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(made)
    writer.update_root()


def _hidden_in_the_signature(entry: str, value: Any) -> Forgery:
    """The signature object written anew behind it (USF): a program may take this one."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"].raw_get(0)
        signature = field.get_object().raw_get("/V")
        held = signature.get_object()
        if value is None:
            held.pop(generic.pdf_name(entry), None)
        else:
            held[generic.pdf_name(entry)] = value
        writer.mark_update(signature)

    return lambda signed: _written(signed, change)


def _other_font(writer: IncrementalPdfFileWriter) -> None:
    """A shadow: the same signs mean something else, by an object that is defined once more."""
    fonts = _page(writer).get_object()["/Resources"]["/Font"]
    name = sorted(fonts)[0]
    font = fonts.raw_get(name)
    font.get_object()[generic.pdf_name("/ToUnicode")] = generic.NullObject()
    writer.mark_update(font)


def _field_that_shows(writer: IncrementalPdfFileWriter) -> None:
    """SSA: a field for one more signature, which shows a text over the page."""
    form = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 440 300 re f")
    for key, value in (("/Type", "/XObject"), ("/Subtype", "/Form"), ("/BBox", [0, 0, 440, 300])):
        form[generic.pdf_name(key)] = _object(value)
    said = {"/FT": "/Sig", "/T": "Other", "/Type": "/Annot", "/Subtype": "/Widget", "/F": 4}
    field = {
        generic.pdf_name(k): _object(v) for k, v in (said | {"/Rect": [60, 400, 500, 700]}).items()
    }
    made = generic.DictionaryObject(field)
    made[generic.pdf_name("/AP")] = generic.DictionaryObject(
        {generic.pdf_name("/N"): writer.add_object(form)}
    )
    form_of = writer.root["/AcroForm"]
    form_of["/Fields"].append(writer.add_object(made))
    writer.update_container(form_of["/Fields"])


def _shown_instead(signed: bytes) -> bytes:
    """A shadow that was prepared: a table alone, by which one object stands for another."""
    other = re.search(rb"\n(?!4 )\d+ 0 obj\n", signed)
    assert other is not None
    root = re.findall(rb"/Root (\d+) 0 R", signed)[-1]
    previous = re.findall(rb"startxref\n(\d+)", signed)[-1]
    table = b"xref\n4 1\n%010d 00000 n \n" % (other.start() + 1)
    trailer = b"trailer\n<< /Root %s 0 R /Size 999 /Prev %s >>\n" % (root, previous)
    return signed + table + trailer + b"startxref\n%d\n" % len(signed) + END


_ZERO = generic.NumberObject(0)
_TABLE = b"xref\n0 1\n0000000000 65535 f \n"

ADDED: dict[str, Forgery] = {
    "sticky note": _note("/Text", **{"/Contents": "approved", "/Open": 1}),
    "stamp": _note("/Stamp", **{"/Name": "/Approved"}),
    "free text": _note("/FreeText", **{"/Contents": "9,999 kg", "/DA": "/Helv 12 Tf"}),
    "white box": _note("/Square", **{"/IC": [1.0, 1.0, 1.0]}),
    "highlight": _note("/Highlight", **{"/QuadPoints": [60, 700, 500, 700, 60, 400, 500, 400]}),
    "redaction": _note("/Redact", **{"/IC": [0.0, 0.0, 0.0]}),
    "another page shown": lambda signed: _written(signed, _other_contents),
    "a page twice": lambda signed: _written(signed, _other_pages),
    "another title": lambda signed: _written(signed, _other_title),
    "other metadata": lambda signed: _written(signed, _other_metadata),
    "another file": lambda signed: _written(signed, _another_file),
    "no form": lambda signed: _written(signed, _no_form),
    "an empty form": lambda signed: _written(signed, _empty_form),
    "a script": lambda signed: _written(signed, _script),
    "signature without contents": _hidden_in_the_signature("/Contents", None),
    "signature with contents of nothing": _hidden_in_the_signature(
        "/Contents", generic.ByteStringObject(b"")
    ),
    "signature with contents of zero": _hidden_in_the_signature(
        "/Contents", generic.ByteStringObject(b"\0")
    ),
    "signature with contents null": _hidden_in_the_signature("/Contents", generic.NullObject()),
    "signature without a range": _hidden_in_the_signature("/ByteRange", None),
    "signature with a range of nothing": _hidden_in_the_signature(
        "/ByteRange", generic.ArrayObject([_ZERO] * 4)
    ),
    "signature with a range null": _hidden_in_the_signature("/ByteRange", generic.NullObject()),
    "an object without a table": lambda signed: signed + b"9 0 obj\n(9,999 kg)\nendobj\n",
    "an object with a table and no trailer": lambda signed: (
        signed + b"9 0 obj\n(9,999 kg)\nendobj\n" + _TABLE
    ),
    "a table that has nothing": lambda signed: (
        signed + _TABLE + b"trailer\n<< /Root 1 0 R >>\nstartxref\n%d\n" % len(signed) + END
    ),
    "a font that means something else": lambda signed: _written(signed, _other_font),
    "a field that shows a text": lambda signed: _written(signed, _field_that_shows),
    "an object instead of another": _shown_instead,
    "its own signature once more": lambda signed: signed + signed[len(before_signature(signed)) :],
    "a trailer alone": lambda signed: signed + b"trailer\n<< /Root 1 0 R >>\n",
    "an end": lambda signed: signed + END,
    "a comment": lambda signed: signed + b"% 9,999 kg\n",
    "itself": lambda signed: signed + signed,
    "another document": lambda signed: signed + _blank(),
}

PADDED: dict[str, Forgery] = {
    "a line feed": lambda signed: signed + b"\n",
    "two ends of a line": lambda signed: signed + b"\r\n\r\n",
    "a space": lambda signed: signed + b" ",
    "zeros": lambda signed: signed + bytes(512),
    "zeros and a line feed": lambda signed: signed + bytes(7) + b"\n",
}


def _blank() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        return saved(pdf)


# --- other bytes


def _saved_with(change: Callable[[Pdf], None]) -> Forgery:
    """Opened and saved by another program."""

    def forgery(signed: bytes) -> bytes:
        with Pdf.open(io.BytesIO(signed)) as pdf:
            change(pdf)
            return saved(pdf)

    return forgery


def _annotated(pdf: Pdf) -> None:
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[9, 9, 99, 99], Contents=String("approved")
    )
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])


def _page_replaced(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"1 1 1 rg 0 0 595 842 re f")


def _with_a_page(pdf: Pdf) -> None:
    pdf.add_blank_page()


def _file_replaced(pdf: Pdf) -> None:
    del pdf.attachments["submission.json"]
    pdf.attachments["submission.json"] = pikepdf.AttachedFileSpec(pdf, b"{}")


def _hole(change: Callable[[bytes], bytes]) -> Forgery:
    """Another hole of the same length: no byte of it is covered by the signature."""

    def forgery(signed: bytes) -> bytes:
        begin = signed.rindex(b"/Contents <") + len(b"/Contents ")
        end = signed.index(b">", begin) + 1
        made = change(signed[begin:end])
        assert len(made) == end - begin
        assert made != signed[begin:end]
        return signed[:begin] + made + signed[end:]

    return forgery


def _der(hole: bytes) -> bytes:
    """What stands in the hole, without the zeros."""
    whole = bytes.fromhex(hole[1:-1].decode("ascii"))
    return whole[: 4 + int.from_bytes(whole[2:4], "big")]


def _filled(hole: bytes, der: bytes) -> bytes:
    return b"<" + der.hex().upper().encode().ljust(len(hole) - 2, b"0") + b">"


def _of_another_card(hole: bytes) -> bytes:
    """The certificate of somebody else who calls themselves the same, of the same length."""
    der = _der(hole)
    (held,) = cms.ContentInfo.load(der)["content"]["certificates"]
    begin, size = der.index(held.chosen.dump()), len(held.chosen.dump())
    certificate = bytearray(der[begin : begin + size])
    point = certificate.index(b"\x03\x42\x00\x04") + 4
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    certificate[point : point + 64] = numbers.x.to_bytes(32, "big") + numbers.y.to_bytes(32, "big")
    return _filled(hole, der[:begin] + bytes(certificate) + der[begin + size :])


def _range_of(numbers: str) -> Forgery:
    def forgery(signed: bytes) -> bytes:
        found = list(re.finditer(rb"/ByteRange \[[^\]]*\] *", signed))[-1]
        said = f"/ByteRange [{numbers}]".encode().ljust(found.end() - found.start())
        return signed[: found.start()] + said + signed[found.end() :]

    return forgery


def _wrapped(signed: bytes) -> bytes:
    """SWA: what was signed is moved to the end, and the range says where; another part stands in
    its place."""
    found = list(re.finditer(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\] *", signed))[-1]
    begin, end, length = (int(number) for number in found.groups())
    tail = signed[end : end + length]
    forged = tail.replace(b"/SigFlags 3", b"/SigFlags 1")
    moved = end + len(forged) + 40
    said = f"/ByteRange [0 {begin} {moved} {length}]".encode()
    head = bytearray(signed[:end])
    head[found.start() : found.end()] = said.ljust(found.end() - found.start())[
        : found.end() - found.start()
    ]
    return bytes(head) + forged + b"\n" * 40 + tail


def _wrapped_with_room(signed: bytes) -> bytes:
    """SWA: the hole is larger than the signature, and what was put in stands in it."""
    begin = signed.rindex(b"/Contents <") + len(b"/Contents <")
    end = signed.index(b">", begin)
    kept = signed[begin:end].rstrip(b"0")
    more = b">\n9 0 obj\n(9,999 kg)\nendobj\n<"
    return (
        signed[:begin] + kept + more + b"0" * (end - begin - len(kept) - len(more)) + signed[end:]
    )


def _byte(place: float) -> Forgery:
    def forgery(signed: bytes) -> bytes:
        content = bytearray(signed)
        content[int(len(content) * place)] ^= 1
        return bytes(content)

    return forgery


CHANGED: dict[str, Forgery] = {
    **{f"a bit at {place:.0%}": _byte(place) for place in (0.02, 0.3, 0.6, 0.9)},
    "saved anew": _saved_with(lambda _: None),
    "saved with a note": _saved_with(_annotated),
    "saved with another page": _saved_with(_page_replaced),
    "saved with other data": _saved_with(_file_replaced),
    "saved with a blank page": _saved_with(_with_a_page),
    "hole in small letters": _hole(bytes.lower),
    "hole with a space": _hole(lambda hole: hole[:-9] + b" " + hole[-8:]),
    "hole with a line": _hole(lambda hole: hole[:-9] + b"\n" + hole[-8:]),
    "hole with something behind": _hole(lambda hole: hole[:-9] + b"A" + hole[-8:]),
    "hole with a comment": _hole(lambda hole: hole[:-9] + b"%" + hole[-8:]),
    "hole with another length": _hole(lambda hole: hole.replace(b"<3082", b"<3080", 1)),
    "hole of zeros": _hole(lambda hole: b"<" + b"0" * (len(hole) - 2) + b">"),
    "hole with half a sign": _hole(lambda hole: hole[:-2] + b">>"),
    "hole with another signature": _hole(lambda hole: _filled(hole, _der(hole)[:-8] + bytes(8))),
    "certificate exchanged": _hole(_of_another_card),
    "certificate that says another office": _hole(
        lambda hole: hole.replace(b"060355040A0C024150", b"060355040A0C024555", 1)
    ),
    "range of nothing": _range_of("0 0 0 0"),
    "range that begins later": _range_of("1 2 3 4"),
    "range of minus one": _range_of("0 -1 -1 -1"),
    "range of words": _range_of("/a /b /c /d"),
    "wrapped": _wrapped,
    "wrapped in the hole": _wrapped_with_room,
}

UNSIGNED: dict[str, Forgery] = {
    "before it was signed": before_signature,
    "another document": lambda _signed: _blank(),
}


# --- signed by somebody else


def _named(name: str, key: Any, **more: Any) -> bytes:
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(said)
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(day)
        .not_valid_after(day + timedelta(days=3_650))
    )
    if more.get("is_for_time"):
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


@cache
def _somebody(kind: str, is_for_time: bool = False) -> tuple[Any, Any]:
    """Certificate and key."""
    key: Any = (
        rsa.generate_private_key(65_537, 2_048)
        if kind == "RSA"
        else ec.generate_private_key(ec.SECP384R1())
    )
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    certificate = _named("RILO Asia and the Pacific", key, is_for_time=is_for_time)
    return asn1_x509.Certificate.load(certificate), asn1_keys.PrivateKeyInfo.load(der)


def _signed_by(kind: str, filter_: fields.SigSeedSubFilter, name: str = "Signature1") -> Forgery:
    def forgery(document: bytes) -> bytes:
        certificate, key = _somebody(kind)
        signer = signers.SimpleSigner(
            signing_cert=certificate, signing_key=key, cert_registry=SimpleCertificateStore()
        )
        said = signers.PdfSignatureMetadata(
            field_name=name, md_algorithm="sha256", subfilter=filter_
        )
        out = io.BytesIO()
        writer = IncrementalPdfFileWriter(io.BytesIO(document))
        signers.PdfSigner(said, signer).sign_pdf(writer, output=out)
        return out.getvalue()

    return forgery


def _time_stamped(signed: bytes) -> bytes:
    certificate, key = _somebody("RSA", True)
    stamper = DummyTimeStamper(certificate, key, certs_to_embed=SimpleCertificateStore())
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    signers.PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256", output=out)
    return out.getvalue()


_PADES, _ADOBE = fields.SigSeedSubFilter.PADES, fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED

SECOND: dict[str, Forgery] = {
    "signed again": _signed_by("RSA", _PADES),
    "signed again on the curve": _signed_by("EC", _PADES),
    "signed again in the form of Adobe": _signed_by("RSA", _ADOBE),
    "time-stamped": _time_stamped,
}

BY_ANOTHER: dict[str, Forgery] = {
    "RSA": lambda signed: _signed_by("RSA", _PADES)(before_signature(signed)),
    "curve": lambda signed: _signed_by("EC", _PADES)(before_signature(signed)),
    "in the form of Adobe": lambda signed: _signed_by("RSA", _ADOBE)(before_signature(signed)),
    "in a field of the same name": lambda signed: _signed_by("RSA", _PADES, "Office")(
        before_signature(signed)
    ),
    "another document": lambda _signed: _signed_by("RSA", _PADES)(_blank()),
}
