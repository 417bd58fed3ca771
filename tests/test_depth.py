"""Copies by depth: what a ratio tells, and what it does to the verdict.

Expected values: clinical rules 2.4 (limits of the ratio), 2.1 (Z14 to Z17, Z21), fixtures F02, F18,
F34; the spreads are those of ``record/thresholds.py``, chosen from ``docs/depth.md``.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteo_annot.cli.panel import run_panel
from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.depth.coverage import read_coverage
from osteo_annot.intake.depth.panel import read_references
from osteo_annot.intake.depth.profile import Profile
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.baseline import DepthReference, depth_reference
from osteo_annot.measured.copy_ratio import exon_ratios, joint_call_of_runs
from osteo_annot.measured.exon_ratio import DepthBasis, ExonRatio, NoCallReason
from osteo_annot.measured.ratio_copy_number import copy_number_from_ratio, parts_agree, power_of
from osteo_annot.report.result.build import Options, result_of
from osteo_annot.report.result.document import document_of
from tests.depth_files import panel, per_base, profile
from tests.test_structural import MANTA, sv
from tests.vcf_builder import EXON, GVCF_HEADER, NONSENSE_25, Vcf

QUIET = 0.03
"""Noise of a panel whose depth would tell nine of ten losses of one copy of every exon."""
HOM = "1/1:60:60:0,60"
CALL = "GT:GQ:DP:AD"


def judged(
    tmp_path: Path,
    ratios: dict[int, float],
    *vcfs: Vcf,
    references: int = 30,
    noise: float = QUIET,
    **how: Any,
) -> dict[str, Any]:
    """The document of P1 with a depth file, and a panel unless ``references`` is 0."""
    given = vcfs or (Vcf(),)
    assembly = given[0].assembly
    paths = [vcf.write(tmp_path / f"{i}.vcf") for i, vcf in enumerate(given)]
    depth = per_base(tmp_path / "P1.per-base.bed", ratios, assembly=assembly, **how)
    pool = []
    if references:
        pool = [panel(tmp_path / "panel.tsv", references, noise=noise, assembly=assembly)]
    inputs = read_inputs(paths, coverage=[depth], depth_reference=pool)
    return document_of(result_of(inputs, "P1", Options()))


def told(document: dict[str, Any]) -> list[int | None]:
    return [exon["copy_ratio"]["copies"] for exon in document["callability"]["exons"]]


def reasons(document: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in document["verdict"]["reasons"]}


def contradictions(document: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in document["verdict"]["contradictions"]}


def advised(document: dict[str, Any]) -> list[str]:
    return [test["code"] for test in document["verdict"]["next_tests"]]


# --- what a ratio tells -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "spread", "copies"),
    [
        (0.0, 0.05, 0),
        (0.15, 0.05, 0),
        (0.16, 0.05, None),
        (0.29, 0.11, None),
        (0.31, 0.11, 1),
        (0.5, 0.125, 1),
        (0.5, 0.126, None),
        (0.66, 0.08, 1),
        (0.69, 0.08, None),
        (1.0, 0.05, 2),
        (1.0, 0.102, 2),
        (1.0, 0.103, None),
        (1.5, 0.0707, 3),
        (1.5, 0.0708, None),
        (2.0, 0.05, 4),
    ],
)
def test_limits_of_the_ratio(ratio: float, spread: float, copies: int | None) -> None:
    assert copy_number_from_ratio(ratio, spread) == copies


def test_power_is_the_part_of_losses_that_is_told() -> None:
    """At a spread of 0.125 the limit of four spreads is the mean of one copy itself: half of it.

    The lower limit is 0.3, two and a quarter spreads (at one copy) below: 0.4882 of a normal.
    """
    assert power_of(0.125) == pytest.approx(0.5 - 0.0118, abs=0.001)
    assert power_of(0.03) == pytest.approx(0.9973, abs=0.001)
    assert power_of(0.2) == 0.0


@pytest.mark.parametrize(
    ("parts", "copies", "agree"),
    [
        ((), 1, True),
        ((0.5, 0.5, 0.5), 1, True),
        ((0.74, 0.5, 0.5), 1, True),
        ((0.76, 0.5, 0.5), 1, False),
        ((0.5, 0.64, 0.5), 1, True),
        ((0.5, 0.66, 0.5), 1, False),
        ((0.5, 0.5, 0.66), 1, False),
        ((1.0, 1.0, 0.88), 2, True),
        ((1.0, 1.0, 0.82), 2, True),
        ((1.0, 1.0, 0.74), 2, False),
        ((0.0, 0.0, 0.2), 0, True),
        ((0.0, 0.0, 0.3), 0, False),
    ],
)
def test_a_breakpoint_beside_the_exon_is_no_loss_of_it(
    parts: tuple[float, ...], copies: int, agree: bool
) -> None:
    """A coding part of 200 bases with 500 on each side, at a spread of 0.1 (``docs/depth.md``).

    With one side alone the spread is 0.1 x sqrt(1200 / 700) = 0.131, and one copy lies three of
    these below two up to a ratio of 0.607: a side at 0.65 beside an exon at 0.5.
    """
    assert parts_agree(parts, (200, 500, 500), copies, 0.1) == agree


def test_power_falls_where_parts_must_agree() -> None:
    """At 0.09 and equal sides of 500 beside 200 bases, by hand: 0.1178 for a side.

    (0.5 - 3 x 0.1178) / (0.1178 x sqrt(0.5)) = 1.758, below which lie 0.9606 of a normal; twice.
    """
    told = power_of(0.09)
    assert power_of(0.09, (200, 500, 500)) == pytest.approx(told * 0.9606**2, abs=0.001)


def ratios_of(values: list[float], spread: float) -> list[int | None]:
    given = [
        ExonRatio(
            n,
            value,
            spread,
            copy_number_from_ratio(value, spread),
            None,
            None,
            DepthBasis.REFERENCES,
            9,
        )
        for n, value in enumerate(values, 1)
    ]
    return [ratio.copies for ratio in joint_call_of_runs(given)]


def test_exons_that_only_together_tell_a_loss() -> None:
    assert ratios_of([1.0, 0.5, 0.55, 0.5, 1.0, 1.0], 0.14) == [None, 1, 1, 1, None, None]
    assert ratios_of([1.0, 0.5, 1.0, 1.0, 1.0, 1.0], 0.14)[1] is None


def test_the_end_of_a_run_is_no_guess() -> None:
    """An exon three spreads from two copies may end a run; one just nearer may not."""
    assert ratios_of([1.0, 0.5, 0.5, 0.57, 1.0, 1.0], 0.14)[3] == 1
    assert ratios_of([1.0, 0.5, 0.5, 0.59, 1.0, 1.0], 0.14)[3] is None


def test_gains_are_not_told_together() -> None:
    assert ratios_of([1.0, 1.5, 1.5, 1.5, 1.0, 1.0], 0.14)[1:4] == [None, None, None]


# --- references -------------------------------------------------------------------------------


def of(profile_: Profile, *others: Profile) -> tuple[ExonRatio, ...]:
    return exon_ratios(profile_, DepthReference(others) if others else None)


def test_too_few_references_tell_nothing() -> None:
    others = [profile(f"R{n}", n, 0.05) for n in range(5)]
    person = profile("P1", 99, 0.02)
    assert {r.no_call for r in of(person, *others[:4])} == {NoCallReason.TOO_FEW_REFERENCES}
    assert all(r.ratio is not None for r in of(person, *others))


def test_nobody_is_a_reference_of_themselves() -> None:
    others = [profile(f"R{n}", n, 0.05) for n in range(4)]
    person = profile("P1", 99, 0.02)
    assert {r.no_call for r in of(person, *others, person)} == {NoCallReason.TOO_FEW_REFERENCES}


def test_another_assay_is_not_compared() -> None:
    others = [profile(f"R{n}", n, 0.05) for n in range(20)]
    other_assay = profile("P1", 99, 0.4)
    assert {r.no_call for r in of(other_assay, *others)} == {NoCallReason.DOES_NOT_FIT_REFERENCES}


def test_an_exon_that_references_do_not_have_is_not_told() -> None:
    others = [
        replace(p, exons=(0.0, *p.exons[1:]))
        for p in (profile(f"R{n}", n, 0.05) for n in range(20))
    ]
    first = of(profile("P1", 99, 0.02), *others)[0]
    assert (first.copies, first.no_call) == (None, NoCallReason.EXON_NOT_READ_IN_REFERENCES)


def test_depth_of_the_sample_does_not_matter(tmp_path: Path) -> None:
    shallow = told(judged(tmp_path, {3: 0.5}, scale=1.2))
    deep = told(judged(tmp_path, {3: 0.5}, scale=3.0))
    assert shallow[:5] == deep[:5] == [2, 2, 1, 2, 2]


# --- what it does to the verdict --------------------------------------------------------------


def test_f02_homozygote_with_two_copies_by_depth(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE_25, HOM, fmt=CALL)
    document = judged(tmp_path, {}, vcf)
    assert document["verdict"]["state"] == "BIALLELIC_HOM_SMALL"
    assert "TWO_COPIES_BY_DEPTH" in reasons(document)


def test_f01_without_references_it_stays_apparent(tmp_path: Path) -> None:
    vcf = Vcf().add(NONSENSE_25, HOM, fmt=CALL)
    assert judged(tmp_path, {}, vcf, references=0)["verdict"]["state"] == "APPARENT_HOM"


def test_homozygote_over_a_loss_that_only_depth_shows(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE_25, HOM, fmt=CALL)
    document = judged(tmp_path, {1: 0.5, 2: 0.5}, vcf)
    assert document["verdict"]["state"] == "BIALLELIC_HEMI_OVER_DEL"
    assert document["verdict"]["confidence"] == "low"
    assert "CONFIRM_DELETION" in advised(document)


def test_f18_no_copy_by_depth_with_heterozygotes_inside(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly)
    for place in (10, 40):
        vcf.add((EXON[3].start + place, "N", "T"), "0/1:60:40:20,20", fmt=CALL)
    document = judged(tmp_path, {3: 0.0, 4: 0.0}, vcf)
    assert document["verdict"]["state"] == "INDETERMINATE"
    assert "GENOTYPE_INSIDE_HOMOZYGOUS_DELETION" in contradictions(document)


@pytest.mark.parametrize(
    ("ratio", "state", "zygosity"),
    [(0.5, "MONOALLELIC", "heterozygous"), (0.0, "BIALLELIC_HOM_DEL", "homozygous")],
)
def test_a_loss_is_proposed_from_depth_alone(
    tmp_path: Path, assembly: Assembly, ratio: float, state: str, zygosity: str
) -> None:
    losses = dict.fromkeys(range(2, 6), ratio)
    vcf = Vcf(assembly=assembly)
    if ratio:  # calls of reference inside a loss of both copies would contradict it
        vcf.extra_header = GVCF_HEADER
        vcf.reference_blocks("0/0:30:60:25")
    document = judged(tmp_path, losses, vcf)
    (event,) = document["events"]
    assert (event["exons"], event["zygosity"]) == ([2, 3, 4, 5], zygosity)
    assert document["verdict"]["state"] == state
    assert document["verdict"]["confidence"] == "low"
    assert "PROPOSED_BY_DEPTH" in reasons(document)
    assert advised(document)[0] == "CONFIRM_DELETION"
    low, high = event["location"]["outer"]
    inner_low, inner_high = event["location"]["inner"]
    assert low < inner_low < inner_high < high


def test_depth_confirms_a_called_deletion(tmp_path: Path, assembly: Assembly) -> None:
    deletion = sv(assembly, MANTA).exons(2, 5, "1/1")
    alone = judged(tmp_path, {}, deletion, references=0)
    document = judged(tmp_path, dict.fromkeys(range(2, 6), 0.0), deletion)
    assert document["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    assert (alone["verdict"]["confidence"], document["verdict"]["confidence"]) == (
        "low",
        "moderate",
    )
    assert "CONFIRMED_BY_DEPTH" in reasons(document)
    assert len(document["events"]) == 1


def test_depth_refutes_a_called_deletion(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, {}, sv(assembly, MANTA).exons(3, 3, "0/1"))
    assert document["verdict"]["state"] == "INDETERMINATE"
    assert "DELETION_WITHOUT_DEPTH_LOSS" in contradictions(document)


@pytest.mark.parametrize(
    ("genotype", "ratio", "state"),
    [("1/1", 0.5, "MONOALLELIC_PLUS_GAP"), ("0/1", 0.0, "BIALLELIC_HOM_DEL")],
)
def test_z17_depth_overrides_the_genotype(
    tmp_path: Path, assembly: Assembly, genotype: str, ratio: float, state: str
) -> None:
    document = judged(tmp_path, {3: ratio}, sv(assembly, MANTA).exons(3, 3, genotype))
    assert document["verdict"]["state"] == state
    assert "DEPTH_OVERRIDES_GT" in contradictions(document)


def test_a_counted_copy_number_is_not_overridden(tmp_path: Path) -> None:
    deletion = sv().exons(3, 3, "0/1:1", fmt="GT:CN")
    document = judged(tmp_path, {3: 0.0}, deletion)
    assert document["verdict"]["state"] == "INDETERMINATE"


def test_a_called_deletion_inside_the_counted_one_is_the_same(tmp_path: Path) -> None:
    document = judged(tmp_path, {2: 0.5, 3: 0.5, 4: 0.5}, sv(header=MANTA).exons(3, 3, "0/1"))
    (event,) = document["events"]
    assert event["exons"] == [2, 3, 4]
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"


def test_depth_earns_the_negative_for_deletions(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks("0/0:30:60:25")
    document = judged(tmp_path, {}, vcf)
    assert document["verdict"]["state"] == "NONE_CALLABLE"
    assert {e["deletions"] for e in document["callability"]["exons"]} == {"callable"}
    assert judged(tmp_path, {}, vcf, references=0)["verdict"]["state"] == "NONE_CALLABLE"


def test_what_looks_like_its_surroundings_is_no_search_without_an_anchor(
    tmp_path: Path, assembly: Assembly
) -> None:
    """A loss of all that is read looks the same (earned claims 10)."""
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks("0/0:30:60:25")
    document = judged(tmp_path, {}, vcf, far=None)
    exons = document["callability"]["exons"]
    assert {e["deletions"] for e in exons} == {"unknown"}
    assert {e["copy_ratio"]["silence"] for e in exons} == {"NOT_ANCHORED"}
    assert not any(e["copy_ratio"]["loss_excluded"] for e in exons)
    lost = judged(tmp_path, {}, vcf, far=2.0)
    assert [event["exons"] for event in lost["events"]] == [[1, 2, 3, 4, 5, 6]]
    assert {e["copy_ratio"]["copies"] for e in lost["callability"]["exons"]} == {1}


def test_a_noisy_depth_earns_nothing(tmp_path: Path) -> None:
    path = Vcf().write(tmp_path / "a.vcf")
    depth = per_base(tmp_path / "P1.per-base.bed", {})
    pool = panel(tmp_path / "panel.tsv", noise=0.17)
    inputs = read_inputs([path], coverage=[depth], depth_reference=[pool])
    document = document_of(result_of(inputs, "P1", Options()))
    assert {e["deletions"] for e in document["callability"]["exons"]} == {"unknown"}
    assert told(document) == [None] * 6


# --- without references -----------------------------------------------------------------------


@pytest.mark.parametrize(("ratio", "found"), [(0.09, True), (0.2, False)])
def test_z21_exon_without_reads(tmp_path: Path, ratio: float, found: bool) -> None:
    document = judged(tmp_path, {3: ratio}, references=0)
    assert ("EXON_WITHOUT_READS" in contradictions(document)) is found
    assert document["events"] == []
    if found:
        assert document["verdict"]["state"] == "NONE_INCOMPLETE"
        assert advised(document)[0] == "EXON_COPY_NUMBER"


def test_z21_says_nothing_where_all_is_shallow(tmp_path: Path) -> None:
    document = judged(tmp_path, {3: 0.0}, references=0, scale=0.06)
    assert "EXON_WITHOUT_READS" not in contradictions(document)


def test_a_genome_is_its_own_control_but_for_exon_1(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly)
    document = judged(tmp_path, {1: 0.5, 4: 0.5}, vcf, references=0, even=True, scatter=0.04)
    assert told(document) == [None, 2, 2, 1, 2, 2]
    first = document["callability"]["exons"][0]["copy_ratio"]
    assert (first["basis"], first["silence"]) == ("own_controls", "FIRST_EXON_NEEDS_REFERENCES")
    assert [event["exons"] for event in document["events"]] == [[4]]


@pytest.mark.parametrize(
    ("exon", "below", "above", "copies"),
    [
        (1.0, 0.0, 1.0, None),
        (0.5, 0.5, 0.5, 1),
        (0.5, 0.26, 0.7, 1),
        (0.5, 0.24, 0.76, None),
        (0.0, 1.0, 0.6, None),
        (1.0, 1.0, 1.0, 2),
    ],
)
def test_a_genome_tells_copies_only_where_both_sides_agree(
    exon: float, below: float, above: float, copies: int | None
) -> None:
    """The whole window of the first case has the depth of one copy: a breakpoint lies beside it."""
    whole = profile("P1", 3, 0.0, even=True)
    level = whole.controls[0] or 0.0
    exons = (level, level, level, exon * level, level, level)
    flanks = tuple(level for _ in range(6)) + (below * level, above * level) + (level,) * 4
    fourth = exon_ratios(replace(whole, exons=exons, flanks=flanks), None)[3]
    assert fourth.copies == copies
    assert fourth.loss_excluded is (copies == 2)


def test_an_exome_is_not_its_own_control(tmp_path: Path) -> None:
    document = judged(tmp_path, {4: 0.5}, references=0)
    assert told(document) == [None] * 6
    assert document["events"] == []


# --- parents ----------------------------------------------------------------------------------


def test_the_depth_of_a_parent_is_that_of_the_parent(tmp_path: Path) -> None:
    vcf = Vcf(samples=("P1", "MUM", "DAD")).add(NONSENSE_25, "0/0", "0/0", "0/0")
    ped = tmp_path / "f.ped"
    ped.write_text("F\tP1\tDAD\tMUM\t1\t2\n")
    child = per_base(tmp_path / "P1.per-base.bed", {3: 0.0, 4: 0.0})
    mother = per_base(tmp_path / "MUM.per-base.bed", {3: 0.5, 4: 0.5})
    inputs = read_inputs(
        [vcf.write(tmp_path / "a.vcf")],
        pedigree=read_pedigree(ped),
        coverage=[child, mother],
        depth_reference=[panel(tmp_path / "panel.tsv", noise=QUIET)],
    )
    document = document_of(result_of(inputs, "P1", Options()))
    assert document["verdict"]["state"] == "BIALLELIC_HOM_DEL"
    states = {member["role"]: member["state"] for member in document["family"]}
    assert states["mother"] == "MONOALLELIC"
    assert states["father"] == "NONE_INCOMPLETE"


# --- panel files ------------------------------------------------------------------------------


def test_a_panel_tells_what_its_files_tell(tmp_path: Path, assembly: Assembly) -> None:
    files = [
        per_base(tmp_path / f"S{n}.per-base.bed", {}, assembly=assembly, scale=0.8 + n / 20)
        for n in range(6)
    ]
    out = tmp_path / "panel.tsv"
    assert run_panel(files, out, assembly=assembly.value) == 6
    direct, by_panel = (read_references(paths, assembly, None) for paths in (tuple(files), (out,)))
    person = read_coverage(
        per_base(tmp_path / "P1.bed", {2: 0.5}, assembly=assembly), assembly
    ).profile
    assert person is not None
    assert direct is not None
    assert by_panel is not None
    assert [r.copies for r in exon_ratios(person, depth_reference(direct))] == [
        r.copies for r in exon_ratios(person, depth_reference(by_panel))
    ]
    assert {p.sample for p in by_panel.profiles} == {f"S{n}" for n in range(6)}


def test_a_panel_of_the_same_sample_twice_is_refused(tmp_path: Path) -> None:
    one = per_base(tmp_path / "S.bed", {})
    other = per_base(tmp_path / "S.per-base.bed", {})
    with pytest.raises(RefusedError, match="more than once"):
        run_panel([one, other], tmp_path / "panel.tsv", assembly="GRCh38")
    assert not (tmp_path / "panel.tsv").exists()


def test_a_panel_of_the_other_assembly_is_refused(tmp_path: Path) -> None:
    other = panel(tmp_path / "p.tsv", assembly=Assembly.GRCH37)
    with pytest.raises(RefusedError, match="ASSEMBLY_CONFLICT"):
        read_references([other], Assembly.GRCH38, None)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("R0\t", "\t", "not a sample"),
        ("##windows=6,12,", "##windows=6,6,", "another version"),
        ("\t.", "\t.", None),
        ("R1\t", "R1\tNaN\t", "not a sample"),
        ("R1\t", "R1\t-5\t", "not a sample"),
    ],
)
def test_a_broken_panel_is_refused(tmp_path: Path, old: str, new: str, match: str | None) -> None:
    path = panel(tmp_path / "p.tsv", 3)
    path.write_text(path.read_text().replace(old, new, 1))
    if match is None:
        assert read_references([path], Assembly.GRCH38, None) is not None
        return
    with pytest.raises(RefusedError, match=match):
        read_references([path], Assembly.GRCH38, None)


def test_a_reference_without_depth_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.bed"
    path.write_text("chr6\t108000000\t108100000\n")
    with pytest.raises(RefusedError, match="PANEL_INVALID"):
        read_references([path], Assembly.GRCH38, None)


def test_a_panel_of_nobody_is_refused(tmp_path: Path) -> None:
    path = panel(tmp_path / "p.tsv", 0)
    with pytest.raises(RefusedError, match="no sample"):
        read_references([path], Assembly.GRCH38, None)


# --- what is only a proposal, or below two copies (earned claims 10) --------------------------


@pytest.mark.parametrize(("ratio", "copies"), [(0.0, 0), (0.5, 1)])
def test_one_target_of_an_exome_is_a_proposal(
    tmp_path: Path, assembly: Assembly, ratio: float, copies: int
) -> None:
    """Beside a heterozygous change: no state of two hits, and a failed target looks the same."""
    vcf = Vcf(assembly=assembly).add(NONSENSE_25, "0/1:60:60:30,30", fmt=CALL)
    document = judged(tmp_path, {3: ratio}, vcf)
    assert document["verdict"]["state"] == "MONOALLELIC_PLUS_GAP"
    assert "LOSS_PROPOSED_BY_DEPTH" in contradictions(document)
    assert told(document)[2] == copies
    assert [event["exons"] for event in document["events"]] == [[1]]
    assert "EXON_COPY_NUMBER" in advised(document)
    (entry,) = (row for row in document["ledger"] if row["reason"] == "DEPTH_PROPOSAL")
    assert entry["disposition"] == "set_aside"


def test_two_targets_are_an_event(tmp_path: Path, assembly: Assembly) -> None:
    vcf = Vcf(assembly=assembly).add(NONSENSE_25, "0/1:60:60:30,30", fmt=CALL)
    document = judged(tmp_path, {3: 0.5, 4: 0.5}, vcf)
    assert [3, 4] in [event["exons"] for event in document["events"]]
    assert "LOSS_PROPOSED_BY_DEPTH" not in contradictions(document)


def test_one_target_confirms_what_a_caller_tells(tmp_path: Path, assembly: Assembly) -> None:
    document = judged(tmp_path, {3: 0.5}, sv(assembly, MANTA).exons(3, 3, "0/1"))
    (event,) = document["events"]
    assert len(event["observations"]) == 2
    assert "LOSS_PROPOSED_BY_DEPTH" not in contradictions(document)


@pytest.mark.parametrize("references", [0, 30])
@pytest.mark.parametrize(("ratio", "reduced"), [(0.22, True), (0.97, False)])
def test_a_thin_exon_leaves_a_loss_open(
    tmp_path: Path, assembly: Assembly, references: int, ratio: float, reduced: bool
) -> None:
    """A fifth of the reads are foreign: the loss of both copies hides behind them."""
    vcf = Vcf(assembly=assembly, extra_header=GVCF_HEADER).reference_blocks("0/0:30:60:25")
    even = not references
    document = judged(
        tmp_path, {3: ratio}, vcf, references=references, even=even, scatter=0.02 if even else 0.0
    )
    third = document["callability"]["exons"][2]
    assert ("EXON_DEPTH_REDUCED" in contradictions(document)) is reduced
    assert third["homozygous_loss_excluded"] is not reduced
    assert (document["verdict"]["state"] == "NONE_CALLABLE") is not reduced


@pytest.mark.parametrize(("references", "even", "needed"), [(0, True, False), (6, False, True)])
def test_frames_are_only_made_of_a_panel(
    tmp_path: Path, references: int, even: bool, needed: bool
) -> None:
    """A person held against the own depth, or without depth, never waits for pandas."""
    vcf = Vcf().write(tmp_path / "a.vcf")
    depth = per_base(tmp_path / "P1.per-base.bed", {}, even=even)
    arguments = [str(vcf), "--coverage", str(depth), "--out", str(tmp_path / "out")]
    if references:
        arguments += ["--depth-reference", str(panel(tmp_path / "panel.tsv", references))]
    program = (
        "import sys; from osteo_annot.cli.main import main; "
        f"main(['annotate', *{arguments!r}, '--formats', 'json']); "
        "sys.exit(10 + ('pandas' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert done.returncode == 10 + needed, done.stderr.decode()


@pytest.mark.parametrize(
    ("exon", "ratio", "thin"), [(3, 0.29, True), (3, 0.5, False), (1, 0.29, False), (1, 0.0, False)]
)
def test_a_thin_exon_of_an_exome_without_references(
    tmp_path: Path, assembly: Assembly, exon: int, ratio: float, thin: bool
) -> None:
    """Exon 3 has 0.9 of the usual depth of the others in this assay: 0.29 of it is 0.26."""
    vcf = Vcf(assembly=assembly)
    document = judged(tmp_path, {exon: ratio}, vcf, references=0)
    assert ("EXON_DEPTH_REDUCED" in contradictions(document)) is thin
    own = document["callability"]["exons"][exon - 1]
    assert own["homozygous_loss_excluded"] is not (thin or ratio == 0.0)
    assert document["events"] == []
