"""`prongsai restore FILE`: a backup into an empty place, ending with verify."""

import argparse
import os
from pathlib import Path

from prongsai.cli.screen import print_json


def run(arguments: argparse.Namespace) -> int:
    """Exit code 1 when what was restored does not verify."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    import django

    django.setup()
    from prongsai.apps.operations.restore import restore

    done = restore(Path(arguments.file))
    if arguments.json:
        print_json(
            {
                "made_at": done.made_at, "rows": done.rows, "files": done.files, "chains": done.chains,
                "faults": [english for _thai, english in done.faults], "keeps_own_key": done.keeps_own_key,
            }
        )  # fmt: skip
        return 1 if done.faults else 0
    print(f"กู้คืนแล้ว / restored: {done.rows} rows, {done.files} files ({done.made_at})")
    if done.keeps_own_key:
        print("ใช้กุญแจของเครื่องนี้ (PRONGSAI_SECRET_KEY_FILE) / this machine's own secret key is kept")
    for agency, head in done.chains.items():
        print(f"{agency}: {head}")
    for thai, english in done.faults:
        print(f"  {thai} / {english}")
    print(
        "ลูกโซ่ครบถ้วน / the chain holds" if not done.faults else f"พบ {len(done.faults)} จุด / {len(done.faults)} faults"
    )
    return 1 if done.faults else 0
