"""Writes prongsai/data/empty_database.sql, from which a first start makes its database: python tools/empty_database.py

To be run after every new migration (tests/apps/operations/test_empty_database.py says so). `--check` only compares.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def main() -> int:
    """0 when the script is as it should be, or now is; 1 when `--check` found another."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "PRONGSAI_HOME": home,
            "DJANGO_SETTINGS_MODULE": "prongsai.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        os.environ.pop("DATABASE_URL", None)
        migrate = ["-m", "prongsai.cli.main", "manage", "migrate", "--verbosity", "0"]
        subprocess.run([sys.executable, *migrate], check=True)
        import django

        django.setup()
        from prongsai.apps.operations.empty_database import SCRIPT, write_script

        script = write_script(Path(home) / "prongsai.sqlite3")
    if SCRIPT.exists() and SCRIPT.read_text(encoding="utf-8") == script:
        print("the script is what the migrations make")
        return 0
    if "--check" in sys.argv[1:]:
        print("the script is not what the migrations make: python tools/empty_database.py", file=sys.stderr)
        return 1
    SCRIPT.write_text(script, encoding="utf-8")
    print(f"written: {SCRIPT.relative_to(ROOT)}, {len(script):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
