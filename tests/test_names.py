"""Names by the HGVS recommendations (v21), on real places of the locus and on made-up proteins.

The page of the recommendation stands at each group of cases.
"""

from __future__ import annotations

import pytest

from osteo_annot.copies.outcome import Effect
from osteo_annot.events.model import Event
from osteo_annot.evidence.naming import Names, genotype_notation, names_of
from osteo_annot.locus.allele import Allele, placements, shifted_left, shifted_right, trimmed
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import coding_position, genomic_position
from osteo_annot.locus.names import coding_name, genomic_name
from osteo_annot.locus.protein_names import frameshift_name, in_frame_name
from osteo_annot.locus.reference import Reference
from tests.gene_events import Bench


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def names(bench: Bench, event: Event) -> Names:
    return names_of(bench.effect(event), bench.gene, bench.reference)


# Variants with published names: ClinVar 2944, c.75G>A, the exon 2 frameshift, c.949+5G>A
# (clinical rules 3.3 and 1.3).
@pytest.mark.parametrize(
    ("base", "offset", "alt", "c", "p"),
    [
        (36, 0, "A", "c.36T>A", "p.(Cys12Ter)"),
        (75, 0, "A", "c.75G>A", "p.(Trp25Ter)"),
        (949, 5, "A", "c.949+5G>A", ""),
        (403, -1, "A", "c.403-1G>A", "p.?"),
    ],
)
def test_published_substitutions(
    bench: Bench, base: int, offset: int, alt: str, c: str, p: str
) -> None:
    named = names(bench, bench.substitution(base, alt, offset=offset))
    assert (named.c, named.p) == (c, p)


def test_published_frameshift_is_shifted_to_its_3_prime_end(bench: Bench) -> None:
    # c.411-416 reads AGAGAG: two bases deleted anywhere in it are c.415_416del.
    for first in (411, 412, 413, 414, 415):
        named = names(bench, bench.coding(first, first + 1, ""))
        assert (named.c, named.p) == ("c.415_416del", "p.(Gln140GlufsTer11)")


def test_genomic_name_is_shifted_the_other_way_on_the_minus_strand(bench: Bench) -> None:
    named = names(bench, bench.coding(411, 412, ""))
    last = genomic_position(bench.gene, 411)
    assert named.g == f"g.{last - 1}_{last}del"


# DNA, numbering: bases before ATG count down to -1, behind the stop from *1; in an intron from
# the nearer exon.
@pytest.mark.parametrize(
    ("base", "offset", "name"),
    [
        (1, 0, "1"),
        (0, 0, "-1"),
        (-89, 0, "-90"),
        (1005, 0, "1005"),
        (1006, 0, "*1"),
        (4381, 0, "*3376"),
        (402, 1, "402+1"),
        (403, -2, "403-2"),
    ],
)
def test_numbering(bench: Bench, base: int, offset: int, name: str) -> None:
    position = coding_position(bench.gene, genomic_position(bench.gene, base, offset))
    assert str(position) == name


def test_no_position_outside_the_transcript(bench: Bench) -> None:
    assert coding_position(bench.gene, bench.gene.end + 1) is None
    assert coding_position(bench.gene, bench.gene.start - 1) is None


def test_the_middle_base_of_an_intron_counts_from_the_exon_before(bench: Bench) -> None:
    before, after = bench.gene.exons[2], bench.gene.exons[3]
    length = before.start - after.end - 1
    middle = before.start - (length + 1) // 2
    assert str(coding_position(bench.gene, middle)) == f"615+{(length + 1) // 2}"
    assert str(coding_position(bench.gene, middle - 1)) == f"616-{length // 2}"


# DNA, deletion: "c.1704+1del, not c.1704del" at exon/intron, "c.1813del, not c.1813-1del" at
# intron/exon: the shift goes over the border, never over an intron.
def test_the_3_prime_rule_goes_over_the_border_of_exon_and_intron(bench: Bench) -> None:
    # Exon 1 ends in G and intron 1 begins with G: c.401_402del and c.402_402+1del are one DNA.
    assert names(bench, bench.coding(400, 402, "")).c == "c.401_402+1del"


def test_a_deletion_up_to_the_border_keeps_the_splice_site(bench: Bench) -> None:
    outcome = bench.outcome(bench.coding(400, 402, ""))
    assert outcome.effect is Effect.IN_FRAME_LOSS
    assert outcome.protein == "p.(Gly134del)"
    assert outcome.exons_lost == ()


# DNA, duplication: a copy directly behind the original is a duplication, never an insertion;
# DNA, inversion: more than one base, ranked before deletion-insertion.
@pytest.mark.parametrize(
    ("first", "last", "alt", "c"),
    [
        (412, 411, "T", "c.411_412insT"),
        (411, 410, "AG", "c.415_416dup"),
        (412, 411, "GA", "c.415_416dup"),
        (413, 412, "AGAG", "c.413_416dup"),
        (40, 42, "AA", "c.40_42delinsAA"),
        (40, 42, "CAA", "c.40_42inv"),
        (40, 40, "C", "c.40T>C"),
    ],
)
def test_kinds_of_change(bench: Bench, first: int, last: int, alt: str, c: str) -> None:
    assert names(bench, bench.coding(first, last, alt)).c == c


TOY = Reference(Assembly.GRCH38, 101, "GATTACCCAGCTTGACG", "made up")


@pytest.mark.parametrize(
    ("position", "ref", "alt", "name"),
    [
        (106, "CCC", "CC", "g.108del"),
        (105, "A", "AC", "g.108dup"),
        (105, "A", "ACC", "g.107_108dup"),
        (105, "A", "ACCCC", "g.108_109insCCCC"),
        (110, "G", "A", "g.110G>A"),
        (102, "ATT", "AAT", "g.103T>A"),
        (102, "ATT", "GCC", "g.102_104delinsGCC"),
        (101, "GATT", "AATC", "g.101_104inv"),
        (110, "GC", "AT", "g.110_111delinsAT"),
    ],
)
def test_genomic_names(position: int, ref: str, alt: str, name: str) -> None:
    assert genomic_name(trimmed(position, ref, alt), TOY) == name


def test_a_change_can_stand_at_each_of_its_places() -> None:
    left = Allele(106, "C", "")
    assert shifted_left(Allele(108, "C", ""), TOY) == left
    assert shifted_right(left, TOY) == Allele(108, "C", "")
    assert [p.start for p in placements(left, TOY)] == [106, 107, 108]


def test_no_shift_is_claimed_through_unknown_bases() -> None:
    unknown = Reference(Assembly.GRCH38, 101, "GNNAANNG", "made up")
    assert [p.start for p in placements(Allele(104, "A", ""), unknown)] == [104, 105]


def test_a_copy_at_the_end_of_the_transcript_is_named_within_it(bench: Bench) -> None:
    gene, reference = bench.gene, bench.reference
    last = reference.fetch(gene.start, gene.start + 7)
    name = coding_name(Allele(gene.start, "", last), gene, reference)
    assert name == "c.*3369_*3376dup"


def test_beyond_the_transcript_there_is_no_c_name(bench: Bench) -> None:
    position = bench.gene.end + 1
    ref = bench.reference.base(position)
    named = names(bench, bench.small(position, ref, "A" if ref != "A" else "C"))
    assert named.c == named.p == ""


# Protein, deletion and duplication: 3' rule on the protein; nonsense is never a deletion.
@pytest.mark.parametrize(
    ("native", "altered", "name"),
    [
        ("MLWWE*", "MLWE*", "p.(Trp4del)"),
        ("MLWWE*", "MLWWWE*", "p.(Trp4dup)"),
        ("MKLVRS*", "MKLKLVRS*", "p.(Lys2_Leu3dup)"),
        ("MKGHQQC*", "MKGHAQQC*", "p.(His4_Gln5insAla)"),
        ("MKGHQQC*", "MKQSKGHQQC*", "p.(Lys2_Gly3insGlnSerLys)"),
        ("MKCVE*", "MKWVVE*", "p.(Cys3delinsTrpVal)"),
        ("MKCKE*", "MKWE*", "p.(Cys3_Lys4delinsTrp)"),
        ("MKCKE*", "MKWRE*", "p.(Cys3_Lys4delinsTrpArg)"),
        ("MKCKE*", "MKWKE*", "p.(Cys3Trp)"),
        ("MKCKE*", "MKCK*", "p.(Glu5Ter)"),
        ("MKCKE*", "MKC*", "p.(Lys4Ter)"),
    ],
)
def test_protein_names_in_frame(native: str, altered: str, name: str) -> None:
    assert in_frame_name(native, altered, (1, 1)) == name


# Protein, insertion: p.(Met3_His4insGlyTer), "amino acids after the translation termination codon
# are not listed"; deletion-insertion: p.(Asn47delinsSerSerTer), p.(Pro578_Lys579delinsLeuTer);
# an immediate stop is nonsense.
@pytest.mark.parametrize(
    ("native", "read_through", "name"),
    [
        ("MKMHQ*", "MKMG*HQ*", "p.(Met3_His4insGlyTer)"),
        ("MKPNVA*", "MKPSS*ADVA*", "p.(Asn4delinsSerSerTer)"),
        ("MKPKVA*", "MKL*VA*", "p.(Pro3_Lys4delinsLeuTer)"),
        ("MKPKVA*", "MK*KVA*", "p.(Pro3Ter)"),
        ("MKPKVA*", "MK*A*", "p.(Pro3Ter)"),
    ],
)
def test_a_stop_in_new_residues_ends_the_name(native: str, read_through: str, name: str) -> None:
    altered = read_through[: read_through.index("*") + 1]
    assert in_frame_name(native, altered, (1, 1), read_through=read_through) == name


# Protein, frameshift: counted from the first changed residue; fsTer1 is nonsense; extension comes
# before frameshift and its stop is counted from the native one.
@pytest.mark.parametrize(
    ("native", "altered", "name"),
    [
        ("MDAYVTE*", "MDAYES*", "p.(Val5GlufsTer3)"),
        ("MDAYVTE*", "MDA*", "p.(Tyr4Ter)"),
        ("MDAYVTE*", "MDARSS", "p.(Tyr4ArgfsTer?)"),
        ("MDAY*", "MDAYQKK*", "p.(Ter5GlnextTer3)"),
        ("MDAY*", "MDAYQKK", "p.(Ter5GlnextTer?)"),
    ],
)
def test_protein_names_of_a_shifted_frame(native: str, altered: str, name: str) -> None:
    assert frameshift_name(native, altered) == name


# Haemoglobin Constant Spring has 31 residues more than alpha globin: p.(Ter143GlnextTer31).
def test_extension_counts_the_residues_that_are_added() -> None:
    native = "M" * 142 + "*"
    assert in_frame_name(native, "M" * 142 + "Q" + "A" * 30 + "*", (143, 143)) == (
        "p.(Ter143GlnextTer31)"
    )


# Start and stop codon (clinical rules 3.3; protein, extension and frameshift).
@pytest.mark.parametrize(
    ("first", "last", "alt", "p"),
    [
        (1, 1, "G", "p.?"),
        (3, 3, "A", "p.?"),
        (2, 2, "", "p.?"),
        (1003, 1003, "C", "p.(Ter335ArgextTer46)"),
        (1004, 1004, "A", "p.(Ter335=)"),
        (1005, 1005, "", "p.(Ter335TrpextTer7)"),
        (1003, 1002, "G", "p.(Ter335ValextTer13)"),
        (1003, 1002, "GCT", "p.(Ter335AlaextTer1)"),
        (1000, 1002, "", "p.(Asn334Ter)"),
        (997, 1002, "", "p.(Ser333Ter)"),
        (207, 207, "T", "p.(Gly69=)"),
    ],
)
def test_start_and_stop(bench: Bench, first: int, last: int, alt: str, p: str) -> None:
    assert names(bench, bench.coding(first, last, alt)).p == p


def test_bases_before_a_whole_start_codon_are_untranslated(bench: Bench) -> None:
    # c.-3_-1 reads GTG... wherever the copy stands, ATG follows it.
    event = bench.coding(1, 0, bench.reference.transcript(bench.gene)[87:90])
    named = names(bench, event)
    assert (named.c, named.p) == ("c.-3_-1dup", "")


def test_atg_that_is_restored_is_a_start(bench: Bench) -> None:
    event = bench.coding(-7, 1, "")
    outcome = bench.outcome(event)
    assert names(bench, event).c == "c.-8_1del"
    assert outcome.effect is Effect.INTACT


# A copy of an acceptor: of exon bases only it is read as exon, else it cannot be told
# which of two sites is used.
@pytest.mark.parametrize(
    ("first", "last", "offset", "c", "p", "effect"),
    [
        (403, 412, 0, "c.404_413dup", "p.(Ser139TyrfsTer16)", Effect.TRUNCATED_NMD),
        (403, 403, -1, "c.403-1dup", "p.(Asn135GlufsTer17)", Effect.TRUNCATED_NMD),
    ],
)
def test_copies_at_an_acceptor(
    bench: Bench, first: int, last: int, offset: int, c: str, p: str, effect: Effect
) -> None:
    high = genomic_position(bench.gene, first, offset)
    bases = bench.reference.fetch(high - (last - first), high)
    event = bench.small(high, bench.reference.base(high), bench.reference.base(high) + bases)
    outcome = bench.outcome(event)
    assert (names(bench, event).c, outcome.protein, outcome.effect) == (c, p, effect)


def test_a_doubled_splice_site_is_not_decided(bench: Bench) -> None:
    # c.403-2_403-1 AG copied: ..AGAG|exon; either AG can be the acceptor.
    high = genomic_position(bench.gene, 403, -2)
    base = bench.reference.base(high)
    event = bench.small(high, base, base + bench.reference.fetch(high - 1, high))
    outcome = bench.outcome(event)
    assert outcome.effect is Effect.UNDECIDED
    assert outcome.null is None
    assert outcome.assumed == ("SPLICE_SITE_AMBIGUOUS",)
    assert names(bench, event).p == "p.?"


def test_a_replacement_over_the_border_that_keeps_gt_is_read_in_the_exon(bench: Bench) -> None:
    # c.402 G>A with c.402+3 G>C as one MNV: GT stays.
    gene, reference = bench.gene, bench.reference
    low = genomic_position(gene, 402, 3)
    ref = reference.fetch(low, low + 3)
    event = bench.small(low, ref, "G" + ref[1:3] + "T")
    outcome = bench.outcome(event)
    assert ref[1:3] == "AC"
    assert outcome.exons_lost == ()
    assert outcome.effect is Effect.INTACT
    assert names(bench, event).p == "p.(Gly134=)"


# Exon-level names (clinical rules 3.3).
def test_exon_level_names_have_uncertain_bounds(bench: Bench) -> None:
    named = names(bench, bench.exons_deleted(2, 3))
    assert named.c == "c.(402+1_403-1)_(615+1_616-1)del"
    assert named.p == "p.?"
    assert names(bench, bench.exons_deleted(4, 4)).p == "p.(Gly206_Ala261del)"


def test_beyond_the_transcript_only_the_genome_is_named(bench: Bench) -> None:
    start, end = bench.gene.start - 500, bench.gene.end + 500
    named = names(bench, bench.deletion(start, end))
    assert named.c == ""
    assert named.p == "p.0?"
    assert named.g == f"g.{start}_{end}del"


# Alleles (clinical rules 3.3).
@pytest.mark.parametrize(
    ("sides", "joined", "name"),
    [
        ((("75G>A",), ("75G>A",)), "trans", "T:c.[75G>A];[75G>A]"),
        ((("75G>A",), ("75G>A",)), "apparent", "T:c.75G>A(;)(75G>A)"),
        ((("36T>A",), ("75G>A",)), "unknown", "T:c.36T>A(;)75G>A"),
        ((("36T>A", "75G>A"), ()), "trans", "T:c.[36T>A;75G>A];[=]"),
    ],
)
def test_allele_notation(
    sides: tuple[tuple[str, ...], tuple[str, ...]], joined: str, name: str
) -> None:
    assert genotype_notation(sides, joined, "T") == name
