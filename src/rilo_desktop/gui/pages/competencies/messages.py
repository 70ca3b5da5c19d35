"""What the page of competencies says: rows and columns of the matrix, gaps, who can help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rilo_desktop.analysis.competencies import HELP_FROM, is_old
from rilo_desktop.language import N_

from ...i18n import code_label, language_in_sentence, numbers, plural, tr
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, Shade

if TYPE_CHECKING:
    from rilo_desktop.analysis.competencies import Match
    from rilo_desktop.services.records.competencies import CompetencyTable

LEVELS = (0, 1, 2, 3, 4)
GAP_HEADS = (N_("Competency"), N_("Offices that said"), N_("Best level"), N_("Said 0"))
HELP_HEADS = (N_("Competency"), N_("Can help"), N_("Asks"), N_("Common languages"))
ABOUT_GAPS = N_("Few offices said anything, or none is advanced. Blank is unknown, never 0.")
NO_GAPS = N_("No gap: of each competency several offices said something, and one is advanced.")
NO_HELP = N_("No office at level 4, or none at level 0 or 1, shares a language with another.")
ABOUT_HELP = N_(
    "An office at level 4, or one that offers help from level 3, and an office at level 0 or 1. "
    "A proposal: nobody has been asked."
)


def level_label(level: int) -> str:
    return code_label("competency_level", str(level))


def head(table: CompetencyTable) -> str:
    shown = table.matrix
    offices = plural("{count} office", "{count} offices", len(shown.offices))
    many = len(shown.competencies)
    competencies = plural("{count} competency", "{count} competencies", many)
    cells = tr("{known} of {all} cells stated", known=shown.known, all=many * len(shown.offices))
    return f"{offices}, {competencies}\n{cells}"


def columns(table: CompetencyTable) -> list[MatrixColumn]:
    made = []
    for office in table.matrix.offices:
        day = table.matrix.stated(office)
        old = is_old(day, table.today)
        below = _stated(day, table.today) if day else "–"
        made.append(MatrixColumn(office, below, "warn" if old else "text2", office == table.own))
    return made


def _stated(day: str, today: str) -> str:
    """The month of this year or the last twelve, the year of what is older."""
    if len(day) >= 7 and day[:4] == today[:4]:
        return numbers().partial(day[:7], short=True).split()[0]
    return day[:4]


def rows(table: CompetencyTable) -> list[MatrixRow]:
    shown = table.matrix
    gaps = {gap.competency for gap in shown.gaps}
    return [
        MatrixRow(
            code_label("competency", one),
            tuple(_cell(table, office, one) for office in shown.offices),
            end=numbers().number(len(shown.levels(one))),
            end_tone="warn" if one in gaps else "text2",
        )
        for one in shown.competencies
    ]


def _cell(table: CompetencyTable, office: str, competency: str) -> MatrixCell:
    level = table.matrix.level(office, competency)
    name = code_label("competency", competency)
    if level is None:
        return MatrixCell(
            spoken=tr("{competency}, {office}: unknown", competency=name, office=office)
        )
    said = tr(
        "{competency}, {office}: level {level}, {words}",
        competency=name,
        office=office,
        level=level,
        words=level_label(level),
    )
    shade = Shade.ZERO if not level else Shade.STRONG if level >= HELP_FROM else Shade.LOW
    return MatrixCell(str(level), shade, said)


def gap_rows(table: CompetencyTable) -> list[tuple[str, ...]]:
    number = numbers().number
    return [
        (
            code_label("competency", gap.competency),
            number(gap.said),
            number(gap.best) if gap.best is not None else tr("unknown"),
            number(gap.without),
        )
        for gap in table.matrix.gaps
    ]


def gap_line(said: int, best: int | None) -> str:
    if best is None:
        return tr("nobody said anything")
    offices = plural("{count} office said", "{count} offices said", said)
    return tr("{offices}, best {level}", offices=offices, level=best)


def help_rows(table: CompetencyTable) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for competency in table.matrix.competencies:
        for match in table.matrix.matches(competency):
            found.append(
                (
                    code_label("competency", competency),
                    office_level(match.helper, match.level),
                    office_level(match.asks, match.asked_level),
                    languages(code_label("language", one) for one in match.languages),
                )
            )
    return found


def office_level(office: str, level: int) -> str:
    return tr("{office}, level {level}", office=office, level=level)


def languages(names: Iterable[str]) -> str:
    return ", ".join(names) or tr("languages not known")


def match_sentence(match: Match) -> str:
    return tr(
        "{helper} can help {asks}: level {level} to {asked}, {languages}.",
        helper=match.helper,
        asks=match.asks,
        level=match.level,
        asked=match.asked_level,
        languages=languages(map(language_in_sentence, match.languages)),
    )


def not_ours(office: str, table: CompetencyTable) -> str:
    if not table.own:
        return tr("Levels come from the submissions of the offices; none is stated here.")
    return tr(
        "{office} states its own levels; here only the column of {own} is written.",
        office=office,
        own=table.own,
    )
