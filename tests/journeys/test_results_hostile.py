"""What somebody may send on purpose or by mistake: nothing runs, nothing breaks, nothing of others is reached."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Measure, Plan
from prongsai.apps.results.actions import add_result, save_draft
from prongsai.apps.results.models import Proposal, ResultDraft, ToolEntry, YearResult
from prongsai.core.result import YearResult as Facts
from prongsai.core.result import result_to_dict
from tests.apps.factories import NOW, make_agency, make_plan, make_user
from tests.core.result.made import d, item_scores, result

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SCRIPT = "<script>alert(1)</script>"
QUOTED = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def office(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency("เทศบาลตำบลบ้านสวนใส")
    user = make_user(agency)
    client.force_login(user, backend=BACKEND)
    return agency, user


def hostile(year=2567):
    """A result whose every free text tries to become markup."""
    titles = {"O1": SCRIPT, "O99": QUOTED}
    items = {**item_scores(year, ["O1"]), "O99": d(0)}
    return Facts(year, SCRIPT, {"IIT": d(90)}, {8: d(50)}, {}, items, titles, d(90), f"ระดับ{SCRIPT}", QUOTED)


PAGES = (
    "/office/results/",
    "/office/results/2567/",
    "/office/results/2567/edit/",
    "/office/results/2567/analysis/",
    "/office/results/2567/remove/",
    "/office/score/2567/",
    "/office/proposals/2568/",
    "/office/proposals/2568/O1/",
)


class TestMarkup:
    def test_of_a_stored_result_stays_text_on_every_page(self, client, office):
        add_result(agency=office[0], result=hostile(), by=None, at=NOW)

        for address in PAGES:
            page = client.get(address)
            assert page.status_code == 200, address
            assert SCRIPT not in page.content.decode(), address
            assert "<img src=x" not in page.content.decode(), address

    def test_of_a_draft_stays_text(self, client, office):
        draft = save_draft(
            agency=office[0], name=f"{SCRIPT}.csv", content=b"x", results=[hostile()], findings=[], by=office[1], at=NOW
        )

        page = client.get(f"/office/results/import/{draft.pk}/").content.decode()

        assert SCRIPT not in page
        assert "<img src=x" not in page
        assert "&lt;script&gt;" in page

    def test_stays_text_in_the_documents(self, client, office):
        add_result(agency=office[0], result=hostile(), by=None, at=NOW)

        page = client.get("/office/results/2567/analysis/html/").content.decode()
        assert SCRIPT not in page
        assert "<img src=x" not in page
        assert client.get("/office/results/2567/analysis/pdf/").content.startswith(b"%PDF")
        with zipfile.ZipFile(io.BytesIO(client.get("/office/results/2567/analysis/docx/").content)) as package:
            assert "<script>" not in package.read("word/document.xml").decode()

    def test_pasted_as_a_result_stays_text(self, client, office):
        text = f"ปีงบประมาณ พ.ศ. 2567\nหน่วยงาน: {SCRIPT}\nระดับ: {QUOTED}\nIIT: 90\nO1\t{SCRIPT}\t0"

        response = client.post("/office/results/import/", {"text": text}, follow=True)

        assert response.status_code == 200
        assert SCRIPT not in response.content.decode()
        assert ResultDraft.objects.count() == 1

    def test_asked_as_a_question_stays_text(self, client, office):
        page = client.get("/office/score/2568/", {"fix": [SCRIPT, "O1"], "iit": QUOTED, "eit": SCRIPT})

        assert page.status_code == 200
        assert SCRIPT not in page.content.decode()
        assert "<img src=x" not in page.content.decode()


class TestOddPosts:
    def post(self, client, address, **sent):
        response = client.post(address, sent)
        assert response.status_code in (200, 302, 404, 422), (address, response.status_code)
        return response

    @pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "1.5"])
    def test_an_odd_version_changes_nothing(self, client, office, version):
        agency, user = office
        row = add_result(agency=agency, result=result(2567, lost=["O34"]), by=None, at=NOW)
        draft = save_draft(agency=agency, name="a", content=b"x", results=[result(2566)], findings=[], by=user, at=NOW)
        before = (YearResult.objects.count(), row.version)

        self.post(client, f"/office/results/import/{draft.pk}/accept/", version=version, year="2566")
        self.post(client, f"/office/results/import/{draft.pk}/move/", version=version, fiscal_year="2560")
        self.post(client, "/office/results/2567/edit/", version=version, t_IIT="10")

        row.refresh_from_db()
        assert (YearResult.objects.count(), row.version) == before
        assert ResultDraft.objects.get().results[0]["fiscal_year"] == 2566

    @pytest.mark.parametrize("year", ["", "x", "99999999999999999999", "-2567", "2567; DROP TABLE", "2599"])
    def test_an_odd_year_stores_nothing(self, client, office, year):
        draft = save_draft(
            agency=office[0], name="a", content=b"x", results=[result(2566)], findings=[], by=office[1], at=NOW
        )

        self.post(client, f"/office/results/import/{draft.pk}/accept/", version="1", year=year)

        assert not YearResult.objects.exists()
        assert ResultDraft.objects.exists()

    @pytest.mark.parametrize("proposal", ["", ":", "O1", "O1:", "O1:x", "O999:0", f"{SCRIPT}:0", "O11:5", "O11:-1"])
    def test_an_odd_proposal_adds_nothing_that_was_not_shown(self, client, office, proposal):
        add_result(agency=office[0], result=result(2567, lost=["O12"]), by=None, at=NOW)

        self.post(client, "/office/proposals/2568/accept/", proposal=proposal)

        codes = [code for one in Measure.objects.all() for code in one.item_codes]
        assert set(codes) <= {"O1", "O11"}

    def test_a_proposal_that_is_none_is_not_found(self, client, office):
        add_result(agency=office[0], result=result(2567, lost=["O12"]), by=None, at=NOW)

        for key in ("O999", "I9", "xyz", "O1"):
            assert client.get(f"/office/proposals/2568/{key}/").status_code == 404, key
            assert client.post(f"/office/proposals/2568/{key}/aside/", {"version": "0"}).status_code == 404, key

        assert not Proposal.objects.exists()

    @pytest.mark.parametrize("year", [2500, 2563, 2651, 99999])
    def test_proposals_of_a_year_out_of_range_are_not_found(self, client, office, year):
        assert client.get(f"/office/proposals/{year}/").status_code == 404

    @pytest.mark.parametrize("year", [1, 2024, 2549, 2651])
    def test_results_of_a_year_out_of_range_are_not_found(self, client, office, year):
        assert client.get(f"/office/results/{year}/edit/").status_code == 404
        assert client.get(f"/office/results/template/{year}/").status_code == 404
        assert client.get(f"/office/results/{year}/").status_code == 404

    def test_a_tools_score_far_too_long_is_refused(self, client, office):
        response = self.post(client, "/office/score/2568/tools/", tool="IIT", score="9" * 500, source="ก" * 5_000)

        assert response.status_code == 422
        assert not ToolEntry.objects.exists()

    def test_pressed_twice_a_result_is_stored_once(self, client, office):
        draft = save_draft(
            agency=office[0], name="a", content=b"x", results=[result(2566)], findings=[], by=office[1], at=NOW
        )

        first = client.post(f"/office/results/import/{draft.pk}/accept/", {"version": "1", "year": "2566"})
        second = client.post(f"/office/results/import/{draft.pk}/accept/", {"version": "1", "year": "2566"})

        assert (first.status_code, second["Location"]) == (302, "/office/results/2566/")
        assert YearResult.objects.count() == 1

    def test_pressed_twice_a_new_result_is_stored_once(self, client, office):
        sent = {"version": "0", "t_IIT": "90"}

        client.post("/office/results/2567/edit/", sent)
        second = client.post("/office/results/2567/edit/", sent)

        assert second.status_code == 422
        assert YearResult.objects.get().version == 1


class TestFiles:
    def upload(self, client, name, content):
        return client.post("/office/results/import/", {"file": SimpleUploadedFile(name, content), "text": ""})

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.xlsx", b""),
            ("a.xlsx", b"PK\x03\x04" + b"\x00" * 200),
            ("a.pdf", b"%PDF-1.7\n" + b"\xff" * 300),
            ("a.exe", b"MZ" + b"\x00" * 300),
            ("a.json", b"{" * 5_000),
            ("a.json", json.dumps({"schema": "prongsai/result/1"}).encode()),
            ("a.csv", b"O1," * 3_000),
            ("../../etc/passwd", b"root:x:0:0"),
            ("a.html", b"<table>" * 2_000),
            ("a.docx", b"PK\x05\x06" + b"\x00" * 18),
        ],
    )
    def test_that_are_no_result_are_refused_in_a_sentence(self, client, office, name, content):
        response = self.upload(client, name, content)

        assert response.status_code == 422
        assert not ResultDraft.objects.exists()

    def test_a_small_file_that_unpacks_to_much_is_refused(self, client, office):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("xl/workbook.xml", " " * 400_000_000)

        response = self.upload(client, "a.xlsx", out.getvalue())

        assert response.status_code == 422
        assert not ResultDraft.objects.exists()

    def test_our_json_with_impossible_scores_is_shown_and_cannot_be_stored(self, client, office):
        document = result_to_dict(Facts(2567, "", {}, {}, {}, {}, {}, d(300)))

        self.upload(client, "a.json", json.dumps(document).encode())
        draft = ResultDraft.objects.get()
        page = client.get(f"/office/results/import/{draft.pk}/")
        client.post(f"/office/results/import/{draft.pk}/accept/", {"version": "1", "year": "2567"})

        assert "300.00" in page.content.decode()
        assert not YearResult.objects.exists()

    def test_the_name_of_a_file_is_kept_short(self, client, office):
        self.upload(client, f"{'ก' * 400}.csv", "ปีงบประมาณ พ.ศ. 2567\nIIT,90\nEIT,80".encode())

        assert len(ResultDraft.objects.get().name) <= 200


class TestOtherAgencies:
    def test_results_scores_and_plans_stay_apart(self, client, office):
        other = make_agency("เทศบาลตำบลอื่น")
        other_user = make_user(other)
        make_plan(other, 2568)
        add_result(agency=other, result=result(2567, lost=["O34"], total=d("12.34")), by=None, at=NOW)
        draft = save_draft(
            agency=other, name="a", content=b"x", results=[result(2566)], findings=[], by=other_user, at=NOW
        )
        before = Event.objects.count()

        assert "12.34" not in client.get("/office/results/").content.decode()
        for address in (
            "/office/results/2567/",
            "/office/results/2567/analysis/",
            "/office/results/2567/analysis/html/",
        ):
            assert client.get(address).status_code == 404
        for address in ("accept/", "move/", "discard/"):
            sent = {"version": "1", "year": "2566", "fiscal_year": "2560"}
            assert client.post(f"/office/results/import/{draft.pk}/{address}", sent).status_code == 404
        client.post("/office/proposals/2568/accept/", {"proposal": "O27:0"})

        assert Event.objects.count() == before
        assert Plan.objects.get().measures.count() == 1
        assert ResultDraft.objects.count() == 1
