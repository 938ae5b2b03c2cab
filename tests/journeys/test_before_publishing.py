"""Recording that work is published: what the public can see of it is said first, and nothing public wants a reason."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prongsai.apps.disclosure.models import Publication
from prongsai.apps.handover.models import Handover
from prongsai.apps.history.models import Event
from tests.apps.evidence.seen import keep
from tests.apps.handover.office import make_office, step, walk
from tests.apps.portal.published import open_year, publish

pytestmark = pytest.mark.django_db
NOTHING = "ยังไม่พบสิ่งที่เผยแพร่ของงานนี้"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def acknowledged():
    office = make_office()
    walk(office, to="acknowledge")
    return office


def address(office):
    return f"/office/handover/{office.handover().pk}/"


def look(client, office):
    client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address(office)).content.decode()


def press(client, office, **form):
    client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client.post(f"{address(office)}publish/", {"seen": office.whole(), **form})


def state(office):
    return Handover.objects.get(pk=office.handover().pk).state


class TestNothingPublic:
    def test_is_said_with_the_way_to_open_the_year(self, client):
        office = acknowledged()

        text = look(client, office)

        assert NOTHING in text
        assert text.count("ยังไม่ได้เปิดปี") == 2  # O1 and O2
        link = re.search(r'href="([^"]+)">เปิดปีเพื่อเผยแพร่ข้อ O1', text)[1]
        assert client.get(link, follow=True).status_code == 200

    def test_of_an_opened_year_leads_to_the_item(self, client):
        office = acknowledged()
        item = open_year(office.agency).items.get(code="O1")
        publish(item, state="draft")

        text = look(client, office)

        assert NOTHING in text
        assert f'href="/office/year/items/{item.pk}/">เผยแพร่ข้อ O1' in text

    @pytest.mark.parametrize(
        "form", [{}, {"comment": "เว็บของหน่วยงาน"}, {"confirmed": "on"}, {"confirmed": "on", "comment": " "}]
    )
    def test_is_not_recorded_as_published_without_both_yes_and_reason(self, client, form):
        office = acknowledged()

        answer = press(client, office, **form)

        assert answer.status_code == 422
        assert "ยังไม่พบสิ่งที่เผยแพร่ของงานนี้ กรุณาเผยแพร่ก่อน" in answer.content.decode()
        assert form.get("comment", "") in answer.content.decode()
        assert ('id="id_confirmed" checked' in answer.content.decode()) == ("confirmed" in form)
        label = re.search(r'<label for="id_comment">([^<]+)', answer.content.decode())[1]
        assert "ต้องกรอก" in label
        assert "ถ้ามี" not in label
        assert state(office) == "acknowledged"
        assert not Event.objects.filter(action="work_published").exists()

    def test_is_recorded_with_the_reason_in_the_history(self, client):
        office = acknowledged()

        assert press(client, office, confirmed="on", comment="ติดประกาศหน้าสำนักงาน").status_code == 302

        assert state(office) == "published"
        after = Event.objects.get(action="work_published").after
        assert (after["public"], after["comment"]) == ([], "ติดประกาศหน้าสำนักงาน")

    def test_is_refused_among_several_at_once(self, client):
        office = acknowledged()
        client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
        ticked = f"publish:{office.handover().pk}:{office.whole()}"

        answer = client.post("/office/handover/steps/", {"ticked": ticked}, follow=True)

        assert NOTHING in answer.content.decode()
        assert state(office) == "acknowledged"


class TestSomethingPublic:
    def test_of_an_item_shows_its_address_and_wants_no_reason(self, client):
        office = acknowledged()
        publish(open_year(office.agency).items.get(code="O2"))
        there = f"/{office.agency.slug}/2566/o2/"

        text = look(client, office)

        assert NOTHING not in text
        assert 'name="confirmed"' not in text
        assert f'<a href="{there}">' in text
        assert press(client, office).status_code == 302
        assert Event.objects.get(action="work_published").after["public"] == [there]

    @pytest.mark.parametrize("kind", ["withdrawn", "other item", "other agency"])
    def test_what_is_not_this_works_does_not_count(self, client, kind):
        office = acknowledged()
        if kind == "other agency":
            publish(open_year().items.get(code="O1"))
        else:
            version = publish(open_year(office.agency).items.get(code="O3" if kind == "other item" else "O1"))
            if kind == "withdrawn":
                Publication.objects.update(current=None)
                assert version.pk

        assert NOTHING in look(client, office)
        assert press(client, office).status_code == 422

    def test_a_link_handed_in_that_opens_counts(self, client):
        office = acknowledged()
        link = office.handover().occurrence.evidence.get()
        keep(link)

        text = look(client, office)

        assert NOTHING not in text
        assert "ลิงก์ที่ส่งมาและเปิดได้:" in text
        assert press(client, office).status_code == 302
        assert Event.objects.get(action="work_published").after["public"] == [link.url]

    def test_a_link_handed_in_that_is_gone_does_not(self, client):
        office = acknowledged()
        keep(office.handover().occurrence.evidence.get(), "gone")

        assert NOTHING in look(client, office)
        assert press(client, office).status_code == 422


class TestThePage:
    def test_says_it_to_who_presses_and_to_nobody_else(self, client):
        office = acknowledged()
        client.force_login(office.officer, backend="django.contrib.auth.backends.ModelBackend")

        assert "สิ่งที่ประชาชนเห็นในขณะนี้" not in client.get(address(office)).content.decode()

    def test_says_nothing_of_it_before_and_after_the_step(self, client):
        office = make_office()
        walk(office, to="compile")
        assert "สิ่งที่ประชาชนเห็นในขณะนี้" not in look(client, office)
        for name in ("endorse", "acknowledge", "publish"):
            step(office, name)

        assert "สิ่งที่ประชาชนเห็นในขณะนี้" not in look(client, office)

    def test_stays_within_ten_queries(self, client):
        office = acknowledged()
        look(client, office)
        url = address(office)

        with CaptureQueriesContext(connection) as captured:
            client.get(url)

        asked = [query["sql"] for query in captured]
        assert len(asked) <= 10, "\n".join(x[x.find(" FROM ") :][:110] for x in asked)
