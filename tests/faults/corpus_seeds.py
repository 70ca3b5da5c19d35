"""Writes the beginnings of the corpus: a small honest input of each parser.

`python tests/faults/corpus_seeds.py`; what the fuzzer adds stands beside them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults import parsers, workbooks
from rilo_desktop.records import ActionItem, CaseStudy, GoodsLine, RiskIndicator, RouteLeg
from rilo_desktop.records.snapshots import canonical, to_snapshot
from rilo_desktop.store import backup_file, keys
from rilo_desktop.store.drafts import Journal, Owner
from rilo_desktop.store.key_wrapping import KEY_BYTES
from rilo_desktop.store.keyring import to_json
from rilo_desktop.store.keys import Hardness, Keyring

SHEET = workbooks.sheet_of(
    (b"local_ref", b"title", b"summary"), (b"CS-1", b"A title", b"_x0041_ =1+1"), (b"CS-2",)
)
CASES = {
    "cases": [
        {"local_ref": "CS-1", "title": "t", "goods": [{"hs": "2402", "quantity": 1.5}],
         "value_total": {"amount": 7, "currency": "EUR"}, "route": [{"role": "transit"}]}
    ]
}  # fmt: skip


def ring() -> Keyring:
    quick = Hardness(64, 1, 1)
    made = keys.seal(Keyring("s", "AP", "A"), "officer", "x", keys.new_secret(), "AP-01", "", quick)
    return keys.seal(made, "recovery", "x", keys.new_secret(), hardness=quick)


def backup() -> bytes:
    about = dict.fromkeys(backup_file._TEXTS, "x") | dict.fromkeys(backup_file._COUNTS, 1)
    slots = to_json(ring())
    data = {"about": about | {"heads": [[1, "x"]]}, "keys": slots.decode()}
    payload = canonical(data | {"signature": base64.b64encode(bytes(64)).decode()})
    block = backup_file.MAGIC + len(payload).to_bytes(8, "big")
    return b"d" + 2 * (block + hashlib.sha256(payload).digest() + payload)


def journal() -> bytes:
    owner = Owner("store", "AP-01")
    made = Journal(parsers.scratch(), owner, bytes(KEY_BYTES))
    made.add({"a": {"record": {}}, "b": {"record": {"x": "y"}}})
    made.add({"a": None})
    return made.path.read_bytes()


def picture(kind: str) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, kind)
    return made.getvalue()


def seeds() -> dict[str, list[bytes]]:
    case = CaseStudy(title="t", goods=(GoodsLine(hs="2402"),), route=(RouteLeg(role="transit"),))
    records = (case, RiskIndicator(title="t"), ActionItem(title="t"))
    tries = {"count": 5, "uptime": 7.0, "tries": [["2026-11-25", "AP-01"]]}
    items = {"items": [{"ref": "1", "kind": "x", "origin": {"type": "x"}, "indicator": None}]}
    return {
        "workbook": [workbooks.around(SHEET)],
        "sheet": [SHEET, workbooks.BEGIN + b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'],
        "text": [
            json.dumps(CASES).encode(),
            json.dumps(items).encode(),
            b'local_ref,title\r\nCS-1,"a ""b"""\n',
            "\ufeffcode;title\nSND-01;ü\n".encode(),
            "code\ttitle\nSND-01\tü\n".encode("utf-16"),
        ],
        "picture": [picture(kind) for kind in ("PNG", "JPEG", "WEBP", "TIFF")],
        "backup": [backup()],
        "keys": [to_json(ring())],
        "settings": [b'{"language": "fr", "scheme": "dark", "contrast": "", "text_size": 125}'],
        "beside": [json.dumps(tries).encode(), b"[]", b'{"aside": "x"}'],
        "journal": [journal()],
        "snapshot": [json.dumps(to_snapshot(record)).encode() for record in records],
    }


if __name__ == "__main__":
    for name, contents in seeds().items():
        folder = parsers.CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(contents):
            (folder / f"seed-{number}").write_bytes(content)
