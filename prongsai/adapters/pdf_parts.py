"""The objects of any PDF, found by a scan, so that a few streams can be replaced by an update at its end.

Not a PDF library: it finds dictionaries and streams wherever they stand (also in object streams), believes no
cross-reference table, and gives up (None, b"") on what it does not understand. Everything it unpacks is bounded.
"""

import re
import zlib
from bisect import bisect_right
from functools import cached_property

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,8})[ \r\n\t]+[0-9]{1,5}[ \r\n\t]+obj\b")
_MAX_OBJECTS = 300_000
_MAX_STREAM_BYTES = 30_000_000
_MAX_OBJECT_STREAMS = 2_000
_MAX_UNPACKED_BYTES = 100_000_000


class PdfParts:
    """A file's objects by number; of those written twice, the last."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._places: dict[int, int] = {}
        starts: list[int] = []
        for found in _OBJECT.finditer(content):
            self._places[int(found.group(1))] = found.end()
            starts.append(found.end())
            if len(starts) >= _MAX_OBJECTS:
                break
        self._starts = starts
        self._unpacked_bytes = 0

    @property
    def is_encrypted(self) -> bool:
        """Whether the file names an encryption; its streams cannot be read here."""
        return b"/Encrypt" in self.content

    def list_dictionaries(self, mark: bytes) -> list[bytes]:
        """The dictionaries that hold `mark`, in the file itself and in its object streams."""
        found: list[bytes] = []
        at = self.content.find(mark)
        while at >= 0 and len(found) < 1_000:
            place = bisect_right(self._starts, at) - 1
            if place >= 0:
                dictionary = self._dictionary_at(self._starts[place])
                if mark in dictionary:
                    found.append(dictionary)
            at = self.content.find(mark, at + len(mark))
        return found + [raw for raw in self._packed.values() if mark in raw]

    def dictionary(self, number: int) -> bytes:
        """An object without its stream, b"" when there is none."""
        place = self._places.get(number)
        return self._packed.get(number, b"") if place is None else self._dictionary_at(place)

    def stream(self, number: int) -> bytes:
        """The unpacked stream of an object, b"" when it has none or is packed in another way than Flate."""
        place = self._places.get(number)
        return self._stream_at(place) if place is not None else b""

    def reference(self, dictionary: bytes, key: bytes) -> int | None:
        """The object number under a key such as b"/ToUnicode": `N 0 R`, alone or first in an array."""
        found = re.search(re.escape(key) + rb"\s*\[?\s*(\d{1,8})\s+\d+\s+R", dictionary)
        return int(found.group(1)) if found else None

    def with_streams(self, streams: dict[int, bytes]) -> bytes | None:
        """The file with these streams in place of the old, as an update appended to it; None when it has no root."""
        start = self.content.rpartition(b"startxref")[2].split()
        if not start or not start[0].isdigit() or int(start[0]) >= len(self.content):
            return None
        at = int(start[0])
        is_table = self.content[at : at + 20].lstrip().startswith(b"xref")
        trailer = self.content[at:] if is_table else self._dictionary_at(at)
        root = re.search(rb"/Root\s+(\d+\s+\d+\s+R)", trailer)
        if root is None:
            return None
        out = bytearray(self.content)
        out += b"\n"
        places = {}
        for number, data in streams.items():
            packed = zlib.compress(data)
            places[number] = len(out)
            out += b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n" % (number, len(packed)) + packed
            out += b"\nendstream\nendobj\n"
        size = max([*self._places, *self._packed, *streams]) + 1
        new_start = len(out)
        if is_table:
            out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in sorted(places.items()))
            out += b"trailer\n<</Size %d/Root %s/Prev %d>>\n" % (size, root.group(1), at)
        else:
            places[size] = new_start
            index = b" ".join(b"%d 1" % number for number in sorted(places))
            entries = b"".join(b"\x01" + places[number].to_bytes(5) + b"\0\0" for number in sorted(places))
            out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 5 2]/Index[%s]/Root %s/Prev %d/Length %d>>\nstream\n" % (
                size, size + 1, index, root.group(1), at, len(entries)
            )  # fmt: skip
            out += entries + b"\nendstream\nendobj\n"
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % new_start)

    @cached_property
    def _packed(self) -> dict[int, bytes]:
        """Objects inside object streams."""
        found: dict[int, bytes] = {}
        at = self.content.find(b"/ObjStm")
        count = 0
        while at >= 0 and count < _MAX_OBJECT_STREAMS:
            count += 1
            place = bisect_right(self._starts, at) - 1
            if place >= 0:
                start = self._starts[place]
                head = self._dictionary_at(start)
                first = re.search(rb"/First\s+(\d{1,8})", head)
                data = self._stream_at(start) if first else b""
                if first and data:
                    offset = int(first.group(1))
                    numbers = [int(part) for part in data[:offset].split()[:200_000] if part.isdigit()]
                    pairs = list(zip(numbers[::2], numbers[1::2], strict=False))
                    ends = [begin for _, begin in pairs[1:]] + [len(data) - offset]
                    for (number, begin), end in zip(pairs, ends, strict=True):
                        found[number] = data[offset + begin : offset + end]
            at = self.content.find(b"/ObjStm", at + 7)
        return found

    def _dictionary_at(self, start: int) -> bytes:
        stream = self.content.find(b"stream", start, start + 100_000)
        end = self.content.find(b"endobj", start, start + 100_000)
        ends = [place for place in (stream, end) if place >= 0]
        return self.content[start : min(ends, default=start + 2_000)]

    def _stream_at(self, start: int) -> bytes:
        begin = self.content.find(b"stream", start, start + 100_000)
        if begin < 0:
            return b""
        head = self.content[start:begin]
        begin += 6
        begin += 2 if self.content[begin : begin + 2] == b"\r\n" else 1
        end = self.content.find(b"endstream", begin)
        data = self.content[begin : end if end >= 0 else len(self.content)]
        if b"/Filter" not in head:
            return data
        if b"Flate" not in head or re.search(rb"/(?:LZW|ASCII|RunLength|Crypt|Predictor\s+(?!1\b))", head):
            return b""
        if self._unpacked_bytes > _MAX_UNPACKED_BYTES:
            return b""
        try:
            unpacked = zlib.decompressobj().decompress(data, _MAX_STREAM_BYTES)
        except zlib.error:
            return b""
        self._unpacked_bytes += len(unpacked)
        return unpacked
