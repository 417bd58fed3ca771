"""The pages of ``docs/`` build as a site, strictly, and the site loads nothing from the network."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
LOADED = re.compile(r"(?:https?:)?//")


@pytest.fixture(scope="module")
def fx_site(tmp_path_factory) -> Path:
    """The site; a warning (broken link, page that no menu holds) ends the build."""
    site = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


class Loads(HTMLParser):
    """Addresses that a page loads by itself; what a reader may follow is none."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get("href") if tag == "link" else given.get("src")
        self.found += [address] if address else []


def test_every_page_is_built(fx_site):
    pages = {
        path.relative_to(fx_site).with_suffix("").as_posix() for path in fx_site.rglob("*.html")
    }
    assert {path.stem for path in (ROOT / "docs").glob("*.md")} == pages - {"404"}


def test_only_pages_and_pictures_are_published(fx_site):
    assert not list(fx_site.rglob("*.py"))
    assert not list(fx_site.rglob("criteria.yaml"))


def test_the_site_loads_nothing_from_the_network(fx_site):
    loaded = [(page.name, at) for page in fx_site.rglob("*.html") for at in Loads(page).found]
    assert ("index.html", "css/base.css") in loaded
    assert [(page, at) for page, at in loaded if LOADED.match(at)] == []
    for sheet in fx_site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert re.findall(r"(?:@import|url\()\s*[\"']?(?:https?:)?//[^)]*", text) == [], sheet.name


def test_no_part_of_another_site_is_asked_for():
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["theme"]["highlightjs"] is False
    assert settings["plugins"] == ["search"]
