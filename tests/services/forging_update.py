"""What an insider may add beside the signature (`UPDATES`), and bytes of the document (`RAW`)."""

from __future__ import annotations

import re
from collections.abc import Callable

from forging import Update

# --- what the signature adds

_NO_RECT = rb"/Rect \[ 0 0 0 0 \]"


def _numbers(update: Update) -> tuple[int, int, int, int]:
    """Of the page, the form, the field and the signature."""
    page, form, field_, signature = sorted(n for n in update.objects if n != update.catalogue)
    return page, form, field_, signature


def _put(which: int, entry: bytes) -> Callable[[Update], None]:
    """An entry more in the page (0), form (1), field (2), signature (3) or catalogue (-1)."""

    def change(update: Update) -> None:
        number = update.catalogue if which < 0 else _numbers(update)[which]
        content = update.objects[number]
        update.objects[number] = content[: content.rindex(b">>")] + entry + b"\n>>"

    return change


def _swap(which: int, old: bytes, new: bytes) -> Callable[[Update], None]:
    """`old`, a pattern, is `new` there."""

    def change(update: Update) -> None:
        number = update.catalogue if which < 0 else _numbers(update)[which]
        assert re.search(old, update.objects[number]), (old, update.objects[number])
        update.objects[number] = re.sub(old, new, update.objects[number])

    return change


def _more(content: bytes, which: int | None = None, entry: bytes = b"") -> Callable[[Update], None]:
    """An object more, and an entry that refers to it ("%d" is its number)."""

    def change(update: Update) -> None:
        number = max(update.objects) + 1
        update.extra[number] = content
        if which is not None:
            _put(which, entry % number)(update)

    return change


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def _trailer(old: bytes, new: bytes) -> Callable[[Update], None]:
    """`old`, a pattern, is `new` there."""

    def change(update: Update) -> None:
        assert re.search(old, update.trailer)
        update.trailer = re.sub(old, new, update.trailer)

    return change


def _before(content: bytes) -> Callable[[Update], None]:
    def change(update: Update) -> None:
        update.before = content

    return change


def _covering(update: Update) -> None:
    """The field of the signature shows a white box over the first page."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 595 842 ] /Length 28 >>\nstream\n"
    form += b"1 1 1 rg 0 0 595 842 re f   \nendstream"
    _more(form, 2, b"/AP << /N %d 0 R >>")(update)
    _swap(2, _NO_RECT, b"/Rect [ 0 0 595 842 ]")(update)


def _two_fields(update: Update) -> None:
    field_ = _numbers(update)[2]
    number = max(update.objects) + 1
    update.extra[number] = update.objects[field_].replace(b"(Office)", b"(Other)")
    _swap(1, rb"/Fields \[ \d+ 0 R \]", b"/Fields [ %d 0 R %d 0 R ]" % (field_, number))(update)


UPDATES: dict[str, Callable[[Update], None]] = {
    "reason": _put(3, b"/Reason (approved by the WCO)"),
    "location": _put(3, b"/Location (Brussels)"),
    "contact": _put(3, b"/ContactInfo (+32 2 000 00 00)"),
    "builder": _put(3, b"/Prop_Build << /App << /Name /Other >> >>"),
    "certificate": _put(3, b"/Cert (x)"),
    "reference": _put(3, b"/Reference [ << /TransformMethod /DocMDP >> ]"),
    "changes": _put(3, b"/Changes [ 0 0 0 ]"),
    "version of the handler": _put(3, b"/R 1"),
    "name": _swap(3, rb"\(RILO AP\)", b"(RILO EU)"),
    "filter": _swap(3, b"/Adobe.PPKLite", b"/Other.PPK"),
    "time in another form": _swap(3, b"25090025Z", rb"25090025+00\\07200"),
    "no name": _swap(3, rb"/Name \(RILO AP\)\n", b""),
    "appearance": _covering,
    "empty appearance": _more(
        _stream(b"", b"/Type /XObject /Subtype /Form /BBox [ 0 0 0 0 ] "), 2, b"/AP << /N %d 0 R >>"
    ),
    "visible": _swap(2, _NO_RECT, b"/Rect [ 0 0 300 300 ]"),
    "action of the field": _put(2, b"/A << /S /URI /URI (http://evil.example) >>"),
    "script of the field": _put(2, b"/AA << /E << /S /JavaScript /JS (1) >> >>"),
    "tool tip": _put(2, b"/TU (approved)"),
    "border of the field": _put(2, b"/MK << /BG [ 1 1 1 ] >>"),
    "lock": _put(2, b"/Lock << /Type /SigFieldLock /Action /All >>"),
    "seed value": _put(2, b"/SV << /Type /SV >>"),
    "flags of the field": _swap(2, b"/F 132", b"/F 4"),
    "name of the field": _swap(2, rb"\(Office\)", b"(Offize)"),
    "kids of the field": _put(2, b"/Kids [ ]"),
    "two fields": _two_fields,
    "another field": _more(b"<< /FT /Tx /T (amount) /V (9,999) >>", -1, b"/X %d 0 R"),
    "appearances needed": _put(1, b"/NeedAppearances true"),
    "resources of the form": _put(1, b"/DR << >>"),
    "XFA": _put(1, b"/XFA (x)"),
    "calculation order": _put(1, b"/CO [ ]"),
    "flags of the form": _swap(1, b"/SigFlags 3", b"/SigFlags 0"),
    "OpenAction": _put(-1, b"/OpenAction << /S /URI /URI (http://evil.example) >>"),
    "AA": _put(-1, b"/AA << /WC << /S /JavaScript /JS (1) >> >>"),
    "Collection": _put(-1, b"/Collection << /View /T >>"),
    "Version": _put(-1, b"/Version /2.0"),
    "Perms": _put(-1, b"/Perms << >>"),
    "DSS": _put(-1, b"/DSS << >>"),
    "Lang": _swap(-1, rb"/Lang \(en\)", b"/Lang (de)"),
    "no output intent": _swap(-1, b"/S /GTS_PDFA1", b"/S /GTS_PDFX"),
    "no outline": _swap(-1, b"/PageMode /UseNone", b"/PageMode /UseOutlines"),
    "AF": _swap(-1, rb"/AF \[ \d+ 0 R", b"/AF [ 4 0 R"),
    "metadata": _more(_stream(b"<x/>", b"/Type /Metadata /Subtype /XML "), -1, b"/Metadata %d 0 R"),
    "contents of the page": _more(_stream(b"0 0 0 rg 9 9 99 99 re f"), 0, b"/Contents %d 0 R"),
    "page turned": _swap(0, b"/Rotate 0", b"/Rotate 180"),
    "page cropped": _put(0, b"/CropBox [ 0 0 300 842 ]"),
    "page with an action": _put(0, b"/AA << /O << /S /JavaScript /JS (1) >> >>"),
    "page with a note": _swap(
        0,
        rb"/Annots \[ ",
        b"/Annots [ << /Type /Annot /Subtype /Square /Rect [ 0 0 595 842 ] /IC [ 1 1 1 ] >> ",
    ),
    "an object that nobody refers to": _more(b"(9,999 kg)"),
    "another object replaced": lambda update: update.extra.update({4: b"(schema)"}),
    "Info": _trailer(rb"/Info \d+ 0 R", b"/Info 1 0 R"),
    "no Info": _trailer(rb"/Info \d+ 0 R\n", b""),
    "trailer more": _trailer(rb"(/Root \d+ 0 R)", rb"\1\n/Extra (9,999)"),
    "first ID": lambda update: setattr(
        update, "trailer", re.sub(rb"<\w{32}> <", b"<" + b"0" * 32 + b"> <", update.trailer)
    ),
    "XRefStm": _trailer(rb"(/Root \d+ 0 R)", rb"\1\n/XRefStm 15"),
    "a comment": _before(b"% more\n"),
    "white space": _before(b"\n"),
}


# --- bytes of the document before its signature; offsets stay those of the program


def _splice(document: bytes, at: int, more: bytes) -> bytes:
    """With the offsets behind it moved."""
    table = document.rindex(b"\nxref\n") + 1
    head, tail = document[:table], document[table:]

    def moved(found: re.Match[bytes]) -> bytes:
        offset = int(found[1])
        return b"%010d 00000 n " % (offset + (len(more) if offset >= at else 0))

    tail = re.sub(rb"(\d{10}) 00000 n ", moved, tail)
    tail = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (table + len(more)), tail)
    return head[:at] + more + head[at:] + tail


def _at_object(number: int, more: bytes) -> Callable[[bytes], bytes]:
    return lambda document: _splice(document, document.index(b"\n%d 0 obj" % number) + 1, more)


RAW: dict[str, Callable[[bytes], bytes]] = {
    "comment behind the header": lambda d: _splice(d, d.index(b"1 0 obj"), b"% more\n"),
    "header of 1.4": lambda d: d.replace(b"%PDF-1.7", b"%PDF-1.4", 1),
    "header of 2.0": lambda d: d.replace(b"%PDF-1.7", b"%PDF-2.0", 1),
    "second line of the header": lambda d: d[:10] + b"abcd" + d[14:],
    "object between": _at_object(3, b"900 0 obj\n(9,999 kg)\nendobj\n"),
    "object twice": _at_object(3, b"2 0 obj\n<< /Title (another) >>\nendobj\n"),
    "catalogue twice": _at_object(3, b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    "garbage between": _at_object(5, b"garbage\n"),
    "white space between": _at_object(5, b"\n\n"),
    "trailer before": _at_object(5, b"trailer\n<< /Root 1 0 R >>\n"),
    "an end before": _at_object(5, b"startxref\n0\n%%EOF\n"),
    "trailer more": lambda d: d.replace(b"trailer << ", b"trailer << /Extra 1 "),
    "trailer XRefStm": lambda d: d.replace(b"trailer << ", b"trailer << /XRefStm 15 "),
    "end without a line": lambda d: d.replace(b"%%EOF\n", b"%%EOF \n"),
    "strings in hexadecimal": lambda d: d.replace(b"(Its JSON Schema)", b"<4974732e>       "),
    "string with a null": lambda d: d.replace(b"(Its JSON Schema)", b"(Its JSON Sch\\000)"),
    "dictionary key twice": lambda d: _splice(d, d.index(b"/Rotate 0"), b"/Rotate 180 "),
    "used objects said to be free": lambda d: (
        d[: d.rindex(b"\nxref\n")]
        + d[d.rindex(b"\nxref\n") :].replace(b" 00000 n ", b" 00000 f ", 1)
    ),
    "generation numbers": lambda d: (
        d[: d.rindex(b"\nxref\n")]
        + d[d.rindex(b"\nxref\n") :].replace(b" 00000 n ", b" 00001 n ", 1)
    ),
}
