"""The page: one document with everything in it."""

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from devrev_sessions.digest.digest import digest
from devrev_sessions.text.calls import Address
from devrev_sessions.view.page import SCRIPTS, STYLES, page
from devrev_sessions.view.picture import picture
from storytelling import story, tap


def test_only_what_is_in_the_page_runs_and_nothing_is_loaded() -> None:
    whole = page()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', whole)
    for name in ("script", "style"):
        (inside,) = re.findall(rf"<{name}>(.*?)</{name}>", whole, re.DOTALL)
        digest_of = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest_of}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"<link|@import|url\(|\bsrc=|\bhref=|fetch\(|XMLHttpRequest|\beval\b|innerHTML", whole)


def test_every_file_of_the_page_is_in_it() -> None:
    folder = files("devrev_sessions.view") / "html"
    assert {each.name for each in folder.iterdir()} == {*SCRIPTS, *STYLES, "page.html"}


def test_what_an_app_wrote_takes_no_place_of_ours() -> None:
    told = digest(story(tap(0, "{{script}}</script><b>")))
    whole = page(picture(told, Address("s-1")))
    assert whole.count('"use strict"') == 1
    assert "{{script}}\\u003c" in whole
    assert "</script><b>" not in whole


def test_every_file_of_the_page_can_be_read_at_a_glance() -> None:
    folder = Path(str(files("devrev_sessions.view"))) / "html"
    assert {path.name: lines for path in folder.iterdir() if (lines := path.read_text().count("\n")) > 300} == {}
