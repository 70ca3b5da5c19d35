"""Words that nobody else writes, and where they are looked for.

A word is looked for as it was typed and as the search index folds it, in UTF-8 and in UTF-16 of
both byte orders, whatever its case, in the name of a file and in what stands in it.
"""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from rilo_desktop.folding import fold

BEGIN = "zqv"
"""Of every word, so that one pass over a file finds all of them."""
LETTERS = "abcdefghijklmnoprstuwxyéñöž"
LARGEST = 200 << 20
"""Bytes of a file that is looked into."""
_UTF_8 = BEGIN.encode()
_UTF_16 = BEGIN.encode("utf-16-le")[:-1]
"""What both byte orders have in common."""


class Words:
    """`plant` gives words that were not given before."""

    def __init__(self, seed: str, count: int) -> None:
        chance = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < count:
            made[BEGIN + "".join(chance.choice(LETTERS) for _ in range(9))] = None
        self.all = tuple(made)
        self._left = list(made)

    @property
    def left(self) -> int:
        return len(self._left)

    def plant(self, count: int = 3) -> str:
        """A text of this many; every second word begins with a capital."""
        given = [self._left.pop() for _ in range(count)]
        return " ".join(word.capitalize() if n % 2 else word for n, word in enumerate(given))


@dataclass
class Scan:
    """What was found where. Files below `excepted` are the user's own."""

    words: Sequence[str]
    excepted: Sequence[Path] = ()
    found: dict[str, set[str]] = field(default_factory=dict)
    """{path: words}"""
    files: int = 0
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._patterns = [
            (written.encode(encoding), back, word)
            for word in self.words
            for written in sorted({word, fold(word)})
            for encoding, back in (("utf-8", 0), ("utf-16-le", 0), ("utf-16-be", 1))
        ]

    def look(self, places: Sequence[Path], since: float = 0.0) -> None:
        """Every file below these places that was changed since, where it was not looked at yet."""
        for file in _files(places, {str(own) for own in self.excepted}):
            self._look_at(file, since)

    def _look_at(self, file: os.DirEntry[str], since: float) -> None:
        try:
            about = file.stat()
            state = (about.st_mtime_ns, about.st_size)
            if about.st_mtime < since or self._seen.get(file.path) == state:
                return
            content = Path(file.path).read_bytes() if about.st_size <= LARGEST else b""
        except OSError:  # gone, or not ours to read
            return
        self._seen[file.path] = state
        self.files += 1
        words = self.words_in(content) | self.words_in(os.fsencode(file.name))
        if words:
            self.found.setdefault(file.path, set()).update(words)

    def words_in(self, content: bytes) -> set[str]:
        found: set[str] = set()
        lower = content.lower()  # letters of ASCII only; the words have no other capitals
        for begin in (_UTF_8, _UTF_16):
            at = lower.find(begin)
            while at >= 0:
                found |= {
                    word
                    for pattern, back, word in self._patterns
                    if lower.startswith(pattern, at - back)
                }
                at = lower.find(begin, at + 1)
        return found


def _files(places: Sequence[Path], excepted: Collection[str]) -> Iterator[os.DirEntry[str]]:
    """As entries of their folders, and no objects more: `/tmp` may hold 200,000."""
    left = [str(place) for place in places]
    while left:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                if entry.path in excepted:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    yield entry


class Watch:
    """Looks again and again while something runs, so that what lies there briefly is seen too."""

    def __init__(self, scan: Scan, places: Sequence[Path]) -> None:
        self.rounds = 0
        self._scan, self._places = scan, places
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run)

    @property
    def goes_on(self) -> bool:
        return self._thread.is_alive()

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(0.2):
            self._scan.look(self._places)
            self.rounds += 1
