"""Draw people whose two copies are known, write what callers would write, judge, and compare.

``python -m validation.simulate --people 1000 --seed 1`` prints a table of truth against verdict and
every violation with its number; ``--show NUMBER`` writes the files and the verdict of one person.
A violation, and the exit status 1, is a person

- called biallelic whose two copies are not both null,
- called free of findings although everything was callable, whose two copies are both null, or who
  has a reference call with reads of a change,
- called a carrier without doubt where no file is a search for deletions,
- whose files make the program fail or refuse.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random

from osteo_annot.errors import RefusedError
from osteo_annot.intake.case import read_inputs
from osteo_annot.intake.person.pedigree import read_pedigree
from osteo_annot.verdict.pipeline import judge_person
from osteo_annot.verdict.state import State
from validation.laboratory import Laboratory, draw_laboratory
from validation.loss_calls import loss_files
from validation.people import Family, Person, catalogue, draw_family
from validation.small_calls import small_files
from validation.truth import GENE, Loss

TRUTHS = {2: "biallelic null", 1: "one null copy", 0: "none"}
_PED = "F\tchild\tfather\tmother\t1\t2\nF\tfather\t0\t0\t1\t1\nF\tmother\t0\t0\t2\t1\n"
_MEMORY = Path("/dev/shm")
_REFUSED, _FAILED = "REFUSED", "FAILED"
_EVERY_EXON = "every exon is on a copy"
_UNEXPLAINED = "other"

SIDE_BY_SIDE = "two losses side by side on opposite copies, told by copy numbers"
_CAUSES = (
    "no caller of deletions",
    "deletion missed",
    "homozygous deletion written 0/1",
    "deletion written 1/1",
    "allele dropped out",
    "few reads, one allele seen",
    "few reads, another genotype",
    "row missing",
    "reference call with reads",
    "skewed share",
    "no call",
    "half call",
    "block without genotype",
    "block missing",
    "heterodisomy",
    "isodisomy",
    "de_novo",
    "codon pair in trans",
    SIDE_BY_SIDE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One person: the truth, the answer, and what was wrong with the files."""

    number: int
    null_copies: int
    shown_null: int
    """Null copies without the deletions that no file tells and no lack of reads could show."""
    state: str
    """State of the verdict, or REFUSED, or FAILED."""
    done: tuple[str, ...]
    """Errors that were made on the person's files, and whether every exon is on a copy."""
    remarks: tuple[str, ...]
    """What is unusual about the family."""
    searched: bool = True
    """Whether some file is a search for deletions, or a deletion was told."""

    @property
    def violation(self) -> bool:
        """Whether the answer is one that must never be given."""
        called = self.state.startswith("BIALLELIC")
        # Both copies of one parent look like one copy of it: parents cannot show heterodisomy.
        shown = self.shown_null == 2 and "heterodisomy" not in self.remarks
        free = self.state == State.NONE_CALLABLE.value
        missed = free and (shown or "reference call with reads" in self.done)
        claimed = self.state == State.MONOALLELIC.value and not self.searched
        wrong = called and self.null_copies < 2
        return wrong or missed or claimed or self.state in {_REFUSED, _FAILED}

    @property
    def errors(self) -> tuple[str, ...]:
        """What was wrong with the files."""
        return tuple(error for error in self.done if error != _EVERY_EXON)

    @property
    def cause(self) -> str:
        """What explains an answer that is not the truth, the weightiest first."""
        found = [cause for cause in _CAUSES if cause in {*self.done, *self.remarks}]
        return found[0] if found else _UNEXPLAINED

    @property
    def limit(self) -> str:
        """An answer that says less or other than the truth, without being a violation."""
        if self.state == State.BIALLELIC_HOM_DEL.value and _EVERY_EXON in self.done:
            return "both copies null, called without a copy of an exon that is there"
        known = {
            (State.NONE_CALLABLE.value, 1): "carrier called free of findings",
            (State.NONE_CALLABLE.value, 2): "both copies null, called free of findings",
            (State.MONOALLELIC.value, 2): "both copies null, called carrier",
            (State.CIS_PAIR.value, 2): "both copies null, called one copy with two",
            (State.MONOALLELIC_PLUS_GAP.value, 0): "no copy null, one copy called",
            (State.MONOALLELIC.value, 0): "no copy null, called carrier",
        }
        return known.get((self.state, self.null_copies), "")


def drawn(number: int, seed: int, *, errors: bool) -> tuple[Family, Laboratory, dict[str, str]]:
    """The family with a number, its laboratory, and the files by name."""
    rng = Random(f"{seed}:{number}")
    family = draw_family(rng)
    lab = draw_laboratory(rng, family, errors=errors)
    files = {**small_files(lab), **loss_files(lab)}
    if len(lab.names) > 1:
        files["family.ped"] = _PED
    return family, lab, files


def answer(files: dict[str, str], folder: Path) -> str:
    """The state that the product gives for the child of the files."""
    paths = {name: folder / name for name in files}
    for name, text in files.items():
        paths[name].write_text(text, encoding="ascii")
    ped = paths.get("family.ped")
    inputs = read_inputs(
        [path for name, path in paths.items() if name.endswith(".vcf")],
        pedigree=read_pedigree(ped) if ped else None,
        coverage=[path for name, path in paths.items() if name.endswith(".bed")],
    )
    return judge_person(inputs, "child").verdict.state.value


def case(number: int, seed: int, *, errors: bool) -> Case:
    """One person, from drawing to the answer."""
    family, lab, files = drawn(number, seed, errors=errors)
    where = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder:
        try:
            state = answer(files, Path(folder))
        except RefusedError:
            state = _REFUSED
        except Exception as error:
            state = _FAILED
            lab.done.add(repr(error))
    if not any(_without_reads(family.child, Loss(e.start, e.end)) for e in GENE.exons):
        lab.done.add(_EVERY_EXON)
    remarks = set(family.remarks)
    if are_side_by_side(family.child):
        remarks.add(SIDE_BY_SIDE)
    return Case(
        number,
        family.child.null_copies,
        shown_person(family.child, lab.told).null_copies,
        state,
        tuple(sorted(lab.done)),
        tuple(sorted(remarks)),
        lab.searched or bool(lab.told),
    )


def shown_person(person: Person, told: Collection[Loss]) -> Person:
    """A person without the deletions that no caller told, where both copies still give reads.

    A deletion that leaves an exon without any copy shows by the lack of reads, told or not.
    """
    silent = {
        event
        for copy in person.copies
        for event in copy
        if isinstance(event, Loss) and event not in told and not _without_reads(person, event)
    }
    first, second = (tuple(e for e in copy if e not in silent) for copy in person.copies)
    return Person((first, second))


def are_side_by_side(person: Person) -> bool:
    """Whether each copy has a loss of exons, and no exon between them has two copies.

    In copy numbers that is one loss of one copy, unless the parents' tell them apart.
    """
    lost = [
        {
            exon.number
            for event in copy
            if isinstance(event, Loss)
            for exon in GENE.exons_overlapping(event.start, event.end)
        }
        for copy in person.copies
    ]
    both = lost[0] | lost[1]
    joined = bool(both) and both == set(range(min(both), max(both) + 1))
    return joined and all(lost) and lost[0].isdisjoint(lost[1])


def _without_reads(person: Person, loss: Loss) -> bool:
    """Whether a coding base inside an interval is on no copy."""
    parts = [part for exon in GENE.exons if (part := GENE.coding_part(exon))]
    places = (p for low, high in parts for p in (low, high) if loss.start <= p <= loss.end)
    return any(not any(person.present(p)) for p in places)


def run(people: int, seed: int, *, errors: bool = False, processes: int = 1) -> list[Case]:
    """The cases numbered from 0; the same whatever the number of processes."""
    catalogue()
    one = partial(case, seed=seed, errors=errors)
    if processes < 2:
        return [one(number) for number in range(people)]
    with Pool(processes) as pool:
        return pool.map(one, range(people), chunksize=50)


def report(cases: Sequence[Case]) -> str:
    """The table, the known limits with the errors behind them, and the violations."""
    counts = Counter((c.null_copies, c.state) for c in cases)
    lines = ["| state | " + " | ".join(TRUTHS.values()) + " |", "|---|" + "---:|" * len(TRUTHS)]
    for state in (*(s.value for s in State), _REFUSED, _FAILED):
        numbers = [counts[truth, state] for truth in TRUTHS]
        if any(numbers) or state not in {_REFUSED, _FAILED}:
            lines.append(f"| `{state}` | " + " | ".join(f"{n:,}" for n in numbers) + " |")
    totals = [sum(c.null_copies == truth for c in cases) for truth in TRUTHS]
    lines.append("| all | " + " | ".join(f"{n:,}" for n in totals) + " |")
    lines += ["", "| known limit | what was wrong with the files | people |", "|---|---|---:|"]
    limits = Counter((c.limit, c.cause) for c in cases if c.limit and not c.violation)
    lines += [f"| {limit} | {cause} | {n:,} |" for (limit, cause), n in sorted(limits.items())]
    unexplained = [c for c in cases if c.limit and not c.violation and c.cause == _UNEXPLAINED]
    lines += ["", *(f"Unexplained: {c.number} ({c.state})." for c in unexplained)]
    violations = [c for c in cases if c.violation]
    lines += ["", f"People: {len(cases):,}. Violations: {len(violations):,}."]
    lines += [
        f"- {c.number}: {TRUTHS[c.null_copies]}, {c.state}; {', '.join((*c.errors, *c.remarks))}"
        for c in violations
    ]
    return "\n".join(lines) + "\n"


def shown(number: int, seed: int, *, errors: bool) -> Iterable[str]:
    """All of one person: truth, files, answer."""
    family, lab, files = drawn(number, seed, errors=errors)
    for name, person in family.people.items():
        yield f"{name} ({person.null_copies} null)"
        yield from (f"  {copy}" for copy in person.copies)
    for name, text in files.items():
        yield f"\n== {name}\n{text}"
    yield f"{case(number, seed, errors=errors)}; {lab.fields}, {lab.phase}, genome: {lab.genome}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--errors", action="store_true", help="make hidden errors too")
    parser.add_argument("--table", type=Path, help="write the report there too")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="show one person, and stop")
    options = parser.parse_args(arguments)
    if options.show is not None:
        sys.stdout.write("\n".join(shown(options.show, options.seed, errors=options.errors)) + "\n")
        return 0
    cases = run(options.people, options.seed, errors=options.errors, processes=options.processes)
    text = report(cases)
    sys.stdout.write(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")
    return int(any(c.violation for c in cases))


if __name__ == "__main__":
    sys.exit(main())
