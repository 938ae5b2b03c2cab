"""Runs the suite on a real PostgreSQL server of its own: python -m tests.on_postgresql [pytest arguments]

The server is Debian's, with its data in a temporary folder and a Unix socket only; it ends with the run.
"""

import getpass
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from urllib.parse import quote


def main() -> int:
    """pytest's exit code; 2 with one sentence when no PostgreSQL server is installed."""
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not programs:
        print("PostgreSQL is not installed: apt-get install postgresql", file=sys.stderr)
        return 2
    folder = tempfile.mkdtemp(prefix="prongsai-pg-")
    try:
        return _run(
            programs[-1],
            folder,
            sys.argv[1:] or ["-n", "2", "--dist", "worksteal", "-m", "not browser and not slow", "tests"],
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(programs: str, folder: str, arguments: list[str]) -> int:
    user = _server_user()
    if user != getpass.getuser():
        shutil.chown(folder, user)
    data = f"{folder}/data"
    _as(user, [f"{programs}/initdb", "-D", data, "-A", "trust", "-U", "prongsai", "-E", "UTF8", "--locale=C.UTF-8"])
    # Statistics taken while a test's rows are not committed call the tables empty: plans made from them take minutes.
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
    options += " -c autovacuum=off"
    _as(user, [f"{programs}/pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{folder}/log", "start"])
    try:
        os.chmod(folder, 0o755)
        address = f"postgresql://prongsai@{quote(folder, safe='')}/postgres"
        environment = os.environ | {"DATABASE_URL": address}
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode
    finally:
        _as(user, [f"{programs}/pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"])


def _server_user() -> str:
    """The server refuses to run as root; Debian's package brings the user postgres for that."""
    if os.getuid() != 0:
        return getpass.getuser()
    return pwd.getpwnam("postgres").pw_name


def _as(user: str, words: list[str]) -> None:
    prefix = [] if user == getpass.getuser() else ["runuser", "-u", user, "--"]
    subprocess.run([*prefix, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    sys.exit(main())
