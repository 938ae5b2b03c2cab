"""Whole stories in an officer's words, through the test client."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans.models import Evidence, Import, Plan
from prongsai.core.plan_json import plan_from_json, plan_to_json
from prongsai.core.plan_same import plan_differences
from tests.apps.factories import first_measure, first_task, make_agency, make_plan, make_user

REPORT = Path(__file__).parents[2] / "examples" / "report-2566.txt"
SEED = Path(__file__).parents[2] / "../shared/seed/khoksaat-2566-half-year-report.txt"
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    agency = make_agency("เทศบาลตำบลบ้านสวนใส", hosts=["www.bansuansai.go.th"])
    user = make_user(agency, "clerk_office")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return agency


def upload(client, content: bytes, name: str, **fields):
    return client.post("/office/imports/", {"file": SimpleUploadedFile(name, content), **fields})


class TestLastRoundsReportBecomesALivingPlan:
    def test_from_the_example_document(self, client, office):
        response = upload(client, REPORT.read_bytes(), "report-2566.txt")
        draft = Import.objects.get()
        page = client.get(response["location"]).content.decode()
        assert page.count('<section class="card draft" id="m') == 9
        assert "ตามต้นฉบับ" in page

        assert client.get(f"/office/imports/{draft.pk}/measures/5/").status_code == 200
        response = client.post(f"/office/imports/{draft.pk}/accept/")
        plan = Plan.objects.get()

        assert response["location"] == f"/office/plans/{plan.pk}/"
        assert (plan.fiscal_year, plan.round_kind, plan.measures.count()) == (2566, "half_year", 9)
        assert "กองคลัง" in client.get(f"/office/plans/{plan.pk}/").content.decode()
        assert verify_agency(office.slug).faults == ()

    @pytest.mark.skipif(not SEED.exists(), reason="the shared seed is not here")
    def test_from_the_real_report(self, client, office):
        upload(client, SEED.read_bytes(), "seed.txt")
        client.post(f"/office/imports/{Import.objects.get().pk}/accept/")

        assert Plan.objects.get().measures.count() == 9

    def test_from_pasted_text(self, client, office):
        response = client.post("/office/imports/", {"text": REPORT.read_text(encoding="utf-8").replace("\n", "\r\n")})

        assert response.status_code == 302
        assert len(Import.objects.get().plan["measures"]) == 9

    def test_from_plan_json_and_out_again_the_same(self, client, office):
        plan = make_plan(office, 2567, 2)
        facts = plan_from_json(client.get(f"/office/plans/{plan.pk}/report/json/?audience=internal").content)
        plan.delete()

        upload(client, plan_to_json(facts).encode(), "plan.json")
        client.post(f"/office/imports/{Import.objects.get().pk}/accept/")

        again = client.get(f"/office/plans/{Plan.objects.get().pk}/report/json/?audience=internal").content
        assert plan_differences(facts, plan_from_json(again)) == []

    def test_a_proposed_address_is_used_when_ticked(self, client, office):
        content = REPORT.read_text(encoding="utf-8")
        upload(client, content.encode(), "report.txt")
        draft = Import.objects.get()
        places = [
            (index, place)
            for index, measure in enumerate(draft.plan["measures"])
            for place, one in enumerate(measure["evidence"])
            if one["proposed_url"]
        ]
        if not places:
            pytest.skip("the example has no look-alike")
        index, place = places[0]
        wanted = draft.plan["measures"][index]["evidence"][place]["proposed_url"]

        client.post(
            f"/office/imports/{draft.pk}/head/",
            {"ticks": "1", "version": "1", "proposal": f"{index}:measure:0:{place}"},
        )

        draft.refresh_from_db()
        assert draft.plan["measures"][index]["evidence"][place]["url"] == wanted

    def test_year_and_round_can_be_corrected(self, client, office):
        upload(client, REPORT.read_bytes(), "report.txt")
        draft = Import.objects.get()

        client.post(
            f"/office/imports/{draft.pk}/head/", {"version": "1", "fiscal_year": "๖๘", "round_kind": "full_year"}
        )

        draft.refresh_from_db()
        assert draft.plan["fiscal_year"] == 2568
        assert draft.plan["round"] == {"kind": "full_year", "from": "2024-10-01", "to": "2025-09-30"}

    def test_a_measure_can_be_left_out(self, client, office):
        upload(client, REPORT.read_bytes(), "report.txt")
        draft = Import.objects.get()

        client.post(f"/office/imports/{draft.pk}/measures/0/remove/", {"version": "1"})
        client.post(f"/office/imports/{draft.pk}/measures/0/remove/", {"version": "1"})  # pressed twice

        draft.refresh_from_db()
        assert len(draft.plan["measures"]) == 8


class TestWhatCannotBeReadIsSaidInOneSentence:
    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (b"", "a.txt"),
            (b"\x00\x01\x02" * 50, "a.bin"),
            (b"MZ" + b"\x90" * 200, "a.exe"),
            (b"%PDF-1.4 broken", "a.pdf"),
            (b"PK\x03\x04broken", "a.docx"),
            (b'{"schema": "other"}', "plan.json"),
            (b"{" * 1000, "plan.json"),
        ],
    )
    def test_and_leaves_nothing_behind(self, client, office, settings, content, name):
        response = upload(client, content, name)

        assert response.status_code == 422
        assert "error-summary" in response.content.decode()
        assert not Import.objects.exists()
        assert not Path(settings.MEDIA_ROOT).exists() or not any(Path(settings.MEDIA_ROOT).rglob("*.*"))

    def test_nothing_and_both_are_refused(self, client, office):
        assert client.post("/office/imports/", {}).status_code == 422
        both = {"file": SimpleUploadedFile("a.txt", b"x"), "text": "x"}
        assert client.post("/office/imports/", both).status_code == 422

    def test_a_file_over_the_limit(self, client, office, settings):
        settings.IMPORT_MAX_BYTES = 1_000

        assert "เกินขีดจำกัด" in upload(client, b"x" * 2_000, "a.txt").content.decode()


class TestProgress:
    def progress(self, client, plan, **fields):
        task = first_task(plan)
        values = {"version": task.version, "status": "done", "done_on_day": "31", "done_on_month": "1"}
        return client.post(f"/office/work/{task.pk}/", {**values, "done_on_year": "2566", **fields})

    def test_is_recorded_with_a_link_and_two_files(self, client, office):
        plan = make_plan(office)
        files = [SimpleUploadedFile("ก.pdf", b"%PDF-1"), SimpleUploadedFile("ข.png", b"\x89PNG\r\n\x1a\n")]

        response = self.progress(client, plan, note="เสร็จ", links="http://www.bansuansai.go.th/a", uploads=files)

        task = first_task(plan)
        assert response.status_code == 302
        assert (task.status, task.done_on, task.note) == ("done", date(2023, 1, 31), "เสร็จ")
        assert [str(one) for one in task.evidence.all()] == ["http://www.bansuansai.go.th/a", "ก.pdf", "ข.png"]
        got = client.get(f"/office/files/evidence/{task.evidence.get(file_name='ก.pdf').pk}/")
        assert b"".join(got.streaming_content) == b"%PDF-1"
        assert got["Content-Disposition"].startswith("attachment")
        assert got["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        "fields",
        [
            {"done_on_day": "", "done_on_month": "", "done_on_year": ""},
            {"done_on_day": "30", "done_on_month": "2"},
            {"done_on_year": "2699"},
            {"done_on_month": ""},
            {"status": "not_started"},
            {"status": "finished"},
            {"links": "ไม่ใช่ลิงก์ เลย"},
            {"uploads": SimpleUploadedFile("a.html", b"<html>")},
        ],
    )
    def test_that_makes_no_sense_is_refused_and_kept_in_the_form(self, client, office, fields):
        plan = make_plan(office)

        response = self.progress(client, plan, **{"note": "บันทึกยาว", **fields})

        assert response.status_code == 422
        assert "บันทึกยาว" in response.content.decode()
        assert first_task(plan).status == "unknown"
        assert not Evidence.objects.filter(work_item=first_task(plan)).exists()

    def test_the_second_writer_sees_the_first_ones_words(self, client, office):
        plan = make_plan(office)
        self.progress(client, plan, note="ของคนแรก", version="1")

        response = self.progress(client, plan, note="ของคนที่สอง", version="1", status="done")

        page = response.content.decode()
        assert response.status_code == 409
        assert "ของคนแรก" in page
        assert "ของคนที่สอง" in page
        assert first_task(plan).note == "ของคนแรก"
        assert 'name="version" value="2"' in page

    def test_evidence_of_a_measure_is_added_and_removed_after_asking_once(self, client, office):
        plan = make_plan(office)
        measure = first_measure(plan)
        client.post(f"/office/measures/{measure.pk}/evidence/", {"links": "http://www.bansuansai.go.th/b"})
        row = measure.evidence.get(origin="added")

        assert "ลบหลักฐานนี้หรือไม่" in client.get(f"/office/evidence/{row.pk}/remove/").content.decode()
        client.post(f"/office/evidence/{row.pk}/remove/")

        assert not measure.evidence.filter(pk=row.pk).exists()


class TestReport:
    @pytest.mark.parametrize(
        ("file_format", "start"),
        [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!"), ("txt", "ราย".encode()), ("json", b"{")],
    )
    def test_downloads_every_format_as_a_file(self, client, office, file_format, start):
        plan = make_plan(office)

        response = client.get(f"/office/plans/{plan.pk}/report/{file_format}/?content=half_year")

        assert response.content.lstrip(b"\xef\xbb\xbf\r\n ")[: len(start)].lower() == start.lower()
        assert f'filename="{office.slug}-2566-half-year.{file_format}"' in response["Content-Disposition"]

    def test_public_is_the_default_and_names_no_person(self, client, office):
        plan = make_plan(office)

        public = client.get(f"/office/plans/{plan.pk}/report/json/").content.decode()
        internal = client.get(f"/office/plans/{plan.pk}/report/json/?audience=internal").content.decode()

        assert "ใจดี" not in public
        assert "ใจดี" in internal
        assert json.loads(public)["round"]["kind"] == "half_year"

    def test_the_preview_may_stand_in_our_own_page_and_run_nothing(self, client, office):
        plan = make_plan(office)

        response = client.get(f"/office/plans/{plan.pk}/report/preview/")

        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "script-src" not in response["Content-Security-Policy"]

    def test_an_unknown_format_is_not_found(self, client, office):
        assert client.get(f"/office/plans/{make_plan(office).pk}/report/exe/").status_code == 404


class TestNextYear:
    def test_offers_the_years_up_to_the_next_and_this_one_first(self, client, office, monkeypatch):
        monkeypatch.setattr("prongsai.apps.plans.views.plan_views.bangkok_today", lambda: date(2026, 11, 27))
        plan = make_plan(office, 2566, 1)
        make_plan(office, 2568, 1)

        page = client.get(f"/office/plans/{plan.pk}/rollover/").content.decode()

        assert re.findall(r'href="\?to=(\d+)"', page) == ["2567", "2568", "2569", "2570", "2571"]
        assert 'href="?to=2570" aria-current="true"' in page
        assert "2568 (มีแผนแล้ว)" in page
        assert client.post(f"/office/plans/{plan.pk}/rollover/", {"to": "2570"}).status_code == 302
        assert first_task(Plan.objects.get(fiscal_year=2570)).due_on == date(2027, 1, 31)

    def test_rolls_over_after_a_look(self, client, office):
        plan = make_plan(office, 2566, 2)
        preview = client.get(f"/office/plans/{plan.pk}/rollover/")
        assert "2567" in preview.content.decode()
        assert Plan.objects.count() == 1

        response = client.post(f"/office/plans/{plan.pk}/rollover/", {"to": "2567"})

        made = Plan.objects.get(fiscal_year=2567)
        assert response["location"] == f"/office/plans/{made.pk}/"
        assert made.origin == plan
        assert first_measure(made).origin == first_measure(plan)
        assert first_task(made).due_on == date(2024, 1, 31)
        assert not Evidence.objects.filter(measure__plan=made).exists()

    def test_does_not_overwrite_a_plan_that_is_there(self, client, office):
        plan = make_plan(office, 2566, 1)
        make_plan(office, 2567, 3)

        response = client.post(f"/office/plans/{plan.pk}/rollover/", {"to": "2567"}, follow=True)

        assert "อยู่แล้ว" in response.content.decode()
        assert Plan.objects.get(fiscal_year=2567).measures.count() == 3


class TestPlanPages:
    def test_the_second_writer_of_a_measure_sees_the_differences(self, client, office):
        plan = make_plan(office)
        measure = first_measure(plan)
        form = {
            "version": "1",
            "who-TOTAL_FORMS": "0",
            "who-INITIAL_FORMS": "0",
            "step-TOTAL_FORMS": "0",
            "step-INITIAL_FORMS": "0",
            "follow_up-TOTAL_FORMS": "0",
            "follow_up-INITIAL_FORMS": "0",
            "status": "unknown",
        }
        assert client.post(f"/office/measures/{measure.pk}/edit/", {**form, "issue": "คนแรก"}).status_code == 302

        response = client.post(f"/office/measures/{measure.pk}/edit/", {**form, "issue": "คนที่สอง"})

        page = response.content.decode()
        assert response.status_code == 409
        assert "คนแรก" in page
        assert "คนที่สอง" in page
        assert first_measure(plan).issue == "คนแรก"

    def test_an_empty_plan_says_what_to_do_next(self, client, office):
        client.post("/office/plans/new/", {"fiscal_year": "๒๕๗๐"})
        plan = Plan.objects.get()

        assert "เพิ่มมาตรการแรก" in client.get(f"/office/plans/{plan.pk}/").content.decode()
        assert "อยู่แล้ว" in client.post("/office/plans/new/", {"fiscal_year": "2570"}).content.decode()

    def test_history_shows_what_changed_and_hides_persons(self, client, office):
        plan = make_plan(office)
        first_task(plan)
        TestProgress().progress(client, plan, note="เสร็จแล้ว")

        page = client.get(f"/office/plans/{plan.pk}/history/").content.decode()

        assert "บันทึกความก้าวหน้า" in page
        assert "เสร็จแล้ว" in page

    def test_a_plan_is_deleted_after_asking_once(self, client, office):
        plan = make_plan(office)
        assert "หรือไม่" in client.get(f"/office/plans/{plan.pk}/delete/").content.decode()

        client.post(f"/office/plans/{plan.pk}/delete/")

        assert not Plan.objects.exists()

    def test_findings_are_filtered_by_severity(self, client, office):
        plan = make_plan(office)
        everything = client.get(f"/office/plans/{plan.pk}/findings/").content.decode()
        warnings = client.get(f"/office/plans/{plan.pk}/findings/?severity=warning").content.decode()

        assert "state-warning" in warnings
        assert warnings.count('<li><p class="line">') <= everything.count('<li><p class="line">')


class TestBlankTemplate:
    def test_is_offered_where_documents_are_imported_and_carries_the_agency(self, client, office):
        start = client.get("/office/imports/")
        answer = client.get("/office/imports/template.xlsx")

        assert "/office/imports/template.xlsx" in start.content.decode()
        assert answer["Content-Disposition"] == 'attachment; filename="prongsai-template.xlsx"'
        assert answer.content[:2] == b"PK"
