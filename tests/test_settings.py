"""The typed reader of environment variables."""

import os
import stat
from pathlib import Path

import pytest

from prongsai.settings import BadSetting, ensure_secret_key, read_settings


class TestReadSettings:
    def test_needs_no_configuration(self):
        settings = read_settings({})

        assert settings.home.is_absolute()
        assert settings.home != Path.cwd()
        assert settings.url == "http://127.0.0.1:8000"
        assert settings.database.engine == "sqlite"
        assert not settings.is_https

    def test_keeps_the_database_in_the_data_folder(self, tmp_path):
        settings = read_settings({"PRONGSAI_HOME": str(tmp_path)})

        assert settings.database.name == str(tmp_path / "prongsai.sqlite3")

    def test_reads_a_postgresql_address(self):
        database = read_settings({"DATABASE_URL": "postgresql://u:p%40ss@db:5433/prong"}).database

        assert (database.engine, database.user, database.password) == ("postgresql", "u", "p@ss")
        assert (database.host, database.port, database.name) == ("db", 5433, "prong")

    def test_takes_a_socket_address_without_host(self):
        assert read_settings({"DATABASE_URL": "postgresql:///prong"}).database.host == ""

    def test_keeps_the_case_of_a_socket_folder(self):
        assert read_settings({"DATABASE_URL": "postgresql://u@%2Fvar%2FRun:5433/p"}).database.host == "/var/Run"

    def test_takes_an_ipv6_database_host(self):
        assert read_settings({"DATABASE_URL": "postgresql://u@[::1]:5433/p"}).database.host == "::1"

    def test_knows_https_by_the_public_address(self):
        settings = read_settings({"PRONGSAI_URL": "https://ita.example.go.th/"})

        assert settings.is_https
        assert settings.url == "https://ita.example.go.th"
        assert settings.public_host == "ita.example.go.th"

    def test_binds_ipv6(self):
        settings = read_settings({"PRONGSAI_BIND": "[::1]:9000"})

        assert (settings.bind_host, settings.bind_port) == ("::1", 9000)

    def test_the_auditor_visits_no_inner_host_and_waits_a_second_unless_told(self):
        settings = read_settings({})

        assert (settings.audit_allow_hosts, settings.audit_host_gap_s) == (frozenset(), 1.0)

    def test_lets_postgresql_keep_plans_unless_told(self):
        assert read_settings({}).database_prepares
        assert read_settings({"PRONGSAI_DATABASE_PREPARES": "yes"}).database_prepares
        assert not read_settings({"PRONGSAI_DATABASE_PREPARES": "no"}).database_prepares

    def test_serves_pages_by_one_process_unless_told(self):
        assert [read_settings({"PRONGSAI_WEB_WORKERS": text}).web_workers for text in ("", "1", "32")] == [1, 1, 32]

    def test_reads_hosts_for_tests_and_the_pace(self):
        settings = read_settings(
            {"PRONGSAI_AUDIT_ALLOW_HOSTS": "Site.Test, 127.0.0.1", "PRONGSAI_AUDIT_HOST_GAP_S": "0.2"}
        )

        assert settings.audit_allow_hosts == {"site.test", "127.0.0.1"}
        assert settings.audit_host_gap_s == 0.2

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("PRONGSAI_HOME", "data"),
            ("PRONGSAI_BIND", "8000"),
            ("PRONGSAI_BIND", "127.0.0.1:0"),
            ("PRONGSAI_BIND", "127.0.0.1:70000"),
            ("PRONGSAI_AUDIT_ALLOW_HOSTS", "http://127.0.0.1"),
            ("PRONGSAI_AUDIT_ALLOW_HOSTS", "user@host"),
            ("PRONGSAI_AUDIT_HOST_GAP_S", "fast"),
            ("PRONGSAI_AUDIT_HOST_GAP_S", "-1"),
            ("PRONGSAI_AUDIT_HOST_GAP_S", "61"),
            ("PRONGSAI_AUDIT_HOST_GAP_S", "nan"),
            ("PRONGSAI_BIND", "127.0.0.1:๘๐๐๐"),
            ("PRONGSAI_WEB_WORKERS", "0"),
            ("PRONGSAI_WEB_WORKERS", "33"),
            ("PRONGSAI_WEB_WORKERS", "two"),
            ("PRONGSAI_WEB_WORKERS", "๒"),
            ("PRONGSAI_URL", "ita.example.go.th"),
            ("PRONGSAI_URL", "ftp://ita.example.go.th"),
            ("PRONGSAI_URL", "https://ita.example.go.th/path"),
            ("DATABASE_URL", "mysql://root@db/x"),
            ("PRONGSAI_DATABASE_PREPARES", "true"),
            ("DATABASE_URL", "postgresql://db"),
            ("DATABASE_URL", "postgresql://db:port/x"),
            ("DATABASE_URL", "sqlite://relative.db"),
            ("PRONGSAI_DEBUG", "maybe"),
            ("PRONGSAI_BLOCKED_PASSWORDS_FILE", "blocked.txt"),
            ("PRONGSAI_BLOCKED_PASSWORDS_FILE", "/no/such/file"),
            ("PRONGSAI_SECOND_FACTOR_GRACE_DAYS", "a week"),
            ("PRONGSAI_SECOND_FACTOR_GRACE_DAYS", "91"),
            ("PRONGSAI_SECOND_FACTOR_GRACE_DAYS", "-1"),
            ("PRONGSAI_OIDC_ISSUER", "sso.example.go.th"),
            ("PRONGSAI_OIDC_ISSUER", "http://sso.example.go.th"),
            ("PRONGSAI_OIDC_ISSUER", "https://sso.example.go.th/?realm=x"),
            ("PRONGSAI_MAIL_FROM", "nobody"),
            ("PRONGSAI_MAIL_FROM", "a@b.th, c@d.th"),
        ],
    )
    def test_refuses_a_bad_value_by_name(self, name, value):
        with pytest.raises(BadSetting) as refusal:
            read_settings({name: value})

        assert name in refusal.value.message_th
        assert name in refusal.value.message_en

    def test_knows_no_provider_and_gives_a_week_unless_told(self):
        settings = read_settings({})

        assert (settings.openid, settings.blocked_passwords_file) == (None, None)
        assert settings.second_factor_grace_days == 7

    def openid(self, tmp_path, **changes):
        secret = tmp_path / "secret"
        secret.write_text("hush\n")
        return {
            "PRONGSAI_OIDC_ISSUER": "https://SSO.example.go.th/realms/Town/",
            "PRONGSAI_OIDC_CLIENT_ID": "prongsai",
            "PRONGSAI_OIDC_CLIENT_SECRET_FILE": str(secret),
            **changes,
        }

    def test_reads_an_openid_provider(self, tmp_path):
        openid = read_settings(self.openid(tmp_path, PRONGSAI_OIDC_NAME="ThaID")).openid

        assert openid is not None
        assert (openid.issuer, openid.name) == ("https://SSO.example.go.th/realms/Town", "ThaID")
        assert openid.slug == "sso.example.go.th-realms-town"

    def test_names_the_provider_by_its_host_unless_told(self, tmp_path):
        openid = read_settings(self.openid(tmp_path)).openid

        assert openid is not None
        assert openid.name == "sso.example.go.th"

    def test_takes_http_from_this_machine_only(self, tmp_path):
        assert read_settings(self.openid(tmp_path, PRONGSAI_OIDC_ISSUER="http://127.0.0.1:9000/o")).openid

    @pytest.mark.parametrize("name", ["PRONGSAI_OIDC_CLIENT_ID", "PRONGSAI_OIDC_CLIENT_SECRET_FILE"])
    def test_refuses_half_a_provider(self, tmp_path, name):
        with pytest.raises(BadSetting) as refusal:
            read_settings(self.openid(tmp_path, **{name: ""}))

        assert name in refusal.value.message_en

    def test_refuses_an_empty_secret(self, tmp_path):
        given = self.openid(tmp_path)
        (tmp_path / "secret").write_text(" \n")

        with pytest.raises(BadSetting):
            read_settings(given)

    def test_shows_no_password_in_a_refusal(self):
        with pytest.raises(BadSetting) as refusal:
            read_settings({"DATABASE_URL": "mysql://root:s3cret@db/x"})

        assert "s3cret" not in str(refusal.value)

    def test_refuses_a_file_as_data_folder(self, tmp_path):
        taken = tmp_path / "file"
        taken.write_text("x")

        with pytest.raises(BadSetting):
            read_settings({"PRONGSAI_HOME": str(taken)})


class TestSecretKey:
    def test_is_made_on_first_use_for_its_owner_only(self, tmp_path):
        settings = read_settings({"PRONGSAI_HOME": str(tmp_path / "new")})

        key = ensure_secret_key(settings)

        assert len(key) >= 50
        assert ensure_secret_key(settings) == key
        assert stat.S_IMODE(os.stat(settings.secret_key_file).st_mode) == 0o600

    def test_that_is_too_short_is_refused(self, tmp_path):
        short = tmp_path / "key"
        short.write_text("abc")

        with pytest.raises(BadSetting):
            ensure_secret_key(read_settings({"PRONGSAI_SECRET_KEY_FILE": str(short)}))


class TestMailServer:
    def test_there_is_none_unless_named(self):
        settings = read_settings({})

        assert (settings.mail_server, settings.mail_from) == (None, "")

    @pytest.mark.parametrize(
        ("address", "wanted"),
        [
            ("smtp://localhost", ("localhost", 25, "", "", "")),
            ("smtp://127.0.0.1:2525/", ("127.0.0.1", 2525, "", "", "")),
            ("smtps://u:p@mail.go.th", ("mail.go.th", 465, "tls", "u", "p")),
            (
                "smtp+starttls://ita%40x.go.th:p%3Aw%2F@mail.go.th",
                ("mail.go.th", 587, "starttls", "ita@x.go.th", "p:w/"),
            ),
            ("smtp://[::1]:2525", ("::1", 2525, "", "", "")),
        ],
    )
    def test_reads_where_how_and_as_whom(self, address, wanted):
        server = read_settings({"PRONGSAI_SMTP_URL": address, "PRONGSAI_MAIL_FROM": "ita@x.go.th"}).mail_server

        assert (server.host, server.port, server.security, server.user, server.password) == wanted

    @pytest.mark.parametrize(
        "address",
        [
            "mail.go.th",
            "http://mail.go.th",
            "smtp://",
            "smtp://x:99999",
            "smtp://x:abc",
            "smtp://x/y",
            "smtp://[::1",
            "smtp://x?tls=1",
        ],
    )
    def test_refuses_what_is_no_mail_server_by_name(self, address):
        with pytest.raises(BadSetting, match="PRONGSAI_SMTP_URL"):
            read_settings({"PRONGSAI_SMTP_URL": address, "PRONGSAI_MAIL_FROM": "ita@x.go.th"})

    @pytest.mark.parametrize("address", ["smtp://u:secret@x/y", "smtp://u:secret@x:abc", "ftp://u:se%40cret@x"])
    def test_shows_no_password_when_refusing(self, address):
        with pytest.raises(BadSetting) as caught:
            read_settings({"PRONGSAI_SMTP_URL": address, "PRONGSAI_MAIL_FROM": "ita@x.go.th"})

        assert "cret" not in caught.value.message_en + caught.value.message_th

    @pytest.mark.parametrize("sender", ["", "ita", "ita@x", "a b@x.go.th", "a@x.go.th\nBcc: b@y.go.th", "ก@x.go.th"])
    def test_a_server_needs_a_sender_that_is_an_address(self, sender):
        with pytest.raises(BadSetting, match="PRONGSAI_MAIL_FROM"):
            read_settings({"PRONGSAI_SMTP_URL": "smtp://x", "PRONGSAI_MAIL_FROM": sender})


class TestScanner:
    def test_is_none_unless_set(self):
        settings = read_settings({})

        assert (settings.scanner, settings.takes_unscanned, settings.uploads_in_ten_minutes) == (None, False, 120)

    def test_listens_at_a_socket_or_a_port(self):
        by_path = read_settings({"PRONGSAI_CLAMD": "unix:/run/clamav/clamd.ctl"}).scanner
        by_port = read_settings({"PRONGSAI_CLAMD": "[::1]:3310", "PRONGSAI_CLAMD_DOWN": "accept"})

        assert by_path.path == "/run/clamav/clamd.ctl"
        assert (by_port.scanner.host, by_port.scanner.port, by_port.takes_unscanned) == ("::1", 3310, True)

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("PRONGSAI_CLAMD", "clamd"),
            ("PRONGSAI_CLAMD", "unix:clamd.ctl"),
            ("PRONGSAI_CLAMD", "127.0.0.1:0"),
            ("PRONGSAI_CLAMD_DOWN", "maybe"),
            ("PRONGSAI_UPLOADS_IN_TEN_MINUTES", "-1"),
        ],
    )
    def test_a_bad_value_is_refused_by_name(self, name, value):
        with pytest.raises(BadSetting, match=name):
            read_settings({name: value})


class TestLine:
    def account(self, tmp_path, **more):
        token = tmp_path / "token"
        token.write_text("abc+/=\n")
        return read_settings({"PRONGSAI_LINE_TOKEN_FILE": str(token), **more}).line

    def test_is_off_without_a_token(self):
        assert read_settings({}).line is None

    def test_reads_the_token_anew_each_time(self, tmp_path):
        line = self.account(tmp_path)

        assert (line.token(), line.secret(), line.url) == ("abc+/=", "", "https://api.line.me")
        (tmp_path / "token").write_text("new")
        assert line.token() == "new"

    @pytest.mark.parametrize("url", ["http://api.line.me", "api.line.me", "https://a@x.th", "https://x.th/path"])
    def test_refuses_an_address_that_is_none(self, tmp_path, url):
        with pytest.raises(BadSetting, match="PRONGSAI_LINE_URL"):
            self.account(tmp_path, PRONGSAI_LINE_URL=url)

    def test_refuses_files_that_hold_no_word(self, tmp_path):
        empty = tmp_path / "empty"
        empty.write_text(" \n")

        with pytest.raises(BadSetting, match="PRONGSAI_LINE_SECRET_FILE"):
            self.account(tmp_path, PRONGSAI_LINE_SECRET_FILE=str(empty))
        with pytest.raises(BadSetting, match="PRONGSAI_LINE_TOKEN_FILE"):
            read_settings({"PRONGSAI_LINE_TOKEN_FILE": str(empty)})

    def test_names_hosts_a_webhook_may_post_to(self):
        assert read_settings({"PRONGSAI_WEBHOOK_ALLOW_HOSTS": "Hook.lan:8080"}).webhook_allow_hosts == {"hook.lan:8080"}


class TestTimeStamps:
    @pytest.fixture
    def ca_file(self, tmp_path):
        path = tmp_path / "ca.pem"
        path.write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        return str(path)

    def read(self, url, ca_file):
        return read_settings({"PRONGSAI_TSA_URL": url, "PRONGSAI_TSA_CA_FILE": ca_file}).time_stamps

    def test_none_unless_named(self):
        assert read_settings({}).time_stamps is None

    @pytest.mark.parametrize(
        "url", ["https://tsa.example.or.th/tsr", "http://timestamp.example.com", "http://127.0.0.1:9/x"]
    )
    def test_plain_http_is_usual_for_this_service(self, url, ca_file):
        authority = self.read(url, ca_file)

        assert (authority.url, str(authority.ca_file)) == (url, ca_file)
        assert authority.host in url

    @pytest.mark.parametrize(
        "url", ["tsa.example.or.th", "ftp://tsa.example.or.th", "https:///tsr", "https://u:p@tsa.example.or.th"]
    )
    def test_what_is_no_address_is_refused_by_name(self, url, ca_file):
        with pytest.raises(BadSetting, match="PRONGSAI_TSA_URL") as raised:
            self.read(url, ca_file)
        assert "u:p" not in str(raised.value)

    def test_the_roots_are_needed(self, tmp_path):
        (tmp_path / "other.pem").write_text("no certificate")

        for path in ("", str(tmp_path / "gone.pem"), str(tmp_path / "other.pem")):
            with pytest.raises(BadSetting, match="PRONGSAI_TSA_CA_FILE"):
                self.read("https://tsa.example.or.th/tsr", path)
