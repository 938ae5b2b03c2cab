"""The address guard: what may be connected to, by every way of writing it."""

import ipaddress
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prongsai.audit.address_guard import plain_host, refusal_of, refusal_of_host, refusal_of_port
from tests.audit.inside_addresses import LOOPBACK_FORMS, NAMES, NO_HOSTS, OTHER_FORMS, PUBLIC


class TestRefusalOfHost:
    @pytest.mark.parametrize("form", LOOPBACK_FORMS)
    def test_knows_loopback_in_every_spelling(self, form):
        assert refusal_of_host(form) == "loopback"

    @pytest.mark.parametrize(("form", "why"), OTHER_FORMS)
    def test_knows_inside_addresses(self, form, why):
        assert refusal_of_host(form) == why

    @pytest.mark.parametrize("name", NAMES)
    def test_knows_names_of_the_inside(self, name):
        assert refusal_of_host(name) == "inside_name"

    @pytest.mark.parametrize("text", NO_HOSTS)
    def test_makes_no_sense_of_what_is_no_host(self, text):
        assert plain_host(text) is None
        assert refusal_of_host(text) == "bad_host"

    @pytest.mark.parametrize(("form", "plain"), PUBLIC)
    def test_lets_public_hosts_through(self, form, plain):
        assert refusal_of_host(form) is None
        assert plain_host(form) == plain


class TestRefusalOf:
    @pytest.mark.parametrize("text", ["", "localhost", "127.1", "[::1]", "/var/run/docker.sock", "1.2.3"])
    def test_refuses_what_is_no_number(self, text):
        assert refusal_of(text) == "not_an_address"

    @pytest.mark.parametrize("network", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"])
    def test_refuses_networks_to_their_edges(self, network):
        block = ipaddress.ip_network(network)

        assert refusal_of(str(block[0]))
        assert refusal_of(str(block[-1]))
        if block.version == 4:
            assert refusal_of(str(block[0] - 1)) is None
            assert refusal_of(str(block[-1] + 1)) is None

    @given(st.ip_addresses(v=4))
    @settings(max_examples=300, deadline=None)
    def test_lets_through_nothing_that_the_registry_calls_inside(self, address):
        if refusal_of(str(address)) is None:
            assert address.is_global
            assert not address.is_multicast

    @given(st.ip_addresses(v=6))
    @settings(max_examples=300, deadline=None)
    def test_lets_through_only_global_unicast_or_what_carries_it(self, address):
        if refusal_of(str(address)) is None:
            carried = address.ipv4_mapped or address.sixtofour
            carries = address in ipaddress.ip_network("64:ff9b::/96")
            assert address in ipaddress.ip_network("2000::/3") or carried or carries

    @given(st.sampled_from(["10.9.8.7", "127.0.0.1", "169.254.169.254", "192.168.0.9", "100.64.9.9"]), st.data())
    @settings(max_examples=100, deadline=None)
    def test_sees_an_inside_address_in_every_wrapping(self, inside, data):
        number = int(ipaddress.IPv4Address(inside))
        tail = data.draw(st.integers(0, (1 << 64) - 1))
        wrapped = data.draw(
            st.sampled_from(
                [
                    0xFFFF << 32 | number,
                    0x64FF9B << 96 | number,
                    0x2002 << 112 | number << 80 | tail,
                    0x20010000 << 96 | number << 64 | tail,
                    0x20010000 << 96 | 0x08080808 << 64 | (tail >> 32) << 32 | (number ^ 0xFFFFFFFF),
                    0x2A00 << 112 | 0x5EFE << 32 | number,
                ]
            )
        )

        assert refusal_of(str(ipaddress.IPv6Address(wrapped)))


class TestPlainHost:
    @given(st.integers(0, 0xFFFFFFFF), st.integers(1, 4), st.data())
    @settings(max_examples=300, deadline=None)
    def test_reads_numbers_as_the_system_does(self, number, count, data):
        """The system's own inet_aton is the judge: what it takes for an address we take for the same one."""
        parts = [number >> 24 & 255, number >> 16 & 255, number >> 8 & 255][: count - 1]
        parts.append(number & ((1 << (8 * (5 - count))) - 1))
        styles = st.sampled_from(["{:d}", "0{:o}", "0x{:x}", "0X{:X}", "000{:o}"])
        text = ".".join(data.draw(styles).format(part) for part in parts)

        assert plain_host(text) == socket.inet_ntoa(socket.inet_aton(text))

    @given(st.text(alphabet="0123456789abcdefx.:[]%-_/ก①。", max_size=24))
    @settings(max_examples=400, deadline=None)
    def test_gives_only_what_means_one_thing(self, text):
        plain = plain_host(text)

        if plain is not None:
            assert plain_host(plain) == plain
            assert plain.isascii()
            assert not set(plain) & set("/@?#\\% \r\n")
            assert refusal_of_host(plain) == refusal_of_host(text)

    @given(st.text(max_size=12))
    @settings(max_examples=200, deadline=None)
    def test_never_raises(self, text):
        plain_host(text)
        refusal_of_host(text)
        refusal_of(text)


class TestRefusalOfPort:
    @pytest.mark.parametrize("port", [80, 443, 81, 8080, 8443, 8000, 8888, 3000, 5000, 9000, 65535])
    def test_lets_web_servers_through(self, port):
        assert refusal_of_port(port) is None

    @pytest.mark.parametrize(
        "port", [0, -1, 65536, 7, 21, 22, 23, 25, 53, 110, 143, 389, 445, 587, 993, 1433, 2049, 2375, 3306, 3389]
    )
    def test_refuses_other_services(self, port):
        assert refusal_of_port(port) == "port"

    @pytest.mark.parametrize("port", [5432, 5900, 6000, 6379, 6443, 6667, 9200, 10250, 11211, 27017])
    def test_refuses_databases_and_the_like(self, port):
        assert refusal_of_port(port) == "port"
