from importlib import resources

import yaml

from prongsai.adapters.topic_units import read_topic_units
from prongsai.wiring import framework_files
from prongsai.wiring.results import usual_units_by_topic


def known_units():
    text = (resources.files("prongsai.data") / "units.yaml").read_text(encoding="utf-8")
    return set(yaml.safe_load(text)["units"])


def test_every_topic_has_a_unit_and_every_unit_is_known():
    topics = {topic.code for topic in framework_files().crosswalk().topics}

    assert set(read_topic_units()) == topics
    assert {code for codes in read_topic_units().values() for code in codes} <= known_units()


def test_takes_the_first_unit_that_the_agency_has():
    names = {"clerk_office": "สำนักปลัด", "finance": "กองคลัง"}

    found = usual_units_by_topic(names)

    assert (found["hr_policy"], found["proc_plan"]) == ("สำนักปลัด", "กองคลัง")
    assert usual_units_by_topic({**names, "personnel_division": "กองการเจ้าหน้าที่"})["hr_policy"] == "กองการเจ้าหน้าที่"


def test_an_agency_without_such_a_unit_gets_none():
    assert usual_units_by_topic({}) == {}
