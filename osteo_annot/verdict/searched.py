"""What was searched for a further variant, in sentences: small variants, and deletions by what.

Source: clinical rules 2.7 and 3.2. "No deletion was found" is said only of exons in which a search
for deletions was earned, and names what searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.deletion_search import DeletionSearch, SearchKind, SearchReason
from osteo_annot.verdict.decide import Decision
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.support import exon_text

_BEYOND = "Deep introns, regulatory sequence and balanced rearrangements were not searched."


def searched(decision: Decision, facts: Facts) -> tuple[str, ...]:
    """What was and what was not searched for a further variant, one sentence each."""
    seen = [e.exon for e in facts.callability if e.small_variants is Callability.CALLABLE]
    unseen = [e.exon for e in facts.callability if e.exon not in seen]
    lines: list[str] = []
    if seen:
        lines.append(f"Searched for small variants: {exon_text(seen)}.")
    if unseen:
        lines.append(f"Not shown to be callable for small variants: {exon_text(unseen)}.")
    shown = decision.shown_by_calls
    lines += deletions_searched([e for e in facts.callability if e.exon not in shown])
    if shown:
        lines.append(
            f"Under the deletion, confident calls show the other copy: {exon_text(shown)}."
        )
    if not facts.deletions_callable and facts.homozygous_loss_excluded:
        lines.append("Homozygous loss of an exon is excluded.")
    return (*lines, _BEYOND)


def deletions_searched(exons: Sequence[ExonCallability]) -> Iterator[str]:
    """By what deletions were looked for, and why elsewhere not; exons of one answer together."""
    answers: dict[tuple[str, ...], list[int]] = {}
    for exon in exons:
        answers.setdefault(_answers(exon), []).append(exon.exon)
    for told, numbers in answers.items():
        for sentence in told:
            yield sentence.format(exon_text(numbers))


def _answers(exon: ExonCallability) -> tuple[str, ...]:
    """The sentences on one exon, with a place for the exons that share them."""
    if exon.deletion_search.is_search:
        found = [s for s in exon.searches if s.kind.is_search]
        return tuple(f"Searched for deletions: {{}}, {_plain(s.text)}." for s in found)
    return tuple(
        f"Not searched for deletions: {{}}; {_because(search)}" for search in exon.searches
    )


def _because(search: DeletionSearch) -> str:
    """Why a source is no search, with its name."""
    name = f"{_plain(search.text)}. " if search.source else ""
    return f"{name}{_plain(search.reason.text)}"


def _plain(text: str) -> str:
    """The text with its braces kept as they are when a place in it is filled."""
    return text.replace("{", "{{").replace("}", "}}")


_BY_CALLER = {SearchReason.SEGMENT_STATES_COPIES, SearchReason.JUNCTIONS_OF_A_GENOME}


def deletions_in_headline(facts: Facts) -> str:
    """What may be said of deletions where no variant was found."""
    open_ = [e.exon for e in facts.callability if not e.deletion_search.is_search]
    if len(open_) == len(facts.callability):
        return "Heterozygous deletions were not assessed."
    if open_:
        return f"Heterozygous deletions were not assessed in {exon_text(open_)}."
    earned = [s for e in facts.callability for s in e.searches if s.kind.is_search]
    if any(search.reason in _BY_CALLER for search in earned):
        return "No deletion was found by the caller whose file was given."
    if any(search.kind is SearchKind.DECLARED for search in earned):
        return "No deletion stands in the file that is declared as searched for deletions."
    return "No exon has lost a copy by its depth."
