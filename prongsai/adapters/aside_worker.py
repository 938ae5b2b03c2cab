"""Heavy work beside the visits: one thread, since the work itself runs in a process of its own or frees the lock."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class ThreadAside:
    """Runs what is submitted in a thread and hands back what is done, without waiting."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._pool: ThreadPoolExecutor | None = None
        self._done: SimpleQueue[tuple[object, Future[Any]]] = SimpleQueue()

    def submit(self, work: Callable[[], Any], token: object) -> None:
        """Begin a piece of work."""
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="aside")
        self._pool.submit(work).add_done_callback(lambda future: self._done.put((token, future)))

    def finished(self) -> list[tuple[object, Any, BaseException | None]]:
        """What is done since last asked: token, value, exception."""
        found: list[tuple[object, Any, BaseException | None]] = []
        while True:
            try:
                token, future = self._done.get_nowait()
            except Empty:
                return found
            error = future.exception()
            found.append((token, None if error else future.result(), error))

    def close(self) -> None:
        """Drop what has not begun and wait for what has."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
