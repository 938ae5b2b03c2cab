#!/usr/bin/env python3
"""The English catalogue: `python tools/catalogue.py` adds new Thai texts to django.po and compiles django.mo.

Thai texts stand in the code; a text without English is written with an empty msgstr, and a test refuses it.
"""

import ast
import re
from pathlib import Path

import polib

PACKAGE = Path(__file__).parent.parent / "prongsai"
CATALOGUE = PACKAGE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
_FUNCTIONS = {"_", "gettext", "gettext_lazy"}
_TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
_BLOCK = re.compile(r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)[^}]*}}")


def find_texts() -> dict[tuple[str, str], list[str]]:
    """Every text to translate, as (text, plural or ""), with the files it stands in."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            for text in _python_texts(path.read_text(encoding="utf-8")):
                found.setdefault((text, ""), []).append(path.relative_to(PACKAGE).as_posix())
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        for pair in _template_texts(path.read_text(encoding="utf-8")):
            found.setdefault(pair, []).append(path.relative_to(PACKAGE).as_posix())
    return found


def _python_texts(source: str) -> list[str]:
    texts = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS and node.args:
            argument = node.args[0]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                texts.append(argument.value)
    return texts


def _template_texts(source: str) -> list[tuple[str, str]]:
    texts = [(one or other, "") for one, other in _TRANSLATE.findall(source)]
    for _options, body in _BLOCK.findall(source):
        singular, *plural = _PLURAL.split(body)
        texts.append((_block_text(singular), _block_text(plural[0]) if plural else ""))
    return texts


def _block_text(body: str) -> str:
    return _VARIABLE.sub(r"%(\1)s", body.replace("%", "%%"))


def main() -> None:
    """Bring the catalogue up to date; texts no longer used are dropped."""
    known = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "prongsai",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for (text, plural), files in find_texts().items():
        old = known.get(text)
        entry = polib.POEntry(msgid=text, occurrences=[(name, "") for name in dict.fromkeys(files)])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = dict(old.msgstr_plural) if old and old.msgstr_plural else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    empty = [entry.msgid for entry in catalogue if not entry.translated()]
    print(f"{len(catalogue)} texts, {len(empty)} without English")
    print("\n".join(repr(text) for text in empty))


if __name__ == "__main__":
    main()
