"""Writing the copy: agency by agency, each built whole beside the old one and switched at once."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.template.loader import get_template
from django.urls import resolve

from prongsai.apps.agencies.models import Agency
from prongsai.apps.disclosure import public_queries as public
from prongsai.apps.disclosure.public_queries import PublicAgency, PublicFile, PublicVersion
from prongsai.apps.history.actions import SYSTEM_ACTOR
from prongsai.apps.portal import assets, feeds
from prongsai.apps.portal.document import Asked, Document
from prongsai.apps.portal.keys import ensure_key, sign
from prongsai.apps.portal.static_copy.generation import Generations, State, remove_file, sync_files, write_whole
from prongsai.apps.portal.static_copy.looking import Look
from prongsai.apps.portal.static_copy.manifest import KEY, SIGNATURE, SUMS, write_sums
from prongsai.apps.portal.static_copy.marks import list_marks
from prongsai.apps.portal.views import national_page
from prongsai.core.errors import PersonError

_URLS = "prongsai.apps.portal.urls"
_CHUNK = 1 << 20
_UNLISTED = (SUMS, SIGNATURE)
_ALTERED = ("", "")
"""Stands for the mark and checksum of a file that somebody altered or removed: it is like no other, so it is written anew."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did for one agency. `written` files were drawn or copied anew, `files` stand there now.

    Somebody had altered or removed `mended` files and added `removed` ones. `is_turned`: a link became a folder or back.
    """

    slug: str
    written: int
    files: int
    mended: int = 0
    removed: int = 0
    is_turned: bool = False


def publish_site(
    folder: Path,
    *,
    agency: str | None = None,
    plain: bool = False,
    at: datetime,
    told: Callable[[Written], None] = lambda one: None,
) -> list[Written]:
    """The public site, or one agency's part of it, as files in a folder; only what changed is written.

    Raises PersonError for an agency that has no public site, and when another run is writing there.
    """
    slugs = [one.slug for one in public.list_agencies()]
    if agency is not None and agency not in slugs:
        raise PersonError(f'ไม่มีหน่วยงาน "{agency}" ที่เผยแพร่ข้อมูลแล้ว', f'there is no agency "{agency}" with a public site')
    chosen = slugs if agency is None else [agency]
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        _write_roots(folder, agency)
        results = []
        for slug in chosen:
            done = publish_agency(folder, slug, plain=plain, at=at)
            told(done)
            results.append(done)
        if agency is None:
            _remove_others(folder, set(slugs))
    return results


def publish_agency(folder: Path, slug: str, *, plain: bool, at: datetime) -> Written:
    """One agency's folder: a new generation when anything changed or somebody altered it, else nothing is touched."""
    ensure_key(agency=Agency.objects.get(slug=slug), actor=SYSTEM_ACTOR, at=at)
    agency = public.find_agency(slug)
    assert agency is not None
    marks = list_marks(agency)
    generations = Generations(folder, slug, plain=plain)
    kept = generations.read()
    look = generations.look(kept, _UNLISTED)
    is_turned = bool(kept.state) and not generations.is_as_asked
    if kept.whole == marks.whole and not look.altered and not look.added and not is_turned:
        return Written(slug, 0, len(kept.state))
    old = {name: _ALTERED if name in look.altered else before for name, before in kept.state.items()}
    site, is_filled = generations.begin(may_fill=bool(old))
    versions = list(public.list_published(agency))
    writer = _Writer(site, generations.served, slug, old, look, versions, is_filled=is_filled)
    for path, mark in marks.by_path.items():
        writer.put(path, mark)
    for version in versions:
        for file in version.files:
            writer.put_file(file.address, file)
    writer.finish(agency)
    generations.switch(marks.whole, writer.state, old, unlisted=_UNLISTED, added=look.added, linked=writer.linked)
    return Written(
        slug,
        len(writer.new) - len(_UNLISTED),
        len(writer.state),
        mended=len(look.altered),
        removed=len(look.added),
        is_turned=is_turned,
    )


class _Writer:
    """Fills a new generation: links what stayed, draws what may have changed. One that is filled has what stayed.

    Paths are plain texts here: objects for them took a tenth of a run after one change.
    """

    def __init__(
        self,
        site: Path,
        served: Path,
        slug: str,
        old: State,
        look: Look,
        versions: Sequence[PublicVersion],
        *,
        is_filled: bool,
    ) -> None:
        self._site, self._served, self._slug, self._old = f"{site}/", f"{served}/", slug, old
        self._look, self._versions, self._is_filled = look, versions, is_filled
        self._folders: set[str] = {""}
        self.state: State = {}
        self.linked: dict[str, tuple[int, int]] = {}
        self.new: list[Path] = []

    def put(self, path: str, mark: str) -> None:
        """The document of a path."""
        name = self._name(path)
        before = self._old.get(name)
        if before is not None and before[0] == mark and self._link(name):
            self.state[name] = before
            return
        body = draw_path(path, self._versions)
        sha256 = hashlib.sha256(body).hexdigest()
        self.state[name] = (mark, sha256)
        if before is not None and before[1] == sha256 and self._link(name):
            return
        self._write(name, body)

    def put_file(self, path: str, file: PublicFile) -> None:
        """A file of a publication, copied from storage."""
        name = self._name(path)
        self.state[name] = (file.sha256, file.sha256)
        if self._old.get(name) == (file.sha256, file.sha256) and self._link(name):
            return
        target = self._target(name)
        with default_storage.open(file.stored, "rb") as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy, _CHUNK)
        self.new.append(Path(target))

    def finish(self, agency: PublicAgency) -> None:
        """The signed list of all files; everything new is on the disk then."""
        if self._is_filled:
            for name in self._old.keys() - self.state.keys():
                remove_file(Path(self._site), name)
        sums = write_sums({name: sha256 for name, (_mark, sha256) in self.state.items()})
        self._write(SUMS, sums)
        self._write(SIGNATURE, sign(agency.pk, sums))
        assert KEY in self.state
        sync_files(self.new)

    def _name(self, path: str) -> str:
        name = path.removeprefix(f"/{self._slug}/")
        return f"{name}index.html" if not name or name.endswith("/") else name

    def _target(self, name: str) -> str:
        """Where to put a file anew. One that is there is the served one's twin, so it is never written into."""
        self._make_folder(name.rpartition("/")[0])
        if self._is_filled:
            with suppress(FileNotFoundError):
                os.unlink(self._site + name)
        return self._site + name

    def _make_folder(self, name: str) -> None:
        if name not in self._folders:
            self._make_folder(name.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(self._site + name)
            self._folders.add(name)

    def _link(self, name: str) -> bool:
        if not self._is_filled:  # else it is there: a spare into which anybody put a file is not begun from
            target = self._target(name)
            try:
                os.link(self._served + name, target)
            except OSError:
                return False  # gone, or a file system without hard links: written anew
        self.linked[name] = self._look.seen.files[name]
        return True

    def _write(self, name: str, body: bytes) -> None:
        target = Path(self._target(name))
        target.write_bytes(body)
        self.new.append(target)


def draw_path(path: str, versions: Sequence[PublicVersion] | None = None) -> bytes:
    """The bytes of a page or feed, by the same builder that answers for the path on the live site.

    `versions` are those of `list_published`, where they were read already.
    """
    match = resolve(path, _URLS)
    view: Any = match.func
    document = view.build(**match.kwargs, asked=Asked(english=view.english, is_static=True, published=versions))
    if not isinstance(document, Document):
        raise LookupError(f"nothing stands at {path}, which the marks name")
    return document.body


def _write_roots(folder: Path, agency: str | None) -> None:
    """What belongs to no agency. The style and fonts come first: a page never names a file that is not there."""
    for path, content in assets.every():
        _write_changed(folder / path, content)
    national = national_page(is_static=True, only=agency)
    assert isinstance(national, Document)
    _write_changed(folder / "index.html", national.body)
    missing = get_template("portal/not_found.html").render({"css": "/" + assets.address("public.css")})
    _write_changed(folder / "404.html", missing.encode())
    asked = Asked(is_static=True)
    for name, answer in (("sitemap.xml", feeds.sitemap_index(asked, only=agency)), ("robots.txt", feeds.robots(asked))):
        assert isinstance(answer, Document)
        _write_changed(folder / name, answer.body)


def _write_changed(file: Path, content: bytes) -> None:
    if not file.is_file() or file.read_bytes() != content:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)


def _remove_others(folder: Path, slugs: set[str]) -> None:
    """Agencies that are no longer there."""
    for number in (folder / ".generations").glob("*.number"):
        slug = number.name.removesuffix(".number")
        if slug not in slugs:
            served = folder / slug
            if served.is_symlink():
                served.unlink()
            else:
                shutil.rmtree(served, ignore_errors=True)
            for one in (folder / ".generations").glob(f"{slug}.*"):
                shutil.rmtree(one) if one.is_dir() else one.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time writes to a folder."""
    with (folder / ".prongsai.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise PersonError(
                f'มีคำสั่ง publish อื่นกำลังเขียน "{folder}" อยู่ กรุณารอให้เสร็จ',
                f'another publish is writing to "{folder}": wait until it is done',
            ) from error
        yield
