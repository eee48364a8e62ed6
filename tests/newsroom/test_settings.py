"""A wrong value in the environment stops every command with one line that says what is accepted."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent.parent
NAMES = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "PORT", "DEBUG")


def start(tmp_path: Path, *command: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a new process with these variables and none of this machine's."""
    environment = {name: value for name, value in os.environ.items() if name not in NAMES}
    return subprocess.run(
        [sys.executable, *(command or ("manage.py", "check"))],
        cwd=ROOT,
        env=environment | {"DATA_DIR": str(tmp_path / "data")} | values,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("DEBUG", "maybe", "true or false, not 'maybe'."),
        ("PORT", "99999", "a whole number from 1 to 65535, not '99999'."),
        ("SECRET_KEY", "short", "at least 32 characters."),
        ("SECRET_KEY_FALLBACKS", f"{'x' * 40},short", "keys of at least 32 characters, comma-separated."),
        ("METRICS_TOKEN", "short", "at least 16 characters."),
        ("PUBLIC_URL", "news.test", "an address such as https://news.example.com, not 'news.test'."),
        ("FRONTEND_ARTICLE_URL", "https://x.test/{slg}", "an address with {slug}, {id} or {topic}, not"),
        ("FRONTEND_AUTHOR_URL", "https://x.test/authors/", "an address with {slug}, not 'https://x.test/authors/'."),
        ("FRONTEND_ARTICLE_URL", "https://x.test/", "an address with {slug}, {id} or {topic}, not"),
        ("FRONTEND_ARTICLE_URL", 'https://x.test/"{slug}', "an address with {slug}, {id} or {topic}, not"),
        ("PUBLIC_URL", 'https://x.test/a"b', "an address such as https://news.example.com, not"),
        ("FRONTEND_PREVIEW_URL", "https://x.test/{slug}", "an address with {token}, not 'https://x.test/{slug}'."),
        ("PREVIEW_HOURS", "0", "a whole number from 1 to 8760, not '0'."),
        ("DATABASE_URL", "mysql://u:p@host/x", "sqlite:///path or postgres://user:password@host:port/name."),
        ("REDIS_URL", "localhost", "redis://host:port/0, rediss:// or valkey://."),
        ("ALLOWED_HOSTS", "https://x.test", "hosts such as www.example.com, comma-separated, not 'https://x.test'."),
        ("TRUSTED_PROXIES", "proxy", "addresses or networks such as 10.0.0.0/8, comma-separated, not 'proxy'."),
        ("CORS_ALLOWED_ORIGINS", "x.test", "origins such as https://www.example.com, comma-separated, not 'x.test'."),
        ("TIME_ZONE", "Mars", "the name of a time zone such as Europe/Lisbon, not 'Mars'."),
        ("LANGUAGES", "English", "languages such as en or pt-BR, comma-separated, not 'English'."),
        ("EMBED_HOSTS", "https://x.test/", "hosts such as vimeo.com, comma-separated, not 'https://x.test/'."),
        ("LOG_LEVEL", "loud", "one of DEBUG, ERROR, INFO, WARNING, not 'loud'."),
        ("IMAGE_MAX_BYTES", "25MB", "a whole number from 100000 to 500000000, not '25MB'."),
        ("VIEW_DEDUPE_SECONDS", "-1", "a whole number from 0 to 86400, not '-1'."),
        ("VIEWS_NOT_COUNTED", "robots", "any of bots, prefetch and staff, comma-separated, not 'robots'."),
        ("WEBHOOK_PRIVATE_NETWORKS", "lan", "addresses or networks such as 10.0.0.0/8, comma-separated, not 'lan'."),
        ("FASTLY_SERVICE_ID", "../x", "letters and digits only, not '../x'."),
        ("VARNISH_URL", "varnish", "an address such as https://news.example.com, not 'varnish'."),
        ("REQUIRE_SECOND_FACTOR", "perhaps", "true or false, not 'perhaps'."),
        ("PASSWORD_SIGN_IN", "false", "true where there is no OIDC_SERVER_URL, not 'false'."),
        ("OIDC_SERVER_URL", "id.example.com", "an address such as https://news.example.com, not 'id.example.com'."),
        ("OIDC_SERVER_URL", "http://id.example.com", "an address with https://, not 'http://id.example.com'."),
        ("OIDC_SCOPES", 'a"b', "scopes such as groups, comma-separated, not 'a\"b'."),
        ("OIDC_ASKS_SECOND_FACTOR", "2fa", "true or false, not '2fa'."),
        ("DATA_DIR", "/dev/null/var", "a folder that newsroom can write in, not '/dev/null/var'."),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_line(tmp_path: Path, name: str, value: str, problem: str) -> None:
    ended = start(tmp_path, **{name: value})
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"newsroom: {name} must be {problem}")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ("FASTLY_SERVICE_ID", "FASTLY_API_TOKEN"),
        ("FASTLY_API_TOKEN", "FASTLY_SERVICE_ID"),
        ("CLOUDFLARE_ZONE_ID", "CLOUDFLARE_API_TOKEN"),
        ("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ZONE_ID"),
    ],
)
def test_half_an_account_stops_the_start(tmp_path: Path, given: str, missing: str) -> None:
    ended = start(tmp_path, **{given: "secretword"})
    assert (ended.returncode, ended.stderr) == (1, f"newsroom: {missing} must be set as well, because {given} is.\n")


@pytest.mark.parametrize("given", ["OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_a_third_of_a_provider_does_too(tmp_path: Path, given: str) -> None:
    ended = start(tmp_path, **{given: "https://id.example.com"})
    missing = "OIDC_CLIENT_ID" if given == "OIDC_SERVER_URL" else "OIDC_SERVER_URL"
    assert (ended.returncode, ended.stderr) == (1, f"newsroom: {missing} must be set as well, because {given} is.\n")


def test_a_token_with_spaces_is_not_shown(tmp_path: Path) -> None:
    ended = start(tmp_path, FASTLY_SERVICE_ID="abc", FASTLY_API_TOKEN="secret word")
    assert ended.stderr == "newsroom: FASTLY_API_TOKEN must be a token without spaces.\n"


def test_the_server_says_it_in_one_line_too(tmp_path: Path) -> None:
    ended = start(tmp_path, "-c", "import newsroom.wsgi", DEBUG="maybe")
    assert (ended.returncode, ended.stderr) == (1, "newsroom: DEBUG must be true or false, not 'maybe'.\n")


def test_a_database_that_cannot_be_reached_is_named(tmp_path: Path) -> None:
    ended = start(tmp_path, "manage.py", "serve", DATABASE_URL="postgres://editor:word@127.0.0.1:1/news")
    assert ended.returncode == 1
    assert ended.stderr.startswith("CommandError: The database of DATABASE_URL cannot be used: ")
    assert "word" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_secret_key_is_generated_once_and_readable_by_nobody_else(tmp_path: Path) -> None:
    script = "from django.conf import settings; print(settings.SECRET_KEY)"
    command = ("manage.py", "shell", "--no-imports", "-c", script)
    first, second = start(tmp_path, *command), start(tmp_path, *command)
    assert len(first.stdout.strip()) >= 50
    assert first.stdout == second.stdout
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_a_bucket_takes_the_place_of_the_folder(tmp_path: Path) -> None:
    script = "import json; from django.conf import settings; print(json.dumps(settings.STORAGES['default']))"
    values = {"S3_BUCKET": "pictures", "S3_ENDPOINT_URL": "https://s3.test/", "S3_REGION": "eu-west-1"}
    keys = {"S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "secret"}
    told = start(tmp_path, "manage.py", "shell", "--no-imports", "-c", script, **values, **keys)
    assert json.loads(told.stdout) == {
        "BACKEND": "media.bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": "pictures",
            "location": "originals",
            "endpoint_url": "https://s3.test",
            "region_name": "eu-west-1",
            "access_key": "key",
            "secret_key": "secret",
            "default_acl": None,
            "querystring_auth": True,
        },
    }
