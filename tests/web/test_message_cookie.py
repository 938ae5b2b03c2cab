"""What a deed says is shown once, on the next page, and costs no transaction."""

import pytest
from django.conf import settings
from django.contrib.messages import get_messages, success
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from prongsai.web.message_cookie import MessageStorage
from tests.apps.factories import make_agency, make_user

SAID = "ลบแผนปีงบประมาณ พ.ศ. 2569 แล้ว ประวัติยังเก็บอยู่"


def request(cookies=None):
    made = RequestFactory().get("/office/")
    made.COOKIES.update(cookies or {})
    made.session = SessionStore()
    made._messages = MessageStorage(made)
    return made


def answer(of):
    """The response to a request, with the cookies it sets."""
    response = HttpResponse()
    of._messages.update(response)
    return response


def cookie_of(response):
    return {name: morsel.value for name, morsel in response.cookies.items() if morsel["max-age"] != 0}


class TestCookie:
    def test_carries_what_was_said_to_the_next_page_and_goes(self):
        first = request()
        success(first, SAID)
        kept = cookie_of(answer(first))

        second = request(kept)
        shown = [str(one) for one in get_messages(second)]
        after = answer(second)

        assert shown == [SAID]
        assert after.cookies["messages"].value == ""
        assert not first.session.modified
        assert not second.session.modified

    def test_stays_until_it_is_shown(self):
        first = request()
        success(first, SAID)
        kept = cookie_of(answer(first))

        assert "messages" not in answer(request(kept)).cookies

    def test_is_as_strict_as_the_sessions(self):
        first = request()
        success(first, SAID)

        cookie = answer(first).cookies["messages"]

        assert (cookie["samesite"], bool(cookie["httponly"]), cookie["domain"]) == ("Strict", True, "")
        assert cookie["expires"] == cookie["max-age"] == ""

    def test_forged_says_nothing(self):
        first = request()
        success(first, SAID)
        kept = cookie_of(answer(first))
        kept["messages"] = kept["messages"][:-4] + "AAAA"

        assert list(get_messages(request(kept))) == []

    def test_what_is_too_long_goes_into_the_session(self):
        first = request()
        for turn in range(400):
            success(first, f"{turn} {SAID[turn % 20 :]} {turn * 7919}")
        kept = answer(first)

        second = request(cookie_of(kept))
        second.session = first.session

        assert first.session.modified
        assert len([str(one) for one in get_messages(second)]) == 400


@pytest.mark.django_db
class TestADeed:
    def test_writes_no_session(self, client):
        agency = make_agency()
        client.force_login(make_user(agency, "agency_admin"), backend="django.contrib.auth.backends.ModelBackend")
        client.get("/office/closures/")
        day = {"from_on_day": "1", "from_on_month": "12", "from_on_year": "2569", "why": "น้ำท่วม"}

        with CaptureQueriesContext(connection) as captured:
            response = client.post("/office/closures/", day)

        assert response.status_code == 302, response.content.decode()
        assert settings.MESSAGE_COOKIE_NAME in response.cookies
        assert not [query for query in captured if query["sql"].startswith('UPDATE "django_session"')]
        shown = client.get(response["Location"]).content.decode()
        assert 'role="status"' in shown
        assert 'role="status"' not in client.get("/office/closures/").content.decode()
