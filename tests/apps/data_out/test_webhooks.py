"""Webhooks against a real HTTP server on this machine: signed, in order, at least once, and given up after a week."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from prongsai.apps.data_out.models import Webhook
from prongsai.apps.data_out.webhooks import (
    MOST_CHANGES,
    MOST_WEBHOOKS,
    add_webhook,
    remove_webhook,
    signing_key,
    switch_on,
    tell_webhooks,
)
from prongsai.apps.disclosure.publish_actions import withdraw_publication
from prongsai.apps.history.models import Event
from prongsai.core.errors import PersonError
from tests.apps.disclosure.desk import AT, TABLE, make_desk, publish

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=3)


class Receiver:
    """A server that keeps what it is given and answers with the next of `answers`, then 200."""

    def __enter__(self):
        self.calls, self.answers = [], []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.calls.append((dict(self.headers), body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def kinds(self):
        return [one["kind"] for _headers, body in self.calls for one in json.loads(body)["changes"]]


@pytest.fixture
def receiver(settings):
    with Receiver() as receiver:
        from dataclasses import replace

        settings.PRONGSAI = replace(settings.PRONGSAI, webhook_allow_hosts=frozenset({receiver.host}))
        yield receiver


@pytest.fixture
def desk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


@pytest.fixture
def hook(desk, receiver):
    return add_webhook(agency=desk.agency, url=f"http://{receiver.host}/in", by=desk.admin, at=AT)


def test_every_change_from_now_on_in_order(desk, receiver, hook):
    publish(desk)
    version = publish(desk, TABLE, code="O2")
    withdraw_publication(publication=version.publication, why="ผิด", by=desk.clerk, at=LATER)
    told = tell_webhooks(LATER)
    assert (told.calls, told.failed) == (1, 0)
    assert receiver.kinds() == ["published", "published", "withdrawn"]  # the opening of the year was before
    assert tell_webhooks(LATER).calls == 0


def test_the_signature_is_that_of_time_and_body(desk, receiver, hook):
    publish(desk)
    tell_webhooks(LATER)
    [(headers, body)] = receiver.calls
    signed = headers["X-Prongsai-Timestamp"].encode() + b"." + body
    expected = hmac.new(signing_key(hook).encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Prongsai-Signature"] == f"sha256={expected}"


def test_what_failed_is_told_again_with_the_same_key(desk, receiver, hook):
    publish(desk)
    receiver.answers = [500]
    assert tell_webhooks(LATER).failed == 1
    assert tell_webhooks(LATER).calls == 0  # it waits
    assert tell_webhooks(LATER + timedelta(hours=1)).failed == 0
    first, second = receiver.calls
    assert first[0]["Idempotency-Key"] == second[0]["Idempotency-Key"]
    assert first[1] == second[1]
    hook.refresh_from_db()
    assert (hook.tries, hook.failed_since, hook.last_problem) == (0, None, "")


def test_after_a_week_it_is_given_up_and_history_says_so(desk, receiver, hook):
    publish(desk)
    receiver.answers = [500] * 200
    moment = LATER
    for _run in range(200):
        tell_webhooks(moment)
        moment += timedelta(hours=2)
        hook.refresh_from_db()
        if not hook.is_on:
            break
    assert not hook.is_on
    assert moment - LATER >= timedelta(days=7)
    assert Event.objects.filter(action="webhook_given_up").count() == 1
    receiver.answers = []
    switch_on(webhook=hook, new_key=False, by=desk.admin, at=moment)
    tell_webhooks(moment)
    assert receiver.kinds()[-1] == "published"


def test_a_new_key_signs_from_then_on(desk, receiver, hook):
    before = signing_key(hook)
    switch_on(webhook=hook, new_key=True, by=desk.admin, at=LATER)
    hook.refresh_from_db()
    assert signing_key(hook) != before


def test_many_changes_come_in_parts(desk, receiver, hook):
    from prongsai.apps.disclosure.models import ChangeEntry, PublicStamp

    stamp = PublicStamp.objects.get(agency=desk.agency)
    ChangeEntry.objects.bulk_create(
        ChangeEntry(agency=desk.agency, number=stamp.number + n, kind="published", at=AT, title=str(n), address="/x/")
        for n in range(1, MOST_CHANGES * 2 + 11)
    )
    for _run in range(3):
        tell_webhooks(LATER)
    assert [len(json.loads(body)["changes"]) for _headers, body in receiver.calls] == [50, 50, 10]
    numbers = [one["number"] for _headers, body in receiver.calls for one in json.loads(body)["changes"]]
    assert numbers == sorted(set(numbers))


def test_a_host_inside_is_never_called(desk, settings):
    row = Webhook.objects.create(agency=desk.agency, url="http://127.0.0.1:9/in", made_by="x", made_at=AT)
    publish(desk)
    assert tell_webhooks(LATER).failed == 1
    row.refresh_from_db()
    assert "not public" in row.last_problem


def test_taken_by_one_worker_the_other_leaves_it(desk, receiver, hook):
    from prongsai.apps.data_out.webhooks import _take

    publish(desk)
    assert _take(hook.pk, LATER) is not None
    assert _take(hook.pk, LATER) is None
    assert _take(hook.pk, LATER + timedelta(minutes=6)) is not None


def test_twice_too_many_and_removed(desk, receiver, hook):
    with pytest.raises(PersonError):
        add_webhook(agency=desk.agency, url=hook.url, by=desk.admin, at=AT)
    for number in range(MOST_WEBHOOKS - 1):
        add_webhook(agency=desk.agency, url=f"https://a.example/{number}", by=desk.admin, at=AT)
    with pytest.raises(PersonError):
        add_webhook(agency=desk.agency, url="https://a.example/more", by=desk.admin, at=AT)
    remove_webhook(webhook=hook, by=desk.admin, at=AT)
    publish(desk)
    Webhook.objects.all().delete()
    assert tell_webhooks(LATER).calls == 0
    assert receiver.calls == []
