"""Settings of the office in the window's words: on their pages, and in the log."""

from __future__ import annotations

from rilo_desktop.records import kind_named

from ..i18n import plural, tr

FOLDER, HOURS, PAPER, RETENTION = "backup.folder", "backup.hours", "paper", "retention."
"""Names of settings; a record type follows the last one."""
PAPER_SIZES = {"A4": "A4 (210 × 297 mm)", "Letter": "Letter (8½ × 11 in)"}


def setting_label(name: str) -> str:
    if name == FOLDER:
        return tr("Automatic backups are saved in")
    if name == HOURS:
        return tr("Automatic backup")
    if name == PAPER:
        return tr("Paper of documents")
    return tr(kind_named(name.removeprefix(RETENTION)).plural)


def value_said(name: str, value: str) -> str:
    if name == FOLDER:
        return value or tr("The office's own folder")
    if name == HOURS:
        return _often(int(value or 0))
    if name == PAPER:
        return PAPER_SIZES.get(value, value)
    years, _, since = value.partition(" ")
    if not int(years or 0):
        return tr("Kept permanently")
    if since == "recorded":
        return plural(
            "{count} year from when it was recorded",
            "{count} years from when it was recorded",
            int(years),
        )
    return plural(
        "{count} year from the last change", "{count} years from the last change", int(years)
    )


def _often(hours: int) -> str:
    if not hours:
        return tr("Never")
    if hours == 24:
        return tr("Every day with work")
    if hours % 24:
        return plural("Every {count} hour with work", "Every {count} hours with work", hours)
    return plural("Every {count} day with work", "Every {count} days with work", hours // 24)


def change_said(name: str, before: str, after: str) -> str:
    return tr(
        "{what}: {before} → {after}",
        what=setting_label(name),
        before=value_said(name, before),
        after=value_said(name, after),
    )
