"""How an insider changes a submission: what the tables of `forging_named` are made of."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

Change = Callable[[Pdf], None]


def page_of(pdf: Pdf, number: int = 1) -> Any:
    return pdf.pages[number].obj


def draw(pdf: Pdf, code: str, number: int = 1, before: bool = False) -> None:
    """Into the page's own content, so that only what is drawn differs."""
    content = page_of(pdf, number).Contents
    old, new = content.read_bytes(), code.encode("latin-1")
    content.write(new + b"\n" + old if before else old + b"\n" + new)


def replace(pdf: Pdf, old: bytes, new: bytes, number: int = 1, count: int = 1) -> None:
    content = page_of(pdf, number).Contents
    said = content.read_bytes()
    assert re.search(old, said), old
    content.write(re.sub(old, new, said, count=count))


def annotate(pdf: Pdf, number: int = 1, **entries: Any) -> None:
    page = page_of(pdf, number)
    note = Dictionary(Type=Name.Annot, Rect=[60, 400, 500, 700], F=4, **entries)
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(pdf.make_indirect(note))


def appearance(pdf: Pdf, code: bytes = b"1 1 1 rg 0 0 440 300 re f") -> Any:
    form = Stream(pdf, code)
    form.stream_dict.Type, form.stream_dict.Subtype = Name.XObject, Name.Form
    form.stream_dict.BBox = Array([0, 0, 440, 300])
    return Dictionary(N=form)


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "white").save(out, "JPEG")
    return out.getvalue()


def xobject(pdf: Pdf, number: int = 1) -> None:
    page = page_of(pdf, number)
    image = Stream(pdf, jpeg())
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
    draw(pdf, "q 430 0 0 120 60 500 cm /Fake Do Q", number)


def shown_picture(pdf: Pdf) -> tuple[int, Any]:
    for number, page in enumerate(pdf.pages):
        pictures = page.obj.Resources.get(Name.XObject, Dictionary())
        for name in pictures.keys():  # noqa: SIM118
            return number, pictures[name]
    raise AssertionError("no picture")


def font(pdf: Pdf, bold: bool = False) -> Any:
    fonts = page_of(pdf).Resources.Font
    names = sorted(fonts.keys())
    return fonts[names[-1 if bold else 0]]


def extra_font(pdf: Pdf, **entries: Any) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, **entries)
    page_of(pdf).Resources.Font["/Fx"] = pdf.make_indirect(font)
    draw(pdf, "BT 1 0 0 1 60 60 Tm /Fx 12 Tf (9,999 kg seized) Tj ET")


def exchanged_fonts(pdf: Pdf) -> None:
    one, other = font(pdf).FontDescriptor, font(pdf, bold=True).FontDescriptor
    one.FontFile2, other.FontFile2 = other.FontFile2, one.FontFile2


def exchanged_meanings(pdf: Pdf) -> None:
    stream = font(pdf).ToUnicode
    stream.write(stream.read_bytes().replace(b"<35> <0035>", b"<35> <0036>"))


def outlines_swapped(pdf: Pdf) -> None:
    """The glyph of another sign for a code that keeps its meaning."""
    stream = font(pdf).FontDescriptor.FontFile2
    program = bytearray(stream.read_bytes())
    for n in range(12, 12 + 16 * program[5], 16):
        if bytes(program[n : n + 4]) == b"loca":
            offset = int.from_bytes(program[n + 8 : n + 12], "big")
            program[offset + 40 : offset + 44], program[offset + 44 : offset + 48] = (
                program[offset + 44 : offset + 48],
                program[offset + 40 : offset + 44],
            )
    stream.write(bytes(program))


def entry(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def of_page(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            page_of(pdf)[f"/{key}"] = value

    return change


def info(key: str, value: str) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.docinfo[key] = value

    return change


def title(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
        said["dc:title"] = "ANOTHER TITLE TLP:RED"


def spec(pdf: Pdf, content: bytes, name: str = "submission.json") -> Any:
    return pikepdf.AttachedFileSpec(pdf, content, filename=name, relationship=Name.Data).obj


def forged_af(pdf: Pdf) -> None:
    pdf.Root.AF[0] = pdf.make_indirect(spec(pdf, b'{"format":"rilo-submission","version":1}'))


def attached(name: str) -> Any:
    def of(pdf: Pdf) -> Any:
        return pdf.attachments[name].obj

    return of


DATA, SCHEMA = attached("submission.json"), attached("schema.json")


def content_of(pdf: Pdf, spec: Any, content: bytes) -> None:
    spec(pdf).EF.F.write(content)


def other_uf(pdf: Pdf) -> None:
    DATA(pdf).EF.UF = pdf.make_stream(b'{"format":"rilo-submission","version":1}')


def unlisted(pdf: Pdf) -> None:
    del pdf.Root.AF


def javascript_in_names(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), action]))


def form_with(pdf: Pdf, **entries: Any) -> None:
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
    page = page_of(pdf)
    if Name.Annots not in page:
        page.Annots = Array([])
    page.Annots.append(made)


def profile(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(b"garbage")


def outline(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Another title")


def outline_action(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.A = Dictionary(S=Name.URI, URI=String("http://evil.example"))


def outline_gone(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def outline_elsewhere(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([String("nowhere"), Name.Fit])


def layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page_of(pdf).Resources.Properties = Dictionary(MC0=group)
    content = page_of(pdf).Contents
    content.write(b"/OC /MC0 BDC\n" + content.read_bytes() + b"\nEMC")


def kid_twice(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    pages.Kids.append(pages.Kids[1])
    pages.Count = int(pages.Count) + 1


def kid_more(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    page = Dictionary(
        Type=Name.Page,
        Parent=pages,
        MediaBox=[0, 0, 595.2756, 841.8898],
        Resources=page_of(pdf).Resources,
        Contents=pdf.make_stream(b"0 0 0 rg 9 9 99 99 re f"),
    )
    pages.Kids.append(pdf.make_indirect(page))
    pages.Count = int(pages.Count) + 1


def kid_gone(pdf: Pdf) -> None:
    pages = pdf.Root.Pages
    del pages.Kids[2]
    pages.Count = int(pages.Count) - 1


def kids_swapped(pdf: Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    one, other = kids[1], kids[2]
    kids[1], kids[2] = other, one


def kids_nested(pdf: Pdf) -> None:
    """Attributes that pages inherit from a node between."""
    pages = pdf.Root.Pages
    node = pdf.make_indirect(
        Dictionary(Type=Name.Pages, Parent=pages, Kids=Array(list(pages.Kids)), Rotate=180)
    )
    node.Count = len(node.Kids)
    for kid in node.Kids:
        kid.Parent = node
    pages.Kids = Array([node])


def rotated_by_parent(pdf: Pdf) -> None:
    pdf.Root.Pages.Rotate = 180
    for page in pdf.pages:
        del page.obj["/Rotate"]


def picture_exchanged(pdf: Pdf) -> None:
    _, picture = shown_picture(pdf)
    picture.write(jpeg(), filter=Name.DCTDecode)


def picture_hidden(pdf: Pdf) -> None:
    number, _ = shown_picture(pdf)
    replace(pdf, rb"q [\d.]+ 0 0 [\d.]+ ", b"q 0.1 0 0 0.1 ", number)


def picture_gone(pdf: Pdf) -> None:
    number, _ = shown_picture(pdf)
    replace(pdf, rb"q [\d.]+ 0 0 [\d.]+ [\d.]+ [\d.]+ cm /\S+ Do Q", b"", number)


def picture_mask(pdf: Pdf) -> None:
    _, picture = shown_picture(pdf)
    picture.Mask = Array([0, 255, 0, 255, 0, 255])


def picture_inverted(pdf: Pdf) -> None:
    _, picture = shown_picture(pdf)
    picture.Decode = Array([1, 0, 1, 0, 1, 0])


def picture_over_text(pdf: Pdf) -> None:
    _, picture = shown_picture(pdf)
    page = page_of(pdf)
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject["/Again"] = picture
    draw(pdf, "q 480 0 0 400 50 300 cm /Again Do Q")


def spoken(pdf: Pdf) -> None:
    """Shows one thing and says another to whoever reads its text."""
    replace(
        pdf, rb"(/F\d\+\d [\d.]+ Tf \([^()\\]{6,}\) Tj)", rb"/Span<</ActualText(true)>>BDC \1 EMC"
    )


def covered_after(code: str) -> Change:
    return lambda pdf: draw(pdf, code)


def two_contents(pdf: Pdf) -> None:
    page = page_of(pdf)
    page.Contents = Array([page.Contents, pdf.make_stream(b"1 1 1 rg 0 0 595 842 re f")])


def garbage_behind(pdf: Pdf) -> None:
    content = page_of(pdf).Contents
    content.write(content.read_raw_bytes() + b"garbage", filter=Name.FlateDecode)


def state(pdf: Pdf, **entries: Any) -> None:
    page_of(pdf).Resources.ExtGState = Dictionary(Gs=Dictionary(**entries))
    draw(pdf, "/Gs gs", before=True)


def shading(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 1, 1], N=1)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=[0, 0, 595, 0],
        Function=function,
        Extend=[True, True],
    )
    page_of(pdf).Resources.Shading = Dictionary(Sh=shading)
    draw(pdf, "q 0 300 595 300 re W n /Sh sh Q")


def form_xobject(pdf: Pdf) -> None:
    page = page_of(pdf)
    if Name.XObject not in page.Resources:
        page.Resources.XObject = Dictionary()
    page.Resources.XObject["/Fm"] = pdf.make_indirect(appearance(pdf).N)
    draw(pdf, "q 1 0 0 1 60 400 cm /Fm Do Q")


def metadata_gone(pdf: Pdf) -> None:
    del pdf.Root.Metadata
