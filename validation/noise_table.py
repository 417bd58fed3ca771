"""False and missed losses by kind of noise, on simulated reads of known copies.

``python -m validation.noise_table`` draws reference samples and people with an exon lost, several
exons lost, or none, for each kind of noise and assay; takes their depth as the program does; and
counts what was told. A loss of two copies' exon is a violation unless it is only a proposal (one
target of an exome); so is a loss that is said to be excluded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from osteo_annot.locus.assembly import Assembly
from osteo_annot.measured.baseline import DepthReference
from osteo_annot.measured.copy_ratio import exon_ratios
from osteo_annot.measured.depth_calls import depth_calls
from osteo_annot.measured.exon_ratio import ExonRatio
from validation.assays import EXOME, GENOME, Assay
from validation.depth_table import Job, profile_of
from validation.reads import SampleTruth

EXONS = range(1, 7)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of noise."""

    name: str
    exome: Assay
    genome: Assay | None
    """None where the kind is that of targets."""
    foreign: float = 0.0
    """Share of another person's reads in everybody but the references."""
    around: int = 2
    """Copies of all that lies around the gene, in everybody but the references."""
    carriers: bool = False
    """Whether three of four references have lost one copy of exon 3."""
    anchored: bool = True
    """Whether the files tell the depth far from the gene."""


KINDS = (
    Kind("none", EXOME, GENOME),
    Kind("nothing far away is told", EXOME, GENOME, anchored=False),
    Kind(
        "overdispersion: noise of each sample 2.5 times",
        replace(EXOME, sample_noise=0.2),
        replace(GENOME, sample_noise=0.1),
    ),
    Kind(
        "batches that follow G and C",
        replace(EXOME, batch_noise=0.1),
        replace(GENOME, batch_noise=0.1),
    ),
    Kind("targets of twice the variance", replace(EXOME, target_noise=0.6), None),
    Kind("1 % of the targets fail", replace(EXOME, failure=0.01), None),
    Kind("5 % of the targets fail", replace(EXOME, failure=0.05), None),
    Kind("reads off target, 2 %", replace(EXOME, off_target=0.02), None),
    Kind("a fifth of the reads is another person's", EXOME, GENOME, foreign=0.2),
    Kind("the loss is in 30 % of the cells", EXOME, GENOME, foreign=0.7),
    Kind("one copy of all around is lost", EXOME, GENOME, around=1),
    Kind("the same, nothing far away is told", EXOME, GENOME, around=1, anchored=False),
    Kind("three of four references carry a loss of exon 3", EXOME, GENOME, carriers=True),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One exon of one person."""

    true: int
    """Copies in most cells."""
    told: int | None
    proposal: bool
    excluded: bool
    reduced: bool


def people(kind: Kind, count: int) -> Iterator[SampleTruth]:
    """People with one exon lost, ``count`` of each, with exons 2 to 5 lost, and normals."""

    def person(name: str, copies: dict[int, int]) -> SampleTruth:
        everywhere = {exon: min(copies.get(exon, 2), kind.around) for exon in EXONS}
        return SampleTruth(name, everywhere, around=kind.around, foreign=kind.foreign)

    for number in range(count):
        for copies in (0, 1):
            for exon in EXONS:
                yield person(f"e{exon}c{copies}n{number}", {exon: copies})
            yield person(f"e2-5c{copies}n{number}", dict.fromkeys(range(2, 6), copies))
    for number in range(12 * count):
        yield person(f"normal{number}", {})


def cases(kind: Kind, assay: Assay, count: int, references: int, seed: int) -> list[Case]:
    """Every exon of every person of a kind; ``references`` may be 0."""
    lost = {3: 1} if kind.carriers else {}
    pool = [SampleTruth(f"reference{n}", lost if n % 4 else {}) for n in range(references)]
    truths = list(people(kind, count))
    jobs = [Job(truth, assay, seed, kind.anchored) for truth in (*pool, *truths)]
    profiles = list(map(profile_of, jobs))
    reference = DepthReference(tuple(profiles[:references])) if references else None
    return [
        case
        for truth, profile in zip(truths, profiles[references:], strict=True)
        for case in _cases(truth, exon_ratios(profile, reference))
    ]


def _cases(truth: SampleTruth, ratios: Sequence[ExonRatio]) -> Iterator[Case]:
    """What was told of each exon of a person."""
    calls = depth_calls(ratios, Assembly.GRCH38, 1, "")
    proposed = {exon for call in calls if call.is_proposal for exon in call.exons}
    for ratio in ratios:
        proposal = ratio.exon in proposed
        excluded, reduced = ratio.loss_excluded, ratio.is_reduced
        yield Case(truth.of(ratio.exon), ratio.copies, proposal, excluded, reduced)


_HEAD = (
    "| noise | exons of two copies | false losses | false proposals | false alarms "
    "| losses | told | proposed | pointed out | said to be excluded |"
)


def report(kinds: Sequence[Kind], count: int, references: int, seed: int) -> Iterator[str]:
    """The lines of the tables, as they are drawn, and the number of violations."""
    wrong = exons = 0
    for assay, size in (("exome", references), ("genome", references), ("genome", 0)):
        title = f"### {assay.capitalize()}, "
        yield from ("", title + (f"{size} references" if size else "its own depth"), "")
        yield from (_HEAD, "|---|" + "---:|" * 9)
        for kind in kinds:
            drawn = kind.exome if assay == "exome" else kind.genome
            if drawn is None or (kind.carriers and not size):
                continue
            found = cases(kind, drawn, count, size, seed)
            line, violations = _line(kind, found)
            yield line
            wrong += violations
            exons += len(found)
    yield from ("", f"Exons: {exons:,}. False losses and denied losses: {wrong:,}.")


def _line(kind: Kind, found: Sequence[Case]) -> tuple[str, int]:
    """One row of a table, and its violations."""
    whole = [case for case in found if case.true >= 2]
    lost = [case for case in found if case.true < 2]
    low = [case for case in whole if case.told in {0, 1}]
    false = sum(not case.proposal for case in low)
    alarms = sum(case.reduced for case in whole)
    told = [case for case in lost if case.told in {0, 1}]
    proposed = sum(case.proposal for case in told)
    denied = sum(case.excluded or (case.told or 0) >= 2 for case in lost)
    cells = (
        len(whole),
        false,
        len(low) - false,
        alarms,
        len(lost),
        len(told) - proposed,
        proposed,
        sum(case.reduced for case in lost),
        denied,
    )
    return f"| {kind.name} | " + " | ".join(f"{cell:,}" for cell in cells) + " |", false + denied


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--people", type=int, default=2, help="people of each loss")
    parser.add_argument("--references", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="kinds whose name holds this text")
    options = parser.parse_args(arguments)
    kinds = [kind for kind in KINDS if options.only in kind.name]
    for line in report(kinds, options.people, options.references, options.seed):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
