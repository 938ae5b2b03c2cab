"""The first real report, read and checked: each defect a machine can see is named at its place."""

from collections import defaultdict
from pathlib import Path

import pytest

SEED = Path(__file__).parents[3] / "../shared/seed/khoksaat-2566-half-year-report.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the first report is not part of the repository")


@pytest.fixture(scope="module")
def measures_by_code():
    from prongsai.wiring import read_document

    found = defaultdict(list)
    for finding in read_document(SEED.read_bytes(), SEED.name).findings:
        found[finding.code].append(finding.measure)
    return found


class TestFirstReport:
    @pytest.mark.parametrize(
        ("code", "measures"),
        [
            ("homepage_only", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            ("url_repaired", [1, 2, 3, 7]),
            ("host_lookalike", [4, 5, 6]),
            ("year_inferred", [1, 5]),
            ("deadline_before_fiscal_year", [8]),
            ("deadline_after_round", [3, 5, 7, 8, 9]),
            ("done_before_deadline", [3, 5, 7, 8, 9]),
            ("supervision_before_task", [5]),
            ("supervision_same_day", [4]),
            ("supervision_without_date", [3, 7, 8, 9]),
            ("no_deadline", [2]),
            ("no_supervision", [6]),
            ("status_without_date", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
            ("personal_name", [1, 2]),
            ("responsible_disagrees", [2]),
            ("no_report_to_executive", [2, 4]),
            ("columns_shifted", [6]),
            ("year_kind_unclear", [8]),
            ("step_waits_for_event", [3, 7]),
            ("step_holds_several_actions", [5, 6]),
            ("items_share_status", [None]),
            ("status_words_differ", [None]),
            ("other_channels_unnamed", [None]),
            ("item_without_measure", [None] * 14),
        ],
    )
    def test_names_the_defects_of_each_row(self, measures_by_code, code, measures):
        assert measures_by_code[code] == measures

    @pytest.mark.parametrize(
        "code",
        ["url_malformed", "item_not_in_framework", "measure_without_item", "measure_without_unit", "link_off_site"],
    )
    def test_names_none_that_is_not_there(self, measures_by_code, code):
        assert measures_by_code[code] == []
