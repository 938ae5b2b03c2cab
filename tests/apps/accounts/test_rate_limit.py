"""Limits on what anybody may send and on uploads: counted together by all processes, said in both languages."""

import threading
import time
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from prongsai.apps.accounts import rate_limit
from prongsai.apps.accounts.models import RequestCount
from prongsai.apps.accounts.rate_limit import Limit, seconds_to_wait
from tests.apps.factories import NOW, first_measure, first_task, make_agency, make_plan, make_user
from tests.apps.test_concurrency import at_once

THREE = Limit("test", 3)


@pytest.mark.django_db
class TestSecondsToWait:
    def test_counts_to_the_limit_then_waits_for_the_end_of_the_window(self):
        assert [seconds_to_wait(THREE, "a", NOW) for _time in range(4)] == [0, 0, 0, 601]
        assert seconds_to_wait(THREE, "a", NOW + timedelta(minutes=9)) == 61

    def test_begins_again_after_the_window(self):
        for _time in range(4):
            seconds_to_wait(THREE, "a", NOW)

        later = NOW + timedelta(minutes=10)
        assert [seconds_to_wait(THREE, "a", later) for _time in range(4)] == [0, 0, 0, 601]

    def test_counts_each_apart(self):
        for _time in range(4):
            seconds_to_wait(THREE, "a", NOW)

        assert seconds_to_wait(THREE, "b", NOW) == 0
        assert seconds_to_wait(Limit("other", 3), "a", NOW) == 0

    def test_what_is_refused_is_not_counted_on(self):
        for _time in range(50):
            seconds_to_wait(THREE, "a", NOW)

        assert RequestCount.objects.get().count == 3

    def test_windows_long_over_are_dropped(self):
        seconds_to_wait(THREE, "a", NOW)
        seconds_to_wait(THREE, "b", NOW + timedelta(days=2))

        assert RequestCount.objects.count() == 1

    def test_no_name_or_address_is_kept(self):
        seconds_to_wait(THREE, "203.0.113.7", NOW)

        assert "203.0.113.7" not in RequestCount.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_the_limit():
    limit, now = Limit("test", 20), timezone.now()

    def ask():
        return sum(seconds_to_wait(limit, "a", now) == 0 for _time in range(10))

    assert sum(at_once(*[ask] * 6)) == 20


@pytest.mark.django_db(transaction=True)
def test_first_two_at_the_same_moment_are_both_let_through(monkeypatch):
    """Both find no row to count on; the one that is slower then finds the row of the other."""
    both_tried, now = threading.Barrier(2), timezone.now()
    counted = rate_limit._count_on

    def count_on(*given):
        was_counted = counted(*given)
        if not was_counted and not hasattr(mine, "tried"):
            mine.tried = True
            both_tried.wait(timeout=20)
            time.sleep(mine.lag)  # the row of the other is there when this one looks again
        return was_counted

    mine = threading.local()
    monkeypatch.setattr(rate_limit, "_count_on", count_on)

    def ask(lag):
        mine.lag = lag
        return seconds_to_wait(THREE, "fresh", now)

    assert at_once(partial(ask, 0), partial(ask, 0.5)) == [0, 0]
    assert RequestCount.objects.get().count == 2


def file():
    return SimpleUploadedFile("a.pdf", b"%PDF-1.4 a")


class TestUploads:
    @pytest.fixture
    def desk(self, client, db, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        settings.PRONGSAI = replace(django_settings.PRONGSAI, uploads_in_ten_minutes=2)
        agency = make_agency()
        client.force_login(make_user(agency, "agency_admin"), backend="django.contrib.auth.backends.ModelBackend")
        return client, make_plan(agency)

    def test_over_the_limit_are_answered_429_in_the_persons_language(self, desk):
        client, plan = desk
        url = reverse("plans:evidence_add", args=(first_measure(plan).pk,))
        assert [client.post(url, {"uploads": file()}).status_code for _time in range(2)] == [302, 302]

        refused = client.post(url, {"uploads": file()})

        assert (refused.status_code, 0 < int(refused["Retry-After"]) <= 601) == (429, True)
        assert "กรุณารออีก" in refused.content.decode()
        client.post("/office/language/", {"language": "en"})
        assert "wait 10 minutes" in client.post(url, {"uploads": file()}).content.decode()
        assert first_measure(plan).evidence.exclude(file="").count() == 2

    def test_what_was_typed_is_shown_again(self, desk):
        client, plan = desk
        url = reverse("plans:work_progress", args=(first_task(plan).pk,))
        for _time in range(2):
            client.post(url, {"anything": file()})

        shown = client.post(url, {"note": "ประชุมแล้ว <b>ครั้งที่ 1</b>", "uploads": file()}).content.decode()

        assert "ประชุมแล้ว &lt;b&gt;ครั้งที่ 1&lt;/b&gt;" in shown
        assert "ไฟล์ที่แนบต้องเลือกใหม่" in shown
        assert f'<a class="button" href="{url}">' in shown

    def test_requests_without_a_file_are_not_counted(self, desk):
        client, plan = desk
        url = reverse("plans:evidence_add", args=(first_measure(plan).pk,))

        answers = {client.post(url, {"links": f"http://www.x.go.th/{n}"}).status_code for n in range(6)}

        assert answers == {302}

    def test_every_page_that_takes_files_counts(self, desk):
        client, plan = desk
        task = first_task(plan)
        pages = [
            reverse("plans:evidence_add", args=(first_measure(plan).pk,)),
            reverse("plans:work_progress", args=(task.pk,)),
            reverse("plans:work_occurrence", args=(task.pk, 1)),
            reverse("plans:import_list"),
            reverse("rounds:memo_head"),
        ]
        client.post(pages[0], {"uploads": file()})
        client.post(pages[0], {"uploads": file()})

        assert [client.post(url, {"anything": file()}).status_code for url in pages] == [429] * len(pages)

    def test_0_is_no_limit(self, desk, settings):
        client, plan = desk
        settings.PRONGSAI = replace(settings.PRONGSAI, uploads_in_ten_minutes=0)
        url = reverse("plans:evidence_add", args=(first_measure(plan).pk,))

        assert {client.post(url, {"uploads": file()}).status_code for _time in range(4)} == {302}


@pytest.mark.django_db
class TestOpenForms:
    @pytest.mark.parametrize("page", ["agencies:join", "agencies:join_by"])
    def test_joining(self, client, monkeypatch, page):
        make_user(make_agency())
        limit = Limit("join", 2)
        monkeypatch.setattr(rate_limit, "seconds_to_wait", lambda _limit, who, at: seconds_to_wait(limit, who, at))
        url = reverse(page, args=("nosuch",) if page == "agencies:join_by" else ())

        assert [client.post(url, {"code": ""}).status_code for _time in range(3)][2] == 429
        assert client.get(url).status_code != 429

    def test_passkey_challenges(self, client, monkeypatch):
        make_user(make_agency())
        limit = Limit("passkey", 2)
        monkeypatch.setattr(rate_limit, "seconds_to_wait", lambda _limit, who, at: seconds_to_wait(limit, who, at))

        assert [client.get("/office/sign-in/passkey/").status_code for _time in range(3)] == [200, 200, 429]

    def test_a_colleague_behind_the_same_proxy_is_not_held_up(self, client, settings):
        make_user(make_agency())
        settings.PRONGSAI = replace(django_settings.PRONGSAI, url="https://ita.example.go.th")
        url = reverse("agencies:join")
        for _time in range(6):
            client.post(url, {"code": "aaaa-bbbb-cccc-dddd-eeee"}, headers={"X-Forwarded-For": "203.0.113.7"})

        told = client.post(url, {"code": "aaaa-bbbb"}, headers={"X-Forwarded-For": "203.0.113.7"}).content.decode()
        other = client.post(url, {"code": "aaaa-bbbb"}, headers={"X-Forwarded-For": "203.0.113.8"}).content.decode()

        assert ("ลองผิดหลายครั้ง" in told, "ลองผิดหลายครั้ง" in other) == (True, False)
