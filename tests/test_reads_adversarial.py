"""Reads that are not what they seem: foreign, copied, misjoined, of another assay or molecule.

Whatever they are, no carrier is called affected by them, and nothing is said to be looked for that
was not. Reads are simulated (``validation/junctions``) or values; on both assemblies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pysam
import pytest

from osteo_annot.intake.case import read_inputs
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.breaks import breaks_without_partner
from osteo_annot.measured.reads.junction import junction_witness
from osteo_annot.measured.reads.locus_reads import LEFT_OUT_FLAGS, Reads, kept
from osteo_annot.measured.reads.processed_copy import introns_left_out, introns_of
from osteo_annot.measured.reads.read import Mate, Part, Read
from osteo_annot.measured.reads.search import proposed_junctions
from osteo_annot.measured.reads.witness import JunctionKind, WitnessAnswer
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.drawn_reads import drawn_reads
from tests.vcf_builder import GVCF_HEADER, SV_HEADER, Vcf
from validation.junctions.ground import Copy, Ground, Kind, Rearrangement, ground, rearranged
from validation.junctions.library import (
    GENOME,
    LONG,
    Library,
    fragments,
    header,
    lines,
    write_reads,
)

MARGIN = 3_000


@pytest.fixture
def at(assembly: Assembly) -> Ground:
    return ground(assembly)


def deletion(at: Ground, length: int = 2_000) -> Rearrangement:
    start = gene_model(at.assembly).start + 9_000
    return rearranged(at, Kind.DELETION, start, start + length - 1)


def place(event: Rearrangement) -> Interval:
    return Interval(event.start, event.end)


def witness(reads: Reads, event: Rearrangement, claimed: int | None) -> Any:
    where = place(event)
    return junction_witness(reads, JunctionKind.DELETION, where, where, claimed)


def sorted_reads(window: Interval, reads: Sequence[Read]) -> Reads:
    return Reads(window, tuple(sorted(reads, key=lambda r: (r.start, r.end, r.name))))


# Another person's reads among the own ones.


def mixed(at: Ground, own: int, foreign: int, share: float, length: int, seed: int) -> Reads:
    """Reads of a person with so many copies of a deletion, a share of them of another person."""
    event = deletion(at, length)
    window = Interval(event.start - MARGIN, event.end + MARGIN)
    people = [
        [Copy(at, window.start, window.end, event if n < copies else None) for n in range(2)]
        for copies in (own, foreign)
    ]
    library = Library(GENOME, 30, foreign=share)
    chance = np.random.default_rng(seed)
    pieces = fragments(people[0], library, chance, foreign=people[1])
    head = pysam.AlignmentHeader.from_text(header(at, "chr6", "s"))
    found = lines(at, pieces, library, Random(seed), "chr6", "s")
    segments = (pysam.AlignedSegment.fromstring(text, head) for _, text in found)
    return kept((s for s in segments if not s.flag & LEFT_OUT_FLAGS), window)


@pytest.mark.parametrize("length", [120, 2_000])
@pytest.mark.parametrize("share", [0.1, 0.4])
@pytest.mark.parametrize(("own", "foreign"), [(1, 2), (0, 2)])
def test_foreign_reads_make_no_second_copy(
    at: Ground, own: int, foreign: int, share: float, length: int
) -> None:
    reads = mixed(at, own, foreign, share, length, 1)
    for claimed in (None, 2):
        told = witness(reads, deletion(at, length), claimed)
        assert told.copies != 2
        assert (claimed, told.answer) != (2, WitnessAnswer.CONFIRMED)


@pytest.mark.parametrize("share", [0.1, 0.2])
def test_foreign_reads_do_not_deny_a_loss_of_both_copies(at: Ground, share: float) -> None:
    """A tenth of the reads is another person's: they are no reads inside of the own copies."""
    told = witness(mixed(at, 2, 0, share, 2_000, 1), deletion(at), 2)
    assert told.answer is not WitnessAnswer.CONTRADICTED


# Copies of fragments that are not marked.


def copied(reads: Reads, times: int) -> Reads:
    """The same reads, each fragment so many times under other names."""
    found = [replace(r, name=f"{r.name}.{n}") for r in reads.reads for n in range(times)]
    return sorted_reads(reads.window, found)


def test_unmarked_copies_count_once(at: Ground) -> None:
    event = deletion(at, 150)
    few = drawn_reads(at, [event, None], GENOME, 5, around=place(event))
    many = copied(few, 8)
    assert {r.name.rpartition(".")[0] for r in many.molecules.reads} == {r.name for r in few.reads}
    assert len(many.molecules.reads) == len(few.reads)
    for claimed in (None, 1, 2):
        alone, told = witness(few, event, claimed), witness(many, event, claimed)
        assert (told.copies, told.answer, told.counts) == (alone.copies, alone.answer, alone.counts)


def test_a_heterozygote_of_few_molecules_is_not_told_homozygous(at: Ground) -> None:
    """Depth 4 in 10 copies each: by chance one allele alone is seen in some of the people."""
    event = deletion(at, 150)
    for seed in range(8):
        reads = drawn_reads(at, [event, None], GENOME, 4, around=place(event), seed=seed)
        told = witness(copied(reads, 10), event, 2)
        assert told.copies != 2
        assert proposed_junctions(copied(reads, 10), ()) == proposed_junctions(reads, ())


def test_reads_of_which_few_share_their_ends_are_kept_whole(at: Ground) -> None:
    reads = drawn_reads(at, [None, None], GENOME, 30, around=place(deletion(at)))
    assert reads.molecules is reads


# Amplicons.


def amplicons(at: Ground, event: Rearrangement | None, copies: int, length: int = 300) -> Reads:
    """Pairs that all begin and end at the primers: of each exon, and of what the copies have."""
    gene = gene_model(at.assembly)
    window = Interval(gene.locus_start, gene.locus_end)
    found: list[Read] = []
    for exon in gene.exons:
        middle = (exon.start + exon.end) // 2
        start, end = middle - length // 2, middle + length // 2 - 1
        lost = event is not None and event.start <= start and end <= event.end
        for number in range(200 if not lost else 200 - 100 * copies):
            for is_second in (False, True):
                low = end - 149 if is_second else start
                found.append(
                    Read(
                        name=f"{exon.number}.{number}",
                        start=low,
                        end=low + 149,
                        is_reverse=is_second,
                        mapq=60,
                        cigar=((0, 150),),
                        bases=at.fetch(low, low + 149),
                        qualities=b"",
                        is_paired=True,
                        is_second=is_second,
                        is_supplementary=False,
                        mate=Mate(start if is_second else end - 149, not is_second),
                        template=0,
                        parts=(),
                        parts_elsewhere=0,
                    )
                )
    return sorted_reads(window, found)


@pytest.mark.parametrize(
    ("copies", "claimed", "answer"),
    [
        (0, 1, WitnessAnswer.NOT_ASSESSABLE),
        (1, 1, WitnessAnswer.NOT_ASSESSABLE),
        (2, 1, WitnessAnswer.NOT_ASSESSABLE),
        (2, 2, WitnessAnswer.NOT_ASSESSABLE),
        (1, None, WitnessAnswer.NOT_ASSESSABLE),
    ],
)
def test_amplicons_neither_show_nor_exclude_a_junction(
    at: Ground, copies: int, claimed: int | None, answer: WitnessAnswer
) -> None:
    exon = gene_model(at.assembly).exons[3]
    event = rearranged(at, Kind.DELETION, exon.start - 900, exon.end + 700)
    reads = amplicons(at, event, copies)
    told = witness(reads, event, claimed)
    assert (told.answer, told.copies) == (answer, None)
    assert proposed_junctions(reads, ()) == ()
    assert breaks_without_partner(reads, ()) == ()


# Misjoined fragments.


@pytest.mark.parametrize("platform", [GENOME, LONG], ids=lambda p: p.name)
@pytest.mark.parametrize("share", [0.02, 0.08])
def test_chimeras_make_no_junction(at: Ground, platform: Any, share: float) -> None:
    """A share of the fragments is joined to a random other place of the window."""
    event = deletion(at)
    reads = drawn_reads(at, [None, None], platform, 30, around=place(event))
    joined = chimeric(reads, share)
    assert proposed_junctions(joined, ()) == ()
    told = witness(joined, event, 1)
    assert not told.copies
    assert told.answer is not WitnessAnswer.CONFIRMED
    seen = drawn_reads(at, [event, None], platform, 30, around=place(event))
    assert witness(chimeric(seen, share), event, 2).copies != 2


def chimeric(reads: Reads, share: float) -> Reads:
    """The same with some fragments joined to others: a part, or a mate, at a random place."""
    rng = Random(1)
    window = reads.window
    found: list[Read] = []
    for read in reads.reads:
        length = read.end - read.start + 1
        if rng.random() >= share or read.parts or length < 100:
            found.append(read)
            continue
        far = rng.randint(window.start, window.end - 60)
        own = length // 2
        kept_part = ((0, own), (4, length - own))
        if len(read.bases) != length:
            found.append(read)
            continue
        part = Part(far, rng.random() < 0.5, ((4, own), (0, length - own)), 60)
        mate = Mate(far, rng.random() < 0.5) if read.mate else None
        cut = replace(read, end=read.start + own - 1, cigar=kept_part, parts=(part,), mate=mate)
        found.append(cut)
    return sorted_reads(window, found)


# A processed copy of the gene, and RNA.


def without_introns(at: Ground, introns: Sequence[Interval], number: int = 12) -> list[Read]:
    """Reads of a copy that lacks introns: parted at the edges of the exons."""
    found: list[Read] = []
    for intron in introns:
        for n in range(number):
            own = 50 + 2 * n
            start, then = intron.start - own, intron.end + 1
            rest = 150 - own
            bases = at.fetch(start, intron.start - 1) + at.fetch(then, then + rest - 1)
            common: dict[str, Any] = {
                "name": f"copy.{intron.start}.{n}",
                "is_reverse": bool(n % 2),
                "mapq": 60,
                "bases": bases,
                "qualities": b"",
                "is_paired": False,
                "is_second": False,
                "mate": None,
                "template": 0,
                "parts_elsewhere": 0,
            }
            left, right = ((0, own), (4, rest)), ((4, own), (0, rest))
            found.append(
                Read(
                    start=start,
                    end=intron.start - 1,
                    cigar=left,
                    is_supplementary=False,
                    parts=(Part(then, bool(n % 2), right, 60),),
                    **common,
                )
            )
            found.append(
                Read(
                    start=then,
                    end=then + rest - 1,
                    cigar=right,
                    is_supplementary=True,
                    parts=(Part(start, bool(n % 2), left, 60),),
                    **common,
                )
            )
    return found


def with_processed_copy(at: Ground, introns: Sequence[Interval]) -> Reads:
    gene = gene_model(at.assembly)
    window = Interval(gene.locus_start, gene.locus_end)
    own = drawn_reads(at, [None, None], LONG, 20, around=Interval(gene.start, gene.end))
    return sorted_reads(window, [*own.reads, *without_introns(at, introns)])


@pytest.mark.parametrize(("number", "copied_introns"), [(5, 5), (2, 2), (1, 0)])
def test_introns_left_out_together_are_of_a_processed_copy(
    at: Ground, number: int, copied_introns: int
) -> None:
    gene = gene_model(at.assembly)
    introns = introns_of(gene)[:number]
    found = proposed_junctions(with_processed_copy(at, introns), ())
    assert len(found) == number
    assert list(introns_left_out(found, gene)) == list(introns[:copied_introns])


def test_what_takes_bases_of_an_exon_is_no_intron(at: Ground) -> None:
    gene = gene_model(at.assembly)
    introns = [Interval(i.start - 12, i.end) for i in introns_of(gene)[:3]]
    found = proposed_junctions(with_processed_copy(at, introns), ())
    assert len(found) == 3
    assert introns_left_out(found, gene) == {}


# Reads that break off.


def broken(at: Ground, position: int, count: int, *, alike: bool = True) -> list[Read]:
    """Reads that are aligned up to a base and go on with bases of nowhere."""
    rng = Random(3)
    usual = "".join(rng.choice("ACGT") for _ in range(100))
    found = []
    for n in range(count):
        own = 60 + 3 * n
        rest = usual if alike else "".join(rng.choice("ACGT") for _ in range(100))
        bases = at.fetch(position - own + 1, position) + rest[: 150 - own]
        found.append(
            Read(
                name=f"broken.{position}.{n}",
                start=position - own + 1,
                end=position,
                is_reverse=False,
                mapq=60,
                cigar=((0, own), (4, 150 - own)),
                bases=bases,
                qualities=b"",
                is_paired=False,
                is_second=False,
                is_supplementary=False,
                mate=None,
                template=0,
                parts=(),
                parts_elsewhere=1,
            )
        )
    return found


def test_a_place_at_which_reads_break_off_is_told_and_is_no_junction(at: Ground) -> None:
    position = deletion(at).start
    own = drawn_reads(at, [None, None], GENOME, 20, around=place(deletion(at)))
    reads = sorted_reads(own.window, [*own.reads, *broken(at, position, 10)])
    (found,) = breaks_without_partner(reads, ())
    assert (found.position, found.ends, found.fragments) == (position, True, 10)
    assert found.reference > 5
    assert proposed_junctions(reads, ()) == ()


@pytest.mark.parametrize(
    ("count", "alike", "known"),
    [
        (4, True, False),  # too few
        (10, False, False),  # they go on with different bases: bad ends of reads
        (10, True, True),  # the end of an event that is known
    ],
)
def test_what_is_no_such_place(at: Ground, count: int, alike: bool, known: bool) -> None:
    event = deletion(at)
    own = drawn_reads(at, [None, None], GENOME, 20, around=place(event))
    more = broken(at, event.start - 1, count, alike=alike)
    reads = sorted_reads(own.window, [*own.reads, *more])
    assert breaks_without_partner(reads, [place(event)] if known else []) == ()


@pytest.mark.parametrize("kind", list(Kind))
def test_the_ends_of_a_proposed_junction_are_no_further_hints(at: Ground, kind: Kind) -> None:
    start = gene_model(at.assembly).start + 9_000
    event = rearranged(at, kind, start, start + 1_999)
    reads = drawn_reads(at, [event, None], GENOME, 30, around=place(event))
    found = proposed_junctions(reads, ())
    assert breaks_without_partner(reads, [p.interval for p in found]) == ()


# From the files to the answer.


Judged = Callable[..., dict[str, Any]]


@cache
def own_reads(assembly: Assembly, seed: int) -> tuple[str, ...]:
    """SAM lines of a person with changes of both copies, over the gene."""
    at, gene = ground(assembly), gene_model(assembly)
    span = gene.start - MARGIN, gene.end + MARGIN
    copies = [Copy(at, *span, None, sites(at, seed, n)) for n in range(2)]
    library = Library(LONG, 16)
    pieces = fragments(copies, library, np.random.default_rng(1))
    return tuple(text for _, text in lines(at, pieces, library, Random(1), "chr6", "P1"))


def sites(at: Ground, seed: int, copy: int) -> list[tuple[int, str, str]]:
    """Substitutions of a copy: of every other site in turn, and of every fourth on both."""
    gene = gene_model(at.assembly)
    found = []
    for number, position in enumerate(range(gene.start + 60 + 200 * seed, gene.end, 1_500)):
        near = gene.exons_overlapping(position - 60, position + 60)
        if not near and (number % 4 == 3 or number % 2 == copy):
            ref = at.fetch(position, position)
            found.append((position, ref, {"A": "G", "G": "A", "C": "T", "T": "C"}[ref]))
    return found


def called_sites(at: Ground, seed: int) -> Iterator[tuple[int, str, str, str]]:
    one, other = set(sites(at, seed, 0)), set(sites(at, seed, 1))
    for site in sorted(one | other):
        yield (*site, "1/1" if site in one and site in other else "0/1")


def files(
    tmp_path: Path, assembly: Assembly, found: Sequence[str], called: int
) -> tuple[Path, Path]:
    """A gVCF of a person's sites and a BAM."""
    at = ground(assembly)
    vcf = Vcf(assembly=assembly, extra_header=(*GVCF_HEADER, *SV_HEADER))
    vcf.reference_blocks("0/0:30:60:25")
    moved = vcf.at(1) - 1
    for position, ref, alt, genotype in called_sites(at, called):
        vcf.add((position - moved, ref, alt), f"{genotype}:30:60:25", fmt="GT:DP:GQ:MIN_DP")
    ordered = sorted(found, key=lambda text: int(text.split("\t")[3]))
    rows = [(int(text.split("\t")[3]), text) for text in ordered]
    bam = write_reads(tmp_path / "own.bam", header(at, "chr6", "P1"), rows)
    return vcf.write(tmp_path / "a.vcf"), bam


def judged(vcf: Path, bam: Path) -> dict[str, Any]:
    return document_of(result_of(read_inputs([vcf], coverage=[bam]), "P1", Options()))


def codes(result: dict[str, Any]) -> set[str]:
    return {entry["code"] for entry in result["verdict"]["contradictions"]}


@pytest.mark.parametrize(("called", "is_another"), [(0, False), (1, True)])
def test_reads_of_another_person_are_told(
    tmp_path: Path, assembly: Assembly, called: int, is_another: bool
) -> None:
    """Nothing is said to be free of findings where reads and calls are not of one person."""
    result = judged(*files(tmp_path, assembly, own_reads(assembly, 0), called))
    assert ("READS_OF_ANOTHER_PERSON" in codes(result)) is is_another
    if is_another:
        assert result["verdict"]["state"] in {"NONE_INCOMPLETE", "INDETERMINATE"}


def sam_line(read: Read) -> str:
    """A read without mate as SAM has it."""
    letters = "MIDNSHP=X"
    flag = 16 * read.is_reverse + 2_048 * read.is_supplementary

    def cigar(operations: Sequence[tuple[int, int]]) -> str:
        return "".join(f"{n}{letters[kind]}" for kind, n in operations)

    tags = [
        f"chr6,{p.start},{'-' if p.is_reverse else '+'},{cigar(p.cigar)},{p.mapq},0;"
        for p in read.parts
    ]
    own = (read.name, flag, "chr6", read.start, read.mapq, cigar(read.cigar), "*", 0, 0)
    fields = [*map(str, own), read.bases, "F" * len(read.bases), "RG:Z:P1"]
    return "\t".join([*fields, *(["SA:Z:" + "".join(tags)] if tags else [])])


def test_a_processed_copy_is_one_finding_and_no_proposal(
    tmp_path: Path, assembly: Assembly
) -> None:
    at = ground(assembly)
    more = [sam_line(r) for r in without_introns(at, introns_of(gene_model(assembly)))]
    result = judged(*files(tmp_path, assembly, [*own_reads(assembly, 0), *more], 0))
    assert result["reads"]["proposals"] == []
    assert len(result["reads"]["introns_left_out"]) == 5
    assert codes(result) & {"PROCESSED_COPY", "JUNCTION_PROPOSED"} == {"PROCESSED_COPY"}
    assert sum(e["reason"] == "INTRON_LEFT_OUT" for e in result["ledger"]) == 5
    assert not result["events"] or result["verdict"]["state"].startswith("NONE")


@pytest.mark.parametrize(("in_exon", "told"), [(True, True), (False, False)])
def test_reads_that_break_off_in_an_exon_leave_it_open(
    tmp_path: Path, assembly: Assembly, in_exon: bool, told: bool
) -> None:
    at, exon = ground(assembly), gene_model(assembly).exons[3]
    position = exon.start + 40 if in_exon else exon.end + 900
    more = [sam_line(r) for r in broken(at, position, 14)]
    result = judged(*files(tmp_path, assembly, [*own_reads(assembly, 0), *more], 0))
    (found,) = result["reads"]["breaks"]
    assert (found["position"], found["aligned"]) == (position, "up_to")
    assert found["exons"] == [4] * in_exon
    assert ("READS_BREAK_OFF" in codes(result)) is told
    assert [e["reason"] for e in result["ledger"]].count("READS_BREAK_OFF") == 1
