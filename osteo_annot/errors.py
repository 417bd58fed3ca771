"""Refusals: when the input cannot be trusted, a closed code and one sentence with the remedy."""

from __future__ import annotations

import errno
import re
import sys

from osteo_annot.refusals import OWN_FAULTS as OWN_FAULTS
from osteo_annot.refusals import REMEDIES as REMEDIES
from osteo_annot.refusals import RefusalCode as RefusalCode
from osteo_annot.values import dataclass

PASSING = frozenset({RefusalCode.MACHINE_TROUBLE, RefusalCode.SERVER_UNAVAILABLE})
"""Codes of trouble that passes and that no input is to blame for."""
TROUBLES = PASSING | {
    RefusalCode.OUTPUT_NOT_WRITABLE,
    RefusalCode.LIBRARY_MISSING,
    RefusalCode.RESOURCE_CORRUPT,
}
"""Codes of what is wrong with the machine: they say nothing of a person's data."""

_OF_THE_MACHINE = frozenset(
    getattr(errno, name)
    for name in (
        "EIO", "ENOSPC", "EDQUOT", "EROFS", "ESTALE", "EMFILE", "ENFILE", "ENOMEM",
        "EBUSY", "ENOLCK", "EREMOTEIO", "ENODEV", "ENOTCONN", "ESHUTDOWN",
    )
    if hasattr(errno, name)
)  # fmt: skip


def trouble_of(error: BaseException | None) -> str:
    """What is wrong with the machine, by an exception; empty where it tells of something else.

    >>> trouble_of(OSError(errno.ESTALE, "Stale file handle"))
    'Stale file handle.'
    >>> trouble_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    ''
    """
    if isinstance(error, MemoryError):
        return "Not enough memory."
    if not isinstance(error, OSError):
        return ""
    no_tmp = "No usable temporary directory" in str(error)
    return reason_of(error) if no_tmp or error.errno in _OF_THE_MACHINE else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    ``where`` names file, line or sample; ``what`` is one sentence of what was found.
    """

    code: RefusalCode
    where: str
    what: str

    @property
    def remedy(self) -> str:
        """What the user can do about it."""
        return REMEDIES[self.code]

    def line(self) -> str:
        """One line for a terminal or a log: code, where, what, remedy.

        No control characters, and nothing of an address that opens a door.
        """
        told = f"{without_secrets(self.where)}: {without_secrets(self.what)}"
        return printable(f"{self.code}: {told} {self.remedy}")


class RefusedError(Exception):
    """The input cannot be trusted; carries every fault that was found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.line() for fault in faults))
        self.faults = faults


def refuse(code: RefusalCode, where: object, what: str) -> RefusedError:
    """One fault as an exception, to be raised by the caller.

    Where an exception is being handled that tells of trouble of the machine, the input is not to
    blame: the fault then is that trouble (MACHINE_TROUBLE).
    """
    trouble = "" if code in TROUBLES else trouble_of(sys.exception())
    if trouble:
        return RefusedError(Fault(RefusalCode.MACHINE_TROUBLE, str(where), trouble))
    return RefusedError(Fault(code, str(where), what))


_QUOTED = re.compile(r"(?<=[`'\"])[^`'\"]*/(?=[^`'\"/]+[`'\"])")
_PLAIN = re.compile(r"(?<![^\s(:=,`'\"])(?:[a-z0-9+]+:/)?/(?:[^\s'\"`/]*/)*(?=[^\s/'\"`])")
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s'\"`,;)]+")
_KEYS = re.compile(r"(?<=[^\s?])\?[^\s'\"`?=]{1,200}=[^\s'\"`]*")
_USER = re.compile(r"(?<=[a-z0-9]:/)(/?)[^\s/@'\"`]{1,500}@")


def reason_of(error: Exception) -> str:
    """What the system or a library says was wrong, as one sentence.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "/home/roe/a.vcf"))
    'No such file or directory.'
    >>> reason_of(OSError("could not open alignment file `/data/J. Roe/p.bam': Exec format error"))
    "could not open alignment file `p.bam': Exec format error."
    """
    said = last_line(getattr(error, "strerror", None) or str(error)) or type(error).__name__
    return f"{said.removesuffix('.')}."


def last_line(text: str) -> str:
    """The last line that says something, without folders."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return without_folders(said[-1]) if said else ""


def without_folders(text: str) -> str:
    """Text with file names in the place of paths and addresses, which may tell of a person.

    >>> without_folders("no index for https://host/a/p.bam?key=secret, or /data/roe/p.bai")
    'no index for p.bam, or p.bai'
    """
    return _QUERY.sub("", _PLAIN.sub("", _QUOTED.sub("", text)))


def without_secrets(text: str) -> str:
    """Text in which no address has a query, a user or a password.

    >>> without_secrets("of https://roe:pw@host/p.vcf.gz?X-Amz-Signature=ab12&x: 403")
    'of https://host/p.vcf.gz 403'
    """
    return _USER.sub(r"\1", _KEYS.sub("", text))


def printable(text: str, limit: int = 2000) -> str:
    r"""Text without control characters, so that a hostile name cannot forge a log line.

    >>> printable("a\nREFUSED: b\x1b[2J")
    'a\\nREFUSED: b\\x1b[2J'
    """
    shown = text if text.isprintable() else "".join(map(_spelled, text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _spelled(character: str) -> str:
    """A character, or its escape where it cannot be printed."""
    return character if character.isprintable() else character.encode("unicode_escape").decode()
