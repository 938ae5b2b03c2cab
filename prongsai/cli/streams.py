"""Standard input, output and error as every command can use them: open, in UTF-8, and never in the way of a sentence."""

import codecs
import io
import os
import sys

ERRORS = "prongsai-shown"


def make_streams_ready() -> None:
    """Open what is closed (on nothing), and write UTF-8 whatever the locale says; streams of others stay as they are."""
    _fill_descriptors()
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 (lives as long as the process)
    sys.stdout = _ready(sys.stdout)
    sys.stderr = _ready(sys.stderr)


def leave_closed_pipes() -> None:
    """Point the streams whose reader went away at nothing, or their last flush would be told as an error."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nothing, stream.fileno())
    os.close(nothing)


def say_error(message_th: str, message_en: str) -> None:
    """One sentence in both languages on standard error, as every command says what it cannot do."""
    print(f"prongsai: {message_th} / {message_en}", file=sys.stderr)


def as_text(word: str) -> str:
    """A word of the command line that is a text, not a file's name: UTF-8 where the locale could not read it."""
    return word if word.isprintable() else os.fsencode(word).decode("utf-8", "replace")


def _fill_descriptors() -> None:
    """No file opened later may get the number of a closed standard stream: what is printed would land in it."""
    while (nothing := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(nothing, True)
    os.close(nothing)


def _ready(stream: object) -> io.TextIOWrapper:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    assert isinstance(stream, io.TextIOBase)
    if isinstance(stream, io.TextIOWrapper) and (
        codecs.lookup(stream.encoding).name != "utf-8" or stream.errors != ERRORS
    ):
        stream.reconfigure(encoding="utf-8", errors=ERRORS)
    return stream  # type: ignore[return-value]  # a test's stream may be another kind


def _shown(error: UnicodeError) -> tuple[str | bytes, int]:
    """A file's name goes out with the bytes it has; any other half of a character is spelled out."""
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.backslashreplace_errors(error)


codecs.register_error(ERRORS, _shown)
