"""Which libraries written in C are inside what is installed here, and in which version?

A package of Python brings them within its own files, where no list of packages names them; a fault
in one of them is a fault of the program. tools/build_licences.py writes them into index.json, from
where they come into the bill of materials. Each library is asked itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import distribution

Versions = Mapping[str, str]

LICENCES: Mapping[str, str] = {
    "calamine": "MIT",
    "encoding_rs": "(Apache-2.0 OR MIT) AND BSD-3-Clause",
    "expat": "MIT",
    "libjpeg-turbo": "IJG AND BSD-3-Clause AND Zlib",
    "libtiff": "libtiff",
    "libwebp": "BSD-3-Clause",
    "libxml2": "MIT",
    "libxslt": "MIT",
    "openssl": "Apache-2.0",
    "pdfium": "BSD-3-Clause AND Apache-2.0",
    "qpdf": "Apache-2.0",
    "qt": "LGPL-3.0-only",
    "quick-xml": "MIT",
    "sqlcipher": "BSD-3-Clause",
    "sqlite": "blessing",
    "zip": "MIT",
    "zlib": "Zlib",
    "zlib-ng": "Zlib",
    "zlib-rs": "Zlib",
}


def libraries_of(package: str) -> dict[str, str]:
    """Versions by name, of what this package brings; {} for a package that is Python only."""
    ask = _PACKAGES.get(package)
    return dict(ask()) if ask else {}


def _python() -> Versions:
    import pyexpat
    import ssl
    import zlib

    found = {"expat": _number(pyexpat.EXPAT_VERSION), "openssl": _number(ssl.OPENSSL_VERSION)}
    name = "zlib-ng" if "zlib-ng" in zlib.ZLIB_RUNTIME_VERSION else "zlib"
    return found | {name: _number(zlib.ZLIB_RUNTIME_VERSION)}


def _cryptography() -> Versions:
    from cryptography.hazmat.backends.openssl import backend

    return {"openssl": _number(backend.openssl_version_text())}


def _sqlcipher3() -> Versions:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA key = 'of no store'")  # it tells no provider without one
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    (provider,) = connection.execute("PRAGMA cipher_provider_version").fetchone()
    connection.close()
    found = {"sqlite": dbapi2.sqlite_version, "sqlcipher": _number(cipher)}
    return found | {"openssl": _number(provider)}


def _pikepdf() -> Versions:
    import pikepdf

    return {"qpdf": pikepdf.__libqpdf_version__}


def _pillow() -> Versions:
    from PIL import features

    parts = {"libjpeg-turbo": "libjpeg_turbo", "libtiff": "libtiff", "libwebp": "webp"}
    parts |= {"zlib": "zlib", "zlib-ng": "zlib_ng"}
    found = {name: features.version(part) for name, part in parts.items()}
    if found["zlib-ng"]:  # it says the version of zlib that it stands for, too
        del found["zlib"]
    return {name: _number(version) for name, version in found.items() if version}


def _lxml() -> Versions:
    from lxml import etree

    asked = {"libxml2": etree.LIBXML_VERSION, "libxslt": etree.LIBXSLT_VERSION}
    return {name: ".".join(map(str, version)) for name, version in asked.items()}


def _qt() -> Versions:
    from PySide6.QtCore import qVersion

    return {"qt": qVersion()}


def _pypdfium2() -> Versions:
    from pypdfium2.version import PDFIUM_INFO

    return {"pdfium": str(PDFIUM_INFO.build)}


def _calamine() -> Versions:
    """The crates of Rust that read a file, by the bill of materials that the wheel brings."""
    made = distribution("python-calamine")
    (bill,) = (one for one in made.files or () if one.name.endswith(".cyclonedx.json"))
    parts = json.loads(bill.read_text("utf-8"))["components"]
    versions = {part["name"]: part["version"] for part in parts}
    readers = ("calamine", "encoding_rs", "quick-xml", "zip", "zlib-rs")
    return {name: versions[name] for name in readers}


_PACKAGES: Mapping[str, Callable[[], Versions]] = {
    "python": _python,
    "cryptography": _cryptography,
    "sqlcipher3": _sqlcipher3,
    "pikepdf": _pikepdf,
    "pillow": _pillow,
    "lxml": _lxml,
    "pyside6-essentials": _qt,
    "pypdfium2": _pypdfium2,
    "python-calamine": _calamine,
}


def _number(said: str) -> str:
    """The first version number in what a library says of itself."""
    return re.findall(r"\d+(?:\.\d+)+", said)[0]


if __name__ == "__main__":
    for name in _PACKAGES:
        print(name, libraries_of(name))
