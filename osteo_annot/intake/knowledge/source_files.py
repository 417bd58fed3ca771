"""The files of knowledge that were given: opened, checked, and read at the locus only.

A file of this machine or on a server. A large one is read through its index.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.intake.knowledge.fields import check_order_of_scores, declared_fields
from osteo_annot.intake.knowledge.sources import (
    KnowledgeSource,
    KnowledgeSources,
    SourceKind,
    SourceRecord,
)
from osteo_annot.intake.vcf.assembly_evidence import check_ref_bases, decide_assembly
from osteo_annot.intake.vcf.container import Container
from osteo_annot.intake.vcf.file import VcfFile, open_vcf
from osteo_annot.intake.vcf.reach import locus_window, reaches
from osteo_annot.intake.vcf.remote import open_remote, url_of
from osteo_annot.intake.vcf.row import Row, parse_row, whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference

_ENOUGH_RECORDS = 300
_VERSION_LINES = re.compile(r"^##(source|fileDate|gnomad\w*|release|version)=(.*)$", re.I)


def read_sources(
    paths: Mapping[SourceKind, Sequence[Path]], assembly: Assembly, reference: Reference
) -> KnowledgeSources:
    """Read the locus of every source; each file once per process.

    Raises RefusedError with the faults of all files: SOURCE_ASSEMBLY, SOURCE_WITHOUT_LOCUS,
    SOURCE_INVALID, REF_MISMATCH, and those of opening a VCF.
    """
    found: list[KnowledgeSource] = []
    faults: list[Fault] = []
    for kind in SourceKind:
        for path in paths.get(kind, ()):
            try:
                found.append(_read(path, kind, assembly, reference, _stamp(path)))
            except OSError as error:
                what = reason_of(error)
                faults.append(Fault(RefusalCode.FILE_NOT_FOUND, path.name, what))
            except RefusedError as error:
                faults.extend(error.faults)
    if faults:
        raise RefusedError(*faults)
    return KnowledgeSources(tuple(found))


def _stamp(path: Path) -> tuple[int, int]:
    """Size and time of a file of this machine; a file on a server is asked once per process."""
    if url_of(path):
        return (0, 0)
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


@lru_cache(maxsize=32)
def _read(
    path: Path, kind: SourceKind, assembly: Assembly, reference: Reference, _key: tuple[int, int]
) -> KnowledgeSource:
    """The locus of one source; the key makes a changed file another one."""
    url = url_of(path)
    file = open_remote(path, url, sites_only=True) if url else open_vcf(path, sites_only=True)
    check_order_of_scores(file.name, file.header.text)
    _check_reach(file)
    records, n_samples = _records(file, assembly, kind), len(file.header.samples)
    evidence = _assembly_evidence(file, records, assembly)
    parsed = (parse_row(record.text, 0, n_samples) for record in _some(records))
    check_ref_bases(file, [row for row in parsed if isinstance(row, Row)], reference)
    whole = file.whole_digest()
    read = "\n".join((file.header.text, *(record.text for record in records)))
    return KnowledgeSource(
        kind=kind,
        name=file.name,
        version=_version(file),
        sha256=whole or hashlib.sha256(read.encode()).hexdigest(),
        sha256_of="whole_file" if whole else "header_and_locus",
        evidence=evidence,
        records=records,
        n_samples=n_samples,
        reference=reference,
        tells_structural=file.header.declares_structural,
        declared=declared_fields(file.header.text),
    )


def _check_reach(file: VcfFile) -> None:
    """Refuse a file of which the locus cannot be read by region, before all of it is read.

    A large file needs its index; the index of a file without chromosome 6 says so.
    """
    index = file.index
    if index is None:
        if not file.whole_digest():
            found = "It is larger than 32 MiB and has no index that is newer than the file."
            raise refuse(RefusalCode.SOURCE_INVALID, file.name, found)
        return
    import pysam  # lazy: plain text does not need it

    if file.container is Container.BCF:
        return
    try:
        with pysam.TabixFile(file.address, index=index) as tabix:
            contigs = list(tabix.contigs)
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.BROKEN_INDEX, file.name, reason_of(error)) from error
    if not set(contigs) & LOCUS.contigs.keys():
        raise _without_locus(file, f"Its index names no chromosome {LOCUS.chromosome}.")


def _records(file: VcfFile, assembly: Assembly, kind: SourceKind) -> tuple[SourceRecord, ...]:
    """The records at the locus; a line that is no record makes the source invalid."""
    window = locus_window(assembly)
    structural = file.header.declares_structural
    try:
        texts = file.lines if structural else tuple(file.lines_between(*window))
    except RefusedError as error:
        if error.faults[0].code is RefusalCode.NO_CHROMOSOME_6:
            raise _without_locus(file, error.faults[0].what) from error
        raise
    records: list[SourceRecord] = []
    for text in texts:
        cells = text.split("\t", 7)
        position = whole_number(cells[1]) if len(cells) == 8 else None
        if position is None:
            found = f"A record at the locus cannot be read: {text[:60]}"
            raise refuse(RefusalCode.SOURCE_INVALID, file.name, printable(found))
        if not structural or reaches(text, (window,)):
            records.append(SourceRecord(position, len(cells[3]), cells[4], text))
    if not records and not kind.may_be_empty:
        # Records of the other assembly would lie elsewhere: that is the better message.
        _assembly_evidence(file, (), assembly)
        raise _without_locus(file, "It has no record there.")
    return tuple(sorted(records, key=lambda record: record.position))


def _some(records: Sequence[SourceRecord]) -> Sequence[SourceRecord]:
    """Some hundred records, evenly spaced: enough to tell assembly and reference."""
    return records[:: max(1, len(records) // _ENOUGH_RECORDS)]


@dataclass(frozen=True)
class _Excerpt(VcfFile):
    """A file of which only some lines are asked, to tell its assembly."""

    excerpt: tuple[str, ...] = ()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the excerpt."""
        return self.excerpt


def _without_locus(file: VcfFile, what: str) -> RefusedError:
    """The refusal of a file that does not have the locus."""
    return refuse(RefusalCode.SOURCE_WITHOUT_LOCUS, file.name, what)


def _assembly_evidence(
    file: VcfFile, records: Sequence[SourceRecord], assembly: Assembly
) -> tuple[str, ...]:
    """What tells that the source is of the person's assembly.

    Raises RefusedError (SOURCE_ASSEMBLY) where it is of another one, or nothing tells.
    """
    texts = tuple(record.text for record in _some(records))
    asked = _Excerpt(Path(file.name), file.container, file.header, file.notes, texts)
    try:
        decided, evidence = decide_assembly([asked], None)
    except RefusedError as error:
        raise RefusedError(
            *(Fault(RefusalCode.SOURCE_ASSEMBLY, f.where, f.what) for f in error.faults)
        ) from error
    if decided is not assembly:
        found = f"It is on {decided} ({evidence[0].text}), the person's files on {assembly}."
        raise refuse(RefusalCode.SOURCE_ASSEMBLY, file.name, found)
    return tuple(item.text for item in evidence)


def _version(file: VcfFile) -> str:
    """Release and date as the header tells them."""
    told = [
        f"{match[1]} {match[2].strip()[:80]}"
        for line in file.header.text.splitlines()
        if (match := _VERSION_LINES.match(line))
    ]
    return "; ".join(dict.fromkeys(told)) or "not stated"
