"""ClinVar and the embedded list: same allele, residue, motif and deletion; PS1 and PM5.

Codon 45 of OSTM1 is GAC (c.133-135): c.134A>G is p.(Asp45Gly) (ClinVar 193369), c.134A>C
p.(Asp45Ala), c.135C>A p.(Asp45Glu), c.135C>G p.(Asp45Glu) too, by the genetic code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from osteo_annot.events.model import Event
from osteo_annot.evidence.criterion import Criterion, Leaf, Status, Strength
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.evidence.known import KnownVariant, Relation, known_variants, missense_of, stars_of
from osteo_annot.evidence.predicted import Score, Scores
from osteo_annot.evidence.residue import pm5, ps1_residue, ps1_splice
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.reference import reverse_complement
from osteo_annot.record.policy import default_policy
from tests.gene_events import Bench
from tests.knowledge import SV_FIELDS, SourceVcf, knowledge

RULES = default_policy().rules
ONE_STAR = "CLNREVSTAT=criteria_provided,_single_submitter"
G38 = Bench(Assembly.GRCH38)


@pytest.fixture(params=list(Assembly), ids=str)
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


def site(base: int, alt: str, offset: int = 0) -> tuple[int, str, str]:
    """A substitution on c. as a site on GRCh38."""
    position = genomic_position(G38.gene, base, offset)
    return position, G38.reference.base(position), reverse_complement(alt)


def clinvar(bench: Bench, tmp_path: Path, *rows: tuple[tuple[int, str, str], str]) -> Knowledge:
    source = SourceVcf(bench.assembly, header=("##source=ClinVar", "##fileDate=2026-11-01"))
    for number, (place, info) in enumerate(rows, 1):
        source.add(place, info, ".", str(number))
    return knowledge(bench.assembly, clinvar=source.write(tmp_path / "clinvar.vcf"))


def known_of(bench: Bench, event: Event, given: Knowledge) -> Sequence[KnownVariant]:
    return known_variants(event, given.sources, bench.gene, bench.reference, RULES.splice)


@pytest.mark.parametrize(
    ("status", "stars"),
    [
        ("practice_guideline", 4),
        ("reviewed_by_expert_panel", 3),
        ("criteria_provided,_multiple_submitters,_no_conflicts", 2),
        ("criteria_provided,_single_submitter", 1),
        ("criteria_provided,_conflicting_classifications", 1),
        ("no_assertion_criteria_provided", 0),
        ("no_classification_provided", 0),
        ("", 0),
    ],
)
def test_stars_of_the_review_status(status: str, stars: int) -> None:
    assert stars_of(status) == stars


def test_the_same_allele_is_found_with_its_date_and_source(bench: Bench, tmp_path: Path) -> None:
    info = f"CLNSIG=Pathogenic;{ONE_STAR};CLNHGVS=NC_000006.12:g.108074616A>T"
    given = clinvar(bench, tmp_path, (site(36, "A"), info))
    user, listed = known_of(bench, bench.substitution(36, "A"), given)
    if user.source.startswith("embedded"):
        user, listed = listed, user
    assert user.relation is listed.relation is Relation.SAME_ALLELE
    assert (user.accession, user.stars, user.is_pathogenic) == ("1", 1, True)
    assert user.source == "clinvar.vcf (source ClinVar; fileDate 2026-11-01)"
    assert listed.accession == "2944"
    assert listed.source == "embedded list of ClinVar, last seen 2017-04-04"
    assert user.protein == "p.(Cys12Ter)"


def test_the_embedded_list_knows_the_published_frameshift(bench: Bench) -> None:
    (listed,) = known_of(bench, bench.coding(415, 416, ""), Knowledge())
    assert (listed.relation, listed.accession) == (Relation.SAME_ALLELE, "195291")


def test_another_change_of_the_residue_is_found(bench: Bench) -> None:
    (listed,) = known_of(bench, bench.substitution(135, "A"), Knowledge())
    assert (listed.relation, listed.protein) == (Relation.SAME_RESIDUE, "p.(Asp45Gly)")


def test_a_deletion_shows_overlapping_deletions(bench: Bench, tmp_path: Path) -> None:
    shift = 321_204 if bench.assembly is Assembly.GRCH37 else 0
    start, end = bench.gene.exons[2].start - shift, bench.gene.exons[2].end - shift
    source = (
        SourceVcf(bench.assembly, header=SV_FIELDS)
        .add((start - 100, "N", "<DEL>"), f"SVTYPE=DEL;END={end + 100 + shift};CLNSIG=Pathogenic")
        .add(site(36, "A"), "CLNSIG=Pathogenic")
    )
    given = knowledge(bench.assembly, clinvar=source.write(tmp_path / "c.vcf"))
    (found,) = known_of(bench, bench.exons_deleted(2, 4), given)
    assert found.relation is Relation.OVERLAPPING_DELETION
    assert known_of(bench, bench.exons_deleted(5, 5), given) == ()


@pytest.mark.parametrize(
    ("protein", "expected"),
    [
        ("p.(Asp45Gly)", (45, "Gly")),
        ("p.(Cys12Ter)", None),
        ("p.(Asp45=)", None),
        ("p.(Gln140GlufsTer11)", None),
        ("p.?", None),
    ],
)
def test_missense_is_told_from_the_protein(protein: str, expected: tuple[int, str] | None) -> None:
    assert missense_of(protein) == expected


# --- PS1 and PM5 by the residue -------------------------------------------------------------


def splice_score(value: float | None) -> Scores:
    return Scores(None if value is None else Score("SpliceAI", value, "s.vcf", "DL"), None)


def by_residue(
    bench: Bench,
    given: Knowledge,
    *,
    base: int = 135,
    alt: str = "A",
    score: float | None = 0.01,
    has_clinvar: bool = True,
) -> tuple[Criterion, Criterion]:
    """PS1 and PM5 of a substitution, by default c.135C>A p.(Asp45Glu)."""
    event = bench.substitution(base, alt)
    protein = bench.outcome(event).protein
    known = known_of(bench, event, given)
    stars = RULES.known_variants.min_stars
    return (
        ps1_residue(protein, known, stars, splice_score(score), RULES.splice, given=has_clinvar),
        pm5(protein, known, stars, splice_score(score), RULES.splice, given=has_clinvar),
    )


def test_ps1_needs_the_same_residue_change_by_other_bases(bench: Bench, tmp_path: Path) -> None:
    given = clinvar(bench, tmp_path, (site(135, "G"), f"CLNSIG=Pathogenic;{ONE_STAR}"))
    ps1, other = by_residue(bench, given)
    assert (ps1.strength, ps1.path) == (Strength.STRONG, Leaf.PS1_SAME_RESIDUE_CHANGE)
    assert other.path == Leaf.KNOWN_NONE


def test_pm5_needs_another_change_of_the_residue(bench: Bench, tmp_path: Path) -> None:
    given = clinvar(bench, tmp_path, (site(134, "C"), f"CLNSIG=Likely_pathogenic;{ONE_STAR}"))
    ps1, other = by_residue(bench, given)
    assert ps1.path == Leaf.KNOWN_NONE
    assert (other.strength, other.path) == (Strength.MODERATE, Leaf.PM5_OTHER_CHANGE_OF_RESIDUE)


@pytest.mark.parametrize(
    "info",
    [
        f"CLNSIG=Uncertain_significance;{ONE_STAR}",
        f"CLNSIG=Benign;{ONE_STAR}",
        f"CLNSIG=Conflicting_classifications_of_pathogenicity;{ONE_STAR}",
        "CLNSIG=Pathogenic;CLNREVSTAT=no_assertion_criteria_provided",
    ],
)
def test_what_does_not_count(bench: Bench, tmp_path: Path, info: str) -> None:
    given = clinvar(bench, tmp_path, (site(134, "C"), info), (site(135, "G"), info))
    assert [c.path for c in by_residue(bench, given)] == [Leaf.KNOWN_NONE, Leaf.KNOWN_NONE]


def test_the_same_allele_is_no_evidence_for_itself(bench: Bench, tmp_path: Path) -> None:
    """That would be PP5, which is retired."""
    given = clinvar(bench, tmp_path, (site(135, "A"), f"CLNSIG=Pathogenic;{ONE_STAR}"))
    assert [c.path for c in by_residue(bench, given)] == [Leaf.KNOWN_NONE, Leaf.KNOWN_NONE]


@pytest.mark.parametrize(("score", "excluded"), [(0.19, True), (0.20, False), (None, False)])
def test_splicing_must_be_excluded_first(
    bench: Bench, tmp_path: Path, score: float | None, excluded: bool
) -> None:
    given = clinvar(bench, tmp_path, (site(134, "C"), f"CLNSIG=Pathogenic;{ONE_STAR}"))
    found = by_residue(bench, given, score=score)[1]
    assert (found.status is Status.MET) is excluded
    if not excluded:
        assert found.path == Leaf.KNOWN_SPLICE_NOT_EXCLUDED


def test_not_for_nonsense_and_not_assessed_without_clinvar(bench: Bench) -> None:
    nonsense = by_residue(bench, Knowledge(), base=36, alt="A")
    assert [c.path for c in nonsense] == [Leaf.KNOWN_NOT_THIS_KIND] * 2
    found = by_residue(bench, Knowledge(), has_clinvar=False)
    assert [c.path for c in found] == [Leaf.KNOWN_NOT_GIVEN] * 2


# --- PS1 of a splice motif (Walker 2023, table in clinical rules 1.3) -------------------------


def by_motif(
    bench: Bench,
    own: tuple[int, str],
    known: tuple[int, str],
    *,
    significance: str = "Pathogenic",
    pvs1: Strength = Strength.NOT_APPLICABLE,
    scores: tuple[float, float] = (0.9, 0.8),
    effects: tuple[str, str] = ("DL", "DL"),
) -> Criterion | None:
    """PS1 for a change of the donor of exon 2; places are offsets from c.517."""

    def event(place: tuple[int, str]) -> Event:
        offset, alt = place
        base = 517 + min(offset, 0)
        return bench.substitution(base, alt, offset=max(offset, 0))

    one, other = event(own), event(known)
    assert one.allele is not None
    listed = KnownVariant(
        relation=Relation.SAME_SPLICE_MOTIF,
        name="known",
        accession="1",
        significance=significance,
        review_status="criteria provided, single submitter",
        stars=1,
        source="clinvar.vcf",
        allele=other.allele,
        protein="",
    )

    def score_of(allele: Allele) -> Score:
        which = 0 if allele == one.allele else 1
        return Score("SpliceAI", scores[which], "s.vcf", effects[which])

    return ps1_splice(one, pvs1, [listed], score_of, bench.gene, RULES.splice)


P, LP = "Pathogenic", "Likely pathogenic"
VS, ST = Strength.VERY_STRONG, Strength.STRONG


@pytest.mark.parametrize(
    ("own", "known", "significance", "pvs1", "strength"),
    [
        ((5, "A"), (5, "C"), P, Strength.NOT_APPLICABLE, Strength.STRONG),
        ((5, "A"), (5, "C"), LP, Strength.NOT_APPLICABLE, Strength.MODERATE),
        ((5, "A"), (4, "C"), P, Strength.NOT_APPLICABLE, Strength.MODERATE),
        ((5, "A"), (4, "C"), LP, Strength.NOT_APPLICABLE, Strength.SUPPORTING),
        ((1, "A"), (2, "A"), P, VS, Strength.SUPPORTING),
        ((1, "A"), (2, "A"), LP, VS, None),
        ((1, "A"), (5, "A"), P, VS, Strength.SUPPORTING),
        ((1, "A"), (5, "A"), LP, VS, Strength.SUPPORTING),
        ((1, "A"), (2, "A"), P, ST, Strength.STRONG),
        ((1, "A"), (2, "A"), LP, ST, None),
        ((1, "A"), (5, "A"), P, Strength.MODERATE, Strength.MODERATE),
        ((1, "A"), (5, "A"), LP, Strength.SUPPORTING, Strength.SUPPORTING),
    ],
)
def test_strength_by_walkers_table(
    bench: Bench,
    own: tuple[int, str],
    known: tuple[int, str],
    significance: str,
    pvs1: Strength,
    strength: Strength | None,
) -> None:
    found = by_motif(bench, own, known, significance=significance, pvs1=pvs1)
    assert (found.strength if found else None) == strength


def test_the_comparison_must_fit(bench: Bench) -> None:
    own, known = (5, "A"), (4, "C")
    assert by_motif(bench, own, known, scores=(0.8, 0.8)) is not None
    assert by_motif(bench, own, known, scores=(0.8, 0.81)) is None
    assert by_motif(bench, own, known, scores=(0.19, 0.1)) is None
    assert by_motif(bench, own, known, effects=("DL", "DG")) is None
    assert by_motif(bench, own, (7, "C")) is None
    assert by_motif(bench, own, (-2, "G")) is not None


def test_ps1_of_a_motif_stands_beside_pvs1(bench: Bench) -> None:
    """Walker 2023: PVS1 at +1 with PS1 supporting; the protein's PS1 would be set aside."""
    from osteo_annot.evidence.classify import classify

    found = by_motif(bench, (1, "A"), (5, "A"), pvs1=VS)
    assert found is not None
    pvs1 = Criterion("PVS1", Status.MET, VS, "SS1", "", "")
    assert classify([pvs1, found], ["PVS1", "PS1"]).points == 9
    residue = replace(found, path=Leaf.PS1_SAME_RESIDUE_CHANGE.value)
    assert classify([pvs1, residue], ["PVS1", "PS1"]).points == 8
