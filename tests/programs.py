"""What a machine may lack that only some tests need: they are skipped with its name."""

from __future__ import annotations

import ctypes
import shutil

import pytest


def has_library(name: str) -> bool:
    """Whether a library of the system can be loaded."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def needs(has_it: bool, name: str, package: str) -> pytest.MarkDecorator:
    """Skip where the machine lacks it, with the package of Debian that has it."""
    return pytest.mark.skipif(not has_it, reason=f"{name} is not installed (Debian: {package})")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = needs(CHROMIUM is not None, "Chromium", "chromium")
needs_rsync = needs(shutil.which("rsync") is not None, "rsync", "rsync")
HAS_CURL = has_library("libcurl.so.4")
needs_curl = needs(HAS_CURL, "libcurl.so.4", "libcurl4")
