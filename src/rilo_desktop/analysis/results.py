"""What analysis finds, as plain data. Codes stay codes; "" is a code that is not known or empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rilo_desktop.drawing import Chart
from rilo_desktop.vocabularies.units import UnitSum


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """A place of a route. `country` "" is not named; then `place` may say what the source says."""

    country: str
    place: str
    mode: str = ""

    @property
    def named(self) -> bool:
        return bool(self.country)


@dataclass(frozen=True, slots=True)
class RouteStage:
    """Places of one role that stand side by side. `travelled`: the goods got there."""

    role: str
    places: tuple[PlaceCode, ...]
    travelled: bool

    @property
    def detected(self) -> bool:
        return self.role == "seizure"


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One line of a drawn contents, aligned at its first detection.

    `before`, `at` and `after` hold (role, named, number of parallel places) in travel order; `at`
    is None where no detection is on the route.
    """

    before: tuple[Knot, ...]
    at: Knot | None
    after: tuple[Knot, ...]


@dataclass(frozen=True, slots=True)
class Knot:
    role: str
    named: bool
    parallel: int


@dataclass(frozen=True, slots=True)
class Count:
    """A number, and how it came about: where it is printed it can say from what it was counted.

    `rule`: what is counted, a message of the catalogue; `base`: among how many; `records`: the ids
    of those counted, or the references of the submissions that the number was taken from.
    """

    value: int
    base: int
    rule: str
    records: tuple[str, ...]
    code: str = ""
    """Of a list, which they have; "" is not known."""


@dataclass(frozen=True, slots=True)
class GoodsKind:
    """Goods that may be added up. `words`: what tells them from others of their category, "" where
    the category says it."""

    category: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class GoodsSum:
    """The lines of one kind of goods in one unit."""

    kind: GoodsKind
    sum: UnitSum


@dataclass(frozen=True, slots=True)
class AreaGoods:
    """Goods of one enforcement area, category and unit.

    `total` None: no line gives a quantity, or the goods are of several kinds (not `alike`).
    """

    area: str
    category: str
    unit: str
    cases: Count
    without_quantity: int
    total: Decimal | None
    approximate: bool
    alike: bool


@dataclass(frozen=True, slots=True)
class IndicatorUse:
    """In how many of a set of cases an indicator was recorded."""

    code: str
    cases: Count
    primary: Count


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cases linked with one indicator, in the order of the set."""

    cases: Count
    primary: Count
    first_year: str
    last_year: str
    references: tuple[str, ...]

    @property
    def contributory(self) -> int:
        return self.cases.value - self.primary.value


@dataclass(frozen=True, slots=True)
class DatedItem:
    name: str
    due: date
    record: str


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Key figures of an action plan on a given day, and who is meant; overdue first the oldest."""

    items: Count
    overdue: Count
    soon: Count
    undated: Count
    overdue_items: tuple[DatedItem, ...]
    soon_items: tuple[DatedItem, ...]
    undated_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """`start`, `due` and `revised` None where they are not set."""

    name: str
    status: str
    start: date | None
    due: date | None
    revised: date | None
    is_late: bool = False
    """Its bar goes on to today."""


@dataclass(frozen=True, slots=True)
class Timeline:
    first: date
    last: date
    today: date
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """From baseline to target; `share` of the way is between 0 and 1."""

    baseline: Decimal
    current: Decimal
    target: Decimal
    share: float


Filters = Mapping[str, tuple[str, ...]]
"""Which records: column -> codes ("" empty, "?" not known), as lists filter."""

Cell = str | int | Decimal | None
"""A word, an exact number, or None: nobody gives a figure."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row behind a picture. `filters`, added to those of the question, lead to its records;
    `record`: the one record it is about."""

    cells: tuple[Cell, ...]
    spoken: str
    filters: Filters = field(default_factory=dict)
    record: str = ""


@dataclass(frozen=True, slots=True)
class ChartData:
    """A drawing with its words and every row behind it. Numbers of the chart are those of `rows`.

    `told` says what it shows, `basis` how many records say what it is made from.
    """

    key: str
    title: str
    about: str
    told: str
    basis: str
    heads: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class Offered:
    """A code that a filter offers, with its label and how many records have it in all."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The pictures of a selection. `offered`: column -> codes that some record has."""

    kind: str
    total: int
    summary: str
    pictures: tuple[ChartData, ...]
    offered: Mapping[str, tuple[Offered, ...]]
