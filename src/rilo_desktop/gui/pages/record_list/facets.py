"""The filters beside a list: codes with their counts, which follow the search."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.list_spec import ListSpec, about_filter
from rilo_desktop.presentation.references import UNKNOWN
from rilo_desktop.records import FieldType, kind_named
from rilo_desktop.vocabularies import harmonized_system

from ...context import PageContext
from ...i18n import code_label, numbers, tr
from ...itemviews.list_columns import column_label
from ...widgets.date_range import DateRange, said_range
from ...widgets.layouts import hbox, vbox
from ...widgets.navigation_list import NavigationItem, NavigationList
from ...widgets.value_formatting import shown_code

MOST = 7
"""Codes shown of one filter; those that are chosen are always there."""
ARCHIVED = "archived"
OPERATION = "revision.operation"
RANGE = "range"
YEAR = ".year"
TOGETHER = 100
"""Milliseconds in which counts that come one by one are drawn once."""


class Facets(QWidget):
    """`changed()`: other codes are chosen; `wanted(fields)`: their counts are shown now."""

    changed = Signal()
    wanted = Signal(object)

    def __init__(self, context: PageContext, look: ListSpec, names: Sequence[str]) -> None:
        """`names`: every filter of the kind; those of the look are open from the start."""
        super().__init__()
        self._context, self._look = context, look
        self._fields = tuple(dict.fromkeys((*look.facets, *names)))
        self._counts: dict[str, Mapping[str, int]] = {}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._folded = set(self._fields) - set(look.facets)
        self._long: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=TOGETHER)
        self._later.timeout.connect(self._draw)
        self.view = NavigationList(tr("Filters"))
        self.view.toggled.connect(self._toggle)
        self.view.chosen.connect(self._open)
        dated = kind_named(look.kind).dated
        self._range = f"{dated}.{RANGE}" if dated else ""
        self.period = DateRange(column_label(look, dated)) if dated else None
        if self.period is not None:
            self.period.changed.connect(self.set_range)
        over = () if self.period is None else (hbox((self.period, 1), margins=(6, 0, 0, 0)),)
        vbox(*over, (self.view, 1), gap=6, into=self)
        context.names_changed.connect(lambda _kind: self._draw())

    @property
    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """{column: codes} that narrow the list."""
        return dict(self._chosen)

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        return self._counts

    @property
    def shown_fields(self) -> list[str]:
        """Filters whose counts can be seen."""
        return [name for name in self._fields if name not in self._folded]

    def choose(self, filters: Mapping[str, tuple[str, ...]]) -> None:
        """Narrow by these and no others, without saying so."""
        self._chosen = {name: tuple(codes) for name, codes in filters.items() if codes}
        self._folded -= set(self._chosen)
        self._draw()

    def show_count(self, field: str, counts: Mapping[str, int], is_last: bool) -> None:
        """At once where it is the last that was asked for."""
        self._counts[field] = counts
        if is_last:
            self._draw()
        elif not self._later.isActive():
            self._later.start()

    def set_range(self, first: str, last: str) -> None:
        """Narrow to a time; both ends empty take it away."""
        codes = (f"{first}/{last}",) if first or last else ()
        if self._chosen.get(self._range, ()) == codes:
            return
        self._chosen.pop(self._range, None)
        if codes:
            self._chosen[self._range] = codes
        self._draw()
        self.changed.emit()

    def drop(self, field: str) -> None:
        """Take one filter away."""
        if self._chosen.pop(field, None):
            self._draw()
            self.changed.emit()

    def said_of(self, field: str) -> str:
        """What the list is narrowed to, in words; "" where several codes of a filter are chosen."""
        codes = self._chosen.get(field, ())
        if len(codes) != 1:
            return ""
        if not field.endswith((".counted", f".{RANGE}")):
            said = self._label(field, codes[0])
            if self._says_itself(field, codes[0]):
                return said
            return tr("{label}: {said}", label=self.label_of(field), said=said)
        return said_range(codes[0]) if "/" in codes[0] else numbers().partial(codes[0])

    def _says_itself(self, field: str, code: str) -> bool:
        """Yes, no and not known do not say of what."""
        if code == UNKNOWN:
            return False
        if field in (OPERATION, "workflow"):
            return True
        return about_filter(self._look, field).type is not FieldType.FLAG

    def label_of(self, field: str) -> str:
        """The years of a date say so: the first and last day above have its name."""
        label = column_label(self._look, field)
        return tr("{field}, by year", field=label) if field.endswith(YEAR) else label

    def _draw(self) -> None:
        self._later.stop()
        places: list[NavigationItem] = []
        if self.period is not None:
            self.period.show_range(next(iter(self._chosen.get(self._range, ())), ""))
        others = [one for one in self._chosen if one not in self._fields and one != self._range]
        for field in (*others, *self._fields):
            counts = dict(self._counts.get(field, {}))
            chosen = self._chosen.get(field, ())
            for code in chosen:
                counts.setdefault(code, 0)
            counts.pop("", None)
            if field == ARCHIVED:
                counts.pop("0", None)
            if counts or field in self._folded or field not in self._counts:
                places += self._facet(field, counts, chosen)
        self.view.show_places(places)

    def _facet(
        self, field: str, counts: Mapping[str, int], chosen: tuple[str, ...]
    ) -> list[NavigationItem]:
        title, folded = self.label_of(field), field in self._folded
        state = tr("{filter}, closed", filter=title) if folded else title
        icon = "chevron-right" if folded else "chevron-down"
        places = [NavigationItem("fold", title, key=f"fold:{field}", icon=icon, spoken=state)]
        if folded:
            return places
        ranked = sorted(counts, key=self._rank(field, counts))
        if field not in self._long:
            kept = set(ranked[:MOST]) | set(chosen)
            ranked = [code for code in ranked if code in kept]
        for code in ranked:
            label = self._label(field, code)
            count = numbers().number(counts[code]) if field in self._counts else ""
            places.append(
                NavigationItem(
                    "facet",
                    label,
                    key=f"{field}\t{code}",
                    count=count,
                    checked=code in chosen,
                    spoken=f"{title}: {label}, {count}" if count else f"{title}: {label}",
                )
            )
        hidden = len(counts) - len(ranked)
        if hidden > 0:
            more = tr("{count} more", count=hidden)
            places.append(
                NavigationItem("more", more, key=f"more:{field}", spoken=f"{title}: {more}")
            )
        return places

    def _rank(self, field: str, counts: Mapping[str, int]) -> Callable[[str], tuple[int, str]]:
        """Most first; years newest first."""
        if field.endswith((YEAR, ".changed")):
            return lambda code: (-int(code.replace("-", "")) if code[:1].isdigit() else 0, code)
        return lambda code: (-counts[code], code)

    def _label(self, field: str, code: str) -> str:
        if code == UNKNOWN:
            return tr("Not known")
        if field == OPERATION:
            return tr("no. {number} in the log", number=code)
        if field == "workflow":
            return code_label("workflow", code)
        about = about_filter(self._look, field)
        if about.scheme == "hs":
            return f"{code} {harmonized_system.title(code)}"
        if about.type is FieldType.PARTIAL_DATE:
            return numbers().partial(code)
        if about.type is FieldType.FLAG:
            return tr("Yes") if code == "1" else tr("No")
        if about.type in (FieldType.CODE, FieldType.LINK):
            return shown_code(about, code, self._context.names.name_of)
        return code

    def _toggle(self, key: str) -> None:
        field, code = key.split("\t")
        codes = self._chosen.get(field, ())
        codes = tuple(c for c in codes if c != code) if code in codes else (*codes, code)
        if codes:
            self._chosen[field] = codes
        else:
            self._chosen.pop(field, None)
        self._draw()
        self.changed.emit()

    def _open(self, key: str) -> None:
        what, _, field = key.partition(":")
        if what == "more":
            self._long.add(field)
        elif what == "fold":
            self._folded ^= {field}
            if field not in self._folded and field not in self._counts:
                self.wanted.emit([field])
        self._draw()
