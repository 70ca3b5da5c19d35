"""The indicators of a submission as a STIX 2.1 bundle, for programs that know nothing of ours.

A risk indicator is a sentence that an officer can test, and no pattern over network data. The
sentence is the description, and the value that the pattern asks for: programs keep an indicator
whose pattern is over objects that they do not know, and may drop one of a pattern type of our own.
The grade of the information becomes the confidence, by the scale of the Admiralty code in appendix
A of STIX 2.1; TLP 2.0 stands as the marking definitions that OASIS published for it.

What version 1 of the format carried is made as it was, since it is compared byte for byte.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from rilo_desktop.records import RiskIndicator
from rilo_desktop.records.snapshots import Snapshot, canonical

from .package import Package, Packed

OBSERVED = "x-rilo-observation"
"""What the pattern is over: something that an officer saw."""
IDENTITY_SINCE = "2026-01-01T00:00:00.000Z"
"""Of the identity of an office, which is the same in each of its bundles."""
_SPACE = uuid.UUID("7d1b8f0e-6b0a-5c53-9f4e-8d2f1c7a3b90")
"""STIX knows UUIDs of versions 1 to 5, so that ids are made of ours; equal in every bundle."""
_TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP: Mapping[str, str] = {
    "CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_CONFIDENCE: Mapping[str, int] = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}
"""Credibility of the information; 6 says that it cannot be judged, and has no number."""
_ADMIRALTY = "6x6"
"""Code of the Admiralty scheme: a letter for the source, a digit for the information."""

Object = dict[str, Any]


def bundle_json(package: Package) -> bytes:
    """b"" where the submission holds no risk indicator."""
    objects = list(_objects(package))
    if not objects:
        return b""
    name = f"{package.submission.id}/{package.submission.revision}"
    bundle = {"type": "bundle", "id": f"bundle--{uuid.uuid5(_SPACE, name)}", "objects": objects}
    return canonical(bundle)


def _objects(package: Package) -> Iterator[Object]:
    indicators = [one for one in package.records if one.kind == RiskIndicator.kind.code]
    if not indicators:
        return
    on_the_day = f"{package.submission.date}T00:00:00.000Z"
    is_first = package.version < 2
    source = _identity(package.submission.office, on_the_day if is_first else IDENTITY_SINCE)
    yield source
    for label in sorted({_label(one.snapshot) for one in indicators}):
        yield _marking(label)
    for one in indicators:
        pattern = _sentence(one.snapshot) if is_first else _pattern(one.snapshot)
        yield _indicator(one.snapshot, pattern, source["id"], *_times(one, on_the_day))


def _times(packed: Packed, day: str) -> tuple[str, str]:
    """When it was begun and last changed, never before it was begun; `day` where nothing says."""
    created = _moment(packed.created) or day
    return created, max(created, _moment(packed.modified) or day)


def _moment(at: str) -> str:
    return f"{at.removesuffix('Z')}.000Z" if at else ""


def _identity(office: str, at: str) -> Object:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": f"identity--{uuid.uuid5(_SPACE, office)}",
        "created": at,
        "modified": at,
        "name": f"RILO {office}",
        "identity_class": "organization",
    }


def _marking(label: str) -> Object:
    said = label.lower()
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": _TLP[label],
        "created": "2022-10-01T00:00:00.000Z",
        "name": f"TLP:{label}",
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": said}},
    }


def _sentence(snapshot: Snapshot) -> dict[str, str]:
    return {"pattern": _statement(snapshot), "pattern_type": "statement"}


def _pattern(snapshot: Snapshot) -> dict[str, str]:
    quoted = _statement(snapshot).replace("\\", "\\\\").replace("'", "\\'")
    return {
        "pattern": f"[{OBSERVED}:statement = '{quoted}']",
        "pattern_type": "stix",
        "pattern_version": "2.1",
    }


def _statement(snapshot: Snapshot) -> str:
    return _text(snapshot, "statement") or _text(snapshot, "title") or "-"


def _indicator(
    snapshot: Snapshot, pattern: Mapping[str, str], source: str, created: str, modified: str
) -> Object:
    label, statement = _label(snapshot), _statement(snapshot)
    made: Object = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid5(_SPACE, snapshot['id'])}",
        "created": created,
        "modified": modified,
        "created_by_ref": source,
        "name": _text(snapshot, "title") or statement[:100],
        "description": statement,
        "indicator_types": ["unknown"],
        **pattern,
        "valid_from": _day(snapshot, "valid_from") or created,
        "object_marking_refs": [_TLP[label]],
        "external_references": [
            {"source_name": "RILO record", "external_id": snapshot["id"]},
            {"source_name": "RILO code", "external_id": _text(snapshot, "local_ref") or "-"},
        ],
    }
    if language := _text(snapshot, "language"):
        made["lang"] = language
    until = _day(snapshot, "valid_to")
    if until and until > made["valid_from"]:
        made["valid_until"] = until
    confidence = _confidence(snapshot)
    return made if confidence is None else made | {"confidence": confidence}


def _label(snapshot: Snapshot) -> str:
    """An unmarked record counts as amber."""
    label = _text(snapshot, "tlp")
    return label if label in _TLP else "AMBER"


def _confidence(snapshot: Snapshot) -> int | None:
    grade = _text(snapshot, "source_grade")
    if _text(snapshot, "grading_scheme") != _ADMIRALTY:
        return None
    return _CONFIDENCE.get(grade[-1:])


def _day(snapshot: Snapshot, name: str) -> str:
    day = _text(snapshot, name)
    return f"{day}T00:00:00.000Z" if day else ""


def _text(snapshot: Snapshot, name: str) -> str:
    value = snapshot.get(name)
    return value if isinstance(value, str) else ""
