"""A name of one word without a break makes no page wider than the screen."""

import pytest

from prongsai.apps.accounts.models import User

pytestmark = [pytest.mark.browser]
NAME = "ก" * 120


@pytest.fixture
def long_name():
    rows = User.objects.filter(username="admin")
    before = rows.get().display_name
    rows.update(display_name=NAME)
    yield
    rows.update(display_name=before)


def test_of_the_person_fits_a_telephone(open_page, long_name):
    page = open_page("admin", width=360)

    widths = {}
    for address in ("/office/", "/office/account/", "/office/agency/people/", "/office/agency/", "/office/history/"):
        page.goto(address)
        assert page.locator(f"text={NAME}").count()
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert {address: width for address, width in widths.items() if width > 360} == {}
