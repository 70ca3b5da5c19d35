"""Are the programs of Windows' Python those of its makers?

    python installers/windows/signatures.py FOLDER

Every .exe, .dll, .pyd and .cat of the folder must carry a valid Authenticode signature of the
Python Software Foundation or of Microsoft, up to one of Microsoft's roots.
"""

from __future__ import annotations

import sys
from pathlib import Path

SIGNED = (".exe", ".dll", ".pyd", ".cat")
MAKERS = ("O=Python Software Foundation", "O=Microsoft Corporation")
LEAST = 31
"""Files that are signed in CPython 3.13 for embedding; fewer, and some are missing."""


def check(folder: Path) -> int:
    """How many are signed. Raises ValueError, which names the file."""
    files = [f for f in sorted(folder.iterdir()) if f.suffix.lower() in SIGNED]
    for file in files:
        signer = _signer(file)
        if not any(maker in signer for maker in MAKERS):
            raise ValueError(f"{file.name} is signed by {signer}")
    if len(files) < LEAST:
        raise ValueError(f"only {len(files)} signed files in {folder}")
    return len(files)


def _signer(file: Path) -> str:
    from signify.authenticode import AuthenticodeFile

    try:
        with file.open("rb") as opened:
            signed = AuthenticodeFile.from_stream(opened, file_name=str(file))
            return str(signed.verify()[0][2][0][-1].subject.dn)
    except Exception as error:
        raise ValueError(f"{file.name} has no valid signature: {error}") from error


if __name__ == "__main__":
    try:
        print(f"{check(Path(sys.argv[1]))} files with a valid signature of PSF or Microsoft")
    except ValueError as error:
        sys.exit(f"signatures: {error}")
