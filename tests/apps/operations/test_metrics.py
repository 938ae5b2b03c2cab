"""Metrics are what Prometheus' own reader takes, open with the token alone, and say what is so."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from prongsai.apps.history.actions import SYSTEM_ACTOR, record
from prongsai.apps.jobs.schedule import VERIFIED, note_done
from prongsai.settings import BadSetting, read_settings
from prongsai.web import request_counts
from prongsai.web.request_counts import count_request, list_counts

pytestmark = pytest.mark.django_db
TOKEN = "a-long-token-of-the-operator"
URL = "/health/metrics/"


@pytest.fixture
def ask(client, settings, tmp_path, monkeypatch):
    settings.PRONGSAI = read_settings({"PRONGSAI_METRICS_TOKEN": TOKEN, "PRONGSAI_HOME": str(tmp_path)})
    monkeypatch.setattr(request_counts, "_counts", {})

    def asked():
        response = client.get(URL, headers={"Authorization": f"Bearer {TOKEN}"})
        assert response.status_code == 200
        families = list(text_string_to_metric_families(response.content.decode()))
        return {
            (sample.name, *(value for _name, value in sorted(sample.labels.items()))): sample.value
            for family in families
            for sample in family.samples
        }

    return asked


class TestMetrics:
    def test_are_read_by_prometheus_own_reader_and_typed(self, ask, client):
        ask()
        text = client.get(URL, headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()

        kinds = {family.name: family.type for family in text_string_to_metric_families(text)}
        assert kinds["prongsai_http_request_duration_seconds"] == "histogram"
        assert set(kinds.values()) == {"gauge", "histogram"}

    def test_count_what_is_there(self, ask):
        with transaction.atomic():
            for agency in ("a", "a", "b"):
                record(
                    "x",
                    agency=agency,
                    actor=SYSTEM_ACTOR,
                    at=timezone.now(),
                    object_type="p",
                    object_id="1",
                    object_label="",
                )
        seen = timezone.now() - timedelta(hours=3)
        note_done(VERIFIED, seen)

        found = ask()

        assert found[("prongsai_history_events",)] == 3
        assert found[("prongsai_jobs_waiting",)] == 0
        assert found[("prongsai_history_verified_timestamp_seconds",)] == pytest.approx(seen.timestamp())
        assert found[("prongsai_backup_timestamp_seconds",)] == 0
        assert found[("prongsai_disk_free_bytes",)] > 0

    def test_requests_are_counted_by_method_and_kind_of_answer(self, ask, client):
        for _turn in range(3):
            client.get("/health/")
        client.post("/health/ready/")

        found = ask()

        name = "prongsai_http_request_duration_seconds_count"
        assert (found[(name, "GET", "2xx")], found[(name, "POST", "4xx")]) == (3, 1)

    def test_cost_few_queries(self, ask, django_assert_max_num_queries):
        ask()

        with django_assert_max_num_queries(9):
            ask()


class TestTheToken:
    @pytest.mark.parametrize(
        "given", ["", "Bearer", "Bearer wrong", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer ก"]
    )
    def test_anything_else_is_nothing_here(self, ask, client, given):
        assert client.get(URL, headers={"Authorization": given.encode().decode("latin-1")}).status_code == 404

    def test_without_one_in_the_settings_the_address_does_not_exist(self, client):
        assert client.get(URL).status_code == 404
        assert client.get(URL, headers={"Authorization": "Bearer "}).status_code == 404

    @pytest.mark.parametrize("bad", ["short", "x" * 201, "a token with blanks in it"])
    def test_one_that_can_be_guessed_is_refused_without_showing_it(self, bad):
        with pytest.raises(BadSetting, match="PRONGSAI_METRICS_TOKEN") as caught:
            read_settings({"PRONGSAI_METRICS_TOKEN": bad})

        assert bad not in caught.value.message_en


class TestCountRequest:
    def test_counts_each_bound_that_is_long_enough(self, monkeypatch):
        monkeypatch.setattr(request_counts, "_counts", {})
        for seconds in (0.005, 0.03, 9.0):
            count_request("GET", 200, seconds)

        ((method, kind, counted),) = list_counts()

        assert (method, kind, counted.count) == ("GET", "2xx", 3)
        assert counted.within == [1, 1, 2, 2, 2, 2, 2, 2, 2]
        assert counted.seconds == pytest.approx(9.035)

    def test_strange_methods_count_as_one(self, monkeypatch):
        monkeypatch.setattr(request_counts, "_counts", {})
        for number in range(50):
            count_request(f"M{number}", 405, 0.1)

        assert [(method, counted.count) for method, _kind, counted in list_counts()] == [("other", 50)]
