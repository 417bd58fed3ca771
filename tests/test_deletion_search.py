"""Which file or depth is a search for deletions of an exon, and just not: earned claims 1.

Each row is one thing taken away from, or added to, a search that is earned. Exons by their coding
bases: exon 6 has 56, exon 3 has 98 (clinical rules 0.1).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteo_annot.copies.callability import ExonCallability, exon_callability
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.intake.case import Declared, read_inputs
from osteo_annot.intake.vcf.caller import version_of_header
from osteo_annot.intake.vcf.loss_census import LossCensus, census_of_lines
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.measured.person import person_of
from tests.vcf_builder import EXON, G38, GVCF_HEADER, SV_HEADER, Vcf

MANTA = ("##source=GenerateSVCandidates 1.6.0",)
GOOD = "0/0:30:60:25"
FAR = (40_000_000, 40_002_000)
"""A deletion on the chromosome, far from the gene."""
SEGMENT = (EXON[6].start - 5_000, EXON[6].start + 38_000)
"""A segment over the gene, of 43,001 bases."""


def exons_of(
    tmp_path: Path, *vcfs: Vcf, declared: int | None = None
) -> tuple[ExonCallability, ...]:
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(vcfs)]
    said = Declared((paths[declared],), "--deletions-searched") if declared is not None else None
    inputs = read_inputs(paths, **({"deletions_searched": said} if said else {}))
    return exon_callability(inputs, person_of(inputs, "P1"), gene_model(inputs.assembly))


def answers(exons: tuple[ExonCallability, ...]) -> set[tuple[SearchKind, SearchReason]]:
    return {(exon.searches[0].kind, exon.searches[0].reason) for exon in exons}


def genome(assembly: Assembly) -> Vcf:
    """Reference blocks over the whole gene, introns too."""
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER)
    info = f"END={vcf.at(G38.end + 50)}"
    return vcf.add((G38.start - 50, "N", "<NON_REF>"), GOOD, fmt="GT:DP:GQ:MIN_DP", info=info)


def exome(assembly: Assembly) -> Vcf:
    return Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks(GOOD)


def caller(assembly: Assembly, *lines: str) -> Vcf:
    return Vcf(assembly=assembly, extra_header=(*SV_HEADER, *lines))


def with_deletion(assembly: Assembly, *lines: str) -> Vcf:
    return caller(assembly, *lines).deletion(*FAR, "0/1")


JUNCTION = (SearchKind.JUNCTION, SearchReason.JUNCTIONS_OF_A_GENOME)


def none(reason: SearchReason) -> tuple[SearchKind, SearchReason]:
    return SearchKind.NONE, reason


def test_a_caller_that_shows_deletions_in_a_genome_is_a_search(
    tmp_path: Path, assembly: Assembly
) -> None:
    exons = exons_of(tmp_path, genome(assembly), with_deletion(assembly, *MANTA))
    assert answers(exons) == {JUNCTION}
    search = exons[0].searches[0]
    assert (search.source, search.caller, search.version) == ("1.vcf", "Manta", "1.6.0")
    assert (search.records, search.sees_from, search.declared_by) == (1, 50, "")


@pytest.mark.parametrize(
    ("rows", "lines", "reason"),
    [
        (0, MANTA, SearchReason.NO_RECORD_ON_CHROMOSOME),
        (1, (), SearchReason.UNKNOWN_WRITER),
        (1, ("##source=SURVIVOR",), SearchReason.MERGED_CALLS),
        (1, ("##source=Canvas 1.40",), SearchReason.NO_SEGMENT),
        (1, (*MANTA, "##cmdline=configManta.py --exome"), SearchReason.EXOME),
        (1, (*MANTA, "##cmdline=run --min-sv-length 403"), SearchReason.SHORTER_THAN_SEEN),
    ],
)
def test_what_earns_no_search(
    tmp_path: Path, assembly: Assembly, rows: int, lines: tuple[str, ...], reason: SearchReason
) -> None:
    vcf = with_deletion(assembly, *lines) if rows else caller(assembly, *lines)
    exons = exons_of(tmp_path, genome(assembly), vcf)
    assert answers(exons) == {none(reason)}
    assert not any(exon.deletion_search.is_search for exon in exons)


@pytest.mark.parametrize(
    ("ref", "alt", "info", "lost"),
    [
        ("N", "<INS:ME:ALU>", "SVTYPE=INS;END=5", False),
        ("N", "<DEL:ME:L1>", "SVTYPE=DEL;END=6000", False),
        ("N", "<INS>", "SVTYPE=INS", False),
        ("N", "<CNV:TR>", "SVTYPE=CNV;END=50", False),
        ("ACT", "A", ".", False),
        ("A" * 50, "A", ".", False),
        ("A" * 51, "A", ".", True),
        ("AC", "A", "SVTYPE=DEL;SVLEN=-1", False),
        ("N", "<DEL>", "SVTYPE=DEL;SVLEN=-49", False),
        ("N", "<DEL>", "SVTYPE=DEL;SVLEN=-50", True),
        ("N", "<DEL>", "END=90", True),
        ("N", "<CN0>,<CN2>", "END=90", True),
        ("N", "N[chr6:900[", "SVTYPE=BND", True),
        ("N", "<CNV>", "SVTYPE=CNV;END=90", True),
        ("N", ".", "SVTYPE=CNV;END=90", True),
    ],
)
def test_what_counts_as_a_record_of_a_search(ref: str, alt: str, info: str, lost: bool) -> None:
    line = "\t".join(("chr6", "5", ".", ref, alt, ".", ".", info))
    assert census_of_lines([line]).losses == int(lost)


def test_the_census_knows_the_shortest_deletion() -> None:
    lines = [f"6\t5\t.\tN\t<DEL>\t.\t.\tSVLEN=-{n}" for n in (300, 80, 90)]
    assert census_of_lines(lines) == LossCensus(3, 3, 80)


def test_mobile_elements_of_a_known_caller_are_no_search(
    tmp_path: Path, assembly: Assembly
) -> None:
    vcf = caller(assembly, *MANTA).add((FAR[0], "N", "<INS:ME>"), "0/1", info="SVTYPE=INS")
    reason = SearchReason.NO_DELETION_ON_CHROMOSOME
    assert answers(exons_of(tmp_path, genome(assembly), vcf)) == {none(reason)}


def test_junctions_of_exons_alone_are_not_shown_to_be_of_a_genome(
    tmp_path: Path, assembly: Assembly
) -> None:
    """Unless the program reads long molecules, or the file has the deletions of a genome."""
    blocks = exome(assembly)
    short = exons_of(tmp_path, blocks, with_deletion(assembly, *MANTA))
    assert answers(short) == {none(SearchReason.GENOME_NOT_SHOWN)}
    long_reads = with_deletion(assembly, "##source=Sniffles2_2.2")
    assert answers(exons_of(tmp_path, blocks, long_reads)) == {JUNCTION}
    for count, expected in ((49, none(SearchReason.GENOME_NOT_SHOWN)), (50, JUNCTION)):
        many = caller(assembly, *MANTA)
        for n in range(count):
            many.deletion(FAR[0] + 10_000 * n, FAR[0] + 10_000 * n + 49, "0/1")
        assert answers(exons_of(tmp_path, blocks, many)) == {expected}


@pytest.mark.parametrize(("size", "blind"), [(56, []), (57, [6]), (98, [6]), (99, [3, 6])])
def test_the_size_that_is_seen_holds_the_exon(tmp_path: Path, size: int, blind: list[int]) -> None:
    vcf = with_deletion(Assembly.GRCH38, *MANTA, f"##cmdline=x --min_size {size}")
    exons = exons_of(tmp_path, genome(Assembly.GRCH38), vcf)
    assert [e.exon for e in exons if not e.deletion_search.is_search] == blind


@pytest.mark.parametrize(
    ("program", "fmt", "cell", "filters", "reason"),
    [
        ("DRAGEN_CNV", "GT:CN:BC", "./.:2:860", "PASS", SearchReason.SEGMENT_STATES_COPIES),
        ("DRAGEN_CNV", "GT:CN:BC", "0/1:1:860", "PASS", SearchReason.SEGMENT_STATES_COPIES),
        ("DRAGEN_CNV", "GT:CN:BC", "1/1:0:860", "PASS", SearchReason.NO_SEGMENT),
        ("DRAGEN_CNV", "GT:CN:BC", "./.:.:860", "PASS", SearchReason.NO_SEGMENT),
        ("DRAGEN_CNV", "GT:CN:BC", "./.:2:860", "cnvQual", SearchReason.SEGMENT_FAILS),
        ("DRAGEN_CNV", "GT:CN:BC", "./.:2:860", ".", SearchReason.SEGMENT_FAILS),
        ("DRAGEN_CNV", "GT:CN:BC", "./.:2:43", "PASS", SearchReason.BINS_TOO_LONG),
        ("DRAGEN_CNV", "GT:CN", "./.:2", "PASS", SearchReason.BINS_TOO_LONG),
        ("Canvas 1.40", "GT:CN:QS:BC", "./.:2:10:860", ".", SearchReason.SEGMENT_STATES_COPIES),
        ("Canvas 1.40", "GT:CN:QS:BC", "./.:2:9:860", ".", SearchReason.SEGMENT_FAILS),
        ("Canvas 1.40", "GT:CN:QS:BC", "./.:2:9:860", "PASS", SearchReason.SEGMENT_FAILS),
    ],
)
def test_segments(
    tmp_path: Path,
    assembly: Assembly,
    program: str,
    fmt: str,
    cell: str,
    filters: str,
    reason: SearchReason,
) -> None:
    vcf = caller(assembly, f"##source={program}")
    row = (SEGMENT[0], "N", "<CNV>")
    vcf.add(row, cell, fmt=fmt, filters=filters, info=f"SVTYPE=CNV;END={vcf.at(SEGMENT[1])}")
    (found,) = answers(exons_of(tmp_path, exome(assembly), vcf))
    expected = SearchKind.DEPTH if reason is SearchReason.SEGMENT_STATES_COPIES else SearchKind.NONE
    assert found == (expected, reason)


def test_a_segment_that_ends_in_an_exon_says_nothing_of_it(tmp_path: Path) -> None:
    vcf = caller(Assembly.GRCH38, "##source=DRAGEN_CNV")
    info = f"SVTYPE=CNV;END={EXON[1].start + 300}"
    vcf.add((SEGMENT[0], "N", "<CNV>"), "./.:2:860", fmt="GT:CN:BC", info=info)
    exons = exons_of(tmp_path, exome(Assembly.GRCH38), vcf)
    assert [e.exon for e in exons if not e.deletion_search.is_search] == [1]


@pytest.mark.parametrize("empty", [True, False])
def test_what_the_user_declares_is_named_as_declared(
    tmp_path: Path, assembly: Assembly, empty: bool
) -> None:
    vcf = caller(assembly) if empty else with_deletion(assembly)
    exons = exons_of(tmp_path, exome(assembly), vcf, declared=1)
    assert answers(exons) == {(SearchKind.DECLARED, SearchReason.DECLARED_BY_USER)}
    assert exons[0].searches[0].declared_by == "--deletions-searched"
    assert exons[0].searches[0].records == (0 if empty else 1)


def test_a_file_that_is_only_declared_is_read_too(tmp_path: Path) -> None:
    main, other = exome(Assembly.GRCH38), with_deletion(Assembly.GRCH38)
    path = other.write(tmp_path / "sv.vcf")
    inputs = read_inputs(
        [main.write(tmp_path / "a.vcf")], deletions_searched=Declared((path,), "the sample sheet")
    )
    assert [f.file.name for f in inputs.files] == ["a.vcf", "sv.vcf"]
    assert [f.deletions_declared_by for f in inputs.files] == ["", "the sample sheet"]


@pytest.mark.parametrize(
    ("line", "version"),
    [
        ("##source=GenerateSVCandidates 1.6.0", "1.6.0"),
        ("##source=Sniffles2_2.2", "2.2"),
        ("##source=cuteSV-1.0.8", "1.0.8"),
        ("##source=EMBL.DELLYv1.1.6", "1.1.6"),
        ("##source=pbsv 2.9.0 (commit v2.9.0)", "2.9.0"),
        ("##source=LUMPY", ""),
        ('##INFO=<ID=X,Number=1,Type=Float,Description="2.9.0">', ""),
    ],
)
def test_the_version_of_the_writer(line: str, version: str) -> None:
    assert version_of_header(["##fileformat=VCFv4.2", line]) == version


def test_words(tmp_path: Path) -> None:
    """The report names file, program, version, records and size (earned claims 1)."""
    exons = exons_of(
        tmp_path, genome(Assembly.GRCH38), with_deletion(Assembly.GRCH38, *MANTA), declared=1
    )
    text: Any = exons[0].searches[0].said.text
    assert text == (
        "1.vcf (Manta 1.6.0, 1 record on the chromosome, deletions from 50 bases on, declared by "
        "--deletions-searched): by junctions"
    )
