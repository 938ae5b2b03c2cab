"""The message after a step names who is really next."""

import re

import pytest

from prongsai.core.handover import STEPS
from tests.apps.handover.office import EVERY_UNIT, hand_in, make_office, walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def check(client, office):
    sign_in(client, office.head)
    part = office.part()
    answer = client.post(f"/office/handover/parts/{part.pk}/check/", {"seen": part.content_sha256}, follow=True)
    return answer.content.decode()


class TestMessage:
    @pytest.mark.parametrize(
        ("without", "said"),
        [
            ((), "ตรวจแล้ว ส่งต่อให้สำนักปลัดรวบรวม"),
            (("compile",), "ตรวจแล้ว ส่งต่อให้ปลัด"),
            (("compile", "endorse"), "ตรวจแล้ว ส่งต่อให้นายก"),
            (("compile", "endorse", "acknowledge"), "ตรวจแล้ว ส่งต่อให้สำนักปลัดเผยแพร่"),
            (("compile", "endorse", "acknowledge", "publish"), "ตรวจแล้ว ส่งต่อให้สำนักปลัดปิดงาน"),
            (STEPS[1:], "ตรวจแล้ว"),
        ],
    )
    def test_after_a_check_names_the_next_step_that_is_used(self, client, without, said):
        office = make_office(steps=tuple(one for one in STEPS if one not in without))
        hand_in(office)

        text = check(client, office)

        assert re.search(rf"notice-success[^>]*>(?:<p>)?\s*{said}\s*<", text), text[:3000]

    def test_after_a_check_says_that_others_are_missing(self, client):
        office = make_office(measures=EVERY_UNIT)
        hand_in(office)

        assert "ตรวจแล้ว รอส่วนงานอื่นส่งหรือรอหัวหน้าตรวจ" in check(client, office)

    def test_after_a_later_step_too(self, client):
        office = make_office(steps=("check", "compile", "acknowledge", "close"))
        walk(office, to="check")
        sign_in(client, office.clerk)

        answer = client.post(f"/office/handover/{office.handover().pk}/compile/", {"seen": office.whole()}, follow=True)

        assert "รวบรวมแล้ว ส่งต่อให้นายก" in answer.content.decode()
