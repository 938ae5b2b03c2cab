"""The database can only be read: the person is told so in one sentence, and nothing is lost but the attempt."""

from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from prongsai.apps.history.queries import verify_agency
from prongsai.apps.plans.models import Evidence
from tests.apps.factories import PASSWORD
from tests.apps.handover.office import LINK, hand_in, make_office

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "ฐานข้อมูลเปิดให้อ่านอย่างเดียว"


@contextmanager
def read_only():
    """The engine itself refuses to write on this connection."""
    is_postgresql = connection.vendor == "postgresql"
    on, off = (
        ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
        if is_postgresql
        else ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    )
    with connection.cursor() as cursor:
        cursor.execute(on)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(off)


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def signed_in(client, user):
    client.raise_request_exception = False
    client.login(username=user.username, password=PASSWORD)
    client.get("/office/")  # what a first visit writes is written
    return client


def assert_nothing_came(office):
    assert (office.part().state, office.part().version) == ("todo", 1)
    assert not Evidence.objects.filter(occurrence=office.handover().occurrence).exists()
    assert verify_agency(office.agency.slug).faults == ()


class TestReadOnly:
    def test_handing_in_says_so_and_keeps_the_words_in_the_form(self, office, client):
        part = office.part()
        data = {"version": part.version, "note": "ลงเว็บแล้ว", "links": LINK, "hand_in": "1"}
        signed_in(client, office.officer)

        with read_only():
            response = client.post(f"/office/handover/parts/{part.pk}/", data)

        text = response.content.decode()
        assert response.status_code == 503
        assert text.count(SENTENCE) == 1
        assert "ลงเว็บแล้ว</textarea>" in text
        assert_nothing_came(office)

    def test_handing_in_a_file_says_so_and_leaves_no_file(self, office, client, tmp_path):
        part = office.part()
        data = {"version": part.version, "note": "ก", "hand_in": "1"}
        data["uploads"] = SimpleUploadedFile("a.pdf", b"%PDF-1.7", "application/pdf")
        signed_in(client, office.officer)

        with read_only():
            response = client.post(f"/office/handover/parts/{part.pk}/", data)

        assert response.status_code == 503
        assert response.content.decode().count(SENTENCE) == 1
        assert_nothing_came(office)
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_a_check_says_so_in_both_languages_and_approves_nothing(self, office, client):
        hand_in(office)
        part = office.part()
        signed_in(client, office.head)

        with read_only():
            response = client.post(f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256})

        text = response.content.decode()
        assert response.status_code == 503
        assert text.count(SENTENCE) == 1
        assert "Nothing was saved: the database can only be read now." in text
        assert "Traceback" not in text
        assert "default-src" in response["Content-Security-Policy"]
        assert office.part().state == "handed_in"
        assert not part.approvals.exists()
        assert verify_agency(office.agency.slug).faults == ()

    def test_pages_can_still_be_read_and_work_goes_on_afterwards(self, office, client):
        part = office.part()
        signed_in(client, office.officer)

        with read_only():
            shown = [client.get(address).status_code for address in ("/office/", f"/office/handover/parts/{part.pk}/")]

        assert shown == [200, 200]
        assert hand_in(office).state == "handed_in"
