"""The speed site has the shares it promises, answers by its own map, and costs little."""

import http.client
import itertools
from collections import Counter

import pytest

from benchmarks.audit.site.reply import Asked
from benchmarks.audit.site.server import serve
from benchmarks.audit.speed.addresses import SpeedSite, host_address, host_number_of, number_of
from benchmarks.audit.speed.answers import SpeedAnswers

SITE = SpeedSite(links=20_000, hosts=400)


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    return SpeedAnswers(SITE, tmp_path_factory.mktemp("pdf"), pdf_files=6)


def get(answers: SpeedAnswers, number: int, **headers: str):
    address = host_address(SITE.host_number(number))
    return answers(Asked(address, 80, "GET", SITE.target(number), headers))


class TestAddresses:
    def test_have_the_shares_that_are_documented(self):
        share = Counter(SITE.kind(number) for number in range(SITE.links))

        assert share["html"] / SITE.links == pytest.approx(0.80, abs=0.01)
        assert share["missing"] / SITE.links == pytest.approx(0.12, abs=0.01)
        assert (share["redirect"] + share["redirect_home"]) / SITE.links == pytest.approx(0.03, abs=0.005)
        assert (share["loop"] + share["long_chain"]) / SITE.links == pytest.approx(0.01, abs=0.003)
        assert share["slow"] / SITE.links == pytest.approx(0.02, abs=0.004)
        assert share["pdf"] / SITE.links == pytest.approx(0.02, abs=0.004)

    def test_can_be_read_back(self):
        for number in range(0, SITE.links, 7):
            assert number_of(SITE.target(number)) == number
            assert host_number_of(host_address(SITE.host_number(number))) == SITE.host_number(number)

    def test_are_listed_once_each_with_hosts_mixed(self):
        numbers = SITE.numbers()

        assert sorted(numbers) == list(range(SITE.links))
        assert sum(one % 400 == other % 400 for one, other in itertools.pairwise(numbers)) < 200

    def test_scale_to_ten_times_as_many(self):
        large = SpeedSite(links=200_000, hosts=2_000)

        hosts = {host_address(large.host_number(number)) for number in range(large.links)}

        assert len(hosts) == 2_000


class TestAnswers:
    def test_are_thai_pages_of_3_to_20_kilobytes_half_in_windows_874(self, answers):
        numbers = [number for number in range(4_000) if SITE.kind(number) == "html"]
        replies = [get(answers, number) for number in numbers]
        charsets = Counter(dict(reply.headers)["Content-Type"] for reply in replies)

        assert all(3_000 <= len(reply.body) <= 20_000 for reply in replies)
        assert charsets["text/html; charset=windows-874"] / len(replies) == pytest.approx(0.5, abs=0.02)
        assert len({reply.body for reply in replies}) == len(replies)
        assert "ปีงบประมาณ" in replies[1].body.decode("cp874" if SITE.host_number(numbers[1]) % 2 else "utf-8")

    def test_say_404_on_two_hosts_of_three_and_200_on_the_third(self, answers):
        missing = [number for number in range(SITE.links) if SITE.kind(number) == "missing"]
        statuses = Counter((SITE.is_soft_host(SITE.host_number(one)), get(answers, one).status) for one in missing)

        assert set(statuses) == {(False, 404), (True, 200)}
        assert statuses[True, 200] / SITE.links == pytest.approx(0.04, abs=0.005)

    def test_are_pdf_files_of_50_to_500_kilobytes_no_two_alike(self, answers):
        numbers = [number for number in range(SITE.links) if SITE.kind(number) == "pdf"][:150]
        bodies = [get(answers, number).body for number in numbers]

        assert all(50_000 <= len(body) <= 501_000 and body.startswith(b"%PDF") for body in bodies)
        assert len(set(bodies)) == len(bodies)

    def test_wait_one_to_three_seconds_where_slow(self, answers):
        numbers = [number for number in range(SITE.links) if SITE.kind(number) == "slow"]

        assert all(1 <= get(answers, number).delay_s <= 3 for number in numbers)

    def test_are_304_for_the_same_etag(self, answers):
        number = next(number for number in range(99) if SITE.kind(number) == "html")
        etag = dict(get(answers, number).headers)["ETag"]

        assert get(answers, number, **{"if-none-match": etag}).status == 304
        assert get(answers, number, **{"if-none-match": '"other"'}).status == 200

    def test_never_end_loops_and_chains_within_five_hops(self, answers):
        for kind in ("loop", "long_chain"):
            number = next(number for number in range(SITE.links) if SITE.kind(number) == kind)
            reply = get(answers, number)
            for _hop in range(5):
                address = host_address(SITE.host_number(number))
                reply = answers(Asked(address, 80, "GET", dict(reply.headers)["Location"], {}))
            assert reply.status == 302

    def test_end_redirects_at_content_or_at_the_front_page(self, answers):
        for kind, ending in (("redirect", ".html"), ("redirect_home", "/")):
            number = next(number for number in range(SITE.links) if SITE.kind(number) == kind)
            goal = dict(get(answers, number).headers)["Location"]
            reply = answers(Asked(host_address(SITE.host_number(number)), 80, "GET", goal, {}))

            assert goal.endswith(ending)
            assert reply.status == 200


class TestServer:
    def test_serves_every_loopback_address_and_counts(self, answers):
        with serve(answers, processes=2) as site:
            numbers = [number for number in range(60) if SITE.kind(number) == "html"][:30]
            for number in numbers:
                connection = http.client.HTTPConnection(host_address(SITE.host_number(number)), site.port, timeout=5)
                for _twice in range(2):  # kept alive
                    connection.request("GET", SITE.target(number))
                    assert connection.getresponse().read() == get(answers, number).body
                connection.close()

            requests, sent_bytes = site.counts()

        assert requests == 60
        assert sent_bytes > 60 * 3_000
