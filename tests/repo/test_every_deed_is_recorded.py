"""Every public action of every app leaves an event, and every event's name has words in both languages."""

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from prongsai.apps.chronicle.labels import action_words, object_words

APPS = Path(__file__).parents[2] / "prongsai" / "apps"
RECORDERS = {"record", "_record", "_record_own", "record_of_user", "record_round"} | {
    "record_version",
    "record_item",
    "record_year",
}
# What a machine does to its own things, and no person: the visits of a night are events of the evidence visited.
WITHOUT_EVENT = {"cycles"}


def modules():
    return [
        path for path in sorted(APPS.rglob("*.py")) if "migrations" not in path.parts and "management" not in path.parts
    ]


def calls_in(node):
    return {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)} | {
        one.func.attr for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute)
    }


def recorded_names(path):
    """The literal first arguments of calls that record."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in RECORDERS:
            continue
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value
        for keyword in node.keywords:
            if keyword.arg == "object_type" and isinstance(keyword.value, ast.Constant):
                yield f"object:{keyword.value.value}"


def silent_deeds(path, persons=frozenset({"by", "actor", "user"})):
    """Public keyword-only functions with a person and a moment (`at`) that reach no recorder in their module.

    Without `persons` those of the machine too.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    loud = set(RECORDERS)
    while grown := {name for name, node in functions.items() if name not in loud and calls_in(node) & loud}:
        loud |= grown
    for name, node in functions.items():
        words = {argument.arg for argument in node.args.kwonlyargs}
        if not name.startswith("_") and "at" in words and (not persons or persons & words) and name not in loud:
            yield name


DEEDS = [
    path
    for path in modules()
    if (path.name in {"actions.py", "progress.py"} or path.name.endswith("_actions.py"))
    and path.parent.name not in WITHOUT_EVENT
]


@pytest.mark.parametrize("path", DEEDS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_action_with_a_person_and_a_moment_records(path):
    # Hands on to an action of another app that records; is part of the hand-over, whose event names it.
    reach = {"issue_password", "add_occurrence_evidence", "add_agency"}
    assert set(silent_deeds(path)) - reach == set()


# Modules by which the machine changes what the public sees, and what of them is told of elsewhere.
OF_THE_MACHINE = {
    "disclosure/copies.py": set(),
    "disclosure/elements.py": {"judge_version"},  # kept beside fixed content; what it shows of elements is told
}


@pytest.mark.parametrize("module", OF_THE_MACHINE)
def test_what_the_machine_does_to_what_is_public_is_recorded(module):
    path = APPS / module

    assert set(silent_deeds(path, persons=frozenset())) == OF_THE_MACHINE[module]


def test_a_deed_without_its_event_is_found(tmp_path):
    path = tmp_path / "actions.py"
    path.write_text(
        "def loud(*, by, at):\n    record()\n\ndef mute(*, by, at):\n    pass\n\ndef machine(*, at):\n    pass\n"
    )

    assert set(silent_deeds(path)) == {"mute"}
    assert set(silent_deeds(path, persons=frozenset())) == {"mute", "machine"}


def test_every_recorded_action_has_words_in_both_languages():
    names = {name for path in modules() for name in recorded_names(path) if not name.startswith("object:")}

    assert len(names) > 30
    assert names - set(action_words()) == set()
    with override("en"):
        thai = {name for name in names if not str(action_words()[name]).isascii()}
    assert thai == set()


def test_every_kind_of_object_has_words():
    kinds = {
        name.removeprefix("object:")
        for path in modules()
        for name in recorded_names(path)
        if name.startswith("object:")
    }

    assert kinds - set(object_words()) == set()
