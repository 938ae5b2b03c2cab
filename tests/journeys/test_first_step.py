"""The first step of the chain on the page of a hand-over: reached is said by a sign, not by colour alone."""

import re

import pytest

from tests.apps.handover.office import hand_in, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sign_in(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


class TestFirstStep:
    def first(self, client, office):
        sign_in(client, office.officer)
        text = client.get(f"/office/handover/{office.handover().pk}/").content.decode()
        return re.search(r'<ol class="chain"[^>]*>(<li.*?</li>)', text)[1]

    def test_has_its_tick_once_it_is_handed_in(self, client):
        office = make_office()
        before = self.first(client, office)
        hand_in(office)

        after = self.first(client, office)

        assert ("✓" in before, 'aria-current="step"' in before) == (False, True)
        assert ("✓" in after, 'aria-current="step"' in after) == (True, False)
