"""What agencies of a kind usually have: units, sections and posts, from data/units.yaml, each with its confidence."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

import yaml

from prongsai.core.plan import AgencyKind
from prongsai.core.report_form.words import AGENCY_KIND_WORDS


@dataclass(frozen=True, slots=True)
class UnitTemplate:
    """A unit that agencies of a kind usually have. `requirement` is core, common or optional."""

    code: str
    name_th: str
    name_en: str
    aliases_th: tuple[str, ...]
    requirement: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """A post to offer. `unit_code` is "" for the posts at the top; a confidence of "recalled" shows as unconfirmed."""

    kind: str
    title: str
    unit_code: str
    confidence: str


def list_unit_templates(kind: str) -> list[UnitTemplate]:
    """Units to offer a new agency of a kind; empty for an unknown kind."""
    data = _read()
    found = []
    for line in data["kinds"].get(kind, ()):
        unit = data["units"][line["unit"]]
        found.append(
            UnitTemplate(
                code=line["unit"],
                name_th=unit["name_th"],
                name_en=unit["name_en"],
                aliases_th=tuple(unit.get("aliases_th", ())),
                requirement=line["requirement"],
                confidence=unit["confidence"],
            )
        )
    return found


def usual_units(kind: str) -> list[str]:
    """Names of the units that nearly every or most larger agencies of a kind have."""
    return [unit.name_th for unit in list_unit_templates(kind) if unit.requirement in {"core", "common"}]


def usual_sections(unit_code: str) -> tuple[str, ...]:
    """Names of the sections that a unit usually has; empty for a unit of no template."""
    return tuple(_read()["units"].get(unit_code, {}).get("sections_th", ()))


def list_top_posts(kind: str, agency_name: str) -> list[PostTemplate]:
    """The executive, the clerk and a deputy of each; the executive's title carries the agency's place name."""
    posts = _read()["posts_of_kind"].get(kind)
    if posts is None:
        return []
    words = AGENCY_KIND_WORDS[cast("AgencyKind", kind)]
    place = agency_name.removeprefix(words)
    place = "" if place == agency_name else place.strip()
    kinds = ("top_executive", "deputy_executive", "chief_administrator", "deputy_administrator")
    return [
        PostTemplate(one, posts[one] + (place if one == "top_executive" else ""), "", posts["confidence"])
        for one in kinds
    ]


def kind_in_name(agency_name: str) -> AgencyKind | None:
    """The kind whose words an agency's full name begins with, None where it begins with no kind's."""
    return next((kind for kind, words in AGENCY_KIND_WORDS.items() if agency_name.startswith(words)), None)


def head_of(unit_name: str) -> PostTemplate:
    """The head's post of a unit, known by the unit's usual name; of any other one is named after the unit, unconfirmed."""
    code = next((code for code, unit in _read()["units"].items() if unit["name_th"] == unit_name), "")
    if code:
        head = _read()["heads"][code]
        return PostTemplate("unit_head", head["title_th"], code, head["confidence"])
    word = "ผู้อำนวยการ" if unit_name.startswith("กอง") else "หัวหน้า"
    return PostTemplate("unit_head", f"{word}{unit_name}", "", "recalled")


@cache
def _read() -> dict[str, Any]:
    text = (resources.files("prongsai.data") / "units.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert isinstance(data, dict)
    return data
