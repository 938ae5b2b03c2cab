"""The key of a form that adds something: taken, given back, waited for; whatever the view does."""

import threading
import time
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from prongsai.web import once
from prongsai.web.once import OnceMiddleware, new_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    """A second sending as the middleware answers it, without the page around it."""
    monkeypatch.setattr(once, "render", lambda request, name, context, status: HttpResponse(name, status=status))
    monkeypatch.setattr(once.messages, "info", lambda request, words: None)
    monkeypatch.setattr(once, "PATIENCE_S", 0.3)


class Site:
    """The middleware around one view that counts what it adds."""

    def __init__(self, answer=None):
        self.added = []
        self.answer = answer or (lambda: redirect("/office/made/"))
        self.middleware = OnceMiddleware(self.look)

    def look(self, request):
        early = self.middleware.process_view(request, None, (), {})
        if early is not None:
            return early
        self.added.append(request.POST.get("text"))
        return self.answer()

    def send(self, key=None, *, user=1, known=True, method="post", files=None, path="/office/add/", **fields):
        data = fields | ({"once_key": key} if key is not None else {}) | (files or {})
        request = getattr(RequestFactory(), method)(path, data)
        request.user = SimpleNamespace(pk=user, is_authenticated=known)
        request.csrf_processing_done = True
        return self.middleware(request)


@pytest.fixture
def site():
    return Site()


class TestKey:
    def test_is_drawn_anew_and_costs_no_query(self):
        template = engines["django"].from_string("{% once %}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            first, second = template.render(), template.render()

        assert first.startswith('<input type="hidden" name="once_key" value="')
        assert first != second
        assert len(asked) == 0

    def test_of_a_form_sent_twice_adds_once_and_leads_where_the_first_led(self, site):
        key = new_key()

        first, second = site.send(key, text="ก"), site.send(key, text="ก")

        assert site.added == ["ก"]
        assert (first.status_code, second.status_code) == (302, 302)
        assert second["Location"] == "/office/made/"

    def test_of_another_drawing_adds_another(self, site):
        site.send(new_key(), text="ก")
        site.send(new_key(), text="ก")

        assert site.added == ["ก", "ก"]

    def test_with_another_text_adds_nothing_and_says_so(self, site):
        key = new_key()
        site.send(key, text="ก")

        changed = site.send(key, text="ข")

        assert site.added == ["ก"]
        assert (changed.status_code, changed.content) == (409, b"sent_before.html")

    def test_of_an_edit_lets_another_text_through_to_the_view(self, site):
        key = new_key(edits=True)

        answers = [site.send(key, text=text) for text in ("ก", "ก", "ข")]

        assert site.added == ["ก", "ข"]
        assert {one.status_code for one in answers} == {302}

    def test_with_another_file_of_the_same_name_and_size_is_another_text(self, site):
        key = new_key()
        site.send(key, files={"file": SimpleUploadedFile("a.txt", b"one")})

        assert site.send(key, files={"file": SimpleUploadedFile("a.txt", b"two")}).status_code == 409
        assert site.send(key, files={"file": SimpleUploadedFile("a.txt", b"one")}).status_code == 302
        assert len(site.added) == 1

    def test_of_another_person_is_another_key(self, site):
        key = new_key()
        site.send(key, text="ก", user=1)
        site.send(key, text="ก", user=2)

        assert site.added == ["ก", "ก"]

    @pytest.mark.parametrize("key", [None, "", "short", "x" * 23, "ก" * 22, "a b" * 7])
    def test_that_is_none_leaves_the_form_as_it_was(self, site, key):
        site.send(key, text="ก")
        site.send(key, text="ก")

        assert site.added == ["ก", "ก"]

    def test_counts_only_for_who_is_signed_in_and_for_what_is_sent(self, site):
        key = new_key()
        for _turn in range(2):
            site.send(key, text="ก", known=False)
            site.send(key, text="ก", method="get")

        assert len(site.added) == 4

    def test_leaves_the_file_to_be_read_by_the_view(self):
        seen = []
        middleware = OnceMiddleware(lambda request: HttpResponse())
        request = RequestFactory().post(
            "/office/add/", {"once_key": new_key(), "file": SimpleUploadedFile("a.txt", b"whole")}
        )
        request.user = SimpleNamespace(pk=1, is_authenticated=True)

        middleware.process_view(request, None, (), {})
        seen.append(request.FILES["file"].read())

        assert seen == [b"whole"]


class TestGivenBack:
    @pytest.mark.parametrize("status", [200, 422, 429, 503])
    def test_when_the_form_was_shown_again(self, status):
        site = Site(lambda: HttpResponse(status=status))
        key = new_key()
        site.send(key, text="ก")
        site.answer = lambda: redirect("/office/made/")

        assert site.send(key, text="ข").status_code == 302
        assert site.added == ["ก", "ข"]

    def test_when_the_view_raised_even_if_the_answer_leads_elsewhere(self):
        site = Site()

        def look(request):
            assert site.middleware.process_view(request, None, (), {}) is None
            site.added.append("ก")
            site.middleware.process_exception(request, RuntimeError("a second factor is asked for"))
            return redirect("/office/factor/")

        site.middleware.get_response = look
        key = new_key()
        site.send(key)
        site.send(key)

        assert site.added == ["ก", "ก"]

    def test_quietly_where_the_database_is_away(self, site, monkeypatch):
        site.answer = lambda: HttpResponse(status=503)

        def away(key):
            raise DatabaseError("database is locked")

        monkeypatch.setattr(cache, "delete", away)

        assert site.send(new_key(), text="ก").status_code == 503

    def test_a_key_the_database_cannot_keep_stops_nothing(self, site, monkeypatch):
        monkeypatch.setattr(cache, "add", lambda *given, **named: False)

        assert site.send(new_key(), text="ก").status_code == 302


class TestSecondWhileTheFirstIsWorkedOn:
    def test_is_not_worked_on_and_is_told_to_look(self, site):
        key = new_key()
        inner = []
        site.answer = lambda: inner.append(site.send(key, text="ก")) or redirect("/office/made/")

        site.send(key, text="ก")

        assert site.added == ["ก"]
        assert [one.status_code for one in inner] == [409]

    def test_is_led_there_as_soon_as_the_first_ends(self, site, monkeypatch):
        key = new_key()
        kept = {}  # in place of the database, which this test's transaction keeps to one thread
        lock = threading.Lock()

        def add(place, value, timeout):
            with lock:
                return kept.setdefault(place, value) is value

        monkeypatch.setattr(once, "PATIENCE_S", 5.0)
        monkeypatch.setattr(
            once, "cache", SimpleNamespace(add=add, get=kept.get, set=lambda p, v, timeout: kept.update({p: v}))
        )

        def slow():
            time.sleep(0.3)
            return redirect("/office/made/")

        site.answer = slow
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(site.send(key, text="ก"))) for _turn in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

        assert site.added == ["ก"]
        assert {one["Location"] for one in answers} == {"/office/made/"}

    def test_is_worked_on_when_the_first_was_refused_meanwhile(self, site, monkeypatch):
        key = new_key()
        inner = []
        found = once._find

        def refused_meanwhile(sending):
            cache.delete(sending.place)
            return found(sending)

        def first():
            if not inner:
                monkeypatch.setattr(once, "_find", lambda sending: once._Known("", ""))
                inner.append(None)

                def then(seconds):
                    monkeypatch.setattr(once, "_find", refused_meanwhile)

                monkeypatch.setattr(once.time, "sleep", then)
                inner.append(site.send(key, text="ก"))
            return redirect("/office/made/")

        site.answer = first
        site.send(key, text="ก")

        assert inner[1].status_code == 302
        assert site.added == ["ก", "ก"]
