"""The pages as PDF/A-3a and PDF/UA-1; a submission carries its own data too, and is signed after.

The same pages and the same data give the same bytes. Into the file of reportlab, which has its
structure (`reports.engine.tagging`), come the output intent, XMP metadata, the print flag of its
links, and as attachments the data (AFRelationship Data), its schema, the indicators as STIX, the
pictures, and files that were chosen. Pages without a structure become PDF/A-3b: a verifier makes
so what was released before documents had one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from rilo_desktop.records.attachment import attached_name

from .differences import is_tagged, saved
from .package import Package, to_json
from .package_schema import NAME as SCHEMA
from .package_schema import schema_json
from .srgb import PROFILE
from .stix import bundle_json

DATA, INDICATORS = "submission.json", "indicators.stix.json"
TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "figures.csv": ("text/csv", "Its figures, as a table"),
        "figure_rows.csv": ("text/csv", "Its figures, as a table"),
        "comments.csv": ("text/csv", "The comments, as a table"),
        "answers.csv": ("text/csv", "The answers, as a table"),
        "answers.xlsx": (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "The answers, as tables",
        ),
        "answers.xml": ("application/xml", "The answers, as an instance of the XForm"),
    }
)
"""What a document may carry for other programs: its type, and what it is."""
NO_TABLES: Mapping[str, bytes] = MappingProxyType({})
PRINTED = 4
"""Flag of an annotation that is printed, as PDF/A wants all."""


_END_OF_XMP = b"</rdf:RDF>"
_OF_PDF_UA = b"""\
 <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
   xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
   xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
   <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
   <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
   <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
   <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
    <pdfaProperty:name>part</pdfaProperty:name>
    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
    <pdfaProperty:category>internal</pdfaProperty:category>
    <pdfaProperty:description>Part of PDF/UA to which the file conforms</pdfaProperty:description>
   </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
 </rdf:Description>
"""
"""What PDF/A asks of a file that says something of itself that PDF/A does not know."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the document; `relationship` as PDF/A-3 has them."""

    name: str
    content: bytes
    mime: str
    relationship: Name
    about: str


def sealed(
    pages: bytes,
    package: Package,
    files: Mapping[str, bytes],
    tables: Mapping[str, bytes] = NO_TABLES,
) -> bytes:
    """These pages with this data.

    `files`: its pictures and others by their SHA-256, `tables` by name.
    """
    with Pdf.open(io.BytesIO(pages)) as pdf:
        day = package.submission.date.replace("-", "")
        _conform(pdf)
        attached = attachments(package, files, tables)
        for item in attached:
            pdf.attachments[item.name] = pikepdf.AttachedFileSpec(
                pdf,
                item.content,
                filename=item.name,
                mime_type=item.mime,
                description=item.about,
                relationship=item.relationship,
                creation_date=f"D:{day}000000Z",
                mod_date=f"D:{day}000000Z",
            )
        pdf.Root[Name.AF] = Array([pdf.attachments[item.name].obj for item in attached])
        return saved(pdf)


def conforming(pages: bytes) -> bytes:
    """These pages without data: drafts, lists, what stays in the office.

    Raises ValueError for pages that say nothing of their structure: they do not leave.
    """
    with Pdf.open(io.BytesIO(pages)) as pdf:
        if not is_tagged(pdf):
            raise ValueError("pages without a structure")
        _conform(pdf)
        return saved(pdf)


def attachments(
    package: Package, files: Mapping[str, bytes], tables: Mapping[str, bytes] = NO_TABLES
) -> list[Attached]:
    """What a document of this package carries.

    Raises KeyError and ValueError for pictures and files that are not those it names.
    """
    found = [
        Attached(DATA, to_json(package), "application/json", Name.Data, "The records, as data"),
        Attached(
            SCHEMA,
            schema_json(package.version),
            "application/schema+json",
            Name.Schema,
            "Its JSON Schema",
        ),
    ]
    stix = bundle_json(package)
    if stix:
        found.append(
            Attached(
                INDICATORS,
                stix,
                "application/stix+json",
                Name.Alternative,
                "Its indicators, as STIX 2.1",
            )
        )
    for name, content in tables.items():
        mime, about = TABLES[name]
        found.append(Attached(name, content, mime, Name.Data, about))
    for name in sorted({item.sha256 for item in package.pictures}):
        found.append(
            Attached(
                f"{name}.jpg",
                _content(files, name),
                "image/jpeg",
                Name.Supplement,
                "A picture",
            )
        )
    for number, one in enumerate(package.attachments, 1):
        content = _content(files, one.sha256)
        if len(content) != one.size:
            raise ValueError(f"file {one.name}: of another size")
        found.append(
            Attached(
                attached_name(number, one.name),
                content,
                one.media_type,
                Name.Supplement,
                one.description or "A file of a record",
            )
        )
    return found


def _content(files: Mapping[str, bytes], sha256: str) -> bytes:
    content = files[sha256]
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError(f"{sha256}: other bytes")
    return content


def _conform(pdf: Pdf) -> None:
    _output_intent(pdf)
    _print_annotations(pdf)
    _metadata(pdf)


def _output_intent(pdf: Pdf) -> None:
    profile = pdf.make_stream(PROFILE)
    profile[Name.N] = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=profile,
    )
    pdf.Root[Name.OutputIntents] = Array([intent])


def _metadata(pdf: Pdf) -> None:
    """What the file says of itself, once more as XMP; and to which standards it conforms."""
    if "/Trapped" in pdf.docinfo:  # has no place in XMP, and both must say the same
        del pdf.docinfo["/Trapped"]
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said.load_from_docinfo(pdf.docinfo)
        said["pdfaid:part"] = "3"
        said["pdfaid:conformance"] = "A" if is_tagged(pdf) else "B"
        if is_tagged(pdf):
            said["pdfuaid:part"] = "1"
    if is_tagged(pdf):
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(xmp.replace(_END_OF_XMP, _OF_PDF_UA + _END_OF_XMP))


def page_count(document: bytes) -> int:
    with Pdf.open(io.BytesIO(document)) as pdf:
        return len(pdf.pages)


def _print_annotations(pdf: Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get(Name.Annots, ()):
            annotation[Name.F] = PRINTED
