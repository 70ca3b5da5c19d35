"""Parts E and F of a progress report: activities, operations, products, requests, training."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.figures.activity_figures import (
    of_year,
    results_of,
    results_state,
)
from rilo_desktop.analysis.figures.largest import UNKNOWN, largest
from rilo_desktop.analysis.known_values import known_lines, known_text
from rilo_desktop.drawing import Colour
from rilo_desktop.language import NC_
from rilo_desktop.records import Activity, Programme

from ..engine.document_builder import Flow
from ..engine.layout_blocks import Slab
from ..engine.styles import (
    HEAD,
    LEFT,
    LIST_GREY,
    LIST_KEY,
    LIST_TEXT,
    NOTE,
    RIGHT,
    SECTION,
    TEXT,
    Style,
)
from ..engine.table_layout import GRID, Cell, Column, Part, head_row, row, table
from .content import Content
from .drawing import Progress
from .figure_blocks import (
    HeatRow,
    finding,
    heat_table,
    month_names,
    note,
    number,
    sentence,
)
from .progress_common import not_recorded, part_head, typed
from .progress_requests import timeliness
from .status import status_mark

DASH = "–"
MOST_LISTED = 20


def activities(flow: Flow, content: Content, _progress: Progress) -> None:
    say, figures = flow.say, content.figures
    total = figures.get("activities_total")
    if total is None or not total.whole:
        part_head(flow, "E", say.text("Activities and operations"))
        text = say.text("No activity was recorded in {year}.", year=content.head.year)
        sentence(flow, say.text("Activities"), not_recorded(flow, content, text))
        _programmes(flow, content)
        flow.hand_on()
        return
    part_head(flow, "E", say.text("Activities and operations"))
    by_month = figures.set("by_month_start")
    counts = {one.key: one.whole for one in by_month}
    counts[UNKNOWN] = max(0, total.whole - sum(counts.values()))
    proposal = say.plural("{count} activity", "{count} activities", total.whole)
    if (most := largest(counts)) is not None:
        proposal = say.text(
            "{total} activities; {month} had the most, {count}",
            total=total.whole,
            month=flow.wording.formats.months_alone[int(most[0][-2:]) - 1],
            count=most[1],
        )
    base = say.text(
        "Entries of the activity register by the month in which they began; each is counted once"
    )
    finding(flow, content, "finding.activities", say.text("By month"), proposal, base)
    kinds = figures.set("by_kind")
    rows = []
    for kind in kinds:
        cells = [figures.get("by_kind_and_month", f"{kind.key} / {one.key}") for one in by_month]
        name = flow.wording.label("activity_kind", kind.key)
        rows.append(HeatRow(f"{name}  {kind.whole}", cells, None))
    rows.append(HeatRow(say.text("All"), list(by_month), None, is_sum=True))
    heads = month_names(flow)
    heat_table(flow, heads, rows, str(content.head.year), has_total=False)
    last = [one for one in kinds if one.last is not None]
    if last:
        words = flow.wording.joined(
            f"{flow.wording.label('activity_kind', one.key)} "
            f"{flow.wording.formats.number(one.last or 0)}"
            for one in last
        )
        text = say.text("{year} over the year: {counts}.", year=content.head.year - 1, counts=words)
        flow.add([note(text)])
    _operations(flow, content)
    typed(flow, content, "operations", say.text("What they showed"))
    _programmes(flow, content)
    flow.hand_on()


# Operations

RESULTS = (
    GRID[0],
    Column(TEXT, GRID[2].x - 6.0),
    Column(GRID[2].x, GRID[3].x + 4.0),
    Column(GRID[3].x + 6.0, RIGHT - 60.0, end=True),
    Column(RIGHT - 56.0, RIGHT),
)


def _held(content: Content, kind: str) -> list[Activity]:
    found = of_year(content.made_of(Activity), content.head.year)
    return [one for one in found if known_text(one.activity_kind) == kind]


def _operations(flow: Flow, content: Content) -> None:
    say = flow.say
    operations = _held(content, "operation")
    if not operations:
        text = say.text("No operation was recorded in {year}.", year=content.head.year)
        sentence(flow, say.text("Operations"), text)
        return
    head = head_row(
        RESULTS,
        [
            Cell([(say.text("Operations"), SECTION)]),
            Cell([(say.text("Part taken and partners"), HEAD)]),
            Cell([(say.text("Results by goods"), HEAD)]),
            Cell([(say.text("Quantity"), HEAD)]),
            Cell([(say.text("Unit"), HEAD)]),
        ],
    )
    ordered = sorted(operations, key=lambda one: known_text(one.date_start))
    flow.add(table(head, [_operation(flow, content, one) for one in ordered]), 14.0)
    flow.moved()
    text = say.text(
        "Results are added only within one operation, one kind of goods and one unit. There is no "
        "line “all operations”."
    )
    flow.add([note(text)])


def _operation(flow: Flow, content: Content, one: Activity) -> list[Slab]:
    say, wording = flow.say, flow.wording
    first = wording.partial(known_text(one.date_start)).text
    days = first
    if last := known_text(one.date_end):
        days = say.text(
            NC_("two days", "{first} to {last}"), first=first, last=wording.partial(last).text
        )
    title = known_text(one.title) or say.text("counted, not named: TLP label")
    runs_on = (known_text(one.date_end) or known_text(one.date_start)) > content.head.date
    state = say.text("Running") if runs_on else say.text("Closed")
    box = status_mark("in_progress" if runs_on else "completed")
    parts: list[Part] = [(flow.fitting(say.text("Operation"), title, 120), LIST_KEY)]
    parts += [(days, NOTE), (state, LIST_TEXT)]
    role = wording.code("activity_role", one.role).text
    members = len(known_lines(one.members))
    with_whom = [role, say.plural("{count} Member", "{count} Members", members)]
    with_whom += [*known_lines(one.partners)]
    names: list[Part] = []
    amounts: list[Part] = []
    units: list[Part] = []
    figures = []
    sums = list(results_of(one))
    for found, key in sums:
        goods = found.goods or wording.label("commodity", found.commodity)
        names.append((goods, LIST_TEXT))
        amount: Part = (say.text("not known"), LIST_GREY)
        if found.quantity is not None:
            shown = wording.formats.number(found.quantity)
            amount = (wording.about(shown, found.approximate), LIST_KEY)
        amounts.append(amount)
        units.append((wording.short_unit(found.unit), LIST_TEXT))
        figures.append(content.figures.one("results_of_operation", key))
    if not sums:
        names.append((without_results(flow, one), LIST_GREY))
    seizures = [found.seizures for found, _ in sums if found.seizures is not None]
    if seizures:
        text = say.plural("{count} seizure", "{count} seizures", sum(seizures))
        names.append((text, NOTE))
    cells = [
        Cell(parts, box, 12.0, marked=2),
        Cell([(flow.wording.joined(part for part in with_whom if part), LIST_TEXT)]),
        Cell(names, is_stacked=True),
        Cell(amounts, counts=tuple(figures), is_stacked=True),
        Cell(units, is_stacked=True),
    ]
    return row(RESULTS, cells)


def without_results(flow: Flow, one: Activity) -> str:
    say = flow.say
    if results_state(one) == "none_found":
        return say.text("none found")
    return known_text(one.results_note) or say.text("not reported")


def _programmes(flow: Flow, content: Content) -> None:
    say = flow.say
    held = content.made_of(Programme)
    if not held:
        return
    columns = (Column(LEFT, GRID[1].right), GRID[2], GRID[3])
    head = head_row(
        columns,
        [
            Cell([(say.text("Programmes"), SECTION)]),
            Cell([(say.text("Part taken"), HEAD)]),
            Cell([(say.text("State"), HEAD)]),
        ],
    )
    blocks = []
    for one in held:
        title = known_text(one.title) or say.text("counted, not named: TLP label")
        cells = [
            Cell([(flow.fitting(say.text("Programme"), title, 200), LIST_KEY)]),
            Cell([(flow.wording.code("programme_role", one.role).text, LIST_TEXT)]),
            Cell([(flow.wording.code("programme_status", one.programme_status).text, LIST_TEXT)]),
        ]
        blocks.append(row(columns, cells))
    flow.add(table(head, blocks), 14.0)
    flow.moved()


# F


def products(flow: Flow, content: Content, _progress: Progress) -> None:
    say = flow.say
    made, asked = _held(content, "product"), _held(content, "request")
    taught = _held(content, "training")
    part_head(flow, "F", say.text("Products, requests, capacity building"))
    year = content.head.year
    if made:
        _products(flow, made)
    else:
        sentence(
            flow, say.text("Products"), say.text("No product was recorded in {year}.", year=year)
        )
    if asked:
        timeliness(flow, content, asked)
    else:
        sentence(
            flow, say.text("Requests"), say.text("No request was recorded in {year}.", year=year)
        )
    if taught:
        _training(flow, content, taught)
    else:
        text = say.text("No training was recorded in {year}.", year=year)
        sentence(flow, say.text("Capacity building"), text)
    flow.hand_on()


PRODUCTS = (
    GRID[0],
    Column(TEXT, GRID[2].right),
    Column(GRID[3].x, GRID[3].x + 66.0),
    Column(RIGHT - 54.0, RIGHT, end=True),
)


def _products(flow: Flow, made: Sequence[Activity]) -> None:
    say, wording = flow.say, flow.wording
    head = head_row(
        PRODUCTS,
        [
            Cell([(say.text("Products"), SECTION)]),
            Cell([(say.text("Title"), HEAD)]),
            Cell([(say.text("Sent"), HEAD)]),
            Cell([(say.text("Sent to"), HEAD)]),
        ],
    )
    ordered = sorted(made, key=lambda one: known_text(one.date_start))
    blocks = []
    for one in ordered[:MOST_LISTED]:
        title = known_text(one.title)
        sent = say.text("not known") if type(one.sent_to) is not int else str(one.sent_to)
        shown = title or say.text("counted, not named: TLP:{label}", label=known_text(one.tlp))
        cells = [
            Cell([(wording.code("product_type", one.product_type).text, LIST_KEY)]),
            Cell([(flow.fitting(say.text("Product"), shown, 300), _tone(title))]),
            Cell([(known_text(one.date_start) or say.text("not known"), LIST_TEXT)]),
            Cell([(sent, LIST_TEXT)]),
        ]
        blocks.append(row(PRODUCTS, cells))
    flow.add(table(head, blocks), 6.0)
    flow.moved()
    if len(made) > MOST_LISTED:
        text = say.text(
            "{shown} of {count} are listed; all stand in figure_rows.csv.",
            shown=MOST_LISTED,
            count=len(made),
        )
        flow.add([note(text)])


def _tone(title: str) -> Style:
    return LIST_TEXT if title else LIST_GREY


TRAINING = (
    GRID[0],
    Column(TEXT, GRID[2].right),
    Column(GRID[3].x, GRID[3].x + 42.0, end=True),
    Column(RIGHT - 64.0, RIGHT, end=True),
)


def _training(flow: Flow, content: Content, taught: Sequence[Activity]) -> None:
    say, wording, figures = flow.say, flow.wording, content.figures
    head = head_row(
        TRAINING,
        [
            Cell([(say.text("Capacity building"), SECTION)]),
            Cell([(say.text("Subject and form"), HEAD)]),
            Cell([(say.text("Officers"), HEAD)]),
            Cell([(say.text("Administrations"), HEAD)]),
        ],
    )
    blocks = []
    for one in sorted(taught, key=lambda one: known_text(one.date_start))[:MOST_LISTED]:
        title = known_text(one.title) or say.text("counted, not named: TLP label")
        form = wording.code("training_form", one.training_form)
        subject = title if form.missing else f"{title}; {form.text.lower()}"
        cells = [
            Cell([(wording.partial(known_text(one.date_start)[:7]).text, LIST_KEY)]),
            Cell([(flow.fitting(say.text("Training"), subject, 300), LIST_TEXT)]),
            _stated(flow, one.officers),
            _stated(flow, one.administrations),
        ]
        blocks.append(row(TRAINING, cells))
    trained = figures.one("training_officers")
    events = figures.one("training_events")
    name = say.plural("{count} course", "{count} courses", events.whole)
    cells = [
        Cell([(name, LIST_KEY)], counts=(events,)),
        Cell(
            [
                (
                    say.text("officers of the {count} courses that state them", count=trained.base),
                    LIST_TEXT,
                )
            ]
        ),
        number(flow, trained),
        Cell([(DASH, LIST_GREY)]),
    ]
    blocks.append(row(TRAINING, cells, ground=Colour.TINT))
    flow.add(table(head, blocks), 14.0)
    flow.moved()
    if len(taught) > MOST_LISTED:
        text = say.text(
            "{shown} of {count} are listed; all stand in figure_rows.csv.",
            shown=MOST_LISTED,
            count=len(taught),
        )
        flow.add([note(text)])


def _stated(flow: Flow, value: object) -> Cell:
    if type(value) is int:
        return Cell([(flow.wording.formats.number(value), LIST_TEXT)])
    return Cell([(flow.say.text("not known"), LIST_GREY)])
