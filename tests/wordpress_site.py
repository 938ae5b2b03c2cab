"""A real WordPress: Debian's package copied to a temporary folder, PHP's own server, a MariaDB of its own.

It may ask this machine alone and has no other plugin than those a test gives it. Debian's files are not changed.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.mariadb_server import MariadbServer

PACKAGE = Path("/usr/share/wordpress")
NEEDED = "run `make .venv/.apt-all`, or apt-get install the packages it names"
ADMIN, PASSWORD = "webmaster", "a-long-password-of-a-test"
_SETTINGS = ("-d", "sendmail_path=/bin/true", "-d", "display_errors=stderr", "-d", "opcache.enable_cli=1")
_CONFIG = """<?php
define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:%(socket)s' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'WP_HOME', '%(address)s' );
define( 'WP_SITEURL', '%(address)s' );
define( 'FS_METHOD', 'direct' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', '%(faults)s' );
foreach ( array( 'AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT' ) as $name ) {
	define( $name, 'of a test: ' . $name );
}
$table_prefix = 'wp_';
defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );
require_once ABSPATH . 'wp-settings.php';
"""
_BEFORE = """<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1';
$given = json_decode( getenv( 'GIVEN' ), true );
%(defined)s
require '%(folder)s/wp-load.php';
%(body)s
"""
_INSTALL = """
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'องค์การบริหารส่วนตำบลบ้านสวน', $given['name'], 'webmaster@example.go.th', true, '', $given['password'] );
update_option( 'timezone_string', 'Asia/Bangkok' );
"""
# WordPress asks feeds on the usual ports alone; here every server has a port of its own.
_ANY_PORT = "<?php add_filter( 'http_allowed_safe_ports', function () { return range( 1, 65535 ); } );\n"


class WordPressSite:
    """One site, installed and answering at `address`; whoever made it ends it with `remove`."""

    def __init__(self, folder: Path) -> None:
        if not (PACKAGE / "wp-load.php").exists() or shutil.which("php") is None:
            raise LookupError(f"WordPress or PHP is not installed: {NEEDED}")
        self.folder = folder / "wordpress"
        self.faults = folder / "faults.log"
        shutil.copytree(PACKAGE, self.folder, ignore=shutil.ignore_patterns("languages", ".htaccess", "akismet"))
        self._database = MariadbServer()
        try:
            port = _free_port()
            self.address = f"http://127.0.0.1:{port}"
            config = {"socket": self._database.socket, "address": self.address, "faults": self.faults}
            (self.folder / "wp-config.php").write_text(_CONFIG % config, encoding="utf-8")
            (self.folder / "wp-content/mu-plugins").mkdir()
            (self.folder / "wp-content/mu-plugins/any-port.php").write_text(_ANY_PORT)
            (self.folder / "wp-content/languages").mkdir()
            self.run(_INSTALL, defined="define( 'WP_INSTALLING', true );", name=ADMIN, password=PASSWORD)
            self._server = subprocess.Popen(
                ["php", *_SETTINGS, "-S", f"127.0.0.1:{port}", "-t", str(self.folder)],
                env={**os.environ, "PHP_CLI_SERVER_WORKERS": "3"},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._wait()
        except BaseException:
            self._database.remove()
            raise

    def run(self, body: str, *, defined: str = "", **given: Any) -> Any:
        """Run PHP inside WordPress with `$given`; gives what it echoes as JSON, None for nothing."""
        script = self.folder.parent / "script.php"
        script.write_text(_BEFORE % {"folder": self.folder, "body": body, "defined": defined}, encoding="utf-8")
        done = subprocess.run(
            ["php", *_SETTINGS, str(script)],
            env={**os.environ, "GIVEN": json.dumps(given)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def install(self, packed: bytes) -> None:
        """Put the plugin of a ZIP in its place and switch it on."""
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            archive.extractall(self.folder / "wp-content/plugins")
        self.run(
            "require ABSPATH . 'wp-admin/includes/plugin.php'; $fault = activate_plugin( 'prongsai/prongsai.php' );"
            "if ( is_wp_error( $fault ) ) { throw new Exception( $fault->get_error_message() ); }"
        )

    def post(self, content: str, *, title: str = "ข้อมูลสาธารณะ", kind: str = "page") -> str:
        """A published page or post; gives its address."""
        number = self.run(
            "wp_set_current_user( 1 ); echo wp_json_encode( wp_insert_post( wp_slash( array( 'post_title' => $given['title'],"
            "'post_content' => $given['content'], 'post_status' => 'publish', 'post_type' => $given['kind'] ) ), true ) );",
            title=title,
            content=content,
            kind=kind,
        )
        return f"{self.address}/?{'page_id' if kind == 'page' else 'p'}={number}"

    def use_theme(self, name: str) -> None:
        """Change how the site looks."""
        self.run("switch_theme( $given['name'] );", name=name)

    def read_faults(self) -> str:
        """What PHP complained of so far."""
        return self.faults.read_text(errors="replace") if self.faults.exists() else ""

    def remove(self) -> None:
        """Stop everything."""
        os.killpg(self._server.pid, signal.SIGTERM)
        self._server.wait(30)
        self._database.remove()

    def _wait(self) -> None:
        for _attempt in range(300):
            try:
                with urlopen(f"{self.address}/wp-login.php", timeout=30):
                    return
            except OSError:
                assert self._server.poll() is None
                time.sleep(0.1)
        raise TimeoutError("WordPress does not answer")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
