# mypy: disable-error-code="arg-type, attr-defined, call-arg"
"""The file of a submission is what docs/file-format.md says, by programs that are none of ours."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import stix_schemas
from PIL import Image

from made_once import made_once
from rilo_desktop.exchange.package import Package, PackageHeader, PackedPicture, Printed
from rilo_desktop.exchange.stix import _CONFIDENCE
from rilo_desktop.presentation.documents import SUBMISSIONS
from rilo_desktop.records import Submission
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import competencies, record
from rilo_desktop.services.records.lists import Query, all_stored
from rilo_desktop.services.submissions import release, submit
from rilo_desktop.services.submissions.usual_scope import usual_order
from sample_office import PASSPHRASE, add_sample_in_work, copied_sample
from sample_pictures import attach

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "file-format.md"
SCRIPT = DOCS / "read_submission.py"
TYPES = tuple(SUBMISSIONS)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One submission of each type; a case has a picture, an indicator a grade and a label."""

    def make(folder: Path) -> None:
        copied_sample(tmp_path_factory, folder / "ap")
        _send_each(folder)

    made = made_once(tmp_path_factory, "file-format", make)
    return {path.stem: path for path in made.glob("*.pdf")}


def _send_each(folder: Path) -> None:
    with open_store(folder / "ap", PASSPHRASE) as session:
        Image.effect_noise((640, 480), 40).save(folder / "photo.png")
        (name,) = (
            session.store.reading().__enter__().records.find_ids("case-study", "CS-AP-2019-001")
        )
        attach(session, name, folder / "photo.png", "The parcel")
        graded = replace(
            record.new(session, "risk-indicator"),
            local_ref="X-1",
            title="Graded",
            statement="What is seen",
            source_grade="B2",
            grading_scheme="6x6",
            tlp="GREEN",
            valid_from="2026-01-01",
            valid_to="2027-01-01",
            legitimate_explanation="None known",
        )
        record.save(session, graded)
        stored = record.find(session, "CS-AP-2019-001")
        (line,) = stored.record.pictures
        looked = replace(stored.record, pictures=(replace(line, sanitised=True),))
        record.save(session, looked, stored.revision)
        order = submit.SubmissionRequest("case-studies", where="CS-AP-2019-001", reason="test")
        _sent(session, order, folder / "picture.pdf")
        competencies.state(session, "C01", 2)  # the sample says nothing of a real office
        (rating,) = (
            found.record
            for found in all_stored(session, Query("competency-rating"))
            if found.record.office_code == "AP"
        )
        record.save(session, replace(rating, source="own judgement"))
        for type_ in TYPES:
            path = folder / f"{type_}.pdf"
            order = replace(usual_order(session, type_), reason="test")
            if SUBMISSIONS[type_].record_type == Submission.kind.code:  # one page over ten papers
                papers = [one.record.id for one in all_stored(session, Query("submission"))]
                order = replace(order, records=tuple(papers[:10]))
            _sent(session, order, path)


def _sent(session: Any, order: submit.SubmissionRequest, path: Path) -> Path:
    reference = submit.submit(session, order).submission.reference
    release.export(session, reference, path)
    return path


def _attached(path: Path) -> dict[str, bytes]:
    with pikepdf.open(path) as pdf:
        return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def test_it_says_that_it_is_1_7_and_names_the_extension_of_its_signature(
    files: dict[str, Path],
) -> None:
    with pikepdf.open(files["picture"]) as pdf:
        assert (pdf.pdf_version, pdf.Root.get("/Version")) == ("1.7", None)
        assert pdf.Root.Extensions.ESIC.BaseVersion == "/1.7"


@pytest.mark.parametrize("type_", [*TYPES, "picture"])
def test_the_data_are_valid_by_the_schema_that_lies_beside_them(
    files: dict[str, Path], type_: str
) -> None:
    from jsonschema import ValidationError

    attached = _attached(files[type_])
    validator = _validator(attached["schema.json"])
    data = json.loads(attached["submission.json"])
    validator.validate(data)
    excerpts = [one for some in data["printed"]["excerpts"].values() for one in some.values()]
    snapshots = [one["snapshot"] for one in data["records"]] + excerpts
    assert snapshots
    snapshots[0]["goods"] = "no list"
    with pytest.raises(ValidationError):
        validator.validate(data)


@cache
def _validator(schema: bytes) -> Any:
    """All files have the same schema, which is checked once."""
    import jsonschema  # takes 4 s, which every process that only collects would spend

    jsonschema.Draft202012Validator.check_schema(json.loads(schema))
    return jsonschema.Draft202012Validator(json.loads(schema))


def test_the_indicators_are_a_valid_bundle_of_stix(files: dict[str, Path]) -> None:
    text = _attached(files["indicator-catalogue"])["indicators.stix.json"].decode()
    assert stix_schemas.problems(text) == []
    objects = json.loads(text)["objects"]
    indicators = [item for item in objects if item["type"] == "indicator"]
    assert {item["pattern_type"] for item in indicators} == {"stix"}
    data = json.loads(_attached(files["indicator-catalogue"])["submission.json"])
    assert len(indicators) == len(data["records"])
    (graded,) = (item for item in indicators if item["name"] == "Graded")
    assert graded["confidence"] == _CONFIDENCE["2"] == 70
    assert (graded["valid_from"][:10], graded["valid_until"][:10]) == ("2026-01-01", "2027-01-01")
    marks = {item["id"]: item["name"] for item in objects if item["type"] == "marking-definition"}
    assert [marks[name] for name in graded["object_marking_refs"]] == ["TLP:GREEN"]
    assert graded["description"] == "What is seen"
    assert graded["pattern"] == "[x-rilo-observation:statement = 'What is seen']"
    assert "indicators.stix.json" not in _attached(files["case-studies"])


WRONG_IN_AN_INDICATOR = {
    "pattern": "[x-rilo-observation:statement = 'a'",
    "lang": "english",
    "created": "2026-13-01",
    "modified": "2020-01-01T00:00:00.000Z",
    "valid_until": "tomorrow",
    "confidence": 101,
    "object_marking_refs": ["indicator--1"],
    "created_by_ref": "RILO AP",
    "external_references": [{"url": "somewhere"}],
    "id": "indicator--1",
    "type": "sign",
    "name": None,
}


@pytest.mark.parametrize("key", WRONG_IN_AN_INDICATOR)
def test_what_is_wrong_in_a_bundle_is_found(files: dict[str, Path], key: str) -> None:
    bundle = json.loads(_attached(files["indicator-catalogue"])["indicators.stix.json"])
    indicator = next(item for item in bundle["objects"] if item["type"] == "indicator")
    indicator[key] = WRONG_IN_AN_INDICATOR[key]
    assert stix_schemas.problems(json.dumps(bundle)) != []


def _bundle(path: Path) -> dict[str, Any]:
    bundle: dict[str, Any] = json.loads(_attached(path)["indicators.stix.json"])
    return {item["id"]: item for item in bundle["objects"]}


def test_an_indicator_is_one_object_of_stix_in_all_submissions(tmp_path: Path) -> None:
    """Two submissions on two days: the same ids and `created`; `modified` where it was changed."""
    at = [datetime(2026, 11, 25, 9, 0, tzinfo=UTC)]
    with make_office(
        tmp_path / "ap", "AP", "AP-01", "a passphrase of the first officer", clock=lambda: at[0]
    ).session as session:
        add_sample_in_work(session)
        sign = "A driver's \\ backslash\nand a second line"
        own = replace(record.new(session, "risk-indicator"), title="Own", statement=sign)
        record.save(session, replace(own, local_ref="X-1", legitimate_explanation="None"))
        order = replace(usual_order(session, "indicator-catalogue"), reason="test")
        first = _sent(session, order, tmp_path / "first.pdf")
        again = tmp_path / "again.pdf"
        release.export(session, session_reference(first), again)
        at[0] += timedelta(days=3)
        stored = record.find(session, own.id)
        record.save(session, replace(stored.record, valid_from="2026-11-01"), stored.revision)
        order = replace(usual_order(session, "indicator-catalogue"), reason="test")
        later = _sent(session, order, tmp_path / "later.pdf")
    before, after = _bundle(first), _bundle(later)
    assert before == _bundle(again)
    assert before.keys() == after.keys()
    assert {name: one["created"] for name, one in before.items()} == {
        name: one["created"] for name, one in after.items()
    }
    changed = [name for name, one in before.items() if one != after[name]]
    (held,) = (name for name, one in before.items() if one.get("name") == "Own")
    assert changed == [held]
    assert before[held]["created"] == "2026-11-25T09:00:00.000Z" <= before[held]["modified"]
    assert after[held]["modified"] == "2026-11-28T09:00:00.000Z"
    assert before[held]["pattern"].endswith("= 'A driver\\'s \\\\ backslash\nand a second line']")
    assert stix_schemas.problems(_attached(later)["indicators.stix.json"].decode()) == []


def session_reference(path: Path) -> str:
    return str(json.loads(_attached(path)["submission.json"])["submission"]["reference"])


def test_a_program_written_from_the_page_alone_reads_it(files: dict[str, Path]) -> None:
    """With pikepdf and json only, in sixty lines."""
    text = SCRIPT.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert set(re.findall(r"^import (\w+)", text, re.M)) == {"hashlib", "json", "sys", "pikepdf"}
    assert "from " not in "".join(line for line in text.splitlines() if line.startswith("from"))
    for path in files.values():
        run = _read(path)
        assert run.returncode == 0, run.stdout + run.stderr
        data = json.loads(_attached(path)["submission.json"])
        for item in data["records"]:
            assert item["reference"] in run.stdout


@pytest.mark.parametrize("name", ["submission.json", "picture"])
def test_it_finds_what_was_exchanged(files: dict[str, Path], tmp_path: Path, name: str) -> None:
    path = files["picture"]
    attached = _attached(path)
    with pikepdf.open(path) as pdf:
        (photo,) = (one for one in attached if one.endswith(".jpg"))
        exchanged = photo if name == "picture" else name
        other = b"\xff\xd8\xff" if name == "picture" else _another_title(attached[name])
        del pdf.attachments[exchanged]
        pdf.attachments[exchanged] = pikepdf.AttachedFileSpec(pdf, other)
        pdf.save(tmp_path / "x.pdf")
    assert _read(tmp_path / "x.pdf").returncode == 1


def _another_title(data: bytes) -> bytes:
    found = json.loads(data)
    found["records"][0]["snapshot"]["title"] = "Another"
    return json.dumps(found).encode()


def _read(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, SCRIPT, path]
    return subprocess.run(command, capture_output=True, text=True, env={"PYTHONUTF8": "1"})


def test_the_picture_that_leaves_is_a_clean_copy_under_its_own_hash(files: dict[str, Path]) -> None:
    attached = _attached(files["picture"])
    data = json.loads(attached["submission.json"])
    (listed,) = data["pictures"]
    content = attached[f"{listed['sha256']}.jpg"]
    assert hashlib.sha256(content).hexdigest() == listed["sha256"]
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (listed["width"], listed["height"])
        assert not image.getexif()
    (kept,) = data["records"][0]["snapshot"]["pictures"]
    assert kept["sha256"] != listed["sha256"], "the original stays"


def test_the_page_names_every_key() -> None:
    """What is added to the format is written down."""
    text = PAGE.read_text("utf-8")
    for cls in (Package, PackageHeader, Printed, PackedPicture):
        for name in cls.__dataclass_fields__:
            assert f"`{name}`" in text, f"{cls.__name__}.{name}"
