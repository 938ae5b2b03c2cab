"""What was done after its day keeps saying so, on its own page and on the measure's."""

from datetime import date

import pytest

from tests.apps.factories import first_measure
from tests.apps.handover.office import check, hand_in, make_office, step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def pages(client, office):
    client.force_login(office.clerk, backend="django.contrib.auth.backends.ModelBackend")
    addresses = (f"/office/handover/{office.handover().pk}/", f"/office/measures/{first_measure(office.plan).pk}/")
    return [client.get(address).content.decode() for address in addresses]


@pytest.mark.parametrize(("due_on", "words"), [(date(2022, 10, 31), "เสร็จช้ากว่ากำหนด 20 วัน"), (date(2022, 11, 20), "")])
def test_done_on_the_twentieth_of_november(client, due_on, words):
    office = make_office()
    once = office.handover().occurrence
    once.due_on = once.original_due_on = due_on
    once.save()
    hand_in(office, done_on=date(2022, 11, 20))
    before = pages(client, office)
    check(office)
    for name in ("compile", "endorse", "acknowledge", "publish", "close"):
        step(office, name)

    shown = pages(client, office)

    assert not any("เสร็จช้า" in page for page in before)
    for page in shown:
        assert words in page
        assert ("เสร็จช้า" in page) == bool(words)
