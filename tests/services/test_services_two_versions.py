"""Offices answer two versions of a form: one paper holds both, and says where they differ."""

from __future__ import annotations

from pathlib import Path

from office_with_forms import (
    RILO,
    answers,
    answers_file,
    changed_workbook,
    practice_office,
    workbook,
)
from received_offices import coming, document, to_file

from rilo_desktop.exchange.submission import printed
from rilo_desktop.office_codes import PRACTICE_SECRETARIAT
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import IncomingFile
from rilo_desktop.services.records import form_answers_file, form_table, forms
from rilo_desktop.services.submissions.submit import SubmissionRequest, submit


def came_from(folder: Path, code: str, form: Path, host: int) -> IncomingFile:
    data = answers(RILO)
    data["meta"].pop("form_version", None)
    data["answers"]["about"]["office"] = code
    said = data["answers"]["manpower"]
    said |= {"host": host, "seconded": 1, "analysts": 2, "posts": host + 2}
    said["languages"] = [{"language": "en", "speakers": 1}]
    with practice_office(folder / code, code) as session:
        forms.add(session, form)
        done = form_answers_file.answer(session, RILO, answers_file(folder, data))
        assert done.saved is not None, done.problems
        about = (done.saved.stored.record.id,)
        order = SubmissionRequest("questionnaire-return", records=about, reason="as agreed")
        return document(session, submit(session, order).submission.reference)


def test_answers_to_an_older_version_are_counted_where_it_asked_the_same(tmp_path: Path) -> None:
    words = "Officers whom the host pays"
    newer = changed_workbook(RILO, tmp_path, "2026112999", host=words)
    with practice_office(tmp_path / "secretariat", PRACTICE_SECRETARIAT) as secretariat:
        forms.add(secretariat, workbook(RILO))
        form = forms.add(secretariat, newer).form
        for code, book, host in (("XX", workbook(RILO), 5), ("X1", newer, 7)):
            receive.accept(secretariat, coming(secretariat, came_from(tmp_path, code, book, host)))
        found = form_table.table_of(secretariat, form.id)
        rows = {"/".join(row.path): row for row in found.rows}
        assert rows["manpower/host"].base == 1, "asked otherwise before"
        assert rows["manpower/host"].total == 7
        assert rows["manpower/seconded"].base == 2, "asked the same"
        order = SubmissionRequest("consolidated-answers", records=(form.id,), reason="as agreed")
        path = to_file(secretariat, submit(secretariat, order).submission.reference, tmp_path)
    text = "\n".join(
        line for page in printed(path.read_bytes(), path.name, "en").pages for line in page.lines
    )
    assert "XX: version 2026112701" in text
    assert "Where versions differ" in text
    assert words in text
    assert "Answers to these questions are counted from this version alone." in text
