"""The table of results for OSTM1 in clinical rules 1.1.6, cell by cell, on both assemblies.

Exon lengths 402, 115, 98, 168, 166 and 56 coding bases (0.1) give frame and fraction of 334
residues; the last junction at c.949 puts the border of decay between codons 299 and 300.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.events.model import Event
from osteo_annot.evidence.consequence import consequences
from osteo_annot.evidence.criterion import Strength
from osteo_annot.evidence.naming import names_of
from osteo_annot.evidence.pvs1 import Pvs1, Pvs1Path, pvs1
from osteo_annot.evidence.terms import Term
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.interval import Interval
from osteo_annot.record.policy import default_policy
from tests.gene_events import Bench


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def judged(bench: Bench, event: Event) -> tuple[Pvs1, Outcome, set[Term]]:
    effect = bench.effect(event)
    terms = consequences(effect, bench.gene)
    policy = default_policy().rules.gene
    return pvs1(effect, terms, bench.gene, policy), effect.single_outcome, set(terms)


# Exons deleted: strength and path; residues lost; NMD (None: not a premature stop).
DELETIONS = [
    (1, 6, Strength.VERY_STRONG, Pvs1Path.DEL1, 334, None),
    (1, 1, Strength.VERY_STRONG, Pvs1Path.DEL_FIRST_EXON, 334, None),
    (1, 3, Strength.VERY_STRONG, Pvs1Path.DEL_FIRST_EXON, 334, None),
    (2, 2, Strength.VERY_STRONG, Pvs1Path.DEL2, 200, True),
    (3, 3, Strength.VERY_STRONG, Pvs1Path.DEL2, 162, True),
    (4, 4, Strength.STRONG, Pvs1Path.DEL10, 56, None),
    (5, 5, Strength.STRONG, Pvs1Path.DEL6, 73, None),
    (6, 6, Strength.MODERATE, Pvs1Path.DEL7, 18, None),
    (2, 3, Strength.STRONG, Pvs1Path.DEL10, 71, None),
    (2, 4, Strength.STRONG, Pvs1Path.DEL10, 127, None),
    (3, 5, Strength.STRONG, Pvs1Path.DEL10, 144, None),
    (3, 4, Strength.VERY_STRONG, Pvs1Path.DEL2, 161, True),
    (2, 5, Strength.STRONG, Pvs1Path.DEL6, 200, None),
    (4, 5, Strength.STRONG, Pvs1Path.DEL6, 129, None),
    (5, 6, Strength.STRONG, Pvs1Path.DEL6, 73, None),
    (4, 6, Strength.STRONG, Pvs1Path.DEL6, 129, None),
]


@pytest.mark.parametrize(("first", "last", "strength", "path", "residues", "nmd"), DELETIONS)
def test_deletion_of_whole_exons(
    bench: Bench,
    first: int,
    last: int,
    strength: Strength,
    path: Pvs1Path,
    residues: int,
    nmd: bool | None,
) -> None:
    criterion, outcome, _ = judged(bench, bench.exons_deleted(first, last))
    assert (criterion.strength, criterion.path) == (strength, path)
    assert (outcome.residues_lost, outcome.nmd) == (residues, nmd)
    assert outcome.exons_lost == tuple(range(first, last + 1))


@pytest.mark.parametrize(
    ("first", "last", "protein"),
    [
        (2, 2, "p.?"),
        (4, 4, "p.(Gly206_Ala261del)"),
        (5, 5, "p.?"),
        (6, 6, "p.?"),
        (2, 4, "p.?"),
        (1, 6, "p.0?"),
    ],
)
def test_protein_of_an_exon_deletion(bench: Bench, first: int, last: int, protein: str) -> None:
    """Clinical rules 3.3: named only in frame and of one exon; event and copy say the same."""
    effect = bench.effect(bench.exons_deleted(first, last))
    assert effect.single_outcome.protein == protein
    assert names_of(effect, bench.gene, bench.reference).p == protein


@pytest.mark.parametrize(
    ("first", "last", "stop"), [(2, 2, 137), (3, 3, 177), (3, 4, 192), (2, 4, None), (5, 5, None)]
)
def test_stop_of_an_exon_deletion(bench: Bench, first: int, last: int, stop: int | None) -> None:
    """As p.(Asn135IlefsTer3), p.(Asn173ArgfsTer5) and p.(Cys174GlufsTer19) would say."""
    assert judged(bench, bench.exons_deleted(first, last))[1].ptc_codon == stop


# Losses from inside one exon to inside a later one: c. positions; PVS1; protein.
JOINED = [
    (700, 900, Pvs1Path.DEL10, "p.(Tyr235_Leu301del)"),  # 201 coding bases: in frame
    (700, 901, Pvs1Path.DEL6, "p.(Tyr235ValfsTer41)"),
    (300, 500, Pvs1Path.DEL10, "p.(Cys101_Gln167del)"),
    (300, 700, Pvs1Path.DEL2, "p.(Cys101ValfsTer3)"),  # exons 2 and 3 lost between
    (900, 960, Pvs1Path.DEL6, "p.(Tyr300Ter)"),  # no junction is left behind the stop
]


@pytest.mark.parametrize(("first", "last", "path", "protein"), JOINED)
def test_a_loss_from_exon_to_exon_joins_them(
    bench: Bench, first: int, last: int, path: Pvs1Path, protein: str
) -> None:
    """Both inner splice sites are gone, so the frame is that of the joined coding bases."""
    event = bench.deletion(genomic_position(bench.gene, last), genomic_position(bench.gene, first))
    criterion, outcome, terms = judged(bench, event)
    assert (criterion.path, outcome.protein, outcome.exons_lost) == (path, protein, ())
    in_frame = (last - first + 1) % 3 == 0
    assert (Term.INFRAME_DELETION in terms, Term.FRAMESHIFT in terms) == (in_frame, not in_frame)
    assert Term.SPLICE_DONOR not in terms
    assert names_of(bench.effect(event), bench.gene, bench.reference).c == f"c.{first}_{last}del"


def test_a_loss_that_leaves_a_splice_site_joins_nothing(bench: Bench) -> None:
    """From intron 4 to inside exon 5, and within one exon; nor where bounds are not exact."""
    last = genomic_position(bench.gene, 901)
    from_intron = bench.deletion(last, genomic_position(bench.gene, 784, -182))
    assert judged(bench, from_intron)[1].exons_lost == (5,)
    named = names_of(bench.effect(from_intron), bench.gene, bench.reference)
    assert (named.c, named.p) == ("c.784-182_901del", "p.?")
    within = bench.deletion(last, genomic_position(bench.gene, 860))
    assert not bench.effect(within).joins_exons
    exact = bench.deletion(last, genomic_position(bench.gene, 700))
    assert bench.effect(exact).joins_exons
    unsure = replace(exact, outer=Interval(exact.outer.start - 10, exact.outer.end + 10))
    assert not bench.effect(unsure).joins_exons


def test_bases_at_the_junction_are_read(bench: Bench) -> None:
    """c.700_901 lost and one base gained: 201 bases less, in frame."""
    event = bench.deletion(genomic_position(bench.gene, 901), genomic_position(bench.gene, 700))
    _, outcome, terms = judged(bench, replace(event, inserted="A"))
    assert Term.INFRAME_DELETION in terms
    assert "fs" not in outcome.protein


@pytest.mark.parametrize(
    ("first", "last", "term"),
    [
        (1, 6, Term.TRANSCRIPT_ABLATION),
        (1, 1, Term.START_LOST),
        (2, 2, Term.FRAMESHIFT),
        (4, 4, Term.INFRAME_DELETION),
        (2, 4, Term.INFRAME_DELETION),
        (4, 5, Term.FRAMESHIFT),
        (6, 6, Term.STOP_LOST),
    ],
)
def test_frame_of_an_exon_deletion(bench: Bench, first: int, last: int, term: Term) -> None:
    assert term in judged(bench, bench.exons_deleted(first, last))[2]


def test_the_end_of_exon_6_lost_is_flagged(bench: Bench) -> None:
    criterion, outcome, _ = judged(bench, bench.exons_deleted(6, 6))
    assert "RNA_UNPREDICTABLE" in criterion.flags
    assert outcome.null is None


def test_deletion_of_coding_exon_1_with_the_promoter_kept_is_a_lost_start(bench: Bench) -> None:
    """Clinical rules 1.1.6: only the part with ATG lost is judged by the rule of the start."""
    exon = bench.gene.exons[0]
    start = bench.gene.to_genome(bench.gene.cds_start)
    criterion, outcome, _ = judged(bench, bench.deletion(exon.start - 100, start))
    assert (criterion.strength, criterion.path) == (Strength.MODERATE, Pvs1Path.IC2)
    assert outcome.effect is Effect.START_LOST


def test_a_deletion_in_an_intron_is_no_loss(bench: Bench) -> None:
    before, after = bench.gene.exons[1], bench.gene.exons[2]
    event = bench.deletion(after.end + 1000, before.start - 1000)
    criterion, outcome, terms = judged(bench, event)
    assert criterion.strength is Strength.NOT_APPLICABLE
    assert outcome.effect is Effect.INTACT
    assert terms == {Term.INTRON}


def _nonsense(bench: Bench, codon: int) -> Event:
    """The codon replaced by TAA."""
    return bench.coding(3 * codon - 2, 3 * codon, "TAA")


@pytest.mark.parametrize(
    ("codon", "strength", "path", "nmd", "residues"),
    [
        (2, Strength.VERY_STRONG, Pvs1Path.NF1, True, 333),
        (12, Strength.VERY_STRONG, Pvs1Path.NF1, True, 323),
        (299, Strength.VERY_STRONG, Pvs1Path.NF1, True, 36),
        (300, Strength.STRONG, Pvs1Path.NF5, False, 35),
        (301, Strength.STRONG, Pvs1Path.NF5, False, 34),
        (302, Strength.MODERATE, Pvs1Path.NF6, False, 33),
        (303, Strength.MODERATE, Pvs1Path.NF6, False, 32),
        (334, Strength.MODERATE, Pvs1Path.NF6, False, 1),
    ],
)
def test_nonsense(
    bench: Bench, codon: int, strength: Strength, path: Pvs1Path, nmd: bool, residues: int
) -> None:
    criterion, outcome, terms = judged(bench, _nonsense(bench, codon))
    assert (criterion.strength, criterion.path) == (strength, path)
    assert (outcome.ptc_codon, outcome.nmd, outcome.residues_lost) == (codon, nmd, residues)
    assert Term.STOP_GAINED in terms


def test_every_premature_stop_on_its_side_of_the_border(bench: Bench) -> None:
    # Codons 135, 173 and 317 lie on two exons and cannot be replaced as one piece of genome.
    for codon in sorted({*range(2, 335)} - {135, 173, 317}):
        outcome = judged(bench, _nonsense(bench, codon))[1]
        assert outcome.nmd is (codon <= 299), codon
        assert outcome.null is (True if codon <= 301 else None), codon


@pytest.mark.parametrize(("codon", "flagged"), [(49, True), (50, False)])
def test_a_stop_close_to_the_start_is_flagged_and_not_downgraded(
    bench: Bench, codon: int, flagged: bool
) -> None:
    """Clinical rules 1.2: before base 150; decision 6: a flag only."""
    criterion = judged(bench, _nonsense(bench, codon))[0]
    assert ("NMD_START_PROXIMAL" in criterion.flags) is flagged
    assert criterion.strength is Strength.VERY_STRONG


@pytest.mark.parametrize(("codon", "flagged"), [(298, False), (299, True), (300, False)])
def test_a_stop_50_to_54_bases_before_the_junction_is_flagged(
    bench: Bench, codon: int, flagged: bool
) -> None:
    """Codon 298 ends 55 bases before c.949, codon 299 ends 52 and codon 300 ends 49 before."""
    criterion = judged(bench, _nonsense(bench, codon))[0]
    assert ("NMD_BORDERLINE_50_TO_55" in criterion.flags) is flagged


def test_a_frameshift_is_judged_by_its_stop_and_not_by_its_place(bench: Bench) -> None:
    """Clinical rules 1.1.1: some of these changes lie before the border, and their stop not."""
    seen = set()
    for base in range(700, 949):
        criterion, outcome, _ = judged(bench, bench.coding(base, base - 1, "C"))
        if outcome.nmd is None:
            assert outcome.effect is Effect.EXTENDED
            continue
        assert outcome.ptc_codon is not None
        assert outcome.residues_lost is not None
        # One base is gained before the junction: the border moves by one base with it.
        assert outcome.nmd is (3 * outcome.ptc_codon <= 949 + 1 - 50), base
        without_decay = Strength.STRONG if outcome.residues_lost > 33.4 else Strength.MODERATE
        assert criterion.strength is (Strength.VERY_STRONG if outcome.nmd else without_decay)
        seen.add((outcome.nmd, base <= 899))
    assert seen == {(True, True), (False, True), (False, False)}


@pytest.mark.parametrize(
    ("first", "last", "alt", "path", "residues"),
    [
        (880, 879, "AC", Pvs1Path.NF5, 41),
        (910, 909, "A", Pvs1Path.NF6, 31),
        (949, 948, "G", Pvs1Path.NF6, 18),
        (996, 996, "", Pvs1Path.NF6, 2),
    ],
)
def test_a_frame_that_passes_the_native_stop_is_judged_by_the_residues(
    bench: Bench, first: int, last: int, alt: str, path: Pvs1Path, residues: int
) -> None:
    """Clinical rules 1.1.1: no decay; by the part of the protein that is altered."""
    criterion, outcome, _ = judged(bench, bench.coding(first, last, alt))
    assert (outcome.effect, outcome.nmd) == (Effect.EXTENDED, None)
    assert (criterion.path, outcome.residues_lost) == (path, residues)


@pytest.mark.parametrize(("first", "last", "alt"), [(1003, 1003, "C"), (1005, 1005, "")])
def test_a_lost_stop_that_only_adds_residues_is_not_pvs1(
    bench: Bench, first: int, last: int, alt: str
) -> None:
    """PVS1 is for loss (Abou Tayoun 2018); a longer protein is PM4."""
    criterion, outcome, terms = judged(bench, bench.coding(first, last, alt))
    assert criterion.strength is Strength.NOT_APPLICABLE
    assert Term.STOP_LOST in terms
    assert outcome.residues_lost == 0


@pytest.mark.parametrize(
    ("base", "offset", "strength", "path", "lost", "effect"),
    [
        (402, 1, Strength.VERY_STRONG, Pvs1Path.SS1, (), Effect.SPLICE_SITE_LOST),
        (402, 2, Strength.VERY_STRONG, Pvs1Path.SS1, (), Effect.SPLICE_SITE_LOST),
        (403, -2, Strength.VERY_STRONG, Pvs1Path.SS1, (2,), Effect.TRUNCATED_NMD),
        (403, -1, Strength.VERY_STRONG, Pvs1Path.SS1, (2,), Effect.TRUNCATED_NMD),
        (517, 1, Strength.VERY_STRONG, Pvs1Path.SS1, (2,), Effect.TRUNCATED_NMD),
        (518, -1, Strength.VERY_STRONG, Pvs1Path.SS1, (3,), Effect.TRUNCATED_NMD),
        (615, 2, Strength.VERY_STRONG, Pvs1Path.SS1, (3,), Effect.TRUNCATED_NMD),
        (616, -2, Strength.STRONG, Pvs1Path.SS8, (4,), Effect.IN_FRAME_LOSS),
        (783, 1, Strength.STRONG, Pvs1Path.SS8, (4,), Effect.IN_FRAME_LOSS),
        (784, -1, Strength.STRONG, Pvs1Path.SS5, (5,), Effect.EXTENDED),
        (949, 1, Strength.STRONG, Pvs1Path.SS5, (5,), Effect.EXTENDED),
        (949, 2, Strength.STRONG, Pvs1Path.SS5, (5,), Effect.EXTENDED),
        (950, -1, Strength.MODERATE, Pvs1Path.SS6, (), Effect.SPLICE_SITE_LOST),
    ],
)
def test_canonical_splice_sites(
    bench: Bench,
    base: int,
    offset: int,
    strength: Strength,
    path: Pvs1Path,
    lost: tuple[int, ...],
    effect: Effect,
) -> None:
    criterion, outcome, terms = judged(bench, bench.substitution(base, "C", offset=offset))
    assert (criterion.strength, criterion.path) == (strength, path)
    assert (outcome.exons_lost, outcome.effect) == (lost, effect)
    assert "SPLICE_MECHANISM_ASSUMED" in criterion.flags
    assert (Term.SPLICE_DONOR if offset > 0 else Term.SPLICE_ACCEPTOR) in terms


@pytest.mark.parametrize(
    ("base", "offset", "alt"),
    [(949, 5, "A"), (949, 3, "T"), (403, -3, "A"), (402, 0, "T"), (403, 0, "C")],
)
def test_beside_the_canonical_sites_there_is_no_pvs1(
    bench: Bench, base: int, offset: int, alt: str
) -> None:
    """Clinical rules 1.3: +5 goes by PP3 and PM3, not by PVS1."""
    criterion, outcome, terms = judged(bench, bench.substitution(base, alt, offset=offset))
    assert criterion.strength is Strength.NOT_APPLICABLE
    assert outcome.null is False
    assert Term.SPLICE_REGION in terms


@pytest.mark.parametrize("base", [1, 2, 3])
def test_lost_start_is_moderate(bench: Bench, base: int) -> None:
    """Clinical rules 1.1.5: no other start, and pathogenic variants before p.Met126."""
    criterion, outcome, terms = judged(bench, bench.substitution(base, "C"))
    assert (criterion.strength, criterion.path) == (Strength.MODERATE, Pvs1Path.IC2)
    assert outcome.protein == "p.?"
    assert terms == {Term.START_LOST}


def test_a_frameshift_that_is_restored_on_the_same_copy_is_no_loss(bench: Bench) -> None:
    """Clinical rules 2.8: the copy is read as one, not each event."""
    lost, gained = bench.coding(94, 94, ""), bench.coding(120, 119, "G")
    together = bench.outcome(lost, gained)
    apart = [bench.outcome(event) for event in (lost, gained)]
    assert [outcome.null for outcome in apart] == [True, True]
    assert together.null is False
    assert together.effect is Effect.PROTEIN_CHANGED
