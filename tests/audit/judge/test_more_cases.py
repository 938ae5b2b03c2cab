"""The judge on whole documents of our own."""

import pytest

from prongsai import wiring
from prongsai.audit.judge import judge
from tests.audit.judge.more_cases import DOCUMENTS, Document

pytestmark = pytest.mark.usefixtures("both_ways_of_years")

_LETTER = {"found": "f", "not_found": "n", "cannot_tell": "c"}


@pytest.fixture(scope="module")
def judged():
    frameworks = wiring.framework_files()

    def of(document: Document):
        return judge(document.page, document.question, framework=frameworks.get(document.question.fiscal_year or 2566))

    return of


def _with(attribute: str):
    return [pytest.param(each, id=each.name) for each in DOCUMENTS if getattr(each, attribute) is not None]


@pytest.mark.parametrize("document", _with("top"))
def test_item(judged, document):
    assert [item.code for item in judged(document).items[:1]] == list(document.top)


@pytest.mark.parametrize("document", _with("years"))
def test_years(judged, document):
    result = judged(document)

    assert result.fiscal_years == document.years, result.year_grounds_en


@pytest.mark.parametrize("document", _with("fits"))
def test_fit(judged, document):
    result = judged(document)

    assert result.year_fits == document.fits, result.year_grounds_en


@pytest.mark.parametrize("document", _with("states"))
def test_elements(judged, document):
    elements = judged(document).elements

    assert "".join(_LETTER[each.state] for each in elements) == document.states, [
        (each.text_th, each.state, each.grounds_th) for each in elements
    ]
    assert [each.element for each in elements] == list(range(len(elements)))
    assert all(each.grounds_th and each.grounds_en for each in elements)
