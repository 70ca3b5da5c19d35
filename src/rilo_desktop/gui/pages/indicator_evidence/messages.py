"""What the page of evidence says: rows of the matrix, hit rates, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rilo_desktop.analysis.hit_rate import FEWEST_CONTROLS, HitRate
from rilo_desktop.analysis.indicator_evidence import OTHER, IndicatorRow, Pair, is_new
from rilo_desktop.language import N_
from rilo_desktop.presentation.references import title_in

from ...i18n import code_label, numbers, plural, sentence, tr, window_language
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, Shade

if TYPE_CHECKING:
    from rilo_desktop.records import CaseStudy
    from rilo_desktop.services.records.indicator_evidence import EvidenceTable
    from rilo_desktop.services.records.suggestion_types import Suggestion

LISTS = {"commodity": "commodity", "conveyance": "conveyance", "office_code": ""}
"""What the columns are -> the code list of their labels; "": codes stand for themselves."""
STRONG_FROM = 5
MOST_SHOWN = 20
GAP_HEADS = (N_("Indicator"), N_("Title"), N_("What to do"))
CASE_HEADS = (N_("Reference"), N_("Case"), N_("What to do"))
FOUND_HEADS = (N_("Reference"), N_("Title"), N_("Words in common"))
PAIR_HEADS = (N_("Together"), N_("Cases"), N_("Expected if unrelated"), N_("Note"))


def column_label(by: str, code: str) -> str:
    if code == OTHER:
        return tr("Other")
    label = code_label(LISTS[by], code) if LISTS[by] else code
    return label.split(",")[0]  # the first of several names of one group stands for it


def columns(table: EvidenceTable) -> list[MatrixColumn]:
    return [MatrixColumn(column_label(table.by, code)) for code in table.evidence.columns]


def rows(table: EvidenceTable) -> list[MatrixRow]:
    return [_row(table, row) for row in table.evidence.with_evidence[:MOST_SHOWN]]


def _row(table: EvidenceTable, row: IndicatorRow) -> MatrixRow:
    cells = tuple(_cell(table, row, code) for code in table.evidence.columns)
    end = numbers().number(len(row.sightings))
    return MatrixRow(title_in(row.indicator, window_language()), cells, row.number, end, "text")


def _cell(table: EvidenceTable, row: IndicatorRow, code: str) -> MatrixCell:
    many, label = len(row.cells.get(code, ())), column_label(table.by, code)
    if not many:
        said = tr("{indicator}, {column}: no case", indicator=row.number, column=label)
        return MatrixCell("·", Shade.NONE, said)
    said = plural(
        "{indicator}, {column}: {count} case",
        "{indicator}, {column}: {count} cases",
        many,
        indicator=row.number,
        column=label,
    )
    return MatrixCell(str(many), Shade.STRONG if many >= STRONG_FROM else Shade.LOW, said)


def shown(table: EvidenceTable) -> str:
    seen, every = len(table.evidence.with_evidence), len(table.evidence.rows)
    return tr("{shown} most seen of {all}", shown=min(seen, MOST_SHOWN), all=every)


def note(table: EvidenceTable) -> str:
    if table.evidence.seen:
        return tr("A cell leads to its cases. A dot is no case, not “impossible”.")
    return tr("No case shows an indicator yet: link indicators in the cases, and they stand here.")


def hits(rate: HitRate | None) -> str:
    if rate is None:
        return tr("controls not counted")
    return tr("{finds} of {controls}", finds=rate.finds, controls=rate.controls)


def about_hits(rate: HitRate | None) -> str:
    """Percent where there are enough controls; below, the numbers say all that can be said."""
    if rate is None:
        return tr("Nobody said how many controls were made because of it. That is not 0.")
    if rate.controls < FEWEST_CONTROLS:
        return tr("Below {least} controls only the two numbers are shown.", least=FEWEST_CONTROLS)
    low, high = round(100 * rate.low), round(100 * rate.high)
    return tr(
        "{rate} % ({low} to {high} %). The range holds the true rate in 95 of 100 such counts "
        "(Wilson).",
        rate=round(100 * rate.rate),
        low=low,
        high=high,
    )


def pair_row(pair: Pair) -> tuple[str, ...]:
    expected = numbers().number(round(pair.expected, 1))
    note = tr("fewer than 10: a hint, no proof") if pair.is_hint else ""
    return (f"{pair.one} + {pair.other}", numbers().number(len(pair.cases)), expected, note)


def gap_row(row: IndicatorRow, today: str) -> tuple[str, ...]:
    what = tr("not yet a year here") if is_new(row.indicator, today) else tr("look for cases")
    return (
        row.number,
        title_in(row.indicator, window_language()),
        _looked(row.indicator.looked_for) or what,
    )


def case_row(case: CaseStudy) -> tuple[str, ...]:
    what = _looked(case.looked_for) or tr("look for indicators")
    return (case.reference, title_in(case, window_language()), what)


def _looked(day: str | None) -> str:
    return tr("none seen on {day}", day=numbers().partial(day, short=True)) if day else ""


def found_row(offer: Suggestion) -> tuple[str, ...]:
    """What may be linked, and why it is offered or cannot be."""
    shared = dict.fromkeys(word for reason in offer.reasons for word in reason.words)
    why = sentence(offer.barred) if offer.barred is not None else ", ".join(shared)
    return (offer.name, offer.title, why)
