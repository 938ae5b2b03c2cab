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
_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
_TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')(?:\s+context\s+"([^"]*)")?""")
_BLOCK = re.compile(r"{%\s*blocktranslate\b(.*?)%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)[^}]*}}")


def find_texts() -> dict[tuple[str, str, str], list[str]]:
    """Every text to translate, as (text, plural or "", context or ""), with the files it stands in."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            for text, context in _python_texts(path.read_text(encoding="utf-8")):
                found.setdefault((text, "", context), []).append(path.relative_to(PACKAGE).as_posix())
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        for text in _template_texts(path.read_text(encoding="utf-8")):
            found.setdefault(text, []).append(path.relative_to(PACKAGE).as_posix())
    return found


def _python_texts(source: str) -> list[tuple[str, str]]:
    """Texts with their contexts."""
    texts = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            said = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if node.func.id in _FUNCTIONS and said[:1] and isinstance(node.args[0], ast.Constant):
                texts.append((said[0], ""))
            elif node.func.id in _IN_CONTEXT and len(said) == len(node.args) == 2:
                texts.append((said[1], said[0]))
    return texts


def _template_texts(source: str) -> list[tuple[str, str, str]]:
    texts = [(one or other, "", context) for one, other, context in _TRANSLATE.findall(source)]
    for _options, body in _BLOCK.findall(source):
        singular, *plural = _PLURAL.split(body)
        texts.append((_block_text(singular), _block_text(plural[0]) if plural else "", ""))
    return texts


def _block_text(body: str) -> str:
    return _VARIABLE.sub(r"%(\1)s", body.replace("%", "%%"))


def main() -> None:
    """Bring the catalogue up to date; texts no longer used are dropped."""
    known = (
        {(entry.msgid, entry.msgctxt or ""): entry for entry in polib.pofile(str(CATALOGUE))}
        if CATALOGUE.exists()
        else {}
    )
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Project-Id-Version": "prongsai",
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for (text, plural, context), files in find_texts().items():
        old = known.get((text, context))
        entry = polib.POEntry(
            msgid=text, msgctxt=context or None, occurrences=[(name, "") for name in dict.fromkeys(files)]
        )
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
