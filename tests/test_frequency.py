"""BA1, BS1, BS2 and PM2: each limit met and just missed, and what must not be said.

Limits: clinical rules 1.6 and the policy. BA1 above 0.05 in a continental group of 2,000 alleles or
more; BS1 above the square root of 4e-6 x 0.05, which is 4.472e-4; PM2 below 1e-4 everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.events.model import Event
from osteo_annot.evidence.criterion import Leaf, Status, Strength
from osteo_annot.evidence.frequency import Frequencies, frequencies_of
from osteo_annot.evidence.rarity import ba1, bs1, bs2, pm2
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.policy import default_policy
from tests.gene_events import Bench
from tests.knowledge import SV_FIELDS, SourceVcf, knowledge
from tests.vcf_builder import NONSENSE, OFFSET

POLICY = default_policy().rules.frequency


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def nonsense(bench: Bench) -> Event:
    position, ref, alt = NONSENSE
    return bench.small(position + (OFFSET if bench.assembly is Assembly.GRCH37 else 0), ref, alt)


def seen(bench: Bench, event: Event, *paths: Path) -> Frequencies:
    found = knowledge(bench.assembly, frequencies=paths).sources
    return frequencies_of(event, found, POLICY, bench.gene, bench.reference)


def with_info(bench: Bench, tmp_path: Path, info: str, filters: str = "PASS") -> Frequencies:
    """The nonsense variant in a source with this INFO."""
    source = SourceVcf(bench.assembly).add(NONSENSE, info, filters).write(tmp_path / "af.vcf")
    return seen(bench, nonsense(bench), source)


@pytest.mark.parametrize(
    ("info", "is_met"),
    [
        ("AF=0.0501;AN=2000", True),
        ("AF=0.05;AN=2000", False),
        ("AF=0.0501;AN=1999", False),
        ("AF=0.01;AN=9000;AF_popmax=0.06;AN_popmax=2500", True),
        ("AF=0.01;AN=9000;AF_grpmax=0.06;AN_grpmax=2500", True),
        ("AF=0.01;AN=9000;AF_grpmax_joint=0.06;AN_grpmax_joint=2500", True),
        ("AC=120;AN=2000", True),
        ("AF=0.01;AN=9000;AF_afr=0.06;AN_afr=3000", True),
        ("AF=0.01;AN=9000;EAS_AF=0.06;EAS_AN=3000", True),
        ("AF=0.01;AN=9000;AF_fin=0.06;AN_fin=3000", False),
        ("AF=0.01;AN=9000;AF_asj=0.06;AN_asj=3000", False),
        ("AF=0.01;AN=9000;AF_afr_XX=0.06;AN_afr_XX=3000", False),
        ("AF=0.01;AN=9000;AF_raw=0.06;AN_raw=9000", False),
    ],
)
def test_ba1(bench: Bench, tmp_path: Path, info: str, is_met: bool) -> None:
    event = nonsense(bench)
    found = ba1(event, with_info(bench, tmp_path, info), POLICY, bench.assembly)
    assert (found.status is Status.MET) is is_met
    if is_met:
        assert found.strength is Strength.STAND_ALONE
        assert found.overturned_by


def test_an_exempt_allele_does_not_meet_ba1(bench: Bench, tmp_path: Path) -> None:
    exempt = replace(POLICY, ba1_exceptions=("6-108074616-A-T",))
    found = with_info(bench, tmp_path, "AF=0.06;AN=5000")
    assert ba1(nonsense(bench), found, exempt, bench.assembly).path == Leaf.BA1_EXCEPTION


@pytest.mark.parametrize(
    ("frequency", "bs1_met", "pm2_leaf"),
    [
        (0.00044, False, Leaf.PM2_NOT_RARE),
        (0.00045, False, Leaf.PM2_NOT_RARE),
        (0.0001, False, Leaf.PM2_NOT_RARE),
        (0.0000999, False, Leaf.PM2_RARE),
        (0, False, Leaf.PM2_RARE),
    ],
)
def test_bs1_and_pm2(
    bench: Bench, tmp_path: Path, frequency: float, bs1_met: bool, pm2_leaf: Leaf
) -> None:
    found = with_info(bench, tmp_path, f"AF={frequency};AN=50000")
    assert (bs1(found, POLICY).status is Status.MET) is bs1_met
    assert pm2(found, POLICY).path == pm2_leaf
    if pm2_leaf is Leaf.PM2_RARE:
        assert pm2(found, POLICY).strength is Strength.SUPPORTING


def test_the_derivation_of_bs1_is_told(bench: Bench, tmp_path: Path) -> None:
    found = bs1(with_info(bench, tmp_path, "AF=0.01;AN=50000"), POLICY)
    derivation = {a.question: a.answer for a in found.answers}["Greatest credible frequency"]
    assert "0.000447" in derivation
    assert "4e-06 (prevalence) x 0.05 (share of the gene)" in derivation


def test_a_founder_group_counts_against_rarity_but_not_for_benign(
    bench: Bench, tmp_path: Path
) -> None:
    found = with_info(bench, tmp_path, "AF=0.00001;AN=90000;AF_asj=0.01;AN_asj=9000")
    assert pm2(found, POLICY).path == Leaf.PM2_NOT_RARE
    assert bs1(found, POLICY).path == Leaf.BS1_NOT_ABOVE


@pytest.mark.parametrize(
    ("info", "leaf"),
    [
        ("nhomalt=3", Leaf.BS2_HOMOZYGOTES),
        ("nhomalt=2", Leaf.BS2_FEW_HOMOZYGOTES),
        ("nhomalt=1", Leaf.BS2_FEW_HOMOZYGOTES),
        ("nhomalt=0", Leaf.BS2_NO_HOMOZYGOTES),
        ("nhomalt_joint=5", Leaf.BS2_HOMOZYGOTES),
        ("nhomalt=-2147483648", Leaf.BS2_NOT_COUNTED),
        ("nhomalt=nan", Leaf.BS2_NOT_COUNTED),
        ("DB", Leaf.BS2_NOT_COUNTED),
    ],
)
def test_bs2(bench: Bench, tmp_path: Path, info: str, leaf: Leaf) -> None:
    found = bs2(with_info(bench, tmp_path, f"AF=0.0001;AN=50000;{info}"), POLICY)
    assert found.path == leaf
    assert (found.strength is Strength.STRONG) is (leaf is Leaf.BS2_HOMOZYGOTES)


@pytest.mark.parametrize(
    ("info", "filters", "leaf"),
    [
        ("AF=0.00001;AN=50000", "AC0", Leaf.FREQUENCY_FILTERED),
        ("AF=0.06;AN=50000", "InbreedingCoeff", Leaf.FREQUENCY_FILTERED),
        ("AF=0.00001", "PASS", Leaf.FREQUENCY_TOO_FEW_ALLELES),
        ("AF=0.00001;AN=1999", "PASS", Leaf.FREQUENCY_TOO_FEW_ALLELES),
        ("AF=nan;AN=50000", "PASS", Leaf.FREQUENCY_TOO_FEW_ALLELES),
        ("AF=1.5;AN=50000", "PASS", Leaf.FREQUENCY_TOO_FEW_ALLELES),
    ],
)
def test_what_the_source_cannot_vouch_for_is_not_assessed(
    bench: Bench, tmp_path: Path, info: str, filters: str, leaf: Leaf
) -> None:
    found = with_info(bench, tmp_path, info, filters)
    event = nonsense(bench)
    for criterion in (
        ba1(event, found, POLICY, bench.assembly),
        bs1(found, POLICY),
        bs2(found, POLICY),
        pm2(found, POLICY),
    ):
        assert (criterion.status, criterion.path) == (Status.NOT_ASSESSED, leaf)


def test_without_a_source_nothing_is_assessed(bench: Bench) -> None:
    found = seen(bench, nonsense(bench))
    assert pm2(found, POLICY).path == Leaf.FREQUENCY_NOT_GIVEN


def test_absent_is_said_where_the_source_could_see(bench: Bench, tmp_path: Path) -> None:
    source = SourceVcf(bench.assembly).seen((1,)).write(tmp_path / "af.vcf")
    found = seen(bench, nonsense(bench), source)
    assert found.absent
    assert pm2(found, POLICY).path == Leaf.PM2_ABSENT
    assert bs2(found, POLICY).path == Leaf.BS2_NO_HOMOZYGOTES


@pytest.mark.parametrize(
    ("distance", "alleles", "sees"),
    [(50, 80_000, True), (51, 80_000, False), (50, 49_999, False)],
)
def test_a_record_close_by_must_be_called_in_enough_people(
    bench: Bench, tmp_path: Path, distance: int, alleles: int, sees: bool
) -> None:
    """At most 50 bases away, and half of the 100,000 alleles that are called elsewhere."""
    place = NONSENSE[0] - distance
    ref = Bench(Assembly.GRCH38).reference.base(place)
    alt = "A" if ref != "A" else "C"
    source = (
        SourceVcf(bench.assembly)
        .seen((3,), alleles=100_000)
        .add((place, ref, alt), f"AF=0.001;AN={alleles}")
        .write(tmp_path / "af.vcf")
    )
    expected = Leaf.PM2_ABSENT if sees else Leaf.FREQUENCY_SITE_NOT_SEEN
    assert pm2(seen(bench, nonsense(bench), source), POLICY).path == expected


def test_an_indel_in_unknown_sequence_is_never_called_absent(tmp_path: Path) -> None:
    """c.402+30: the bundled reference knows no base there, so the source may write it elsewhere."""
    bench = Bench(Assembly.GRCH38)
    event = bench.small(bench.gene.exons[0].start - 40, "N", "NA")
    source = SourceVcf().seen().write(tmp_path / "af.vcf")
    assert pm2(seen(bench, event, source), POLICY).path == Leaf.FREQUENCY_PLACE_NOT_KNOWN


def test_the_highest_of_several_sources_counts(bench: Bench, tmp_path: Path) -> None:
    low = SourceVcf(bench.assembly).add(NONSENSE, "AF=0.00001;AN=9000").write(tmp_path / "1.vcf")
    high = SourceVcf(bench.assembly).add(NONSENSE, "AF=0.01;AN=9000").write(tmp_path / "2.vcf")
    assert bs1(seen(bench, nonsense(bench), low, high), POLICY).status is Status.MET


# --- deletions ------------------------------------------------------------------------------


def population_deletion(bench: Bench, tmp_path: Path, start: int, end: int, info: str) -> Path:
    shift = OFFSET if bench.assembly is Assembly.GRCH37 else 0
    return (
        SourceVcf(bench.assembly, header=SV_FIELDS)
        .add((start - 1, "N", "<DEL>"), f"SVTYPE=DEL;END={end + shift};{info}")
        .write(tmp_path / "sv.vcf")
    )


@pytest.mark.parametrize(("length", "same"), [(1000, True), (500, True), (499, False)])
def test_a_population_deletion_counts_from_half_reciprocal_overlap(
    bench: Bench, tmp_path: Path, length: int, same: bool
) -> None:
    start = bench.gene.exons[1].start - 300
    event = bench.deletion(start, start + 999)
    moved = start - (OFFSET if bench.assembly is Assembly.GRCH37 else 0)
    info = "AF=0.02;AN=20000;POPMAX_AF=0.03;N_HOMALT=4"
    path = population_deletion(bench, tmp_path, moved, moved + length - 1, info)
    found = seen(bench, event, path)
    assert (bs1(found, POLICY).status is Status.MET) is same
    assert bs2(found, POLICY).path == (Leaf.BS2_HOMOZYGOTES if same else Leaf.BS2_NO_HOMOZYGOTES)
    assert pm2(found, POLICY).path == (Leaf.PM2_NOT_RARE if same else Leaf.PM2_ABSENT)


def test_a_source_of_small_variants_says_nothing_of_deletions(bench: Bench, tmp_path: Path) -> None:
    source = SourceVcf(bench.assembly).seen().write(tmp_path / "af.vcf")
    found = seen(bench, bench.exons_deleted(4, 4), source)
    assert pm2(found, POLICY).path == Leaf.FREQUENCY_KIND_NOT_GIVEN


def test_a_source_of_deletions_says_nothing_of_small_variants(bench: Bench, tmp_path: Path) -> None:
    path = population_deletion(bench, tmp_path, 108_060_000, 108_061_000, "AF=0.1;AN=9000")
    found = seen(bench, nonsense(bench), path)
    assert pm2(found, POLICY).path == Leaf.FREQUENCY_KIND_NOT_GIVEN


@pytest.mark.parametrize("alt", ["A]chr2:500]", "<INS>", "ACGT"])
def test_structural_records_close_by_do_not_show_that_small_variants_were_seen(
    bench: Bench, tmp_path: Path, alt: str
) -> None:
    """A file of structural variants may hold junctions and written-out insertions there."""
    near = (NONSENSE[0] + 1, Bench(Assembly.GRCH38).reference.base(NONSENSE[0] + 1), alt)
    end = near[0] + 5 + (OFFSET if bench.assembly is Assembly.GRCH37 else 0)
    source = (
        SourceVcf(bench.assembly, header=SV_FIELDS)
        .add(near, f"SVTYPE=X;END={end};AF=0.01;AN=90000")
        .write(tmp_path / "sv.vcf")
    )
    found = seen(bench, nonsense(bench), source)
    assert pm2(found, POLICY).path == Leaf.FREQUENCY_KIND_NOT_GIVEN
