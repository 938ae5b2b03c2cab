"""Who signs the report, by kind of local government.

Source: domain notes on units and posts (ปลัด and นายก of each kind, seen in real pages).
"""

from prongsai.core.plan import Agency, AgencyKind
from prongsai.core.report_form.words import AGENCY_KIND_WORDS

_CLERKS: dict[AgencyKind, str] = {
    "pao": "ปลัดองค์การบริหารส่วนจังหวัด",
    "city_municipality": "ปลัดเทศบาล",
    "town_municipality": "ปลัดเทศบาล",
    "tambon_municipality": "ปลัดเทศบาล",
    "tao": "ปลัดองค์การบริหารส่วนตำบล",
}


def agency_kind(agency: Agency) -> AgencyKind | None:
    """The agency's kind, from its name where it is not said; None where the name does not tell."""
    if agency.kind:
        return agency.kind
    name = agency.name.replace(" ", "")
    return next((kind for kind, word in AGENCY_KIND_WORDS.items() if name.startswith(word)), None)


def clerk_post(agency: Agency) -> str:
    """Post of the permanent head (ปลัด) as printed under a signature."""
    kind = agency_kind(agency)
    return _CLERKS[kind] if kind else "ปลัดองค์กรปกครองส่วนท้องถิ่น"


def executive_post(agency: Agency) -> str:
    """Post of the top executive (นายก) as printed under a signature, with the place name where the name holds it."""
    kind = agency_kind(agency)
    if kind is None:
        return "นายกองค์กรปกครองส่วนท้องถิ่น"
    words = AGENCY_KIND_WORDS[kind]
    office = f"นายก{words}" if kind in ("pao", "tao") else f"นายกเทศมนตรี{words.removeprefix('เทศบาล')}"
    name = agency.name.strip()
    return office + name.removeprefix(words) if name.startswith(words) else office
