"""The judge on our own page texts: item, year, fit and notes of each, as a careful reader says."""

import pytest

from prongsai import wiring
from prongsai.audit.judge import judge
from tests.audit.judge.cases import CASES, Case

pytestmark = pytest.mark.usefixtures("both_ways_of_years")


@pytest.fixture(scope="module")
def judged():
    frameworks = wiring.framework_files()

    def of(case: Case):
        return judge(case.page, case.question, framework=frameworks.get(case.question.fiscal_year or 2566))

    return of


def _named(attribute: str):
    return [pytest.param(case, id=case.name) for case in CASES if getattr(case, attribute) is not None]


@pytest.mark.parametrize("case", _named("top"))
def test_ranks_the_item_first(judged, case):
    items = judged(case).items

    if not case.top:
        assert items == ()
    else:
        assert items
        assert items[0].code in case.top


@pytest.mark.parametrize("case", _named("years"))
def test_reads_the_fiscal_years(judged, case):
    result = judged(case)

    assert result.fiscal_years == case.years, result.year_grounds_en
    assert (result.fiscal_year is None) == (case.years == ())
    assert result.year_grounds_th
    assert result.year_grounds_en


@pytest.mark.parametrize("case", _named("fits"))
def test_says_whether_the_year_fits(judged, case):
    result = judged(case)

    assert result.year_fits == case.fits, (result.fiscal_years, result.year_grounds_en)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES if case.notes or case.not_notes])
def test_notes_what_is_odd(judged, case):
    codes = {note.code for note in judged(case).notes}

    assert codes >= set(case.notes)
    assert not codes & set(case.not_notes)


def test_there_are_enough_cases():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)
