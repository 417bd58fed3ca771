"""Consequences against bcftools csq, on every coding substitution and thousands of random changes.

Where the two differ, a named rule says why, from the DNA written out and not from the product's
engine, and how often: a difference without a rule, or another count, fails.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from osteo_annot.evidence.consequence import consequences
from osteo_annot.locus.assembly import Assembly
from tests.gene_events import Bench
from tests.oracles.alleles import (
    VcfAllele,
    coding_substitutions,
    edge_substitutions,
    random_changes,
)
from tests.oracles.csq import run_csq
from tests.oracles.csq_rules import Case, explained

pytestmark = pytest.mark.slow


def compare(bench: Bench, alleles: list[VcfAllele], folder: Path) -> Counter[str]:
    """How often each rule was needed."""
    entries = run_csq(alleles, bench.gene, bench.reference, folder)
    counts: Counter[str] = Counter()
    for allele, said in zip(alleles, entries, strict=True):
        event = bench.small(*allele)
        ours = consequences(bench.effect(event), bench.gene)
        counts.update(explained(Case(bench, allele, tuple(said), frozenset(ours))))
    return counts


@pytest.mark.parametrize("assembly", Assembly)
def test_every_substitution_of_the_cds_and_at_the_exon_ends(
    assembly: Assembly, tmp_path: Path
) -> None:
    bench = Bench(assembly)
    gene, reference = bench.gene, bench.reference
    coding = coding_substitutions(gene, reference)
    assert len(coding) == 3015
    alleles = sorted({*coding, *edge_substitutions(gene, reference)})
    assert len(alleles) == 3339
    assert compare(bench, alleles, tmp_path) == {"outside_transcript": 30}


@pytest.mark.parametrize(
    ("assembly", "count", "seed", "expected"),
    [
        (
            Assembly.GRCH38,
            4000,
            116,
            {
                "earlier_stop": 78,
                "either_reading": 40,
                "feature_terms": 501,
                "frame_beyond_the_cds": 16,
                "misread_codon": 2,
                "region_by_place": 28,
                "site_still_there": 35,
                "start_still_there": 3,
                "stop_still_there": 3,
            },
        ),
        (
            Assembly.GRCH37,
            2000,
            117,
            {
                "earlier_stop": 40,
                "either_reading": 14,
                "feature_terms": 245,
                "frame_beyond_the_cds": 7,
                "misread_codon": 3,
                "region_by_place": 12,
                "site_still_there": 11,
                "start_still_there": 3,
                "stop_still_there": 2,
            },
        ),
    ],
)
def test_random_insertions_deletions_and_replacements(
    assembly: Assembly, count: int, seed: int, expected: dict[str, int], tmp_path: Path
) -> None:
    bench = Bench(assembly)
    alleles = random_changes(bench.gene, bench.reference, count, seed)
    assert compare(bench, alleles, tmp_path) == expected
