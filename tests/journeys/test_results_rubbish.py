"""Rubbish typed into every field of the pages of results: a sentence beside the field, what was typed kept, nothing stored."""

import re

import pytest

from prongsai.apps.history.models import Event
from prongsai.apps.results.actions import add_result
from prongsai.apps.results.models import ToolEntry, YearResult
from tests.apps.factories import NOW, make_agency, make_user
from tests.apps.test_rubbish import IDS, RUBBISH, body
from tests.core.result.made import d, result

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def office(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency("เทศบาลตำบลบ้านสวนใส")
    user = make_user(agency, display_name="เจ้าหน้าที่")
    add_result(
        agency=agency, result=result(2567, lost=["O12"], total=d(88), tools={"IIT": 90, "EIT": 84}), by=user, at=NOW
    )
    client.force_login(user, backend=BACKEND)
    return agency


def known() -> tuple[int, int, list]:
    """What must not change."""
    rows = YearResult.objects.order_by("fiscal_year").values_list("fiscal_year", "total", "iit", "eit", "oit", "level")
    return Event.objects.count(), ToolEntry.objects.count(), list(rows)


def summary(response) -> str:
    """What the box of errors says, without tags; "" where there is none."""
    found = re.search(r'<div class="error-summary".*?</div>', response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", found[0]).split()) if found else ""


class TestTheQuestionWhatIf:
    @pytest.mark.parametrize("rubbish", [*RUBBISH, "101", "-0.01", "abc", "92.455", "9 2"])
    @pytest.mark.parametrize("field", ["iit", "eit"])
    def test_says_which_score_it_could_not_take(self, client, office, field, rubbish):
        response = client.get("/office/score/2567/", {field: rubbish, "fix": "O12"})

        assert response.status_code == 200
        body(response)
        if rubbish.strip("\u202e\u200b\ufeff "):
            assert summary(response).startswith(f"มีบางอย่างต้องแก้ไข {field.upper()}:")
            assert f'id="try-{field.upper()}_error"' in response.content.decode()
            assert 'aria-invalid="true"' in response.content.decode()

    def test_keeps_what_was_typed(self, client, office):
        page = client.get("/office/score/2567/", {"iit": "99x", "eit": "80"}).content.decode()

        assert 'value="99x"' in page
        assert page.count('aria-invalid="true"') == 1

    def test_still_answers_with_the_other_values(self, client, office):
        page = client.get("/office/score/2567/", {"iit": "99x", "fix": "O12"}).content.decode()

        assert "ถ้าแก้ข้อที่เลือก" in page

    @pytest.mark.parametrize("score", ["", "0", "100", "92,45", "๙๒.๔๕", " 92.4 "])
    def test_takes_scores_as_people_write_them(self, client, office, score):
        response = client.get("/office/score/2567/", {"iit": score})

        assert response.status_code == 200
        assert summary(response) == ""

    @pytest.mark.parametrize("fix", [*RUBBISH[:3], "O99", "o12", ""])
    def test_an_item_that_there_is_not_is_left_out(self, client, office, fix):
        response = client.get("/office/score/2567/", {"fix": fix})

        body(response)
        assert response.status_code == 200
        assert "ถ้าแก้ข้อที่เลือก" not in response.content.decode()

    @pytest.mark.parametrize("year", ["2562", "2651", "99999", "0"])
    def test_a_year_outside_is_not_there(self, client, office, year):
        assert client.get(f"/office/score/{year}/").status_code == 404

    def test_is_told_in_english_too(self, client, office):
        client.post("/office/language/", {"language": "en", "next": "/office/"})

        response = client.get("/office/score/2567/", {"iit": "abc"})

        assert "IIT: Enter a score from 0 to 100" in summary(response)


class TestEnteringATool:
    @pytest.mark.parametrize("rubbish", [*RUBBISH, "101", "abc"])
    @pytest.mark.parametrize("field", ["score", "tool"])
    def test_is_refused_beside_the_field(self, client, office, field, rubbish):
        before = known()
        if not rubbish.strip("\u202e\u200b\ufeff "):
            pytest.skip("as good as empty")

        response = client.post(
            "/office/score/2568/tools/", {"tool": "IIT", "score": "90", "source": "ประมาณ", field: rubbish}
        )

        body(response)
        assert response.status_code == 422
        assert summary(response)
        assert known() == before

    def test_a_score_without_a_source_is_asked_for_one(self, client, office):
        response = client.post("/office/score/2568/tools/", {"tool": "IIT", "score": "90", "source": "  "})

        assert response.status_code == 422
        assert "เขียนว่าคะแนนนี้มาจากที่ใด" in summary(response)


class TestTypingAResult:
    @pytest.mark.parametrize("rubbish", RUBBISH, ids=IDS)
    @pytest.mark.parametrize("field", ["total", "t_IIT", "i_1", "s_9.1", "o_O1"])
    def test_is_refused_beside_the_field(self, client, office, field, rubbish):
        before = known()
        if not rubbish.strip("\u202e\u200b\ufeff "):
            pytest.skip("as good as empty")

        response = client.post("/office/results/2567/edit/", {"version": "1", "t_EIT": "84", field: rubbish})

        body(response)
        assert response.status_code == 422
        assert summary(response)
        assert known() == before

    @pytest.mark.parametrize("rubbish", RUBBISH, ids=IDS)
    @pytest.mark.parametrize("field", ["level", "source"])
    def test_free_words_are_shown_as_words(self, client, office, field, rubbish):
        response = client.post(
            "/office/results/2567/edit/", {"version": "1", "t_EIT": "84", field: rubbish}, follow=True
        )

        body(response)
        assert response.status_code in {200, 422}

    @pytest.mark.parametrize("rubbish", [*RUBBISH, "2549", "2651", "พ.ศ."])
    def test_a_year_that_is_none(self, client, office, rubbish):
        response = client.post("/office/results/new/", {"fiscal_year": rubbish})

        body(response)
        assert response.status_code == 422
        assert summary(response)

    def test_nothing_typed_is_not_a_result(self, client, office):
        response = client.post("/office/results/2566/edit/", {"version": "0"})

        assert response.status_code == 422
        assert "อย่างน้อยหนึ่งช่อง" in summary(response)
        assert not YearResult.objects.filter(fiscal_year=2566).exists()


class TestImporting:
    @pytest.mark.parametrize("rubbish", RUBBISH, ids=IDS)
    def test_text_without_a_score_is_one_sentence(self, client, office, rubbish):
        before = known()

        response = client.post("/office/results/import/", {"text": rubbish})

        body(response)
        assert response.status_code == 422
        assert summary(response)
        assert known() == before

    def test_more_decimals_than_are_stored_come_out_rounded_and_can_be_saved_again(self, client, office):
        text = "ผลการประเมิน ITA ปีงบประมาณ 2566\nIIT\t91.66666666666667\nตัวชี้วัดที่ 1\t88.123456"

        moved = client.post("/office/results/import/", {"text": text}, follow=True)
        draft = moved.redirect_chain[-1][0]
        version = re.search(r'name="version" value="(\d+)"', moved.content.decode())
        client.post(f"{draft}accept/", {"version": version[1] if version else "1", "year": "2566"})

        form = client.get("/office/results/2566/edit/").content.decode()
        assert 'value="91.67"' in form
        assert 'value="88.12"' in form
