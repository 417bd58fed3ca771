"""Which files are written of a result, by what the user asked for.

Every format is a projection of one result. The libraries of the archive and exchange formats
are imported when such a file is written, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib.util import find_spec

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable
from osteo_annot.sentences.language import Language
from osteo_annot.values import dataclass


class Format(StrEnum):
    """A format of the result; the value is its name on the command line."""

    JSON = "json"
    HTML = "html"
    TSV = "tsv"
    VCF = "vcf"
    PDF = "pdf"
    XLSX = "xlsx"
    PHENOPACKET = "phenopacket"
    FHIR = "fhir"
    VRS = "vrs"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Ends of the names of its files."""
        return _SUFFIXES[self]


_SUFFIXES = {
    Format.JSON: (".json",),
    Format.HTML: (".html",),
    Format.TSV: (".tsv",),
    Format.VCF: (".vcf.gz", ".vcf.gz.tbi"),
    Format.PDF: (".pdf",),
    Format.XLSX: (".xlsx",),
    Format.PHENOPACKET: (".phenopacket.json",),
    Format.FHIR: (".fhir.json",),
    Format.VRS: (".vrs.json",),
}
_NEEDS = {
    Format.PDF: "typst",
    Format.XLSX: "openpyxl",
    Format.PHENOPACKET: "phenopackets",
    Format.FHIR: "fhir.resources",
    Format.VRS: "ga4gh.vrs",
}
DEFAULT = (Format.JSON, Format.HTML, Format.TSV, Format.VCF, Format.PDF)
DEFAULT_NAMES = tuple(format_.value for format_ in DEFAULT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files of a person are written, and the language of the first page."""

    formats: tuple[Format, ...] = DEFAULT
    language: Language = Language.EN
    cohort_page: str = ""
    """Relative address of the page of everybody, to which a person's page links back."""


def report_name(stem: str, formats: Sequence[Format]) -> str:
    """Name of the file that a row of a table points to: the page, or else the first file.

    ``formats`` are those that were written.
    """
    shown = Format.HTML if Format.HTML in formats else formats[0]
    return f"{stem}{shown.suffixes[0]}"


def checked_formats(names: Iterable[str]) -> tuple[Format, ...]:
    """The formats by name, without repeats, in the order of :class:`Format`.

    Raises RefusedError (FORMAT_UNKNOWN, FORMAT_UNAVAILABLE) with every fault: a name that is no
    format, none at all, or a format whose library is not installed.
    """
    wanted = [name.strip().lower() for name in names if name.strip()]
    known = {format_.value for format_ in Format}
    faults = [
        Fault(RefusalCode.FORMAT_UNKNOWN, "--formats", f"{printable(name, 40)} is not a format.")
        for name in wanted
        if name not in known
    ]
    if not wanted:
        faults.append(Fault(RefusalCode.FORMAT_UNKNOWN, "--formats", "No format is named."))
    chosen = tuple(format_ for format_ in Format if format_.value in wanted)
    faults += [
        Fault(RefusalCode.FORMAT_UNAVAILABLE, format_.value, f"{_NEEDS[format_]} is not installed.")
        for format_ in chosen
        if not is_available(format_)
    ]
    if faults:
        raise RefusedError(*faults)
    return chosen


def is_available(format_: Format) -> bool:
    """Whether what the writer of a format needs is installed."""
    return format_ not in _NEEDS or _installed(_NEEDS[format_])


def _installed(module: str) -> bool:
    """Whether a module can be found; it is not imported, but the packages above it are."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
