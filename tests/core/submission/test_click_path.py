"""The walk of an assessor: shortest way from the front page, in words."""

import pytest

from prongsai.core.submission import LinkOnPage, PageOnWalk, explain, walk

FRONT = "https://example.go.th/"


def site(pages):
    """A reader over a table of pages, which notes what was opened."""
    opened = []

    def read(address):
        opened.append(address)
        links = pages.get(address)
        return None if links is None else PageOnWalk(address, tuple(LinkOnPage(*link) for link in links))

    return read, opened


def clicks(path):
    return [step.words for step in path.steps]


def test_the_shortest_way_is_taken():
    read, _ = site(
        {
            FRONT: [("ข่าว", "/news"), ("ปี 2569", "/2569/")],
            "https://example.go.th/news": [("ลึก", "/deep")],
            "https://example.go.th/deep": [("O1", "/2569/o1/")],
            "https://example.go.th/2569/": [("O1 โครงสร้าง", "o1/")],
        }
    )
    target = "https://example.go.th/2569/o1/"
    found = walk(FRONT, [target], read)
    assert clicks(found[target]) == ["ปี 2569", "O1 โครงสร้าง"]
    assert found[target].steps[-1].address == target


def test_no_way_leaves_the_target_out():
    read, _ = site({FRONT: [("ก", "/a")], "https://example.go.th/a": []})
    assert walk(FRONT, ["https://example.go.th/hidden"], read) == {}


def test_other_sites_are_named_but_never_opened():
    drive = "https://drive.example.com/file/1"
    read, opened = site({FRONT: [("เอกสาร", drive), ("อื่น", "https://other.go.th/")]})
    found = walk(FRONT, [drive, "https://nowhere.go.th/"], read)
    assert clicks(found[drive]) == ["เอกสาร"]
    assert opened == [FRONT]


@pytest.mark.parametrize(
    "spelled",
    [
        "http://example.go.th/a",
        "https://www.example.go.th/a/",
        "https://example.go.th/a#part",
        "https://EXAMPLE.go.th/a",
    ],
)
def test_spellings_of_one_address_are_one_target(spelled):
    read, _ = site({FRONT: [("ก", "/a")]})
    assert clicks(walk(FRONT, [spelled], read)[spelled]) == ["ก"]


def test_percent_encoded_thai_is_the_same_address():
    target = "https://example.go.th/ข้อมูล"
    read, _ = site({FRONT: [("ข้อมูล", "/%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5")]})
    assert clicks(walk(FRONT, [target], read)[target]) == ["ข้อมูล"]


def test_a_query_tells_two_pages_apart():
    read, _ = site({FRONT: [("หนึ่ง", "/view?id=1"), ("สอง", "/view?id=2")]})
    target = "https://example.go.th/view?id=2"
    assert clicks(walk(FRONT, [target], read)[target]) == ["สอง"]


def test_the_front_page_itself_needs_no_click():
    read, opened = site({FRONT: []})
    found = walk(FRONT, [FRONT], read)
    assert found[FRONT].steps == ()
    assert opened == []
    assert explain(found[FRONT], front_name="เทศบาลตำบลตัวอย่าง") == "อยู่ที่หน้าแรกของเทศบาลตำบลตัวอย่าง"


def test_loops_end_and_each_page_is_opened_once():
    read, opened = site({FRONT: [("ก", "/a")], "https://example.go.th/a": [("กลับ", "/"), ("ก", "/a#x"), ("ก", "/a")]})
    assert walk(FRONT, ["https://example.go.th/none"], read) == {}
    assert opened == [FRONT, "https://example.go.th/a"]


def test_nobody_clicks_for_ever():
    chain = {FRONT: [("0", "/0")]} | {f"https://example.go.th/{n}": [(str(n + 1), f"/{n + 1}")] for n in range(9)}
    read, _ = site(chain)
    near, far = "https://example.go.th/4", "https://example.go.th/5"
    assert set(walk(FRONT, [near, far], read, farthest=5)) == {near}


def test_a_site_without_end_is_left_after_so_many_pages():
    def read(address):
        number = int(address.rpartition("/")[2] or 0)
        opened.append(address)
        return PageOnWalk("", (LinkOnPage("a", f"/{2 * number + 1}"), LinkOnPage("b", f"/{2 * number + 2}")))

    opened = []
    walk(FRONT, ["https://example.go.th/none"], read, most_pages=20, farthest=50)
    assert len(opened) == 20


def test_mail_and_script_links_are_no_way():
    read, _ = site({FRONT: [("เขียนถึงเรา", "mailto:a@example.go.th"), ("เมนู", "javascript:void(0)")]})
    assert walk(FRONT, ["mailto:a@example.go.th"], read) == {}


def test_a_link_without_words_shows_its_address():
    read, _ = site({FRONT: [("  ", "/a")]})
    target = "https://example.go.th/a"
    assert clicks(walk(FRONT, [target], read)[target]) == [target]


def test_the_way_in_words():
    read, _ = site({FRONT: [("ปี 2569", "/2569/")], "https://example.go.th/2569/": [("O1  โครงสร้าง", "o1/")]})
    path = walk(FRONT, ["https://example.go.th/2569/o1/"], read)["https://example.go.th/2569/o1/"]
    assert (
        explain(path, front_name="เทศบาลตำบลตัวอย่าง")
        == 'จากหน้าแรกของเทศบาลตำบลตัวอย่าง (https://example.go.th/) กดเลือก "ปี 2569" › "O1 โครงสร้าง"'
    )
    assert explain(path, front_name="Example", language="en").startswith("from the front page of Example")
    assert explain(None, front_name="x") == ""
