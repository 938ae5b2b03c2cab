import json

import pytest

from prongsai.adapters.snapshots import SnapshotStore
from prongsai.adapters.snapshots.cdxj import make_url_key
from tests.adapters.snapshots.visits import answer, fill, visits


class TestMakeUrlKey:
    # Compared with the SURT package 0.3.1 on these and on the addresses of a labelled list: equal but for session numbers.
    @pytest.mark.parametrize(
        ("url", "key"),
        [
            ("http://www.tambon.go.th/O1.html", "th,go,tambon)/o1.html"),
            ("https://www2.Tambon.go.th:443/A//b/?b=2&a=1&", "th,go,tambon)/a/b?&a=1&b=2"),
            ("https://tambon.go.th:8443/", "th,go,tambon:8443)/"),
            ("http://tambon.go.th", "th,go,tambon)/"),
            ("http://tambon.go.th/?", "th,go,tambon)/"),
            ("http://164.115.43.65/x", "65,43,115,164)/x"),
            ("http://u:p@tambon.go.th/a/#top", "th,go,tambon)/a"),
            ("http://tambon.go.th/ข่าว?q=ก", "th,go,tambon)/%e0%b8%82%e0%b9%88%e0%b8%b2%e0%b8%a7?q=%e0%b8%81"),
            ("http://tambon.go.th/%E0%B8%81", "th,go,tambon)/%e0%b8%81"),
            ("http://tambon.go.th/a%2525b%2Fc%20d", "th,go,tambon)/a%25b/c%20d"),
            ("http://tambon.go.th/a/../b/./c/..", "th,go,tambon)/b"),
            ("http://tambon.go.th/../../x", "th,go,tambon)/x"),
            ("http://tambon.go.th:34083/A?x=/?Y&b=[1]", "th,go,tambon:34083)/a?b=[1]&x=/?y"),
            ("http://TAMBON.go.th:0443?b", "th,go,tambon:443)/?b"),
            ("http://tambon.go.th:65536/a b", "http://tambon.go.th:65536/a%20b"),
            ("ftp://tambon.go.th/A", "th,go,tambon)/a"),
        ],
    )
    def test_is_what_replay_tools_look_up(self, url, key):
        assert make_url_key(url) == key

    @pytest.mark.parametrize(
        "url", ["", "http://", "http://[::1", "mailto:a@b.c", "http://ex.go.th:99999/", "http://a..b/"]
    )
    def test_never_raises_for_what_is_no_address(self, url):
        assert isinstance(make_url_key(url), str)


class TestWriteCdxj:
    def test_lists_the_answers_of_a_file_sorted_with_their_place(self, tmp_path):
        with SnapshotStore(tmp_path) as store:
            fill(store, 12)
            store.keep(visits(answer("http://aaa.go.th/"), answer("http://zzz.go.th/")), link_id="x")
            store.keep(visits(answer("http://bad.go.th/", status=None, problem="no_address")), link_id="y")
            store.keep(visits(answer("http://aaa.go.th/", status=304, body_as_sent=b"")), link_id="z")
            place = store.list_visits("http://aaa.go.th/")[0]

        (cdxj,) = (tmp_path / "indexes").iterdir()
        (warc,) = (tmp_path / "archive").iterdir()
        lines = cdxj.read_text().splitlines()
        assert lines == sorted(lines)
        assert len(lines) == 14
        assert cdxj.name.removesuffix(".cdxj") == warc.name.removesuffix(".warc.gz")
        key, stamp, fields = lines[0].split(" ", 2)
        known = json.loads(fields)
        assert (key, stamp) == ("th,go,aaa)/", "20261127050000")
        assert known["filename"] == warc.name
        assert (int(known["offset"]), int(known["length"])) == (place.offset, place.answer_bytes)
        assert (known["status"], known["mime"], known["digest"]) == (
            "200",
            "text/html",
            f"sha256:{place.payload_sha256}",
        )
        assert json.loads(next(line for line in lines if "zzz" in line).split(" ", 2)[2])["mime"] == "warc/revisit"
