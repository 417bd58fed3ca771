"""The headline and the notation of both copies: the permitted wording of each state.

Source: clinical rules 3.2 (wording) and 3.3 (HGVS of alleles). "Consistent with" is about the
person, and is only said of a state that permits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from osteo_annot.copies.confirm import Confirmation
from osteo_annot.events.model import EventKind
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.evidence.naming import genotype_notation, on_one_copy
from osteo_annot.findings import FindingCode
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.contradiction import contradiction
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.diagnosis import carrier, deletion_verb, diagnosis
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.searched import deletions_in_headline
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import event_label, exon_text

_MOST_NAMED = 3
_HARMLESS = "what may lie on the other copy is harmless: {}, of uncertain significance"
_OTHER_SEEN = "The other copy appears intact."
_OTHER_UNSEEN = "No variant was found on the other copy, which was not fully examined."

_TEMPLATES: dict[State, str] = {
    State.BIALLELIC_HOM_DEL: "Homozygous deletion of {gene} {exons} {verb}. {optb5}",
    State.BIALLELIC_HOM_SMALL: "Homozygous variant {named} in {gene}; {confirmed}. {optb5}",
    State.BIALLELIC_HEMI_OVER_DEL: "In {gene}: {named}, on opposite copies. {optb5}",
    State.BIALLELIC_COMPHET_TRANS: "Compound heterozygous in {gene}: {named}, on opposite copies. "
    "{optb5}",
    State.APPARENT_HOM: "Apparently homozygous variant {named} in {gene}; that two copies are "
    "present is not confirmed. {optb5}",
    State.POSSIBLE_COMPHET_UNPHASED: "Two or more variants in {gene}, phase unknown: {named}. "
    "A diagnosis of OPTB5 is neither supported nor excluded until the phase is known.",
    State.CIS_PAIR: "In {gene}: {named}, on one copy. {other} Not enough for a diagnosis of OPTB5.",
    State.MONOALLELIC_PLUS_GAP: "One copy of {gene} carries {named}. A second variant is not "
    "excluded, because the gene was not fully examined.",
    State.MONOALLELIC: "One copy of {gene} carries {named}; no second {variant} was found "
    "where it was looked for. Consistent with a carrier{only_if}.",
    State.INDETERMINATE: "No answer can be given for {gene}: {contradiction}",
    State.NONE_CALLABLE: "No loss-of-function allele of {gene} was found; all six exons were "
    "callable for small variants. {deletions}",
    State.NONE_INCOMPLETE: "No loss-of-function allele of {gene} was found, but the gene was not "
    "fully examined: the test is not informative for the exons named below.",
}


def headline(decision: Decision, confidence: Confidence, facts: Facts) -> str:
    """One sentence with the result, from the template of the state."""
    state, lost = decision.state, decision.deleted_on_both
    whole = len(lost) == len(facts.gene.exons)
    if readings := _readings(decision, facts):
        return f"In {facts.gene.symbol}: {readings} {_PHASE_DECIDES}"
    uncertain = _named(decision.uncertain_beside) if state.leaves_a_copy else ""
    sentence = _TEMPLATES[state].format(
        gene=facts.gene.symbol,
        named=" and ".join(_with_tier(a) for a in decision.involved),
        exons="(all exons)" if whole else exon_text(lost) if lost else "",
        deletions=deletions_in_headline(facts),
        confirmed=_confirmed(decision.involved, facts),
        optb5=diagnosis(decision, confidence, facts),
        verb=deletion_verb(decision, confidence),
        contradiction=contradiction(decision, facts),
        other=_OTHER_SEEN if decision.other_copy_examined else _OTHER_UNSEEN,
        variant="loss-of-function allele" if uncertain else "variant",
        only_if=_only_if(decision, confidence, uncertain),
    )
    if uncertain and state is not State.MONOALLELIC:
        return f"{sentence} Of uncertain significance: {uncertain}."
    return sentence


_PHASE_DECIDES = (
    "Whether a copy is broken is open until their phase is known, and a further variant is not "
    "excluded."
)


def _readings(decision: Decision, facts: Facts) -> str:
    """What two changes of a codon make on one copy and on two, where that decides of the copy."""
    if all(causes.all for causes in decision.causes):
        return ""
    involved = {a.event.id for a in decision.involved}
    told = (f for f in facts.findings if f.code is FindingCode.CODON_NOT_PHASED)
    return " ".join(f.text for f in told if involved & set(f.about))


def _only_if(decision: Decision, confidence: Confidence, uncertain: str) -> str:
    """Under which conditions the person is a carrier."""
    conditions = [_HARMLESS.format(uncertain)] if uncertain else []
    unsettled = carrier(decision, confidence)
    conditions += [f"this is settled: {'; '.join(unsettled)}"] if unsettled else []
    return f" only if {' and '.join(conditions)}" if conditions else ""


def _with_tier(assessed: Assessed) -> str:
    """The name, and of tier B that its effect is open (clinical rules 2.2: with tier labels)."""
    label = event_label(assessed) + (" (effect open)" if assessed.tier is Tier.B else "")
    if assessed.event.kind is EventKind.SMALL_VARIANT:
        return label
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


def _named(uncertain: Sequence[Assessed]) -> str:
    """Names with their zygosity; only the first few."""
    shown = [
        f"{event_label(a)} ({re.split('[;(]', a.event.zygosity.text)[0].strip()})"
        for a in uncertain[:_MOST_NAMED]
    ]
    more = len(uncertain) - len(shown)
    return " and ".join([*shown, *([f"{more} more"] if more else [])])


_CONFIRMED = {
    Confirmation.PARENTS: "both parents are carriers",
    Confirmation.PARENTS_BY_GENOTYPE: "both parents are carriers by genotypes without quality",
    Confirmation.READS: "two copies are shown by reads that link it to both alleles of markers on "
    "both sides",
    Confirmation.COPY_NUMBER: "two copies are shown by copy number, which does not exclude that an "
    "allele dropped out",
    Confirmation.HETEROZYGOTES: "two copies are shown by heterozygotes on both sides",
}


def _confirmed(involved: Sequence[Assessed], facts: Facts) -> str:
    """What confirms the two copies; the most trusted first."""
    told = [c for a in involved for c in facts.confirmed.get(a.event.id, ())]
    return next((text for c, text in _CONFIRMED.items() if c in told), "")


def notation(decision: Decision, facts: Facts) -> str:
    """Both copies in HGVS allele notation; empty without c. name, and where no reading holds.

    Where one copy is taken as intact, what is of uncertain significance and may lie on it is named.
    """
    state, causes = decision.state, decision.worst
    copies = causes.arrangement.copies
    by_id = {a.event.id: a for a in facts.assessed}
    if not causes.all or state is State.INDETERMINATE:
        return ""
    beside: set[str] = set()
    if state is State.MONOALLELIC:
        beside = {a.event.id for a in decision.uncertain_beside}
    placed = {name for copy in copies for name in copy}

    def named(ids: Iterable[str]) -> tuple[str, ...]:
        along = sorted((by_id[n] for n in ids), key=lambda a: facts.gene.along(a.event.outer.start))
        return tuple(a.names.c.removeprefix("c.") for a in along)

    def on(index: int) -> Iterator[str]:
        shown = causes.copies[index] or beside
        return (name for name in copies[index] if name in shown)

    loose = named(sorted(beside - placed))
    names = (named(on(0)), named(on(1)), *([loose] if loose else []))
    if any(not name for side in names for name in side):
        return ""
    joined = "trans"
    if state is State.APPARENT_HOM and names[0] == names[1] and len(names[0]) == 1:
        joined = "apparent"
    elif len(facts.arrangements.possible) > 1 or loose:
        joined = "unknown"
    elif not (names[0] and names[1]) and state is not State.MONOALLELIC:
        side = names[0] or names[1]
        return f"{facts.gene.transcript}:c.{on_one_copy(side)};[?]"
    return genotype_notation(names, joined, facts.gene.transcript)
