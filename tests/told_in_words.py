"""Whether an event is told in words: no code of ours, no field without words and no raw day reaches a reader."""

import re
from collections.abc import Iterator

from django.utils import translation

from prongsai.apps.chronicle.labels import field_word, field_words, object_words, value_words
from prongsai.apps.chronicle.pages import list_lines
from prongsai.apps.chronicle.told import Scope, write_value

CODE = re.compile(r"[a-z][a-z0-9]*(?:[_:][a-z0-9]+)*")
HASH = re.compile(r"[0-9a-f]{16,}")
RAW = re.compile(r"\d{4}-\d\d-\d\d|\b[a-z]+_[a-z_]+\b")
THAI = re.compile("[\u0e00-\u0e7f]")
# What an office calls itself and the addresses it gives are no codes of ours, nor what a browser is called or people type.
TYPED = {"slug", "url", "hosts", "host", "authority", "device", "provider", "site", "webhook_url"}
TYPED |= {"name", "post", "title", "text", "note", "reason", "comment", "explanation", "source", "level", "answer"}


def leaves(value: object, field: str, scope: Scope) -> Iterator[tuple[str, Scope, str]]:
    """Every text in a value, with the field and the scope in which it is told."""
    if isinstance(value, dict):
        if set(value) in ({"salted_sha256"}, {"th", "en"}):
            return
        for name, part in value.items():
            yield from leaves(part, name, scope.inside(field))
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, field, scope)
    elif isinstance(value, str):
        yield field, scope, value


def faults_of(event) -> set[str]:
    """What a reader of either language would be shown in our codes; empty where all is in words."""
    found: set[str] = set()
    for language in ("th", "en"):
        with translation.override(language):
            found |= {f"{language} {event.action}: {fault}" for fault in _faults(event, is_thai=language == "th")}
    return found


def _faults(event, *, is_thai: bool) -> Iterator[str]:
    if event.object_type not in object_words():
        yield f"{event.object_type} has no words"
    scope = Scope((event.action, event.object_type))
    for side in (event.before or {}, event.after or {}):
        for name, value in side.items():
            word = str(field_word(name, scope.names))
            if not any(key in field_words() for key in (name, *(f"{one}.{name}" for one in scope.names))):
                yield f"the field {name} has no words"
            elif bool(THAI.search(word)) is not is_thai:
                yield f"the field {name} is called {word}"
            for field, inside, text in leaves(value, name, scope):
                is_code = CODE.fullmatch(text) and not HASH.fullmatch(text) and field not in TYPED
                if is_code and text not in value_words(field, inside.names):
                    yield f"{name}/{field} is {text}"
                elif RAW.search(write_value(text, {}, field, inside)) and field not in TYPED:
                    yield f"{name}/{field} is told as {write_value(text, {}, field, inside)}"
    (line,) = list_lines([event], {}, {})
    if RAW.search(line.label):
        yield f"the label is {line.label}"
