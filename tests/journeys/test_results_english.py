"""The pages of results in English: what is ours is English, what is Thai are names, sources and the framework's words."""

import re

import pytest

from prongsai.apps.results.actions import add_result, enter_tool, save_draft
from prongsai.core.finding import Finding
from tests.apps.factories import NOW, make_agency, make_plan, make_user
from tests.core.result.made import d, result

pytestmark = pytest.mark.django_db
THAI = re.compile("[ก-๛]+")
PAGES = (
    "/office/results/",
    "/office/results/2568/",
    "/office/results/2567/analysis/",
    "/office/results/2568/analysis/",
    "/office/results/2568/remove/",
    "/office/results/new/",
    "/office/results/import/",
    "/office/score/2568/",
    "/office/score/2568/?fix=O1",
    "/office/score/2570/",
)


@pytest.fixture
def english(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency("Bansuan")
    user = make_user(agency, display_name="clerk")
    make_plan(agency, 2566, ())
    for year, total in ((2567, "88.00"), (2568, "91.30")):
        facts = result(
            year,
            lost=["O1", "O12"],
            tools={"IIT": 90, "EIT": 84, "OIT": 96},
            indicators={8: d(70), 1: d(97)},
            total=d(total),
            level="good pass",
            source="announcement",
        )
        add_result(agency=agency, result=facts, by=user, at=NOW)
    enter_tool(agency=agency, fiscal_year=2570, tool="IIT", score=d(90), source="estimate", by=user, at=NOW)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/office/language/", {"language": "en", "next": "/office/"})
    return agency, user


def words(response):
    """The main part without the switch to Thai and without notes that quote the framework's list."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]+>", " ", main)


class TestEnglishPages:
    @pytest.mark.parametrize("address", PAGES)
    def test_hold_no_thai_of_ours(self, client, english, address):
        response = client.get(address)

        assert response.status_code == 200
        assert THAI.findall(words(response)) == []

    def test_so_does_a_result_read_and_not_accepted(self, client, english):
        agency, user = english
        found = [Finding("result_given_twice", "warning", None, "", "ก", "O1 has two scores")]
        draft = save_draft(
            agency=agency,
            name="a.csv",
            content=b"x",
            results=[result(2566, lost=["O1"], total=d(50))],
            findings=found,
            by=user,
            at=NOW,
        )

        page = words(client.get(f"/office/results/import/{draft.pk}/")).replace("เทศบาลตำบลบ้านสวนใส", "")

        assert THAI.findall(page) == []
        assert "O1 has two scores" in page

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("/office/results/", "Results of ITA"),
            ("/office/results/2568/", "Level by the year’s rule"),
            ("/office/results/2568/analysis/", "Strengths and weaknesses"),
            ("/office/score/2568/?fix=O1", "If the ticked items were mended"),
            ("/office/score/2570/", "Cannot be computed"),
            ("/office/proposals/2569/", "Measures proposed for 2569"),
        ],
    )
    def test_say_it_in_english(self, client, english, address, said):
        assert said in " ".join(words(client.get(address)).split())

    @pytest.mark.parametrize("address", ["/office/results/", "/office/results/2566/"])
    def test_a_level_stays_official_and_is_marked_as_thai(self, client, english, address):
        agency, user = english
        add_result(agency=agency, result=result(2566, total=d(75), level="ต้องปรับปรุง"), by=user, at=NOW)

        page = client.get(address).content.decode()

        assert '<span lang="th">ต้องปรับปรุง</span> <span class="small quiet">(needs improvement)</span>' in page

    def test_tasks_of_proposals_are_english(self, client, english):
        page = client.get("/office/proposals/2569/").content.decode()

        assert "The executive looks at the progress each month (each month until " in page
        assert "ภายใน" not in page
        assert "ทุกเดือน" not in page

    def test_refusals_are_english_too(self, client, english):
        response = client.post("/office/results/import/", {"text": "hello"})

        assert response.status_code == 422
        assert "no score was found" in words(response)

    @pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
    def test_the_document_is_in_the_language_of_the_page(self, client, english, kind):
        response = client.get(f"/office/results/2568/analysis/{kind}/")

        assert f"analysis-2568-en.{kind}" in response["Content-Disposition"]
        if kind == "html":
            said = response.content.decode()
            assert '<html lang="en">' in said
            assert "Items lost in OIT" in said
            assert "ข้อสังเกต" not in said
