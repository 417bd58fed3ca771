"""What the header of a VCF says: version, contigs, samples, reference; faults are collected."""

from __future__ import annotations

import re
from collections import Counter

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable
from osteo_annot.intake.vcf.caller import Caller, caller_of_header, version_of_header
from osteo_annot.values import dataclass

SUPPORTED = ("VCFv4.1", "VCFv4.2", "VCFv4.3", "VCFv4.4", "VCFv4.5")
_FIXED = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"]
_CONTIG = re.compile(r"^##contig=<(.*)>$")
_TAG = re.compile(r"(?<!\w)(\w+)=(\"[^\"]*\"|[^,]*)")
"""Only from the first letter of a name on: else a long word without value takes quadratic time."""
_SV_KEYS = re.compile(r"^##(?:INFO|FORMAT)=<ID=(?:SVTYPE|SVLEN|CIPOS|CIEND|MATEID|CN),")


@dataclass(frozen=True, slots=True)
class Header:
    """The facts of a header that the product uses."""

    fileformat: str
    contigs: dict[str, dict[str, str]]
    """Tags of each ``##contig`` line by contig name (``length``, ``assembly``, ...)."""
    samples: tuple[str, ...]
    reference_lines: tuple[str, ...]
    """``##reference``, ``##assembly`` and liftover lines, as written."""
    caller: Caller
    """The program that wrote structural or copy-number records, as far as the header tells."""
    caller_version: str
    """Its version; empty where the header does not tell it."""
    text: str
    """The header lines, joined by LF."""

    @property
    def declares_structural(self) -> bool:
        """Whether records may reach far beyond their POS (structural variants, copy number)."""
        return any(_SV_KEYS.match(line) for line in self.text.splitlines())

    @property
    def is_gvcf(self) -> bool:
        """Whether the header announces reference blocks."""
        marks = ("##ALT=<ID=NON_REF", "##ALT=<ID=*", "##INFO=<ID=BLOCKAVG")
        return any(mark in self.text for mark in marks)


def parse_header(
    lines: list[str], name: str, *, sites_only: bool = False, stray: str | None = None
) -> Header:
    """The header of the lines that begin with ``#``; ``name`` is the file's name for messages.

    ``sites_only``: the file may lack sample columns. ``stray``: the line that follows them.

    Raises RefusedError with every fault: NOT_A_VCF, NO_SAMPLES, DUPLICATE_SAMPLE_NAMES.
    """
    faults: list[Fault] = []
    version = lines[0].removeprefix("##fileformat=") if lines else ""
    if not lines or not lines[0].startswith("##fileformat=VCF"):
        faults.append(Fault(RefusalCode.NOT_A_VCF, name, "The first line is not ##fileformat=VCF."))
    elif version not in SUPPORTED:
        odd = " with a blank behind it" if version != version.rstrip() else ""
        found = f'The file says "{printable(version, 40)}"{odd}.'
        faults.append(Fault(RefusalCode.NOT_A_VCF, name, found))
    columns = next((line.split("\t") for line in lines if line.startswith("#CHROM")), None)
    samples: tuple[str, ...] = ()
    if columns is None or columns[:8] != _FIXED:
        found = "There is no #CHROM line with the eight fixed columns, separated by tabs."
        if stray is not None:
            what = f'is "{printable(stray, 40)}"' if stray.strip() else "is empty"
            found = f"Line {len(lines) + 1} of the header {what} and does not begin with #."
        faults.append(Fault(RefusalCode.NOT_A_VCF, name, found))
    else:
        samples = tuple(columns[9:])
        if samples or not sites_only:
            faults.extend(_sample_faults(samples, name))
    if faults:
        raise RefusedError(*faults)
    return Header(
        fileformat=version,
        contigs=_contigs(lines),
        samples=samples,
        reference_lines=tuple(
            line for line in lines if re.match(r"##(reference|assembly|liftover)", line, re.I)
        ),
        caller=caller_of_header(lines),
        caller_version=version_of_header(lines),
        text="\n".join(lines),
    )


def _sample_faults(samples: tuple[str, ...], name: str) -> list[Fault]:
    """No sample at all, or two of one name."""
    if not samples:
        return [Fault(RefusalCode.NO_SAMPLES, name, "There is no sample column.")]
    twice = [sample for sample, count in Counter(samples).items() if count > 1]
    if not twice:
        return []
    shown = ", ".join(printable(sample, 60) for sample in twice[:5])
    return [Fault(RefusalCode.DUPLICATE_SAMPLE_NAMES, name, f"Named more than once: {shown}.")]


def _contigs(lines: list[str]) -> dict[str, dict[str, str]]:
    """Tags of the ``##contig`` lines by contig name; the first of a repeated name wins."""
    contigs: dict[str, dict[str, str]] = {}
    for line in lines:
        match = _CONTIG.match(line)
        if match:
            tags = {key: value.strip('"') for key, value in _TAG.findall(match[1])}
            if "ID" in tags:
                contigs.setdefault(tags["ID"], tags)
    return contigs
