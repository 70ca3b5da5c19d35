"""A draft that another office asks about: its text stays as it was signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from received_offices import coming, document

from rilo_desktop.office_codes import PRACTICE_OFFICES, PRACTICE_SECRETARIAT
from rilo_desktop.records import Consultation
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.records import consultations, record
from rilo_desktop.services.submissions import one_record
from small_catalogue import make_office

WORDS = "nine loud magpies left the southern harbour"
DRAFT = "1. Minutes are sent within ten days.\n\n2. Minutes are kept for one year.\n"


def test_the_text_of_another_office_stays_before_it_is_answered(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT, "utf-8")
    with (
        make_office(tmp_path / "sender", PRACTICE_SECRETARIAT, "S-01", WORDS).session as sender,
        make_office(tmp_path / "office", PRACTICE_OFFICES[0], "A-01", WORDS).session as office,
    ):
        kept = consultations.add(sender, draft, title="Minutes", subject="P-1").stored.record
        record.save(sender, replace(kept, tlp="GREEN"))
        released = one_record.send(sender, kept.id, "en").submission.reference
        receive.accept(office, coming(office, document(sender, released)))
        held = record.get(office, kept.id).record
        assert isinstance(held, Consultation)
        first, second = held.paragraphs
        for wrong in (
            (replace(first, text="FALSIFIED"), second),
            (replace(first, heading="Another heading"), second),
            (second, first),
            (first,),
            (first, second, first),
        ):
            with pytest.raises(Refused) as refused:
                record.save(office, replace(held, paragraphs=wrong))
            assert refused.value.findings[0].rule == "updates.signed"
        assert record.get(office, kept.id).record == held
        answered = (replace(first, position="agree"), second)
        record.save(office, replace(held, paragraphs=answered))
        own = record.get(sender, kept.id).record
        assert isinstance(own, Consultation)
        record.save(sender, replace(own, paragraphs=own.paragraphs[:1]))  # its own
