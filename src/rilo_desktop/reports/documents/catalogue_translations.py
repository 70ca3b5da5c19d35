"""The texts of indicators in other languages than the document's: what leaves can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.drawing import Colour
from rilo_desktop.records import IndicatorTranslation, RiskIndicator
from rilo_desktop.records.translated import line_in

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Mark
from ..engine.styles import HAIR, HEAD, LIST_KEY, LIST_TEXT, NOTE, RIGHT, TEXT
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table

COLUMNS = (GRID[0], Column(TEXT, RIGHT))


def translations_part(flow: Flow, indicators: Sequence[RiskIndicator]) -> None:
    """A part of its own, where any indicator has a translation."""
    entries = [pair for one in indicators for pair in _entries(flow, one)]
    if not entries:
        return
    title = flow.say.text("Translations")
    flow.part("", title, Mark("translations", title, 0, "", title), new_page=True)
    _add(flow, entries)


def translations_of(flow: Flow, indicator: RiskIndicator) -> None:
    """Below the entry of one indicator."""
    entries = list(_entries(flow, indicator))
    if entries:
        _add(flow, entries)


def _add(flow: Flow, entries: Sequence[tuple[str, IndicatorTranslation]]) -> None:
    say = flow.say
    if said := reviewed(flow, entries):
        flow.source("", said)
    cells = [Cell([(say.text("Indicator"), HEAD)]), Cell([(say.text("Translation"), HEAD)])]
    rows = [
        row(COLUMNS, _cells(flow, code, line), (HAIR, Colour.RULE), 2.4, 2.6)
        for code, line in entries
    ]
    flow.add(table(head_row(COLUMNS, cells), rows), 9.0)
    flow.moved()


def reviewed(flow: Flow, entries: Sequence[tuple[str, IndicatorTranslation]]) -> str:
    """How far the translations were reviewed, said once: of most of them by their number, of the
    others by their code."""
    by_status: dict[str, list[str]] = {}
    for code, line in entries:
        if status := known_text(line.translation_status):
            by_status.setdefault(status, []).append(code)
    ordered = sorted(by_status.items(), key=lambda one: -len(one[1]))
    words = []
    for n, (status, codes) in enumerate(ordered):
        label = flow.wording.label("translation_status", status)
        if n == 0 and len(codes) == len(entries):
            return flow.say.text("All {count}: {status}.", count=len(codes), status=label)
        named = str(len(codes)) if n == 0 else ", ".join(dict.fromkeys(codes))
        words.append(flow.say.labelled(label, named))
    return flow.say.clauses(words)


def _entries(flow: Flow, indicator: RiskIndicator) -> Iterator[tuple[str, IndicatorTranslation]]:
    """Without the one that the entry itself shows."""
    shown = line_in(indicator, flow.wording.language)
    code = known_text(indicator.local_ref) or indicator.reference
    for line in known_lines(indicator.translations):
        if line is not shown:
            yield code, line


def _cells(flow: Flow, code: str, line: IndicatorTranslation) -> list[Cell]:
    wording = flow.wording
    language = known_text(line.language)
    left: list[Part] = [(code, LIST_KEY)]
    if language:
        left.append((wording.label("language", language), LIST_TEXT))
    texts = (line.title, line.statement, line.legitimate_explanation)
    styles = (LIST_KEY, LIST_TEXT, NOTE)
    right: list[Part] = [
        (flow.fitting(code, known_text(text)), style)
        for text, style in zip(texts, styles, strict=True)
        if known_text(text).strip()
    ]
    return [Cell(left), Cell(right)]
