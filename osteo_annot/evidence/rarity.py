"""What frequencies say of an event: BA1, BS1, BS2 and PM2.

Source: clinical rules 1.6. Absent is said only of a place that the source could see.
"""

from __future__ import annotations

from osteo_annot.events.model import Event
from osteo_annot.evidence.criterion import Criterion, Leaf, LeafAnswer, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.evidence.frequency import Frequencies
from osteo_annot.locus.assembly import Assembly
from osteo_annot.record.policy import FrequencyPolicy
from osteo_annot.record.variants import on_grch38
from osteo_annot.sentences.texts import criteria as say

_BA1 = "SVI 2018 (BA1)"
_BS1 = "Richards 2015 (BS1); Whiffin 2017 (limit)"
_BS2 = "Richards 2015 (BS2)"
_PM2 = "SVI 2020 (PM2)"


def _open(code: str, guideline: str, seen: Frequencies) -> Criterion | None:
    """The criterion as not assessed, where the sources can say nothing."""
    if seen.open_ is None:
        return None
    return _not_assessed(code, seen.open_, guideline, sources=seen.sources)


def ba1(event: Event, seen: Frequencies, policy: FrequencyPolicy, assembly: Assembly) -> Criterion:
    """BA1: allele frequency above 5 % in a continental group of at least 2,000 alleles."""
    if (open_ := _open("BA1", _BA1, seen)) is not None:
        return open_
    top = max(seen.continental, key=lambda g: (g.frequency, g.group), default=None)
    answers = (
        LeafAnswer("Highest frequency in a continental group", top.text if top else "not seen"),
        LeafAnswer("Limit of BA1", f"above {policy.ba1_above:g}"),
    )
    if top is None or top.frequency <= policy.ba1_above:
        return _not_met("BA1", Leaf.BA1_NOT_ABOVE, _BA1, answers, seen.sources)
    if event.allele and on_grch38(event.allele, assembly) in policy.ba1_exceptions:
        return _not_met("BA1", Leaf.BA1_EXCEPTION, _BA1, answers, seen.sources)
    return _met(
        "BA1",
        Strength.STAND_ALONE,
        Leaf.BA1_ABOVE,
        _BA1,
        answers=answers,
        sources=seen.sources,
        overturned_by="The frequency is an artefact of mapping or calling in the source.",
    )


def bs1(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """BS1: allele frequency above the greatest credible one for the disease."""
    if (open_ := _open("BS1", _BS1, seen)) is not None:
        return open_
    top = max(seen.continental, key=lambda g: (g.at_least, g.group), default=None)
    derived = say.GREATEST_CREDIBLE(
        limit=f"{policy.bs1_above:.3g}",
        prevalence=f"{policy.prevalence:g}",
        gene_share=f"{policy.gene_share:g}",
        allele_share=f"{policy.allele_share:g}",
    ).text
    answers = (
        LeafAnswer("Highest frequency in a continental group", top.text if top else "not seen"),
        LeafAnswer("Not below, with 95 % confidence", f"{top.at_least:.3g}" if top else "not seen"),
        LeafAnswer("Greatest credible frequency", derived),
    )
    if top is None or top.at_least <= policy.bs1_above:
        return _not_met("BS1", Leaf.BS1_NOT_ABOVE, _BS1, answers, seen.sources)
    return _met(
        "BS1",
        Strength.STRONG,
        Leaf.BS1_ABOVE,
        _BS1,
        answers=answers,
        sources=seen.sources,
        overturned_by="A founder allele of that population, or a milder disease with this allele.",
    )


def bs2(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """BS2: homozygous in people of a population, for a disease that shows in infancy."""
    counted = seen.homozygotes is not None and seen.open_ is Leaf.FREQUENCY_TOO_FEW_ALLELES
    if not counted and (open_ := _open("BS2", _BS2, seen)) is not None:
        return open_
    if seen.homozygotes is None and not seen.absent:
        return _not_assessed("BS2", Leaf.BS2_NOT_COUNTED, _BS2, sources=seen.sources)
    count = seen.homozygotes or 0
    answers = (
        LeafAnswer("Homozygotes", str(count)),
        LeafAnswer(
            "Homozygotes for the criterion", say.OR_MORE(limit=str(policy.bs2_homozygotes)).text
        ),
    )
    if count < policy.bs2_homozygotes:
        few = count >= policy.bs2_flag
        leaf = Leaf.BS2_FEW_HOMOZYGOTES if few else Leaf.BS2_NO_HOMOZYGOTES
        return _not_met("BS2", leaf, _BS2, answers, seen.sources)
    return _met(
        "BS2",
        Strength.STRONG,
        Leaf.BS2_HOMOZYGOTES,
        _BS2,
        answers=answers,
        sources=seen.sources,
        overturned_by="The homozygotes are affected, or hemizygous over a deletion.",
    )


def pm2(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """PM2, always supporting: absent where it could be seen, or rare in every group."""
    if (open_ := _open("PM2", _PM2, seen)) is not None:
        return open_
    counted = [g for g in seen.groups if g.is_everybody or g.count >= policy.pm2_alleles]
    top = max(counted, key=lambda g: (g.frequency, g.group), default=None)
    rare = say.IN_NO_GROUP(alleles=policy.pm2_alleles).text
    answers = (
        LeafAnswer(
            "Highest frequency in any group",
            top.text if top else "absent" if seen.absent else rare,
        ),
        LeafAnswer("Limit of PM2", say.BELOW_IN_EVERY_GROUP(limit=f"{policy.pm2_below:g}").text),
    )
    highest = max(top.frequency if top else 0.0, seen.without_number)
    if highest >= policy.pm2_below:
        return _not_met("PM2", Leaf.PM2_NOT_RARE, _PM2, answers, seen.sources)
    return _met(
        "PM2",
        Strength.SUPPORTING,
        Leaf.PM2_ABSENT if seen.absent else Leaf.PM2_RARE,
        _PM2,
        answers=answers,
        sources=seen.sources,
        overturned_by="A population not in the source in which the allele is common.",
    )
