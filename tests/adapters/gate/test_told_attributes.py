"""What an office file says in attributes a program shows or acts on: choices of a list, fields, links, alternative texts."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml

from prongsai.adapters.gate.xml_flow import aside_text, leaf_text, mask_leaves
from prongsai.adapters.gate.xml_flow import parse_xml as parse_part_xml
from tests.adapters.gate.files import saved
from tests.adapters.gate.looking import kinds, look, mask

NUMBER = "0812345678"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RUN = "<w:r><w:t>x</w:t></w:r>"


def word(inner: str) -> bytes:
    """A Word file whose first paragraph holds this."""
    document = docx.Document()
    document.add_paragraph("ประกาศ")
    document.element.body.insert(0, parse_xml(f'<w:p xmlns:w="{W}">{inner.replace("{}", NUMBER)}</w:p>'))
    return saved(document)


def everything(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(package.read(name).decode("utf-8", errors="replace") for name in package.namelist())


def choice(text: str, value: str, kind: str = "dropDownList") -> str:
    item = f'<w:listItem w:displayText="{text}" w:value="{value}"/>'
    return f"<w:sdt><w:sdtPr><w:{kind}>{item}</w:{kind}></w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt>"


class TestWord:
    @pytest.mark.parametrize(
        "inner",
        [
            f'<w:fldSimple w:instr=\' HYPERLINK "tel:{{}}" \'>{RUN}</w:fldSimple>',
            choice("สมชาย {}", "1"),
            choice("สมชาย", "{}"),
            choice("สมชาย", "{}", "comboBox"),
            f'<w:hyperlink w:anchor="n{{}}">{RUN}</w:hyperlink>',
            f'<w:hyperlink w:anchor="n" w:tooltip="โทร {{}}">{RUN}</w:hyperlink>',
            f'<w:hyperlink w:docLocation="{{}}">{RUN}</w:hyperlink>',
            f'<w:bookmarkStart w:id="1" w:name="n{{}}"/>{RUN}',
            f'<w:sdt><w:sdtPr><w:alias w:val="โทร {{}}"/><w:tag w:val="a"/></w:sdtPr><w:sdtContent>{RUN}</w:sdtContent></w:sdt>',
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val="{}"/></w:textInput></w:ffData></w:fldChar></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:helpText w:type="text" w:val="โทร {}"/></w:ffData></w:fldChar></w:r>',
            "<w:r><w:ruby><w:rt><w:r><w:t>{}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>ก</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{}</m:t></m:r></m:oMath>',
            "<w:r><w:instrText> QUOTE {} </w:instrText></w:r>",
        ],
    )  # fmt: skip
    def test_holds_a_number_that_is_found_and_masked(self, inner):
        content = word(inner)

        copy = mask(content)

        assert "mobile_number" in kinds(look(content))
        assert copy.masked >= 1
        assert NUMBER not in everything(copy.content)
        assert "mobile_number" not in kinds(look(copy.content))
        assert docx.Document(io.BytesIO(copy.content)).paragraphs[-1].text == "ประกาศ"

    @pytest.mark.parametrize(
        "inner", [choice("๑. ดำเนินการแล้ว", "12345"), f'<w:fldSimple w:instr=" PAGE ">{RUN}</w:fldSimple>']
    )
    def test_without_one_is_left_as_it_was(self, inner):
        content = word(inner)

        assert kinds(look(content)) <= {"hidden_content", "metadata"}
        assert mask(content).masked == 0


class TestWorkbook:
    def content(self, **link: str) -> bytes:
        from openpyxl.worksheet.hyperlink import Hyperlink

        book = openpyxl.Workbook()
        book.active["A1"] = "ติดต่อ"
        book.active["A1"].hyperlink = Hyperlink(ref="A1", **link)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    @pytest.mark.parametrize(
        "link",
        [
            {"location": f"'{NUMBER}'!A1"},
            {"location": "A1", "tooltip": f"โทร {NUMBER}"},
            {"location": "A1", "display": NUMBER},
        ],
    )
    def test_links_tell_where_they_lead_and_what_they_show(self, link):
        content = self.content(**link)

        assert "mobile_number" in kinds(look(content))
        assert NUMBER not in everything(mask(content).content)


class TestLeaves:
    XML = (
        f'<r xmlns:w="{W}" w:value="{NUMBER}"><!-- {NUMBER} --><p><t>081</t><t>2345678</t></p><x descr="{NUMBER}">ก</x>{NUMBER}'
        f'<y width="{NUMBER}" value="{NUMBER}"/></r>'
    ).encode()

    def test_are_all_told_but_sizes(self):
        said = leaf_text(parse_part_xml(self.XML))

        assert said.count(NUMBER) == 5  # attribute, comment, paragraph, alternative text, text behind an element

    def test_outside_paragraphs_are_told_apart(self):
        said = aside_text(parse_part_xml(self.XML))

        assert "081" not in said.replace(NUMBER, "")
        assert said.count(NUMBER) == 4

    def test_are_masked_and_comments_emptied(self):
        root = parse_part_xml(self.XML)

        assert mask_leaves(root) == 4
        assert NUMBER not in leaf_text(root)
        assert root.find("y").attrib == {"width": NUMBER, "value": NUMBER}
        assert [one.text for one in root.find("p")] == ["●●●", "●●●●●78"]
