"""The consolidated network report: a document of the Secretariat, over what it received."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rilo_desktop.analysis.counts import by_area
from rilo_desktop.analysis.results import Count
from rilo_desktop.language import NC_, catalogue
from rilo_desktop.presentation.documents import NETWORK_REPORT, SUBMISSIONS
from rilo_desktop.records import ActionItem, CaseStudy, Office, RiskIndicator
from rilo_desktop.records.translated import translated_value
from rilo_desktop.reports import (
    Approval,
    DueState,
    Head,
    NetworkContent,
    NetworkData,
    NetworkOffice,
    OwedDay,
    SamePair,
    Sent,
    unprintable,
)
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import strictest

from ..office import ways_out
from ..office.outgoing import Outgoing, going_out
from ..office.paper_setting import paper
from ..office.progress import SILENT, Progress
from ..office.session import Session
from ..submissions.preflight import refuse_blocked
from ..submissions.submission_request import addressee_of
from ..submissions.submit import made
from .network_overview import LikelyPair, Network, OfficeLine, OfficeState, likely, overview
from .received_submissions import received

MOST_PAIRS = 50
STATE_WORDS: Mapping[OfficeState, str] = {
    OfficeState.RECEIVED: NC_("a submission", "received"),
    OfficeState.LATE: N_("received late"),
    OfficeState.MISSING: NC_("a submission", "missing"),
    OfficeState.AHEAD: N_("not due yet"),
}


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """`draft`: a second officer works here and nobody approved it, so it carries the watermark.

    `withheld`: names and titles in which the guard found something.
    """

    path: Path
    pages: int
    sha256: str
    tlp: str
    draft: bool
    withheld: int = 0


def write(
    session: Session, path: Path, language: str = "en", progress: Progress = SILENT
) -> NetworkReport:
    """Write the report as a PDF, and log that it left. Raises Refused.

    It carries the strictest label of what it counts. In an office of one it is that officer's; else
    it is a working paper with the watermark of a draft.
    """
    way = ways_out.NETWORK if session.office_of_one else ways_out.NETWORK_DRAFT
    with going_out(session, way, path) as out:
        content = content_of(session, language, out)
        refuse_blocked(unprintable(content))
        head = content.head
        left = out.leave(
            made(content, progress),
            type=NETWORK_REPORT.code,
            submission=head.reference,
            addressee=head.addressee,
            tlp=head.tlp,
            reason=catalogue("en").text(NETWORK_REPORT.title),
            withheld=out.withheld,
        )
    return NetworkReport(path, left.pages, left.sha256, head.tlp, head.draft, out.withheld)


def content_of(
    session: Session, language: str = "en", out: Outgoing | None = None
) -> NetworkContent:
    """What the report prints, as things stand; of one that goes `out`, without what the guard finds
    in names and titles."""
    shown: Callable[[str], str] = out.withholding(language) if out is not None else str
    found, same = overview(session), likely(session, language)[:MOST_PAIRS]
    with session.reading() as reading:
        cases = [s.record for s in reading.records.all_of(CaseStudy.kind.code)]
        offices = [s.record for s in reading.records.all_of(Office.kind.code, archived=True)]
    if out is not None:
        offices = [out.cleaned(one, language) for one in offices]
    labels = [one.tlp for one in received(session)]
    labels += [part.tlp for pair in same for part in (pair.one, pair.other)]
    areas = by_area([case for case in cases if isinstance(case, CaseStudy)])
    ordered = tuple(sorted(areas, key=lambda count: -count.value))
    return NetworkContent(
        head=_head(session, language, strictest(labels)),
        records=(),
        revisions={},
        referenced={Office.kind.code: {office.id: office for office in offices}},
        network=_data(found, same, shown, ordered, language),
    )


def _head(session: Session, language: str, tlp: str) -> Head:
    text = catalogue(language).text
    alone = session.office_of_one
    officer, today = session.officer, session.today
    return Head(
        type=NETWORK_REPORT.code,
        language=language,
        office_code=session.office_code,
        reference=f"{session.office_code}/{today[:4]}/{NETWORK_REPORT.code}",
        revision=1,
        title=text(NETWORK_REPORT.title),
        date=today,
        purpose="note",
        addressee=text(addressee_of(session.office_code)),
        tlp=tlp,
        prepared_by=officer.function,
        approval=Approval(function=officer.function, on=today, sign=officer.sign)
        if alone
        else None,
        office_of_one=alone,
        draft=not alone,
        paper=paper(session),
    )


def _data(
    found: Network,
    same: tuple[LikelyPair, ...],
    shown: Callable[[str], str],
    areas: tuple[Count, ...],
    language: str,
) -> NetworkData:
    return NetworkData(
        offices=tuple(_office(line) for line in found.offices),
        owed=tuple(
            OwedDay(
                tuple((code, shown(name)) for code, name in translated_value(owed.names)),
                owed.last,
                owed.next,
            )
            for owed in found.owed
        ),
        types=tuple(SUBMISSIONS[name].code for name in found.types),
        areas=areas,
        pairs=tuple(_pair(one, language, shown) for one in same),
    )


def _office(line: OfficeLine) -> NetworkOffice:
    return NetworkOffice(
        code=line.code,
        submissions=line.submissions,
        latest={
            SUBMISSIONS[name].code: Sent(one.reference, one.revision, one.date)
            for name, one in line.latest.items()
        },
        states=tuple(
            DueState(cell.state.value, cell.reference, cell.next_state.value) for cell in line.cells
        ),
        cases=line.records.get(CaseStudy.kind.code, 0),
        indicators=line.records.get(RiskIndicator.kind.code, 0),
        actions=line.records.get(ActionItem.kind.code, 0),
    )


def _pair(one: LikelyPair, language: str, shown: Callable[[str], str]) -> SamePair:
    return SamePair(
        reference=one.one.reference,
        title=shown(one.one.title),
        date=one.one.date,
        other_reference=one.other.reference,
        other_title=shown(one.other.title),
        other_date=one.other.date,
        why=shown(one.likeness.why(language)),
    )
