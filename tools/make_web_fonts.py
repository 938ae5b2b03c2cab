#!/usr/bin/env python3
"""Make the web fonts from the Sarabun package: python tools/make_web_fonts.py. Needs fonttools and brotli.

Thai, Latin and the signs pages use; written beside the licence into prongsai/data/fonts/.
"""

import shutil
from importlib import resources
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).parent.parent / "prongsai/data/fonts"
UNICODES = "U+0020-007E,U+00A0-00FF,U+0E01-0E3A,U+0E3F-0E5B,U+200B-200D,U+2010-2026,U+2190-2193,U+25CC,U+2713,U+2715,U+25CB,U+25D0,U+25B8,U+25B9"


def main() -> None:
    package = resources.files("fontpkg_sarabun")
    OUT.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        with resources.as_file(package / "files" / f"Sarabun-{style}.ttf") as path:
            target = OUT / f"sarabun-{style.lower()}.woff2"
            subset.main(
                [
                    str(path),
                    f"--unicodes={UNICODES}",
                    "--layout-features=*",
                    "--flavor=woff2",
                    f"--output-file={target}",
                ]
            )
            print(target.name, target.stat().st_size)
    with resources.as_file(package / "LICENSE") as path:
        shutil.copy(path, OUT / "OFL.txt")


if __name__ == "__main__":
    main()
