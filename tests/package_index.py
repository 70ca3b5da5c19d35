"""An index of packages on the loopback address: empty wheels of our own making, named and described
as the installed packages are, and whatever else an index may hold or do.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import re
import threading
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
NEXT = "9999"
"""The release that nobody has pinned."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a lock that holds on this system and Python."""

    name: str
    version: str
    text: str
    """As it stands in the lock, with its hashes."""


def pins_in(lock: str) -> list[Pin]:
    found = []
    for text in re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", lock, flags=re.M)):
        said = re.match(r"([\w.-]+)==(\S+)(?: ; (.+?))? \\", text)
        assert said, text
        if said[3] is None or Marker(said[3]).evaluate():
            found.append(Pin(canonicalize_name(said[1]), said[2], text))
    return found


def asked_with_extras(pins: Iterable[Pin]) -> set[str]:
    """Those that an installed package asks for with an extra: pip looks for these anew."""
    needed = (Requirement(text) for text in _requirements() if "[" in text.partition(";")[0])
    return {pin.name for pin in pins} & {canonicalize_name(one.name) for one in needed}


def with_what_they_need(names: Iterable[str]) -> set[str]:
    """These installed packages, and all that they ask for here."""
    found: set[str] = set()
    waiting = [*names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            needed = map(Requirement, importlib.metadata.requires(name) or ())
            waiting += [
                canonicalize_name(one.name)
                for one in needed
                if one.marker is None or one.marker.evaluate({"extra": ""})
            ]
    return found


def _requirements() -> Iterator[str]:
    for one in importlib.metadata.distributions():
        yield from one.requires or ()


def wheel(name: str, version: str, filling: int = 0) -> bytes:
    """Empty but for what it says of itself, and `filling` bytes; it asks for what the installed
    package asks for.
    """
    about = importlib.metadata.metadata(name)
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    for key in ("Requires-Dist", "Provides-Extra"):
        lines += [f"{key}: {value}" for value in about.get_all(key) or ()]
    folder = f"{name.replace('-', '_')}-{version}.dist-info"
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {f"{folder}/METADATA": "\n".join(lines) + "\n", f"{folder}/WHEEL": kind}
    files |= {"filling": " " * filling} if filling else {}
    record = f"{folder}/RECORD"
    files[record] = "".join(f"{file},,\n" for file in (*files, record))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for file, content in files.items():
            opened.writestr(zipfile.ZipInfo(file), content)
    return made.getvalue()


@dataclass
class Index:
    """What it holds, {package: {version: wheel}}, and what was asked of it."""

    packages: dict[str, dict[str, bytes]]
    url: str = ""
    fetched: list[str] = field(default_factory=list)
    """Names of files, in order."""
    answers_until: int | None = None
    """How many files it still gives; then it answers nothing at all."""

    @classmethod
    def of(cls, pins: list[Pin], newer: set[str]) -> Index:
        """The pinned versions, and of some a newer one too."""
        held = {pin.name: {pin.version: wheel(pin.name, pin.version)} for pin in pins}
        for name in newer & held.keys():
            held[name][NEXT] = wheel(name, NEXT)
        return cls(held)

    def lock(self, pins: list[Pin]) -> str:
        """The pins with the hashes of the files here."""
        lines = []
        for pin in pins:
            digest = hashlib.sha256(self.packages[pin.name][pin.version]).hexdigest()
            lines.append(f"{pin.name}=={pin.version} \\\n    --hash=sha256:{digest}")
        return "\n".join(lines) + "\n"

    def page(self, name: str) -> str:
        versions = self.packages[name]
        files = [_file(name, version) for version in versions]
        return "".join(f'<a href="/files/{file}">{file}</a>\n' for file in files)

    def file(self, name: str) -> bytes:
        package, version = name.split("-")[:2]
        return self.packages[canonicalize_name(package)][version]


def _file(name: str, version: str) -> str:
    return f"{name.replace('-', '_')}-{version}-py3-none-any.whl"


@contextmanager
def served(index: Index) -> Iterator[Mapping[str, str]]:
    """Meanwhile it answers; gives what pip's environment has to say."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _, kind, name, *_ = self.path.split("/")
            if index.answers_until is not None and len(index.fetched) >= index.answers_until:
                self.close_connection = True
                return
            if kind == "files":
                index.fetched.append(name)
                self._answer(index.file(name), "application/octet-stream", "max-age=365000000")
            elif name in index.packages:
                self._answer(index.page(name).encode(), "text/html", "no-cache")
            else:
                self.send_error(404)

        def _answer(self, content: bytes, kind: str, cached: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", cached)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield {"PIP_INDEX_URL": f"http://127.0.0.1:{server.server_port}/simple/"}
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
