"""Every type of document goes through a signed submission to a second store: no field is lost.

What is written into the texts of a record that goes whole is made by Hypothesis; everything else is
the sample. The second store must hold each record equal in every field that may leave, and the
document must verify.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rilo_desktop.presentation.document_spec import DocumentSpec
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.records import FieldType, Record, fields_of
from rilo_desktop.records.office_only import without_office_only
from rilo_desktop.services.office import cards
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import waiting
from rilo_desktop.services.records import record
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.services.submissions.document_records import Part
from rilo_desktop.services.submissions.submission_request import chosen
from rilo_desktop.services.submissions.usual_scope import usual_order
from sample_office import ready_for

WORD = st.text("abcdeg éüßñøł", min_size=3, max_size=14).map(str.strip).filter(bool)
TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)
KEPT = frozenset({"local_ref", "sha256", "channel", "source_grade"})
"""Fields whose text means something to the rules."""


def _open_texts(thing: Record) -> list[str]:
    """Fields of free text that hold one and that leave."""
    return [
        name
        for name, about in fields_of(type(thing)).items()
        if about.type in TEXTS
        and not (about.office_only or about.vocabulary or about.unguarded or name in KEPT)
        and isinstance(getattr(thing, name), str)
    ]


@pytest.mark.parametrize("spec", SUBMISSIONS.values(), ids=lambda spec: spec.name)
@settings(
    max_examples=1,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.generate,),
)
@given(data=st.data())
def test_no_field_is_lost_on_the_way(
    make_session: Any, tmp_path: Path, spec: DocumentSpec, data: st.DataObject
) -> None:
    session, other = make_session(sample=True), make_session("SECRETARIAT", new=True)
    ready_for(session, spec)
    order = usual_order(session, spec.name)
    whole = [one.stored for one in chosen(session, order) if one.part is Part.WHOLE]
    for stored in whole[:1]:
        names = _open_texts(stored.record)
        values = {name: data.draw(WORD, label=name) for name in names}
        record.save(session, record.with_values(stored.record, values), stored.revision)
    made = submit.submit(session, replace(order, reason="as agreed")).submission
    path = tmp_path / f"{made.reference.replace('/', '-')}.pdf"
    release.export(session, made.reference, path)
    (card,) = (one.fingerprint for one in cards.listed(session) if one.standing == "own")
    looked = receive.inspect_submissions(other, [path], [card])
    receive.accept(other, looked, wanted={one.id for one in waiting(looked)})
    with session.reading() as here, other.reading() as there:
        for line in made.records:
            then = here.revisions.get(line.revision or "")
            assert then is not None
            if line.part:
                continue
            sent, _ = without_office_only(then.record_then())
            found = there.records.stored(line.record or "")
            if found is None:
                pytest.fail(f"{line.reference} did not arrive")
            for name in _compared(sent):
                assert getattr(found.record, name) == getattr(sent, name), name


def _compared(sent: Record) -> Iterator[str]:
    return (name for name in fields_of(type(sent)) if name != "pictures")
