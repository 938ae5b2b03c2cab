import threading
import time

from prongsai.adapters import host_addresses
from prongsai.adapters.aside_worker import ThreadAside
from prongsai.adapters.host_addresses import HostAddresses, find_addresses


def wait_for(ask, seconds=5):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if (found := ask()) not in (None, []):
            return found
        time.sleep(0.01)
    raise AssertionError("nothing came")


class TestThreadAside:
    def test_hands_back_value_and_token_without_waiting(self):
        worker = ThreadAside()
        go_on = threading.Event()

        worker.submit(lambda: go_on.wait(5) and "done", "token")
        assert worker.finished() == []
        go_on.set()

        assert wait_for(worker.finished) == [("token", "done", None)]
        worker.close()

    def test_an_exception_is_handed_back(self):
        worker = ThreadAside()

        worker.submit(lambda: 1 // 0, "token")

        ((token, value, error),) = wait_for(worker.finished)
        assert (token, value) == ("token", None)
        assert isinstance(error, ZeroDivisionError)
        worker.close()


class TestHostAddresses:
    def test_numbers_need_no_question(self):
        assert HostAddresses().find("203.0.113.9") == "203.0.113.9"
        assert HostAddresses().find("[2001:db8::1]") == "2001:db8::1"

    def test_a_name_is_asked_for_aside(self):
        addresses = HostAddresses()

        assert wait_for(lambda: addresses.find("localhost")) in {"127.0.0.1", "::1"}
        addresses.close()

    def test_a_name_without_an_address(self):
        addresses = HostAddresses()

        def answer():
            found = addresses.find("no-such-host.invalid")
            return None if found is None else (found,)

        assert wait_for(answer, 30) == ("",)
        addresses.close()

    def test_only_the_newest_addresses_are_remembered(self, monkeypatch):
        asked = []

        def resolve(host):
            asked.append(host)
            return "192.0.2.1"

        monkeypatch.setattr(host_addresses, "_first_address", resolve)
        monkeypatch.setattr(host_addresses, "MOST_KNOWN", 3)
        addresses = HostAddresses(threads=1)

        for name in ("a", "b", "c", "a", "d", "e", "a", "b"):
            wait_for(lambda name=name: addresses.find(name))

        assert asked == ["a", "b", "c", "d", "e", "b"]
        addresses.close()


class TestFindAddresses:
    def test_hosts_on_one_server_have_the_same(self):
        found = find_addresses(["127.0.0.1", "localhost", "no-such-host.invalid", ""], within_s=30)

        assert set(found) == {"127.0.0.1", "localhost"}
        assert found["127.0.0.1"] == ["127.0.0.1"]

    def test_of_several_addresses_the_smallest_whatever_order_they_come_in(self, monkeypatch):
        turning = [["192.0.2.9", "192.0.2.10"], ["192.0.2.10", "192.0.2.9"]]
        monkeypatch.setattr(
            host_addresses.socket,
            "getaddrinfo",
            lambda *_args, **_more: [(0, 0, 0, "", (one, 80)) for one in turning.pop()],
        )

        found = [find_addresses(["www.bansuan.go.th"], within_s=5) for _ in range(2)]

        assert found == [{"www.bansuan.go.th": ["192.0.2.10"]}] * 2

    def test_one_that_is_not_answered_in_time_is_left_out(self, monkeypatch):
        go_on = threading.Event()
        monkeypatch.setattr(
            host_addresses, "_first_address", lambda host: "192.0.2.1" if host == "a" else str(go_on.wait(20))
        )
        started = time.monotonic()

        assert find_addresses(["slow", "a"], within_s=0.5) == {"a": ["192.0.2.1"]}
        assert time.monotonic() - started < 5
        go_on.set()
