"""A plain fast site on every address 127.1.x.y, one port plain and one TLS, in two processes: the client is the limit.

python -m benchmarks.audit.clients.server HTTP_PORT HTTPS_PORT CERTIFICATE
"""

import asyncio
import os
import socket
import ssl
import sys

PROCESSES = 2
BODY = (
    "<html><head><title>เทศบาล</title></head><body>" + "<p>แผนปฏิบัติการป้องกันการทุจริต</p>" * 60 + "</body></html>"
).encode()
ANSWER = (
    f"HTTP/1.1 200 OK\r\nDate: Fri, 27 Nov 2026 03:00:00 GMT\r\nServer: bench\r\nContent-Type: text/html; charset=utf-8\r\n"
    f'ETag: "1"\r\nLast-Modified: Wed, 01 Oct 2025 08:00:00 GMT\r\nContent-Length: {len(BODY)}\r\n\r\n'
).encode() + BODY


class Site(asyncio.Protocol):
    """Answers every request with the same page."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._head = b""

    def data_received(self, data: bytes) -> None:
        self._head += data
        while b"\r\n\r\n" in self._head:
            self._head = self._head.partition(b"\r\n\r\n")[2]
            self._transport.write(ANSWER)  # type: ignore[attr-defined]


async def serve(http_port: int, https_port: int, certificate: str) -> None:
    """Both ports, until killed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    loop = asyncio.get_running_loop()
    for port, tls in ((http_port, None), (https_port, context)):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        listener.bind(("0.0.0.0", port))
        await loop.create_server(Site, sock=listener, ssl=tls, backlog=1024)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    for _ in range(PROCESSES - 1):
        if os.fork() == 0:
            break
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
