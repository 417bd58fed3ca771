"""What was searched for a further variant, in sentences: small variants, and deletions by what.

Source: clinical rules 2.7 and 3.2. "No deletion was found" is said only of exons in which a search
for deletions was earned, and names what searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.deletion_search import DeletionSearch
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import search as say
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts


def searched(decision: Decision, facts: Facts) -> tuple[Said, ...]:
    """What was and what was not searched for a further variant, one sentence each."""
    seen = tuple(e.exon for e in facts.callability if e.small_variants is Callability.CALLABLE)
    unseen = tuple(e.exon for e in facts.callability if e.exon not in seen)
    lines: list[Said] = []
    if seen:
        lines.append(say.SMALL(exons=seen))
    if unseen:
        lines.append(say.SMALL_NOT(exons=unseen))
    shown = decision.shown_by_calls
    lines += deletions_searched([e for e in facts.callability if e.exon not in shown])
    if shown:
        lines.append(say.UNDER_DELETION(exons=shown))
    if not facts.deletions_callable and facts.homozygous_loss_excluded:
        lines.append(say.NO_HOMOZYGOUS_LOSS())
    return (*lines, say.BEYOND())


def deletions_searched(exons: Sequence[ExonCallability]) -> Iterator[Said]:
    """By what deletions were looked for, and why elsewhere not; exons of one answer together."""
    alike: dict[tuple[Said, ...], list[ExonCallability]] = {}
    for exon in exons:
        told = tuple(_sentence(search, ()) for search in _answering(exon))
        alike.setdefault(told, []).append(exon)
    for found in alike.values():
        for search in _answering(found[0]):
            yield _sentence(search, tuple(exon.exon for exon in found))


def _answering(exon: ExonCallability) -> tuple[DeletionSearch, ...]:
    """The sources that answer for an exon: the searches, or where none is one all of them."""
    found = tuple(s for s in exon.searches if s.kind.is_search)
    return found if exon.deletion_search.is_search else exon.searches


def _sentence(search: DeletionSearch, exons: tuple[int, ...]) -> Said:
    """What one source says of the exons; of one that is no search why, with its name."""
    if search.kind.is_search:
        return say.DELETIONS(exons=exons, by=search.said)
    if search.source:
        return say.DELETIONS_NOT_BY(exons=exons, by=search.said, reason=search.reason)
    return say.DELETIONS_NOT(exons=exons, reason=search.reason)


_BY_CALLER = {SearchReason.SEGMENT_STATES_COPIES, SearchReason.JUNCTIONS_OF_A_GENOME}


def deletions_in_headline(facts: Facts) -> Said:
    """What may be said of deletions where no variant was found."""
    open_ = tuple(e.exon for e in facts.callability if not e.deletion_search.is_search)
    if len(open_) == len(facts.callability):
        return say.NOT_ASSESSED()
    if open_:
        return say.NOT_ASSESSED_IN(exons=open_)
    earned = [s for e in facts.callability for s in e.searches if s.kind.is_search]
    if any(search.reason in _BY_CALLER for search in earned):
        return say.NONE_BY_CALLER()
    if any(search.kind is SearchKind.DECLARED for search in earned):
        return say.NONE_DECLARED()
    by_depth = all(e.deletion_search is SearchKind.DEPTH for e in facts.callability)
    return say.NONE_BY_DEPTH() if by_depth else say.NONE_BY_READS()
