"""What a machine may lack that only some tests need."""

from __future__ import annotations

import shutil
from ctypes.util import find_library

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
needs_pango = pytest.mark.skipif(
    find_library("pangoft2-1.0") is None, reason="Pango is not installed: no PDF"
)
