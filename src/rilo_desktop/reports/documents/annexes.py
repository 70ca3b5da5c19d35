"""The annexes: grading, labels and signs; abbreviations that occur; integrity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.drawing import Colour, Shape, link_mark, strength_mark
from rilo_desktop.language import formats
from rilo_desktop.presentation.document_spec import AnnexSpec
from rilo_desktop.records.attachment import attached_name
from rilo_desktop.records.references import named
from rilo_desktop.vocabularies import shipped

from ..engine.abbreviations import occurring
from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark, Slab
from ..engine.styles import CHIP, HEAD, LABEL, LIST_KEY, LIST_TEXT, MM, RIGHT, TEXT
from ..engine.table_layout import GRID, Cell, Column, head_row, opening_rule, row, table
from .case_facts import GRADES
from .case_sheet import LINK_INDENT, STRENGTH_INDENT
from .content import Content
from .figure_rows import figure_rows
from .header_footer import own_reference
from .plan_changes import state_word
from .status import IN_ORDER, state_mark

PAIR = (GRID[0], Column(TEXT, RIGHT))
AXES = (GRID[0], GRID[1], Column(GRID[2].x, 112 * MM), Column(115 * MM, RIGHT))

NUMBERS = ("I", "II", "III", "IV", "V", "VI")


def annexes(flow: Flow, content: Content, specs: Sequence[AnnexSpec]) -> None:
    for n, spec in enumerate(specs):
        number = NUMBERS[n]
        name = flow.say.text("Annex {number}", number=number)
        title = flow.say.text(spec.title)
        flow.part(name, title, Mark(f"annex-{number}", title, 0, name, name), spec.new_page)
        for section in spec.sections:
            SECTIONS[section](flow, content)
        flow.hand_on()


def _grading(flow: Flow, content: Content) -> None:
    say = flow.say
    flow.paragraph(
        say.text("How to read a grade"),
        say.text(
            "The grade has two parts that are assessed separately: a letter for the source "
            "and a figure for the information. B2 means a usually reliable source and "
            "information that is probably true. F and 6 mean that no judgement was "
            "possible; they do not rank below E and 5."
        ),
    )
    for scheme in _schemes(content):
        source, info, name = GRADES[scheme]
        flow.add(_axes(flow, source, info, name), 9.0)


def _handling(flow: Flow, _content: Content) -> None:
    say = flow.say
    flow.paragraph(
        say.text("Handling labels"),
        say.text(
            "Handling follows the Traffic Light Protocol, version 2.0. Labels stay in English in "
            "every language. The document carries the strictest label of its parts."
        ),
    )
    flow.add(_labels(flow), 9.0)


def _schemes(content: Content) -> list[str]:
    """Schemes that the records use; the Admiralty one where they use none."""
    used = {known_text(getattr(r, "grading_scheme", None)) for r in content.records}
    return [scheme for scheme in GRADES if scheme in used] or ["6x6"]


def _axes(flow: Flow, source: str, info: str, name: str) -> list[Slab]:
    say, language = flow.say, flow.wording.language
    head = head_row(
        (GRID[0], GRID[1], Column(GRID[2].x, RIGHT)),
        [
            Cell([(say.text("Source"), HEAD)]),
            Cell([(name, HEAD)]),
            Cell([(say.text("Information"), HEAD)]),
        ],
    )
    left, right = list(shipped(source)), list(shipped(info))
    rows = []
    for n in range(max(len(left), len(right))):
        cells: list[Cell] = []
        unknown = False
        for items in (left, right):
            item = items[n] if n < len(items) else None
            cells.append(Cell([(item.code, LIST_KEY)]) if item else Cell())
            cells.append(Cell([(item.label(language), LIST_TEXT)]) if item else Cell())
            unknown = unknown or bool(item and item.more.get("unknown"))
        rows.append(row(AXES, cells, ground=Colour.TINT if unknown else None))
    return table(head, rows)


def _labels(flow: Flow) -> list[Slab]:
    language = flow.wording.language
    rows = []
    for item in shipped("tlp"):
        meaning = item.more.get(f"meaning_{language}") or item.more["meaning_en"]
        rows.append(row(PAIR, [Cell([(item.code, CHIP)]), Cell([(meaning, LIST_TEXT)])], above=3.2))
    slabs = table(None, rows)
    opening_rule(slabs, 0.6)
    return slabs


def _indicator_signs(flow: Flow, _content: Content) -> None:
    flow.paragraph(
        flow.say.text("Symbols used"),
        flow.say.text(
            "Strength belongs to the indicator in the catalogue, link to the indicator in one case."
        ),
    )
    flow.add(_signs(flow), 9.0)


def _signs(flow: Flow) -> list[Slab]:
    say, wording = flow.say, flow.wording
    signs: list[tuple[str, Sequence[Shape], float, str]] = [
        (
            wording.label("indicator_strength", "strong"),
            strength_mark("strong"),
            STRENGTH_INDENT,
            say.text("Rarely has a lawful explanation."),
        ),
        (
            wording.label("indicator_strength", "moderate"),
            strength_mark("moderate"),
            STRENGTH_INDENT,
            say.text("Has common lawful explanations; combine with others."),
        ),
        (
            wording.label("indicator_strength", "weak"),
            strength_mark("weak"),
            STRENGTH_INDENT,
            say.text("Never on its own."),
        ),
        (
            wording.label("indicator_link", "primary"),
            link_mark("primary"),
            LINK_INDENT,
            say.text("Led to the control or decided the case."),
        ),
        (
            wording.label("indicator_link", "contributory"),
            link_mark("contributory"),
            LINK_INDENT,
            say.text("Was present and supported the picture."),
        ),
    ]
    rows = [
        row(PAIR, [Cell([(name, LIST_TEXT)], mark, indent), Cell([(meaning, LIST_TEXT)])])
        for name, mark, indent, meaning in signs
    ]
    slabs = table(None, rows)
    opening_rule(slabs, 0.6)
    return slabs


def _status_signs(flow: Flow, _content: Content) -> None:
    flow.paragraph(
        flow.say.text("Symbols used"),
        flow.say.text(
            "The status of an item is shown by a texture, a word and, for delay, a colour."
        ),
    )
    flow.add(_statuses(flow), 9.0)


def _statuses(flow: Flow) -> list[Slab]:
    rows = []
    for state in IN_ORDER:
        name = Cell([(state_word(flow.wording, state), LIST_TEXT)], state_mark(state), 12.0)
        rows.append(row((GRID[0],), [name], above=3.2, below=3.4))
    slabs = table(None, rows)
    opening_rule(slabs, 0.6)
    return slabs


# II: abbreviations


def _abbreviations(flow: Flow, _content: Content) -> None:
    """Of all that was handed on."""
    entries = occurring(flow.say, flow.abbreviations)
    rows = [
        row(PAIR, [Cell([(short, LIST_KEY)]), Cell([(words, LIST_TEXT)])], above=3.0, below=3.4)
        for short, words in entries
    ]
    slabs = table(None, rows)
    opening_rule(slabs, 0.6)
    flow.add(slabs)


# III: integrity


def _integrity(flow: Flow, content: Content) -> None:
    say = flow.say
    rows = [
        row(PAIR, [Cell([(label, LABEL)]), Cell([(text, LIST_KEY if not n else LIST_TEXT)])])
        for n, (label, text) in enumerate(_entries(flow, content))
    ]
    slabs = table(None, rows)
    opening_rule(slabs)
    flow.add(slabs)
    flow.moved()
    flow.source(say.text("Disclaimer"), disclaimer(flow))


def _check(flow: Flow, content: Content) -> None:
    """How a reader finds out without this program whether the document is whole and ours."""
    say, head = flow.say, content.head
    rows = [
        (
            say.text("Is it complete?"),
            say.text(
                "Its last page says “Page n of n”. Every page carries the reference {reference} "
                "and the same TLP label.",
                reference=own_reference(flow.wording, content),
            ),
        ),
        (
            say.text("Is it unchanged?"),
            say.text(
                "A PDF reader that shows signatures (a browser does not) must say that nothing was "
                "changed since it was signed. “Identity unknown” is no fault: the reader does not "
                "have our card. “Invalid” or “altered” is one."
            ),
        ),
        (
            say.text("Is it ours?"),
            say.text(
                "Compare the fingerprint of the card that signed it with the one that you were "
                "given by hand or by telephone, not with the one printed here."
            ),
        ),
        (
            say.text("Are the data the same?"),
            say.text(
                "Save the attachment submission.json and let Windows compute its SHA-256: certutil "
                "-hashfile submission.json SHA256. It must give what stands above."
            ),
        ),
        (
            say.text("Something does not fit?"),
            say.text(
                "Do not use the document and do not pass it on. Call the office on a line that you "
                "have already, not on one from the file."
            ),
        ),
    ]
    if not head.data_hash:
        rows = rows[:1]
    flow.label(say.text("How to check this document"), 14.0)
    slabs = table(
        None,
        [
            row(PAIR, [Cell([(label, LIST_KEY)]), Cell([(text, LIST_TEXT)])], above=3.0, below=3.4)
            for label, text in rows
        ],
    )
    opening_rule(slabs, 0.6)
    flow.add(slabs)


SECTIONS: Mapping[str, Callable[[Flow, Content], None]] = {
    "grading": _grading,
    "handling": _handling,
    "indicator signs": _indicator_signs,
    "status signs": _status_signs,
    "abbreviations": _abbreviations,
    "integrity": _integrity,
    "check": _check,
    "figure rows": figure_rows,
}
"""By the names in `AnnexSpec.sections`."""


def disclaimer(flow: Flow) -> str:
    return flow.say.text(
        "The names and the presentation of material in this document do not imply the expression "
        "of any opinion concerning the legal status of any country, territory, city or area, or "
        "concerning the delimitation of frontiers. An indicator calls for a closer look; it is "
        "not evidence against a person or a consignment."
    )


def _entries(flow: Flow, content: Content) -> list[tuple[str, str]]:
    say, wording, head = flow.say, flow.wording, content.head
    reference = own_reference(wording, content)
    if head.supersedes:
        reference = say.text("{own}, supersedes {other}", own=reference, other=head.supersedes)
    else:
        reference = say.text("{own}, supersedes none", own=reference)
    entries = [
        (say.text("Reference and revision"), reference),
        (say.text("Title"), head.title),
        (say.text("Addressee"), head.addressee),
        (say.text("Prepared by"), head.prepared_by),
        (say.text("Records"), _records(flow, content)),
    ]
    entries += _files(flow, content)
    if head.withheld:
        kept = say.plural(
            "{count} field for the office only is not in this document.",
            "{count} fields for the office only are not in this document.",
            head.withheld,
        )
        entries.append((say.text("Kept back"), kept))
    if head.acceptance:
        entries.append((say.text("Acceptance rules"), head.acceptance))
    if head.card:
        entries.append((say.text("Card of the key that signed"), head.card))
    if head.data_hash:
        entries.append((say.text("SHA-256 of submission.json"), _grouped(head.data_hash)))
    if head.content_hash:
        entries.append((say.text("SHA-256 of the content"), _grouped(head.content_hash)))
    if head.log_head:
        number, _, digest = head.log_head.partition(":")
        entry = f"{number}: {_grouped(digest)}"
        entries.append((say.text("Entry of the office's log"), entry))
    if head.draft:
        entries.append((say.text("State"), say.text("Draft: not approved, not released.")))
    else:
        entries.append((say.text("Approved by"), approved_by(flow, content)))
    if head.justification:
        text = flow.fitting(say.text("Justification"), head.justification)
        entries.append((say.text("Reviewer's justification"), text))
    for caveat in head.caveats:
        entries.append((say.text("Caveat"), flow.fitting(say.text("Caveat"), caveat)))
    return [(label, text) for label, text in entries if text]


def _files(flow: Flow, content: Content) -> Iterator[tuple[str, str]]:
    """What is in this file beside its pages and its data."""
    written = formats(flow.wording.language)
    for number, one in enumerate(content.attached, 1):
        label = flow.say.text("Attached file {number}", number=number)
        said = flow.say.text(
            "{name}, of {record}: {size}, TLP:{tlp}, SHA-256 {digest}",
            name=attached_name(number, one.name),
            record=one.reference,
            size=flow.say.plural(
                "{count} byte", "{count} bytes", one.size, count=written.number(one.size)
            ),
            tlp=one.tlp,
            digest=_grouped(one.sha256),
        )
        yield label, said
        if one.description:
            about = flow.say.text("About file {number}", number=number)
            yield about, flow.fitting(about, one.description)


def _grouped(digest: str) -> str:
    return " ".join(digest[n : n + 8] for n in range(0, len(digest), 8))


def approved_by(flow: Flow, content: Content) -> str:
    say, head = flow.say, content.head
    if head.office_of_one:
        return say.text("the author approved this document: no second officer")
    if head.approval is None:
        return say.text("not recorded")
    return say.text(
        "{function}, {date}; a person other than the author",
        function=flow.wording.label("function", head.approval.function),
        date=flow.wording.day(head.approval.on),
    )


def _records(flow: Flow, content: Content) -> str:
    said = [records_counted(flow, content)]
    for reference in content.head.spec.references:
        if reference.counted is not None:
            count = len(named(content.records, reference.record_type))
            said.append(flow.say.plural(reference.counted.one, reference.counted.many, count))
    return ", ".join(said)


def records_counted(flow: Flow, content: Content) -> str:
    counted = content.head.spec.counted
    return flow.say.plural(counted.one, counted.many, content.count)
