"""A real PostgreSQL server of its own for tests and measurements that stop it, start it again or fill it.

Debian's server, its data in a temporary folder, a Unix socket only. It refuses to run as root, so root starts it as
the user postgres that Debian's package brings.
"""

import getpass
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote


def find_programs() -> str | None:
    """The folder of the newest PostgreSQL server programs of this machine, None where there are none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return found[-1] if found else None


class PostgresServer:
    """One server. `address` is what DATABASE_URL takes; with `is_durable` it waits for the disk as in production."""

    def __init__(self, *, is_durable: bool = False, max_connections: int = 60) -> None:
        programs = find_programs()
        if programs is None:
            raise LookupError("PostgreSQL is not installed: apt-get install postgresql")
        self._programs = programs
        self._user = getpass.getuser() if os.getuid() != 0 else pwd.getpwnam("postgres").pw_name
        self._folder = tempfile.mkdtemp(prefix="prongsai-pg-")
        self._data = f"{self._folder}/data"
        if self._user != getpass.getuser():
            shutil.chown(self._folder, self._user)
        self._do("initdb", "-A", "trust", "-U", "prongsai", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c max_connections={max_connections}"
            f" -c fsync={'on' if is_durable else 'off'}"
        )
        self.start()
        os.chmod(self._folder, 0o755)

    @property
    def address(self) -> str:
        """The database's address."""
        return f"postgresql://prongsai@{quote(self._folder, safe='')}/postgres"

    @property
    def conninfo(self) -> str:
        """The same for psycopg."""
        return f"host={self._folder} user=prongsai dbname=postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._do("pg_ctl", "-w", "-o", self._options, "-l", f"{self._folder}/log", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate` as if the power went, `fast` with all connections cut in order."""
        self._do("pg_ctl", "-w", "-m", mode, "stop")

    def cpu_s(self) -> float:
        """CPU seconds of the server and all its processes so far, those that ended too."""
        first = int(Path(f"{self._data}/postmaster.pid").read_text().splitlines()[0])
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:  # ended since it was listed
                continue
            if int(path.parent.name) == first:
                ticks += sum(map(int, fields[11:15]))  # its own, and those of children that ended
            elif int(fields[1]) == first:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def remove(self) -> None:
        """Stop it and delete its data."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, program: str, *words: str) -> None:
        prefix = [] if self._user == getpass.getuser() else ["runuser", "-u", self._user, "--"]
        command = [*prefix, f"{self._programs}/{program}", "-D", self._data, *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
