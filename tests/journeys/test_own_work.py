"""Who had a hand in a piece of work is told so on its page, and offered no button that would be refused."""

from datetime import date

import pytest

from prongsai.apps.handover.chain_actions import record_waiver
from tests.apps.factories import give_post, make_post
from tests.apps.handover.office import AT, check, hand_in, make_office, step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def page(client, office, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/office/handover/{office.handover().pk}/")
    assert response.status_code == 200
    return response.content.decode()


def waive(office):
    values = {"reason": "มีคนเดียว", "order_number": "", "from_on": date(2020, 1, 1), "until_on": None}
    record_waiver(agency=office.agency, **values, by=office.clerk, at=AT)


class TestAPart:
    def test_is_not_checked_by_the_head_who_made_it(self, client):
        office = make_office()
        part = hand_in(office, by=office.head)

        shown = page(client, office, office.head)

        assert "จึงตรวจเองไม่ได้" in shown
        assert "บันทึกข้อยกเว้น" in shown
        assert f"/office/handover/parts/{part.pk}/check/" not in shown
        assert f"/office/handover/parts/{part.pk}/return/" in shown

    def test_is_with_a_waiver(self, client):
        office = make_office()
        part = hand_in(office, by=office.head)
        waive(office)

        shown = page(client, office, office.head)

        assert "จึงตรวจเองไม่ได้" not in shown
        assert f"/office/handover/parts/{part.pk}/check/" in shown

    def test_of_another_has_its_button(self, client):
        office = make_office()
        part = hand_in(office)

        shown = page(client, office, office.head)

        assert "จึงตรวจเองไม่ได้" not in shown
        assert f"/office/handover/parts/{part.pk}/check/" in shown


class TestAWhole:
    def test_is_not_compiled_by_its_maker_where_nobody_checked(self, client):
        office = make_office(steps=("compile", "close"))
        hand_in(office, by=office.clerk)

        shown = page(client, office, office.clerk)

        assert "จึงรวบรวมเองไม่ได้" in shown
        assert f"/office/handover/{office.handover().pk}/compile/" not in shown

    def test_is_compiled_by_its_maker_once_a_head_checked(self, client):
        office = make_office()
        hand_in(office, by=office.clerk)
        check(office)

        shown = page(client, office, office.clerk)

        assert "เองไม่ได้" not in shown
        assert f"/office/handover/{office.handover().pk}/compile/" in shown

    def test_is_not_acknowledged_by_who_endorsed_it(self, client):
        office = make_office()
        hand_in(office)
        check(office)
        step(office, "compile")
        step(office, "endorse")
        give_post(office.administrator, make_post(office.agency, "top_executive"), capacity="clerk_as_executive")

        own = page(client, office, office.administrator)
        of_another = page(client, office, office.executive)

        assert "จึงทราบหรือสั่งการเองไม่ได้" in own
        assert f"/office/handover/{office.handover().pk}/acknowledge/" not in own
        assert f"/office/handover/{office.handover().pk}/acknowledge/" in of_another
