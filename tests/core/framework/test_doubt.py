"""What is said of a year whose list is not verified."""

import pytest

from prongsai.adapters.framework_files import FrameworkFiles
from prongsai.core.framework.doubt import framework_doubt

FILES = FrameworkFiles()


class TestFrameworkDoubt:
    def test_names_the_year_a_draft_was_taken_from(self):
        thai, english = framework_doubt(FILES.get(2570))

        assert "ร่างที่ยกมาจากปี 2569" in thai
        assert "draft taken from 2569" in english

    def test_counts_the_recalled_items_of_a_year(self):
        framework = FILES.get(2567)
        recalled = [item for item in framework.items if item.confidence == "recalled_unverified"]

        thai, english = framework_doubt(framework)

        assert recalled
        assert f"จำนวน {len(recalled)} จาก {len(framework.items)} ข้อ" in thai
        assert english.startswith(f"{len(recalled)} of the {len(framework.items)} items of 2567")

    @pytest.mark.parametrize("year", [2566])
    def test_is_silent_where_every_item_was_seen(self, year):
        assert framework_doubt(FILES.get(year)) is None
