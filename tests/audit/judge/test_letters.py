"""The two forms of a text, against the form the rest of the program compares labels by."""

from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit.judge.letters import HEAD, READ, read_letters, to_bare, to_plain
from prongsai.core.framework.likeness import bare_letters

_LETTERS = st.text(alphabet=st.sampled_from("กขคฎฏดตบปพมรวสอะัาำิีึืุูเแโใไๅ็่้๊๋์ํ๐๑๕๖ abXYZ019-./()\n\t"), max_size=80)


class TestToBare:
    @settings(max_examples=200, deadline=None)
    @given(_LETTERS)
    def test_is_the_form_that_labels_are_compared_by(self, text):
        expected = bare_letters(text)
        while "เเ" in expected:  # two sara e are one sara ae, which likeness leaves to its caller
            expected = expected.replace("เเ", "แ")
        found = to_bare(text).decode("cp874")
        while "เเ" in found:
            found = found.replace("เเ", "แ")

        assert found == expected

    def test_survives_lost_sara_am_and_blanks(self):
        assert to_bare("สำนักงาน ประจำปี") == to_bare("ส านักงานประจ า ปี") == to_bare("สานักงานประจาปี")

    def test_leaves_other_scripts_out(self):
        assert to_bare("แผน中文 2566") == to_bare("แผน2566")


class TestToPlain:
    def test_lowers_and_makes_digits_arabic(self):
        assert to_plain("ITA ๒๕๖๖ – ปี") == "ita 2566 - ปี".encode("cp874")


class TestReadLetters:
    def test_knows_where_title_headings_and_text_stand(self):
        letters = read_letters("แผน", ("หัวข้อ", "ข่าว"), "ข้อความ" + "ก" * HEAD)

        assert letters.bare[: letters.title_end].encode("latin-1") == to_bare("แผน")
        assert letters.bare[letters.text_at :].encode("latin-1") == to_bare("ข้อความ" + "ก" * HEAD)
        assert letters.text_at < letters.head_end < len(letters.bare)
        assert letters.share_read == 1.0

    def test_reads_a_long_text_at_both_ends(self):
        text = "ต้นเรื่อง" + "ก" * (5 * READ) + "ท้ายเรื่อง"

        letters = read_letters("", (), text)

        assert 0.1 < letters.share_read < 0.5
        assert letters.text.startswith(to_plain("ต้นเรื่อง"))
        assert letters.text.endswith(to_plain("ท้ายเรื่อง"))
        assert len(letters.text) < 2 * READ

    def test_takes_the_layout_blanks_of_a_pdf_out(self):
        letters = read_letters("", (), "ประกาศ" + " " * 900 + "เรื่อง แผน")

        assert letters.text == to_plain("ประกาศ เรื่อง แผน")

    def test_a_web_page_has_a_foot(self):
        text = "ก" * 1000

        assert read_letters("", (), text, has_foot=True).foot_at < len(read_letters("", (), text).bare)
        assert read_letters("", (), "ก" * 50, has_foot=True).foot_at == len(read_letters("", (), "ก" * 50).bare)
