"""Compiled templates, kept where Python keeps its compiled modules.

To compile the templates takes longer than to judge a person, and a process for one person would
do it each time.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


def template_cache(templates: Path) -> FileSystemBytecodeCache | None:
    """The cache beside the templates, or under PYTHONPYCACHEPREFIX; None where there is none.

    As for modules, PYTHONDONTWRITEBYTECODE turns it off, and a folder that cannot be written is
    left as it is.
    """
    folder = Path(cache_from_source(str(templates / "page.py"))).parent
    with suppress(OSError):
        if not sys.dont_write_bytecode:
            folder.mkdir(parents=True, exist_ok=True)
    return _Cache(str(folder)) if folder.is_dir() else None


class _Cache(FileSystemBytecodeCache):
    """A cache that may fail to write: the template was compiled all the same."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, if Python may."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
