"""What an insider may change in a submission, by name: see `forging`. Each change stands alone."""

from __future__ import annotations

import forging_changes as how
import pikepdf
from forging_changes import Change
from pikepdf import Array, Dictionary, Name, String

TEXT_FROM = rb"\(([^()\\]{6,})\) Tj"

CHANGES: dict[str, Change] = {
    # those that paper.md's reviewer tried with the office's key
    "text": lambda pdf: how.draw(pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf (9,999 kg smuggled) Tj ET"),
    "white box": how.covered_after("1 1 1 rg 40 300 500 300 re f"),
    "free text": lambda pdf: how.annotate(pdf, Subtype=Name.FreeText, Contents=String("more")),
    "free text with an appearance": lambda pdf: how.annotate(
        pdf, Subtype=Name.FreeText, Contents=String("more"), AP=how.appearance(pdf)
    ),
    "plain URI link": lambda pdf: how.annotate(
        pdf, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("http://evil.example"))
    ),
    "optional content": how.layer,
    "ToUnicode": how.exchanged_meanings,
    "widths": lambda pdf: how.font(pdf).Widths.__setitem__(0x35, 999),
    "font programs exchanged": how.exchanged_fonts,
    "CropBox": how.of_page(CropBox=Array([0, 0, 300, 842])),
    "Rotate": how.of_page(Rotate=180),
    "outline title": how.outline,
    "page twice in Kids": how.kid_twice,
    "page more in Kids": how.kid_more,
    "AF of a page": lambda pdf: how.page_of(pdf).__setitem__(
        "/AF", Array([pdf.make_indirect(how.spec(pdf, b"{}"))])
    ),
    "picture that is in no record": how.xobject,
    "EF/UF is another file": how.other_uf,
    "field with JavaScript": lambda pdf: how.form_with(
        pdf, AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    ),
    "OpenAction": how.entry(OpenAction=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
    "OpenAction to a page": lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", Array([how.page_of(pdf), Name.Fit])
    ),
    "Collection": how.entry(Collection=Dictionary(D=String("submission.json"), View=Name.T)),
    "Lang": how.entry(Lang=String("de")),
    "stamp marked as signature": lambda pdf: how.annotate(
        pdf, Subtype=Name.Stamp, FT=Name.Sig, AP=how.appearance(pdf)
    ),
    "free text marked as signature": lambda pdf: how.annotate(
        pdf, Subtype=Name.FreeText, FT=Name.Sig, Contents=String("more"), AP=how.appearance(pdf)
    ),
    "link marked as signature": lambda pdf: how.annotate(
        pdf,
        Subtype=Name.Link,
        FT=Name.Sig,
        A=Dictionary(S=Name.URI, URI=String("http://evil.example")),
    ),
    "GoToR marked as signature": lambda pdf: how.annotate(
        pdf,
        Subtype=Name.Link,
        FT=Name.Sig,
        A=Dictionary(S=Name.GoToR, F=String("other.pdf"), D=Array([0, Name.Fit])),
    ),
    "XMP title": how.title,
    "Info title": how.info("/Title", "ANOTHER TITLE TLP:RED"),
    "AF names forged data": how.forged_af,
    "schema is {}": lambda pdf: how.content_of(pdf, how.SCHEMA, b"{}"),
    "form field": how.form_with,
    "output intent": how.profile,
    "Root/Version": how.entry(Version=Name("/2.0")),
    "picture over text": how.xobject,
    "text made invisible": lambda pdf: how.replace(pdf, rb"BT ", b"BT 3 Tr ", count=0),
    "bars over a white box": how.covered_after(
        "1 1 1 rg 60 400 300 200 re f 0 0 0 rg 80 420 20 150 re f 120 420 20 90 re f"
    ),
    "text in a font that is not there": lambda pdf: how.draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F9+0 9 Tf (9,999 kg) Tj ET"
    ),
    # more of what is shown
    "text in Helvetica": how.extra_font,
    "glyphs exchanged": how.outlines_swapped,
    "another digit": lambda pdf: how.replace(pdf, rb"\((\d+)", rb"(7\1"),
    "a text gone": lambda pdf: how.replace(pdf, TEXT_FROM, b"() Tj", count=12),
    "white text": lambda pdf: how.replace(pdf, rb"[\d.]+ [\d.]+ [\d.]+ rg", b"1 1 1 rg", count=0),
    "tiny text": lambda pdf: how.replace(pdf, rb"\+0 [\d.]+ Tf", b"+0 0.1 Tf", count=0),
    "text off the page": lambda pdf: how.replace(
        pdf, rb"1 0 0 1 [\d.]+ ", b"1 0 0 1 -900 ", count=0
    ),
    "text over text": lambda pdf: how.draw(
        pdf,
        " ".join(f"BT 1 0 0 1 57 {y} Tm /F1+0 12 Tf (TLP:AMBER) Tj ET" for y in range(60, 800, 3)),
    ),
    "signs over text": lambda pdf: how.draw(
        pdf,
        " ".join(
            f"BT 1 0 0 1 57 {y} Tm /F1+0 12 Tf (--------------------------------) Tj ET"
            for y in range(60, 800, 3)
        ),
    ),
    "huge text": lambda pdf: how.draw(pdf, "BT 1 0 0 1 0 0 Tm /F1+0 900 Tf (.) Tj ET"),
    "text stretched": lambda pdf: how.replace(pdf, rb"BT ", b"BT 1 Tz ", count=0),
    "outlined text": lambda pdf: how.replace(pdf, rb"BT ", b"BT 1 Tr ", count=0),
    "text rise": lambda pdf: how.replace(pdf, rb"BT ", b"BT -900 Ts ", count=0),
    "text as a clip": lambda pdf: how.replace(pdf, rb"BT ", b"BT 7 Tr ", count=0),
    "rotated text": lambda pdf: how.replace(pdf, rb"1 0 0 1 ([\d.]+)", rb"-1 0 0 1 \1", count=0),
    "words with TJ": lambda pdf: how.draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf [(9,999) -900 (kg)] TJ ET"
    ),
    "words with a quote": lambda pdf: how.draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf (9,999 kg) ' ET"
    ),
    "another text than shown": how.spoken,
    "white polygon": how.covered_after("1 1 1 rg 40 300 m 540 300 l 540 700 l 40 700 l h f"),
    "white curve": how.covered_after("1 1 1 rg 40 300 m 40 900 540 900 540 300 c h B"),
    "thick white line": how.covered_after("1 1 1 RG 400 w 40 500 m 540 500 l S"),
    "many thin white lines": how.covered_after(
        "1 1 1 RG 2 w " + " ".join(f"40 {y} m 540 {y} l S" for y in range(300, 700, 2))
    ),
    "many slanted lines": how.covered_after(
        "1 1 1 RG 3 w " + " ".join(f"40 {y} m 540 {y + 9} l S" for y in range(300, 700, 2))
    ),
    "box below, text white": lambda pdf: how.draw(
        pdf, "0.086 0.098 0.114 rg 0 0 595 842 re f", before=True
    ),
    "clip": lambda pdf: how.draw(pdf, "0 0 10 10 re W n", before=True),
    "moved": lambda pdf: how.draw(pdf, "1 0 0 1 900 0 cm", before=True),
    "mirrored": lambda pdf: how.draw(pdf, "-1 0 0 1 595 0 cm", before=True),
    "transparent": lambda pdf: how.state(pdf, ca=0, CA=0),
    "blend mode": lambda pdf: how.state(pdf, BM=Name.Difference),
    "soft mask": lambda pdf: how.state(
        pdf, SMask=Dictionary(S=Name.Alpha, G=pdf.make_indirect(how.appearance(pdf, b"").N))
    ),
    "shading": how.shading,
    "form XObject": how.form_xobject,
    "inline image": how.covered_after(
        "q 400 0 0 300 60 400 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    ),
    "grey level": how.covered_after("1 g 40 300 500 300 re f"),
    "CMYK": how.covered_after("0 0 0 0 k 40 300 500 300 re f"),
    "pattern colours": how.covered_after("/Pattern cs /P1 scn 40 300 500 300 re f"),
    "even-odd fill": how.covered_after("1 1 1 rg 40 300 500 300 re f*"),
    "unknown operator": lambda pdf: how.draw(pdf, "BX 1 2 3 xyz EX"),
    "marked content": lambda pdf: how.draw(pdf, "/Artifact BMC EMC"),
    "unfinished text object": lambda pdf: how.draw(pdf, "BT"),
    "picture exchanged": how.picture_exchanged,
    "picture made a point": how.picture_hidden,
    "picture gone": how.picture_gone,
    "picture masked": how.picture_mask,
    "picture inverted": how.picture_inverted,
    "picture again over text": how.picture_over_text,
    "page gone": how.kid_gone,
    "pages exchanged": how.kids_swapped,
    "pages below a node": how.kids_nested,
    "turned by the parent": how.rotated_by_parent,
    "MediaBox": how.of_page(MediaBox=Array([0, 400, 595.2756, 841.8898])),
    "UserUnit": how.of_page(UserUnit=3),
    "TrimBox": how.of_page(TrimBox=Array([0, 0, 10, 10])),
    "page action": how.of_page(AA=Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "page transition": how.of_page(Trans=Dictionary(S=Name.Dissolve)),
    "page duration": how.of_page(Dur=1),
    "page metadata": lambda pdf: how.page_of(pdf).__setitem__(
        "/Metadata", pdf.make_stream(b"<x/>")
    ),
    "page thumbnail": lambda pdf: how.page_of(pdf).__setitem__("/Thumb", pdf.make_stream(b"x")),
    "page group": how.of_page(Group=Dictionary(S=Name.Transparency)),
    "page contents gone": lambda pdf: how.page_of(pdf).__delitem__("/Contents"),
    "two contents": how.two_contents,
    "garbage behind a stream": how.garbage_behind,
    "predictor": lambda pdf: how.page_of(pdf).Contents.__setitem__(
        "/DecodeParms", Dictionary(Predictor=1)
    ),
    "a file outside": lambda pdf: how.page_of(pdf).Contents.__setitem__("/F", String("other.bin")),
    "highlight": lambda pdf: how.annotate(
        pdf, Subtype=Name.Highlight, QuadPoints=Array([60, 700, 500, 700, 60, 400, 500, 400])
    ),
    "redaction": lambda pdf: how.annotate(pdf, Subtype=Name.Redact, IC=Array([1, 1, 1])),
    "square": lambda pdf: how.annotate(pdf, Subtype=Name.Square, IC=Array([1, 1, 1])),
    "pop-up": lambda pdf: how.annotate(pdf, Subtype=Name.Popup, Open=True),
    "file attachment on a page": lambda pdf: how.annotate(
        pdf, Subtype=Name.FileAttachment, FS=pdf.make_indirect(how.spec(pdf, b"MZ", "a.exe"))
    ),
    "movie": lambda pdf: how.annotate(pdf, Subtype=Name.Screen),
    "link with an appearance": lambda pdf: how.annotate(
        pdf,
        Subtype=Name.Link,
        Dest=Array([how.page_of(pdf), Name.Fit]),
        Border=Array([0, 0, 0]),
        AP=how.appearance(pdf),
    ),
    "link with a border": lambda pdf: how.annotate(
        pdf, Subtype=Name.Link, Dest=Array([how.page_of(pdf), Name.Fit]), Border=Array([0, 0, 300])
    ),
    "link with words": lambda pdf: how.annotate(
        pdf,
        Subtype=Name.Link,
        Dest=Array([how.page_of(pdf), Name.Fit]),
        Border=Array([0, 0, 0]),
        Contents=String("9,999 kg"),
    ),
    "another TLP label": lambda pdf: how.draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F2+0 7.6 Tf (TLP:CLEAR) Tj ET"
    ),
    "TLP label gone": lambda pdf: how.replace(pdf, rb"\(TLP:[A-Z+]+\) Tj", b"() Tj", count=0),
    "page numbered otherwise": lambda pdf: how.replace(pdf, rb"\(Page 2 of ", b"(Page 3 of "),
    # what programs read
    "Info author": how.info("/Author", "RILO Europe"),
    "Info subject": how.info("/Subject", "another"),
    "Info date": how.info("/CreationDate", "D:20200101000000Z"),
    "Info more": how.info("/Source", "9,999 kg"),
    "Info gone": lambda pdf: pdf.trailer.__delitem__("/Info"),
    "XMP gone": how.metadata_gone,
    "XMP replaced": lambda pdf: pdf.Root.Metadata.write(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"),
    "AF gone": how.unlisted,
    "AF shorter": lambda pdf: pdf.Root.AF.__delitem__(0),
    "AF twice": lambda pdf: pdf.Root.AF.append(pdf.Root.AF[0]),
    "data changed": lambda pdf: how.content_of(
        pdf, how.DATA, how.DATA(pdf).EF.F.read_bytes().replace(b'"title":"', b'"title":"no ')
    ),
    "data with a space": lambda pdf: how.content_of(
        pdf, how.DATA, how.DATA(pdf).EF.F.read_bytes().replace(b"{", b"{ ", 1)
    ),
    "data described": lambda pdf: how.DATA(pdf).__setitem__("/Desc", String("TLP:CLEAR")),
    "data related": lambda pdf: how.DATA(pdf).__setitem__("/AFRelationship", Name.Unspecified),
    "data named": lambda pdf: how.DATA(pdf).__setitem__("/UF", String("other.json")),
    "data of another kind": lambda pdf: how.DATA(pdf).EF.F.__setitem__(
        "/Subtype", Name("/text/html")
    ),
    "data dated": lambda pdf: how.DATA(pdf).EF.F.Params.__setitem__("/ModDate", String("D:2020")),
    "data sized": lambda pdf: how.DATA(pdf).EF.F.Params.__setitem__("/Size", 1),
    "schema gone": lambda pdf: pdf.attachments.__delitem__("schema.json"),
    "an attachment more": lambda pdf: pdf.attachments.__setitem__(
        "indicators.stix.json", pikepdf.AttachedFileSpec(pdf, b'{"type":"bundle"}')
    ),
    "a program attached": lambda pdf: pdf.attachments.__setitem__(
        "macro.exe", pikepdf.AttachedFileSpec(pdf, b"MZ")
    ),
    "JavaScript in Names": how.javascript_in_names,
    "destinations in Names": lambda pdf: pdf.Root.Names.__setitem__(
        "/Dests", Dictionary(Names=Array([String("a"), Array([how.page_of(pdf), Name.Fit])]))
    ),
    "output intents two": lambda pdf: pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0]),
    "output intent named": lambda pdf: pdf.Root.OutputIntents[0].__setitem__(
        "/OutputConditionIdentifier", String("none")
    ),
    "outline action": how.outline_action,
    "outline gone": how.outline_gone,
    "outline to nowhere": how.outline_elsewhere,
    "outline colour": lambda pdf: pdf.Root.Outlines.First.__setitem__("/C", Array([1, 1, 1])),
    "catalogue action": how.entry(AA=Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("1")))),
    "page labels": how.entry(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String("9"))]))),
    "viewer preferences": how.entry(ViewerPreferences=Dictionary(HideToolbar=True)),
    "page mode": how.entry(PageMode=Name.FullScreen),
    "page layout": how.entry(PageLayout=Name.TwoPageLeft),
    "URI base": how.entry(URI=Dictionary(Base=String("http://evil.example"))),
    "structure tree": how.entry(StructTreeRoot=Dictionary(Type=Name.StructTreeRoot)),
    "marked": how.entry(MarkInfo=Dictionary(Marked=True)),
    "permissions": how.entry(Perms=Dictionary()),
    "legal": how.entry(Legal=Dictionary(JavaScriptActions=0)),
    "requirements": how.entry(Requirements=Array([Dictionary(S=Name.EnableJavaScripts)])),
    "extensions": how.entry(Extensions=Dictionary(ABCD=Dictionary(BaseVersion=Name("/1.7")))),
    "private data": how.entry(PieceInfo=Dictionary(X=Dictionary(Private=String("9,999")))),
    "named destinations": lambda pdf: pdf.Root.__setitem__(
        "/Dests", Dictionary(a=Array([how.page_of(pdf), Name.Fit]))
    ),
    "article threads": lambda pdf: pdf.Root.__setitem__(
        "/Threads",
        Array([pdf.make_indirect(Dictionary(F=Dictionary(P=how.page_of(pdf), R=[0, 0, 9, 9])))]),
    ),
    "font encoding": lambda pdf: how.font(pdf).__setitem__(
        "/Encoding", Dictionary(Differences=Array([0x35, Name.six]))
    ),
    "font flags": lambda pdf: how.font(pdf).FontDescriptor.__setitem__("/Flags", 32),
    "font of another name": lambda pdf: how.font(pdf).__setitem__("/BaseFont", Name("/Arial")),
    "ToUnicode gone": lambda pdf: how.font(pdf).__delitem__("/ToUnicode"),
    "font program gone": lambda pdf: how.font(pdf).FontDescriptor.__delitem__("/FontFile2"),
    "first code": lambda pdf: how.font(pdf).__setitem__("/FirstChar", 1),
}

_MARK = rb"BT 0 1 -1 0 ([\d.]+) ([\d.]+) Tm (.*?) ET"
_WORDS = b"/F1+0 8.6 Tf (Approved by the WCO) Tj"

OF_MARK: dict[str, Change] = {
    "another text": lambda pdf: how.replace(
        pdf, _MARK, rb"BT 0 1 -1 0 \1 \2 Tm " + _WORDS + b" ET"
    ),
    "a text behind it": lambda pdf: how.replace(
        pdf, _MARK, rb"BT 0 1 -1 0 \1 \2 Tm \3 " + _WORDS + b" ET"
    ),
    "a second one": lambda pdf: how.draw(pdf, "BT 0 1 -1 0 30 60 Tm /F1+0 6 Tf (.) Tj ET"),
    "a part of it": lambda pdf: how.replace(pdf, rb"(BT 0 1 -1 0 .*?\([^)]{9})[^)]*", rb"\1"),
    "nothing but spaces": lambda pdf: how.replace(
        pdf, _MARK, rb"BT 0 1 -1 0 \1 \2 Tm /F1+0 8.6 Tf (  ) Tj ET"
    ),
    "in the text": lambda pdf: how.replace(pdf, _MARK, rb"BT 0 1 -1 0 200 \2 Tm \3 ET"),
    "off the page": lambda pdf: how.replace(pdf, _MARK, rb"BT 0 1 -1 0 \1 700 Tm \3 ET"),
    "downwards": lambda pdf: how.replace(pdf, _MARK, rb"BT 0 -1 1 0 \1 \2 Tm \3 ET"),
    "stretched": lambda pdf: how.replace(pdf, _MARK, rb"BT 0 9 -9 0 \1 \2 Tm \3 ET"),
    "mirrored": lambda pdf: how.replace(pdf, _MARK, rb"BT 0 1 1 0 \1 \2 Tm \3 ET"),
    "white": lambda pdf: how.replace(pdf, _MARK, rb"1 1 1 rg BT 0 1 -1 0 \1 \2 Tm \3 ET"),
    "tiny": lambda pdf: how.replace(
        pdf, rb"(BT 0 1 -1 0 [\d.]+ [\d.]+ Tm /\S+) [\d.]+ Tf", rb"\1 0.5 Tf"
    ),
    "covered": how.covered_after("1 1 1 rg 20 60 16 700 re f"),
    "crossed out": how.covered_after("3 w 30 200 m 30 700 l S"),
    "words over it": lambda pdf: how.draw(
        pdf, "0 0 0 rg BT 1 0 0 1 20 420 Tm /F1+0 9 Tf (9,999 kg) Tj ET"
    ),
    "it over words": lambda pdf: how.draw(
        pdf, "0 0 0 rg BT 1 0 0 1 24 420 Tm /F1+0 30 Tf (H) Tj ET", before=True
    ),
    "turned in the middle of a text": lambda pdf: how.draw(
        pdf, "BT 1 0 0 1 60 60 Tm /F1+0 9 Tf (ab) Tj 0 1 -1 0 30 60 Tm (cd) Tj ET"
    ),
}
"""Of the mark along the edge of a practice document, which is written upwards."""
