"""Whatever is typed or handed in, the answer is a page with a sentence, never a fault, and nothing runs or is kept twice."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prongsai.apps.history.models import Event
from prongsai.apps.plans.models import Evidence, Import, Measure, Plan
from tests.apps.factories import first_measure, first_task, make_agency, make_plan, make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"
SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
RUBBISH = [
    SCRIPT,
    "'; DROP TABLE plans_plan; --",
    "😀🇹🇭👩‍👩‍👧",
    "\x00\x01\x1b",
    "ก" * 100_000,
    "{{ 7*7 }}{% csrf_token %}",
    "../../etc/passwd",
    "-1",
    "9" * 30,
    "NaN",
    "\u202e\u200b\ufeff",
    '=HYPERLINK("http://evil")',
    "๙๙๙๙",
    "²",
    "9" * 5000,
]
IDS = [
    "script",
    "sql",
    "emoji",
    "control",
    "long",
    "template",
    "path",
    "negative",
    "huge",
    "nan",
    "marks",
    "formula",
    "thai",
    "power",
    "endless",
]


@pytest.fixture
def office(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency()
    client.force_login(make_user(agency, display_name="เจ้าหน้าที่"), backend=BACKEND)
    return make_plan(agency, 2566)


def body(response):
    text = response.content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "49{%" not in text
    return text


def upload(client, *files, **fields):
    data = {"version": "1", "status": "in_progress", "note": "", "links": "", **fields}
    return {**data, "uploads": list(files)}


class TestEveryField:
    @pytest.mark.parametrize("value", RUBBISH, ids=IDS)
    def test_of_progress(self, client, office, value):
        address = f"/office/work/{first_task(office).pk}/"
        names = ("version", "status", "done_on_day", "done_on_month", "done_on_year", "note", "links")

        for name in names:
            response = client.post(address, {"version": "1", "status": "in_progress", name: value})
            assert response.status_code in (302, 409, 422), name
            body(response)
        body(client.get(f"/office/measures/{first_measure(office).pk}/"))

    @pytest.mark.parametrize("value", RUBBISH, ids=IDS)
    def test_of_a_measure(self, client, office, value):
        address = f"/office/plans/{office.pk}/measures/new/"
        blank = {f"{set_}-{part}": "1" for set_ in ("who", "step", "follow_up") for part in ("TOTAL_FORMS",)}
        blank |= {f"{set_}-INITIAL_FORMS": "0" for set_ in ("who", "step", "follow_up")}
        names = [
            "issue",
            "issue_kind",
            "indicator",
            "item_codes",
            "status",
            "evidence",
            "budget",
            "problems",
            "remarks",
        ]
        names += [f"who-0-{part}" for part in ("unit", "person", "role", "all_units")]
        for prefix in ("step-0", "follow_up-0"):
            names += [f"{prefix}-{part}" for part in ("key", "text", "role", "deadline_kind", "days", "end_day")]
        names += ["version", "add", "who-TOTAL_FORMS", "step-INITIAL_FORMS"]
        assert client.get(address).status_code == 200

        for name in names:
            response = client.post(address, {"version": "0", "issue": "ประเด็น", **blank, name: value})
            assert response.status_code in (200, 302, 409, 422), name
            body(response)
        body(client.get(f"/office/plans/{office.pk}/"))
        body(client.get(f"/office/plans/{office.pk}/findings/"))
        body(client.get(f"/office/plans/{office.pk}/history/"))

    @pytest.mark.parametrize("value", RUBBISH, ids=IDS)
    def test_of_an_import(self, client, office, value):
        for data in ({"text": value}, {"text": "ก", "fiscal_year": value}, {"file": value}):
            response = client.post("/office/imports/", data)
            assert response.status_code in (302, 422)
            body(response)
            if response.status_code == 302:
                body(client.get(response["location"]))

    @pytest.mark.parametrize("value", RUBBISH, ids=IDS)
    def test_of_a_new_plan_and_of_every_query(self, client, office, value):
        assert client.post("/office/plans/new/", {"fiscal_year": value}).status_code in (200, 302)
        if len(value) > 1000:
            value = value[:1000]
        for address in (
            "/office/",
            "/office/plans/",
            f"/office/plans/{office.pk}/",
            f"/office/plans/{office.pk}/findings/",
            f"/office/plans/{office.pk}/history/",
            f"/office/plans/{office.pk}/rollover/",
            f"/office/plans/{office.pk}/report/",
        ):
            query = dict.fromkeys(("page", "due", "unit", "severity", "to", "content", "audience", "next"), value)
            response = client.get(address, query)
            assert response.status_code == 200, address
            body(response)

    @pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "1.5", "๑"])
    def test_of_an_address(self, client, office, number):
        for address in ("plans", "measures", "work", "imports", "evidence"):
            assert client.get(f"/office/{address}/{number}/").status_code == 404


class TestDays:
    def record(self, client, office, day, month, year, status="done"):
        data = {"version": "1", "status": status, "done_on_day": day, "done_on_month": month, "done_on_year": year}
        return client.post(f"/office/work/{first_task(office).pk}/", data)

    @pytest.mark.parametrize(
        ("day", "month", "year"),
        [
            ("31", "4", "2566"),
            ("29", "2", "2566"),
            ("0", "1", "2566"),
            ("32", "1", "2566"),
            ("1", "13", "2566"),
            ("1", "", "2566"),
            ("", "1", "2566"),
            ("1", "1", ""),
            ("หนึ่ง", "1", "2566"),
            ("1", "1", "99999"),
            ("1", "1", "0"),
            ("²", "1", "2566"),
        ],
    )
    def test_that_do_not_exist_are_refused_and_shown_again(self, client, office, day, month, year):
        response = self.record(client, office, day, month, year)

        assert response.status_code == 422
        assert "มีบางอย่างต้องแก้ไข" in body(response)
        assert f'value="{day}"' in body(response)
        assert first_task(office).status != "done"

    @pytest.mark.parametrize(("day", "year"), [("๓๑", "๒๕๖๖"), ("31", "66"), ("31", "๖๖"), (" 31 ", "2566")])
    def test_are_read_as_people_write_them(self, client, office, day, year):
        assert self.record(client, office, day, "1", year).status_code == 302

        assert first_task(office).done_on == date(2023, 1, 31)

    def test_that_lie_ahead_are_refused(self, client, office):
        assert "อนาคต" in body(self.record(client, office, "1", "1", "2640"))


class TestFiles:
    def hand_in(self, client, office, *files):
        address = f"/office/work/{first_task(office).pk}/"
        return client.post(address, {"version": "1", "status": "in_progress", "uploads": list(files)})

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("รายงาน.pdf", b"MZ\x90\x00" + b"\x00" * 500, "ไม่ใช่ชนิดที่รับได้"),
            ("page.pdf", b"<!doctype html><script>alert(1)</script>", "ไม่ใช่ชนิดที่รับได้"),
            ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "ไม่ใช่ชนิดที่รับได้"),
            ("macro.docm", b"PK\x03\x04 broken", "ไม่ใช่ชนิดที่รับได้"),
            ("empty.pdf", b"", "ว่างเปล่า"),
            ("run.txt", b"<script>alert(1)</script>", "ไม่ใช่ชนิดที่รับได้"),
        ],
    )
    def test_that_are_not_what_they_say_are_refused(self, client, office, name, content, sentence):
        response = self.hand_in(client, office, SimpleUploadedFile(name, content))

        assert response.status_code == 422
        assert sentence in body(response)
        assert not Evidence.objects.filter(origin="added").exists()

    def test_over_25_mb_are_refused_with_size_and_limit(self, client, office, tmp_path):
        big = SimpleUploadedFile("ใหญ่.pdf", b"%PDF-1.7" + b"0" * 26_000_000)

        page = body(self.hand_in(client, office, big))

        assert "27 MB" in page or "26 MB" in page
        assert "25 MB" in page
        assert not Evidence.objects.filter(origin="added").exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    def test_with_macros_are_refused_by_what_is_inside(self, client, office):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
            archive.writestr("word/vbaProject.bin", "x")

        assert "ไม่ใช่ชนิดที่รับได้" in body(self.hand_in(client, office, SimpleUploadedFile("plan.docx", packed.getvalue())))

    @pytest.mark.parametrize(
        "name", ["../../x.pdf", "a/b\\c.pdf", "ก" * 90 + ".pdf", "x.pdf.exe", "con.pdf", "\u202efdp.exe"]
    )
    def test_names_lead_nowhere(self, client, office, name, tmp_path):
        response = self.hand_in(client, office, SimpleUploadedFile(name, b"%PDF-1.7\n"))

        assert response.status_code in (302, 422)
        for row in Evidence.objects.filter(origin="added"):
            assert row.file_name.endswith(".pdf")
            assert "/" not in row.file_name
            download = client.get(f"/office/files/evidence/{row.pk}/")
            assert download.status_code == 200
            assert download["content-disposition"].startswith("attachment")
        assert all(tmp_path in path.resolve().parents for path in tmp_path.rglob("*"))

    def test_one_bad_file_of_two_leaves_neither(self, client, office, tmp_path):
        good, bad = SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), SimpleUploadedFile("b.pdf", b"MZ")

        assert self.hand_in(client, office, good, bad).status_code == 422

        assert not Evidence.objects.filter(origin="added").exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.exe", b"MZ\x90\x00" * 40),
            ("a.pdf", b"%PDF-1.7 broken"),
            ("a.docx", b"PK\x03\x04 broken"),
            ("a.xlsx", b""),
            ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 99),
            ("plan.json", b'{"schema": "prongsai/plan/1"'),
            ("plan.json", b'{"schema": "prongsai/plan/1", "measures": 7}'),
            ("plan.json", b"{}"),
            ("a.txt", b"\xff\xfe\x00"),
            ("a.html", b"<html><body>" + b"<div>" * 3000),
        ],
    )
    def test_to_import_that_cannot_be_read_get_one_sentence(self, client, office, name, content, tmp_path):
        response = client.post("/office/imports/", {"file": SimpleUploadedFile(name, content), "text": ""})

        assert response.status_code == 422
        assert "มีบางอย่างต้องแก้ไข" in body(response)
        assert not Import.objects.exists()
        assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class TestPressedTwice:
    def test_progress_is_kept_once_and_the_second_press_is_told(self, client, office):
        address = f"/office/work/{first_task(office).pk}/"
        data = {"version": "1", "status": "in_progress", "links": "https://www.example.go.th/ita/o1"}

        first, second = client.post(address, data), client.post(address, data)

        assert (first.status_code, second.status_code) == (302, 409)
        assert Evidence.objects.filter(origin="added").count() == 1
        assert Event.objects.filter(action="progress_recorded").count() == 1

    def test_a_new_plan_is_made_once(self, client, office):
        client.post("/office/plans/new/", {"fiscal_year": "2570"})

        assert "อยู่แล้ว" in body(client.post("/office/plans/new/", {"fiscal_year": "2570"}))
        assert Plan.objects.filter(fiscal_year=2570).count() == 1

    def test_an_import_is_accepted_once(self, client, office):
        text = (
            "แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘\nมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\n"
            "ปรับปรุงข้อมูลบนเว็บไซต์\tสำนักปลัด\tภายในเดือนมกราคม ๒๕๖๘\n"
        )
        draft = client.post("/office/imports/", {"text": text})["location"]

        first, second = client.post(f"{draft}accept/"), client.post(f"{draft}accept/")

        assert first.status_code == second.status_code == 302
        assert first["location"] == second["location"]
        assert Plan.objects.filter(fiscal_year=2568).count() == 1

    def test_roll_over_and_removal_are_done_once(self, client, office):
        for _press in range(2):
            assert client.post(f"/office/plans/{office.pk}/rollover/", {"to": "2567"}).status_code in (200, 302)
        assert Plan.objects.filter(fiscal_year=2567).count() == 1

        measure = first_measure(office).pk
        assert client.post(f"/office/measures/{measure}/remove/").status_code == 302
        assert client.post(f"/office/measures/{measure}/remove/").status_code == 404
        assert not Measure.objects.filter(pk=measure).exists()


class TestForms:
    def test_without_their_token_are_refused_with_a_way_on(self, office, client):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(make_user(office.agency), backend=BACKEND)

        response = strict.post("/office/plans/new/", {"fiscal_year": "2570"})

        assert response.status_code == 403
        assert "ลอง" in body(response) or "อีกครั้ง" in body(response)

    def test_of_too_many_fields_are_refused_without_a_fault(self, client, office):
        data = {f"x{number}": "1" for number in range(6000)}

        assert client.post("/office/plans/new/", data).status_code == 400

    def test_of_too_much_text_are_refused_without_a_fault(self, client, office):
        assert client.post("/office/imports/", {"text": "ก" * 2_000_000}).status_code in (400, 413, 422)
