"""Names of hosts that cannot be any: a start says so, and no call has to."""

from pathlib import Path

import pytest

from devrev_sessions.settings import SettingsError, load

URLS = {
    "a label too long": f"https://{'a' * 64}.example",
    "an empty label": "https://a..example",
    "letters of no host name": "https://ünïcode.example",
    "a port too large": "https://h:99999",
}


@pytest.mark.parametrize("url", URLS.values(), ids=URLS)
def test_a_name_that_cannot_be_one_is_refused_before_any_call(url: str, tmp_path: Path):
    config = tmp_path / "config.toml"
    config.touch()
    with pytest.raises(SettingsError) as refused:
        load(config, {"DEVREV_BASE_URL": url})
    assert "DEVREV_BASE_URL" in str(refused.value)
    assert url not in str(refused.value)
