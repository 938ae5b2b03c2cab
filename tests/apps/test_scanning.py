"""Files handed in while a scanner is set: clean, infected, and while it gives no opinion."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from prongsai.apps.plans.models import Evidence, Import
from prongsai.settings import ScannerAddress
from tests.apps.factories import first_measure, make_agency, make_plan, make_user
from tests.scanner import EICAR, Scanner, chosen

NOBODY = ScannerAddress(path="/nowhere/clamd.ctl")
CLEAN = b"%PDF-1.4 clean"


@pytest.fixture
def desk(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    agency = make_agency()
    user = make_user(agency, "agency_admin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, first_measure(make_plan(agency))


def hand_in(client, measure, content):
    uploads = SimpleUploadedFile("แผน.pdf", content)
    return client.post(reverse("plans:evidence_add", args=(measure.pk,)), {"uploads": uploads})


class TestEvidence:
    def test_a_clean_file_is_taken(self, desk, settings):
        with Scanner() as scanner:
            chosen(settings, scanner.address)
            response = hand_in(*desk, CLEAN)

        assert response.status_code == 302
        assert (scanner.seen, Evidence.objects.get(file_name="แผน.pdf").is_unscanned) == ([CLEAN], False)

    def test_an_infected_file_is_refused_by_name(self, desk, settings):
        with Scanner() as scanner:
            chosen(settings, scanner.address)
            response = hand_in(*desk, b"%PDF-1.4 " + EICAR)

        assert response.status_code == 422
        assert "Eicar-Test-Signature" in response.content.decode()
        assert not Evidence.objects.exclude(file="").exists()

    def test_without_an_opinion_it_is_refused_with_a_sentence(self, desk, settings):
        chosen(settings, NOBODY)

        response = hand_in(*desk, CLEAN)

        assert response.status_code == 422
        assert "ยังตรวจไวรัสไฟล์" in response.content.decode()
        assert not Evidence.objects.exclude(file="").exists()

    def test_or_taken_and_marked_where_the_setting_says_so(self, desk, settings):
        chosen(settings, NOBODY, takes_unscanned=True)
        client, measure = desk

        assert hand_in(client, measure, CLEAN).status_code == 302

        assert Evidence.objects.get(file_name="แผน.pdf").is_unscanned
        page = client.get(reverse("plans:measure_detail", args=(measure.pk,))).content.decode()
        assert "ยังไม่ได้ตรวจไวรัส" in page

    def test_a_marked_file_is_shown_to_the_scanner_before_anybody_gets_it(self, desk, settings):
        client, measure = desk
        chosen(settings, NOBODY, takes_unscanned=True)
        hand_in(client, measure, b"%PDF-1.4 " + EICAR)
        url = reverse("plans:evidence_file", args=(Evidence.objects.get(file_name="แผน.pdf").pk,))

        assert client.get(url).status_code == 200
        with Scanner() as scanner:
            chosen(settings, scanner.address, takes_unscanned=True)
            refused = client.get(url)

        assert (refused.status_code, b"EICAR" in refused.content) == (422, False)


class TestImport:
    @pytest.mark.parametrize("takes_unscanned", [True, False])
    def test_is_never_read_without_an_opinion(self, desk, settings, takes_unscanned):
        chosen(settings, NOBODY, takes_unscanned=takes_unscanned)

        upload = SimpleUploadedFile("แผน.txt", "แผนปฏิบัติการ".encode())
        response = desk[0].post(reverse("plans:import_list"), {"file": upload, "fiscal_year": 2567})

        assert response.status_code == 422
        assert not Import.objects.exists()

    def test_pasted_text_needs_no_scanner(self, desk, settings):
        chosen(settings, NOBODY)

        response = desk[0].post(reverse("plans:import_list"), {"text": "ประเด็นที่ 1 ทดสอบ", "fiscal_year": 2567})

        assert "ไวรัส" not in response.content.decode()
