"""A server for tests that speaks clamd's INSTREAM as the manual page of clamd describes it."""

import socketserver
import struct
import threading
import time
from types import SimpleNamespace

from prongsai.settings import ScannerAddress

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(socketserver.ThreadingTCPServer):
    """Finds EICAR's test text. `says` answers everything with the same line, `pauses` waits before each byte of it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, says: bytes | None = None, pauses: float = 0, most: int = 10**9) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.says, self.pauses, self.most = says, pauses, most
        self.seen: list[bytes] = []

    @property
    def address(self) -> ScannerAddress:
        return ScannerAddress(host="127.0.0.1", port=self.server_address[1])

    def __enter__(self) -> "Scanner":
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        answer = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        for byte in (answer if self.server.says is None else self.server.says) + b"\0":
            time.sleep(self.server.pauses)
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return


def chosen(settings: SimpleNamespace, address: ScannerAddress | None, *, takes_unscanned: bool = False) -> None:
    """Have the pages of this test ask the scanner at this address."""
    from dataclasses import replace

    settings.PRONGSAI = replace(settings.PRONGSAI, scanner=address, takes_unscanned=takes_unscanned)
