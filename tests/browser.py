"""A page as a browser makes it: Chromium without a window, without the network."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.programs import CHROMIUM


def dom(page: str, folder: Path) -> str:
    """The page's result after a browser ran it."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-quic", f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=4000",
            "--dump-dom", path.as_uri(),
        ],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.stdout
