"""What somebody altered, removed or added in a copy by hand is put right by the next run, which says so."""

import json
import os
import shutil
from pathlib import Path

import pytest

from prongsai.apps.disclosure.models import Version
from prongsai.apps.portal.static_copy import looking
from prongsai.apps.portal.static_copy import publish as writing
from prongsai.apps.portal.static_copy.manifest import SIGNATURE, SUMS, verify_copy
from prongsai.apps.portal.static_copy.publish import Written, publish_site
from tests.apps.portal.published import AT, PDF, item_of, make_profile, open_year, publish

pytestmark = pytest.mark.django_db
PAGE = "2566/o3/index.html"


@pytest.fixture
def year():
    year = open_year(codes=4)
    make_profile(year.agency)
    publish(item_of(year), "แผนพัฒนา", content=PDF, file_name="แผน.pdf")
    return year


@pytest.fixture(params=[False, True], ids=["links", "plain"])
def plain(request):
    return request.param


def run(folder, **more) -> Written:
    (done,) = publish_site(folder, at=AT, **more)
    return done


def files_under(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def copied(year, tmp_path, *, runs: int = 1, plain: bool = False) -> Path:
    """A copy after so many changes: from the third on a generation begins from the spare."""
    for number in range(runs):
        publish(item_of(year, "O2"), f"เรื่องที่ {number}")
        run(tmp_path, plain=plain)
    return tmp_path / "ban-suan"


def lose(site):
    (site / PAGE).unlink()


def add_to(site):
    with (site / PAGE).open("a") as page:
        page.write("<!-- by hand -->")


def put_other(site):
    other = site / "2566/o3/other"
    other.write_text("by hand")
    other.replace(site / PAGE)


def keep_size(site):
    text = (site / PAGE).read_bytes()
    (site / PAGE).write_bytes(b"!" + text[1:])


def lose_folder(site):
    shutil.rmtree(site / "2566/o3")


def put_folder(site):
    (site / PAGE).unlink()
    (site / PAGE).mkdir()


def put_file_for_folder(site):
    shutil.rmtree(site / "2566/o3")
    (site / "2566/o3").write_text("by hand")


def put_link(site):
    (site / PAGE).rename(site / "moved.html")
    (site / PAGE).symlink_to(site / "moved.html")


def alter_file(site):
    (site / "2566/o1/1/v1/แผน.pdf").write_bytes(b"%PDF-1.4 by hand")


def alter_sums(site):
    (site / SUMS).write_text("")


def lose_signature(site):
    (site / SIGNATURE).unlink()


def add_file(site):
    (site / "2566/extra.html").write_text("by hand")


def add_folder(site):
    (site / "new/deep").mkdir(parents=True)
    (site / "new/deep/page.html").write_text("by hand")
    (site / "new/page.html").write_text("by hand")


HANDS = [
    lose, add_to, put_other, keep_size, lose_folder, put_folder, put_file_for_folder, put_link, alter_file, alter_sums,
    lose_signature, add_file, add_folder,
]  # fmt: skip


class TestWithoutAnyChange:
    @pytest.mark.parametrize(("runs", "plain"), [(1, False), (3, False), (1, True)])
    def test_it_is_put_right(self, year, tmp_path, runs, plain):
        site = copied(year, tmp_path, runs=runs, plain=plain)
        before = files_under(site)
        for hand in HANDS:
            hand(site)

            done = run(tmp_path, plain=plain)

            assert verify_copy(site) == [], hand
            assert files_under(site) == before, hand
            assert done.mended + done.removed > 0, hand
            assert run(tmp_path, plain=plain) == Written("ban-suan", 0, done.files), hand

    def test_only_that_file_is_drawn_and_counted(self, year, tmp_path, monkeypatch):
        site = copied(year, tmp_path)
        lose(site)
        (site / "2566/extra.html").write_text("by hand")
        drawn = []
        monkeypatch.setattr(
            writing, "draw_path", lambda path, *read, draw=writing.draw_path: drawn.append(path) or draw(path, *read)
        )

        done = run(tmp_path)

        assert drawn == ["/ban-suan/2566/o3/"]
        assert (done.written, done.mended, done.removed) == (1, 1, 1)

    def test_a_copy_whose_link_is_gone_or_leads_elsewhere_comes_back(self, year, tmp_path):
        site = copied(year, tmp_path, runs=3)
        before = files_under(site)
        (tmp_path / "elsewhere").mkdir()
        for put_back in (lambda: None, lambda: site.symlink_to("elsewhere"), lambda: site.symlink_to("nowhere")):
            site.unlink()
            put_back()
            run(tmp_path)
            assert files_under(site) == before
            assert verify_copy(site) == []

    def test_times_alone_write_nothing(self, year, tmp_path):
        """A copy brought back from elsewhere has new times and the same content."""
        site = copied(year, tmp_path)
        for file in [*site.rglob("*"), site.resolve()]:
            os.utime(file, (1_700_000_000, 1_700_000_000))
        inode = (site / PAGE).stat().st_ino

        done = run(tmp_path)

        assert (done.written, done.mended, done.removed) == (0, 0, 0)
        assert (site / PAGE).stat().st_ino == inode

    def test_they_are_known_from_then_on(self, year, tmp_path, monkeypatch):
        site = copied(year, tmp_path)
        os.utime(site / PAGE, (1_700_000_000, 1_700_000_000))
        run(tmp_path)
        monkeypatch.setattr(looking, "sha256_of", lambda file: pytest.fail(f"{file} was read again"))

        assert run(tmp_path).written == 0

    def test_a_copy_of_an_earlier_version_is_looked_through_once(self, year, tmp_path):
        site = copied(year, tmp_path)
        (state,) = (tmp_path / ".generations").glob("*/state.json")
        stored = json.loads(state.read_text())
        del stored["seen"]
        state.write_text(json.dumps(stored))
        keep_size(site)

        done = run(tmp_path)

        assert (done.mended, done.removed) == (1, 0)
        assert verify_copy(site) == []


class TestBesideAChange:
    def test_an_altered_file_does_not_pass_into_the_next_generation(self, year, tmp_path):
        site = copied(year, tmp_path / "copy", runs=2)
        for hand in HANDS:
            hand(site)
            for turn in range(2):  # the second begins from the spare that the first left
                publish(item_of(year, "O2"), f"{hand.__name__} {turn}")
                run(tmp_path / "copy")
                assert verify_copy(site) == [], hand
        run(tmp_path / "new")
        assert files_under(site) == files_under(tmp_path / "new/ban-suan")

    def test_a_withdrawn_file_that_was_altered_stays_nowhere(self, year, tmp_path):
        site = copied(year, tmp_path, runs=3)
        alter_file(site)
        Version.objects.filter(title="แผนพัฒนา").update(
            state="withdrawn", withdrawn_at=AT, withdrawn_by="ก", withdrawn_why="ผิด"
        )

        run(tmp_path)

        assert not list(tmp_path.rglob("แผน.pdf"))
        assert verify_copy(site) == []

    def test_nor_does_what_was_put_into_the_spare(self, year, tmp_path):
        """A shell that stood in the folder stands in the spare after the switch."""
        site = copied(year, tmp_path)
        inside = site.resolve()
        publish(item_of(year, "O2"), "ใหม่")
        run(tmp_path)
        assert inside != site.resolve()
        (inside / "2566/extra.html").write_text("by hand")
        put_other(inside)
        publish(item_of(year, "O2"), "อีก")

        run(tmp_path)

        assert verify_copy(site) == []

    def test_the_count_is_of_what_was_mended_alone(self, year, tmp_path):
        site = copied(year, tmp_path)
        lose(site)
        publish(item_of(year, "O2"), "ใหม่")

        done = run(tmp_path)

        assert (done.mended, done.removed) == (1, 0)
        assert done.written > 1


class TestKindOfFolder:
    def test_plain_makes_a_folder_of_an_unchanged_link_and_back(self, year, tmp_path):
        site = copied(year, tmp_path, runs=2)
        before = files_under(site)
        assert site.is_symlink()

        assert run(tmp_path, plain=True).is_turned
        assert site.is_dir()
        assert not site.is_symlink()
        assert files_under(site) == before
        assert not run(tmp_path, plain=True).is_turned

        assert run(tmp_path).is_turned
        assert site.is_symlink()
        assert files_under(site) == before
        assert not list((tmp_path / ".generations").glob("*/spare"))

    def test_nothing_is_drawn_for_it(self, year, tmp_path, plain, monkeypatch):
        copied(year, tmp_path, plain=plain)
        monkeypatch.setattr(writing, "draw_path", lambda path, *_read: pytest.fail(path))

        assert run(tmp_path, plain=not plain).written == 0
