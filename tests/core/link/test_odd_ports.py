"""Ports of printed addresses: Thai digits are a port, other signs that look like digits are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prongsai.core.link import LINK_CLASSES, read_link
from prongsai.core.link_json import read_link_line


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("http://www.a.go.th:8080/x", "http://www.a.go.th:8080/x"),
        ("http://www.a.go.th:๘๐๘๐/x", "http://www.a.go.th:8080/x"),
        ("http://www.a.go.th: 8080/x", "http://www.a.go.th:8080/x"),
        ("http://www.a.go.th:65535/x", "http://www.a.go.th:65535/x"),
    ],
)
def test_a_port_stays(raw, url):
    assert read_link(raw).url == url


@pytest.mark.parametrize("port", ["²", "٣", "४", "65536", "999999", "9" * 5000, "80a", "-1", "①", "½"])
def test_what_is_no_port_is_malformed_and_never_raises(port):
    reading = read_link(f"http://www.a.go.th:{port}/x")

    assert reading.link_class == "malformed-unrepairable"
    assert reading.url is None


@given(st.text(max_size=8), st.text(max_size=8))
def test_any_host_and_port_have_a_class(host, port):
    assert read_link(f"http://{host}:{port}/x").link_class in LINK_CLASSES


@given(
    st.dictionaries(
        st.sampled_from(["id", "raw", "page_base", "other"]),
        st.none() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=3), max_size=2),
    )
)
def test_a_row_of_any_values_gives_a_row_with_its_id(row):
    line = read_link_line(row)

    assert list(line) == ["id", "class", "url", "repairs", "needs_review", "why"]
    assert line["id"] == row.get("id")
    assert line["class"] in LINK_CLASSES
