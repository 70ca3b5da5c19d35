"""Nothing is released, and nothing leaves signed, that this program's own verifier refuses.

refuse_unsound(document, packing, key, progress)    a signed document, before it counts
"""

from __future__ import annotations

from functools import partial

from rilo_desktop.exchange.cards import Identity, read_card
from rilo_desktop.exchange.submission import OpenedFile, opened
from rilo_desktop.rules.findings import N_, Finding, Refused

from ..office.finding_helpers import finding
from ..office.progress import Progress
from .packing import Packing
from .verify import Trust, TrustedCard, Verdict, judge
from .verify_pages import Agreement, agreement_of


def refuse_unsound(
    document: bytes, packing: Packing, key: Identity, progress: Progress, anew: bool = False
) -> None:
    """`packing`: what it was made from; `anew`: the pages are made again to be compared. Else they
    are where the data does not read back as it was packed: equal data makes equal pages.

    Raises Refused.
    """
    progress(0, 0, N_("Verifying the document"))
    verdict = progress.outside(_judged, document, packing, key, progress, anew)
    if not verdict.is_good:
        name = packing.package.submission.reference
        raise Refused(_refusal(verdict, name), *verdict.findings, *verdict.notes)


def _judged(
    document: bytes, packing: Packing, key: Identity, progress: Progress, anew: bool
) -> Verdict:
    name = f"{packing.package.submission.reference.replace('/', '-')}.pdf"
    card = TrustedCard(read_card(key.card))
    compare = agreement_of if anew else partial(_compared, packing)
    return judge(opened(document, name), (card,), (), progress, compare)


def _compared(
    packing: Packing, document: OpenedFile, progress: Progress
) -> tuple[Agreement, list[Finding], list[str]]:
    if (document.package, document.files) == (packing.package, packing.files):
        return Agreement.SAME, [], []
    return agreement_of(document, progress)


def _refusal(verdict: Verdict, name: str) -> Finding:
    if verdict.trust is Trust.OUT_OF_TIME:
        message = N_(
            "{name} was not exported: the card of this office is not valid today. Check the "
            "clock, or renew the card, then try again."
        )
    else:
        message = N_(
            "{name} was not exported: this program made the document, and its own check "
            "rejects it. Send what follows to your support contact."
        )
    return finding("release.unsound", message, name=name)
