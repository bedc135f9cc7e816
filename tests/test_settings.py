"""Where settings come from, and what is said about those that cannot be used."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel

from devrev_sessions.settings import (
    App,
    CacheSettings,
    Caller,
    HttpKey,
    HttpSettings,
    LimitSettings,
    OAuthSettings,
    RedactionRule,
    RedactionSettings,
    Settings,
    SettingsError,
    SharedSettings,
    checked_base_url,
    load,
)
from devrev_sessions.settings.keys import new_seal

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
TOKEN = "secret-token-6b1f"
WHOLE = f"""
token = "{TOKEN}"
version_key = "shop-android"
base_url = "https://gateway.example/devrev/"

[apps.shop-android]
version_key = "key-1"
platform = "android"

[apps."Shop on the web"]
version_key = "key-2"

[cache]
max_megabytes = 0
max_age_seconds = 1.5

[limits]
max_body_megabytes = 64
timeout_seconds = 45
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problems(file: Path, text: str, **environ: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load(file, environ)
    assert str(told.value) == "\n".join(told.value.problems)
    assert told.value.__context__ is None
    return [problem.removeprefix(f"{file}: ") for problem in told.value.problems]


def test_an_empty_file_gives_the_defaults(file: Path):
    file.write_text("", encoding="utf-8")
    assert load(file, {}) == Settings()
    assert Settings() == Settings(
        token=None,
        base_url="https://api.devrev.ai",
        version_key=None,
        apps={},
        cache=CacheSettings(max_megabytes=256, max_age_seconds=900),
        limits=LimitSettings(max_body_megabytes=128, timeout_seconds=20),
    )


def test_everything_can_be_set_in_the_file(file: Path):
    file.write_text(WHOLE, encoding="utf-8")
    found = load(file, {})
    assert found.token is not None
    assert found.token.get_secret_value() == TOKEN
    assert (found.version_key, found.base_url) == ("shop-android", "https://gateway.example/devrev")
    assert found.apps == {
        "shop-android": App(version_key="key-1", platform="android"),
        "Shop on the web": App(version_key="key-2"),
    }
    assert found.cache == CacheSettings(max_megabytes=0, max_age_seconds=1.5)
    assert found.limits == LimitSettings(max_body_megabytes=64, timeout_seconds=45)


def test_the_environment_wins_over_the_file(file: Path):
    file.write_text(WHOLE, encoding="utf-8")
    environ = {"DEVREV_API_KEY": " other\n", "DEVREV_VERSION_KEY": "key-9", "DEVREV_BASE_URL": "http://127.0.0.1:1"}
    found = load(file, environ)
    assert found.token is not None
    assert found.token.get_secret_value() == "other"
    assert (found.version_key, found.base_url) == ("key-9", "http://127.0.0.1:1")


def test_empty_variables_count_as_unset(file: Path):
    file.write_text(WHOLE, encoding="utf-8")
    blank = {"DEVREV_API_KEY": "", "DEVREV_VERSION_KEY": " ", "DEVREV_BASE_URL": "", "DEVREV_SESSIONS_CONFIG": ""}
    assert load(file, blank) == load(file, {})


def test_the_file_may_be_named_by_the_environment_and_a_path_wins_over_that(tmp_path: Path):
    named, given = tmp_path / "named.toml", tmp_path / "given.toml"
    named.write_text('version_key = "named"', encoding="utf-8")
    given.write_text('version_key = "given"', encoding="utf-8")
    assert load(None, {"DEVREV_SESSIONS_CONFIG": str(named)}).version_key == "named"
    assert load(given, {"DEVREV_SESSIONS_CONFIG": str(named)}).version_key == "given"


def test_a_file_that_was_named_must_be_there(tmp_path: Path):
    missing = tmp_path / "nowhere.toml"
    for config, environ in [(missing, {}), (None, {"DEVREV_SESSIONS_CONFIG": str(missing)})]:
        with pytest.raises(SettingsError) as told:
            load(config, environ)
        assert told.value.problems == (f"{missing}: there is no such file",)


def test_a_tilde_in_the_variable_is_the_home_folder():
    with pytest.raises(SettingsError) as told:
        load(None, {"DEVREV_SESSIONS_CONFIG": "~/no such file.toml"})
    assert told.value.problems == (f"{Path.home() / 'no such file.toml'}: there is no such file",)


def test_the_default_file_is_in_the_users_configuration_folder_and_may_be_missing(tmp_path: Path):
    program = (
        "from devrev_sessions.settings import default_path, load\n"
        "print(load(None, {}).version_key)\n"
        "default_path().parent.mkdir(parents=True)\n"
        "default_path().write_text('version_key = \"mine\"')\n"
        "print(load(None, {}).version_key)\n"
        "print(default_path())\n"
    )
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "conf"), "USERPROFILE": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=os.environ | home, capture_output=True, check=True)
    before, after, path = done.stdout.decode().splitlines()
    assert (before, after) == ("None", "mine")
    assert Path(path).parts[-2:] == ("devrev-sessions-mcp", "config.toml")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("tokn = 'x'", "tokn is not a setting; did you mean token?"),
        ("Base_URL = 'x'", "Base_URL is not a setting; did you mean base_url?"),
        ("[limit]", "limit is not a setting; did you mean limits?"),
        ("[cache]\nmax_age = 1", "cache.max_age is not a setting; did you mean max_age_seconds?"),
        (
            "[apps.shop]\nversion_key = 'k'\nplatfrom = 'ios'",
            "apps.shop.platfrom is not a setting; did you mean platform?",
        ),
        (
            "[limits]\nzzz = 1",
            "limits.zzz is not a setting; the settings here are max_body_megabytes, timeout_seconds",
        ),
        ("token = 5", "token must be text in quotes"),
        ("token = ''", "token is empty; leave it out, or paste the token"),
        ("version_key = ''", "version_key is empty; leave it out, or fill it in"),
        ("version_key = ['a']", "version_key must be text in quotes"),
        ("base_url = 1", "base_url must be text in quotes"),
        ("apps = 1", "apps must be a table, such as [apps.shop-android] or [cache]"),
        ("[apps]\nshop = 'key'", "apps.shop must be a table, such as [apps.shop-android] or [cache]"),
        ("[apps.'my shop']", 'apps."my shop".version_key is missing'),
        (
            "[apps.shop]\nversion_key = 'k'\nplatform = 'windows'",
            "apps.shop.platform must be one of 'android', 'ios' or 'web'",
        ),
        ("cache = 5", "cache must be a table, such as [apps.shop-android] or [cache]"),
        ("[cache]\nmax_megabytes = '5'", "cache.max_megabytes must be a whole number"),
        ("[cache]\nmax_megabytes = 2.5", "cache.max_megabytes must be a whole number"),
        ("[cache]\nmax_megabytes = true", "cache.max_megabytes must be a whole number"),
        ("[cache]\nmax_megabytes = -1", "cache.max_megabytes must be at least 0"),
        ("[cache]\nmax_age_seconds = '1 h'", "cache.max_age_seconds must be a number"),
        ("[cache]\nmax_age_seconds = inf", "cache.max_age_seconds must be at most 86400"),
        ("[limits]\ntimeout_seconds = 0", "limits.timeout_seconds must be more than 0"),
    ],
)
def test_each_mistake_in_the_file_is_one_line_that_names_its_key(file: Path, text: str, problem: str):
    assert problems(file, text) == [problem]


def test_every_mistake_is_told_at_once(file: Path):
    text = "tokn = 'x'\nversion_key = 1\n[limits]\ntimeout = 1"
    assert len(problems(file, text)) == 3


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a = 1\ntoken = abc", "line 2, column 9"),
        ('token = "abc', "the end of the file"),
        ("[cache\n", "line 1, column 7"),
        (f'"{TOKEN}" = 1\n"{TOKEN}" = 2\n', "line 2, column 24"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_place_only(file: Path, text: str, where: str):
    assert problems(file, text) == [
        f"{where} is not TOML: text stands in quotes, what is opened is closed, no key stands twice"
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, file: Path):
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path, {})
    file.write_bytes(b"token = '\xff'")
    with pytest.raises(SettingsError, match=r"config\.toml: is not UTF-8 text"):
        load(file, {})


def test_a_byte_order_mark_does_no_harm(file: Path):
    file.write_bytes(b'\xef\xbb\xbfversion_key = "k"\r\n')
    assert load(file, {}).version_key == "k"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://api.devrev.ai", "must start with https://; plain http would show the token to the network"),
        ("http://127.1", "must start with https://; plain http would show the token to the network"),
        ("http://localhost.example", "must start with https://; plain http would show the token to the network"),
        (f"https://me:{TOKEN}@x.example", "must not hold a user name or password; the token has a setting of its own"),
        (f"https://x.example?key={TOKEN}", "must end with the path, without ? or #"),
        ("https://x.example/#top", "must end with the path, without ? or #"),
        ("api.devrev.ai", "is not a URL such as https://api.devrev.ai"),
        ("ftp://api.devrev.ai", "is not a URL such as https://api.devrev.ai"),
        ("https://", "is not a URL such as https://api.devrev.ai"),
        ("https://x.example:port", "is not a URL such as https://api.devrev.ai"),
        ("https://x.example:99999", "is not a URL such as https://api.devrev.ai"),
        ("https://[::1", "is not a URL such as https://api.devrev.ai"),
        ("http://127.0.0.1\\@x.example", "is not a URL such as https://api.devrev.ai"),
        ("https://x example", "is not a URL such as https://api.devrev.ai"),
        (f"https://{'a' * 64}.example", "is not a URL such as https://api.devrev.ai"),
        ("https://a..example", "is not a URL such as https://api.devrev.ai"),
    ],
)
def test_a_base_url_that_must_not_get_the_token_is_refused(file: Path, url: str, reason: str):
    assert problems(file, f"base_url = {json.dumps(url)}") == [f"base_url {reason}"]
    assert problems(file, "", DEVREV_BASE_URL=url) == [f"DEVREV_BASE_URL: {reason}"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://127.9.9.9", "http://[::1]:1", "http://localhost", "https://a_b.example/x"]
)
def test_a_base_url_on_this_machine_or_with_tls_is_taken(url: str):
    assert checked_base_url(url) == url
    assert checked_base_url(f"{url}/") == url


def test_no_problem_and_no_text_of_the_settings_shows_the_token(file: Path):
    bad = f"{TOKEN} and more"
    assert TOKEN not in str(problems(file, f'token = "{bad}"\nbase_url = "{bad}"\nbroken = "{bad}"'))
    assert TOKEN not in str(problems(file, "", DEVREV_API_KEY=bad))
    assert TOKEN not in str(problems(file, f"token = '{TOKEN}'\ntoken = {TOKEN}"))
    file.write_text(WHOLE, encoding="utf-8")
    assert TOKEN not in repr(load(file, {})) + str(load(file, {}))


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        Settings().base_url = "https://elsewhere.example"


def names(table: type[BaseModel]) -> Iterator[str]:
    yield from table.model_fields


def test_the_example_loads_and_changes_nothing():
    assert load(EXAMPLE, {}) == Settings()


def test_the_example_shows_every_setting_under_one_line_of_its_own():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    keys = [found[1] for line in lines if (found := re.match(r"(?:# )?([a-z0-9_]+) = ", line))]
    tables = [found[1] for line in lines if (found := re.match(r"(?:# )?\[+(?:redaction\.|http\.)?([a-z]+)", line))]
    shown = (Settings, App, CacheSettings, LimitSettings, RedactionSettings, RedactionRule, HttpSettings, HttpKey)
    shown += (OAuthSettings, Caller, SharedSettings)
    assert {*keys, *tables} == {name for table in shown for name in names(table)}
    for above, line in pairwise(lines):
        if re.match(r"(?:# )?(?:[a-z_]+ = |\[)", line):
            assert re.match(r"# [A-Z].*\.$", above), line


def test_what_the_example_only_shows_is_right_too(file: Path):
    text = re.sub(r"^# (?=[a-z0-9_]+ = |\[)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = text.replace('\nkey = "paste-it-here"', f'\nkey = "{new_seal()}"')
    keys, oauth = (re.search(rf"^\[+http\.{name}\]+\n(?:.+\n)+", text, re.MULTILINE) for name in ("keys", "oauth"))
    assert keys
    assert oauth
    for auth, other in (("bearer", oauth[0]), ("oauth", keys[0])):
        file.write_text(text.replace('auth = "none"', f'auth = "{auth}"').replace(other, ""), encoding="utf-8")
        found = load(file, {})
        assert found.token is not None
        assert found.version_key in found.apps
        assert [rule.label for rule in found.redaction.rules] == ["member"]
        assert list(found.callers) == ["support-assistant"]
        assert found.shared is not None


def test_what_is_hidden_can_be_set(file: Path):
    text = 'redact = "strict"\n[redaction]\nallow_names = ["device_token"]\n[[redaction.rules]]\nlabel = "member"\n'
    file.write_text(text + 'pattern = "M-[0-9]{8}"\n', encoding="utf-8")
    found = load(file, {})
    assert (found.redact, found.redaction.allow_names) == ("strict", ["device_token"])
    assert found.redaction.rules == [RedactionRule(label="member", pattern="M-[0-9]{8}")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('redact = "maybe"', "redact must be one of 'standard', 'strict' or 'off'"),
        ('[redaction]\nallow_names = "pin"', 'redaction.allow_names must be a list, such as ["order_key"]'),
        ('[redaction]\nallow = ["pin"]', "redaction.allow is not a setting; did you mean allow_names?"),
        ('[[redaction.rules]]\nlabel = "x"\npattern = "("', "redaction.rules.0.pattern is not a regular expression"),
        ('[[redaction.rules]]\nlabel = "x"\npattern = "a*"', "redaction.rules.0.pattern matches nothing at all too"),
        (
            '[[redaction.rules]]\nlabel = "x"\npattern = "(a+)+!"',
            "redaction.rules.0.pattern takes too long on a long text",
        ),
        ('[[redaction.rules]]\nlabel = "X!"\npattern = "a"', "redaction.rules.0.label must be words in lower case"),
        ('[[redaction.rules]]\nlabel = "x"\npatern = "a"', "redaction.rules.0.patern is not a setting; did you mean"),
    ],
)
def test_a_mistake_in_what_is_hidden_is_named(file: Path, text: str, problem: str):
    assert any(found.startswith(problem) for found in problems(file, text))


KEY = f'[[http.keys]]\nname = "a"\nsha256 = "{"0" * 64}"\n'
OAUTH = '[http.oauth]\nissuer = "https://login.example.com"\nresource = "https://mcp.example.com/mcp"\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[http]\nauth = "basic"', "http.auth must be one of 'none', 'bearer' or 'oauth'"),
        ('[http]\nauth = "bearer"', 'http has auth = "bearer" but no [[http.keys]]; `devrev-sessions-mcp new-key`'),
        ('[http]\nauth = "oauth"', 'http has auth = "oauth" but no [http.oauth] with issuer and resource'),
        (KEY, 'http has [[http.keys]], which auth = "none" does not look at; set auth = "bearer"'),
        (OAUTH, 'http has [http.oauth], which auth = "none" does not look at; set auth = "oauth"'),
        ('[http]\nauth = "bearer"\n' + KEY + KEY, "http has one key twice; a caller has a key of its own"),
        ('[http]\nauth = "bearer"\n[[http.keys]]\nname = "a"\nsha256 = "dsm_x"', "http.keys.0.sha256 must be the 64"),
        ('[http]\nallowed_host = ["a"]', "http.allowed_host is not a setting; did you mean allowed_hosts?"),
        ('[http]\nallowed_hosts = ["https://a.example"]', "http.allowed_hosts.0 is not a host such as mcp.example.com"),
        ('[http]\nallowed_origins = ["a.example"]', "http.allowed_origins.0 is not an origin such as https://tools"),
        (OAUTH.replace("https://login", "http://login"), "http.oauth.issuer must start with https://"),
        (OAUTH.replace("com/mcp", "com/mcp?x"), "http.oauth.resource must be without ? or #"),
        (OAUTH + "isuer = 1", "http.oauth.isuer is not a setting; did you mean issuer?"),
        ('[http]\nauth = "bearer"\n' + KEY + "[callers.b]\ntoken = 'x'", "callers lacks a, who has a key under"),
        ("[callers.b]\ntoken = 'x'", 'callers are named, but auth = "none" under [http] tells nobody apart'),
        ("[callers.b]\ntoken = 'x y'", "callers.b.token holds white space or characters that no token has"),
        ('[shared]\nurl = "valkey:6379"\nkey = "x"', "shared.url is not a URL such as redis://valkey:6379/0"),
        ('[shared]\nurl = "redis://v?socket_timeout=soon"\nkey = "x"', "shared.url may have no other options than db,"),
        ('[shared]\nurl = "redis://v?decode_responses=1"\nkey = "x"', "shared.url may have no other options than db,"),
        ('[shared]\nurl = "unix:///v.sock?db=first"\nkey = "x"', "shared.url may have no other options than db,"),
        ('[shared]\nurl = "redis://v"\nkey = "x"', "shared.key is not a key of 32 bytes in base64; `devrev-sessions"),
        ('[shared]\nurl = "redis://v"', "shared.key is missing"),
        (f'[shared]\nurl = "redis://v"\nkey = "{"A" * 43}="', "shared.key is not a key of 32 bytes in base64"),
    ],
)
def test_a_mistake_in_what_is_served_to_whom_is_named(file: Path, text: str, problem: str):
    found = problems(file, text)
    assert any(each.startswith(problem) for each in found), found


def test_names_of_this_server_and_of_pages_are_kept_as_clients_send_them(file: Path):
    file.write_text('[http]\nallowed_hosts = ["MCP.Example.com:*"]\nallowed_origins = ["HTTPS://Tools.Example.com"]')
    http = load(file, {}).http
    assert (http.allowed_hosts, http.allowed_origins) == (["mcp.example.com:*"], ["https://tools.example.com"])


def test_what_replicas_share_may_come_from_the_environment(file: Path):
    key = new_seal()
    file.write_text(f'[shared]\nurl = "redis://file"\nkey = "{key}"', encoding="utf-8")
    found = load(file, {"DEVREV_SESSIONS_SHARED_URL": "valkeys://u:p@valkey:6379/1"})
    assert found.shared is not None
    assert found.shared.url.get_secret_value() == "valkeys://u:p@valkey:6379/1"
    file.write_text("", encoding="utf-8")
    both = {"DEVREV_SESSIONS_SHARED_URL": "redis://valkey", "DEVREV_SESSIONS_SHARED_KEY": key}
    assert load(file, both).shared is not None
    assert problems(file, "", DEVREV_SESSIONS_SHARED_URL="redis://valkey") == ["shared.key is missing"]
    assert problems(file, "", **{**both, "DEVREV_SESSIONS_SHARED_KEY": "x"})[0].startswith(
        "DEVREV_SESSIONS_SHARED_KEY: is not a key of 32 bytes in base64"
    )
