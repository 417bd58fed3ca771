"""What the witness of a junction says of simulated reads, as tables against the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from osteo_annot.measured.reads.witness import JunctionWitness, WitnessAnswer
from validation.junctions.ground import Kind
from validation.junctions.loci import SIZES, Genotype, Locus

Key = TypeVar("Key", bound=tuple[str | int, ...])

_PRECISE_FROM = 30
"""Depth of a genome from which breakpoints are held to be exact."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person and what was said; small enough to be sent between processes."""

    locus: Locus
    copies: int | None
    answer: WitnessAnswer
    error: int | None
    """Bases by which the worse end differs from the truth, all equal ways to write it allowed;
    None without breakpoints, or where the claimed event is not there."""
    is_whole: bool
    """Whether shared and inserted bases are told as drawn."""


def case_of(locus: Locus, witness: JunctionWitness) -> Case:
    """The answer held against the truth."""
    error, is_whole = None, False
    ends, event = witness.breakpoints, locus.event
    if ends is not None and locus.genotype.copies:
        shifts = range(event.homology + 1)
        error = min(
            max(abs(ends.start - event.start - s), abs(ends.end - event.end - s)) for s in shifts
        )
        is_whole = (len(ends.homology), ends.inserted) == (event.homology, event.inserted)
    return Case(locus, witness.copies, witness.answer, error, is_whole)


def violations(case: Case) -> list[str]:
    """What must never be said of a person, and was.

    An event with other ends that is there, on as many copies, may be taken for the claimed one.
    """
    true = case.locus.genotype.copies
    found = []
    if case.copies == 2 and true < 2:
        found.append(f"{true} called 2")
    is_other = not true and case.locus.other is not None and case.copies != 2
    if case.copies and not true and not is_other:
        found.append("absent called present")
    if case.answer is WitnessAnswer.CONFIRMED and not true and not is_other:
        found.append("absent confirmed")
    return found


def needless_doubts(case: Case) -> list[str]:
    """What was wrong of a true claim: the state is then INDETERMINATE, on the safe side."""
    true = case.locus.genotype.copies
    found = []
    if case.answer is WitnessAnswer.CONTRADICTED and true == case.locus.claimed_copies:
        found.append("a true claim contradicted")
    if case.copies == 0 and true:
        found.append("present called absent")
    return found


def _is_neighbour(case: Case) -> bool:
    """Whether an event that is there, with other ends, was taken for one that is not."""
    beside = case.locus.other is not None and not case.locus.genotype.copies
    return beside and (case.copies == 1 or case.answer is WitnessAnswer.CONFIRMED)


def report(found: Sequence[Case]) -> str:
    """All tables, and the violations."""
    parts: list[str] = []
    for kind in Kind:
        own = [case for case in found if case.locus.kind is kind]
        if own:
            parts += [f"### {kind.value.capitalize()}s: copies with the junction", ""]
            parts += [*_copies(own, kind), ""]
    parts += ["### What makes it harder: deletions on one copy and on both", ""]
    deletions = [case for case in found if case.locus.kind is Kind.DELETION]
    parts += [*_by(deletions), "", "### Breakpoints", "", *_breakpoints(found), ""]
    wrong = [(case, what) for case in found for what in violations(case)]
    counts = Counter(what for _, what in wrong)
    parts.append(f"Loci: {len(found):,}. Violations: {sum(counts.values()):,}.")
    taken = sum(_is_neighbour(case) for case in found)
    parts.append(f"Another event beside it, taken for the claimed one: {taken:,}.")
    parts += [f"- {what}: {number:,}" for what, number in counts.most_common()]
    doubts = Counter(what for case in found for what in needless_doubts(case))
    parts.append(f"Needless doubts: {sum(doubts.values()):,}.")
    parts += [f"- {what}: {number:,}" for what, number in doubts.most_common()]
    return "\n".join(parts) + "\n"


def _copies(found: Sequence[Case], kind: Kind) -> Iterator[str]:
    """Confusion by platform and depth, or by platform alone for what is rarer."""
    by_depth = kind is Kind.DELETION
    yield "| reads | depth | truth | loci | told 0 | told 1 | told 2 | not told |"
    yield "|---|---:|---|---:|---:|---:|---:|---:|"

    def key(case: Case) -> tuple[str, int, int]:
        depth = case.locus.depth if by_depth else 0
        return case.locus.platform, depth, list(Genotype).index(case.locus.genotype)

    for (platform, depth, place), group in _grouped(found, key):
        counts = Counter(case.copies for case in group)
        cells = " | ".join(f"{counts[told]:,}" for told in (0, 1, 2, None))
        truth = list(Genotype)[place].value
        read = f"{depth}x" if depth else "all"
        yield f"| {platform} | {read} | {truth} | {len(group):,} | {cells} |"


def _by(found: Sequence[Case]) -> Iterator[str]:
    """Of deletions on one copy and on both: how many are told right, wrong, not; by each class."""
    yield "| reads | class | loci | told right | told wrong | not told |"
    yield "|---|---|---:|---:|---:|---:|"
    classes: dict[str, Callable[[Case], str]] = {
        "size": lambda case: "{:,} to {:,} bases".format(*SIZES[case.locus.size]),
        "junction": lambda case: case.locus.junction.value,
        "reads": lambda case: case.locus.condition.value,
        "bounds": lambda case: f"bounds {case.locus.bounds.value}",
    }
    present = [case for case in found if case.locus.genotype.copies]
    for of in classes.values():
        for (platform, name), group in _grouped(present, lambda c, f=of: (c.locus.platform, f(c))):
            right = sum(case.copies == case.locus.genotype.copies for case in group)
            missing = sum(case.copies is None for case in group)
            numbers = (right, len(group) - right - missing, missing)
            cells = " | ".join(f"{100 * n / len(group):.1f} %" for n in numbers)
            yield f"| {platform} | {name} | {len(group):,} | {cells} |"


def _breakpoints(found: Sequence[Case]) -> Iterator[str]:
    """How exact the ends are, of events that are there and whose ends were told."""
    heads = "| kind | reads | depth | junction | loci | ends told | exact | within 5 bases "
    yield f"{heads}| shared and inserted bases right |"
    yield "|---|---|---:|---|---:|---:|---:|---:|---:|"

    def key(case: Case) -> tuple[str, str, int, str]:
        here = case.locus
        return here.kind.value, here.platform, here.depth, here.junction.value

    present = [c for c in found if c.locus.genotype.copies and c.locus.platform != "exome"]
    for (kind, platform, depth, junction), group in _grouped(present, key):
        told = [case for case in group if case.error is not None]
        if not told or (kind != Kind.DELETION.value and depth < _PRECISE_FROM):
            continue
        near = (sum((c.error or 0) <= most for c in told) for most in (0, 5))
        shares = (*near, sum(case.is_whole for case in told))
        cells = " | ".join(f"{100 * n / len(told):.1f} %" for n in shares)
        heads = f"| {kind} | {platform} | {depth}x | {junction} | {len(group):,} | {len(told):,} "
        yield f"{heads}| {cells} |"


def _grouped(found: Iterable[Case], key: Callable[[Case], Key]) -> list[tuple[Key, list[Case]]]:
    """Cases by key, in its order."""
    groups: dict[Key, list[Case]] = {}
    for case in found:
        groups.setdefault(key(case), []).append(case)
    return sorted(groups.items(), key=lambda item: item[0])


def exact_share(found: Sequence[Case]) -> float:
    """Of the deletions whose ends a genome of full depth tells: how many are exact."""
    told = [
        case
        for case in found
        if case.error is not None
        and case.locus.kind is Kind.DELETION
        and case.locus.platform == "genome"
        and case.locus.depth >= _PRECISE_FROM
    ]
    return sum(case.error == 0 for case in told) / len(told) if told else 1.0
