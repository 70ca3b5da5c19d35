"""Reads a submission with pikepdf and json alone, as docs/file-format.md describes it.

    python docs/read_submission.py FILE.pdf

Lists the records; ends with 1 where content hash or a picture disagree. Checks no signature.
"""

import hashlib
import json
import sys

import pikepdf


def main(path):
    with pikepdf.open(path) as pdf:
        files = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    data = json.loads(files["submission.json"])
    if data["format"] != "rilo-submission" or data["version"] not in (1, 2, 3):
        sys.exit(f"{path}: {data['format']} version {data['version']} is not known here")
    show(data)
    wrong = [*wrong_content(data), *wrong_pictures(data, files)]
    for line in wrong:
        print(f"WRONG: {line}")
    return 1 if wrong else 0


def show(data):
    said = data["submission"]
    print(f"{said['reference']} revision {said['revision']}, TLP:{said['tlp']}, {said['date']}")
    print(f"{said['title']}: {said['office']} to {said['addressee']}")
    for record in data["records"]:
        fields = record["snapshot"]
        print(f"  {record['reference']:20}  {record['kind']:16}  {fields.get('title') or '-'}")
        for name, value in sorted(fields.items()):
            if name not in ("kind", "schema", "id", "reference", "workflow", "title"):
                print(f"      {name}: {'not known' if value is None else value}")


def wrong_content(data):
    digest = hashlib.sha256()
    for record in data["records"]:
        digest.update(canonical(record["snapshot"]) + b"\n")
    if digest.hexdigest() != data["submission"]["content_hash"]:
        yield "the content hash is of something else"


def wrong_pictures(data, files):
    for picture in data["pictures"]:
        content = files.get(f"{picture['sha256']}.jpg", b"")
        if hashlib.sha256(content).hexdigest() != picture["sha256"]:
            yield f"picture {picture['position'] + 1} of record {picture['record']}"


def canonical(snapshot):
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
