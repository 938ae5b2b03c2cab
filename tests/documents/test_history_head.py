"""The head of the history stands in every form of report, and is not spoken of where there is none."""

import io
import re
import zipfile

import pypdf
import pytest

from prongsai.wiring import REPORT_FORMATS, ReportRequest, write_report
from tests.documents.example_plan import MADE_ON, example_plan

HEAD = "3f9a" * 16


def text_of(content: bytes, file_format: str) -> str:
    """All the text of a report by a reader that is not ours, blanks left out."""
    if file_format == "pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    elif file_format in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = " ".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    else:
        text = content.decode()
    return "".join(re.sub(r"<[^>]*>", "", text).split()).replace("\u0e4d\u0e32", "\u0e33")


@pytest.mark.parametrize("file_format", sorted(REPORT_FORMATS))
class TestTheHeadOfTheHistory:
    @pytest.mark.parametrize(("public", "plan_only"), [(False, False), (True, False), (True, True)])
    def test_is_printed_whole(self, file_format, public, plan_only):
        request = ReportRequest(plan_only=plan_only, public=public, history_head=HEAD, made_on=MADE_ON)

        assert HEAD in text_of(write_report(example_plan(), file_format, request), file_format)

    def test_is_not_spoken_of_where_there_is_no_database(self, file_format):
        text = text_of(write_report(example_plan(), file_format, ReportRequest(made_on=MADE_ON)), file_format)

        assert "บันทึกประวัติเมื่อจัดทำ" not in text
        assert "จัดทำเมื่อวันที่" in text
