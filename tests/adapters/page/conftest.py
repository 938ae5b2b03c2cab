import pytest

from prongsai.adapters.page_reader import DocumentPageReader, build_page_reader


@pytest.fixture(scope="session")
def reader() -> DocumentPageReader:
    """One reader for all tests, with OCR left out: tests of scans build their own."""
    with build_page_reader(use_ocr=False) as found:
        yield found
