"""Every page of the year, the results, the form, the keys and the public site: looked at in every language and colour.

The pages come from the table of addresses: a new one that no look is written for makes this fail. In the fast suite
each page is looked at once, each in another way; with `-m slow` each in all twelve.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandlerMixin
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from prongsai.apps.accounts.models import User
from prongsai.apps.portal.answers import memory
from tests.browser.looking import LOOKS, faults_on, wear
from tests.browser.office_seen import NOT_PAGES, OFFICE, PUBLIC, WRONGLY_FILLED, fill, office_places, public_places

APPS = frozenset(("disclosure", "results", "submission", "data_out", "portal_office", "portal"))
NEWER_THAN_TIDY = (
    'proprietary attribute "loading"',
    'proprietary attribute "aria-current"',
    'proprietary attribute "inputmode"',
    'proprietary attribute "enterkeyhint"',
    'proprietary attribute "hx-',
    'proprietary attribute "font-',
    "<a> escaping malformed URI reference",  # Thai letters in an address, which HTML allows: vnu looks at those
)
VNU = Path(__file__).parents[2] / ".venv" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def seen(transactional_db, settings, tmp_path):
    memory.drop()
    settings.MEDIA_ROOT = tmp_path
    yield fill()
    memory.drop()


def serve_static_of_portal(monkeypatch):
    """The live server answers for /static/ itself and knows no file whose name carries a hash; the product does."""
    handles = StaticFilesHandlerMixin._should_handle
    monkeypatch.setattr(
        StaticFilesHandlerMixin,
        "_should_handle",
        lambda self, path: not path.startswith("/static/portal/") and handles(self, path),
    )


@pytest.fixture
def keep_static(monkeypatch):
    serve_static_of_portal(monkeypatch)


def names_of_table() -> set[str]:
    """Every name of these apps in the table of addresses."""
    names = set()

    def walk(resolver: URLResolver, prefix: str) -> None:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                walk(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)
            elif isinstance(one, URLPattern) and prefix.rstrip(":") in APPS:
                names.add(f"{prefix}{one.name}")

    walk(get_resolver(), "")
    return names


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


class Browser:
    """A page of chromium that is whoever should look."""

    def __init__(self, chromium, base):
        self.context = chromium.new_context(locale="th-TH", timezone_id="Asia/Bangkok", base_url=base)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.errors, self._base, self._who, self._keys = [], base, None, {}
        self.page.on("pageerror", lambda error: self.errors.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._said)

    def _said(self, line):
        meant = ("404", "410", "422", "from origin 'null'", "net::ERR_FAILED")
        if line.type == "error" and not any(words in line.text for words in meant):
            self.errors.append(f"{self.page.url}: {line.text}")

    def is_(self, who):
        if who == self._who:
            return
        self.context.clear_cookies()
        if who is not None:
            if who.pk not in self._keys:
                self._keys[who.pk] = signed_in(who).cookies[django_settings.SESSION_COOKIE_NAME].value
            self.context.add_cookies(
                [{"name": django_settings.SESSION_COOKIE_NAME, "value": self._keys[who.pk], "url": self._base}]
            )
        self._who = who

    def look(self, name, place, look):
        self.is_(place.who)
        wear(self.page, look)
        answer = self.page.goto(place.path)
        where = f"{name} {place.path} [{look}]"
        if place.who is not None and answer.status != 200:
            return [f"{where}: answers {answer.status}"]
        return faults_on(self.page, where)

    def fill_wrongly(self, place, form, typed):
        """Send a form as it should not be; gives what was not said about it."""
        self.is_(place.who)
        self.page.goto(place.path)
        self.page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        filled = self.page.locator(f"main {form}").first
        for field, value in typed.items():
            filled.locator(field).fill(value)
        with self.page.expect_navigation():
            filled.evaluate("(one) => one.submit()")
        if self.page.locator("#errors").count() != 1:
            return "says no error"
        if not self.page.locator("#errors a").count():
            return "" if self.page.locator(".has-error").count() == 0 else "does not lead to the field"
        self.page.locator("#errors a").first.click()
        on = self.page.evaluate("document.activeElement.id || document.activeElement.name")
        return "" if on else "the error leads to nothing that can be filled in"


def speak(language):
    User.objects.update(language=language)


class TestTable:
    def test_every_address_is_a_page_that_is_looked_at_or_none(self):
        pages = {
            *(name.split()[0] for name in OFFICE),
            *(f"portal:{name}" for name in PUBLIC),
            *(f"portal:{name}_en" for name in PUBLIC),
        }

        assert names_of_table() == pages | NOT_PAGES
        assert not pages & NOT_PAGES

    def test_every_page_is_html_and_answers(self, seen):
        wrong = []
        for name, places in {**office_places(seen), **public_places(seen)}.items():
            for place in places:
                client = signed_in(place.who) if place.who else Client()
                answer = client.get(place.path)
                kind = answer.headers["Content-Type"]
                if "html" not in kind or (answer.status_code != 200 and name != "front"):
                    wrong.append(f"{name} {place.path}: {answer.status_code} {kind}")

        assert wrong == []


@pytest.mark.browser
class TestLooks:
    def test_every_page_once(self, chromium, live_server, seen, keep_static):
        browser, faults, turn = Browser(chromium, live_server.url), [], 0
        places = {**office_places(seen), **public_places(seen)}
        jobs = {"th": [], "en": []}
        for name, found in places.items():
            look = LOOKS[turn % len(LOOKS)]
            turn += 1
            jobs[look.language].append((name, found[0], look))
        for language, these in jobs.items():
            speak(language)
            for name, place, look in these:
                faults += browser.look(name, place, look)
        browser.context.close()

        assert not faults + browser.errors, "\n".join(faults + browser.errors)
        assert turn == len(OFFICE) + 2 * len(PUBLIC) + 1

    @pytest.mark.slow
    @pytest.mark.parametrize("look", LOOKS, ids=str)
    def test_every_page_in_every_way(self, chromium, live_server, seen, keep_static, look):
        browser, faults = Browser(chromium, live_server.url), []
        speak(look.language)
        for name, places in {**office_places(seen), **public_places(seen)}.items():
            if name.endswith("_en") and look.language == "th":
                continue
            for place in places:
                faults += browser.look(name, place, look)
        browser.context.close()

        assert not faults + browser.errors, "\n".join(faults + browser.errors)


@pytest.mark.browser
class TestErrors:
    @pytest.mark.slow
    @pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3], LOOKS[11]], ids=str)
    def test_are_said_at_the_field_and_read_out(self, chromium, live_server, seen, keep_static, look):
        browser, faults = Browser(chromium, live_server.url), []
        speak(look.language)
        wear(browser.page, look)
        places = office_places(seen)
        for name, which, form, typed in WRONGLY_FILLED:
            where = f"{name} {which} {typed} [{look}]"
            fault = browser.fill_wrongly(places[name][which], form, typed)
            faults += [f"{where}: {fault}"] if fault else faults_on(browser.page, where)
        browser.context.close()

        assert not faults + browser.errors, "\n".join(faults + browser.errors)


class TestHtml:
    @pytest.mark.parametrize("language", ["th", "en"])
    def test_of_the_office_is_tidy(self, seen, language):
        if shutil.which("tidy") is None:
            pytest.skip("no tidy")
        speak(language)
        faults = [
            f"{name} {place.path}: {line}"
            for name, places in office_places(seen).items()
            for place in places
            for line in tidied(signed_in(place.who).get(place.path).content)
        ]

        assert not faults, "\n".join(faults)

    @pytest.mark.slow
    @pytest.mark.parametrize("language", ["th", "en"])
    def test_of_every_page_is_valid(self, seen, tmp_path, language):
        if not VNU.exists() or shutil.which("java") is None:
            pytest.skip("no vnu")
        speak(language)
        found = {}
        for name, places in {**office_places(seen), **public_places(seen)}.items():
            for place in places:
                client = signed_in(place.who) if place.who else Client()
                file = tmp_path / f"{len(found)}.html"
                file.write_bytes(client.get(place.path).content)
                found[file.name] = f"{name} {place.path}"
        told = subprocess.run(
            ["java", "-Xss4m", "-jar", VNU, "--format", "json", "--errors-only", *sorted(tmp_path.glob("*.html"))],
            capture_output=True,
        )
        said = json.loads(told.stderr)["messages"]

        faults = [f"{found[one['url'].rsplit('/')[-1]]}: {one['message']} {one.get('extract', '')}" for one in said]
        assert len(found) > 100
        assert not faults, "\n".join(faults)


def tidied(content: bytes) -> list[str]:
    """What tidy finds in a page, without what is newer than tidy: groups in a <dl>, a heading in a <summary>."""
    text = content.decode()
    text = re.sub(r"<dl.*?</dl>", lambda one: re.sub(r"</?div>", "", one[0]), text, flags=re.DOTALL)
    text = re.sub(r"<summary>(\s*)<h2>(.*?)</h2>", r"<summary>\1\2", text, flags=re.DOTALL)
    told = subprocess.run(
        ["tidy", "-errors", "-quiet", "-utf8", "--drop-empty-elements", "no"], input=text.encode(), capture_output=True
    )
    lines = told.stderr.decode().splitlines()
    return [line for line in lines if not any(words in line for words in NEWER_THAN_TIDY)]
