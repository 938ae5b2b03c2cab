"""Readers never raise and never hang, whatever the bytes: random ones, and real documents with a few bytes changed."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prongsai.adapters import page_ole
from prongsai.adapters.page_reader import build_page_reader
from prongsai.adapters.reading_limits import ReadLimits
from prongsai.audit.page import PageText
from tests.adapters.page.documents import THAI, docx, image_file, odt, packed, page_image, pptx, text_pdf, xlsx
from tests.fuzz.readers import READERS

SHORT = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
SECONDS = 8  # of CPU for any small file
HTML = f"<html><head><meta charset=utf-8><title>ก</title></head><body><table><tr><td hidden>x<td>{THAI}</table><a href='/x'>ล</a><pre>1\n2</pre>"
SEEDS = {
    "docx": docx, "xlsx": xlsx, "odt": odt, "pptx": pptx, "pdf": lambda: text_pdf(THAI, THAI), "html": lambda: HTML.encode(),
    "png": lambda: image_file(page_image(), "PNG"), "jpeg": lambda: image_file(page_image(), "JPEG"),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def without_libreoffice():
    """Old office files are converted elsewhere; here that would take seconds a case."""
    patch = pytest.MonkeyPatch()
    patch.setattr(page_ole, "find_office", lambda: None)
    yield
    patch.undo()


def holds(page: object, start: float) -> None:
    assert isinstance(page, PageText)
    assert time.process_time() - start < SECONDS
    assert len(page.text) < 5_000_000


def changed(content: bytes, chance: random.Random) -> bytes:
    """Some bytes set, cut, doubled or moved."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(raw))
        kind = chance.randrange(5)
        if kind == 0:
            raw[place] = chance.randrange(256)
        elif kind == 1:
            raw[place] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del raw[place : place + chance.randint(1, 40)]
        elif kind == 3:
            raw[place:place] = raw[place : place + chance.randint(1, 200)]
        else:
            raw[place : place + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"<!--"])
        if not raw:
            raw = bytearray(b"x")
    return bytes(raw)


def changed_inside(content: bytes, chance: random.Random) -> bytes:
    """A zip with one of its parts changed: the zip itself stays whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name, part in parts.items() if part])
    return packed({**parts, name: changed(parts[name], chance)})


@pytest.mark.parametrize("reader", READERS)
class TestRandomBytes:
    def check(self, reader: str, content: bytes) -> None:
        start = time.process_time()
        holds(READERS[reader](content), start)

    @SHORT
    @given(content=st.binary(max_size=2_000))
    def test_any_bytes_are_answered(self, reader, content):
        self.check(reader, content)

    @pytest.mark.slow
    @LONG
    @given(
        content=st.one_of(
            st.binary(max_size=20_000), st.text(max_size=5_000).map(lambda text: text.encode(errors="replace"))
        )
    )
    def test_many_more_bytes_are_answered(self, reader, content):
        self.check(reader, content)


@pytest.mark.parametrize("seed", SEEDS)
class TestChangedDocuments:
    @staticmethod
    def run(seed: str, times: int, first: int = 0) -> None:
        content = SEEDS[seed]()
        reader = READERS["html" if seed == "html" else "any"]
        for number in range(first, first + times):
            chance = random.Random(number)
            is_zip = content.startswith(b"PK") and chance.random() < 0.7
            start = time.process_time()
            holds(reader(changed_inside(content, chance) if is_zip else changed(content, chance)), start)

    def test_a_few_changes_break_nothing(self, seed):
        self.run(seed, 12)

    @pytest.mark.slow
    def test_many_changes_break_nothing(self, seed):
        self.run(seed, 1_000, first=1_000)


class TestHtmlGrammar:
    PARTS = st.sampled_from(
        [
            "<",
            ">",
            "</",
            "/>",
            "'",
            '"',
            "=",
            " ",
            "a",
            "td",
            "div",
            "hidden",
            "style",
            "script",
            "!--",
            "-->",
            "href",
            "&#",
            ";",
            "ก",
            "\n",
            "\0",
            "<![CDATA[",
            "]]>",
            "<svg>",
            "<title>",
            "<iframe src=",
        ]
    )

    @SHORT
    @given(st.lists(PARTS, max_size=200).map("".join))
    def test_pieces_of_tags_in_any_order(self, page):
        start = time.process_time()
        holds(READERS["html"](page.encode()), start)

    @pytest.mark.slow
    @LONG
    @given(st.lists(PARTS, max_size=60).map("".join), st.integers(1, 5_000))
    def test_pieces_repeated_take_time_in_proportion(self, page, times):
        content = (page * times)[:1_000_000].encode()
        start = time.process_time()
        holds(READERS["html"](content), start)


@pytest.mark.slow
class TestThroughTheWorker:
    def test_the_worker_outlives_a_thousand_broken_documents(self):
        with build_page_reader(ReadLimits(wall_s=5, memory_bytes=900_000_000), use_ocr=False) as reader:
            for number in range(1_000):
                chance = random.Random(50_000 + number)
                seed = SEEDS[chance.choice(["docx", "xlsx", "odt", "pptx", "pdf", "png"])]
                holds(reader.read(changed(seed(), chance)), time.process_time())

            assert THAI in reader.read(docx()).text
