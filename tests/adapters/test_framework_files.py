from pathlib import Path

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.errors import PersonError
from tests.core.framework.small_year import SMALL_YEAR

YEARS = (2563, 2564, 2565, 2566, 2567, 2568, 2569)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's own folder, still empty."""
    folder = tmp_path / "frameworks"
    folder.mkdir()
    return folder


def write(folder: Path, fiscal_year: int, text: str = SMALL_YEAR) -> None:
    (folder / f"{fiscal_year}.yaml").write_text(text.replace("2599", str(fiscal_year)), encoding="utf-8")


class TestThePackagesYears:
    def test_are_those_of_2563_to_2569(self):
        assert FrameworkFiles().years() == YEARS

    @pytest.mark.parametrize(
        ("fiscal_year", "count"), [(2563, 43), (2564, 43), (2565, 43), (2566, 43), (2567, 35), (2568, 28), (2569, 26)]
    )
    def test_have_their_number_of_items_in_order(self, fiscal_year, count):
        framework = FrameworkFiles().get(fiscal_year)

        assert framework.item_codes == tuple(f"O{number}" for number in range(1, count + 1))

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_say_every_text_in_thai_and_english(self, fiscal_year):
        framework = FrameworkFiles().get(fiscal_year)
        thai = [framework.items[0].title_th]
        english = []
        for item in framework.items:
            english += [item.title_en, *(element.text_en for element in item.elements), item.note_en or ""]
            thai += [element.text_th for element in item.elements]
            assert item.elements, item.code
            assert bool(item.note_th) == bool(item.note_en), item.code
        for rule in framework.rules:
            thai.append(rule.text_th)
            english.append(rule.text_en)

        assert all(any("ก" <= letter <= "ฮ" for letter in text) for text in thai)
        assert all(text.isascii() or '"' in text or "สขร" in text for text in english)

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_point_to_known_topics(self, fiscal_year):
        files = FrameworkFiles()

        for item in files.get(fiscal_year).items:
            for topic in item.topics:
                assert files.crosswalk().find_topic(topic), (item.code, topic)
                assert files.topics().find(topic).phrases

    def test_are_read_once(self):
        files = FrameworkFiles()

        assert files.get(2566) is files.get(2566)
        assert files.crosswalk() is files.crosswalk()
        assert files.get(2565).topics is files.get(2566).topics


class TestAYearWithoutAFile:
    def test_is_a_draft_of_the_last_year(self):
        files = FrameworkFiles()

        draft = files.get(2570)

        assert draft.status == "draft_unverified"
        assert draft.is_draft
        assert (draft.fiscal_year, draft.drafted_from) == (2570, 2569)
        assert draft.item_codes == files.get(2569).item_codes
        assert draft.calendar == ()

    def test_shows_no_confidence_it_does_not_have(self):
        draft = FrameworkFiles().get(2570)

        shown = {item.confidence for item in draft.items} | {item.elements_confidence for item in draft.items}
        shown |= {element.confidence for item in draft.items for element in item.elements}
        shown |= {entry.confidence for entry in (*draft.tools, *draft.indicators, *draft.levels, *draft.rules)}
        assert shown == {"not_established"}
        assert draft.item_count_confidence == "not_established"

    def test_says_so_in_a_note_in_both_languages(self):
        note = FrameworkFiles().get(2571).notes[0]

        assert "2571" in note.text_th
        assert "ยังไม่ได้ตรวจสอบ" in note.text_th
        assert "unverified draft copied from 2569" in note.text_en

    def test_before_the_first_year_copies_the_first(self):
        draft = FrameworkFiles().get(2562)

        assert draft.is_draft
        assert draft.drafted_from == 2563

    def test_is_no_longer_a_draft_once_the_office_adds_it(self, office):
        write(office, 2570)

        files = FrameworkFiles(office)

        assert not files.get(2570).is_draft
        assert files.get(2571).drafted_from == 2570
        assert files.years() == (*YEARS, 2570)


class TestAnOfficesOwnFolder:
    def test_replaces_a_year_of_the_package(self, office):
        write(office, 2566)

        files = FrameworkFiles(office)

        assert files.get(2566).item_codes == ("O1", "O2", "O3")
        assert len(files.get(2565).items) == 43

    def test_may_be_absent(self, tmp_path):
        assert FrameworkFiles(tmp_path / "nowhere").years() == YEARS

    def test_ignores_other_files(self, office):
        for name in ("2566.yaml.bak", "notes.txt", "566.yaml", "2566.yml", "๒๕๗๐ก.yaml"):
            (office / name).write_text("x", encoding="utf-8")

        assert FrameworkFiles(office).years() == YEARS

    def test_a_year_in_a_file_of_another_name_is_refused(self, office):
        (office / "2570.yaml").write_text(SMALL_YEAR, encoding="utf-8")

        with pytest.raises(PersonError, match="2599") as caught:
            FrameworkFiles(office).get(2570)

        assert "2570" in caught.value.message_th

    def test_a_mistake_is_named_with_the_path_of_the_file(self, office):
        write(office, 2570, SMALL_YEAR.replace("item_count: 3", "item_count: 5"))

        with pytest.raises(PersonError) as caught:
            FrameworkFiles(office).get(2570)

        assert str(office / "2570.yaml") in caught.value.message_th
        assert "item_count" in caught.value.message_en

    def test_a_mistake_in_one_year_does_not_touch_another(self, office):
        write(office, 2570, "broken: [")

        assert FrameworkFiles(office).get(2569).fiscal_year == 2569

    def test_a_file_in_another_encoding_is_refused(self, office):
        (office / "2570.yaml").write_bytes(SMALL_YEAR.encode("cp874"))

        with pytest.raises(PersonError, match="UTF-8"):
            FrameworkFiles(office).get(2570)

    def test_a_huge_file_is_refused_before_it_is_read_whole(self, office):
        with (office / "2570.yaml").open("wb") as stream:
            stream.truncate(500_000_000)

        with pytest.raises(PersonError, match="larger than"):
            FrameworkFiles(office).get(2570)

    def test_a_folder_with_the_name_of_a_year_gives_a_sentence(self, office):
        (office / "2570.yaml").mkdir()

        with pytest.raises(PersonError, match="cannot be opened"):
            FrameworkFiles(office).get(2570)

    def test_own_topic_words_replace_the_packages(self, office):
        words = "schema: prongsai/topic-words/1\nphrases:\n  news: [ข่าวชาวบ้าน]\n"
        (office / "topic_words.yaml").write_text(words, encoding="utf-8")

        topics = FrameworkFiles(office).topics()

        assert topics.find("news").phrases == ("ข่าวชาวบ้าน",)
        assert topics.find("qa").phrases == ()
