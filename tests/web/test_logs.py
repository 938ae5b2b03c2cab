"""Log lines are JSON, carry the request's number, and tell of no person."""

import json
import logging
import os
import re
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from prongsai.web.logs import JsonFormatter, RequestLogMiddleware, current_request_id, scrub
from tests.apps.factories import make_agency, make_user


def written(message="hello", *arguments, **extra):
    record = logging.LogRecord(
        "prongsai.x", logging.WARNING, "x.py", 1, message, arguments, extra.pop("exc_info", None)
    )
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


class TestScrub:
    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("no mailbox for somchai.j@oag.go.th here", "no mailbox for [mail] here"),
            ("<a+b@x.co>", "<[mail]>"),
            ("user นางสาวตัวอย่าง ใจดี failed", "user [thai] failed"),
            ("id 1-2345-67890-12-3 and 1234567890123", "id [number] and [number]"),
            ("tel 081 234 5678", "tel [number]"),
            ("from 203.150.1.2 port 80", "from [address] port 80"),
            ("password=abc token: xyz", "password=[hidden] token: [hidden]"),
            ("/office/history/?text=x&actor=3", "/office/history/?[query]"),
            ("job check_evidence failed (try 2 of 3)", "job check_evidence failed (try 2 of 3)"),
            ("version 5.2.19 took 1234 ms", "version 5.2.19 took 1234 ms"),
        ],
    )
    def test_leaves_what_a_machine_did_and_takes_who_a_person_is(self, text, wanted):
        assert scrub(text) == wanted

    @given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E4E), min_size=1, max_size=40))
    def test_no_thai_word_ever_stays(self, name):
        assert not re.search("[\u0e00-\u0e7f]", scrub(f"Key (display_name)=({name}) already exists"))

    @given(st.emails())
    def test_no_plain_mail_address_ever_stays(self, address):
        if re.fullmatch(r"[A-Za-z0-9.+_-]+@[A-Za-z0-9.-]+", address):
            assert address not in scrub(f"refused: {address}")

    @given(st.text(max_size=200))
    def test_takes_any_text(self, text):
        assert isinstance(scrub(text), str)


class TestJsonFormatter:
    def test_is_one_line_with_moment_level_and_place(self):
        line = written("one\ntwo %s", "three")

        assert line["message"] == "one\ntwo three"
        assert (line["level"], line["logger"]) == ("warning", "prongsai.x")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["at"])
        assert "request_id" not in line

    def test_of_an_error_keeps_kind_and_places_but_no_values(self):
        try:
            secret = "นายสมมุติ"
            raise ValueError(f"duplicate key (email)=(a@b.go.th) of {secret}")
        except ValueError:
            line = written("failed", exc_info=sys.exc_info())

        assert line["error"] == "ValueError"
        assert "b.go.th" not in line["error_message"]
        assert "สมมุติ" not in json.dumps(line, ensure_ascii=False)
        assert any("test_of_an_error" in place for place in line["trace"])

    def test_unknown_extras_stay_out(self):
        assert "password" not in written("x", password="abc", request="<WSGIRequest>")


class TestRequestLogMiddleware:
    def answer(self, status=200, **headers):
        seen = []

        def view(request):
            seen.append(current_request_id())
            return HttpResponse(status=status)

        response = RequestLogMiddleware(view)(RequestFactory().get("/office/", headers=headers))
        return response, seen[0]

    def test_numbers_each_request_and_answers_with_the_number(self):
        response, during = self.answer()
        other, _during = self.answer()

        assert response["X-Request-ID"] == during
        assert re.fullmatch("[0-9a-f]{16}", during)
        assert other["X-Request-ID"] != during
        assert current_request_id() == ""

    def test_takes_the_number_of_a_proxy(self):
        assert self.answer(**{"X-Request-ID": "abcdef12-3456"})[0]["X-Request-ID"] == "abcdef12-3456"

    @pytest.mark.parametrize("given_id", ["short", "x" * 65, "a b c d e f", 'abcdefgh"', "กขคงจฉชซ", "abcdefgh\n"])
    def test_but_not_what_is_no_number(self, given_id):
        assert re.fullmatch("[0-9a-f]{16}", self.answer(**{"X-Request-ID": given_id})[0]["X-Request-ID"])

    @pytest.mark.django_db
    def test_logs_the_route_and_not_the_address(self, client, caplog):
        caplog.set_level(logging.INFO, "prongsai.request")
        client.force_login(make_user(make_agency()), backend="django.contrib.auth.backends.ModelBackend")

        client.get("/office/plans/987654/?secret=1")

        (record,) = [one for one in caplog.records if one.name == "prongsai.request"]
        assert (record.method, record.route, record.status) == ("GET", "/office/plans/<int:plan_id>/", 404)
        line = json.dumps(written(record.getMessage(), **{name: getattr(record, name) for name in ("route", "status")}))
        assert "987654" not in line
        assert "secret" not in line


CRASH = """
import django; django.setup()
import logging
logging.getLogger("django.request").error("Internal Server Error: /x/?q=นายสมมุติ", exc_info=False)
logging.getLogger("somebody.elses").warning("mail to a@b.go.th failed")
logging.getLogger("prongsai.request").info("request", extra={"status": 200})
"""


class TestTheSetting:
    def lines(self, tmp_path, **environment):
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        kept |= {"PRONGSAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "prongsai.config.settings", **environment}
        done = subprocess.run([sys.executable, "-c", CRASH], env=kept, capture_output=True, text=True, check=True)
        return done.stderr.splitlines()

    def test_json_makes_every_line_json_whoever_logs(self, tmp_path):
        lines = [json.loads(line) for line in self.lines(tmp_path, PRONGSAI_LOG="json")]

        assert [line["logger"] for line in lines] == ["django.request", "somebody.elses", "prongsai.request"]
        assert lines[0]["message"] == "Internal Server Error: /x/?[query]"
        assert lines[1]["message"] == "mail to [mail] failed"

    def test_text_is_the_default_and_logs_no_request(self, tmp_path):
        lines = self.lines(tmp_path)

        assert [line.split()[0] for line in lines] == ["ERROR", "WARNING"]
