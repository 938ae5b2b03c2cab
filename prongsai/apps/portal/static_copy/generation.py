"""One agency's folder in two generations: the next is built beside the one being served, then takes its place at once.

`<folder>/<slug>` is a link to `.generations/<slug>.<number>/site`. Putting a new link in its place is one step for the
system, so a reader sees the old site or the new one. Where links are not followed (`plain`), it is a folder, and taking
its place is two renames; a run stopped between them is finished by the next.

An unchanged file is the same file in both (a hard link). The generation that was served before is brought to the same
content and kept as a spare, from which the next run begins: so a run costs what changed, not what is there, and
nothing withdrawn stays behind in it. A spare that was not brought up whole has no mark, and is removed.

How the files are is kept with each generation, so that what somebody alters, removes or adds by hand is found and does
not pass into the next one.
"""

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prongsai.apps.portal.static_copy.looking import Look, Seen, folders_of, look_through, see_files, see_folders
from prongsai.apps.portal.static_copy.manifest import sha256_of

STATE, SITE, SPARE = "state.json", "site", "spare"
_MANY = 100
_NONE: Mapping[str, tuple[int, int]] = {}

State = dict[str, tuple[str, str]]
"""By path: the mark the file goes by, and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a generation: the mark over all, its files, the checksums of those in no state, how all were seen."""

    whole: str = ""
    state: State = field(default_factory=dict)
    unlisted: dict[str, str] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)

    def to_json(self) -> bytes:
        """As it lies beside the generation's files."""
        stored = {"whole": self.whole, "files": self.state, "unlisted": self.unlisted, "seen": self.seen.to_json()}
        return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, content: str) -> "Kept":
        """Raises KeyError, TypeError or ValueError for anything else. An earlier version did not keep what it had seen."""
        stored = json.loads(content)
        state = {path: (mark, sha256) for path, (mark, sha256) in stored["files"].items()}
        seen = Seen.from_json(stored["seen"]) if "seen" in stored else Seen()
        return cls(str(stored["whole"]), state, dict(stored.get("unlisted", {})), seen)


class Generations:
    """The generations of one agency in a copy's folder."""

    def __init__(self, folder: Path, slug: str, *, plain: bool = False) -> None:
        self.folder, self.slug, self.plain = folder, slug, plain
        self.home = folder / ".generations"
        self.home.mkdir(parents=True, exist_ok=True)
        self.number = self._find_number()
        self._finish_stopped_switch()
        self._clear()

    @property
    def served(self) -> Path:
        """Where the files of the agency are now."""
        return self.folder / self.slug

    @property
    def is_as_asked(self) -> bool:
        """Whether what is served is a link, or with `plain` a folder."""
        return self.served.is_symlink() != self.plain

    def read(self) -> Kept:
        """What is kept of the generation being served; nothing without one that is whole."""
        try:
            kept = Kept.from_json((self._room(self.number) / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Kept()
        is_ours = not self.served.is_symlink() or os.readlink(self.served) == self._link_to(self.number)
        return kept if is_ours and self.served.is_dir() else Kept()

    def read_state(self) -> tuple[str, State]:
        """The mark over all and the files of the generation being served; ("", {}) without one that is whole."""
        kept = self.read()
        return kept.whole, kept.state

    def look(self, kept: Kept, unlisted: Iterable[str]) -> Look:
        """What somebody did to the files being served since they were written. New times of the same files are noted."""
        if not kept.state:
            return Look()
        expected = {name: sha256 for name, (_mark, sha256) in kept.state.items()}
        expected.update({name: kept.unlisted.get(name, "") for name in unlisted})
        look = look_through(f"{self.served.resolve()}/", expected, kept.seen)
        if look.seen != kept.seen and not look.altered and not look.added:
            noted = Kept(kept.whole, kept.state, kept.unlisted, look.seen)
            write_whole(self._room(self.number) / STATE, noted.to_json())
        return look

    def begin(self, *, may_fill: bool = True) -> tuple[Path, bool]:
        """The folder for the next generation's files, and whether it holds those being served already (when it may)."""
        room, spare = self._room(self.number + 1), self._room(self.number - 1)
        if may_fill and self._is_spare(spare) and self._is_untouched(spare):
            (spare / SPARE).unlink()
            os.rename(spare, room)
            return room / SITE, True
        (room / SITE).mkdir(parents=True)
        return room / SITE, False

    def switch(
        self,
        whole: str,
        state: State,
        old: State,
        *,
        unlisted: Iterable[str],
        added: Iterable[str] = (),
        linked: Mapping[str, tuple[int, int]] = _NONE,
    ) -> None:
        """The next generation takes its place. Everything of it is on the disk before.

        `old` is what was served until now; `unlisted` names the files that are in no state and new each time, `added` those
        that somebody put there; `linked` are the files that stayed, as they were when looked at.
        """
        room = self._room(self.number + 1)
        site = f"{room / SITE}/"
        fresh = {name: sha256_of(Path(site + name)) for name in unlisted}
        folders = folders_of((*state, *fresh))
        seen = Seen(see_files(site, (*state, *fresh), linked), see_folders(site, folders))
        write_whole(room / STATE, Kept(whole, state, fresh, seen).to_json())
        if self.plain:
            self._note_plain()
            if self.served.exists() or self.served.is_symlink():
                self._put_aside()
            os.rename(room / SITE, self.served)
        else:
            link = self.home / f"{self.slug}.link"
            link.unlink(missing_ok=True)
            link.symlink_to(self._link_to(self.number + 1))
            if self.served.is_dir() and not self.served.is_symlink():
                self._put_aside()
            os.replace(link, self.served)
        self.number += 1
        write_whole(self.home / f"{self.slug}.number", str(self.number).encode())
        sync_folder(self.folder)
        if not self.plain and old:
            changed = [name for name in {**old, **state} if old.get(name) != state.get(name)]
            self._keep_spare((*added, *changed, *fresh), folders)
        self._clear()

    def _keep_spare(self, changed: Iterable[str], folders: Iterable[str]) -> None:
        """Bring the generation that was served until now to what is served now."""
        room, served = self._room(self.number - 1), self._room(self.number) / SITE
        if not (room / SITE).is_dir():
            return  # it was a folder without links
        try:
            for name in changed:
                remove_file(room / SITE, name)
                if (served / name).exists():
                    (room / SITE / name).parent.mkdir(parents=True, exist_ok=True)
                    os.link(served / name, room / SITE / name)
            (room / STATE).unlink()
            write_whole(room / SPARE, json.dumps(see_folders(f"{room / SITE}/", folders)).encode())
        except OSError:
            pass  # a file system without hard links, or somebody was in there: no spare, so the next run builds anew

    def _is_spare(self, room: Path) -> bool:
        return not self.plain and (room / SPARE).is_file()

    def _is_untouched(self, spare: Path) -> bool:
        """Whether nobody put anything into the spare: a shell that stood in what was served stands in it now."""
        try:
            folders = json.loads((spare / SPARE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return bool(folders) and see_folders(f"{spare / SITE}/", folders) == folders

    def _link_to(self, number: int) -> str:
        return f".generations/{self._room(number).name}/{SITE}"

    def _note_plain(self) -> None:
        write_whole(self.home / f"{self.slug}.number", str(self.number).encode())

    def _put_aside(self) -> None:
        aside = self.home / f"{self.slug}.aside"
        if self.served.is_symlink():
            self.served.unlink()
            return
        shutil.rmtree(aside, ignore_errors=True)
        os.rename(self.served, aside)

    def _find_number(self) -> int:
        if self.served.is_symlink():
            name = Path(os.readlink(self.served)).parent.name
            with contextlib.suppress(ValueError):
                return int(name.removeprefix(f"{self.slug}."))
        with contextlib.suppress(OSError, ValueError):
            return int((self.home / f"{self.slug}.number").read_text(encoding="ascii"))
        return 0

    def _finish_stopped_switch(self) -> None:
        """A run stopped between the two renames of a plain folder: the new one was whole, so it takes its place."""
        room, aside = self._room(self.number + 1), self.home / f"{self.slug}.aside"
        if self.served.exists() or not aside.is_dir():
            if (
                self.served.is_dir()
                and not self.served.is_symlink()
                and not (room / SITE).exists()
                and (room / STATE).exists()
            ):
                self.number += 1  # both renames were done, the number was not written yet
                write_whole(self.home / f"{self.slug}.number", str(self.number).encode())
            return
        if (room / STATE).exists() and (room / SITE).is_dir():
            os.rename(room / SITE, self.served)
            self.number += 1
            write_whole(self.home / f"{self.slug}.number", str(self.number).encode())
        else:
            os.rename(aside, self.served)

    def _clear(self) -> None:
        """Only what is served stays, and its spare: a withdrawn file is not kept in an old generation."""
        spare = self._room(self.number - 1)
        ours = re.compile(rf"{re.escape(self.slug)}\.([0-9]+|aside|link)")
        for one in self.home.glob(f"{self.slug}.*"):
            if one.name == f"{self.slug}.{self.number}" or not ours.fullmatch(one.name):
                continue
            if one.name == spare.name and self._is_spare(spare):
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink(missing_ok=True)

    def _room(self, number: int) -> Path:
        return self.home / f"{self.slug}.{number}"


def write_whole(file: Path, content: bytes) -> None:
    """The file with this content, or as it was before: never a part."""
    beside = file.with_name(f".{file.name}.new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, file)


def remove_file(site: Path, name: str) -> None:
    """Without the file, and without folders that it leaves empty; it may have gone already."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(site / name)
    with contextlib.suppress(OSError):  # the first folder that is not empty
        for folder in (site / name).relative_to(site).parents[:-1]:
            os.rmdir(site / folder)


def sync_files(files: list[Path]) -> None:
    """New files are on the disk before they are served: one by one while they are few, else all at once."""
    if len(files) > _MANY:
        os.sync()
        return
    for file in files:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
