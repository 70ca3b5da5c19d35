"""Bytes of a document whose objects stand in streams, which two programs may read in two ways."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Stream:
    number: int
    about: bytes
    """Its dictionary, without the length."""
    content: bytes

    def written(self) -> bytes:
        return b"%d 0 obj\n<< %s/Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
            self.number,
            self.about,
            len(self.content),
            self.content,
        )


@dataclass
class Whole:
    """Such a document in its parts; offsets are made anew."""

    header: bytes
    streams: list[Stream]
    table: Stream
    rows: list[tuple[int, int, int]]
    """By numbers of objects; of an object that is no part of a stream the offset is not read."""
    before: dict[int, bytes] = field(default_factory=dict)
    """What stands before a stream, by its place."""
    end: bytes = b"%%EOF\n"

    def of_objects(self, holding: bytes) -> Stream:
        """The first stream of objects in which that stands."""
        return next(
            one
            for one in self.streams
            if b"/ObjStm" in one.about and holding in zlib.decompress(one.content)
        )

    def put(self, old: bytes, new: bytes) -> None:
        """Of the same length, in a stream of objects."""
        assert len(old) == len(new)
        stream = self.of_objects(old)
        unpacked = zlib.decompress(stream.content)
        stream.content = zlib.compress(unpacked.replace(old, new, 1))

    def written(self) -> bytes:
        out, offsets = self.header, {}
        for place, one in enumerate(self.streams):
            out += self.before.get(place, b"")
            offsets[one.number] = len(out)
            out += one.written()
        offsets[self.table.number] = at = len(out)
        widths = re.search(rb"/W \[ 1 (\d) (\d) \]", self.table.about)
        assert widths is not None
        wide = [1, int(widths[1]), int(widths[2])]
        above, data = bytes(sum(wide)), b""
        for number, (kind, value, last) in enumerate(self.rows):
            value = offsets.get(number, value) if kind == 1 else value
            values = zip((kind, value, last), wide, strict=True)
            row = b"".join(one.to_bytes(size, "big") for one, size in values)
            data += b"\2" + bytes((a - b) & 0xFF for a, b in zip(row, above, strict=True))
            above = row
        self.table.content = zlib.compress(data)
        return out + self.table.written() + b"startxref\n%d\n" % at + self.end


def parts_of(document: bytes) -> Whole:
    begin = re.compile(rb"(\d+) 0 obj\n<< ([^\n]*)>>\nstream\n")
    first = document.index(b"\n", 10) + 1
    at, streams = first, []
    while found := begin.match(document, at):
        size = re.search(rb"/Length (\d+) ", found[2])
        assert size is not None
        content = document[found.end() : found.end() + int(size[1])]
        streams.append(Stream(int(found[1]), found[2].replace(size[0], b""), content))
        at = found.end() + len(content) + len(b"\nendstream\nendobj\n")
    table = streams.pop()
    widths = re.search(rb"/W \[ 1 (\d) (\d) \]", table.about)
    assert widths is not None
    wide = 1 + int(widths[1]) + int(widths[2])
    data, above, rows = zlib.decompress(table.content), bytes(wide), []
    for start in range(0, len(data), wide + 1):
        row = data[start + 1 : start + 1 + wide]
        above = bytes((a + b) & 0xFF for a, b in zip(row, above, strict=True))
        middle = 1 + int(widths[1])
        last = int.from_bytes(above[middle:], "big")
        rows.append((above[0], int.from_bytes(above[1:middle], "big"), last))
    return Whole(document[:first], streams, table, rows)


def _change(change: Callable[[Whole], object]) -> Callable[[bytes], bytes]:
    def changed(document: bytes) -> bytes:
        whole = parts_of(document)
        change(whole)
        return whole.written()

    return changed


def _before(place: int, more: bytes) -> Callable[[bytes], bytes]:
    return _change(lambda whole: whole.before.update({place: more}))


def _twice(whole: Whole) -> None:
    first = whole.streams[0]
    whole.streams.insert(0, Stream(first.number, first.about, first.content))


def _hidden(whole: Whole) -> None:
    """A stream that no table names."""
    one = whole.of_objects(b"/Title")
    whole.streams.insert(2, Stream(9_999, one.about, one.content))


def _behind(whole: Whole) -> None:
    whole.streams[0].content += b"more"


def _object_more(whole: Whole) -> None:
    """In a stream of objects, behind those that it says that it holds."""
    one = whole.of_objects(b"/Title")
    one.content = zlib.compress(zlib.decompress(one.content) + b" (9,999 kg)")


def _extended(whole: Whole) -> None:
    one, other = whole.of_objects(b"/Title"), whole.streams[0]
    one.about = one.about.replace(b"/Filter", b"/Extends %d 0 R /Filter" % other.number, 1)


def _in_table(about: bytes) -> Callable[[bytes], bytes]:
    def change(whole: Whole) -> None:
        whole.table.about = whole.table.about.replace(b"/Info ", about + b" /Info ", 1)

    return _change(change)


def _row(kind: int, change: Callable[[int, int], tuple[int, int, int]]) -> Callable[[bytes], bytes]:
    def changed(whole: Whole) -> None:
        number = next(n for n, row in enumerate(whole.rows) if n > 5 and row[0] == kind)
        whole.rows[number] = change(*whole.rows[number][1:])

    return _change(changed)


def _size(whole: Whole) -> None:
    whole.rows.append((1, 20, 0))
    size = b"/Size %d " % (len(whole.rows) - 1)
    whole.table.about = whole.table.about.replace(size, b"/Size %d " % len(whole.rows))


IN_STREAMS: dict[str, Callable[[bytes], bytes]] = {
    "comment behind the header": _before(0, b"% more\n"),
    "header of 1.4": lambda d: d.replace(b"%PDF-1.7", b"%PDF-1.4", 1),
    "header of 2.0": lambda d: d.replace(b"%PDF-1.7", b"%PDF-2.0", 1),
    "second line of the header": lambda d: d[:10] + b"abcd" + d[14:],
    "object between": _before(2, b"900 0 obj\n(9,999 kg)\nendobj\n"),
    "a catalogue between": _before(2, b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    "stream twice": _change(_twice),
    "stream that no table names": _change(_hidden),
    "garbage between": _before(3, b"garbage\n"),
    "white space between": _before(3, b"\n\n"),
    "trailer before": _before(3, b"trailer\n<< /Root 1 0 R >>\n"),
    "an end before": _before(3, b"startxref\n0\n%%EOF\n"),
    "table more": _in_table(b"/Extra 1"),
    "XRefStm": _in_table(b"/XRefStm 15"),
    "end without a line": _change(lambda whole: setattr(whole, "end", b"%%EOF \n")),
    "string in hexadecimal": _change(
        lambda w: w.put(b"(Its JSON Schema)", b"<4974732e>       ")
    ),
    "string with a null": _change(
        lambda w: w.put(b"(Its JSON Schema)", b"(Its JSON Sc\\000)")
    ),
    "dictionary key twice": _change(lambda w: w.put(b"/Rotate 0 ", b"/Rotate 9 ")),
    "objects behind those of a stream": _change(_object_more),
    "bytes behind those that are packed": _change(_behind),
    "stream that goes on in another": _change(_extended),
    "used object said to be free": _row(1, lambda a, b: (0, a, b)),
    "packed object said to be free": _row(2, lambda a, b: (0, a, b)),
    "generation numbers": _row(1, lambda a, b: (1, a, b + 1)),
    "another place in its stream": _row(2, lambda a, b: (2, a, b + 1)),
    "a row more": _change(_size),
}  # fmt: skip
