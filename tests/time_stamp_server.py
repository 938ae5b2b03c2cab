"""A real time-stamping authority on loopback: `openssl ts -reply` behind a small HTTP server, with a CA of its own."""

import subprocess
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_CONFIG = """
[tsa]
default_tsa = tsa_here
[tsa_here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = {digests}
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class TimeStampServer:
    """`manner` is how it answers: "" as it should; otherwise the one thing that is wrong with its answers.

    refuses, late, other_nonce, other_imprint, expired, not_for_stamps, breaks, nonsense, redirects, empty.
    """

    def __init__(self, manner: str = "", *, late_s: float = 3.0, who: str = "one") -> None:
        self.manner = manner
        self.late_s = late_s
        self.asked: list[bytes] = []
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        _make_authority(self.folder, manner, who)

    @property
    def ca_file(self) -> Path:
        """The authority's root certificate."""
        return self.folder / "ca.pem"

    def __enter__(self) -> "TimeStampServer":
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                query = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                outer.asked.append(query)
                status, answer = outer.answer(query)
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/elsewhere")
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/tsa"
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._folder.cleanup()

    def answer(self, query: bytes) -> tuple[int, bytes]:
        """Status and body for one query."""
        if self.manner == "breaks":
            return 503, b"busy"
        if self.manner == "redirects":
            return 302, b""
        if self.manner == "nonsense":
            return 200, b"<html>welcome</html>"
        if self.manner == "empty":
            return 200, b""
        if self.manner == "late":
            time.sleep(self.late_s)
        if self.manner == "other_nonce":
            query = self._query_anew(query)
        if self.manner == "other_imprint":
            digest = imprint_of(query)
            query = query.replace(digest, bytes(reversed(digest)))
        return 200, self.stamp(query)

    def stamp(self, query: bytes) -> bytes:
        """What `openssl ts` replies."""
        asked, replied = self.folder / "query.tsq", self.folder / "reply.tsr"
        asked.write_bytes(query)
        config = str(self.folder / "ts.cnf")
        _run("ts", "-reply", "-config", config, "-queryfile", str(asked), "-out", str(replied))
        return replied.read_bytes()

    def _query_anew(self, query: bytes) -> bytes:
        """The same imprint asked for with another nonce."""
        path = self.folder / "other.tsq"
        _run("ts", "-query", "-digest", imprint_of(query).hex(), "-sha256", "-cert", "-out", str(path))
        return path.read_bytes()


def imprint_of(query: bytes) -> bytes:
    """The 32 bytes of SHA-256 in a query: an OCTET STRING of that length."""
    start = query.index(b"\x04\x20") + 2
    return query[start : start + 32]


def _run(*words: str) -> None:
    done = subprocess.run(["openssl", *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def _make_authority(folder: Path, manner: str, who: str) -> None:
    now = datetime.now(UTC)
    root_key, root_name = _key(f"{who} root"), _name("Test Root")
    root = (
        _certificate(root_name, root_name, root_key.public_key(), now + timedelta(days=30), now - timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    key = _key(f"{who} tsa")
    until = now - timedelta(days=2) if manner == "expired" else now + timedelta(days=20)
    purpose = ExtendedKeyUsageOID.TIME_STAMPING
    leaf = (
        _certificate(_name("Test TSA"), root_name, key.public_key(), until, now - timedelta(days=300))
        .add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "tsa.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "tsa.key").write_bytes(plain)
    digests = "sha512" if manner == "refuses" else "sha256"
    (folder / "ts.cnf").write_text(_CONFIG.format(folder=folder, digests=digests))
    (folder / "serial").write_text("0100\n")


@cache
def _key(whose: str) -> rsa.RSAPrivateKey:
    """One a run: making them takes longer than all else."""
    return rsa.generate_private_key(65537, 2048)


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _certificate(
    name: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, until: datetime, since: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
    )
