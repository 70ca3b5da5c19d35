"""The questionnaires of the sample: the shipped forms, and what practice office XX answers.

    python tools/sample_forms.py

Run it after a change of resources/forms: it writes resources/sample/questionnaires.json.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.form_file import read_form
from rilo_desktop.questions.answer_lines import lines_of, read_lines
from rilo_desktop.questions.answers_json import all_problems, read_answers
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import definition_text
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.records import Questionnaire
from rilo_desktop.records.identifiers import shipped_id
from rilo_desktop.services.records.forms import described, own_number

ROOT = Path(__file__).resolve().parent.parent
FORMS, ANSWERS = ROOT / "resources" / "forms", ROOT / "tests" / "fixtures" / "forms"
TARGET = ROOT / "resources" / "sample" / "questionnaires.json"
FORMER = re.compile(r"\b(XX-(?:CS|ACT)-)2025-")
"""Numbers of the practice year had their year in them when the answers were written."""
ASKED = {"asked_by": "RILO Desktop (own, provisional)", "language": "en", "tlp": "GREEN"}


def main() -> None:
    forms, answered = [], []
    for path in sorted(FORMS.glob("*.xlsx")):
        definition = read_form(path)
        number = own_number(definition.form_id, definition.version)
        fields = described(definition, definition_text(definition))
        forms.append({"local_ref": number, **fields, **ASKED, "source": "own, provisional"})
        text = (ANSWERS / f"{path.stem}_answers_XX.json").read_text("utf-8")
        said = json.loads(FORMER.sub(r"\1", text))
        answered.append(_answers(number, fields, said, compile_form(definition)))
    made = {"questionnaires": forms, "questionnaire_answers": answered}
    TARGET.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _answers(number: str, fields: Any, said: Any, form: Any) -> dict[str, Any]:
    lines, problems = read_answers(form.definition, said["answers"])
    root, left = read_lines(form.definition, lines)
    now = datetime.combine(datetime.fromisoformat(said["meta"]["evaluate_today"]), time(12))
    state = FormState(form, now, root)
    problems += all_problems(form.definition, said["answers"], state)
    assert not problems, problems
    assert not left, left
    return {
        "local_ref": f"{number} XX",
        "title": fields["title"],
        "questionnaire": shipped_id(Questionnaire.kind.code, number),
        "form_id": fields["form_id"],
        "form_version": fields["form_version"],
        "period": "2025",
        "answered_on": said["meta"]["answered_on"],
        "language": "en",
        "tlp": "AMBER",
        "answers": [
            {"path": line.path, "value": line.value or None, "state": line.state.value}
            for line in lines_of(state.root)
        ],
    }


if __name__ == "__main__":
    main()
