"""Numbers in addresses that no row of any table can have: every page says that nothing is there, and none is a fault."""

import re
import time

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from prongsai.apps.disclosure.year_actions import open_year
from tests.apps.factories import NOW, make_agency, make_plan, make_user

pytestmark = pytest.mark.django_db
BEYOND = 10**30


def addresses():
    """Every address with a number in it, with numbers that cannot be."""
    found = []

    def go(resolver, above):
        for one in resolver.url_patterns:
            route = above + str(one.pattern)
            if isinstance(one, URLResolver):
                go(one, route)
            elif isinstance(one, URLPattern) and "<int:" in route and "api/" not in route:
                found.append(route)

    go(get_resolver(), "/")
    return sorted(set(found))


def filled(route, number):
    known = {"int": str(number), "year": "2566", "code": "o1", "word": "ban-suan"}
    return re.sub(r"<(\w+):\w+>", lambda part: known.get(part[1], "pdf"), route)


@pytest.fixture(scope="module")
def routes():
    return addresses()


@pytest.fixture
def admin(client):
    agency = make_agency(slug="ban-suan")
    make_plan(agency)
    open_year(agency=agency, fiscal_year=2566, by=None, at=NOW)
    user = make_user(agency, "agency_admin", is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return user


def test_there_are_many(routes):
    assert len(routes) > 100


@pytest.mark.parametrize("number", [0, BEYOND])
@pytest.mark.parametrize("method", ["get", "post"])
def test_none_is_a_fault(client, admin, routes, method, number):
    faults = {}
    client.raise_request_exception = False
    for route in routes:
        address = filled(route, number)
        response = getattr(client, method)(address)
        if response.status_code >= 500 or (response.status_code == 200 and method == "post"):
            faults[address] = response.status_code

    assert faults == {}
