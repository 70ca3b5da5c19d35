"""Random keys and clicks do no harm; `make proof PARTS=monkey` presses many more of them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from random_forms import definitions

from made_once import made_once
from rilo_desktop.questions.definition import Definition, ItemType, definition_text
from rilo_desktop.records import Questionnaire
from rilo_desktop.services.office.session import Session, open_store
from rilo_desktop.services.records import forms, record
from sample_office import PASSPHRASE, sample_office
from short_forms import FULL

MONKEY = Path(__file__).with_name("monkey.py")
SHORT, LONG = 300, 1_200
"""Steps of a run."""
SEEDS = (1, 2)
FOUND: tuple[int, ...] = ()
"""Seeds of runs that failed once."""
FORMS = 3
LOOKS = ((), ("scheme=dark",), ("language=fr",), ("language=xx",))
"""Of the long form, in turn; the window of the pseudo-language is mirrored."""


def with_repeats(wanted: int) -> list[Definition]:
    """Forms by chance with a repeat whose lines another answer counts, the same each time."""
    found: list[Definition] = []

    @seed(20261130)
    @settings(max_examples=200, database=None, phases=[Phase.generate], deadline=None)
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        made = data.draw(definitions())
        items = [item for _, item in made.walk()]
        is_counted = any(item.repeat_count for item in items)
        if len(found) < wanted and is_counted and len(items) > 6:
            number = len(found)
            found.append(
                replace(made, form_id=f"chance{number}", title=(("", f"Chance {number}"),))
            )

    collect()
    return found


def add_forms(session: Session) -> Iterator[str]:
    for form in with_repeats(FORMS):
        text = definition_text(form)
        kept = record.save(
            session,
            Questionnaire(
                local_ref=form.form_id,
                title=form.title[0][1],
                form_id=form.form_id,
                form_version="1",
                definition=text,
                definition_sha256=hashlib.sha256(text.encode()).hexdigest(),
                question_count=sum(item.type is not ItemType.NOTE for _, item in form.walk()),
            ),
        )
        asked = kept.stored.record
        assert isinstance(asked, Questionnaire)
        made = forms.answers_of(session, asked, "2025")
        yield record.save(session, replace(made.record, answers=())).stored.record.id


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office at work, with forms by chance."""
    sample = sample_office(tmp_path_factory)

    def make(folder: Path) -> None:
        shutil.copytree(sample, folder / "office")
        with open_store(folder / "office", PASSPHRASE) as session:
            assert len([*add_forms(session)]) == FORMS

    return made_once(tmp_path_factory, "monkey", make) / "office"


def runs() -> list[tuple[int, tuple[str, ...]]]:
    if not FULL:
        return [(one, ()) for one in (*SEEDS, *FOUND)]
    first = int(os.environ.get("RILO_SEED", "1"))
    return [(first + at, LOOKS[at % len(LOOKS)]) for at in range(20)]


@pytest.mark.parametrize(("number", "look"), runs())
def test_random_keys_and_clicks_do_no_harm(
    office: Path, tmp_path: Path, number: int, look: tuple[str, ...]
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(office, folder)
    steps = str(LONG if FULL else SHORT)
    command = [sys.executable, "-X", "faulthandler", str(MONKEY), str(folder), str(number), steps]
    done = subprocess.run(
        [*command, *look], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 0, f"seed {number} {look}\n{done.stdout}\n{done.stderr[-6000:]}"
