"""The report on one programme: its record as described, then what the office did in it."""

from __future__ import annotations

from rilo_desktop.analysis.figures.activity_figures import results_of
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.records import Activity

from ..engine.document_builder import Flow
from ..engine.styles import HEAD, LIST_GREY, LIST_KEY, LIST_TEXT, MM, NOTE, RIGHT, SECTION, TEXT
from ..engine.table_layout import GRID, Cell, Column, head_row, row, table
from . import described
from .content import Content
from .drawing import Drawing, Progress
from .figure_blocks import sentence
from .progress_activities import without_results
from .progress_common import asked_for, typed

COLUMNS = (GRID[0], Column(TEXT, 128 * MM), Column(130 * MM, 158 * MM), Column(160 * MM, RIGHT))


def _activities(flow: Flow, content: Content, _progress: Progress) -> None:
    say, wording = flow.say, flow.wording
    typed(flow, content, "happened", say.text("What this tells us"))
    asked_for(flow, content, say.text("Requests"))
    held = sorted(content.made_of(Activity), key=lambda one: known_text(one.date_start))
    if not held:
        text = say.text("No activity of the register names this programme.")
        sentence(flow, say.text("Activities"), text)
        flow.hand_on()
        return
    head = head_row(
        COLUMNS,
        [
            Cell([(say.text("Activities"), SECTION)]),
            Cell([(say.text("Title"), HEAD)]),
            Cell([(say.text("First day"), HEAD)]),
            Cell([(say.text("Part taken"), HEAD)]),
        ],
    )
    blocks = []
    for one in held:
        title = known_text(one.title) or say.text("counted, not named: TLP label")
        with_whom = say.clauses(known_lines(one.partners))
        parts = [(flow.fitting(say.text("Activity"), title, 300), LIST_KEY)]
        if with_whom:
            parts.append((flow.fitting(say.text("Partners"), with_whom, 300), LIST_TEXT))
        if results := _results(flow, one):
            parts.append((flow.fitting(say.text("Results"), results, 300), NOTE))
        day = wording.iso(one.date_start)
        cells = [
            Cell([(wording.code("activity_kind", one.activity_kind).text, LIST_KEY)]),
            Cell(parts),
            Cell([(day.text, LIST_GREY if day.missing else LIST_TEXT)]),
            Cell([(wording.code("activity_role", one.role).text, LIST_TEXT)]),
        ]
        blocks.append(row(COLUMNS, cells))
    flow.add(table(head, blocks), 14.0)
    flow.moved()
    flow.hand_on()


def _results(flow: Flow, one: Activity) -> str:
    """Each kind of goods with its quantity, and the seizures; "" for what has no results."""
    say, wording = flow.say, flow.wording
    if known_text(one.activity_kind) != "operation":
        return ""
    found = [result for result, _ in results_of(one)]
    if not found:
        return without_results(flow, one)
    words = [
        say.labelled(
            result.goods or wording.label("commodity", result.commodity),
            wording.amount(result.quantity, result.unit, result.approximate),
        )
        for result in found
    ]
    seizures = [result.seizures for result in found if result.seizures is not None]
    if seizures:
        words.append(say.plural("{count} seizure", "{count} seizures", sum(seizures)))
    return say.clauses(words)


DRAWING = Drawing(
    parts={"records": described.DRAWING.parts["records"], "activities": _activities},
    cover=described.DRAWING.cover,
)
