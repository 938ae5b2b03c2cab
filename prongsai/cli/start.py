"""`prongsai start`: set up if needed, then serve the pages and run the jobs until stopped."""

import argparse
import os
import socket
from typing import Any

from prongsai.cli.main import EXIT_UNUSABLE
from prongsai.cli.side_by_side import Part, run_apart, run_side_by_side
from prongsai.cli.streams import say_error
from prongsai.core.errors import PersonError
from prongsai.settings import Settings, ensure_secret_key, read_settings

WEB_THREADS = 8
"""Threads of a web process: an office's pages wait for the database, not for the processor."""


def run(arguments: argparse.Namespace) -> int:
    """Serves until Ctrl-C or SIGTERM; the worker ends with it."""
    settings = read_settings()
    _require_home(settings)
    _require_free_port(settings)
    ensure_secret_key(settings)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
    print("กำลังเตรียมระบบ… / preparing…", flush=True)
    greeting = _prepare(example=arguments.example)
    print(f"\nเปิดใช้งานที่ / open: {settings.url}", flush=True)
    print(greeting, flush=True)
    print("หยุดด้วย Ctrl-C / stop with Ctrl-C\n", flush=True)
    # Jobs in a process of their own: a heavy document must not slow the pages.
    return run_side_by_side(Part("pages", lambda: _serve(settings)), Part("jobs", _work, is_restarted=True))


def _require_home(settings: Settings) -> None:
    try:
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = settings.home / f".write-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise PersonError(
            f'เขียนโฟลเดอร์ข้อมูล "{settings.home}" ไม่ได้ กรุณาตั้ง PRONGSAI_HOME เป็นโฟลเดอร์ที่เขียนได้',
            f'the data folder "{settings.home}" cannot be written ({error.strerror}): set PRONGSAI_HOME to another',
        ) from error


def _require_free_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.bind_host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind_host, settings.bind_port))
        except OSError as error:
            place = f"{settings.bind_host}:{settings.bind_port}"
            raise PersonError(
                f"เปิดที่ {place} ไม่ได้ อาจมีโปรแกรมอื่นใช้อยู่ กรุณาตั้ง PRONGSAI_BIND เช่น 127.0.0.1:8001",
                f"cannot listen on {place} ({error.strerror}): set PRONGSAI_BIND, such as 127.0.0.1:8001",
            ) from error


def _prepare(*, example: bool) -> str:
    """Migrate, load the example when asked; what to tell the person who started it.

    Static files need no step: whitenoise takes them from the packages, and would not look at gathered ones.
    """
    import django

    django.setup()
    from django.db import connections
    from django.urls import get_resolver

    from prongsai.apps.accounts.first_run import greeting

    # The example draws a PDF, whose threads would be missing in every process forked later.
    code = run_apart(lambda: _fill_database(example=example))
    if code:
        raise SystemExit(code)
    words = greeting()
    get_resolver().url_patterns  # noqa: B018 (every page's code, once, before the fork: the processes share it)
    connections.close_all()  # a connection must not be shared with the processes forked later
    return words


def _fill_database(*, example: bool) -> None:
    """In a process of its own: what goes wrong with the database is said here, the exit code tells it to the other."""
    from django.core.management import call_command
    from django.db import OperationalError

    from prongsai.apps.operations.empty_database import lay_out_empty

    try:
        lay_out_empty()
        call_command("migrate", verbosity=0, interactive=False)
        if example:
            call_command("load_example", verbosity=0)
    except OperationalError as error:
        why = str(error).splitlines()[0]
        say_error(
            f"เปิดฐานข้อมูลไม่ได้ กรุณาตรวจ DATABASE_URL ({why})",
            f"the database cannot be opened: check DATABASE_URL ({why})",
        )
        raise SystemExit(EXIT_UNUSABLE) from error
    except PersonError as error:
        say_error(error.message_th, error.message_en)
        raise SystemExit(EXIT_UNUSABLE) from error


def _work() -> None:
    from django.core.management import call_command

    call_command("run_jobs")


def web_options(workers: int) -> dict[str, Any]:
    """How gunicorn's processes share the work.

    Several take few connections each and keep none, so that the next request goes to whichever has time. That needs a
    proxy in front: browsers hold connections open that ask for nothing.
    """
    options: dict[str, Any] = {"workers": workers, "worker_class": "gthread", "threads": WEB_THREADS, "timeout": 60}
    return options if workers == 1 else {**options, "keepalive": 0, "worker_connections": WEB_THREADS}


def _serve(settings: Settings) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from prongsai.cli.web_worker import LONGEST_REQUEST_LINE, WebWorker
    from prongsai.web.logs import JsonFormatter

    class JsonLogger(Logger):  # type: ignore[misc]
        """What gunicorn itself says, in the form of all other lines."""

        def setup(self, cfg: Any) -> None:
            super().setup(cfg)
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonFormatter())

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            host = f"[{settings.bind_host}]" if ":" in settings.bind_host else settings.bind_host
            options: dict[str, Any] = {
                "bind": f"{host}:{settings.bind_port}",
                **web_options(settings.web_workers),
                "worker_class": WebWorker,
                "limit_request_line": LONGEST_REQUEST_LINE,
                "accesslog": None,
                "errorlog": "-",
                "loglevel": "warning",
                "proc_name": "prongsai",
                "control_socket_disable": True,
            }
            if settings.log_format == "json":
                options["logger_class"] = JsonLogger
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            from django.core.wsgi import get_wsgi_application

            return get_wsgi_application()

    Server().run()
