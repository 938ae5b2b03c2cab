"""The one typed reader of environment variables; a bad value is refused by name. docs/settings.md lists them all."""

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from prongsai.core.errors import PersonError


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where the data are kept. `engine` is "sqlite" or "postgresql"; SQLite uses `name` as a file path."""

    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: int | None = None


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes outgoing mail. `security` is "" (plain), "starttls" or "tls"."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """Another system that people may sign in with, such as ThaID. `name` is what the button says."""

    issuer: str
    client_id: str
    client_secret_file: Path
    name: str

    @property
    def slug(self) -> str:
        """Names the issuer in addresses and in links to accounts: another issuer may use the same subject for another person."""
        parts = urlsplit(self.issuer)
        return re.sub(r"[^a-z0-9.]+", "-", f"{parts.netloc}{parts.path}".lower())[:200]


MOST_WEB_WORKERS = 32
LINE_URL = "https://api.line.me"


@dataclass(frozen=True, slots=True)
class LineAccount:
    """The LINE official account that reminds people. The files hold its channel access token and channel secret."""

    token_file: Path
    secret_file: Path | None = None
    url: str = LINE_URL

    def token(self) -> str:
        """The token as it is now: it may be renewed while the system runs."""
        return self.token_file.read_text().strip()

    def secret(self) -> str:
        """The channel secret that LINE signs its own calls with, "" without one."""
        return self.secret_file.read_text().strip() if self.secret_file else ""


@dataclass(frozen=True, slots=True)
class TimeStampAuthority:
    """Who stamps the heads of the history by RFC 3161, and the PEM file of roots that its certificate stands under."""

    url: str
    ca_file: Path

    @property
    def host(self) -> str:
        """Its name as pages show it."""
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class ScannerAddress:
    """Where ClamAV's daemon listens: a Unix socket, or host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a running prongsai, read once from the environment."""

    home: Path
    url: str
    bind_host: str
    bind_port: int
    secret_key_file: Path
    database: DatabaseAddress
    debug: bool
    audit_allow_hosts: frozenset[str] = frozenset()
    audit_host_gap_s: float = 1.0
    mail_server: MailServer | None = None
    mail_from: str = ""
    blocked_passwords_file: Path | None = None
    second_factor_grace_days: int = 7
    openid: OpenIdProvider | None = None
    log_format: str = "text"
    database_prepares: bool = True
    """Whether PostgreSQL keeps the plan of a statement asked often; not behind a pooler that shares connections."""
    metrics_token: str = ""
    scanner: ScannerAddress | None = None
    takes_unscanned: bool = False
    web_workers: int = 1
    uploads_in_ten_minutes: int = 120
    line: LineAccount | None = None
    webhook_allow_hosts: frozenset[str] = frozenset()
    time_stamps: TimeStampAuthority | None = None

    @property
    def is_https(self) -> bool:
        """Whether the public address is https, which switches on secure cookies, HSTS and redirect."""
        return self.url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Host name of the public address, without port."""
        return urlsplit(self.url).hostname or ""


class BadSetting(PersonError):
    """An environment variable whose value cannot be used; the message names it and says what is allowed."""

    def __init__(self, name: str, value: str, allowed_th: str, allowed_en: str) -> None:
        super().__init__(
            f"ค่าตั้ง {name}={value!r} ใช้ไม่ได้ ต้องเป็น{allowed_th}",
            f"setting {name}={value!r} cannot be used: it must be {allowed_en}",
        )


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from environment variables; raises BadSetting by name. Creates nothing."""
    env = os.environ if environ is None else environ
    home = _read_home(env)
    bind_host, bind_port = _read_bind(env)
    return Settings(
        home=home,
        url=_read_url(env, bind_host, bind_port),
        bind_host=bind_host,
        bind_port=bind_port,
        web_workers=_read_web_workers(env),
        secret_key_file=Path(env.get("PRONGSAI_SECRET_KEY_FILE") or home / "secret-key"),
        database=_read_database(env, home),
        debug=_read_flag(env, "PRONGSAI_DEBUG"),
        audit_allow_hosts=_read_hosts(env, "PRONGSAI_AUDIT_ALLOW_HOSTS"),
        audit_host_gap_s=_read_seconds(env, "PRONGSAI_AUDIT_HOST_GAP_S", default=1.0),
        mail_server=_read_mail_server(env),
        mail_from=_read_mail_from(env),
        blocked_passwords_file=_read_file(env, "PRONGSAI_BLOCKED_PASSWORDS_FILE"),
        second_factor_grace_days=_read_days(env, "PRONGSAI_SECOND_FACTOR_GRACE_DAYS", default=7),
        openid=_read_openid(env),
        log_format=_read_log_format(env),
        database_prepares=_read_prepares(env),
        metrics_token=_read_metrics_token(env),
        scanner=_read_scanner(env),
        takes_unscanned=_read_takes_unscanned(env),
        uploads_in_ten_minutes=_read_uploads(env),
        line=_read_line(env),
        webhook_allow_hosts=_read_hosts(env, "PRONGSAI_WEBHOOK_ALLOW_HOSTS"),
        time_stamps=_read_time_stamps(env),
    )


def ensure_secret_key(settings: Settings) -> str:
    """The secret key, made on first use and readable by its owner only."""
    path = settings.secret_key_file
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:  # another process of the same start made it
                pass
            else:
                with os.fdopen(handle, "w") as file:
                    file.write(secrets.token_urlsafe(50))
        key = path.read_text().strip()
    except OSError as error:
        raise BadSetting(
            "PRONGSAI_SECRET_KEY_FILE", str(path), "ไฟล์ที่เขียนและอ่านได้", "a file that can be written and read"
        ) from error
    if len(key) < 32:
        raise BadSetting(
            "PRONGSAI_SECRET_KEY_FILE", str(path), "ไฟล์ที่มีอักขระอย่างน้อย 32 ตัว", "a file of at least 32 characters"
        )
    return key


def _read_home(env: Mapping[str, str]) -> Path:
    given = env.get("PRONGSAI_HOME", "")
    if given:
        home = Path(given).expanduser()
        if not home.is_absolute():
            raise BadSetting("PRONGSAI_HOME", given, "เส้นทางเต็มของโฟลเดอร์", "a full path of a folder")
        if home.exists() and not home.is_dir():
            raise BadSetting("PRONGSAI_HOME", given, "โฟลเดอร์ ไม่ใช่ไฟล์", "a folder, not a file")
        return home
    if os.name == "nt":
        return Path(env.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "prongsai"
    return Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "prongsai"


def _read_bind(env: Mapping[str, str]) -> tuple[str, int]:
    given = env.get("PRONGSAI_BIND") or "127.0.0.1:8000"
    host, separator, port = given.rpartition(":")
    if not separator or not host or not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise BadSetting(
            "PRONGSAI_BIND", given, "ที่อยู่และพอร์ต เช่น 127.0.0.1:8000", "address:port, such as 127.0.0.1:8000"
        )
    return host.strip("[]"), int(port)


def _read_web_workers(env: Mapping[str, str]) -> int:
    given = env.get("PRONGSAI_WEB_WORKERS") or "1"
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= MOST_WEB_WORKERS):
        raise BadSetting(
            "PRONGSAI_WEB_WORKERS", given, f"จำนวนเต็ม 1 ถึง {MOST_WEB_WORKERS}", f"a number from 1 to {MOST_WEB_WORKERS}"
        )
    return int(given)


def _read_url(env: Mapping[str, str], bind_host: str, bind_port: int) -> str:
    given = env.get("PRONGSAI_URL", "")
    if not given:
        return f"http://{bind_host if bind_host != '0.0.0.0' else '127.0.0.1'}:{bind_port}"  # noqa: S104
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"} or parts.query:
        raise BadSetting(
            "PRONGSAI_URL",
            given,
            "ที่อยู่เว็บ เช่น https://ita.example.go.th",
            "a web address such as https://ita.example.go.th",
        )
    return given.rstrip("/")


def _read_database(env: Mapping[str, str], home: Path) -> DatabaseAddress:
    given = env.get("DATABASE_URL", "")
    if not given:
        return DatabaseAddress("sqlite", str(home / "prongsai.sqlite3"))
    parts = urlsplit(given)
    try:
        port = parts.port
    except ValueError:
        port = -1
    name = unquote(parts.path)
    if parts.scheme in {"postgres", "postgresql"} and name.strip("/") and port != -1:
        return DatabaseAddress(
            "postgresql",
            name.lstrip("/"),
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            unquote(_host_as_written(parts.netloc)),
            port,
        )
    if parts.scheme == "sqlite" and not parts.netloc and name.startswith("/") and name != "/":
        return DatabaseAddress("sqlite", name)
    hidden = given.replace(parts.password, "***") if parts.password else given
    raise BadSetting(
        "DATABASE_URL",
        hidden,
        " postgresql://ผู้ใช้:รหัสผ่าน@เครื่อง/ฐานข้อมูล หรือ sqlite:///เส้นทางเต็มของไฟล์",
        "postgresql://user:password@host/name or sqlite:///full/path/of/file",
    )


def _read_log_format(env: Mapping[str, str]) -> str:
    given = env.get("PRONGSAI_LOG", "") or "text"
    if given not in {"text", "json"}:
        raise BadSetting("PRONGSAI_LOG", given, " text หรือ json", "text or json")
    return given


def _read_prepares(env: Mapping[str, str]) -> bool:
    given = env.get("PRONGSAI_DATABASE_PREPARES", "") or "yes"
    if given not in {"yes", "no"}:
        raise BadSetting("PRONGSAI_DATABASE_PREPARES", given, " yes หรือ no", "yes or no")
    return given == "yes"


def _read_metrics_token(env: Mapping[str, str]) -> str:
    given = env.get("PRONGSAI_METRICS_TOKEN", "")
    if given and not re.fullmatch(r"[A-Za-z0-9._~+/=-]{20,200}", given):
        raise BadSetting(
            "PRONGSAI_METRICS_TOKEN",
            "***",
            "ตัวอักษรอังกฤษหรือตัวเลข 20 ถึง 200 ตัว เดาไม่ได้",
            "20 to 200 letters or digits that nobody can guess",
        )
    return given


_MAIL_SCHEMES = {"smtp": ("", 25), "smtp+starttls": ("starttls", 587), "smtps": ("tls", 465)}


def _read_mail_server(env: Mapping[str, str]) -> MailServer | None:
    given = env.get("PRONGSAI_SMTP_URL", "")
    if not given:
        return None
    with contextlib.suppress(ValueError):  # a port or an IPv6 address that is none
        parts = urlsplit(given)
        known, port = _MAIL_SCHEMES.get(parts.scheme), parts.port
        if known and parts.hostname and parts.path in {"", "/"} and not parts.query and not parts.fragment:
            user, password = unquote(parts.username or ""), unquote(parts.password or "")
            return MailServer(parts.hostname, port or known[1], known[0], user, password)
    raise BadSetting(
        "PRONGSAI_SMTP_URL",
        re.sub(r"(//[^/@:]*:).*@", r"\1***@", given),
        " smtp+starttls://ผู้ใช้:รหัสผ่าน@เครื่อง:587 หรือ smtps:// หรือ smtp:// (ไม่เข้ารหัส)",
        "smtp+starttls://user:password@host:587, or smtps:// or smtp:// (not encrypted)",
    )


def _read_mail_from(env: Mapping[str, str]) -> str:
    given = env.get("PRONGSAI_MAIL_FROM", "").strip()
    name, separator, host = given.rpartition("@")
    if given and not (separator and name and "." in host and given.isascii() and not set(given) & set(" <>,;\r\n\t")):
        raise BadSetting(
            "PRONGSAI_MAIL_FROM", given, "ที่อยู่อีเมล เช่น ita@example.go.th", "a mail address such as ita@example.go.th"
        )
    if not given and env.get("PRONGSAI_SMTP_URL", ""):
        raise BadSetting(
            "PRONGSAI_MAIL_FROM",
            given,
            "ที่อยู่อีเมลผู้ส่ง เมื่อตั้ง PRONGSAI_SMTP_URL",
            "the sender's mail address when PRONGSAI_SMTP_URL is set",
        )
    return given


def _host_as_written(netloc: str) -> str:
    """The host with its letter case, which `hostname` drops: a Unix socket is a path."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _read_flag(env: Mapping[str, str], name: str) -> bool:
    given = env.get(name, "").strip().lower()
    if given in {"", "0", "no", "false", "off"}:
        return False
    if given in {"1", "yes", "true", "on"}:
        return True
    raise BadSetting(name, given, " 1 หรือ 0", "1 or 0")


def _read_hosts(env: Mapping[str, str], name: str) -> frozenset[str]:
    given = env.get(name, "")
    hosts = frozenset(given.lower().replace(",", " ").split())
    if any("/" in host or "@" in host for host in hosts):
        raise BadSetting(
            name,
            given,
            "ชื่อเครื่องหรือเลขที่อยู่ คั่นด้วยจุลภาค ไม่มี http:// เช่น test.localhost,127.0.0.1",
            "host names or addresses parted by commas, without http://, such as test.localhost,127.0.0.1",
        )
    return hosts


def _read_seconds(env: Mapping[str, str], name: str, *, default: float) -> float:
    given = env.get(name, "").strip()
    if not given:
        return default
    try:
        seconds = float(given)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 60:
        raise BadSetting(name, given, "จำนวนวินาที 0 ถึง 60 เช่น 1 หรือ 0.5", "seconds from 0 to 60, such as 1 or 0.5")
    return seconds


def _read_days(env: Mapping[str, str], name: str, *, default: int) -> int:
    given = env.get(name, "").strip()
    if not given:
        return default
    if not given.isascii() or not given.isdigit() or int(given) > 90:
        raise BadSetting(name, given, "จำนวนวัน 0 ถึง 90", "a number of days from 0 to 90")
    return int(given)


def _read_file(env: Mapping[str, str], name: str) -> Path | None:
    given = env.get(name, "").strip()
    if not given:
        return None
    path = Path(given).expanduser()
    if not path.is_absolute() or not os.access(path, os.R_OK) or not path.is_file():
        raise BadSetting(name, given, "เส้นทางเต็มของไฟล์ที่อ่านได้", "the full path of a file that can be read")
    return path


def _read_openid(env: Mapping[str, str]) -> OpenIdProvider | None:
    issuer = env.get("PRONGSAI_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    on_loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and on_loopback)) or parts.query:
        raise BadSetting(
            "PRONGSAI_OIDC_ISSUER",
            issuer,
            "ที่อยู่ https ของผู้ให้บริการยืนยันตัวตน",
            "the https address of an OpenID Connect issuer",
        )
    client_id = env.get("PRONGSAI_OIDC_CLIENT_ID", "").strip()
    if not client_id:
        raise BadSetting("PRONGSAI_OIDC_CLIENT_ID", "", "รหัสที่ผู้ให้บริการออกให้", "the id that the issuer gave out")
    secret_file = _read_file(env, "PRONGSAI_OIDC_CLIENT_SECRET_FILE")
    if secret_file is None or not secret_file.read_text().strip():
        raise BadSetting(
            "PRONGSAI_OIDC_CLIENT_SECRET_FILE",
            str(secret_file or ""),
            "ไฟล์ที่มีรหัสลับที่ผู้ให้บริการออกให้",
            "a file that holds the secret the issuer gave out",
        )
    name = env.get("PRONGSAI_OIDC_NAME", "").strip() or parts.hostname
    return OpenIdProvider(issuer.rstrip("/"), client_id, secret_file, name)


def _read_scanner(env: Mapping[str, str]) -> ScannerAddress | None:
    given = env.get("PRONGSAI_CLAMD", "").strip()
    if not given:
        return None
    if given.startswith("unix:/") and len(given) > len("unix:/"):
        return ScannerAddress(path=given.removeprefix("unix:"))
    host, separator, port = given.rpartition(":")
    if separator and host and port.isascii() and port.isdigit() and 1 <= int(port) <= 65535:
        return ScannerAddress(host=host.strip("[]"), port=int(port))
    raise BadSetting(
        "PRONGSAI_CLAMD",
        given,
        " unix:/เส้นทางเต็มของซ็อกเก็ต หรือ เครื่อง:พอร์ต เช่น 127.0.0.1:3310",
        "unix:/full/path/of/socket or host:port, such as 127.0.0.1:3310",
    )


def _read_takes_unscanned(env: Mapping[str, str]) -> bool:
    given = env.get("PRONGSAI_CLAMD_DOWN", "").strip() or "refuse"
    if given not in {"refuse", "accept"}:
        raise BadSetting("PRONGSAI_CLAMD_DOWN", given, " refuse หรือ accept", "refuse or accept")
    return given == "accept"


def _read_uploads(env: Mapping[str, str]) -> int:
    given = env.get("PRONGSAI_UPLOADS_IN_TEN_MINUTES", "").strip() or "120"
    if not given.isascii() or not given.isdigit() or int(given) > 1_000_000:
        raise BadSetting(
            "PRONGSAI_UPLOADS_IN_TEN_MINUTES",
            given,
            "จำนวนครั้ง 0 (ไม่จำกัด) ถึง 1000000",
            "a number from 0 (no limit) to 1000000",
        )
    return int(given)


def _read_line(env: Mapping[str, str]) -> LineAccount | None:
    token_file = _read_file(env, "PRONGSAI_LINE_TOKEN_FILE")
    if token_file is None:
        return None
    for name in ("PRONGSAI_LINE_TOKEN_FILE", "PRONGSAI_LINE_SECRET_FILE"):
        path = _read_file(env, name)
        if path is not None and not re.fullmatch(r"[!-~]+", path.read_text(errors="replace").strip()):
            raise BadSetting(
                name, str(path), "ไฟล์ที่มีรหัสที่ LINE ออกให้บรรทัดเดียว", "a file of one line, as LINE gave it out"
            )
    url = env.get("PRONGSAI_LINE_URL", "").strip() or LINE_URL
    parts = urlsplit(url)
    on_loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    is_plain = parts.path in {"", "/"} and not parts.query and parts.username is None
    if not (parts.hostname and is_plain and (parts.scheme == "https" or (parts.scheme == "http" and on_loopback))):
        raise BadSetting(
            "PRONGSAI_LINE_URL",
            url,
            "ที่อยู่ https เช่น https://api.line.me",
            "an https address such as https://api.line.me",
        )
    return LineAccount(token_file, _read_file(env, "PRONGSAI_LINE_SECRET_FILE"), url.rstrip("/"))


def _read_time_stamps(env: Mapping[str, str]) -> TimeStampAuthority | None:
    url = env.get("PRONGSAI_TSA_URL", "").strip()
    if not url:
        return None
    parts = urlsplit(url)
    # Plain http is usual for this service: the answer is signed, and only a hash is asked about.
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.fragment:
        raise BadSetting(
            "PRONGSAI_TSA_URL",
            re.sub(r"//[^/@]*@", "//***@", url),
            "ที่อยู่ของผู้ให้บริการประทับเวลา เช่น https://tsa.example.or.th/tsr",
            "the address of a time-stamping authority, such as https://tsa.example.or.th/tsr",
        )
    ca_file = _read_file(env, "PRONGSAI_TSA_CA_FILE")
    if ca_file is None or b"-----BEGIN CERTIFICATE-----" not in ca_file.read_bytes():
        raise BadSetting(
            "PRONGSAI_TSA_CA_FILE",
            str(ca_file or ""),
            "ไฟล์ PEM ที่มีใบรับรองรากของผู้ให้บริการประทับเวลา",
            "a PEM file with the root certificates of the time-stamping authority",
        )
    return TimeStampAuthority(url, ca_file)
