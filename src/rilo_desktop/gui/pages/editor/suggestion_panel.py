"""What may be picked beside the form: indicators for a case, cases for an indicator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import FieldSpec, Record, RecordType, class_of, fields_of
from rilo_desktop.services.deferred import suggestions

from ...commands import Command, keys_text, register
from ...context import PageContext
from ...i18n import code_label, plural, sentence, tr, window_language, words
from ...itemviews.list_row import SEPARATOR
from ...widgets.layouts import vbox
from ...widgets.picker import Picker, PickRow
from ...widgets.progress import announce
from ...widgets.value_formatting import shown_code

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.suggestion_types import Reason, Suggestion, Suggestions

BESIDE, BESIDE_KEYS, FIRST_KEYS = "beside", "Ctrl+I", "Ctrl+Shift+P"
PAUSE = 350
"""Milliseconds without a change before suggestions are looked for again."""
MOST_SHARED, MOST_REASONS = 2, 3
"""Fields whose words are named as reasons, and reasons named in all."""


class SuggestionPanel(QWidget):
    """`pick_wanted(key, on)`; `left` by Escape. It asks while it can be seen."""

    pick_wanted = Signal(str, bool)
    left = Signal()
    shown = Signal()
    """What may be picked is shown as it is now."""

    def __init__(
        self, context: PageContext, kind: RecordType, on_form: Callable[[], Record | None]
    ) -> None:
        super().__init__()
        spec = record_type(kind.code).suggestions
        assert spec is not None
        self._context, self._on_form, self._spec = context, on_form, spec
        self._kinds = {kind.code, spec.kind}
        self._described = fields_of(class_of(kind.code))
        self.offers: Suggestions | None = None
        self.picker = Picker(tr(spec.title), tr(spec.search), keys_text(BESIDE_KEYS))
        vbox((self.picker, 1), into=self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.update_offers)
        self.picker.searched.connect(lambda _words: self.update_offers())
        self.picker.pick_wanted.connect(self.pick_wanted)
        self.picker.barred_wanted.connect(lambda row: announce(self, row.why))
        self.picker.left.connect(self.left)
        context.changes.happened.connect(self._on_changes)
        register(self, Command("editor.first", tr(spec.first), FIRST_KEYS, self.take_first))

    def update_later(self) -> None:
        """After a pause: who types is not held up by every letter."""
        if self.isVisible():
            self._pause.start()

    def update_offers(self) -> None:
        record = self._on_form()
        if record is None or not self.isVisible():
            return
        self._pause.stop()
        words = self.picker.words
        later = not words  # who searches waits for it; suggestions come behind all else
        self._context.serve(
            suggestions.suggestions_for,
            record,
            words,
            window_language(),
            then=self._show,
            owner=self,
            turn="beside",
            later=later,
        )

    def take_focus(self) -> None:
        self.picker.take_focus()

    def take_first(self) -> None:
        """The best suggestion, without leaving the text."""
        found = [o for o in self.offers.suggested if not o.barred] if self.offers else []
        if found and not (self.offers and self.offers.barred):
            self.pick_wanted.emit(found[0].key, True)
        else:
            announce(self, tr("No suggestions."))

    def offer(self, key: str) -> Suggestion | None:
        """What is offered under a key now."""
        offers = self.offers
        every = (*offers.picked, *offers.suggested, *offers.others) if offers else ()
        return next((offer for offer in every if offer.key == key), None)

    def title_of(self, key: str) -> str:
        """What people call what was picked."""
        offer = self.offer(key)
        return f"{offer.name} {offer.title}".strip() if offer is not None else key

    def _on_changes(self, changes: Changes) -> None:
        if self._kinds & changes.kinds:
            self.update_later()

    # --- what is shown

    def _show(self, offers: Suggestions) -> None:
        self.offers = offers
        rows: list[PickRow] = []
        if offers.words:
            self._group(rows, "found", tr("Found"), offers.others)
        else:
            self._group(rows, "picked", tr("Picked"), offers.picked)
            self._group(rows, "suggested", tr("Suggested"), offers.suggested)
            others = tr("All others") if rows else tr("Everything")
            self._group(rows, "others", others, offers.others)
        if offers.more:
            said = plural(
                "{count} more; type another word", "{count} more; type another word", offers.more
            )
            rows.append(PickRow("more", "more", title=said))
        picked = offers.linked or len(offers.picked)
        count = plural(self._spec.count.one, self._spec.count.many, picked) if picked else ""
        self.picker.show_picks(offers.words, rows, count, self._note(offers))
        self.shown.emit()

    def _note(self, offers: Suggestions) -> str:
        if offers.barred is not None:
            return sentence(offers.barred)
        if offers.words and not offers.others:
            return tr("Nothing was found for “{words}”.", words=offers.words)
        return "" if offers.words or offers.suggested else tr(self._spec.quiet)

    def _group(
        self, rows: list[PickRow], group: str, title: str, offers: Sequence[Suggestion]
    ) -> None:
        if offers:
            rows.append(PickRow("head", group, title=title))
            rows += [self._row(group, offer) for offer in offers]

    def _row(self, group: str, offer: Suggestion) -> PickRow:
        assert self.offers is not None
        weight = code_label(self._spec.weight, offer.weight) if offer.weight else ""
        if self._spec.weight and offer.picked and not offer.weight:
            weight = tr("Role not given")
        state = code_label(self._spec.state, offer.state) if _is_shown_state(offer.state) else ""
        kind = code_label(self._spec.type, offer.type) if offer.type not in ("", "?") else ""
        second = SEPARATOR.join(part for part in (offer.name, weight, state, kind) if part)
        own = offer.barred if self.offers.barred is None else None
        why = sentence(own) if own is not None else self._why(offer.reasons)
        barred = offer.barred is not None
        title = offer.title or offer.name or offer.key
        said = tr("picked") if offer.picked else tr("cannot be selected") if barred else ""
        spoken = ". ".join(part for part in (title, second.replace(SEPARATOR, ", "), why) if part)
        return PickRow(
            "offer",
            group,
            offer.key,
            title,
            second,
            why,
            offer.picked,
            barred,
            f"{spoken} ({said})" if said else spoken,
        )

    def _why(self, reasons: Sequence[Reason]) -> str:
        shared = [r for r in reasons if r.because in ("words", "code")][:MOST_SHARED]
        seen = [r for r in reasons if r.because == "seen"]
        fits = [r for r in reasons if r.because == "fits"]
        best = sorted(seen, key=lambda reason: -reason.count)[:1]
        chosen = (*shared, *best, *fits)[:MOST_REASONS]
        return words().clauses(self._reason_text(reason) for reason in chosen)

    def _reason_text(self, reason: Reason) -> str:
        about = self._about(reason.field, inside=reason.because != "words")
        if reason.because == "words":
            found = ", ".join(reason.words)
            return tr("“{words}” in {field}", words=found, field=tr(about.label))
        label = shown_code(about, reason.code)
        if reason.because == "seen":
            return plural(
                "seen in {count} case with {what}",
                "seen in {count} cases with {what}",
                reason.count,
                what=label,
            )
        if reason.because == "fits":
            return tr("applies to {what}", what=label)
        return words().labelled(tr(about.label), label)

    def _about(self, path: str, inside: bool) -> FieldSpec:
        """The description of a field; of one in a line, the line's or its own."""
        name, _, inner = path.partition(".")
        about = self._described[name]
        if inside and inner and about.lines is not None:
            described: Any = fields_of(about.lines)
            return described[inner]  # type: ignore[no-any-return]
        return about


def _is_shown_state(state: str) -> bool:
    """Whether it is proposed or in use changes nothing; that it is retired does."""
    return state in ("retired", "under_review", "in_review", "approved", "released")
