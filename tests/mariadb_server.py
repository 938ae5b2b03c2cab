"""A real MariaDB server of its own, for a WordPress that tests run: Debian's, its data in a temporary folder, a Unix socket only."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SERVER = "/usr/sbin/mariadbd"
INSTALL = "/usr/bin/mariadb-install-db"


class MariadbServer:
    """One server with an empty database `wordpress`. `socket` is where it answers; root comes in without a password."""

    def __init__(self) -> None:
        if not (Path(SERVER).exists() and Path(INSTALL).exists()):
            raise LookupError("MariaDB is not installed: apt-get install mariadb-server-core")
        self._folder = Path(tempfile.mkdtemp(prefix="prongsai-mariadb-"))
        self.socket = self._folder / "socket"
        data = self._folder / "data"
        # It refuses to run as root unless told to; its folder is ours alone, and it listens on no port.
        user = ["--user=root"] if os.getuid() == 0 else []
        made = subprocess.run(
            [
                INSTALL,
                "--no-defaults",
                f"--datadir={data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                *user,
            ],
            capture_output=True,
            text=True,
        )
        assert made.returncode == 0, made.stdout + made.stderr
        # The first thing it does is to make the database; the disk is never waited for.
        first = self._folder / "first.sql"
        first.write_text("CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;\n")
        self._log = (self._folder / "log").open("w+")
        self._process = subprocess.Popen(
            [
                SERVER,
                "--no-defaults",
                *user,
                f"--datadir={data}",
                f"--socket={self.socket}",
                f"--init-file={first}",
                "--skip-networking",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=16M",
                "--sync-binlog=0",
            ],
            stdout=self._log,
            stderr=self._log,
        )
        self._wait()

    def remove(self) -> None:
        """Stop it and delete its data."""
        self._process.terminate()
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _wait(self) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            said = (self._folder / "log").read_text(errors="replace")
            if "ready for connections" in said and self.socket.exists():
                return
            assert self._process.poll() is None, said
            time.sleep(0.1)
        raise TimeoutError((self._folder / "log").read_text(errors="replace"))
