"""How the reads of a record fit its genotype: one rule for bases and for junctions.

Source: clinical rules 2.1 (Z2, Z13, Z17, Z25) and 2.4. Of a germline heterozygote half of the reads
show the allele, so the count is held against a binomial distribution with one half: the share that
is too small depends on the number of reads. A junction of short reads is held against one third, as
its callers count the reference at both ends. The limits are defaults of this product, not of a
guideline.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import Enum, auto
from functools import lru_cache
from math import erfc, exp, lgamma, log, sqrt

from osteo_annot.events.allele_depths import allele_depths, read_counts
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reads as say
from osteo_annot.values import dataclass

READS_NEEDED = 10
"""Reads from which their share is judged; below, the call stands as written."""
HALF = 1 / 2
"""Share of the reads of a heterozygote that show its allele."""
THIRD = 1 / 3
"""The same where the reference is counted at both ends of a junction, or beside a duplication."""
MOSAIC_FRACTION = 0.25
"""A share below this one may be mosaic or artefact (clinical rules Z13), where half is expected."""
MOSAIC_PROBABILITY = 1e-4
"""It is, where a heterozygote would give so few reads with less than this probability."""
SKEWED_FRACTION = 1 / 3
"""A share below this one may be skewed, where half is expected; above, capture and mapping explain
it at any depth."""
SKEWED_PROBABILITY = 0.01
"""It is, where a heterozygote would give so few reads with less than this probability."""
OTHER_FRACTION = 0.25
"""Share of reads of other alleles from which a homozygous call is contradicted at any depth."""
READ_ERROR = 0.02
"""Share of reads that show an allele that is not there: base, alignment and index errors."""
ERROR_FRACTION = 0.05
"""Share below which reads are taken for errors at any depth."""
_EXACT = 5_000
"""Reads up to which the binomial distribution is summed; above, the normal one stands for it."""


class Balance(Enum):
    """What the share of an allele says of a heterozygous call."""

    EVEN = auto()
    """As of a heterozygote, or too few reads to tell."""
    SKEWED = auto()
    """Far from half: skewed or mosaic. It counts as an allele, and the report says so."""
    MOSAIC = auto()
    """Too few for a germline allele: mosaic or artefact."""
    NONE = auto()
    """No read shows one of the two alleles: the reads contradict the call."""


@dataclass(frozen=True, slots=True)
class AlleleReads:
    """The reads of one record: those of an allele, and all others."""

    allele: int
    other: int
    expected: float = HALF
    """Share of the allele in a heterozygote."""

    @property
    def total(self) -> int:
        """All reads."""
        return self.allele + self.other

    @property
    def fraction(self) -> float:
        """The share of the allele."""
        return self.allele / self.total if self.total else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether the share can be judged."""
        return self.total >= READS_NEEDED

    @property
    def probability(self) -> float:
        """How often a heterozygote has so uneven a share or a more uneven one, on this side."""
        if self.fraction <= self.expected:
            return binomial_tail(self.allele, self.total, self.expected)
        return binomial_tail(self.other, self.total, 1 - max(self.expected, HALF))

    @property
    def said(self) -> Said:
        """The count, with the probability where the share is uneven."""
        if not self.is_enough or self.probability >= SKEWED_PROBABILITY:
            return say.COUNT(allele=self.allele, total=self.total)
        uneven = say.UNEVEN_HALF if self.expected == HALF else say.UNEVEN_THIRD
        shown = probability_text(self.probability)
        return uneven(allele=self.allele, total=self.total, p=shown)


def balance_of(reads: AlleleReads | None) -> Balance:
    """What the reads say of a heterozygous call: a slope by the number of reads, not one share."""
    if reads is None or not reads.is_enough:
        return Balance.EVEN
    if 0 in (reads.allele, reads.other):
        return Balance.NONE
    relative = reads.fraction * HALF / reads.expected
    if relative < MOSAIC_FRACTION and reads.probability < MOSAIC_PROBABILITY:
        return Balance.MOSAIC
    uneven = relative < SKEWED_FRACTION or reads.fraction > 1 - SKEWED_FRACTION
    return Balance.SKEWED if uneven and reads.probability < SKEWED_PROBABILITY else Balance.EVEN


def contradicts_homozygote(reads: AlleleReads) -> bool:
    """Whether the other reads are a quarter and more, or a heterozygote explains them.

    ``reads`` are those of the allele that is called on both copies, or on the only one.
    """
    if not reads.is_enough:
        return False
    of_heterozygote = binomial_tail(reads.other, reads.total, HALF) >= SKEWED_PROBABILITY
    explained = of_heterozygote and exceeds_errors(reads.other, reads.total)
    return explained or reads.other >= OTHER_FRACTION * reads.total


def exceeds_errors(shown: int, total: int) -> bool:
    """Whether more reads show an allele than errors give: it may be there, or a mosaic of it."""
    if total < READS_NEEDED or shown < ERROR_FRACTION * total:
        return False
    return 1.0 - binomial_tail(shown - 1, total, READ_ERROR) < SKEWED_PROBABILITY


@lru_cache(maxsize=1 << 14)
def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """Probability of at most so many successes.

    >>> round(binomial_tail(7, 30, 0.5), 4)
    0.0026
    """
    if successes < 0:
        return 0.0
    if successes >= trials:
        return 1.0
    if trials > _EXACT:
        spread = sqrt(trials * chance * (1 - chance))
        return 0.5 * erfc((trials * chance - successes - 0.5) / (spread * sqrt(2)))
    whole = lgamma(trials + 1)
    terms = (
        whole
        - lgamma(k + 1)
        - lgamma(trials - k + 1)
        + k * log(chance)
        + (trials - k) * log(1 - chance)
        for k in range(successes + 1)
    )
    return min(1.0, sum(map(exp, terms)))


def probability_text(probability: float) -> str:
    """A probability with one digit that counts.

    >>> probability_text(0.0026), probability_text(3e-9)
    ('0.003', '3e-09')
    """
    return f"{probability:.1g}"


JUNCTION_FIELDS = (
    (("SR",), THIRD),
    (("RR", "RV"), THIRD),
    (("RS", "AS"), THIRD),
    (("PR",), THIRD),
    (("DR", "DV"), THIRD),
    (("RP", "AP"), THIRD),
    (("RO", "AO"), THIRD),
    (("REF", "VF"), THIRD),
)
"""FORMAT fields with the reads of a junction, reference first, the split reads before the pairs:
Manta and DRAGEN (SR, PR: both counts in one field), DELLY (RR, RV; DR, DV), SVTyper (RS, AS; RP,
AP; RO, AO), GRIDSS (REF, VF). Sniffles, cuteSV and SVIM have DR and DV alone, of long reads."""


def allele_reads(observation: Observation, alleles: Collection[int]) -> AlleleReads | None:
    """Reads of some alleles of a record, and of all its others; None where no field tells.

    Of bases by AD and the like; of a structural record by the reads across its junction.
    """
    row = observation.row
    if len(row.alts) == 1 and (reads := _junction_reads(observation)):
        return reads
    depths = allele_depths(observation)
    own = sum(depths[index] for index in set(alleles)) if depths else 0
    return AlleleReads(own, sum(depths) - own) if depths else None


def _junction_reads(observation: Observation) -> AlleleReads | None:
    """Reads for and against the junction of a record with one ALT.

    The first fields with enough reads to judge; where none has, all together.
    """
    fields, row = observation.fields, observation.row
    if row.is_block or (row.alts[0][:1] != "<" and "SVTYPE" not in row.info):
        return None
    found: list[AlleleReads] = []
    for names, expected in JUNCTION_FIELDS:
        text = ",".join(fields.get(name, "") for name in names)
        if counts := read_counts(text, 2):
            found.append(AlleleReads(counts[1], counts[0], expected))
    if not found:
        return _of_depth(fields)
    if len(found) == 1 and {"DR", "DV"} <= fields.keys():
        found = [replace(found[0], expected=HALF)]
    together = AlleleReads(
        sum(r.allele for r in found), sum(r.other for r in found), found[0].expected
    )
    return next((reads for reads in found if reads.is_enough), together)


def _of_depth(fields: dict[str, str]) -> AlleleReads | None:
    """Reads of a junction and all others, where AD is the first alone and DP is both (SvABA)."""
    counts = read_counts(f"{fields.get('AD', '')},{fields.get('DP', '')}", 2)
    if not counts or counts[0] > counts[1]:
        return None
    return AlleleReads(counts[0], counts[1] - counts[0], THIRD)
