"""What the world knows of alleles at the locus: frequencies, ClinVar, splice and missense scores.

A source is a VCF of sites. Only the locus is read, through the index; its assembly is told by the
same evidence as that of a person's file, and must be the person's. Alleles are matched normalised.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, refuse
from osteo_annot.intake.assembly_evidence import check_ref_bases, decide_assembly
from osteo_annot.intake.container import Container, file_digest, index_of
from osteo_annot.intake.row import BadRow, Row, parse_row, whole_number
from osteo_annot.intake.vcf_file import VcfFile, locus_window, open_vcf, reaches
from osteo_annot.locus.allele import Allele, shifted_left, trimmed
from osteo_annot.locus.assembly import CHR6_NAMES, Assembly
from osteo_annot.locus.reference import Reference

_BASES = re.compile(r"[ACGTN]+")
_VERSION_LINES = re.compile(r"^##(source|fileDate|gnomad\w*|release|version)=(.*)$", re.I)


class SourceKind(StrEnum):
    """What a source tells."""

    FREQUENCIES = "frequencies"
    CLINVAR = "clinvar"
    SPLICE = "splice"
    MISSENSE = "missense"

    @property
    def option(self) -> str:
        """The option of the command line that gives it."""
        return "--gnomad" if self is SourceKind.FREQUENCIES else f"--{self.value}"

    @property
    def may_be_empty(self) -> bool:
        """Whether it may have no record at the locus: scores of one person's own variants."""
        return self in {SourceKind.SPLICE, SourceKind.MISSENSE}


@dataclass(frozen=True, slots=True)
class Hit:
    """One ALT allele of a record of a source."""

    row: Row
    allele: int
    """Place of the ALT allele, from 1."""

    def text(self, *keys: str) -> str:
        """The value of the first INFO key that the record has, for this allele; else empty."""
        for key in keys:
            value = self.row.info.get(key)
            if value is None:
                continue
            values = value.split(",")
            if len(values) == len(self.row.alts):
                return values[self.allele - 1]
            if len(values) == 1:
                return values[0]
        return ""

    def number(self, *keys: str) -> float | None:
        """The same as a finite number, else None."""
        return finite(self.text(*keys))


@dataclass(frozen=True, slots=True)
class StructuralHit:
    """A structural allele of a source."""

    hit: Hit
    kind: str
    """DEL, DUP, INV, ... as the record says."""
    start: int
    """First affected base; 1-based, genomic."""
    end: int
    """Last affected base; 1-based, closed, genomic."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file with what it says at the locus."""

    kind: SourceKind
    name: str
    """Base name of the file."""
    version: str
    """Release or date as the header tells; ``not stated`` where it does not."""
    sha256: str
    sha256_of: str
    evidence: tuple[str, ...]
    """What told the assembly."""
    alleles: Mapping[Allele, tuple[Hit, ...]]
    """By normalised allele."""
    called: tuple[tuple[int, float], ...]
    """Position and alleles called (AN) of each record that passes the filters, ascending."""
    structural: tuple[StructuralHit, ...]
    tells_structural: bool
    """Whether the file is one of structural variants."""

    @property
    def label(self) -> str:
        """Name and version, for a ledger."""
        return f"{self.name} ({self.version})"


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources given."""

    items: tuple[Source, ...] = ()

    def of(self, kind: SourceKind) -> tuple[Source, ...]:
        """The sources of one kind, in the order given."""
        return tuple(item for item in self.items if item.kind is kind)


def finite(text: str) -> float | None:
    """A finite number, or None for anything else.

    >>> finite("0.5"), finite("nan"), finite("."), finite("1e999")
    (0.5, None, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_sources(
    paths: Mapping[SourceKind, Sequence[Path]], assembly: Assembly, reference: Reference
) -> Sources:
    """Read the locus of every source; each file once per process.

    Raises RefusedError with the faults of all files: SOURCE_ASSEMBLY, SOURCE_WITHOUT_LOCUS,
    SOURCE_INVALID, REF_MISMATCH, and those of opening a VCF.
    """
    found: list[Source] = []
    faults: list[Fault] = []
    for kind in SourceKind:
        for path in paths.get(kind, ()):
            try:
                stamp = path.stat()
                key = (stamp.st_size, stamp.st_mtime_ns)
                found.append(_read(path, kind, assembly, reference, key))
            except OSError as error:
                what = f"{error.strerror}."
                faults.append(Fault(RefusalCode.FILE_NOT_FOUND, path.name, what))
            except RefusedError as error:
                faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return Sources(tuple(found))


@lru_cache(maxsize=32)
def _read(
    path: Path, kind: SourceKind, assembly: Assembly, reference: Reference, _key: tuple[int, int]
) -> Source:
    """The locus of one source; the key makes a changed file another one."""
    file = open_vcf(path, sites_only=True)
    _check_reach(file)
    rows = _rows(file, assembly, kind)
    evidence = _assembly_evidence(file, assembly)
    check_ref_bases(file, rows, reference)
    alleles: dict[Allele, tuple[Hit, ...]] = {}
    structural: list[StructuralHit] = []
    for row in rows:
        for index, alt in enumerate(row.alts, 1):
            hit = Hit(row, index)
            if _BASES.fullmatch(alt) and _BASES.fullmatch(row.ref):
                allele = shifted_left(trimmed(row.position, row.ref, alt), reference)
                alleles[allele] = (*alleles.get(allele, ()), hit)
            elif (event := _structural(hit, alt)) is not None:
                structural.append(event)
    digest, of = file.digest
    return Source(
        kind=kind,
        name=file.name,
        version=_version(file),
        sha256=digest,
        sha256_of=of,
        evidence=evidence,
        alleles=alleles,
        called=_called(rows),
        structural=tuple(structural),
        tells_structural=file.header.declares_structural,
    )


def _check_reach(file: VcfFile) -> None:
    """Refuse a file of which the locus cannot be read by region, before all of it is read.

    A large file needs its index; the index of a file without chromosome 6 says so.
    """
    index = index_of(file.path, file.container)
    if index is None:
        if not file_digest(file.path):
            found = "It is larger than 64 MiB and has no index that is newer than the file."
            raise refuse(RefusalCode.SOURCE_INVALID, file.name, found)
        return
    import pysam  # lazy: plain text does not need it

    if file.container is Container.BCF:
        return
    try:
        with pysam.TabixFile(str(file.path), index=str(index)) as tabix:
            contigs = list(tabix.contigs)
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.BROKEN_INDEX, index.name, f"{error}.") from error
    if not set(contigs) & CHR6_NAMES.keys():
        raise _without_locus(file, "Its index names no chromosome 6.")


def _rows(file: VcfFile, assembly: Assembly, kind: SourceKind) -> tuple[Row, ...]:
    """The records at the locus; a record that cannot be read makes the source invalid."""
    try:
        lines = file.lines
    except RefusedError as error:
        if error.faults[0].code is RefusalCode.NO_CHROMOSOME_6:
            raise _without_locus(file, error.faults[0].what) from error
        raise
    window = (locus_window(assembly),)
    n_samples = len(file.header.samples)
    parsed = [
        parse_row(line, number, n_samples)
        for number, line in enumerate((line for line in lines if reaches(line, window)), 1)
    ]
    bad = [row for row in parsed if isinstance(row, BadRow)]
    if bad:
        found = f"Record {bad[0].ordinal} at the locus cannot be read: {bad[0].fault}"
        raise refuse(RefusalCode.SOURCE_INVALID, file.name, found)
    rows = tuple(row for row in parsed if isinstance(row, Row))
    if not rows and not kind.may_be_empty:
        # Records of the other assembly would lie elsewhere: that is the better message.
        _assembly_evidence(file, assembly)
        raise _without_locus(file, "It has no record there.")
    return rows


def _without_locus(file: VcfFile, what: str) -> RefusedError:
    """The refusal of a file that does not have the locus."""
    return refuse(RefusalCode.SOURCE_WITHOUT_LOCUS, file.name, what)


def _assembly_evidence(file: VcfFile, assembly: Assembly) -> tuple[str, ...]:
    """What tells that the source is of the person's assembly.

    Raises RefusedError (SOURCE_ASSEMBLY) where it is of another one, or nothing tells.
    """
    try:
        decided, evidence = decide_assembly([file], None)
    except RefusedError as error:
        raise RefusedError(
            *(Fault(RefusalCode.SOURCE_ASSEMBLY, f.where, f.what) for f in error.faults)
        ) from error
    if decided is not assembly:
        found = f"It is on {decided} ({evidence[0].text}), the person's files on {assembly}."
        raise refuse(RefusalCode.SOURCE_ASSEMBLY, file.name, found)
    return tuple(item.text for item in evidence)


def _called(rows: Sequence[Row]) -> tuple[tuple[int, float], ...]:
    """Where alleles were called, and how many."""
    passing = [
        (row.position, Hit(row, 1).number("AN", "AN_joint")) for row in rows if not row.filters
    ]
    return tuple(sorted((position, count) for position, count in passing if count))


def _structural(hit: Hit, alt: str) -> StructuralHit | None:
    """A symbolic allele as an interval; None where kind or end is not told."""
    kind = alt.strip("<>").split(":")[0] if alt.startswith("<") else ""
    if kind in {"CNV", "CN0", ""}:
        kind = "DEL" if kind == "CN0" else hit.row.info.get("SVTYPE", "")
    end = whole_number(hit.row.info.get("END", ""))
    if not kind or end is None or end <= hit.row.position:
        return None
    return StructuralHit(hit, kind, hit.row.position + 1, end)


def _version(file: VcfFile) -> str:
    """Release and date as the header tells them."""
    told = [
        f"{match[1]} {match[2].strip()[:80]}"
        for line in file.header.text.splitlines()
        if (match := _VERSION_LINES.match(line))
    ]
    return "; ".join(dict.fromkeys(told)) or "not stated"
