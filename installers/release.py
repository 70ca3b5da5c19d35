"""What goes with the artefacts: the bill of materials, and the sums by which they are checked."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .places import OUT, ROOT, Stop, moment, step
from .product import NAME, PACKAGE, version

sys.path.insert(0, str(ROOT / "tools"))

SUMS = "SHA256SUMS"
SYSTEMS = ("linux", "windows")
LICENCES = "_internal/rilo_desktop/assets/licences/index.json"


def artefacts() -> list[Path]:
    """Files of this version that officers get, by name."""
    found = [f for f in OUT.iterdir() if f.is_file() and version() in f.name]
    return sorted(f for f in found if f.suffix in (".deb", ".run", ".exe", ".zip", ".riloupdate"))


def finish() -> None:
    """The bills of materials and the sums of whatever was built. Raises Stop."""
    step("Bills of materials and sums")
    bills = [_bill(system) for system in SYSTEMS if (OUT / system).exists()]
    lines = [f"{_sum(path)}  {path.name}\n" for path in sorted([*artefacts(), *bills])]
    (OUT / SUMS).write_text("".join(lines), "ascii", newline="\n")


def check_version() -> None:
    """The changelog must tell of this version before it is released. Raises Stop."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    title = re.search(rf"^## \[{re.escape(version())}\](.*)$", text, re.M)
    if title is None:
        raise Stop(f"CHANGELOG.md says nothing of {version()}: write it down first")
    if "not released" in title[1]:
        raise Stop(f"CHANGELOG.md still says that {version()} is not released: write the day")


def bill_of(system: str) -> Path:
    return OUT / f"RILO-Desktop-{version()}-{system}.cdx.json"


def _bill(system: str) -> Path:
    """CycloneDX 1.6 of everything that is inside the frozen program."""
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    entries = json.loads((OUT / system / "rilo-desktop" / LICENCES).read_text("utf-8"))
    parts = [_component(one) for one in entries if one["name"] != PACKAGE]
    ours = Component(
        name=PACKAGE,
        version=version(),
        type=ComponentType.APPLICATION,
        description=NAME,
        bom_ref=f"{PACKAGE}@{version()}",
    )
    bill = Bom(components=parts)
    bill.metadata.component = ours
    bill.register_dependency(ours, parts)
    bill.metadata.timestamp = datetime.fromtimestamp(int(moment()), UTC)
    bill.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, f"{PACKAGE} {version()} {system}")
    target = bill_of(system)
    target.write_text(JsonV1Dot6(bill).output_as_string(indent=1) + "\n", "utf-8")
    return target


def _component(one: dict[str, Any], within: str = "") -> Any:
    """With the libraries written in C that it brings along."""
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component, ComponentType

    from build_libraries import LICENCES as OF_LIBRARIES

    brings = [
        _component({"name": name, "version": version, "licence": OF_LIBRARIES[name]}, one["name"])
        for name, version in one.get("libraries", {}).items()
    ]
    is_data = one["name"] in ("noto-sans", "wqy-microhei", "tabler-icons")
    kind = ComponentType.DATA if is_data else None
    return Component(
        name=one["name"],
        version=one["version"] or None,
        type=kind or ComponentType.LIBRARY,
        licenses=[LicenseFactory().make_from_string(one["licence"])],
        bom_ref=f"{within + '/' if within else ''}{one['name']}@{one['version']}",
        components=brings,
    )


def _sum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
