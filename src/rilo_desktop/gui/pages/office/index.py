"""What the index of the office says of each page, in a few words; in amber what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...context import PageContext
from ...i18n import numbers, plural, tr, window_language
from ...routing import HANDOVER, LOG, OFFICERS
from ...state.backups import day_of, in_short, needs_care
from ...widgets.languages import IN_ITSELF

if TYPE_CHECKING:
    from rilo_desktop.services.office.session import Session


class Counts(NamedTuple):
    officers: int
    cards: int
    due: int
    own_codes: int
    packs: int
    paper: str
    dossier: str
    """When the last one was written, ISO; "" never."""


def read_counts(session: Session) -> Counts:
    """In the worker."""
    from rilo_desktop.services.office import (
        actions,
        audit_log,
        cards,
        office_lists,
        officers,
        paper_setting,
    )
    from rilo_desktop.services.receiving import list_packs
    from rilo_desktop.services.records import retention

    dossiers = audit_log.newest(session, 1, actions.DOSSIER)
    return Counts(
        sum(one.is_active for one in officers.listed(session)),
        sum(one.standing.value == "trusted" for one in cards.listed(session)),
        retention.count_due(session, retention.rules(session)),
        len(office_lists.entries(session)),
        len(list_packs.taken(session)),
        paper_setting.paper(session),
        dossiers[0].time if dossiers else "",
    )


def state_of(key: str, context: PageContext, counts: Counts) -> tuple[str, bool]:
    """What is said, and does it want somebody?"""
    state = context.backups.state
    if key == "backups" and state is not None:
        return in_short(state), needs_care(state)
    if key == "retention" and counts.due:
        return plural("{count} record to decide", "{count} records to decide", counts.due), True
    return _said(key, context, counts), False


def _said(key: str, context: PageContext, counts: Counts) -> str:
    if key == "window":
        language = IN_ITSELF.get(window_language(), window_language())
        size = tr("{number} %", number=numbers().number(context.preferences.text_size))
        return f"{language}, {size}"
    if key == OFFICERS:
        return plural("{count} officer", "{count} officers", counts.officers)
    if key == "keys":
        return plural("{count} office known", "{count} offices known", counts.cards)
    if key == "retention":
        return tr("nothing is due")
    if key == "paper":
        return counts.paper
    if key == "lists":
        own = plural("{count} own name", "{count} own names", counts.own_codes)
        packs = plural("{count} list taken over", "{count} lists taken over", counts.packs)
        return f"{own}, {packs}" if counts.packs else own
    if key == LOG:
        return tr("who did what, and the check")
    if key == HANDOVER:
        return tr("last {day}", day=day_of(counts.dossier)) if counts.dossier else tr("never yet")
    return ""
