"""Class of an event by points, from the criteria that could be assessed.

Source: Tavtigian 2020, clinical rules 1.8: points, guards against counting one fact twice, and
what happens where strong criteria contradict each other. The class of a variant and the state of
the person are two separate sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from osteo_annot.evidence.criterion import AcmgClass, Criterion, Leaf, Status, Strength
from osteo_annot.findings import FindingCode
from osteo_annot.locus.locus import LOCUS
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

SCHEME = "ACMG/AMP 2015 by points (Tavtigian 2020); PVS1 by Abou Tayoun 2018 and Walker 2023"

CLASSES = {
    "P": "Pathogenic: 10 points or more.",
    "LP": "Likely pathogenic: 6 to 9 points.",
    "VUS": "Variant of uncertain significance: 0 to 5 points; not for clinical decisions.",
    "LB": "Likely benign: -1 to -6 points.",
    "B": "Benign: -7 points or fewer.",
}
"""The classes of a variant; the state of the person is a separate sentence."""

CRITERIA = {
    "PVS1": "Null variant in a gene where loss of function is a known mechanism of disease.",
    "PS1": "Same amino acid change, or same splice event, as a known pathogenic variant.",
    "PM2": "Absent from populations, or rare there; always supporting.",
    "PM3": "In trans with a pathogenic variant, or homozygous, in an affected person.",
    "PM4": "Length of the protein changed in frame, or stop lost.",
    "PM5": "Other amino acid change at a residue with a known pathogenic one.",
    "PP3": "Tools predict a splice effect, or damage of the protein.",
    "BA1": "Too frequent in a population for any rare disease; stands alone.",
    "BS1": "More frequent than the disease allows.",
    "BS2": "Homozygous in healthy people.",
    "BP4": "Tools predict no splice effect and no damage.",
    "BP7": "Synonymous or deep in an intron, and no splice effect is predicted.",
}
"""The criteria that are proposed."""

OFFERED = {
    "PP1, BS4": "segregation: affected and unaffected relatives with their genotypes",
    "PP4": "phenotype specific for the gene: only where the other osteopetrosis genes were tested "
    "and found without a cause (Biesecker 2024)",
    "PS3, BS3": "a functional assay that was validated (Brnich 2020); splice assays do not count",
    "PVS1 (RNA), BP7 (RNA)": "RNA of the person, or of others with the variant: the "
    "strength follows the transcript that was seen (Walker 2023)",
    "PS4": "cases against controls",
    "PS2, PM6": "de novo: not proposed for a recessive gene",
    "PM1": f"a hotspot: none is curated for {LOCUS.gene}",
    "PP2, BP1": "not used: missense variants are not depleted in this gene",
    "BP2, BP3, BP5": "other alleles, repeats, another cause of the disease",
}
"""Criteria that are offered to the reviewer, with what they would need."""
RETIRED = "PP5, BP6"


@dataclass(frozen=True, slots=True)
class Classification:
    """Class and points, with every criterion that was looked at."""

    class_: AcmgClass
    points: int
    criteria: tuple[Criterion, ...]
    """Met and counted."""
    considered: tuple[Criterion, ...]
    """Assessed and not met, or set aside by a guard."""
    not_assessed: tuple[Criterion, ...]
    conflicts: tuple[FindingCode, ...]
    """Why a person must judge before any class is used."""

    @property
    def posterior(self) -> float | None:
        """Probability of being pathogenic, from a prior of 0.10; None with BA1, which has none."""
        if any(c.strength is Strength.STAND_ALONE for c in self.criteria):
            return None
        return posterior_of_points(self.points)

    @property
    def hint(self) -> str:
        """How near a VUS is to likely pathogenic: a hint, not a class."""
        if self.class_ is not AcmgClass.VUS or self.conflicts:
            return ""
        return ("VUS-cold", "VUS-warm", "VUS-hot")[min(max(self.points, 0), 5) // 2]


def class_of_points(points: int) -> AcmgClass:
    """P from 10, LP 6 to 9, VUS 0 to 5, LB -1 to -6, B from -7."""
    least_of = {AcmgClass.P: 10, AcmgClass.LP: 6, AcmgClass.VUS: 0, AcmgClass.LB: -6}
    return next((name for name, least in least_of.items() if points >= least), AcmgClass.B)


def posterior_of_points(points: int) -> float:
    """Odds of 350 for very strong (8 points), prior 0.10 (Tavtigian 2018, 2020)."""
    odds, prior = math.pow(350, points / 8), 0.10
    return odds * prior / ((odds - 1) * prior + 1)


def classify(judged: Iterable[Criterion], enabled: Sequence[str]) -> Classification:
    """The class from all criteria of an event: switched off, guarded, added up."""
    criteria = _guarded([_switched(c, enabled) for c in judged])
    counted = [c for c in criteria if c.status is Status.MET]
    points = sum(c.points for c in counted)
    conflicts = _conflicts(counted)
    class_ = _bounded(class_of_points(points), counted)
    if any(c.strength is Strength.STAND_ALONE for c in counted):
        class_ = AcmgClass.B
    return Classification(
        class_=class_,
        points=points,
        criteria=tuple(counted),
        considered=tuple(c for c in criteria if c.status in {Status.NOT_MET, Status.SET_ASIDE}),
        not_assessed=tuple(c for c in criteria if c.status is Status.NOT_ASSESSED),
        conflicts=conflicts,
    )


_NOT_PROPOSED = {Leaf.FOR_REVIEWER, Leaf.NEVER_USED, Leaf.DECIDED}


def _switched(criterion: Criterion, enabled: Sequence[str]) -> Criterion:
    """The criterion as not assessed, where the policy does not propose it."""
    if criterion.code in enabled or criterion.path in _NOT_PROPOSED:
        return criterion
    return replace(
        criterion,
        status=Status.NOT_ASSESSED,
        strength=Strength.NOT_ASSESSABLE,
        path=Leaf.SWITCHED_OFF.value,
        reason=Leaf.SWITCHED_OFF.text,
    )


GUARDS: dict[str, tuple[str, ...]] = {
    "PVS1": ("PP3", "PM4", "PM5", "PS1", "BP4", "BP7"),
    "BA1": ("BS1", "PM2"),
    "BS1": ("PM2",),
    "PP3": ("BP4", "BP7"),
}
"""What is not counted beside a criterion, because it would be the same fact again."""


def _guarded(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Set aside what another criterion already says (clinical rules 1.8).

    PS1 of a splice event stands beside PVS1 (Walker 2023).
    """
    excluded: dict[str, str] = {}
    for criterion in criteria:
        if criterion.status is Status.MET:
            for code in GUARDS.get(criterion.code, ()):
                excluded.setdefault(code, criterion.code)
    return [
        _aside(c, excluded[c.code])
        if c.status is Status.MET
        and c.code in excluded
        and c.path != Leaf.PS1_SAME_SPLICE_EVENT.value
        else c
        for c in criteria
    ]


def _aside(criterion: Criterion, by: str) -> Criterion:
    """A criterion that is met but not counted."""
    reason = say.NOT_COUNTED(reason=criterion.reason, by=by).text
    return replace(criterion, status=Status.SET_ASIDE, reason=reason)


_ORDER = (AcmgClass.B, AcmgClass.LB, AcmgClass.VUS, AcmgClass.LP, AcmgClass.P)


def _bounded(class_: AcmgClass, counted: Sequence[Criterion]) -> AcmgClass:
    """No better than uncertain against a strong benign criterion, no worse beside a strong one.

    So strong criteria on both sides give VUS, and raising a strength never lowers the class.
    """
    strong = {c.is_benign for c in counted if c.strength.points >= Strength.STRONG.points}
    place = _ORDER.index(class_)
    uncertain = _ORDER.index(AcmgClass.VUS)
    if True in strong:
        place = min(place, uncertain)
    if False in strong:
        place = max(place, uncertain)
    return _ORDER[place]


def _conflicts(counted: Sequence[Criterion]) -> tuple[FindingCode, ...]:
    """Strong criteria on both sides, or benign by frequency alone against loss of function."""
    null = any(c.code == "PVS1" for c in counted)
    alone = any(c.strength is Strength.STAND_ALONE for c in counted)
    if null and alone:
        return (FindingCode.BENIGN_BY_FREQUENCY_AND_NULL,)
    strong = [c for c in counted if c.strength.points >= Strength.STRONG.points]
    pathogenic = any(not c.is_benign for c in strong)
    if not pathogenic:
        return ()
    if alone or any(c.is_benign for c in strong):
        return (FindingCode.STRONG_ON_BOTH_SIDES,)
    return ()
