"""The risk-indicator catalogue: categories, entries, and the sources of the entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rilo_desktop.analysis.counts import OBSERVED, by_code, counted, evidence_of
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.analysis.results import Evidence
from rilo_desktop.drawing import (
    Colour,
    Rect,
    Shape,
    broken_square,
    evidence_squares,
    strength_mark,
)
from rilo_desktop.language import N_
from rilo_desktop.presentation.references import title_in
from rilo_desktop.records import CaseStudy, IndicatorSource, RiskIndicator, fields_of
from rilo_desktop.records.translated import line_in, said_in
from rilo_desktop.vocabularies import shipped

from ..engine.bars import bar_of_code, bar_slabs
from ..engine.callout import tinted_slabs
from ..engine.document_builder import Flow, line_slabs
from ..engine.labels import Value, Wording
from ..engine.layout_blocks import Mark, Piece, Placed, Slab, glued, height_of
from ..engine.structure import ARTIFACT, RECORD_LEVEL, Element, Role, heading, holding, paragraph
from ..engine.styles import (
    BODY_TEXT,
    HAIR,
    HEAD,
    INDICATOR_CODE,
    INDICATOR_TITLE,
    LABEL,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    MEASURE,
    MIDDLE,
    NOTE,
    RIGHT,
    TEXT,
    TEXT_WIDTH,
    body_height,
)
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from ..engine.typesetting import set_balanced, set_line, set_text
from .catalogue_translations import reviewed, translations_of, translations_part
from .content import Content
from .drawing import Drawing, Progress
from .remaining_fields import further_entries

CATEGORIES, INDICATORS, NO_CASE = N_("Category"), N_("Risk indicators"), N_("no linked case yet")
STRENGTH_TEXT = 29.0
MOST_SQUARES = 30
BAR_PER_CASE = 0.8
DASH = "–"
MOST_REFERENCES = 60
UNJUDGED = "F"
"""Of a grade: reliability that cannot be judged."""
IN_ENTRY = frozenset(
    {
        "local_ref", "category", "title", "statement", "where_seen", "stage",
        "applies_to_modes", "applies_to_areas", "applies_to_commodities",
        "applies_to_procedures", "strength", "legitimate_explanation", "basis", "basis_note",
        "source", "sources", "strength_basis", "translations", "source_grade", "grading_scheme",
    }
)  # fmt: skip


def _indicators(content: Content) -> list[RiskIndicator]:
    return [r for r in content.records if isinstance(r, RiskIndicator)]


def _evidence_in(content: Content) -> Mapping[str, Evidence]:
    """The newest cases first."""
    cases = sorted(content.all_referenced(CaseStudy), key=lambda case: case.reference)
    return evidence_of(sorted(cases, key=lambda case: known_text(case.date), reverse=True))


def _records(flow: Flow, content: Content, progress: Progress) -> None:
    evidence = _evidence_in(content)
    indicators = _indicators(content)
    groups = _by_category(indicators)
    done = 0
    shown = [(_code(one), line_in(one, flow.wording.language)) for one in indicators]
    said = reviewed(flow, [(code, line) for code, line in shown if line is not None])
    for number, (code, members) in enumerate(groups, 1):
        _category(flow, content, (number, len(groups)), code, members, evidence)
        if number == 1 and said:
            glued(flow.source(flow.say.text("Translation"), said))
            flow.slabs[-1].glue = True
        for indicator in members:
            done += 1
            indicator_entry(flow, indicator, done, evidence.get(known_text(indicator.local_ref)))
            flow.hand_on()
            progress(done)


def _sheet(flow: Flow, content: Content) -> None:
    (indicator,) = _indicators(content)
    evidence = _evidence_in(content).get(known_text(indicator.local_ref))
    indicator_entry(flow, indicator, 1, evidence)
    translations_of(flow, indicator)


def _cover(flow: Flow, content: Content) -> list[Slab]:
    categories = by_code(_indicators(content), lambda r: known_text(r.category), CATEGORIES)
    order = {item.code: n for n, item in enumerate(shipped("indicator_category"))}
    ordered = sorted(categories, key=lambda c: order.get(c.code, len(order)))
    return bar_slabs([bar_of_code(flow.wording, "indicator_category", c) for c in ordered])


def _by_category(indicators: Sequence[RiskIndicator]) -> list[tuple[str, list[RiskIndicator]]]:
    groups: dict[str, list[RiskIndicator]] = {}
    for indicator in indicators:
        groups.setdefault(known_text(indicator.category), []).append(indicator)
    order = {item.code: n for n, item in enumerate(shipped("indicator_category"))}
    return sorted(groups.items(), key=lambda group: order.get(group[0], len(order)))


def _category(
    flow: Flow,
    content: Content,
    place: tuple[int, int],
    code: str,
    members: Sequence[RiskIndicator],
    evidence: Mapping[str, Evidence],
) -> None:
    """Head of a category; it stays with the first entry."""
    say, wording = flow.say, flow.wording
    name = wording.label("indicator_category", code) if code else say.text("not known")
    kicker = say.text("Category {number} of {total}", number=place[0], total=place[1])
    mark = Mark(f"category-{place[0]}", name, 0, code, name)
    flow.part(" · ".join(p for p in (kicker, code) if p), name, mark, place[0] == 1)
    by_name = {known_text(indicator.local_ref): indicator for indicator in members}
    cases = [case for case in content.all_referenced(CaseStudy) if _shows(case, set(by_name))]
    total = content.totals.get(CaseStudy.kind.code, 0)
    shown = counted(cases, total, OBSERVED, code)
    without_case = [one for name, one in by_name.items() if name not in evidence]
    unlinked = counted(without_case, len(members), NO_CASE, code)
    count = say.plural("{count} indicator.", "{count} indicators.", len(members))
    held = say.plural(
        "{shown} of the {count} case held shows at least one of them.",
        "{shown} of the {count} cases held show at least one of them.",
        total,
        shown=shown.value,
    )
    without = say.plural(
        "{count} of the indicators has no linked case yet.",
        "{count} of the indicators have no linked case yet.",
        unlinked.value,
    )
    caution = say.text(
        "An indicator calls for a closer look and is never used alone; each entry gives the "
        "lawful explanation there may be."
    )
    parts = [count, held if total else "", without if unlinked.value else "", caution]
    counts = (counted(members, len(members), INDICATORS, code), shown, unlinked)
    for slab in flow.paragraph("", " ".join(part for part in parts if part), counts):
        slab.glue = True


def _shows(case: CaseStudy, codes: set[str]) -> bool:
    return any(known_text(seen.indicator) in codes for seen in known_lines(case.indicators))


# Entries


def indicator_entry(
    flow: Flow, indicator: RiskIndicator, number: int, evidence: Evidence | None
) -> None:
    """Never split where a page can hold it."""
    start = len(flow.slabs)
    _entry_head(flow, indicator, number)
    _statement(flow, indicator)
    _where(flow, indicator)
    _explanation(flow, indicator)
    _evidence(flow, evidence)
    _notes(flow, indicator)
    flow.moved()
    slabs = flow.slabs[start:]
    slabs[-1].height += 8.0
    if height_of(slabs) <= body_height():
        glued(slabs)


def _entry_head(flow: Flow, indicator: RiskIndicator, number: int) -> None:
    wording = flow.wording
    code = _code(indicator)
    title = title_in(indicator, wording.language) or flow.say.text("Without a title")
    strength = _strength(wording, indicator)
    word = set_line(strength.text, LIST_GREY if strength.missing else LIST_TEXT)
    right = RIGHT - STRENGTH_TEXT - word.width
    lines: list[Placed] = []
    notes: list[Piece] = []
    y = 7.0
    first = y + INDICATOR_TITLE.baseline
    for n, line in enumerate(set_text(code, INDICATOR_CODE, GRID[0].width)):
        lines.append((LEFT, first + n * INDICATOR_CODE.leading, line))
    margin = first + len(lines) * INDICATOR_CODE.leading - 2.0
    basis = wording.code("indicator_basis", indicator.basis)
    state = wording.code("indicator_status", indicator.lifecycle)
    texts = (
        basis.text,
        "" if state.missing else state.text,
        _grade(wording, indicator),
    )
    for text in texts:
        placed: list[Placed] = []
        for line in set_text(text, NOTE, GRID[0].width):
            placed.append((LEFT, margin, line))
            margin += NOTE.leading
        notes += [Piece(paragraph(), placed)] if placed else []
    marks = [(right, first - 2.9, strength_mark(known_text(indicator.strength)))]
    titles = set_balanced(title, INDICATOR_TITLE, right - 12.0 - TEXT)
    for line in titles:
        lines.append((TEXT, y + line.style.baseline, line))
        y += line.style.leading
    how_strong = paragraph()
    mark = Mark(f"indicator-{number}", title, 1, code, _running(flow, indicator))
    slab = Slab(
        y + 1.5,
        pieces=[
            Piece(holding(heading(RECORD_LEVEL), title), lines),
            *notes,
            Piece(Element(Role.FIGURE, how_strong, alt=flow.say.text("Strength")), marks=marks),
            Piece(how_strong, [(right + STRENGTH_TEXT, first, word)]),
        ],
        rules=[(LEFT, RIGHT, 0.0, MIDDLE, Colour.INK)],
        glue=True,
        mark=mark,
    )
    flow.add([slab], 9.0 if flow.in_text else 2.0)


def _strength(wording: Wording, indicator: RiskIndicator) -> Value:
    """With its basis, where that is said: nobody takes a proposal for a published strength."""
    strength = wording.code("indicator_strength", indicator.strength)
    basis = known_text(indicator.strength_basis)
    if strength.missing or not basis:
        return strength
    label = wording.label("strength_basis", basis)
    return Value(f"{strength.text} ({label[:1].lower()}{label[1:]})")


def _grade(wording: Wording, indicator: RiskIndicator) -> str:
    grade = known_text(indicator.source_grade)
    return wording.say.text("Grade {grade}", grade=grade) if grade else ""


def _running(flow: Flow, indicator: RiskIndicator) -> str:
    code = known_text(indicator.category)
    return flow.wording.label("indicator_category", code) if code else ""


def _statement(flow: Flow, indicator: RiskIndicator) -> None:
    said = said_in(indicator, "statement", flow.wording.language)
    value = flow.wording.text(said or indicator.statement)
    style = LIST_GREY if value.missing else BODY_TEXT
    element = holding(paragraph(), value.text)
    flow.add(line_slabs(element, set_text(value.text, style, MEASURE), TEXT), 0.0)


def _where(flow: Flow, indicator: RiskIndicator) -> None:
    say, wording = flow.say, flow.wording
    stage = wording.code("indicator_stage", indicator.stage)
    seen = wording.text(indicator.where_seen)
    text = flow.fitting(say.text("Where seen"), seen.text)
    cells = [
        Cell(),
        Cell([(say.text("Where seen"), LABEL), (text, LIST_GREY if seen.missing else LIST_TEXT)]),
        Cell([(say.text("Stage"), LABEL), (stage.text, LIST_GREY if stage.missing else LIST_TEXT)]),
        Cell([(say.text("Applies to"), LABEL), (_applies(wording, indicator), LIST_TEXT)]),
    ]
    flow.add(row(GRID, cells, rule=None, above=2.5, below=5.0, of=Role.ITEM), 0.0)


def _applies(wording: Wording, indicator: RiskIndicator) -> str:
    say = wording.say
    lists = (
        ("conveyance_subtype", indicator.applies_to_modes, say.text("All conveyances")),
        ("enforcement_area", indicator.applies_to_areas, say.text("all areas")),
        ("commodity", indicator.applies_to_commodities, ""),
        ("procedure", indicator.applies_to_procedures, ""),
    )
    parts = []
    for name, codes, everything in lists:
        given = known_lines(codes)
        if everything and (not given or set(shipped(name).items) <= set(given)):
            parts.append(everything)
        elif given:
            parts.append(", ".join(_grouped(wording, name, given)))
    return say.clauses(parts)


def _grouped(wording: Wording, name: str, codes: Sequence[str]) -> list[str]:
    """Labels of the codes; all details of one conveyance are that conveyance."""
    given, words = set(codes), []
    for code in codes:
        item = shipped(name).items.get(code)
        family = shipped(name).children(item.parent) if item and item.parent else ()
        if name == "conveyance_subtype" and family and {i.code for i in family} <= given:
            words.append(wording.label("conveyance", item.parent if item else ""))
        else:
            words.append(wording.label(name, code))
    return list(dict.fromkeys(words))


def _explanation(flow: Flow, indicator: RiskIndicator) -> None:
    said = said_in(indicator, "legitimate_explanation", flow.wording.language)
    value = flow.wording.text(said or indicator.legitimate_explanation)
    head = flow.say.text("Possible legitimate explanation")
    flow.add(tinted_slabs(head, value.text, value.missing), 0.0)


def _evidence(flow: Flow, evidence: Evidence | None) -> None:
    """One small square for each linked case, in words, with years and the way back."""
    say = flow.say
    if evidence is None:
        line = set_line(say.text("no linked case yet"), LIST_GREY)
        drawn = Piece(ARTIFACT, marks=[(TEXT, 13.4, broken_square())])
        said = Piece(paragraph(), [(TEXT + 13.0, 8.0 + LIST_GREY.baseline, line)])
        flow.add([Slab(21.0, pieces=[drawn, said])])
        return
    shapes, width = _squares(evidence)
    words = set_text(_evidence_words(flow, evidence), LIST_TEXT, max(60.0, TEXT_WIDTH - width))
    placed: list[Placed] = []
    y = 8.0
    for line in words:
        placed.append((TEXT + width, y + line.style.baseline, line))
        y += line.style.leading
    marks: list[tuple[float, float, Sequence[Shape]]] = [(TEXT, 13.4, shapes)]
    counts = (evidence.cases, evidence.primary)
    slabs = [Slab(y, pieces=[Piece(ARTIFACT, marks=marks), Piece(paragraph(counts), placed)])]
    references = ", ".join(evidence.references[:MOST_REFERENCES])
    more = len(evidence.references) - MOST_REFERENCES
    if more > 0:
        references += " " + say.plural("and {count} more", "and {count} more", more)
    slabs += line_slabs(paragraph(), set_text(references, NOTE, TEXT_WIDTH), TEXT)
    slabs[-1].height += 2.0
    flow.add(slabs)


def _squares(evidence: Evidence) -> tuple[Sequence[Shape], float]:
    if evidence.cases.value <= MOST_SQUARES:
        shapes = evidence_squares(evidence.primary.value, evidence.contributory)
        return shapes, 8.5 * evidence.cases.value + 4.5
    scale = min(BAR_PER_CASE, TEXT_WIDTH * 0.5 / evidence.cases.value)
    primary, all_ = evidence.primary.value * scale, evidence.cases.value * scale
    bar = (
        Rect(0.4, -3.2, all_, 6.4, Colour.PAPER, Colour.INK, 0.8),
        Rect(0, -3.6, primary, 7.2, Colour.INK),
    )
    return bar, all_ + 8.0


def _evidence_words(flow: Flow, evidence: Evidence) -> str:
    say = flow.say
    cases = say.plural("{count} linked case", "{count} linked cases", evidence.cases.value)
    links = []
    if evidence.primary.value:
        links.append(say.plural("{count} primary", "{count} primary", evidence.primary.value))
    if evidence.contributory:
        links.append(
            say.plural("{count} contributory", "{count} contributory", evidence.contributory)
        )
    words = say.labelled(cases, ", ".join(links))
    if not evidence.first_year:
        return words
    if evidence.first_year == evidence.last_year:
        return f"{words}; {evidence.first_year}"
    span = say.text("{first} to {last}", first=evidence.first_year, last=evidence.last_year)
    return f"{words}; {span}"


def _notes(flow: Flow, indicator: RiskIndicator) -> None:
    """What else the record holds, small, by its description."""
    skip = IN_ENTRY | {"lifecycle"}
    slabs = []
    for _, label, text in further_entries(flow, indicator, skip):
        said = flow.say.labelled(label, text)
        slabs += line_slabs(paragraph(), set_text(said, NOTE, TEXT_WIDTH), TEXT)
    if slabs:
        flow.add(slabs, 3.0)


# Sources


def _sources(flow: Flow, content: Content, _progress: Progress) -> None:
    say, indicators = flow.say, _indicators(content)
    title = say.text("Sources of the indicators")
    flow.part("", title, Mark("sources", title, 0, "", title), new_page=True)
    if weak := [_code(one) for one in indicators if _is_unjudged(one)]:
        names = ", ".join(weak)
        words = say.text(
            "The reliability of all their sources cannot be judged: {names}.", names=names
        )
        flow.source(say.text("Grade F only"), words)
    columns = (GRID[0], Column(TEXT, RIGHT))
    head = head_row(
        columns, [Cell([(say.text("Indicator"), HEAD)]), Cell([(say.text("Source"), HEAD)])]
    )
    rows = []
    for indicator in indicators:
        source = flow.wording.text(indicator.source)
        note = known_text(indicator.basis_note)
        parts = [(_graded(flow, line), NOTE) for line in known_lines(indicator.sources)]
        parts = parts or [(flow.fitting(title, source.text), NOTE)]
        if note:
            parts.insert(0, (flow.fitting(title, note), LIST_TEXT))
        cells = [
            Cell([(_code(indicator), LIST_KEY)]),
            Cell(parts),
        ]
        rows.append(row(columns, cells, (HAIR, Colour.RULE), 3.0, 3.2))
    flow.add(table(head, rows), 9.0)
    flow.moved()


def _code(indicator: RiskIndicator) -> str:
    return known_text(indicator.local_ref) or indicator.reference


def _is_unjudged(indicator: RiskIndicator) -> bool:
    grades = [known_text(line.source_grade) for line in known_lines(indicator.sources)]
    return bool(grades) and all(grade.startswith(UNJUDGED) for grade in grades)


def _graded(flow: Flow, line: IndicatorSource) -> str:
    """A source with its grade, who publishes it and what is to be said of it. Whether it is to be
    replaced is a matter of the office and not printed."""
    title = flow.say.text("Source")
    parts = [
        known_text(line.source_grade),
        known_text(line.publisher),
        known_text(line.note),
    ]
    about = flow.say.clauses(part for part in parts if part)
    address, first = known_text(line.source), known_text(line.primary_source)
    if first:
        label = flow.say.text(fields_of(IndicatorSource)["primary_source"].label)
        found = (address, flow.say.labelled(label, first))
        address = flow.say.clauses(one for one in found if one)
    said = f"{address} ({about})" if address and about else address or about
    return flow.fitting(title, said or DASH)


def _translations(flow: Flow, content: Content, _progress: Progress) -> None:
    translations_part(flow, _indicators(content))


DRAWING = Drawing(
    parts={"records": _records, "sources": _sources, "translations": _translations},
    cover=_cover,
    sheet=_sheet,
)
