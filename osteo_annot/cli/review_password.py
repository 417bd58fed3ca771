"""Passwords on the command line: from a file, or asked for; never an argument."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path

from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.locus.files import bytes_of

_MOST = 4096


def password_of(path: Path | None, name: str) -> str:
    """The password in the first line of a file, else asked for at the terminal.

    Raises RefusedError (FILE_NOT_FOUND, SIGN_IN_FAILED where nobody can be asked).
    """
    if path is not None:
        content = bytes_of(path)[:_MOST]
        lines = content.decode("utf-8", errors="replace").splitlines()
        return lines[0] if lines else ""
    if not sys.stdin.isatty():
        told = "No --password-file is given, and there is no terminal to ask at."
        raise refuse(RefusalCode.SIGN_IN_FAILED, name, told)
    return getpass.getpass(f"Password of {name}: ")
