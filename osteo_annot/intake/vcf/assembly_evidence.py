"""Which assembly the files were made on: from contig lengths, names, header lines and REF bases.

There is no default: without evidence, and with contradicting evidence, the input is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, refuse
from osteo_annot.intake.vcf.file import VcfFile
from osteo_annot.intake.vcf.reach import locus_window
from osteo_annot.intake.vcf.row import Row, parse_row, whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference, embedded_reference
from osteo_annot.notes import Note, NoteCode
from osteo_annot.values import dataclass

_ENOUGH_BASES = 4
"""REF bases that must agree before they alone tell the assembly: chance is below 1 in 250."""
_SHOWN = 5

_TOKENS: dict[Assembly, re.Pattern[str]] = {
    Assembly.GRCH37: re.compile(
        r"grch37|hg19|\bb37\b|hs37d5|g1k_v37|assembly19|GCA_000001405\.1\b", re.I
    ),
    Assembly.GRCH38: re.compile(
        r"grch38|hg38|\bb38\b|hs38|assembly38|GCA_000001405\.15|GCA_000001405\.2[0-9]", re.I
    ),
}

_FOREIGN = re.compile(
    r"(?<![a-z0-9])(?:t2t|chm13(?:v\d[.\d]*)?|hs1|hg1[678]|(?:ncbi)?[-_ ]?b(?:uild)?[-_ ]?3[456]|"
    r"ncbi[-_ ]?3[456]|gc[af]_009914755|nc_060930|cp068272)(?![a-z0-9])",
    re.I,
)
"""Human genomes that are neither: T2T-CHM13 (also hs1), NCBI builds 34 to 36 (hg16 to hg18)."""
_DECLARING = ("##contig", "##INFO", "##FORMAT", "##FILTER", "##ALT", "#CHROM")
_GENOME_FILE = re.compile(r"\.(?:fa|fna|fasta)\b", re.I)
_NO_LENGTH = 2**31 - 1
"""What htslib writes for a contig whose length it does not know."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for an assembly."""

    assembly: Assembly
    file: str
    text: str


def decide_assembly(
    files: Sequence[VcfFile], stated: Assembly | None
) -> tuple[Assembly, list[Evidence]]:
    """The one assembly that all evidence names.

    Raises RefusedError: ASSEMBLY_NOT_SUPPORTED, ASSEMBLY_CONFLICT, ASSEMBLY_UNDETERMINED.
    """
    evidence = [Evidence(stated, "--assembly", f"--assembly {stated}")] if stated else []
    for file in files:
        evidence.extend(_header_evidence(file))
    for file in files:
        evidence.extend(_base_evidence(file))
    named = {item.assembly for item in evidence}
    if not named:
        where = ", ".join(file.name for file in files)
        found = "No contig length, no reference line, and too few REF bases at the locus."
        raise refuse(RefusalCode.ASSEMBLY_UNDETERMINED, where, found)
    if len(named) > 1:
        raise RefusedError(
            *(
                Fault(
                    RefusalCode.ASSEMBLY_CONFLICT, item.file, f"Says {item.assembly}: {item.text}."
                )
                for item in evidence
            )
        )
    return named.pop(), evidence


def _header_evidence(file: VcfFile) -> Iterable[Evidence]:
    """Length, name and tag of chromosome 6, and the reference lines.

    Raises RefusedError (ASSEMBLY_NOT_SUPPORTED) where one of them is that of another genome.
    """
    _refuse_foreign(file)
    for name in file.locus_contigs:
        tags = file.header.contigs[name]
        by_name = LOCUS.contigs[name]
        if by_name:
            yield Evidence(by_name, file.name, f"the contig is named {name}")
        length = tags.get("length", "")
        number = whole_number(length)
        if number is not None and number != _NO_LENGTH:
            yield Evidence(_by_length(number, file), file.name, f"{name} has {number:,} bases")
        yield from _tokens(tags.get("assembly", ""), file, f"assembly tag of {name}")
    for line in file.header.reference_lines:
        yield from _tokens(line, file, "reference line of the header")
    for name, by_name in LOCUS.contigs.items():
        if by_name is None or name in file.locus_contigs:
            continue
        if file.names_contig(name):
            yield Evidence(by_name, file.name, f"records name the contig {name}")


def _refuse_foreign(file: VcfFile) -> None:
    """Refuse a file that names a genome other than GRCh37 and GRCh38, whatever else is stated."""
    tags = (f"{c} {t.get('assembly', '')}" for c, t in file.header.contigs.items())
    commands = (
        line
        for line in file.header.text.splitlines()
        if not line.startswith(_DECLARING) and _GENOME_FILE.search(line)
    )
    for text in (*file.header.reference_lines, *tags, *commands):
        # What was lifted over names the genome that it left, and the one that it came to.
        lifted = "liftover" in text.lower() or any(t.search(text) for t in _TOKENS.values())
        if (match := _FOREIGN.search(text)) and not lifted:
            found = f"Its header names {printable(match[0], 40)}."
            raise refuse(RefusalCode.ASSEMBLY_NOT_SUPPORTED, file.name, found)


def _by_length(length: int, file: VcfFile) -> Assembly:
    """The assembly with this length of chromosome 6; any other length is refused."""
    if assembly := LOCUS.assembly_of_length(length):
        return assembly
    other = LOCUS.foreign_lengths.get(length, "no human assembly known here")
    found = f"Chromosome {LOCUS.chromosome} has {length:,} bases, which is {other}."
    raise refuse(RefusalCode.ASSEMBLY_NOT_SUPPORTED, file.name, found)


def _tokens(text: str, file: VcfFile, where: str) -> Iterable[Evidence]:
    """Assembly names in a text; a text that names both tells nothing."""
    named = [assembly for assembly, token in _TOKENS.items() if token.search(text)]
    if len(named) == 1:
        yield Evidence(named[0], file.name, where)


def _base_evidence(file: VcfFile) -> Iterable[Evidence]:
    """REF bases at the locus, where they fit one assembly and not the other."""
    fits = {assembly: _compare(file, embedded_reference(assembly)) for assembly in Assembly}
    for assembly, (equal, different) in fits.items():
        others = [fit for other, fit in fits.items() if other is not assembly]
        if equal >= _ENOUGH_BASES and not different and all(d or not e for e, d in others):
            yield Evidence(assembly, file.name, f"{equal} REF bases at the locus agree")


def _compare(file: VcfFile, reference: Reference) -> tuple[int, int]:
    """REF bases at the locus that equal, and that differ from, the known bases."""
    equal = different = 0
    for ordinal, line in enumerate(file.lines, 1):
        row = parse_row(line, ordinal, file.cells_per_line)
        if isinstance(row, Row) and not is_symbolic(row):
            here = ref_agreement(row, reference)
            equal, different = equal + here[0], different + here[1]
    return equal, different


def is_symbolic(row: Row) -> bool:
    """Whether REF is only an anchor: every ALT is symbolic or a breakend (gVCF blocks are not)."""
    return bool(row.alts) and all(
        (alt.startswith("<") and alt not in {"<NON_REF>", "<*>"}) or "[" in alt or "]" in alt
        for alt in row.alts
    )


def ref_agreement(row: Row, reference: Reference) -> tuple[int, int]:
    """Known bases that REF equals, and known bases from which it differs."""
    known = reference.fetch(row.position, row.position + len(row.ref) - 1)
    pairs = [(a, b) for a, b in zip(row.ref, known, strict=True) if a in "ACGT" and b != "N"]
    equal = sum(a == b for a, b in pairs)
    return equal, len(pairs) - equal


def check_ref_bases(file: VcfFile, rows: Sequence[Row], reference: Reference) -> list[Note]:
    """Refuse the file when a REF of bases at the locus is not the reference's.

    Returns a note for each symbolic record whose anchor base differs: its event does not rest on
    that base. Raises RefusedError (REF_MISMATCH) with up to five records.
    """
    notes: list[Note] = []
    faults: list[Fault] = []
    first, last = locus_window(reference.assembly)
    for row in rows:
        if row.position > last or row.position + len(row.ref) - 1 < first or row.ref == "<DIP>":
            continue
        if not ref_agreement(row, reference)[1]:
            continue
        where = f"{row.contig}:{row.position}"
        if is_symbolic(row):
            found = f"{file.name}, {where}: the anchor base {row.ref} is not the reference's"
            notes.append(Note(NoteCode.ANCHOR_BASE_DIFFERS, found))
        else:
            known = reference.fetch(row.position, row.position + len(row.ref) - 1)
            found = f"REF {row.ref[:30]} where {reference.assembly} has {known[:30]}."
            faults.append(Fault(RefusalCode.REF_MISMATCH, f"{file.name}, {where}", found))
    if faults:
        raise RefusedError(*faults[:_SHOWN])
    return notes
