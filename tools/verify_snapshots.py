#!/usr/bin/env python3
"""Verify a folder of snapshots without prongsai: python3 verify_snapshots.py FOLDER [HASH ...]

Each line of index.jsonl is hashed without its `hash` (SHA-256; keys sorted, UTF-8, separators "," and ":") and names the
line before it by `prev`. A `record` or `moved` line gives the SHA-256 of `length` bytes at `offset` of archive/`file`,
one after another. `expired`: a rule let the file go. HASH: a head anchored earlier. Exit 0 holds, 1 not, 2 unusable.
"""

import hashlib
import json
import sys
from pathlib import Path


def canonical(line):
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def main(arguments):
    folder = Path(arguments[0]) if arguments else None
    if folder is None or not (folder / "index.jsonl").is_file():
        print(__doc__, file=sys.stderr)
        return 2
    faults, places, ends, expired, known, seq, prev = [], [], {}, set(), set(arguments[1:]), 0, "0" * 64
    for number, raw in enumerate((folder / "index.jsonl").open("rb"), start=1):
        try:
            line = json.loads(raw)
            body = {key: value for key, value in line.items() if key != "hash"}
            fits = hashlib.sha256(canonical(body)).hexdigest() == line["hash"]
            if not fits or canonical(line) != raw.rstrip(b"\n"):
                faults.append(f"line {number}: edited (content does not fit its hash)")
            if line["seq"] != seq + 1 or line["prev"] != prev:
                faults.append(f"line {number}: does not continue the line before it (removed, inserted or moved)")
            seq, prev = line["seq"], line["hash"]
            known.discard(prev)
            expired |= {line["file"]} if line["kind"] == "expired" else set()
            if line["kind"] in ("record", "moved"):
                places.append((number, line["file"], line["offset"], line["length"], line["sha256"], line["id"]))
        except (ValueError, TypeError, KeyError, AttributeError):
            faults.append(f"line {number}: not a line of the chain")
    for number, name, offset, length, digest, record in places:
        path = folder / "archive" / name
        if name not in expired and path.is_file():
            with path.open("rb") as file:
                file.seek(offset)
                if hashlib.sha256(file.read(length)).hexdigest() != digest or ends.get(name, 0) != offset:
                    faults.append(f"line {number}: {name} changed at byte {offset} ({record})")
        ends[name] = 0 if name in expired else offset + length
    there = {path.name: path.stat().st_size for path in (folder / "archive").glob("*.warc.gz")}
    for name in sorted(there.keys() | ends.keys()):
        if there.get(name, 0) != ends.get(name, 0):
            faults.append(f"{name}: {there.get(name, 0)} bytes, the index accounts for {ends.get(name, 0)}")
    faults += [f"known hash {digest} is not there (cut off or rewritten)" for digest in sorted(known)]
    print(f"{seq} lines, {len(places)} records, head {prev}")
    print("\n".join(faults) if faults else "snapshots hold / หลักฐานครบถ้วน")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
