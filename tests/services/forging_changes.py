"""What an insider may change in a submission: see `forging`. Each change stands alone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from PIL import Image
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from forging import Update

Change = Callable[[Pdf], None]


def _page(pdf: Pdf, number: int = 1) -> Any:
    return pdf.pages[number].obj


def _draw(pdf: Pdf, code: str, number: int = 1, before: bool = False) -> None:
    """Into the page's own content, so that only what is drawn differs."""
    content = _page(pdf, number).Contents
    old, new = content.read_bytes(), code.encode("latin-1")
    content.write(new + b"\n" + old if before else old + b"\n" + new)


def _replace(pdf: Pdf, old: bytes, new: bytes, number: int = 1, count: int = 1) -> None:
    content = _page(pdf, number).Contents
    said = content.read_bytes()
    assert re.search(old, said), old
    content.write(re.sub(old, new, said, count=count))


def _annotate(pdf: Pdf, number: int = 1, **entries: Any) -> None:
    page = _page(pdf, number)
    note = Dictionary(Type=Name.Annot, Rect=[60, 400, 500, 700], F=4, **entries)
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(pdf.make_indirect(note))


def _appearance(pdf: Pdf, code: bytes = b"1 1 1 rg 0 0 440 300 re f") -> Any:
    form = Stream(pdf, code)
    form.stream_dict.Type, form.stream_dict.Subtype = Name.XObject, Name.Form
    form.stream_dict.BBox = Array([0, 0, 440, 300])
    return Dictionary(N=form)


def _jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(out, "JPEG")
    return out.getvalue()


def _xobject(pdf: Pdf, number: int = 1) -> None:
    page = _page(pdf, number)
    image = Stream(pdf, _jpeg())
    image.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=300,
        Height=100,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject["/Fake"] = pdf.make_indirect(image)
    _draw(pdf, "q 430 0 0 120 60 500 cm /Fake Do Q", number)


def _shown_picture(pdf: Pdf) -> tuple[int, Any]:
    for number, page in enumerate(pdf.pages):
        pictures = page.obj.Resources.get(Name.XObject, Dictionary())
        for name in pictures.keys():  # noqa: SIM118
            return number, pictures[name]
    raise AssertionError("no picture")


def _font(pdf: Pdf, bold: bool = False) -> Any:
    fonts = _page(pdf).Resources.Font
    names = sorted(fonts.keys())
    return fonts[names[-1 if bold else 0]]


def _extra_font(pdf: Pdf, **entries: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **entries)
    _page(pdf).Resources.Font["/Fx"] = pdf.make_indirect(font)
    _draw(pdf, "BT 1 0 0 1 60 60 Tm /Fx 12 Tf (9,999 kg seized) Tj ET")


def _exchanged_fonts(pdf: Pdf) -> None:
    one, other = _font(pdf).FontDescriptor, _font(pdf, bold=True).FontDescriptor
    one.FontFile2, other.FontFile2 = other.FontFile2, one.FontFile2


def _exchanged_meanings(pdf: Pdf) -> None:
    stream = _font(pdf).ToUnicode
    stream.write(stream.read_bytes().replace(b"<35> <0035>", b"<35> <0036>"))


def _outlines_swapped(pdf: Pdf) -> None:
    """The glyph of another sign for a code that keeps its meaning."""
    stream = _font(pdf).FontDescriptor.FontFile2
    program = bytearray(stream.read_bytes())
    for n in range(12, 12 + 16 * program[5], 16):
        if bytes(program[n : n + 4]) == b"loca":
            offset = int.from_bytes(program[n + 8 : n + 12], "big")
            program[offset + 40 : offset + 44], program[offset + 44 : offset + 48] = (
                program[offset + 44 : offset + 48],
                program[offset + 40 : offset + 44],
            )
    stream.write(bytes(program))


def _entry(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def _of_page(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            _page(pdf)[f"/{key}"] = value

    return change


def _info(key: str, value: str) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return change


def _title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:title"] = "ANOTHER TITLE TLP:RED"


def _spec(pdf: Pdf, content: bytes, name: str = "submission.json") -> Any:
    return pikepdf.AttachedFileSpec(pdf, content, filename=name, relationship=Name.Data).obj


def _forged_af(pdf: Pdf) -> None:
    pdf.Root.AF[0] = pdf.make_indirect(_spec(pdf, b'{"format":"rilo-submission","version":1}'))


def _attached(name: str) -> Any:
    def of(pdf: Pdf) -> Any:
        return pdf.attachments[name].obj

    return of


_DATA, _SCHEMA = _attached("submission.json"), _attached("schema.json")


def _content_of(pdf: Pdf, spec: Any, content: bytes) -> None:
    spec(pdf).EF.F.write(content)


def _other_uf(pdf: Pdf) -> None:
    _DATA(pdf).EF.UF = pdf.make_stream(b'{"format":"rilo-submission","version":1}')


def _unlisted(pdf: Pdf) -> None:
    del pdf.Root.AF


def _javascript_in_names(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), action]))


def _form_with(pdf: Pdf, **entries: Any) -> None:
    field_ = Dictionary(
        FT=Name.Tx,
        T=String("amount"),
        V=String("9,999"),
        Type=Name.Annot,
        Subtype=Name.Widget,
        Rect=[60, 60, 200, 80],
        F=4,
        **entries,
    )
    made = pdf.make_indirect(field_)
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), NeedAppearances=True)
    page = _page(pdf)
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(made)


def _profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"garbage")


def _outline(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Another title")


def _outline_action(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.A = Dictionary(S=Name.URI, URI=String("http://evil.example"))


def _outline_gone(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def _outline_elsewhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([String("nowhere"), Name.Fit])


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    _page(pdf).Resources.Properties = Dictionary(MC0=group)
    content = _page(pdf).Contents
    content.write(b"/OC /MC0 BDC\n" + content.read_bytes() + b"\nEMC")


def _kid_twice(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    pages.Kids.append(pages.Kids[1])
    pages.Count = int(pages.Count) + 1


def _kid_more(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    page = Dictionary(
        Type=Name.Page,
        Parent=pages,
        MediaBox=[0, 0, 595.2756, 841.8898],
        Resources=_page(pdf).Resources,
        Contents=pdf.make_stream(b"0 0 0 rg 9 9 99 99 re f"),
    )
    pages.Kids.append(pdf.make_indirect(page))
    pages.Count = int(pages.Count) + 1


def _kid_gone(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    del pages.Kids[2]
    pages.Count = int(pages.Count) - 1


def _kids_swapped(pdf: Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    one, other = kids[1], kids[2]
    kids[1], kids[2] = other, one


def _kids_nested(pdf: Pdf) -> None:
    """Attributes that pages inherit from a node between."""
    pages = pdf.Root.Pages
    node = pdf.make_indirect(
        Dictionary(Type=Name.Pages, Parent=pages, Kids=Array(list(pages.Kids)), Rotate=180)
    )
    node.Count = len(node.Kids)
    for kid in node.Kids:
        kid.Parent = node
    pages.Kids = Array([node])


def _rotated_by_parent(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 180
    for page in pdf.pages:
        del page.obj["/Rotate"]


def _picture_exchanged(pdf: Pdf) -> None:
    _, picture = _shown_picture(pdf)
    picture.write(_jpeg(), filter=Name.DCTDecode)


def _picture_hidden(pdf: Pdf) -> None:
    number, _ = _shown_picture(pdf)
    _replace(pdf, rb"q [\d.]+ 0 0 [\d.]+ ", b"q 0.1 0 0 0.1 ", number)


def _picture_gone(pdf: Pdf) -> None:
    number, _ = _shown_picture(pdf)
    _replace(pdf, rb"q [\d.]+ 0 0 [\d.]+ [\d.]+ [\d.]+ cm /\S+ Do Q", b"", number)


def _picture_mask(pdf: Pdf) -> None:
    _, picture = _shown_picture(pdf)
    picture.Mask = Array([0, 255, 0, 255, 0, 255])


def _picture_inverted(pdf: Pdf) -> None:
    _, picture = _shown_picture(pdf)
    picture.Decode = Array([1, 0, 1, 0, 1, 0])


def _picture_over_text(pdf: Pdf) -> None:
    number, picture = _shown_picture(pdf)
    page = _page(pdf, 1)
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject["/Again"] = picture
    _draw(pdf, "q 480 0 0 400 50 300 cm /Again Do Q")


def _spoken(pdf: Pdf) -> None:
    """Shows one thing and says another to whoever reads its text."""
    _replace(
        pdf, rb"(/F\d\+\d [\d.]+ Tf \([^()\\]{6,}\) Tj)", rb"/Span<</ActualText(true)>>BDC \1 EMC"
    )


def _covered_after(code: str) -> Change:
    return lambda pdf: _draw(pdf, code)


def _two_contents(pdf: Pdf) -> None:
    page = _page(pdf)
    page.Contents = Array([page.Contents, pdf.make_stream(b"1 1 1 rg 0 0 595 842 re f")])


def _garbage_behind(pdf: Pdf) -> None:
    content = _page(pdf).Contents
    content.write(content.read_raw_bytes() + b"garbage", filter=Name.FlateDecode)


def _state(pdf: Pdf, **entries: Any) -> None:
    _page(pdf).Resources.ExtGState = Dictionary(Gs=Dictionary(**entries))
    _draw(pdf, "/Gs gs", before=True)


def _shading(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 1, 1], N=1)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=[0, 0, 595, 0],
        Function=function,
        Extend=[True, True],
    )
    _page(pdf).Resources.Shading = Dictionary(Sh=shading)
    _draw(pdf, "q 0 300 595 300 re W n /Sh sh Q")


def _form_xobject(pdf: Pdf) -> None:
    page = _page(pdf)
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject["/Fm"] = pdf.make_indirect(_appearance(pdf).N)
    _draw(pdf, "q 1 0 0 1 60 400 cm /Fm Do Q")


def _metadata_gone(pdf: Pdf) -> None:
    del pdf.Root.Metadata


TEXT_FROM = rb"\(([^()\\]{6,})\) Tj"

CHANGES: dict[str, Change] = {
    # those that paper.md's reviewer tried with the office's key
    "text": lambda pdf: _draw(pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf (9,999 kg smuggled) Tj ET"),
    "white box": _covered_after("1 1 1 rg 40 300 500 300 re f"),
    "free text": lambda pdf: _annotate(pdf, Subtype=Name.FreeText, Contents=String("more")),
    "free text with an appearance": lambda pdf: _annotate(
        pdf, Subtype=Name.FreeText, Contents=String("more"), AP=_appearance(pdf)
    ),
    "plain URI link": lambda pdf: _annotate(
        pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://evil.example"))
    ),
    "optional content": _layer,
    "ToUnicode": _exchanged_meanings,
    "widths": lambda pdf: _font(pdf).Widths.__setitem__(0x35, 999),
    "font programs exchanged": _exchanged_fonts,
    "CropBox": _of_page(CropBox=Array([0, 0, 300, 842])),
    "Rotate": _of_page(Rotate=180),
    "outline title": _outline,
    "page twice in Kids": _kid_twice,
    "page more in Kids": _kid_more,
    "AF of a page": lambda pdf: _page(pdf).__setitem__(
        "/AF", Array([pdf.make_indirect(_spec(pdf, b"{}"))])
    ),
    "picture that is in no record": _xobject,
    "EF/UF is another file": _other_uf,
    "field with JavaScript": lambda pdf: _form_with(
        pdf, AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    ),
    "OpenAction": _entry(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "OpenAction to a page": lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", Array([_page(pdf), Name.Fit])
    ),
    "Collection": _entry(Collection=Dictionary(D=String("submission.json"), View=Name.T)),
    "Lang": _entry(Lang=String("de")),
    "stamp marked as signature": lambda pdf: _annotate(
        pdf, Subtype=Name.Stamp, FT=Name.Sig, AP=_appearance(pdf)
    ),
    "free text marked as signature": lambda pdf: _annotate(
        pdf, Subtype=Name.FreeText, FT=Name.Sig, Contents=String("more"), AP=_appearance(pdf)
    ),
    "link marked as signature": lambda pdf: _annotate(
        pdf,
        Subtype=Name.Link,
        FT=Name.Sig,
        A=Dictionary(S=Name.URI, URI=String("http://evil.example")),
    ),
    "GoToR marked as signature": lambda pdf: _annotate(
        pdf,
        Subtype=Name.Link,
        FT=Name.Sig,
        A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])),
    ),
    "XMP title": _title,
    "Info title": _info("/Title", "ANOTHER TITLE TLP:RED"),
    "AF names forged data": _forged_af,
    "schema is {}": lambda pdf: _content_of(pdf, _SCHEMA, b"{}"),
    "form field": _form_with,
    "output intent": _profile,
    "Root/Version": _entry(Version=Name("/2.0")),
    "picture over text": _xobject,
    "text made invisible": lambda pdf: _replace(pdf, rb"BT ", b"BT 3 Tr ", count=0),
    "bars over a white box": _covered_after(
        "1 1 1 rg 60 400 300 200 re f 0 0 0 rg 80 420 20 150 re f 120 420 20 90 re f"
    ),
    "text in a font that is not there": lambda pdf: _draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F9+0 9 Tf (9,999 kg) Tj ET"
    ),
    # more of what is shown
    "text in Helvetica": _extra_font,
    "glyphs exchanged": _outlines_swapped,
    "another digit": lambda pdf: _replace(pdf, rb"\((\d+)", rb"(7\1"),
    "a text gone": lambda pdf: _replace(pdf, TEXT_FROM, b"() Tj", count=12),
    "white text": lambda pdf: _replace(pdf, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"1 1 1 rg", count=0),
    "tiny text": lambda pdf: _replace(pdf, rb"\+0 [\d.]+ Tf", b"+0 0.1 Tf", count=0),
    "text off the page": lambda pdf: _replace(pdf, rb"1 0 0 1 [\d.]+ ", b"1 0 0 1 -900 ", count=0),
    "text over text": lambda pdf: _draw(
        pdf,
        " ".join(f"BT 1 0 0 1 57 {y} Tm /F1+0 12 Tf (TLP:AMBER) Tj ET" for y in range(60, 800, 3)),
    ),
    "signs over text": lambda pdf: _draw(
        pdf,
        " ".join(
            f"BT 1 0 0 1 57 {y} Tm /F1+0 12 Tf (--------------------------------) Tj ET"
            for y in range(60, 800, 3)
        ),
    ),
    "huge text": lambda pdf: _draw(pdf, "BT 1 0 0 1 0 0 Tm /F1+0 900 Tf (.) Tj ET"),
    "text stretched": lambda pdf: _replace(pdf, rb"BT ", b"BT 1 Tz ", count=0),
    "outlined text": lambda pdf: _replace(pdf, rb"BT ", b"BT 1 Tr ", count=0),
    "text rise": lambda pdf: _replace(pdf, rb"BT ", b"BT -900 Ts ", count=0),
    "text as a clip": lambda pdf: _replace(pdf, rb"BT ", b"BT 7 Tr ", count=0),
    "rotated text": lambda pdf: _replace(pdf, rb"1 0 0 1 ([\d.]+)", rb"-1 0 0 1 \1", count=0),
    "words with TJ": lambda pdf: _draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf [(9,999) -900 (kg)] TJ ET"
    ),
    "words with a quote": lambda pdf: _draw(pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf (9,999 kg) ' ET"),
    "another text than shown": _spoken,
    "white polygon": _covered_after("1 1 1 rg 40 300 m 540 300 l 540 700 l 40 700 l h f"),
    "white curve": _covered_after("1 1 1 rg 40 300 m 40 900 540 900 540 300 c h B"),
    "thick white line": _covered_after("1 1 1 RG 400 w 40 500 m 540 500 l S"),
    "many thin white lines": _covered_after(
        "1 1 1 RG 2 w " + " ".join(f"40 {y} m 540 {y} l S" for y in range(300, 700, 2))
    ),
    "many slanted lines": _covered_after(
        "1 1 1 RG 3 w " + " ".join(f"40 {y} m 540 {y + 9} l S" for y in range(300, 700, 2))
    ),
    "box below, text white": lambda pdf: _draw(
        pdf, "0.086 0.098 0.114 rg 0 0 595 842 re f", before=True
    ),
    "clip": lambda pdf: _draw(pdf, "0 0 10 10 re W n", before=True),
    "moved": lambda pdf: _draw(pdf, "1 0 0 1 900 0 cm", before=True),
    "mirrored": lambda pdf: _draw(pdf, "-1 0 0 1 595 0 cm", before=True),
    "transparent": lambda pdf: _state(pdf, ca=0, CA=0),
    "blend mode": lambda pdf: _state(pdf, BM=Name.Difference),
    "soft mask": lambda pdf: _state(
        pdf, SMask=Dictionary(S=Name.Alpha, G=pdf.make_indirect(_appearance(pdf, b"").N))
    ),
    "shading": _shading,
    "form XObject": _form_xobject,
    "inline image": _covered_after(
        "q 400 0 0 300 60 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    ),
    "grey level": _covered_after("1 g 40 300 500 300 re f"),
    "CMYK": _covered_after("0 0 0 0 k 40 300 500 300 re f"),
    "pattern colours": _covered_after("/Pattern cs /P1 scn 40 300 500 300 re f"),
    "even-odd fill": _covered_after("1 1 1 rg 40 300 500 300 re f*"),
    "unknown operator": lambda pdf: _draw(pdf, "BX 1 2 3 xyz EX"),
    "marked content": lambda pdf: _draw(pdf, "/Artifact BMC EMC"),
    "unfinished text object": lambda pdf: _draw(pdf, "BT"),
    "picture exchanged": _picture_exchanged,
    "picture made a point": _picture_hidden,
    "picture gone": _picture_gone,
    "picture masked": _picture_mask,
    "picture inverted": _picture_inverted,
    "picture again over text": _picture_over_text,
    "page gone": _kid_gone,
    "pages exchanged": _kids_swapped,
    "pages below a node": _kids_nested,
    "turned by the parent": _rotated_by_parent,
    "MediaBox": _of_page(MediaBox=Array([0, 400, 595.2756, 841.8898])),
    "UserUnit": _of_page(UserUnit=3),
    "TrimBox": _of_page(TrimBox=Array([0, 0, 10, 10])),
    "page action": _of_page(AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "page transition": _of_page(Trans=Dictionary(S=Name.Dissolve)),
    "page duration": _of_page(Dur=1),
    "page metadata": lambda pdf: _page(pdf).__setitem__("/Metadata", pdf.make_stream(b"<x/>")),
    "page thumbnail": lambda pdf: _page(pdf).__setitem__("/Thumb", pdf.make_stream(b"x")),
    "page group": _of_page(Group=Dictionary(S=Name.Transparency)),
    "page contents gone": lambda pdf: _page(pdf).__delitem__("/Contents"),
    "two contents": _two_contents,
    "garbage behind a stream": _garbage_behind,
    "predictor": lambda pdf: _page(pdf).Contents.__setitem__(
        "/DecodeParms", Dictionary(Predictor=1)
    ),
    "a file outside": lambda pdf: _page(pdf).Contents.__setitem__("/F", String("other.bin")),
    "highlight": lambda pdf: _annotate(
        pdf, Subtype=Name.Highlight, QuadPoints=Array([60, 700, 500, 700, 60, 400, 500, 400])
    ),
    "redaction": lambda pdf: _annotate(pdf, Subtype=Name.Redact, IC=Array([1, 1, 1])),
    "square": lambda pdf: _annotate(pdf, Subtype=Name.Square, IC=Array([1, 1, 1])),
    "pop-up": lambda pdf: _annotate(pdf, Subtype=Name.Popup, Open=True),
    "file attachment on a page": lambda pdf: _annotate(
        pdf, Subtype=Name.FileAttachment, FS=pdf.make_indirect(_spec(pdf, b"MZ", "a.exe"))
    ),
    "movie": lambda pdf: _annotate(pdf, Subtype=Name.Screen),
    "link with an appearance": lambda pdf: _annotate(
        pdf,
        Subtype=Name.Link,
        Dest=Array([_page(pdf), Name.Fit]),
        Border=Array([0, 0, 0]),
        AP=_appearance(pdf),
    ),
    "link with a border": lambda pdf: _annotate(
        pdf, Subtype=Name.Link, Dest=Array([_page(pdf), Name.Fit]), Border=Array([0, 0, 300])
    ),
    "link with words": lambda pdf: _annotate(
        pdf,
        Subtype=Name.Link,
        Dest=Array([_page(pdf), Name.Fit]),
        Border=Array([0, 0, 0]),
        Contents=String("9,999 kg"),
    ),
    "another TLP label": lambda pdf: _draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F2+0 7.6 Tf (TLP:CLEAR) Tj ET"
    ),
    "TLP label gone": lambda pdf: _replace(pdf, rb"\(TLP:[A-Z+]+\) Tj", b"() Tj", count=0),
    "page numbered otherwise": lambda pdf: _replace(pdf, rb"\(Page 2 of ", b"(Page 3 of "),
    # of what programs read
    "Info author": _info("/Author", "RILO Europe"),
    "Info subject": _info("/Subject", "another"),
    "Info date": _info("/CreationDate", "D:20200101000000Z"),
    "Info more": _info("/Source", "9,999 kg"),
    "Info gone": lambda pdf: pdf.trailer.__delitem__("/Info"),
    "XMP gone": _metadata_gone,
    "XMP replaced": lambda pdf: pdf.Root.Metadata.write(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
    "AF gone": _unlisted,
    "AF shorter": lambda pdf: pdf.Root.AF.__delitem__(0),
    "AF twice": lambda pdf: pdf.Root.AF.append(pdf.Root.AF[0]),
    "data changed": lambda pdf: _content_of(
        pdf, _DATA, _DATA(pdf).EF.F.read_bytes().replace(b'"title":"', b'"title":"no ')
    ),
    "data with a space": lambda pdf: _content_of(
        pdf, _DATA, _DATA(pdf).EF.F.read_bytes().replace(b"{", b"{ ", 1)
    ),
    "data described": lambda pdf: _DATA(pdf).__setitem__("/Desc", String("TLP:CLEAR")),
    "data related": lambda pdf: _DATA(pdf).__setitem__("/AFRelationship", Name.Unspecified),
    "data named": lambda pdf: _DATA(pdf).__setitem__("/UF", String("other.json")),
    "data of another kind": lambda pdf: _DATA(pdf).EF.F.__setitem__("/Subtype", Name("/text/html")),
    "data dated": lambda pdf: _DATA(pdf).EF.F.Params.__setitem__("/ModDate", String("D:2020")),
    "data sized": lambda pdf: _DATA(pdf).EF.F.Params.__setitem__("/Size", 1),
    "schema gone": lambda pdf: pdf.attachments.__delitem__("schema.json"),
    "an attachment more": lambda pdf: pdf.attachments.__setitem__(
        "indicators.stix.json", pikepdf.AttachedFileSpec(pdf, b'{"type":"bundle"}')
    ),
    "a program attached": lambda pdf: pdf.attachments.__setitem__(
        "macro.exe", pikepdf.AttachedFileSpec(pdf, b"MZ")
    ),
    "JavaScript in Names": _javascript_in_names,
    "destinations in Names": lambda pdf: pdf.Root.Names.__setitem__(
        "/Dests", Dictionary(Names=Array([String("a"), Array([_page(pdf), Name.Fit])]))
    ),
    "output intents two": lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]),
    "output intent named": lambda pdf: pdf.Root.OutputIntents[0].__setitem__(
        "/OutputConditionIdentifier", String("none")
    ),
    "outline action": _outline_action,
    "outline gone": _outline_gone,
    "outline to nowhere": _outline_elsewhere,
    "outline colour": lambda pdf: pdf.Root.Outlines.First.__setitem__("/C", Array([1, 1, 1])),
    "catalogue action": _entry(AA=Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "page labels": _entry(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String("9"))]))),
    "viewer preferences": _entry(ViewerPreferences=Dictionary(HideToolbar=True)),
    "page mode": _entry(PageMode=Name.FullScreen),
    "page layout": _entry(PageLayout=Name.TwoPageLeft),
    "URI base": _entry(URI=Dictionary(Base=String("http://evil.example"))),
    "structure tree": _entry(StructTreeRoot=Dictionary(Type=Name.StructTreeRoot)),
    "marked": _entry(MarkInfo=Dictionary(Marked=True)),
    "permissions": _entry(Perms=Dictionary()),
    "legal": _entry(Legal=Dictionary(JavaScriptActions=0)),
    "requirements": _entry(Requirements=Array([Dictionary(S=Name.EnableJavaScripts)])),
    "extensions": _entry(Extensions=Dictionary(ABCD=Dictionary(BaseVersion=Name("/1.7")))),
    "private data": _entry(PieceInfo=Dictionary(X=Dictionary(Private=String("9,999")))),
    "named destinations": lambda pdf: pdf.Root.__setitem__(
        "/Dests", Dictionary(a=Array([_page(pdf), Name.Fit]))
    ),
    "article threads": lambda pdf: pdf.Root.__setitem__(
        "/Threads",
        Array([pdf.make_indirect(Dictionary(F=Dictionary(P=_page(pdf), R=[0, 0, 9, 9])))]),
    ),
    "font encoding": lambda pdf: _font(pdf).__setitem__(
        "/Encoding", Dictionary(Differences=Array([0x35, Name.six]))
    ),
    "font flags": lambda pdf: _font(pdf).FontDescriptor.__setitem__("/Flags", 32),
    "font of another name": lambda pdf: _font(pdf).__setitem__("/BaseFont", Name("/Arial")),
    "ToUnicode gone": lambda pdf: _font(pdf).__delitem__("/ToUnicode"),
    "font program gone": lambda pdf: _font(pdf).FontDescriptor.__delitem__("/FontFile2"),
    "first code": lambda pdf: _font(pdf).__setitem__("/FirstChar", 1),
}


# --- what the signature adds


def _numbers(update: Update) -> tuple[int, int, int, int]:
    """Of the page, the form, the field and the signature."""
    page, form, field_, signature = sorted(number for number in update.objects if number != 1)
    return page, form, field_, signature


def _put(which: int, entry: bytes) -> Callable[[Update], None]:
    """An entry more in the page (0), form (1), field (2), signature (3) or catalogue (-1)."""

    def change(update: Update) -> None:
        number = 1 if which < 0 else _numbers(update)[which]
        content = update.objects[number]
        update.objects[number] = content[: content.rindex(b">>")] + entry + b"\n>>"

    return change


def _swap(which: int, old: bytes, new: bytes) -> Callable[[Update], None]:
    def change(update: Update) -> None:
        number = 1 if which < 0 else _numbers(update)[which]
        assert old in update.objects[number], (old, update.objects[number])
        update.objects[number] = update.objects[number].replace(old, new)

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
    def change(update: Update) -> None:
        assert old in update.trailer
        update.trailer = update.trailer.replace(old, new)

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
    _swap(2, b"/Rect [ 0 0 0 0 ]", b"/Rect [ 0 0 595 842 ]")(update)


def _two_fields(update: Update) -> None:
    field_ = _numbers(update)[2]
    number = max(update.objects) + 1
    update.extra[number] = update.objects[field_].replace(b"(Office)", b"(Other)")
    _swap(1, b"/Fields [ %d 0 R ]" % field_, b"/Fields [ %d 0 R %d 0 R ]" % (field_, number))(
        update
    )


UPDATES: dict[str, Callable[[Update], None]] = {
    "reason": _put(3, b"/Reason (approved by the WCO)"),
    "location": _put(3, b"/Location (Brussels)"),
    "contact": _put(3, b"/ContactInfo (+32 2 000 00 00)"),
    "builder": _put(3, b"/Prop_Build << /App << /Name /Other >> >>"),
    "certificate": _put(3, b"/Cert (x)"),
    "reference": _put(3, b"/Reference [ << /TransformMethod /DocMDP >> ]"),
    "changes": _put(3, b"/Changes [ 0 0 0 ]"),
    "version of the handler": _put(3, b"/R 1"),
    "name": _swap(3, b"(RILO AP)", b"(RILO EU)"),
    "filter": _swap(3, b"/Adobe.PPKLite", b"/Other.PPK"),
    "time in another form": _swap(3, b"25090025Z", b"25090025+00\\07200"),
    "no name": _swap(3, b"/Name (RILO AP)\n", b""),
    "appearance": _covering,
    "empty appearance": _more(
        _stream(b"", b"/Type /XObject /Subtype /Form /BBox [ 0 0 0 0 ] "), 2, b"/AP << /N %d 0 R >>"
    ),
    "visible": _swap(2, b"/Rect [ 0 0 0 0 ]", b"/Rect [ 0 0 300 300 ]"),
    "action of the field": _put(2, b"/A << /S /URI /URI (http://evil.example) >>"),
    "script of the field": _put(2, b"/AA << /E << /S /JavaScript /JS (1) >> >>"),
    "tool tip": _put(2, b"/TU (approved)"),
    "border of the field": _put(2, b"/MK << /BG [ 1 1 1 ] >>"),
    "lock": _put(2, b"/Lock << /Type /SigFieldLock /Action /All >>"),
    "seed value": _put(2, b"/SV << /Type /SV >>"),
    "flags of the field": _swap(2, b"/F 132", b"/F 4"),
    "name of the field": _swap(2, b"(Office)", b"(Offize)"),
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
    "Lang": _swap(-1, b"/Lang (\\050en\\051)", b"/Lang (de)"),
    "no output intent": _swap(-1, b"/S /GTS_PDFA1", b"/S /GTS_PDFX"),
    "no outline": _swap(-1, b"/PageMode /UseNone", b"/PageMode /UseOutlines"),
    "AF": _swap(-1, b"/AF [ 3 0 R", b"/AF [ 4 0 R"),
    "metadata": _more(_stream(b"<x/>", b"/Type /Metadata /Subtype /XML "), -1, b"/Metadata %d 0 R"),
    "contents of the page": _more(_stream(b"0 0 0 rg 9 9 99 99 re f"), 0, b"/Contents %d 0 R"),
    "page turned": _swap(0, b"/Rotate 0", b"/Rotate 180"),
    "page cropped": _put(0, b"/CropBox [ 0 0 300 842 ]"),
    "page with an action": _put(0, b"/AA << /O << /S /JavaScript /JS (1) >> >>"),
    "page with a note": _swap(
        0,
        b"/Annots [ ",
        b"/Annots [ << /Type /Annot /Subtype /Square /Rect [ 0 0 595 842 ] /IC [ 1 1 1 ] >> ",
    ),
    "an object that nobody refers to": _more(b"(9,999 kg)"),
    "another object replaced": lambda update: update.extra.update({4: b"(schema)"}),
    "Info": _trailer(b"/Info 2 0 R", b"/Info 1 0 R"),
    "no Info": _trailer(b"/Info 2 0 R\n", b""),
    "trailer more": _trailer(b"/Root 1 0 R", b"/Root 1 0 R\n/Extra (9,999)"),
    "first ID": lambda update: setattr(
        update, "trailer", re.sub(rb"<\w{32}> <", b"<" + b"0" * 32 + b"> <", update.trailer)
    ),
    "XRefStm": _trailer(b"/Root 1 0 R", b"/Root 1 0 R\n/XRefStm 15"),
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


# --- each object in turn


def objects(document: bytes) -> list[int]:
    with Pdf.open(io.BytesIO(document)) as pdf:
        return [item.objgen[0] for item in pdf.objects if item.is_indirect]


def _alike(pdf: Pdf, number: int) -> Any:
    """The next object of the same kind, else any."""
    item = pdf.get_object(number, 0)
    others = [*pdf.objects][number:] + [*pdf.objects][: number - 1]
    return next((other for other in others if _kind(other) == _kind(item)), others[0])


def _kind(item: Any) -> tuple[Any, ...]:
    if not isinstance(item, (Dictionary, Stream)):
        return (type(item),)
    return (type(item), str(item.get(Name.Type)), str(item.get(Name.Subtype)))


def _each_reference(pdf: Pdf, number: int, to: Callable[[Any, Any], None]) -> None:
    """`to(holder, key)` for each place that refers to the object."""
    for holder in [*pdf.objects, pdf.trailer]:
        waiting = [holder]
        while waiting:
            item = waiting.pop()
            if isinstance(item, (Dictionary, Stream)):
                keys: list[Any] = list(item.keys())
            elif isinstance(item, Array):
                keys = list(range(len(item)))
            else:
                continue
            for key in reversed(keys):
                value = item[key]
                if isinstance(value, pikepdf.Object) and value.is_indirect:
                    if value.objgen[0] == number:
                        to(item, key)
                elif isinstance(value, pikepdf.Object):
                    waiting.append(value)


def removed(number: int) -> Change:
    def change(pdf: Pdf) -> None:
        _each_reference(pdf, number, lambda holder, key: holder.__delitem__(key))

    return change


def exchanged(number: int) -> Change:
    """It and another of its kind stand in each other's place."""

    def change(pdf: Pdf) -> None:
        one, other = pdf.get_object(number, 0), _alike(pdf, number)
        marks: list[tuple[Any, Any, Any]] = []
        _each_reference(pdf, number, lambda h, k: marks.append((h, k, other)))
        _each_reference(pdf, other.objgen[0], lambda h, k: marks.append((h, k, one)))
        for holder, key, value in marks:
            holder[key] = value

    return change


def referred_twice(number: int) -> Change:
    """Another of its kind is referred to in its place too."""

    def change(pdf: Pdf) -> None:
        other = _alike(pdf, number)
        _each_reference(pdf, number, lambda holder, key: holder.__setitem__(key, other))

    return change


def doubled(number: int) -> Change:
    """Stands twice in each list that has it."""

    def change(pdf: Pdf) -> None:
        item = pdf.get_object(number, 0)

        def again(holder: Any, key: Any) -> None:
            if isinstance(key, int):
                holder.append(item)

        _each_reference(pdf, number, again)

    return change


def replaced(number: int) -> Change:
    """By something small of the same kind."""

    def change(pdf: Pdf) -> None:
        item = pdf.get_object(number, 0)
        if isinstance(item, Stream):
            item.write(b" ")
        else:
            small = Dictionary() if isinstance(item, Dictionary) else Array([])
            made = pdf.make_indirect(small)
            _each_reference(pdf, number, lambda holder, key: holder.__setitem__(key, made))

    return change


OF_OBJECTS: dict[str, Callable[[int], Change]] = {
    "removed": removed,
    "exchanged": exchanged,
    "referred to twice": referred_twice,
    "doubled": doubled,
    "replaced": replaced,
}
