"""What a backup holds and what the office would lose, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import contents, day_and_time, numbers, plural, sentence, tr

if TYPE_CHECKING:
    from rilo_desktop.services.office.restore import Manifest, Restored, RestorePreview
    from rilo_desktop.services.office.salvage import Salvaged


def held(about: Manifest) -> str:
    """ "AP, 25 Nov 2026 09:00 by AP-01: 240 records, ..."."""
    return tr(
        "{office}, made {time} by {sign}: {counts}.",
        office=about.office_code,
        time=day_and_time(about.made),
        sign=about.officer,
        counts=contents(about.records, about.revisions, about.operations),
    )


def lost(before: RestorePreview) -> list[str]:
    """Sentences: what the office has and the backup has not, and who could open it."""
    if before.standing == "nothing":
        return [tr("The folder is empty: nothing would be lost."), *_numbered(before)]
    aside = tr("The present office is set aside.")
    if before.why is not None:
        why = sentence(before.why)
        unknown = tr("It cannot be determined what would be lost. {why}", why=why)
        return [unknown, aside, *_numbered(before)]
    said = [_missing(before) if before.lost else tr("Nothing would be lost."), aside]
    for signs, words in (
        (before.back, tr("Officers who could open it again:")),
        (before.gone, tr("Officers who could not open it any more:")),
    ):
        if signs:
            said.append(f"{words} {', '.join(signs)}.")
    return [*said, *_numbered(before)]


def _numbered(before: RestorePreview) -> list[str]:
    if before.numbers is not None:
        return []
    return [
        tr(
            "It is not known which numbers were given out after this backup: new records "
            "will get the next free letter, unless you choose one."
        )
    ]


def _missing(before: RestorePreview) -> str:
    gone = before.lost
    number = numbers().number
    if not gone.revisions:
        return plural(
            "No record would be lost, only {count} entry of the log.",
            "No record would be lost, only {count} entries of the log.",
            gone.operations,
        )
    return tr(
        "Not in the backup: {counts}. New records: {new}. Last change: {newest}.",
        counts=contents(gone.records, gone.revisions),
        new=number(gone.new),
        newest=day_and_time(gone.newest) if gone.newest else "–",
    )


def restored(done: Restored) -> str:
    said = [tr("The office is restored.")]
    if done.aside is not None:
        said.append(tr("The previous office is kept in {aside}.", aside=done.aside))
    return " ".join((*said, *map(sentence, done.findings)))


def salvaged(count: int, path: object, found: Salvaged) -> str:
    counts = contents(count, found.revisions, pictures=found.pictures)
    said = tr("{file}: {counts}. The file is not encrypted.", file=path, counts=counts)
    rows = sum(rows for _, rows in found.unreadable)
    if not found.unreadable:
        return said
    return f"{said} " + plural(
        "{count} row could not be read.", "{count} rows could not be read.", max(1, rows)
    )
