"""Names against biocommons hgvs, and every protein name against the translated DNA.

The g. and c. names must be the same. Where the p. names differ, a rule says why, from the HGVS
recommendations, and how often.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hgvs.exceptions import HGVSInvalidIntervalError

from osteo_annot.copies.outcome import Effect, Outcome
from osteo_annot.evidence.naming import Names, names_of
from osteo_annot.locus.assembly import Assembly
from tests.gene_events import Bench
from tests.oracles.alleles import (
    VcfAllele,
    coding_substitutions,
    edge_substitutions,
    inversions,
    random_changes,
)
from tests.oracles.hgvs_engine import HgvsEngine
from tests.oracles.protein_reader import protein_of, shifted_name
from tests.oracles.spelled_out import NATIVE, places, protein

pytestmark = pytest.mark.slow


class Case(NamedTuple):
    """One allele, both p. names, and the protein translated from the DNA written out."""

    oracle: str
    names: Names
    outcome: Outcome
    protein: str | None


Rule = Callable[[Case], bool]


def no_coding_base(case: Case) -> bool:
    """``p.?`` of a change in an intron or an untranslated region; the product gives no name.

    hgvs says ``p.(=)`` of a copy of coding bases that stands behind the stop codon.
    """
    return (
        case.oracle in {"p.?", "p.(=)"}
        and not case.names.p
        and case.outcome.effect is Effect.INTACT
        and case.protein in {None, NATIVE}
    )


def start_lost(case: Case) -> bool:
    """``p.Met1?`` for a lost start; HGVS has ``p.?`` and ``p.(Met1?)``, the product ``p.?``.

    hgvs reads on from an ATG that a change over the start brings along.
    """
    lost = case.outcome.effect is Effect.START_LOST and case.names.p == "p.?"
    return lost and (case.oracle == "p.Met1?" or case.names.c.startswith("c.-"))


def start_restored(case: Case) -> bool:
    """hgvs does not see that the DNA still reads ATG before codon 2, or ATG where it was.

    Bases inserted before ATG are of the 5' untranslated region, from which hgvs reads on.
    """
    if case.names.c.startswith("c.-1_1ins"):
        return not case.names.p and case.outcome.effect is Effect.INTACT
    silent = case.names.p in {"p.(Met1=)", "p.(=)"}
    return case.oracle in {"p.Met1?", "p.?"} and silent and case.outcome.effect is Effect.INTACT


def stop_as_substitution(case: Case) -> bool:
    """``p.(Ter335Ter)``, where HGVS writes ``=`` for a residue that is not changed."""
    return case.oracle == "p.(Ter335Ter)" and case.names.p in {"p.(Ter335=)", ""}


def residues_behind_a_stop(case: Case) -> bool:
    """HGVS, delins: residues after a stop in the inserted sequence are not listed."""
    cut = re.sub(r"((?:ins|delins)(?:[A-Z][a-z]{2})*?Ter)[A-Za-z]+\)$", r"\1)", case.oracle)
    return cut != case.oracle and cut == case.names.p


def silent_over_codons(case: Case) -> bool:
    """A silent change of several codons: hgvs names the first, the product the whole protein."""
    silent = re.fullmatch(r"p\.\([A-Z][a-z]{2}\d+=\)", case.oracle)
    return bool(silent) and case.names.p == "p.(=)" and case.protein == NATIVE


def beside_the_exon(case: Case) -> bool:
    """hgvs says ``p.?`` of a change named at an exon's end; the splice site is kept, so it is read.

    Clinical rules 1.1.2: only a change of the two intronic bases is taken as one of splicing.
    """
    return case.oracle == "p.?" and case.protein is not None and case.names.p not in {"", "p.?"}


def splice_site(case: Case) -> bool:
    """The product predicts no protein where a splice site is lost or doubled."""
    codes = {"SPLICE_MECHANISM_ASSUMED", "SPLICE_SITE_AMBIGUOUS"}
    return case.names.p == "p.?" and bool(codes & set(case.outcome.assumed))


def frame_shifted_over_the_stop(case: Case) -> bool:
    """HGVS, delins: a change that starts before the stop and includes it is a frameshift."""
    return "delins" in case.oracle and "fsTer" in case.names.p and case.protein is not None


def equal_length_over_the_edge(case: Case) -> bool:
    """A replacement of equal length over an exon's end that keeps the two intronic bases."""
    inside = case.oracle == "p.?" and case.protein is None
    return inside and "delins" in case.names.c and case.outcome.exons_lost == ()


RULES: tuple[Rule, ...] = (
    no_coding_base,
    start_lost,
    start_restored,
    stop_as_substitution,
    residues_behind_a_stop,
    silent_over_codons,
    beside_the_exon,
    splice_site,
    frame_shifted_over_the_stop,
    equal_length_over_the_edge,
)


def compare(assembly: Assembly, alleles: Sequence[VcfAllele]) -> Counter[str]:
    """How often each rule was needed."""
    bench, engine = Bench(assembly), HgvsEngine(assembly)
    counts: Counter[str] = Counter()
    for allele in alleles:
        event = bench.small(*allele)
        outcome = bench.outcome(event)
        names = names_of(bench.effect(event), bench.gene, bench.reference)
        altered = protein(allele, bench.gene, bench.reference)
        _assert_describes(names.p, outcome, altered)
        try:
            oracle = engine.names(allele)
        except HGVSInvalidIntervalError:
            assert _reaches_beyond(allele, bench), allele
            counts["beyond_the_transcript"] += 1
            continue
        assert (names.g, names.c) == (oracle.g, oracle.c), allele
        if names.p != oracle.p:
            case = Case(oracle.p, names, outcome, altered)
            why = next((rule.__name__ for rule in RULES if rule(case)), None)
            assert why, (allele, names, oracle, outcome)
            counts[why] += 1
    return counts


def _reaches_beyond(allele: VcfAllele, bench: Bench) -> bool:
    """Whether at some place the change lies outside the transcript, where c. has no positions."""
    gene = bench.gene
    found = places(allele, bench.reference)
    return any(p.first > gene.end or p.last < gene.start for p in found)


def _assert_describes(name: str, outcome: Outcome, altered: str | None) -> None:
    """The p. name, read back, is the protein translated from the DNA."""
    predicted = outcome.effect in {
        Effect.PROTEIN_CHANGED,
        Effect.IN_FRAME_LOSS,
        Effect.TRUNCATED_NMD,
        Effect.TRUNCATED_ESCAPES_NMD,
        Effect.EXTENDED,
    }
    if altered is None or not predicted or outcome.exons_lost:
        return
    if "fsTer" in name or "extTer" in name:
        assert name == shifted_name(NATIVE, altered), (name, altered)
    else:
        assert protein_of(name, NATIVE) == altered, (name, altered)


def test_every_coding_substitution() -> None:
    bench = Bench(Assembly.GRCH38)
    counts = compare(Assembly.GRCH38, coding_substitutions(bench.gene, bench.reference))
    assert counts == {"start_lost": 9, "stop_as_substitution": 1}


def test_substitutions_at_the_exon_ends() -> None:
    bench = Bench(Assembly.GRCH37)
    counts = compare(Assembly.GRCH37, edge_substitutions(bench.gene, bench.reference))
    assert counts == {"beyond_the_transcript": 30, "no_coding_base": 234}


@pytest.mark.parametrize(
    ("assembly", "count", "seed", "expected"),
    [
        (
            Assembly.GRCH38,
            3500,
            33,
            {
                "beside_the_exon": 39,
                "beyond_the_transcript": 3,
                "equal_length_over_the_edge": 2,
                "frame_shifted_over_the_stop": 2,
                "no_coding_base": 804,
                "residues_behind_a_stop": 15,
                "start_lost": 34,
                "start_restored": 4,
                "stop_as_substitution": 2,
            },
        ),
        (
            Assembly.GRCH37,
            1000,
            34,
            {
                "beside_the_exon": 17,
                "beyond_the_transcript": 1,
                "frame_shifted_over_the_stop": 3,
                "no_coding_base": 210,
                "residues_behind_a_stop": 6,
                "silent_over_codons": 1,
                "start_lost": 5,
                "start_restored": 1,
            },
        ),
    ],
)
def test_random_insertions_deletions_and_replacements(
    assembly: Assembly, count: int, seed: int, expected: dict[str, int]
) -> None:
    bench = Bench(assembly)
    alleles = random_changes(bench.gene, bench.reference, count, seed)
    assert compare(assembly, alleles) == expected


def test_inversions() -> None:
    bench = Bench(Assembly.GRCH38)
    alleles = inversions(bench.gene, bench.reference, every=7, longest=9)
    assert len(alleles) == 102
    assert all(coding_name_of(bench, allele).endswith("inv") for allele in alleles)
    assert set(compare(Assembly.GRCH38, alleles)) <= {"residues_behind_a_stop"}


def coding_name_of(bench: Bench, allele: VcfAllele) -> str:
    event = bench.small(*allele)
    return names_of(bench.effect(event), bench.gene, bench.reference).c
