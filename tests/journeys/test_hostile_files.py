"""Files made to do harm: by their name, their content, their size, and when somebody takes them back out."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.plans.models import Evidence, Import
from prongsai.web.security import FILE_POLICY
from tests.apps.factories import NOW, first_measure, make_agency, make_plan, make_user

PDF = b"%PDF-1.4 harmless"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.fixture
def desk(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    agency = make_agency()
    client.force_login(make_user(agency, "agency_admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client, make_plan(agency)


def hand_in(client, plan, name, content):
    url = reverse("plans:evidence_add", args=(first_measure(plan).pk,))
    return client.post(url, {"uploads": SimpleUploadedFile(name, content)})


def take_out(client, row):
    return client.get(reverse("plans:evidence_file", args=(row.pk,)))


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../../../../etc/cron.d/x.pdf",
            "..\\..\\windows\\x.pdf",
            "/etc/passwd.pdf",
            "a\r\nSet-Cookie: x=1.pdf",
            'a"; filename="b.exe.pdf',
            "<img src=x onerror=alert(1)>.pdf",
            "แผน\u202efdp.exe.pdf",
            "x" * 400 + ".pdf",
            ".pdf",
            "CON.pdf",
        ],
    )
    def test_reach_no_folder_and_no_header(self, desk, settings, name):
        client, plan = desk

        assert hand_in(client, plan, name, PDF).status_code == 302

        row = Evidence.objects.exclude(file="").get()
        stored = settings.MEDIA_ROOT / row.file.name
        assert stored.resolve().is_relative_to(settings.MEDIA_ROOT.resolve())
        assert row.file.name.isascii()
        assert [one for one in settings.MEDIA_ROOT.parent.rglob("*") if one.is_file()] == [stored]
        response = take_out(client, row)
        assert response["Content-Disposition"].startswith("attachment;")
        assert "Set-Cookie" not in response
        assert not set("\r\n") & set(response["Content-Disposition"])


class TestContents:
    @pytest.mark.parametrize("name", ["a.svg", "a.png", "a.pdf", "a.html", "a.txt", "a.csv", "a.docx", "a"])
    @pytest.mark.parametrize("content", [SVG, HTML, b"\n <HTML><body onload=x>", b"MZ\x90\x00", b"#!/bin/sh\x00"])
    def test_pages_pictures_with_script_and_programs_are_refused_by_any_name(self, desk, name, content):
        client, plan = desk

        assert hand_in(client, plan, name, content).status_code == 422
        assert not Evidence.objects.exclude(file="").exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.pdf", b"%PDF-1.4\n<script>alert(1)</script>"),
            ("a.txt", b"ok <script>alert(1)</script>"),
            ("a.html", PDF),
        ],
    )
    def test_what_is_served_back_can_run_nowhere(self, desk, name, content):
        client, plan = desk
        hand_in(client, plan, name, content)

        response = take_out(client, Evidence.objects.exclude(file="").get())

        assert response["Content-Type"].partition(";")[0] in {"application/pdf", "text/plain"}
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == FILE_POLICY
        assert "sandbox" in FILE_POLICY
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Disposition"].startswith("attachment")
        assert ".html" not in response["Content-Disposition"]

    def test_every_download_of_the_office_carries_the_same(self, desk):
        client, plan = desk
        client.post(reverse("plans:import_list"), {"file": SimpleUploadedFile("แผน.txt", "ประเด็นที่ 1 ทดสอบ".encode())})
        addresses = [
            reverse("plans:blank_template"),
            *(reverse("plans:report_download", args=(plan.pk, kind)) for kind in ("json", "html", "xlsx", "txt")),
            *(reverse("chronicle:export", args=(kind,)) for kind in ("csv", "jsonl")),
            *(reverse("plans:import_original", args=(row.pk,)) for row in Import.objects.all()),
        ]

        for address in addresses:
            response = client.get(address)
            assert response["Content-Security-Policy"] == FILE_POLICY, address
            assert response["Content-Disposition"].startswith("attachment"), address
            assert response["Cache-Control"] == "private, no-store", address


def packed(member, content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, content)
    return made.getvalue()


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&j;</w:body></w:document>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)


class TestImports:
    @pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.xml", "content.xml"])
    @pytest.mark.parametrize(
        "content", [LAUGHS, OUTSIDE, b"<a>" * 200_000, b" " * 60_000_000], ids=["laughs", "outside", "deep", "long"]
    )
    def test_bombs_are_refused_with_a_sentence(self, desk, member, content, tmp_path):
        client, _plan = desk
        upload = SimpleUploadedFile("แผน.docx", packed(member, content))

        response = client.post(reverse("plans:import_list"), {"file": upload, "fiscal_year": 2567})

        assert response.status_code in (302, 422)
        for row in Import.objects.all():
            assert "root:" not in str(row.plan)
            assert len(str(row.plan)) < 100_000


class TestBodies:
    def test_a_stranger_sends_no_more_than_a_form(self, db, client, settings):
        make_user(make_agency())
        settings.REQUEST_MAX_BYTES_OF_ANYBODY = 1_000

        response = client.post("/office/sign-in/", {"username": "a", "password": "b", "x": "a" * 2_000})

        assert response.status_code == 413
        assert "Too much was sent" in response.content.decode()
        assert "default-src 'none'" in response["Content-Security-Policy"]

    def test_a_person_sends_no_more_than_the_files_of_one_form(self, desk, settings):
        client, plan = desk
        settings.REQUEST_MAX_BYTES = 10_000

        assert hand_in(client, plan, "a.pdf", PDF + b"0" * 20_000).status_code == 413
        assert hand_in(client, plan, "a.pdf", PDF).status_code == 302

    @pytest.mark.parametrize("length", ["-1", "1e9", "٣", "99999999999999999999"])
    def test_a_length_that_is_none_is_refused_unread(self, db, client, length):
        make_user(make_agency())

        assert client.get("/office/sign-in/", CONTENT_LENGTH=length).status_code == 413


class TestFormulas:
    @pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝"])
    def test_are_text_in_the_history_as_csv(self, desk, sign):
        import csv

        from django.db import transaction

        client, plan = desk
        with transaction.atomic():
            record(
                "plan_stored",
                agency=plan.agency.slug,
                actor=SYSTEM_ACTOR,
                at=NOW,
                object_type="plan",
                object_id="1",
                object_label=f"{sign}HYPERLINK(1)",
            )

        text = b"".join(client.get(reverse("chronicle:export", args=("csv",)))).decode("utf-8-sig")

        cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
        assert any(cell == f"'{sign}HYPERLINK(1)" for cell in cells)
        assert not [cell for cell in cells if cell[:1] in "=+-@\t\r\n＝" and cell]
