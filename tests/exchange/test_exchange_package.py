# mypy: disable-error-code="arg-type"
"""The data inside a submission: written one way, read back whole or refused."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.exchange import package as packing
from rilo_desktop.exchange.package import (
    ON_A4,
    VERSION,
    LogHead,
    OwnCode,
    Package,
    Packed,
    PackedFile,
    PackedPicture,
    Printed,
    RestoredLog,
    from_json,
    to_json,
)
from rilo_desktop.exchange.package_schema import schema_json
from rilo_desktop.exchange.strict_json import Misshapen, Newer, is_in
from rilo_desktop.office_codes import is_practice
from rilo_desktop.paper import PAPERS
from rilo_desktop.records.attachment import safe_name
from rilo_desktop.records.snapshots import Snapshot, to_snapshot
from short_forms import examples

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RECORDS = any_record("challenge")
"""A small kind: what is in a snapshot is the matter of tests/records."""
HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)


@cache
def validator(version: int = VERSION) -> Any:
    import jsonschema  # takes 4 s, which every process that only collects would spend

    return jsonschema.Draft202012Validator(json.loads(schema_json(version)))


def _of(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is tuple:
        return st.lists(_of(get_args(hint)[0]), max_size=1).map(tuple)
    if hint == Snapshot:
        return RECORDS.map(to_snapshot)
    if get_origin(hint) is dict:
        return st.dictionaries(TEXT, _of(get_args(hint)[1]), max_size=1)
    if hint is Printed:
        return st.just(Printed())
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        return st.builds(hint, **{f.name: _of(hints[f.name]) for f in fields(hint)})
    if get_args(hint):
        return st.none() | _of(get_args(hint)[0])
    return {str: TEXT, int: st.integers(0, 2**53 - 1), bool: st.booleans()}[hint]


PACKED = st.builds(
    lambda record, revision, ancestors: Packed(
        kind=record.kind.code,
        id=record.id,
        reference=record.reference,
        revision=revision,
        number=len(ancestors) + 1,
        parents=tuple(ancestors[:1]),
        ancestors=tuple(ancestors),
        snapshot=to_snapshot(record),
    ),
    RECORDS,
    HASHES,
    st.lists(HASHES, max_size=3),
)


OFFICES = st.from_regex(r"[A-Z][A-Z0-9-]{0,15}", fullmatch=True) | st.just("XX")


NAMES = st.text("Aé中 ", min_size=1, max_size=80).map(lambda text: " ".join(text.split()) or "a")
OWN_CODES = st.builds(
    OwnCode,
    list=st.sampled_from(("commodity", "a list of a later program")),
    code=st.builds("{}-{}".format, OFFICES, st.from_regex("[A-Z0-9_]{1,30}", fullmatch=True)),
    label_en=NAMES,
    label_fr=st.just("") | NAMES,
)


RESTORES = st.lists(
    st.builds(
        lambda kept, behind, day, log: replace(
            log,
            kept=replace(log.kept, number=kept),
            number=kept + behind,
            made=day.isoformat(),
        ),
        st.integers(1, 2**40),
        st.integers(1, 2**20),
        st.dates(),
        _of(RestoredLog),
    ),
    max_size=2,
).map(tuple)
"""Each of a time before the release, on a day."""


def printed(version: int) -> st.SearchStrategy[Printed]:
    """What else is on the pages, by the version of the format."""
    hints = get_type_hints(Printed)
    there = {f.name: _of(hints[f.name]) for f in fields(Printed) if is_in(f, version)}
    for name in there.keys() & {"referenced", "excerpts"}:
        there[name] = st.lists(RECORDS.map(to_snapshot), max_size=2).map(
            lambda found: {one["kind"]: {one["id"]: one} for one in found}
        )
    if "own_codes" in there:
        there["own_codes"] = st.lists(OWN_CODES, max_size=3, unique_by=lambda one: one.code).map(
            tuple
        )
    return st.builds(Printed, **there)


@st.composite
def packages(draw: st.DrawFn) -> Package:
    records = tuple(draw(st.lists(PACKED, max_size=2, unique_by=lambda packed: packed.id)))
    pictures = tuple(
        PackedPicture(record=r.id, position=0, sha256=draw(HASHES), width=800, height=600)
        for r in records
        if draw(st.booleans())
    )
    made = draw(_of(Package))
    assert isinstance(made, Package)
    days = st.dates().map(lambda day: day.isoformat())
    named = st.builds(packing.Deletion, record=HASHES, on=days)
    version = draw(st.sampled_from((1, ON_A4, VERSION)))
    paper = draw(st.sampled_from(tuple(PAPERS)))
    deletions = tuple(draw(st.lists(named, max_size=2))) if version > 1 else ()
    files = [
        PackedFile(
            record=r.id,
            name=safe_name(draw(st.text(max_size=40))),
            description=draw(st.text(max_size=20)),
            tlp="AMBER",
            size=draw(st.integers(1, 1_000_000)),
            media_type="text/plain",
            sha256=draw(HASHES),
        )
        for r in records
        if version > 1 and draw(st.booleans())
    ]
    office = draw(OFFICES.filter(lambda code: version > 1 or not is_practice(code)))
    restored = draw(RESTORES) if version > 1 else ()
    head = made.submission.log_head
    if restored:
        last = max(one.number for one in restored)
        head = LogHead(number=last + draw(st.integers(1, 9)), hash=draw(TEXT))
    later = [f for f in fields(made.submission) if not is_in(f, version)]
    submission = replace(
        made.submission,
        office=office,
        log_head=head,
        **{"practice": is_practice(office), "restored": restored, "paper": paper}
        | {f.name: f.default for f in later},
    )
    return replace(
        made,
        submission=submission,
        records=records,
        printed=draw(printed(version)),
        pictures=pictures,
        attachments=tuple(files),
        deletions=deletions,
        version=version,
    )


@settings(max_examples=examples(40), deadline=None)
@given(packages())
def test_a_package_comes_back_as_it_was_written(package: Package) -> None:
    written = to_json(package)
    assert from_json(written) == package
    assert to_json(from_json(written)) == written


@settings(max_examples=examples(40), deadline=None)
@given(packages(), st.data())
def test_what_is_changed_is_refused_or_means_something_else(
    package: Package, data: st.DataObject
) -> None:
    """No change of the text is silently read as the same package."""
    written = to_json(package)
    place = data.draw(st.integers(0, len(written) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != written[place]))
    changed = written[:place] + bytes([other]) + written[place + 1 :]
    try:
        found = from_json(changed)
    except Misshapen:
        return
    assert found != package


@pytest.mark.parametrize("name", ["", "АР", "WE\u202eTAIRATERCES", "\x1b[2J", "ap"])
def test_an_office_by_another_name_than_a_code_is_refused(name: str) -> None:
    changed = _sample()
    changed["submission"]["office"] = name
    with pytest.raises(Misshapen, match=r"submission\.office"):
        from_json(json.dumps(changed))


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-16")))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(Misshapen):
        from_json(content)


def _sample() -> dict[str, Any]:
    record = {"kind": "case-study", "id": "i", "reference": "AP/2026/CS/A0001"}
    package = Package(
        made_by=packing.Maker(program="RILO Desktop 1", renderer="1", language="en", catalogue=""),
        submission=packing.PackageHeader(
            id="s",
            store="o",
            office="AP",
            reference="AP/2026/SUB/A0001",
            revision=1,
            type="CS",
            title="",
            date="2026-11-25",
            purpose="NOTE",
            addressee="",
            tlp="AMBER",
        ),
        records=(Packed(**record, revision="ab" * 32, number=1, snapshot=record | {"schema": 1}),),
    )
    data: dict[str, Any] = json.loads(to_json(package))
    return data


def _changed(**changes: Any) -> bytes:
    return json.dumps(_sample() | changes).encode()


def _of_version_1(**changes: Any) -> bytes:
    sample = _sample() | {"version": 1, "printed": {"registered": 1}}
    del sample["deletions"], sample["attachments"]
    parts = (packing.PackageHeader, sample["submission"]), (Packed, sample["records"][0])
    for cls, written in parts:
        for name in (field.name for field in fields(cls) if not is_in(field, 1)):
            del written[name]
    assert from_json(json.dumps(sample)).version == 1
    return json.dumps(sample | changes).encode()


def _record(**changes: Any) -> bytes:
    (record,) = _sample()["records"]
    return _changed(records=[record | changes])


def _record_of(kind: str, name: str) -> dict[str, Any]:
    return {"kind": kind, "schema": 1, "id": name, "reference": ""}


def _nested(depth: int) -> Any:
    found: Any = "deep"
    for _ in range(depth):
        found = [found]
    return found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_changed(format="other"), "format"),
        (_changed(version="1"), "version"),
        (_changed(version=True), "version"),
        (_changed(more=1), "more: not described"),
        (_changed(records={}), "records: not a list"),
        (_changed(printed={"totals": {"x": 1.5}}), "no integer"),
        (_changed(printed={"totals": {"x": 2**60}}), "implausible"),
        (_changed(printed={"totals": {"x": True}}), "totals.x: not a value of type int"),
        (_changed(printed={"totals": []}), "totals: not an object"),
        (_of_version_1(printed={"totals": {}}), "totals: not described"),
        (_changed(printed={"registered": 1}), "registered: not described"),
        (_changed(printed={"referenced": {"office": {"x": {}}}}), "office.x: not a snapshot"),
        (_changed(printed={"referenced": {"office": {"x": _record_of("office", "y")}}}),
         "printed.referenced.office: of another record"),
        (_changed(printed={"referenced": {"office": {"x": _record_of("member", "x")}}}),
         "printed.referenced.office: of another record"),
        (_changed(records=[{"kind": "case-study"}]), "records[0].id: missing"),
        (_record(snapshot=[]), "records[0].snapshot: not a snapshot"),
        (_record(id="other"), "records[0].snapshot: of another record"),
        (_changed(records=_sample()["records"] * 2), "the same record twice"),
        *((_record(created=time), "records[0]: not a time") for time in (
            "yesterday", "2026-11-25", "2026-11-25T09:00:00+01:00", "2026-13-01T00:00:00Z",
            "٢٠٢٦-11-25T09:00:00Z", "2026-11-25T09:00:00Z\n", "1-1-1T0:0:0Z")),
        (_record(modified="9" * 1_000), "records[0]: not a time"),
        (_changed(pictures=[_picture := {"record": "x", "position": 0, "sha256": "0" * 64,
                                         "width": 1, "height": 1}]), "of no record"),
        (_changed(pictures=[_picture | {"record": "i", "sha256": "../../x"}]), "without a SHA-256"),
        (to_json(from_json(_changed())).replace(b'"title":""', b'"title":"","title":""'), "twice"),
        (to_json(from_json(_changed())).replace(b'"number":1', b'"number":NaN'), "no integer"),
        (_record(reference="\ud800"), "incomplete character"),
        (_record(snapshot=_sample()["records"][0]["snapshot"] | {"t": _nested(40)}), "too deep"),
        (_record(snapshot=_sample()["records"][0]["snapshot"] | {"t": "x" * 5_000_001}),
         "more than 5000000 characters"),
        (_of_version_1(deletions=[]), "deletions: not described"),
        (_of_version_1(attachments=[]), "attachments: not described"),
        (_changed(attachments=[_file := {"record": "i", "name": "a.txt", "tlp": "RED", "size": 1,
                                         "media_type": "text/plain", "sha256": "0" * 64}] * 2),
         "a file of a record twice"),
        (_changed(attachments=[_file | {"record": "x"}]), "attachments[0]: of no record"),
        (_changed(attachments=[_file | {"name": "../a.txt"}]), "not described as it must be"),
        (_changed(attachments=[_file | {"name": "con.txt"}]), "not described as it must be"),
        (_changed(attachments=[_file | {"name": "a\u202etxt.exe"}]), "not described as it must be"),
        (_changed(attachments=[_file | {"size": 20_000_001}]), "not described as it must be"),
        (_changed(attachments=[_file | {"media_type": "x"}]), "not described as it must be"),
        (_changed(attachments=[_file | {"size": 20_000_000, "sha256": f"{n:064}"}
                               for n in range(2)]), "more than one submission takes"),
        (_changed(deletions=[{"record": "i", "on": "soon"}]), "on no day"),
        (_changed(deletions=[{"record": "", "on": "2026-11-25"}]), "of no record"),
        (b"[" * 200_000, "too deep"),
        (b"\xff\xfe", "not JSON in UTF-8"),
    ],
)  # fmt: skip
def test_one_sentence_names_the_place(content: bytes, said: str) -> None:
    with pytest.raises(Misshapen) as refused:
        from_json(content)
    assert said in str(refused.value)


def test_what_a_later_program_made_says_which_version_is_needed() -> None:
    with pytest.raises(Newer) as refused:
        from_json(_changed(version=VERSION + 1, shape={"of": ["another"]}))
    assert (refused.value.version, refused.value.program) == (VERSION + 1, "RILO Desktop 1")


def test_a_paper_that_is_none_is_refused() -> None:
    submission = _sample()["submission"]
    with pytest.raises(Misshapen, match=r"submission\.paper"):
        from_json(_changed(submission=submission | {"paper": "A3"}))
    assert from_json(_changed(submission=submission | {"paper": "Letter"}))


def test_a_record_of_an_unknown_kind_is_read_as_it_stands() -> None:
    (record,) = _sample()["records"]
    snapshot = record["snapshot"] | {"kind": "vessel", "schema": 9, "flag": ["new", {"deep": None}]}
    (found,) = from_json(_record(kind="vessel", snapshot=snapshot)).records
    assert found.snapshot == snapshot


@settings(max_examples=examples(40), deadline=None)
@given(packages())
def test_what_is_written_is_valid_by_the_schema_that_leaves_with_it(package: Package) -> None:
    validator(package.version).validate(json.loads(to_json(package)))


@pytest.mark.parametrize("changes", [{"more": 1}, {"records": {}}, {"version": 1}, {"format": ""}])
def test_the_schema_refuses_another_shape(changes: dict[str, Any]) -> None:
    from jsonschema import ValidationError

    with pytest.raises(ValidationError):
        validator().validate(_sample() | changes)


def test_the_schema_refuses_a_record_of_another_shape_than_its_kind() -> None:
    from jsonschema import ValidationError

    validator().validate(json.loads(_record(snapshot=_snapshot())))
    with pytest.raises(ValidationError):
        validator().validate(json.loads(_record(snapshot=_snapshot(goods="none"))))
    validator().validate(json.loads(_record(snapshot=_snapshot(kind="vessel", goods="none"))))


def _snapshot(**more: Any) -> dict[str, Any]:
    (record,) = _sample()["records"]
    snapshot: dict[str, Any] = record["snapshot"] | {"workflow": "released"} | more
    return snapshot
