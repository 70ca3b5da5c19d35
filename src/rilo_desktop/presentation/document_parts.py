"""What several types of document have: the name of the sender, the last annexes, what is typed."""

from __future__ import annotations

from rilo_desktop.records import Office
from rilo_desktop.rules.findings import N_

from .document_spec import AnnexSpec, MessageSpec, ReferenceSpec

SENDER = ReferenceSpec(record_type=Office.kind.code, fields=("local_ref", "name"), with_sender=True)
HANDLING = AnnexSpec(N_("Handling labels"), ("handling",))
LAST_ANNEXES = (
    AnnexSpec(N_("Abbreviations"), ("abbreviations",)),
    AnnexSpec(N_("Integrity"), ("integrity", "check"), new_page=False),
)
TOLD_AND_ASKED = (
    MessageSpec(place="happened", label=N_("What this tells us"), several=True),
    MessageSpec(place="asked", label=N_("Requests"), several=True, limit=400),
)
