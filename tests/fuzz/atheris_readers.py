"""Coverage-guided fuzzing of one reader: python -m tests.fuzz.atheris_readers html -max_total_time=60 [CORPUS]

Needs the package `atheris`, which is in no list of ours: pip install atheris. Without it this says so and ends well, so that
`make test-all` may call it anywhere. With "all" every reader runs for its share of 120 seconds.
"""

import subprocess
import sys


def main() -> int:
    """Runs libFuzzer on a reader; its exit code is not 0 when an input raised, hung or ate memory."""
    name = sys.argv[1] if len(sys.argv) > 1 else "all"
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: fuzzing by coverage is left out (pip install atheris)")
        return 0
    with atheris.instrument_imports(include=["prongsai"]):
        from tests.fuzz.readers import READERS
    if name == "all":
        switches = [f"-max_total_time={120 // len(READERS)}", "-rss_limit_mb=1500", "-timeout=20"]
        codes = [
            subprocess.run(
                [sys.executable, "-m", "tests.fuzz.atheris_readers", reader, *switches], check=False
            ).returncode
            for reader in READERS
        ]
        return int(any(codes))  # a reader killed by a signal gives a negative code
    reader = READERS[name]

    def once(content: bytes) -> None:
        reader(content)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
