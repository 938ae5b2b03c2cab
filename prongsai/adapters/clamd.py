"""Asks ClamAV's daemon about a file, over its INSTREAM command: nothing is written to a disk that both can see."""

import socket
import struct
import time
from dataclasses import dataclass

from prongsai.settings import ScannerAddress

TIME_LIMIT_S = 20.0
"""For the whole conversation, not for each packet: a scanner that answers a byte a second holds nobody up."""
_PIECE = 64 * 1024
_LONGEST_ANSWER = 4096


class ScannerDown(Exception):
    """The scanner gave no opinion: it cannot be reached, took too long, or would not take the file."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the scanner says: the name of what it found, "" for nothing."""

    found: str


def scan(content: bytes, scanner: ScannerAddress, *, time_limit_s: float = TIME_LIMIT_S) -> Opinion:
    """The scanner's opinion of these bytes. Raises ScannerDown, never anything else of the network's."""
    ends_at = time.monotonic() + time_limit_s
    try:
        with _connect(scanner, time_limit_s) as connection:
            _send(connection, content, ends_at)
            answer = _receive(connection, ends_at)
    except OSError as error:  # TimeoutError among them
        raise ScannerDown(type(error).__name__) from error
    return _read_answer(answer)


def _connect(scanner: ScannerAddress, time_limit_s: float) -> socket.socket:
    if not scanner.path:
        return socket.create_connection((scanner.host, scanner.port), time_limit_s)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(time_limit_s)
        connection.connect(scanner.path)
    except OSError:
        connection.close()
        raise
    return connection


def _send(connection: socket.socket, content: bytes, ends_at: float) -> None:
    try:
        _send_piece(connection, b"zINSTREAM\0", ends_at)
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            _send_piece(connection, struct.pack("!I", len(piece)) + piece, ends_at)
        _send_piece(connection, struct.pack("!I", 0), ends_at)
    except (BrokenPipeError, ConnectionResetError):
        pass  # it says why before it hangs up; the answer is read next


def _send_piece(connection: socket.socket, piece: bytes, ends_at: float) -> None:
    connection.settimeout(_left(ends_at))
    connection.sendall(piece)


def _receive(connection: socket.socket, ends_at: float) -> bytes:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        connection.settimeout(_left(ends_at))
        piece = connection.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _read_answer(answer: bytes) -> Opinion:
    text = answer.partition(b"\0")[0].decode("utf-8", "replace").strip()
    if text == "stream: OK":
        return Opinion("")
    if text.startswith("stream: ") and text.endswith(" FOUND"):
        return Opinion(text.removeprefix("stream: ").removesuffix(" FOUND")[:200] or "?")
    raise ScannerDown(text[:200] or "no answer")
