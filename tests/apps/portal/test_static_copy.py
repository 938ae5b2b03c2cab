"""The site as files: the same bytes as the live pages, only what changed, whole or not at all, signed."""

import contextlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure.models import Publication, Version
from prongsai.apps.disclosure.public_queries import find_agency
from prongsai.apps.portal.answers import memory
from prongsai.apps.portal.static_copy import publish as writing
from prongsai.apps.portal.static_copy.generation import Generations, remove_file
from prongsai.apps.portal.static_copy.manifest import SIGNATURE, SUMS, verify_copy
from prongsai.apps.portal.static_copy.marks import list_marks
from prongsai.apps.portal.static_copy.publish import publish_site
from prongsai.core.errors import PersonError
from tests.apps.factories import make_agency
from tests.apps.portal.published import AT, PDF, item_of, make_profile, open_year, publish, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    year = open_year(codes=6)
    make_profile(year.agency)
    publish(item_of(year), "แผนพัฒนา", content=PDF, file_name="แผน.pdf")
    publish(year.agency, "ข่าวแรก")
    return year


@pytest.fixture(params=[False, True], ids=["links", "plain"])
def plain(request):
    return request.param


def files_under(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def run(folder, **more):
    (done,) = publish_site(folder, at=AT, **more)
    return done


class TestContent:
    def test_every_page_has_the_bytes_of_the_live_one(self, client, year, tmp_path):
        run(tmp_path)
        agency = find_agency("ban-suan")

        paths = set(list_marks(agency).by_path) - {"/ban-suan/search/", "/ban-suan/en/search/"}
        assert len(paths) > 40
        for path in sorted(paths):
            file = tmp_path / (path[1:] + "index.html" if path.endswith("/") else path[1:])
            live = client.get(path)
            assert live.status_code == 200, path
            assert file.read_bytes() == live.content, path

    def test_files_of_publications_lie_at_their_addresses(self, year, tmp_path):
        run(tmp_path)

        assert (tmp_path / "ban-suan/2566/o1/1/v1/แผน.pdf").read_bytes() == PDF

    def test_every_link_of_the_copy_leads_to_a_file(self, year, tmp_path):
        from urllib.parse import unquote, urljoin, urlsplit

        from lxml import html

        run(tmp_path)
        for file in (tmp_path / "ban-suan").rglob("index.html"):
            here = "/" + file.relative_to(tmp_path).as_posix().removesuffix("index.html")
            for _element, _attribute, link, _place in html.fromstring(file.read_text()).iterlinks():
                if link.startswith(("http", "tel:", "mailto:")):
                    continue
                target = unquote(urlsplit(urljoin(here, link)).path)
                wanted = tmp_path / (target[1:] + ("index.html" if target.endswith("/") else ""))
                assert wanted.is_file(), (here, link)

    def test_one_agencys_copy_names_no_other(self, year, tmp_path):
        open_year(make_agency("เทศบาลอื่น", slug="other"), codes=1)

        run(tmp_path, agency="ban-suan")

        assert not (tmp_path / "other").exists()
        assert b"other" not in (tmp_path / "index.html").read_bytes() + (tmp_path / "sitemap.xml").read_bytes()

    def test_an_agency_that_is_not_there_is_named(self, year, tmp_path):
        with pytest.raises(PersonError, match="no agency"):
            publish_site(tmp_path, agency="nobody", at=AT)


class TestForOtherSites:
    def test_pages_and_pieces_lie_at_their_addresses(self, year, tmp_path):
        run(tmp_path)

        for lang in ("", "en/"):
            for name in (
                "index.html",
                "items.html",
                "2566/index.html",
                "2566/items.html",
                "news/index.html",
                "news.html",
            ):
                file = tmp_path / "ban-suan" / f"{lang}embed/{name}"
                assert b'class="prongsai ' in file.read_bytes(), file

    def test_a_change_in_one_year_leaves_those_of_another(self, year, tmp_path, monkeypatch):
        older = open_year(year.agency, 2565, codes=2)
        run(tmp_path)
        publish(item_of(older, "O2"), "เรื่องของปีก่อน")
        drawn = []
        monkeypatch.setattr(
            writing, "draw_path", lambda path, *read, draw=writing.draw_path: drawn.append(path) or draw(path, *read)
        )

        run(tmp_path)

        embeds = {path for path in drawn if path.startswith("/ban-suan/embed/")}
        names = ("", "news/", "news.html", "2565/", "2565/items.html")
        assert embeds == {f"/ban-suan/embed/{name}" for name in names}

    def test_a_new_year_takes_the_place_of_the_newest(self, year, tmp_path):
        run(tmp_path)
        publish(item_of(open_year(year.agency, 2567, codes=2)), "ของปีใหม่")

        run(tmp_path)

        embeds = tmp_path / "ban-suan/embed"
        assert (embeds / "items.html").read_bytes() == (embeds / "2567/items.html").read_bytes()
        assert (embeds / "items.html").read_bytes() != (embeds / "2566/items.html").read_bytes()


class TestOnlyWhatChanged:
    def test_a_second_run_touches_nothing(self, year, tmp_path):
        first = run(tmp_path)
        before = {name: os.stat(tmp_path / name).st_mtime_ns for name in files_under(tmp_path)}

        second = run(tmp_path)

        assert first.written > 40
        assert second.written == 0
        assert {name: os.stat(tmp_path / name).st_mtime_ns for name in files_under(tmp_path)} == before

    def test_one_publication_writes_its_pages_and_the_lists(self, year, tmp_path, monkeypatch):
        run(tmp_path)
        publish(item_of(year, "O2"), "เรื่องใหม่", content=PDF)
        drawn = []
        monkeypatch.setattr(
            writing, "draw_path", lambda path, *read, draw=writing.draw_path: drawn.append(path) or draw(path, *read)
        )

        run(tmp_path)

        thai = {path for path in drawn if "/en/" not in path and path.endswith("/")}
        assert thai == {
            "/ban-suan/",
            "/ban-suan/changes/",
            "/ban-suan/search/",
            "/ban-suan/data/",
            "/ban-suan/2566/",
            "/ban-suan/2566/o2/",
            "/ban-suan/2566/o2/1/",
            "/ban-suan/2566/o2/1/v1/",
            "/ban-suan/embed/",
            "/ban-suan/embed/news/",
            "/ban-suan/embed/2566/",
        }
        bare = {path for path in drawn if "/en/" not in path and path.endswith(".html")}
        assert bare == {f"/ban-suan/embed/{name}" for name in ("items.html", "news.html", "2566/items.html")}
        assert "เรื่องใหม่" in (tmp_path / "ban-suan/2566/o2/index.html").read_text()
        assert "เรื่องใหม่" in (tmp_path / "ban-suan/feed.xml").read_text()

    def test_a_change_of_name_writes_every_page(self, year, tmp_path):
        run(tmp_path)
        Agency.objects.update(name="เทศบาลเมืองบ้านสวน")
        tell(year.agency, "published", "/ban-suan/news/1/")

        run(tmp_path)

        assert "เทศบาลเมืองบ้านสวน" in (tmp_path / "ban-suan/2566/o5/index.html").read_text()

    @pytest.mark.parametrize("change", ["publish", "replace", "withdraw", "profile", "element"])
    def test_after_any_change_the_copy_is_as_a_new_one(self, year, tmp_path, change):
        from prongsai.apps.disclosure.models import ElementState, PublicProfile

        run(tmp_path / "kept")
        version = Version.objects.get(title="แผนพัฒนา")
        if change == "publish":
            publish(item_of(year, "O3"), "ใหม่")
        elif change == "replace":
            Version.objects.filter(pk=version.pk).update(state="replaced", replaced_at=AT)
            publish(item_of(year), "ฉบับใหม่", publication=version.publication)
        elif change == "withdraw":
            Version.objects.filter(pk=version.pk).update(
                state="withdrawn", withdrawn_at=AT, withdrawn_by="ก", withdrawn_why="ผิด"
            )
            tell(year.agency, "withdrawn", "/ban-suan/2566/o1/1/", why="ผิด", version=version, fiscal_year=2566)
        elif change == "profile":
            PublicProfile.objects.update(phone="1111")
        else:
            ElementState.objects.create(item=item_of(year), position=0, by_machine="there", machine_at=AT)

        run(tmp_path / "kept")
        run(tmp_path / "new")

        kept, new = files_under(tmp_path / "kept/ban-suan"), files_under(tmp_path / "new/ban-suan")
        assert kept.keys() == new.keys()
        assert [name for name in kept if kept[name] != new[name]] == []

    def test_a_withdrawn_file_is_nowhere_in_the_folder(self, year, tmp_path, plain):
        run(tmp_path, plain=plain)
        assert list(tmp_path.rglob("แผน.pdf"))
        Version.objects.filter(title="แผนพัฒนา").update(
            state="withdrawn", withdrawn_at=AT, withdrawn_by="ก", withdrawn_why="ผิด"
        )

        run(tmp_path, plain=plain)

        assert not list(tmp_path.rglob("แผน.pdf"))
        assert "ผิด" in (tmp_path / "ban-suan/2566/o1/1/v1/index.html").read_text()

    def test_an_agency_that_went_goes_from_the_copy(self, year, tmp_path, plain):
        open_year(make_agency("เทศบาลอื่น", slug="other"), codes=1)
        publish_site(tmp_path, at=AT, plain=plain)
        Agency.objects.filter(slug="other").delete()

        publish_site(tmp_path, at=AT, plain=plain)

        assert not (tmp_path / "other").exists()
        assert not list((tmp_path / ".generations").glob("other*"))


def fill(generations, text, name="x"):
    site, is_filled = generations.begin()
    if is_filled:
        remove_file(site, name)
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(text)
    return is_filled


class TestSpare:
    """The generation served before is brought up to date and kept, so that the next run touches only what changed."""

    STATES = ({"x": ("m", "1")}, {"x": ("m", "2")}, {"x": ("m", "3")})

    def turn(self, folder, text, old, new, *, plain=False):
        generations = Generations(folder, "a", plain=plain)
        is_filled = fill(generations, text)
        generations.switch(text, new, old, unlisted=())
        return is_filled

    def test_the_third_run_begins_from_it(self, tmp_path):
        one, two, three = self.STATES
        assert not self.turn(tmp_path, "1", {}, one)
        assert not self.turn(tmp_path, "2", one, two)
        assert self.turn(tmp_path, "3", two, three)
        assert (tmp_path / "a/x").read_text() == "3"

    def test_it_holds_the_very_files_that_are_served(self, tmp_path):
        one, two, _three = self.STATES
        self.turn(tmp_path, "1", {}, one)
        self.turn(tmp_path, "2", one, two)
        served, (spare,) = (tmp_path / "a").resolve(), (tmp_path / ".generations").glob("*/spare")
        assert (spare.parent / "site/x").samefile(served / "x")
        assert spare.parent != served.parent

    def test_one_that_was_not_brought_up_whole_is_removed(self, tmp_path, monkeypatch):
        one, two, three = self.STATES
        self.turn(tmp_path, "1", {}, one)
        self.turn(tmp_path, "2", one, two)
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("no hard links here")))
        assert self.turn(tmp_path, "3", two, three)
        monkeypatch.undo()
        assert (tmp_path / "a/x").read_text() == "3"
        assert len(list((tmp_path / ".generations").glob("a.*/site"))) == 1
        assert not self.turn(tmp_path, "4", three, {"x": ("m", "4")})

    def test_a_run_broken_off_in_it_leaves_it_to_no_other(self, tmp_path):
        one, two, three = self.STATES
        self.turn(tmp_path, "1", {}, one)
        self.turn(tmp_path, "2", one, two)
        site, is_filled = Generations(tmp_path, "a").begin()
        (site / "half").write_text("of a run that was killed")
        assert is_filled
        assert not self.turn(tmp_path, "3", two, three)
        assert not list(tmp_path.rglob("half"))

    def test_a_folder_without_links_keeps_none(self, tmp_path):
        one, two, three = self.STATES
        assert not any(
            self.turn(tmp_path, text, old, new, plain=True)
            for text, old, new in (("1", {}, one), ("2", one, two), ("3", two, three))
        )
        assert not list((tmp_path / ".generations").glob("*/site"))

    def test_folders_left_empty_go(self, tmp_path):
        for name in ("a/b/c/x", "a/y"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("")
        remove_file(tmp_path, "a/b/c/x")
        remove_file(tmp_path, "a/b/c/never-there")
        assert [one.name for one in (tmp_path / "a").iterdir()] == ["y"]
        remove_file(tmp_path, "a/y")
        assert list(tmp_path.iterdir()) == []

    def test_many_runs_leave_what_a_new_copy_has(self, year, tmp_path):
        """Published, replaced, withdrawn by turns: each time nothing but what a first copy would hold."""
        for number in range(4):
            title = f"เรื่องที่ {number}"
            publish(item_of(year, f"O{number + 2}"), title, content=PDF, file_name=f"{number}.pdf")
            run(tmp_path / "copy")
            if number % 2:
                Version.objects.filter(title=title).update(
                    state="withdrawn", withdrawn_at=AT, withdrawn_by="ก", withdrawn_why="ผิด"
                )
                run(tmp_path / "copy")
            fresh = tmp_path / f"fresh-{number}"
            run(fresh)
            assert files_under(tmp_path / "copy/ban-suan") == files_under(fresh / "ban-suan")
            spare = next((tmp_path / "copy/.generations").glob("*/spare")).parent / "site" if number else None
            if spare:
                assert files_under(spare) == files_under(fresh / "ban-suan")

    def test_a_served_file_is_never_written_into(self, year, tmp_path):
        """Who still reads an old page reads it to its end: a new page is a new file."""
        for title in ("หนึ่ง", "สอง", "สาม"):
            publish(item_of(year, "O2"), title)
            run(tmp_path)
        page = tmp_path / "ban-suan/2566/o2/index.html"
        with page.open("rb") as reader:
            before = page.read_bytes()
            publish(item_of(year, "O2"), "สี่")
            run(tmp_path)
            assert reader.read() == before
        assert page.read_bytes() != before

    def test_a_file_that_was_removed_from_what_is_served_comes_back(self, year, tmp_path):
        for title in ("หนึ่ง", "สอง", "สาม"):
            publish(item_of(year, "O2"), title)
            run(tmp_path)
        lost = tmp_path / "ban-suan/2566/o3/index.html"
        before = lost.read_bytes()
        lost.unlink()
        publish(item_of(year, "O2"), "สี่")
        run(tmp_path)
        assert lost.read_bytes() == before
        assert verify_copy(tmp_path / "ban-suan") == []


class TestStopped:
    def test_a_run_that_fails_leaves_the_old_site(self, year, tmp_path, plain, monkeypatch):
        run(tmp_path, plain=plain)
        before = files_under(tmp_path / "ban-suan")
        publish(item_of(year, "O2"), "ใหม่")
        monkeypatch.setattr(writing._Writer, "finish", lambda *_: (_ for _ in ()).throw(OSError("disk full")))

        with pytest.raises(OSError):
            run(tmp_path, plain=plain)

        assert files_under(tmp_path / "ban-suan") == before
        monkeypatch.undo()
        assert run(tmp_path, plain=plain).written > 0
        assert "ใหม่" in (tmp_path / "ban-suan/2566/o2/index.html").read_text()

    @pytest.mark.parametrize("step", range(1, 7))
    def test_a_stop_at_any_rename_leaves_one_of_the_two_whole(self, tmp_path, plain, step, monkeypatch):
        old = Generations(tmp_path, "a", plain=plain)
        fill(old, "old")
        old.switch("1", {"x": ("m", "s")}, {}, unlisted=())
        new = Generations(tmp_path, "a", plain=plain)
        fill(new, "new")
        calls = []

        class Killed(BaseException):
            pass

        def counted(real):
            def call(*arguments, **more):
                calls.append(real)
                if len(calls) == step:
                    raise Killed
                return real(*arguments, **more)

            return call

        for name in ("rename", "replace"):
            monkeypatch.setattr(os, name, counted(getattr(os, name)))
        with contextlib.suppress(Killed):
            new.switch("2", {"x": ("m", "t")}, {"x": ("m", "s")}, unlisted=())
        monkeypatch.undo()

        again = Generations(tmp_path, "a", plain=plain)

        whole, state = again.read_state()
        assert (whole, state["x"][1], (tmp_path / "a/x").read_text()) in {("1", "s", "old"), ("2", "t", "new")}

    def test_two_runs_do_not_meet(self, year, tmp_path):
        with writing._alone(tmp_path), pytest.raises(PersonError, match="another publish"):
            run(tmp_path)


class TestSigned:
    def test_a_whole_copy_is_proven_and_each_fault_named(self, year, tmp_path):
        run(tmp_path)
        folder = tmp_path / "ban-suan"
        assert verify_copy(folder) == []
        page = folder / "2566/o1/index.html"
        page.write_text(page.read_text() + "<!-- -->")
        (folder / "2566/o2/index.html").unlink()
        (folder / "extra.html").write_text("x")

        assert [(one.code, one.path) for one in verify_copy(folder)] == [
            ("changed", "2566/o1/index.html"),
            ("missing", "2566/o2/index.html"),
            ("added", "extra.html"),
        ]

    def test_another_key_or_list_does_not_hold(self, year, tmp_path):
        open_year(make_agency("เทศบาลอื่น", slug="other"), codes=1)
        publish_site(tmp_path, at=AT)

        with pytest.raises(PersonError, match="not that of the key"):
            verify_copy(tmp_path / "ban-suan", (tmp_path / "other/signing-key.pem").read_text())
        (tmp_path / "ban-suan" / SUMS).write_text("")
        with pytest.raises(PersonError, match="not that of the key"):
            verify_copy(tmp_path / "ban-suan")

    def test_openssl_and_sha256sum_agree(self, year, tmp_path):
        run(tmp_path)
        folder = tmp_path / "ban-suan"

        checked = subprocess.run(
            f"openssl pkeyutl -verify -pubin -inkey signing-key.pem -rawin -in {SUMS} -sigfile {SIGNATURE}".split(),
            cwd=folder,
            capture_output=True,
            text=True,
        )
        sums = subprocess.run(["sha256sum", "--quiet", "-c", SUMS], cwd=folder, capture_output=True, text=True)

        assert (checked.returncode, "Successfully" in checked.stdout) == (0, True), checked.stderr
        assert (sums.returncode, sums.stdout) == (0, "")

    def test_the_private_half_is_in_no_file_and_not_readable_in_the_database(self, year, tmp_path):
        from prongsai.apps.portal.models import SigningKey

        run(tmp_path)
        row = SigningKey.objects.get()

        assert "PRIVATE" not in row.private_encrypted
        for content in files_under(tmp_path).values():
            assert row.private_encrypted.encode() not in content
            assert b"PRIVATE KEY" not in content


KILLED = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
settings.MEDIA_ROOT = sys.argv[2]
from pathlib import Path
from django.utils import timezone
from prongsai.apps.portal.static_copy import publish as writing
drawn = 0
real = writing.draw_path
def slow(path, *read):
    global drawn
    drawn += 1
    if drawn == 10:
        print("drawing", flush=True)
        import time; time.sleep(60)
    return real(path, *read)
writing.draw_path = slow
writing.publish_site(Path(sys.argv[3]), at=timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_run_leaves_the_old_site(settings, tmp_path):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("the other process opens the same SQLite file")
    year = open_year(codes=4)
    publish(item_of(year), "แผน", content=PDF)
    publish_site(tmp_path / "copy", at=AT)
    before = files_under(tmp_path / "copy/ban-suan")
    publish(item_of(year, "O2"), "ใหม่")
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(KILLED))
    name = connection.settings_dict["NAME"]
    other = subprocess.Popen(
        [sys.executable, str(script), str(name), str(settings.MEDIA_ROOT), str(tmp_path / "copy")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "drawing"
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    time.sleep(0)

    assert files_under(tmp_path / "copy/ban-suan") == before
    publish_site(tmp_path / "copy", at=AT)
    assert "ใหม่" in (tmp_path / "copy/ban-suan/2566/o2/index.html").read_text()
    assert Publication.objects.count() == 2
    memory.drop()
