#!/usr/bin/env python3
"""Verify exported history without prongsai: python3 verify_history.py FILE.jsonl [AGENCY=HASH ...]

Each line is one event. `hash` is the SHA-256 of the line without `hash` (keys sorted, UTF-8, separators "," and ":");
`prev` is the hash of the line before it in the same agency, 64 zeros for the first; `seq` counts 1, 2, ...
AGENCY=HASH names a hash printed or mailed earlier, which must still be there. Exit code 0 holds, 1 does not, 2 unusable.
"""

import hashlib
import json
import sys

FIELDS = set("seq agency at action actor role device object_type object_id object_label before after prev hash".split())  # noqa: SIM905


def canonical(event):
    return json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def main(arguments):
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    faults, last, seen = [], {}, {}
    with open(arguments[0], "rb") as file:
        for number, raw in enumerate(file, start=1):
            try:
                if not raw.strip():
                    continue
                event = json.loads(raw.decode("utf-8"))
                whole = canonical(event).encode("utf-8")
                kinds = [type(event[key]) for key in ("seq", "agency", "prev", "hash")]
                if set(event) != FIELDS or kinds != [int, str, str, str]:
                    raise ValueError("fields")
                body = canonical({key: value for key, value in event.items() if key != "hash"})
                digest = hashlib.sha256(body.encode("utf-8")).hexdigest()
                agency = event["agency"]
                seq, prev = last.get(agency, (0, "0" * 64))
                if digest != event["hash"] or whole != raw.rstrip(b"\r\n"):
                    faults.append(f"line {number}: edited (content does not fit its hash)")
                if event["seq"] != seq + 1:
                    faults.append(f"line {number}: number {event['seq']}, expected {seq + 1}")
                if event["prev"] != prev:
                    faults.append(f"line {number}: does not continue the line before it")
                last[agency] = (event["seq"], event["hash"])
                seen.setdefault(agency, set()).add(event["hash"])
            except (ValueError, TypeError, KeyError, RecursionError):
                faults.append(f"line {number}: not a history line")
    for expected in arguments[1:]:
        agency, _, digest = expected.partition("=")
        if digest not in seen.get(agency, set()):
            faults.append(f"{agency}: known hash {digest} is not there (cut off or rewritten)")
    for agency, (count, digest) in sorted(last.items()):
        print(f"{agency}: {count} events, last hash {digest}")
    print("\n".join(faults or ["chain holds / ลูกโซ่ครบถ้วน"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
