"""The example's results fit the rules of their years, so that the first pages a person sees show no contradiction."""

from importlib import resources

import pytest
import yaml

from prongsai.apps.results.example import example_result
from prongsai.wiring.results import analyse_result, check_year_result

DATA = yaml.safe_load((resources.files("prongsai.data") / "example" / "results.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("one", DATA["results"], ids=lambda one: str(one["fiscal_year"]))
def test_each_result_fits_its_year(one):
    facts = example_result(one, DATA["source"])

    assert [found.message_en for found in check_year_result(facts) if found.severity != "note"] == []
    assert set(facts.lost_codes) == set(one["lost"])
    assert analyse_result(facts).level.name_th == one["level"]


def test_shows_a_trend_and_a_year_that_cannot_be_computed():
    totals = [example_result(one, "").total for one in DATA["results"]]

    assert len(totals) >= 4
    assert all(total is not None for total in totals)
    assert analyse_result(example_result(DATA["results"][-1], "")).lost_points is None
