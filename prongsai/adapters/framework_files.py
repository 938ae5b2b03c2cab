"""The framework files that come with the package, and those an office keeps in its own folder."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from prongsai.core.errors import PersonError
from prongsai.core.framework.crosswalk import Crosswalk
from prongsai.core.framework.draft import draft_framework
from prongsai.core.framework.model import Framework
from prongsai.core.framework.parse import parse_crosswalk, parse_framework, parse_topic_words
from prongsai.core.framework.topic import Topics

MAX_BYTES = 4_000_000


class FrameworkFiles:
    """Frameworks by fiscal year (Buddhist era), each read once.

    `<extra_folder>/<year>.yaml` replaces that year of the package, or adds one. A year that has no file is a draft
    from the last earlier year (from the first year, when it is earlier than all).
    """

    def __init__(self, extra_folder: Path | None = None) -> None:
        self._extra_folder = extra_folder
        self._frameworks: dict[int, Framework] = {}
        self._crosswalk: Crosswalk | None = None
        self._topics: Topics | None = None
        self._files: dict[int, Traversable] | None = None

    def years(self) -> tuple[int, ...]:
        """Years that have a file, in order."""
        return tuple(sorted(self._list_files()))

    def get(self, fiscal_year: int) -> Framework:
        """The framework of a year; a draft when it has no file (`is_draft`). Raises PersonError for a bad file."""
        if fiscal_year not in self._frameworks:
            self._frameworks[fiscal_year] = self._read(fiscal_year)
        return self._frameworks[fiscal_year]

    def crosswalk(self) -> Crosswalk:
        """The crosswalk between years."""
        if self._crosswalk is None:
            self._crosswalk = parse_crosswalk(*self._shared("crosswalk.yaml"))
        return self._crosswalk

    def topics(self) -> Topics:
        """Names and spellings of the topics, shared by all years."""
        if self._topics is None:
            self._topics = parse_topic_words(*self._shared("topic_words.yaml"), self.crosswalk())
        return self._topics

    def _read(self, fiscal_year: int) -> Framework:
        files = self._list_files()
        if fiscal_year not in files:
            earlier = [year for year in files if year < fiscal_year]
            return draft_framework(self.get(max(earlier) if earlier else min(files)), fiscal_year)
        file = files[fiscal_year]
        framework = parse_framework(_read_text(file), str(file))
        if framework.fiscal_year != fiscal_year:
            raise PersonError(
                f'ไฟล์ "{file}" ระบุ fiscal_year: {framework.fiscal_year} แต่ชื่อไฟล์เป็นปี {fiscal_year} กรุณาแก้ให้ตรงกัน',
                f'The file "{file}" says fiscal_year: {framework.fiscal_year}, but its name says {fiscal_year}; '
                "make them agree",
            )
        return framework.with_topics(self.topics())

    def _list_files(self) -> dict[int, Traversable]:
        if self._files is None:
            files = _years_in(_package_folder())
            if self._extra_folder is not None and self._extra_folder.is_dir():
                files |= _years_in(self._extra_folder)
            self._files = files
        return self._files

    def _shared(self, name: str) -> tuple[str, str]:
        file: Traversable = _package_folder() / name
        if self._extra_folder is not None and (self._extra_folder / name).is_file():
            file = self._extra_folder / name
        return _read_text(file), str(file)


def _package_folder() -> Traversable:
    return resources.files("prongsai.data") / "frameworks"


def _years_in(folder: Traversable) -> dict[int, Traversable]:
    found = {}
    for file in folder.iterdir():
        stem, _, ending = file.name.partition(".")
        if ending == "yaml" and stem.isdecimal() and len(stem) == 4:
            found[int(stem)] = file
    return found


def _read_text(file: Traversable) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise PersonError(
                f'ไฟล์ "{file}" ใหญ่เกิน {MAX_BYTES:,} ไบต์ กรุณาตรวจว่าเป็นไฟล์กรอบการประเมินหรือไม่',
                f'The file "{file}" is larger than {MAX_BYTES:,} bytes; check that it is a framework file',
            )
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise PersonError(
            f'ไฟล์ "{file}" ไม่ได้บันทึกเป็น UTF-8 กรุณาบันทึกใหม่โดยเลือกการเข้ารหัส UTF-8',
            f'The file "{file}" is not saved as UTF-8; save it again with the encoding UTF-8',
        ) from fault
    except OSError as fault:
        raise PersonError(
            f'เปิดไฟล์ "{file}" ไม่ได้ ({fault.strerror})',
            f'The file "{file}" cannot be opened ({fault.strerror})',
        ) from fault
