from pathlib import Path

import pytest
import yaml

SHARED = Path(__file__).parents[3] / "../shared/domain/ita-frameworks.yaml"
YEARS = (2563, 2564, 2565, 2566, 2567, 2568, 2569)


def move(files, code, from_year, to_year):
    found = files.crosswalk().move(code, files.get(from_year), files.get(to_year))
    return found.kind, found.to_code


class TestMove:
    @pytest.mark.parametrize(
        ("code", "from_year", "to_year", "kind", "to_code"),
        [
            ("O1", 2566, 2567, "same", "O1"),
            ("O11", 2566, 2567, "moved", "O8"),
            ("O12", 2566, 2567, "absorbed_into", "O8"),
            ("O6", 2566, 2567, "dropped", None),
            ("O42", 2566, 2569, "moved", "O25"),
            ("O43", 2566, 2567, "moved", "O35"),
            ("O18", 2565, 2566, "absorbed_into", "O11"),
            ("O3", 2567, 2568, "absorbed_into", "O1"),
            ("O6", 2567, 2568, "absorbed_into", "O3"),
            ("O11", 2568, 2569, "absorbed_into", "O10"),
            ("O21", 2566, 2569, "moved", "O11"),
            ("O25", 2566, 2569, "absorbed_into", "O13"),
            ("O32", 2565, 2566, "dropped", None),
            ("O37", 2566, 2567, "dropped", None),
            ("O8", 2567, 2566, "moved", "O11"),
        ],
    )
    def test_follows_the_topic(self, files, code, from_year, to_year, kind, to_code):
        assert move(files, code, from_year, to_year) == (kind, to_code)

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_into_the_same_year_changes_nothing(self, files, fiscal_year):
        comparison = files.crosswalk().compare(files.get(fiscal_year), files.get(fiscal_year))

        assert {found.kind for found in comparison.moves} == {"same"}
        assert comparison.new_items == ()

    def test_names_a_neighbour_of_a_dropped_item_without_mapping_it(self, files):
        found = files.crosswalk().move("O21", files.get(2566), files.get(2567))

        assert (found.kind, found.to_code, found.near_codes) == ("dropped", None, ("O16",))

    def test_into_a_draft_keeps_every_code(self, files):
        comparison = files.crosswalk().compare(files.get(2569), files.get(2570))

        assert {found.kind for found in comparison.moves} == {"same"}

    def test_an_unknown_code_is_an_error_of_the_caller(self, files):
        with pytest.raises(KeyError):
            move(files, "O99", 2566, 2567)


class TestCompare:
    @pytest.mark.parametrize("from_year", YEARS)
    @pytest.mark.parametrize("to_year", YEARS)
    def test_every_item_of_both_years_is_accounted_for(self, files, from_year, to_year):
        source, target = files.get(from_year), files.get(to_year)

        comparison = files.crosswalk().compare(source, target)

        assert [found.from_code for found in comparison.moves] == list(source.item_codes)
        reached = {found.to_code for found in comparison.moves if found.to_code}
        new = {item.code for item in comparison.new_items}
        assert not reached & new
        assert reached | new <= set(target.item_codes)
        for found in comparison.moves:
            assert (found.to_code is None) == (found.kind == "dropped")

    def test_names_what_is_new_in_2566(self, files):
        comparison = files.crosswalk().compare(files.get(2565), files.get(2566))

        assert [item.code for item in comparison.new_items] == ["O10", "O31", "O32", "O33", "O39", "O40", "O41"]
        dropped = [found.from_code for found in comparison.moves if found.kind == "dropped"]
        assert dropped == ["O32", "O34", "O35", "O38"]

    def test_names_what_is_dropped_in_2567(self, files):
        comparison = files.crosswalk().compare(files.get(2566), files.get(2567))

        dropped = [found.from_code for found in comparison.moves if found.kind == "dropped"]
        assert dropped == ["O6", "O9", "O10", "O17", "O21", "O24", "O25", "O37", "O41"]
        assert [item.code for item in comparison.new_items] == ["O16", "O29"]


class TestMapCodes:
    def test_gives_each_code_once_in_the_order_of_the_year(self, files):
        mapped = files.crosswalk().map_codes(("O13", "O12", "O11", "O6", "O99"), files.get(2566), files.get(2567))

        assert mapped == ("O8", "O9")


class TestChanges:
    @pytest.mark.parametrize("fiscal_year", [2566, 2567, 2568, 2569])
    def test_are_told_in_both_languages(self, files, fiscal_year):
        (change,) = files.crosswalk().list_changes(fiscal_year)

        assert change.text_th
        assert change.text_en.isascii()


@pytest.fixture(scope="module")
def dossier():
    return yaml.load(SHARED.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.skipif(not SHARED.exists(), reason="the dossier is not here")
class TestAgainstTheDossier:
    def test_every_topic_has_the_codes_and_absorptions_of_the_dossier(self, files, dossier):
        for entry in dossier["topic_crosswalk"]:
            own = {y: i.code for y in YEARS for i in files.get(y).items if i.topic == entry["topic"]}
            absorbed = {y: i.code for y in YEARS for i in files.get(y).items if entry["topic"] in i.absorbs}
            assert own == entry["codes"], entry["topic"]
            assert absorbed == entry.get("absorbed_into", {}), entry["topic"]

    @pytest.mark.parametrize("fiscal_year", YEARS)
    def test_every_item_keeps_its_facts_and_confidence(self, files, dossier, fiscal_year):
        given = dossier["years"][fiscal_year]
        framework = files.get(fiscal_year)

        assert framework.item_count_confidence == given["item_count_confidence"]
        assert framework.status == given["status"]
        assert [(t.code, t.weight_percent, t.confidence) for t in framework.tools] == [
            (t["code"], t["weight_percent"], t["confidence"]) for t in given["tools"]
        ]
        assert [(s.code, s.name_th, s.confidence) for s in framework.sub_indicators] == [
            (s["code"], s["name_th"], s["confidence"]) for s in given["sub_indicators"]
        ]
        for item, entry in zip(framework.items, given["items"], strict=True):
            assert (item.code, item.title_th, item.topic, item.period) == tuple(
                entry[key] for key in ("code", "title_th", "topic", "period")
            )
            assert (item.sub_indicator, item.group_th) == (entry["sub_indicator"], entry["group_th"])
            assert (item.confidence, item.elements_confidence) == (entry["confidence"], entry["elements_confidence"])
            assert len(item.sources) == len(entry["sources"])
            later = sum(text.startswith("(FY2567+)") for text in entry["requires"]) if fiscal_year < 2567 else 0
            assert len(item.elements) == len(entry["requires"]) - later
