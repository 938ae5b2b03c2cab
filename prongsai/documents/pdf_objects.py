"""The objects of a PDF file as typst writes it, so that a few streams can be replaced.

typst writes classical PDF: objects one after the other, one cross-reference table, no object streams. That is read and
written here directly, because a general library costs 0.2 s to import and 0.05 s to write 20 pages. Everything that is
not replaced stays byte for byte: tags, metadata, attachments, identifiers.
"""

import re
import zlib
from itertools import pairwise

_TABLE = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_CREATOR = re.compile(rb"(/Creator\()(Typst [0-9.]+)(?=\))")
_CREATOR_TOOL = re.compile(rb"(<xmp:CreatorTool>)(Typst [0-9.]+)(?=<)")


class PdfObjects:
    """A file's objects by number; replace streams, then `format_file`."""

    def __init__(self, content: bytes) -> None:
        """Raises ValueError when the file is not written in typst's way."""
        start = content.rpartition(b"startxref")[2].split()
        table = _TABLE.match(content, int(start[0])) if start and start[0].isdigit() else None
        if table is None:
            raise ValueError("no classical cross-reference table")
        entries = _ENTRY.findall(content, table.end())[: int(table[1])]
        offsets = {number: int(at) for number, (at, kind) in enumerate(entries) if kind == b"n"}
        ends = sorted([*offsets.values(), table.start()])
        after = dict(pairwise(ends))
        self._header = content[: ends[0]]
        self._trailer = content[content.index(b"trailer", table.end()) : content.rindex(b"startxref")]
        self._count = int(table[1])
        # In the order of the file; each with the blank lines behind it.
        self._objects = {
            number: content[at : after[at]] for number, at in sorted(offsets.items(), key=lambda item: item[1])
        }
        for number, raw in self._objects.items():
            if not raw.startswith(b"%d 0 obj" % number):
                raise ValueError(f"object {number} is not where the table says")

    def list_dictionaries(self, mark: bytes) -> list[bytes]:
        """The objects that hold `mark`, streams left out."""
        return [raw for raw in self._objects.values() if mark in raw and not _STREAM.search(raw)]

    def get_dictionary(self, number: int) -> bytes:
        """An object as written, its stream left out."""
        raw = self._objects[number]
        stream = _STREAM.search(raw)
        return raw[: stream.start()] if stream else raw

    def get_stream(self, number: int) -> bytes:
        """The decoded bytes of a stream object."""
        raw = self._objects[number]
        stream, length = _STREAM.search(raw), _LENGTH.search(raw)
        if stream is None or length is None:
            raise ValueError(f"object {number} has no stream")
        data = raw[stream.end() : stream.end() + int(length[1])]
        return zlib.decompress(data) if b"/FlateDecode" in raw[: stream.start()] else data

    def set_stream(self, number: int, data: bytes) -> None:
        """Replace a stream's bytes by `data`, compressed; its other entries stay."""
        raw = self._objects[number]
        stream = _STREAM.search(raw)
        if stream is None:
            raise ValueError(f"object {number} has no stream")
        packed = zlib.compress(data)
        filtered = b"/Length %d" % len(packed) + (
            b"" if b"/Filter" in raw[: stream.start()] else b"/Filter/FlateDecode"
        )
        head = _LENGTH.sub(filtered, raw[: stream.end()], count=1)
        self._objects[number] = head + packed + b"\nendstream\nendobj\n\n"

    def name_creator(self, creator: bytes) -> None:
        """Name the program that made the file, typst behind it, in the information dictionary and in XMP alike."""
        named = rb"\1" + creator + rb" (\2)"
        for number, raw in self._objects.items():
            stream, length = _STREAM.search(raw), _LENGTH.search(raw)
            if stream is None:
                self._objects[number] = _CREATOR.sub(named, raw)
            elif length and b"/Type/Metadata" in raw[: stream.start()] and b"/Filter" not in raw[: stream.start()]:
                end = stream.end() + int(length[1])
                data = _CREATOR_TOOL.sub(named, raw[stream.end() : end])
                self._objects[number] = (
                    _LENGTH.sub(b"/Length %d" % len(data), raw[: stream.end()], count=1) + data + raw[end:]
                )

    def format_file(self) -> bytes:
        """The whole file with a new cross-reference table."""
        parts, at = [self._header], len(self._header)
        entries = [b"0000000000 65535 f\r\n"] * self._count
        for number, raw in self._objects.items():
            entries[number] = b"%010d 00000 n\r\n" % at
            parts.append(raw)
            at += len(raw)
        table = b"xref\n0 %d\n" % self._count + b"".join(entries)
        return b"".join([*parts, table, self._trailer, b"startxref\n%d\n%%%%EOF" % at])


def find_reference(dictionary: bytes, key: bytes) -> int | None:
    """The object number under a key such as b"/ToUnicode": `N 0 R`, alone or first in an array."""
    found = re.search(re.escape(key) + rb"\s*\[?\s*(\d+) 0 R", dictionary)
    return int(found[1]) if found else None
