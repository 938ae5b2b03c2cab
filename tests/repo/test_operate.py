"""The units and the nginx site of docs/operate.md are what systemd and nginx take, and the site passes on what it must."""

import datetime as dt
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TEXT = (Path(__file__).parents[2] / "docs" / "operate.md").read_text(encoding="utf-8")
UNITS = {re.match(r"# (\S+)", body).group(1): body for body in re.findall(r"```ini\n(.*?)```", TEXT, re.DOTALL)}
(SITE,) = re.findall(r"```nginx\n(.*?)```", TEXT, re.DOTALL)
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


class TestUnits:
    def test_are_the_four_the_text_speaks_of(self):
        assert set(UNITS) == {
            "prongsai.service", "prongsai-worker.service", "prongsai-backup.service", "prongsai-backup.timer",
        }  # fmt: skip

    @needs_systemd
    @pytest.mark.parametrize("name", sorted(UNITS))
    def test_are_taken_by_systemd(self, name, tmp_path):
        for unit, body in UNITS.items():
            (tmp_path / unit).write_text(body.replace("/opt/prongsai/bin/prongsai", "/bin/true"))

        done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True)

        said = [line for line in done.stderr.splitlines() if "prongsai" in line]
        assert (done.returncode, said) == (0, [])

    @needs_systemd
    def test_a_wrong_unit_would_be_seen(self, tmp_path):
        (tmp_path / "prongsai.service").write_text(
            UNITS["prongsai.service"].replace("Restart=on-failure", "Restart=maybe")
        )

        done = subprocess.run(
            ["systemd-analyze", "verify", str(tmp_path / "prongsai.service")], capture_output=True, text=True
        )

        assert "maybe" in done.stderr

    def test_name_only_commands_that_exist(self):
        for command in re.findall(r"/bin/prongsai (\w+)", "".join(UNITS.values())):
            if command != "manage":
                done = subprocess.run(
                    [sys.executable, "-m", "prongsai.cli.main", command, "--help"], capture_output=True
                )
                assert done.returncode == 0, command


class _Seen(BaseHTTPRequestHandler):
    """Answers with nothing and keeps the headers it was asked with."""

    asked: list[dict[str, str]] = []

    def do_GET(self):
        self.asked.append(dict(self.headers))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_certificate(folder):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ita.example.go.th")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    (folder / "c.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "c.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )


@pytest.fixture
def nginx(tmp_path):
    """The documented site with its ports and paths moved to places of this test; the rest word for word."""
    write_certificate(tmp_path)
    ports = {"plain": free_port(), "tls": free_port(), "behind": free_port()}
    site = SITE
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{ports['plain']};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{ports['tls']} ssl"),
        ("127.0.0.1:8000", f"127.0.0.1:{ports['behind']}"),
        ("/etc/ssl/ita.example.go.th.pem", str(tmp_path / "c.pem")),
        ("/etc/ssl/private/ita.example.go.th.key", str(tmp_path / "c.key")),
        ("/var/log/nginx/prongsai.log", str(tmp_path / "access.log")),
    ):
        assert old in site
        site = site.replace(old, new)
    folders = "".join(
        f"{one}_temp_path {tmp_path}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = tmp_path / "nginx.conf"
    head = f"pid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/error.log;\nevents {{}}\n"
    config.write_text(f"{head}http {{\n{folders}\n{site}\n}}\n")
    return config, ports


@needs_nginx
class TestNginx:
    def test_takes_the_site(self, nginx):
        config, _ports = nginx

        done = subprocess.run(
            [NGINX, "-t", "-e", str(config.parent / "e.log"), "-c", str(config)], capture_output=True, text=True
        )

        assert done.returncode == 0, done.stderr
        assert "warn" not in done.stderr

    def test_passes_on_its_own_words_and_none_from_outside(self, nginx):
        config, ports = nginx
        _Seen.asked = []
        behind = HTTPServer(("127.0.0.1", ports["behind"]), _Seen)
        threading.Thread(target=behind.serve_forever, args=(0.02,), daemon=True).start()
        words = [NGINX, "-e", str(config.parent / "e.log"), "-c", str(config), "-g", "daemon off; master_process off;"]
        server = subprocess.Popen(words)
        try:
            self.wait_for(ports["tls"])
            client = http.client.HTTPSConnection("127.0.0.1", ports["tls"], context=ssl._create_unverified_context())
            forged = {
                "X-Forwarded-Proto": "http",
                "X-Forwarded-For": "1.2.3.4",
                "X-Request-ID": "forged-forged",
                "X-Real-IP": "6.6.6.6",
            }
            client.request("GET", "/office/?text=secret", headers={"Host": "ita.example.go.th", **forged})
            assert client.getresponse().status == 200
            plain = http.client.HTTPConnection("127.0.0.1", ports["plain"])
            plain.request("GET", "/office/", headers={"Host": "ita.example.go.th"})
            answer = plain.getresponse()
        finally:
            server.terminate()
            server.wait()
            behind.shutdown()
            behind.server_close()

        (asked,) = _Seen.asked
        assert (asked["X-Forwarded-Proto"], asked["X-Forwarded-For"]) == ("https", "127.0.0.1")
        assert asked["Host"] == "ita.example.go.th"
        assert re.fullmatch("[0-9a-f]{32}", asked["X-Request-ID"])
        assert not {"X-Real-IP", "Forwarded"} & set(asked)
        assert (answer.status, answer.getheader("Location")) == (301, "https://ita.example.go.th/office/")
        logged = (config.parent / "access.log").read_text()
        assert asked["X-Request-ID"] in logged
        assert "secret" not in logged

    def test_passes_on_an_address_longer_than_prongsai_takes(self, nginx):
        config, ports = nginx
        _Seen.asked = []
        behind = HTTPServer(("127.0.0.1", ports["behind"]), _Seen)
        threading.Thread(target=behind.serve_forever, args=(0.02,), daemon=True).start()
        words = [NGINX, "-e", str(config.parent / "e.log"), "-c", str(config), "-g", "daemon off; master_process off;"]
        server = subprocess.Popen(words)
        try:
            self.wait_for(ports["tls"])
            client = http.client.HTTPSConnection("127.0.0.1", ports["tls"], context=ssl._create_unverified_context())
            client.request("GET", "/search/?q=" + "%E0%B8%81" * 3000, headers={"Host": "ita.example.go.th"})
            status = client.getresponse().status
        finally:
            server.terminate()
            server.wait()
            behind.shutdown()
            behind.server_close()

        assert status == 200
        assert len(_Seen.asked) == 1

    @staticmethod
    def wait_for(port):
        for _turn in range(100):
            with socket.socket() as probe:
                probe.settimeout(0.1)
                time.sleep(0.05)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
        raise AssertionError("nginx did not start")


def test_the_settings_named_are_those_that_are_read():
    from prongsai import settings

    source = Path(settings.__file__).read_text(encoding="utf-8")
    for name in set(re.findall(r"\b(?:PRONGSAI_[A-Z_]+|DATABASE_URL)\b", TEXT)):
        assert f'"{name}"' in source, name
