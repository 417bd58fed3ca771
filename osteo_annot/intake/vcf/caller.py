"""Which program wrote a file: told from its header, where names and fields differ by program.

The same deletion is written in other words by every caller (clinical rules 2.5). Here only the
writer is recognised; what its fields mean is the question of ``events/dialects.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from osteo_annot.values import dataclass


class Caller(StrEnum):
    """The programs whose structural and copy-number records are understood."""

    DRAGEN_CNV = "dragen_cnv"
    DRAGEN_SV = "dragen_sv"
    CANVAS = "canvas"
    GATK_GCNV = "gatk_gcnv"
    GATK_SV = "gatk_sv"
    MANTA = "manta"
    DELLY = "delly"
    DELLY_CNV = "delly_cnv"
    LUMPY = "lumpy"
    SNIFFLES = "sniffles"
    CUTESV = "cutesv"
    PBSV = "pbsv"
    SVIM = "svim"
    CNVNATOR = "cnvnator"
    CNVPYTOR = "cnvpytor"
    GRIDSS = "gridss"
    TIDDIT = "tiddit"
    XHMM = "xhmm"
    CNVKIT = "cnvkit"
    SURVIVOR = "survivor"
    JASMINE = "jasmine"
    SVDB = "svdb"
    THOUSAND_GENOMES = "thousand_genomes"
    EXOMEDEPTH = "exomedepth"
    SEGMENTS_BED = "segments_bed"
    DEPTH = "depth"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Telltale:
    """How a program is recognised: by a line that names it, or by fields that only it declares."""

    caller: Caller
    line: str
    """Pattern of a header line that names the program, without regard to case; empty for none."""
    info: frozenset[str] = frozenset()
    """INFO fields, all declared; empty where they do not tell."""
    format: frozenset[str] = frozenset()
    """FORMAT fields, all declared; empty where they do not tell."""


def _telltale(caller: Caller, line: str, *, info: str = "", fmt: str = "") -> _Telltale:
    """A telltale; fields are separated by spaces."""
    return _Telltale(caller, line, frozenset(info.split()), frozenset(fmt.split()))


_TELLTALES = (
    # Programs that merge others keep the headers of these, so they are asked first.
    _telltale(Caller.JASMINE, r"##source=.*jasmine", info="IDLIST SUPP_VEC"),
    _telltale(Caller.JASMINE, "", info="SUPP_VEC_EXT"),
    _telltale(Caller.SVDB, r"##svdb", info="FOUNDBY"),
    _telltale(Caller.SVDB, "", info="svdb_origin"),
    _telltale(Caller.SURVIVOR, r"##source=SURVIVOR"),
    _telltale(Caller.GRIDSS, r"##gridss|##source=.*gridss", info="BASRP"),
    _telltale(Caller.XHMM, r"##source=.*xhmm", fmt="NDQ DSCVR"),
    _telltale(Caller.CNVKIT, r"##source=CNVkit", info="FOLD_CHANGE_LOG PROBES"),
    _telltale(Caller.CNVPYTOR, r"##source=CNVpytor", info="pytorRD"),
    _telltale(Caller.CNVNATOR, r"##source=CNVnator", info="natorRD"),
    _telltale(Caller.TIDDIT, r"##source=TIDDIT|##TIDDITcmd", info="COVM COVA"),
    _telltale(Caller.SNIFFLES, r"##source=Sniffles"),
    _telltale(Caller.CUTESV, r"##source=cuteSV"),
    _telltale(Caller.PBSV, r"##source=pbsv"),
    _telltale(Caller.SVIM, r"##source=SVIM"),
    _telltale(Caller.CANVAS, r"##source=.*canvas", fmt="MCC"),
    _telltale(
        Caller.GATK_GCNV, r"##GATKCommandLine=<ID=PostprocessGermlineCNVCalls", fmt="QSS QSE"
    ),
    _telltale(
        Caller.GATK_GCNV, r"##source=(?:PostprocessGermline|JointGermlineCNV)", fmt="CNLP CNQ"
    ),
    _telltale(Caller.GATK_SV, "", fmt="RD_CN"),
    _telltale(Caller.GATK_SV, "", info="ALGORITHMS"),
    _telltale(Caller.DRAGEN_CNV, r"##source=DRAGEN_(?:AS)?CNV", fmt="SM BC"),
    _telltale(Caller.DRAGEN_SV, r"##source=DRAGEN_SV|##source=.*DRAGEN.*(?:SV|Structural)"),
    _telltale(Caller.MANTA, r"##source=GenerateSVCandidates|##cmdline=.*configManta"),
    _telltale(Caller.LUMPY, r"##source=LUMPY|##smoove_version", info="PRPOS PREND"),
    _telltale(Caller.DELLY_CNV, r"##source=.*delly cnv", fmt="RDSD"),
    _telltale(Caller.DELLY, r"##source=.*delly", fmt="RCL RCR"),
    _telltale(Caller.SURVIVOR, "", info="SUPP_VEC SUPP"),
    _telltale(Caller.THOUSAND_GENOMES, r"##source=1000GenomesPhase3", info="CS MC MEINFO"),
)
"""The first that holds decides."""

_DECLARED = re.compile(r"^##(INFO|FORMAT)=<ID=([^,>]+)")
_DRAGEN = re.compile(r"^##(?:DRAGEN|source=DRAGEN)", re.IGNORECASE)


def caller_of_header(lines: Sequence[str]) -> Caller:
    """The program whose telltale the header lines hold; UNKNOWN where none does.

    >>> caller_of_header(["##fileformat=VCFv4.2", "##source=Sniffles2_2.2"]).value
    'sniffles'
    """
    declared: dict[str, set[str]] = {"INFO": set(), "FORMAT": set()}
    named: list[str] = []
    for line in lines:
        match = _DECLARED.match(line)
        if match:
            declared[match[1]].add(match[2])
        elif line.startswith("##") and not line.startswith(("##contig", "##ALT", "##FILTER")):
            named.append(line)
    for telltale in _TELLTALES:
        if telltale.line and any(re.match(telltale.line, line, re.IGNORECASE) for line in named):
            return telltale.caller
        fields = telltale.info or telltale.format
        if fields and telltale.info <= declared["INFO"] and telltale.format <= declared["FORMAT"]:
            return telltale.caller
    if any(_DRAGEN.match(line) for line in named) and declared["FORMAT"] & {"PR", "SR"}:
        return Caller.DRAGEN_SV
    return Caller.UNKNOWN


_VERSION = re.compile(r"(?<![\w.])v?(\d+(?:\.\d+)+[\w.-]*)")
_NAMES_A_PROGRAM = re.compile(
    r"##(?:source|cmdline|gridss|svdb|TIDDITcmd|smoove_version|DRAGEN\w*)", re.IGNORECASE
)


def version_of_header(lines: Sequence[str]) -> str:
    """The version of the program that wrote the file; empty where no line tells it.

    >>> version_of_header(["##source=GenerateSVCandidates 1.6.0"])
    '1.6.0'
    """
    named = (line.partition("=")[2] for line in lines if _NAMES_A_PROGRAM.match(line))
    matches = (match for match in map(_VERSION.search, map(_apart, named)) if match)
    return next((match[1] for match in matches), "")


def _apart(text: str) -> str:
    """The text with what joins a name to its version taken out: ``Sniffles2_2.2``, ``cuteSV-1``."""
    return re.sub(r"(?<=[A-Za-z0-9])[_-](?=v?\d)|(?<=[A-Za-z])(?=v\d)", " ", text)
