"""Two changes on one copy, and one on each, against the phased haplotypes of bcftools csq."""

from __future__ import annotations

import random
from pathlib import Path

from osteo_annot.copies.joint import joined
from osteo_annot.copies.outcome import Effect
from osteo_annot.copies.resolve import Resolved
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.reference import reverse_complement
from tests.gene_events import Bench
from tests.oracles.alleles import BASES, VcfAllele
from tests.oracles.csq import run_csq
from tests.oracles.protein_reader import protein_of
from tests.oracles.spelled_out import NATIVE, protein_of_all
from tests.test_joint import HET, HOM, NOBODY, called

Pair = tuple[VcfAllele, VcfAllele]

BENCH = Bench(Assembly.GRCH38)
SHIFTED = {Effect.TRUNCATED_NMD, Effect.TRUNCATED_ESCAPES_NMD, Effect.EXTENDED}


def _substitution(base: int, alt: str) -> VcfAllele:
    """A coding base replaced by another, as VCF writes it."""
    position = BENCH.gene.to_genome(BENCH.gene.cds_start + base - 1)
    return VcfAllele(position, BENCH.reference.base(position), reverse_complement(alt))


def _pairs_in_codons(count: int) -> list[Pair]:
    """Two substitutions of one codon, not of the start, in codons of every exon."""
    dice = random.Random(18)
    # Codons 135, 173 and 317 lie on two exons.
    codons = [135, 173, 317, *dice.sample(range(2, 335), count - 3)]
    pairs = []
    for codon in codons:
        bases = sorted(dice.sample(range(3 * codon - 2, 3 * codon + 1), 2), reverse=True)
        alts = (dice.choice([b for b in BASES if b != _coding_base(base)]) for base in bases)
        one, other = (_substitution(base, alt) for base, alt in zip(bases, alts, strict=True))
        pairs.append((one, other))
    return pairs


def _coding_base(base: int) -> str:
    gene = BENCH.gene
    return BENCH.reference.transcript(gene)[gene.cds_start + base - 2]


def _pairs_that_restore_the_frame(count: int) -> list[Pair]:
    """A deletion of one or two bases, and up to 60 coding bases away as many bases gained.

    At least 12 bases from the ends of the exons, so that no splice site comes into play.
    """
    dice = random.Random(19)
    pairs: list[Pair] = []
    while len(pairs) < count:
        first = dice.randint(10, 930)
        second = first + dice.randint(8, 60)
        size = dice.randint(1, 2)
        low, high = (_inner_position(base) for base in (second, first))
        if low is None or high is None:
            continue
        gained = "".join(dice.choices(BASES, k=size))
        anchor = BENCH.reference.base(low)
        lost = BENCH.reference.fetch(high, high + size)
        pairs.append((VcfAllele(low, anchor, anchor + gained), VcfAllele(high, lost, lost[0])))
    return pairs


def _inner_position(base: int) -> int | None:
    """Genomic position of a coding base, if it is 12 bases or more from the ends of its exon."""
    position = BENCH.gene.to_genome(BENCH.gene.cds_start + base - 1)
    exon = BENCH.gene.exon_at(position)
    assert exon is not None
    return position if exon.start + 12 <= position <= exon.end - 12 else None


def _entries(pairs: list[Pair], folder: Path, genotypes: tuple[str, str]) -> list[set[str]]:
    """For each pair, the BCSQ entries that speak of its alleles only, each pair as one person."""
    alleles = [allele for pair in pairs for allele in pair]
    people = [{2 * i: genotypes[0], 2 * i + 1: genotypes[1]} for i in range(len(pairs))]
    said = run_csq(alleles, BENCH.gene, BENCH.reference, folder, people)
    entries = {entry for record in said for entry in record if not entry.startswith("@")}
    return [{e for e in entries if _speaks_of(e, set(pair))} for pair in pairs]


def _speaks_of(entry: str, alleles: set[VcfAllele]) -> bool:
    """Whether the DNA field names nothing but the alleles."""
    shift = BENCH.reference.start - 1
    written = {f"{a.position - shift}{a.ref}>{a.alt}" for a in alleles}
    return set(entry.split("|")[-1].split("+")) <= written


def _protein(entry: str) -> str:
    """The protein that a BCSQ entry stands for: native residues replaced by altered ones."""
    fields = entry.split("|")[5].split(">")
    number = int("".join(c for c in fields[0] if c.isdigit()))
    native, altered = ("".join(c for c in f if not c.isdigit()) for f in (fields[0], fields[-1]))
    assert NATIVE[number - 1 :].startswith(native)
    whole = NATIVE[: number - 1] + altered + NATIVE[number - 1 + len(native) :]
    return whole[: whole.index("*") + 1]


def _ours(*alleles: VcfAllele) -> str:
    """The protein of a copy with the alleles, from the product's name of it."""
    events = [BENCH.small(*allele) for allele in alleles]
    return protein_of(BENCH.outcome(*events).protein, NATIVE)


def test_two_substitutions_of_a_codon_in_cis_are_one_change(tmp_path: Path) -> None:
    pairs = _pairs_in_codons(150)
    differs = 0
    for pair, entries in zip(pairs, _entries(pairs, tmp_path, ("0|1", "0|1")), strict=True):
        joint = [e for e in entries if "+" in e.split("|")[-1]]
        assert len(joint) == 1, (pair, entries)
        assert _ours(*pair) == _protein(joint[0]), (pair, joint)
        differs += _ours(*pair) not in {_ours(pair[0]), _ours(pair[1])}
    # In 83 codons the two together code for another residue than either of them alone.
    assert differs == 83


def test_two_substitutions_of_a_codon_in_trans_stay_two_changes(tmp_path: Path) -> None:
    pairs = _pairs_in_codons(150)
    for pair, entries in zip(pairs, _entries(pairs, tmp_path, ("0|1", "1|0")), strict=True):
        assert not any("+" in e.split("|")[-1] for e in entries), (pair, entries)
        coding = [e for e in entries if len(e.split("|")) > 5]
        for allele in pair:
            said = {_protein(e) for e in coding if _speaks_of(e, {allele})}
            assert said == {_ours(allele)}, (allele, entries)


def test_a_restored_frame_in_cis(tmp_path: Path) -> None:
    pairs = _pairs_that_restore_the_frame(80)
    counts = {"agree": 0, "misread": 0, "ended_by_a_stop": 0}
    for pair, entries in zip(pairs, _entries(pairs, tmp_path, ("0|1", "0|1")), strict=True):
        ours = _ours(*pair)
        assert ours == protein_of_all(pair, BENCH.gene, BENCH.reference), pair
        joint = [e for e in entries if "+" in e.split("|")[-1]]
        assert len(joint) == 1, (pair, entries)
        said = _protein(joint[0])
        counts["ended_by_a_stop"] += len(ours) < len(NATIVE)
        counts["agree" if said == ours else "misread"] += 1
        if said != ours:
            _assert_misread(said, ours, joint[0])
    assert counts == {"agree": 60, "misread": 20, "ended_by_a_stop": 28}


def _assert_misread(said: str, ours: str, entry: str) -> None:
    """csq takes a wrong base for the codon in which a deletion joins two others, and only there."""
    index = int("".join(c for c in entry.split("|")[5].split(">")[0] if c.isdigit())) - 1
    assert said[:index] == ours[:index]
    assert said[index] != ours[index]
    assert said[index] == "*" or said[index + 1 :] == ours[index + 1 :]


def test_the_same_two_changes_in_trans_shift_both_frames(tmp_path: Path) -> None:
    pairs = _pairs_that_restore_the_frame(80)
    for pair, entries in zip(pairs, _entries(pairs, tmp_path, ("0|1", "1|0")), strict=True):
        assert len(entries) == 2, (pair, entries)
        for allele, entry in ((a, e) for a in pair for e in entries if _speaks_of(e, {a})):
            outcome = BENCH.outcome(BENCH.small(*allele))
            assert "frameshift" in entry, entry
            assert "fsTer" in outcome.protein or outcome.protein.endswith("Ter)"), outcome.protein
            assert outcome.effect in SHIFTED, (allele, outcome)


def test_a_neighbour_on_both_copies_needs_no_phase(tmp_path: Path) -> None:
    """One change of a codon on both copies, one on one: csq with phase, and ours without."""
    pairs = _pairs_in_codons(150)
    entries = _entries(pairs, tmp_path, ("1|1", "0|1"))
    stops_on_both = 0
    for pair, said in zip(pairs, entries, strict=True):
        events = [
            called(BENCH.small(*allele), zygosity)
            for allele, zygosity in zip(pair, (HOM, HET), strict=True)
        ]
        effects = sorted(map(BENCH.effect, events), key=lambda e: e.event.outer.start)
        settled = Resolved(tuple(effects), (), {})
        found = joined(settled, NOBODY, BENCH.gene, BENCH.reference).resolved.effects
        if not any(e.event.parts for e in found):
            # A stop with the neighbour and without: one change, on both copies.
            assert len(_ours(*pair)) < len(NATIVE), pair
            assert len(_ours(pair[0])) < len(NATIVE), pair
            stops_on_both += 1
            continue
        (joint,) = (e for e in found if e.event.parts)
        (left,) = (e for e in found if not e.event.parts)
        together = [e for e in said if "+" in e.split("|")[-1]]
        alone = [e for e in said if _speaks_of(e, {pair[0]}) and "+" not in e]
        assert protein_of(joint.single_outcome.protein, NATIVE) == _protein(together[0]), pair
        assert left.event.id == events[0].id
        assert {_protein(e) for e in alone if len(e.split("|")) > 5} <= {_ours(pair[0])}, pair
    assert stops_on_both < 5
