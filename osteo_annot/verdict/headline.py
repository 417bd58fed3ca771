"""The headline and the notation of both copies: the permitted wording of each state.

Source: clinical rules 3.2 (wording) and 3.3 (HGVS of alleles). "Consistent with" is about the
person, and is only said of a state that permits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.evidence.assess import Assessed, Tier
from osteo_annot.evidence.naming import genotype_notation, on_one_copy
from osteo_annot.findings import FindingCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import events as event_says
from osteo_annot.sentences.texts import headline as say
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.contradiction import contradiction
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.diagnosis import carrier, deletion_verb, diagnosis
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.searched import deletions_in_headline
from osteo_annot.verdict.state import State
from osteo_annot.verdict.support import event_label, named_first
from osteo_annot.worded import Worded

_MOST_NAMED = 3


def headline(decision: Decision, confidence: Confidence, facts: Facts) -> tuple[Said, ...]:
    """The result in a sentence or two, as the state permits."""
    if readings := _readings(decision, facts):
        return say.CODON_READINGS(gene=facts.gene.symbol, readings=readings), say.PHASE_DECIDES()
    state = decision.state
    if state.is_none:
        told = _of_none(decision, facts)
    elif state is State.INDETERMINATE:
        told = (_no_answer(decision, facts),)
    elif state.leaves_a_copy:
        told = _of_one_copy(decision, confidence, facts)
    elif state is State.POSSIBLE_COMPHET_UNPHASED:
        told = (_unphased(decision, facts), say.PHASE_NEEDED())
    else:
        told = (_of_both(decision, confidence, facts), diagnosis(decision, confidence, facts))
    if state.leaves_a_copy and decision.uncertain_beside and state is not State.MONOALLELIC:
        told = (*told, say.UNCERTAIN(uncertain=_named(decision.uncertain_beside)))
    return told


def _involved(decision: Decision) -> tuple[Said, ...]:
    """The deciding events as the headline names them."""
    return tuple(_with_tier(a) for a in decision.involved)


def _of_both(decision: Decision, confidence: Confidence, facts: Facts) -> Said:
    """Both copies are affected, or may be: by what."""
    gene, lost = facts.gene.symbol, decision.deleted_on_both
    if decision.state is State.BIALLELIC_HOM_DEL:
        verb = deletion_verb(decision, confidence)
        if len(lost) == len(facts.gene.exons):
            return say.HOM_DEL_WHOLE(gene=gene, verb=verb)
        return say.HOM_DEL(gene=gene, exons=lost, verb=verb)
    if decision.state is State.BIALLELIC_HOM_SMALL:
        confirmed = _confirmed(decision.involved, facts)
        if confirmed is None:
            return say.HOM_SMALL_ALONE(gene=gene, named=_involved(decision))
        return say.HOM_SMALL(gene=gene, named=_involved(decision), confirmed=confirmed)
    sentence = {
        State.BIALLELIC_HEMI_OVER_DEL: say.HEMI_OVER_DEL,
        State.BIALLELIC_COMPHET_TRANS: say.COMPHET,
        State.APPARENT_HOM: say.APPARENT_HOM,
    }[decision.state]
    return sentence(gene=gene, named=_involved(decision))


def _unphased(decision: Decision, facts: Facts) -> Said:
    """Events that may lie on one copy or on two; they are counted as they are named."""
    gene, named = facts.gene.symbol, _involved(decision)
    if len(named) == 2:
        return say.UNPHASED_TWO(gene=gene, named=named)
    return say.UNPHASED_MORE(gene=gene, count=len(named), named=named)


def _of_one_copy(decision: Decision, confidence: Confidence, facts: Facts) -> tuple[Said, ...]:
    """One copy is affected, and a second variant was not found, or may be there unseen."""
    gene, named = facts.gene.symbol, _involved(decision)
    if decision.state is State.CIS_PAIR:
        other = say.OTHER_SEEN() if decision.other_copy_examined else say.OTHER_UNSEEN()
        return say.CIS(gene=gene, named=named), other, say.CIS_NOT_ENOUGH()
    if decision.state is State.MONOALLELIC_PLUS_GAP:
        return (say.GAP(gene=gene, named=named),)
    uncertain = decision.uncertain_beside
    one_copy = say.ONE_COPY_UNCERTAIN if uncertain else say.ONE_COPY
    return one_copy(gene=gene, named=named), _carrier(decision, confidence)


def _carrier(decision: Decision, confidence: Confidence) -> Said:
    """That the person is a carrier, and under which conditions."""
    conditions: tuple[Said, ...] = ()
    if decision.uncertain_beside:
        conditions += (say.IF_HARMLESS(uncertain=_named(decision.uncertain_beside)),)
    if unsettled := carrier(decision, confidence):
        conditions += (say.IF_SETTLED(points=unsettled),)
    return say.CARRIER_ONLY_IF(conditions=conditions) if conditions else say.CARRIER()


def _no_answer(decision: Decision, facts: Facts) -> Said:
    """The data contradict each other: in what."""
    told = contradiction(decision, facts)
    return say.NO_ANSWER(gene=facts.gene.symbol, contradiction=told)


def _of_none(decision: Decision, facts: Facts) -> tuple[Said, ...]:
    """No candidate: what was looked at, and what not."""
    gene = facts.gene.symbol
    if decision.state is State.NONE_CALLABLE:
        return say.NONE_CALLABLE(gene=gene), deletions_in_headline(facts)
    exons = _not_examined(facts)
    return (say.NONE_IN_EXONS(gene=gene, exons=exons) if exons else say.NONE_BUT_OPEN(gene=gene),)


def _not_examined(facts: Facts) -> tuple[int, ...]:
    """Exons of which small variants, or the loss of both copies, are not excluded."""
    seen = facts.small_variants_callable and (
        facts.deletions_callable or facts.homozygous_loss_excluded
    )
    if seen:
        return ()
    return tuple(
        e.exon
        for e in facts.callability
        if e.small_variants is not Callability.CALLABLE or not e.homozygous_loss_excluded
    )


def _readings(decision: Decision, facts: Facts) -> tuple[Said | Worded, ...]:
    """What two changes of a codon make on one copy and on two, where that decides of the copy."""
    if all(causes.all for causes in decision.causes):
        return ()
    involved = {a.event.id for a in decision.involved}
    told = (f for f in facts.findings if f.code is FindingCode.CODON_NOT_PHASED)
    return tuple(f.said for f in told if involved & set(f.about))


def _with_tier(assessed: Assessed) -> Said:
    """The name, and of tier B that its effect is open (clinical rules 2.2: with tier labels)."""
    label = event_label(assessed)
    if assessed.tier is Tier.B:
        label = event_says.EFFECT_OPEN(event=label)
    return named_first(assessed, label)


def _named(uncertain: Sequence[Assessed]) -> tuple[Said, ...]:
    """Names with their zygosity; only the first few."""
    shown = tuple(
        event_says.WITH_ZYGOSITY(event=event_label(a), zygosity=a.event.zygosity)
        for a in uncertain[:_MOST_NAMED]
    )
    more = len(uncertain) - len(shown)
    return (*shown, event_says.MORE(count=more)) if more else shown


_CONFIRMED = {
    Confirmation.PARENTS: say.BY_PARENTS,
    Confirmation.PARENTS_BY_GENOTYPE: say.BY_PARENTS_WITHOUT_QUALITY,
    Confirmation.READS: say.BY_LINKED_MARKERS,
    Confirmation.COPY_NUMBER: say.BY_COPY_NUMBER,
    Confirmation.HETEROZYGOTES: say.BY_HETEROZYGOTES,
}


def _confirmed(involved: Sequence[Assessed], facts: Facts) -> Said | None:
    """What confirms the two copies; the most trusted first, None where none is told."""
    told = {c for a in involved for c in facts.confirmed.get(a.event.id, ())}
    return next((sentence() for c, sentence in _CONFIRMED.items() if c in told), None)


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
