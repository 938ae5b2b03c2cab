"""A local server that answers as LINE's Messaging API does: push with a retry key, and its documented refusals."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LineServer:
    """`answers` are given first, as (status, headers, body); then 200, or 409 for a retry key accepted before.

    `pushed` are the messages really sent on to a person; `calls` all requests.
    """

    def __init__(self, token: str = "line-token") -> None:
        self.token = token
        self.answers: list[tuple[int, dict[str, str], dict[str, Any]]] = []
        self.calls: list[dict[str, Any]] = []
        self.pushed: list[tuple[str, str]] = []
        self.accepted: dict[str, str] = {}

    def __enter__(self) -> "LineServer":
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, headers, answer = outer.answer(self.path, self.headers, body)
                content = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], dict[str, Any]]:
        key = headers.get("X-Line-Retry-Key", "")
        self.calls.append({"path": path, "key": key, "headers": dict(headers), "body": body})
        if self.answers:
            return self.answers.pop(0)
        if path != "/v2/bot/message/push":
            return 404, {}, {"message": "Not found"}
        if headers.get("Authorization") != f"Bearer {self.token}":
            return 401, {}, {"message": "Authentication failed due to the following reason: invalid token."}
        if key in self.accepted:
            accepted = {"x-line-accepted-request-id": self.accepted[key]}
            return 409, accepted, {"message": "The retry key is already accepted", "sentMessages": [{"id": "1"}]}
        told = json.loads(body)
        if not str(told.get("to", "")).startswith("U"):
            return 400, {}, {"message": "The property, 'to', in the request body is invalid"}
        if key:
            self.accepted[key] = f"request-{len(self.accepted)}"
        self.pushed.append((told["to"], told["messages"][0]["text"]))
        return 200, {}, {"sentMessages": [{"id": str(len(self.pushed))}]}
