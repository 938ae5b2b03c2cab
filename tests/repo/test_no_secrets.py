"""No key, token or password stands in a file of the repository."""

import math
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHAPES = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "token of a forge": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|glpat-[\w-]{20})"),
    "token of a chat": re.compile(r"\bxox[abpr]-[A-Za-z0-9-]{20,}"),
    "map or mail key": re.compile(r"\b(?:AIza[0-9A-Za-z_-]{35}|SG\.[\w-]{22}\.[\w-]{43})"),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
}
NAMED = re.compile(
    r"""(?i)\b\w*(?:secret|password|passwd|api_?key|token)\w*["']?\s*(?::|=|:\s*str\s*=)\s*["']([^"'\s{}<>]{16,})["']"""
)
TEXTS = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".json",
    ".toml",
    ".txt",
    ".html",
    ".js",
    ".sh",
    ".cfg",
    ".ini",
    ".env",
    ".conf",
    "",
}


def tracked() -> list[Path]:
    result = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in result.stdout.decode().split("\0") if name]
    if not names:
        pytest.skip("not in a git checkout")
    return [ROOT / name for name in names]


def entropy(text: str) -> float:
    """Bits a letter: words of people stay below 3.6, random letters lie above."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def find_secrets(text: str) -> list[str]:
    found = [name for name, shape in SHAPES.items() if shape.search(text)]
    return found + [value for value in NAMED.findall(text) if value.isascii() and entropy(value) > 4.0]


def test_no_file_holds_one():
    seen, hits = 0, {}
    for path in tracked():
        if path.suffix not in TEXTS or not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        seen += 1
        if path != Path(__file__) and (found := find_secrets(path.read_text(encoding="utf-8", errors="replace"))):
            hits[path.relative_to(ROOT).as_posix()] = found

    assert hits == {}
    assert seen > 500


def test_no_file_is_one():
    wrong = {"secret-key", "client-secret", ".env", "id_rsa", "id_ed25519", "setup-code"}
    suffixes = {".pem", ".key", ".p12", ".pfx", ".sqlite3", ".kdbx"}
    for path in tracked():
        assert path.name not in wrong, path
        assert path.suffix not in suffixes, path


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQ" * 10,
        "AKIA" + "ABCDEFGH12345678",
        "ghp_" + "aB3" * 12,
        "SECRET_KEY" + ' = "k9$Vx2pQ7mZr4LtW8sYb"',
        "{'api_key'" + ": 'k9Vx2pQ7mZr4LtW8sYb1'}",
    ],
)
def test_would_be_seen(text):
    assert find_secrets(text)


def test_words_of_people_are_none():
    assert not find_secrets('PASSWORD = "a-long-pass-word"\nSECRET = "s3cret"\n')
