"""Print what a code means: state, criterion, path, reason, finding, limit, next test, refusal.

Some codes stand in several lists; each meaning is told with its list and the room of the program
that gives it. The options print what an own policy, an order and the sources of knowledge look
like.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from osteo_annot.cli.edge import EXIT_REFUSED, EXIT_USAGE, say, warn
from osteo_annot.errors import REMEDIES, RefusalCode, printable
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

USAGE = "[CODE | --policy | --order | --laboratory | --sources | --decisions]"

SOURCES = """\
| option | what | fields |
|---|---|---|
| `--gnomad` | allele frequencies of small and of structural variants | `AF`, `AC`, `AN` and \
those of each group (`AF_afr`, `AFR_AF`), popmax and grpmax, `nhomalt`, `N_HOMALT`; \
`SVTYPE`, `END`; FILTER |
| `--clinvar` | ClinVar | ID, `CLNSIG`, `CLNSIGCONF`, `CLNREVSTAT`, `CLNHGVS` |
| `--splice` | SpliceAI | `SpliceAI` |
| `--missense` | scores of the policy's tool | the INFO field that the policy names (`missense`) |

Each is a VCF on the assembly of the person's files, told by the same evidence;
another assembly, or a file without records at the locus, is refused (scores may
have none there). Only the locus is read, through the index; a file beyond 32 MiB
needs one. Alleles are matched normalised.
"""


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes."""

    title: str
    room: str
    """The folder of the program that gives these codes."""
    codes: Mapping[str, str]
    """The meaning of each."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("code", nargs="?", metavar="CODE", help="the code; without it, all codes")
    for name, what in (
        ("policy", "the embedded policy, with the source of each value: a start for an own one"),
        ("order", "the JSON Schema of an order"),
        ("laboratory", "the JSON Schema of a laboratory file"),
        ("sources", "the fields that are read of each source of knowledge"),
        ("decisions", "an example of the file of decisions of a review, and its JSON Schema"),
    ):
        asked.add_argument(f"--{name}", dest="page", action="store_const", const=name, help=what)


def vocabulary() -> tuple[CodeList, ...]:
    """Every closed list of codes."""
    from osteo_annot.copies.callability_gaps import GapCode
    from osteo_annot.copies.damage import Assumption
    from osteo_annot.copies.outcome import Effect
    from osteo_annot.copies.phase import PhaseSource
    from osteo_annot.copies.search_kind import SearchReason
    from osteo_annot.events.dialects import Claim
    from osteo_annot.events.model import LedgerReason, Zygosity
    from osteo_annot.evidence.classify import CLASSES, CRITERIA
    from osteo_annot.evidence.criterion import Leaf
    from osteo_annot.evidence.lof_rescue import Check
    from osteo_annot.evidence.pvs1 import Pvs1Path
    from osteo_annot.evidence.pvs1_flags import Flag
    from osteo_annot.findings import FindingCode
    from osteo_annot.measured.exon_ratio import NoCallReason
    from osteo_annot.measured.homozygosity import Homozygosity
    from osteo_annot.measured.reads.witness import WitnessAnswer, WitnessReason
    from osteo_annot.notes import NoteCode
    from osteo_annot.report.result.limits import Limit
    from osteo_annot.review.event import Kind, UserRole
    from osteo_annot.review.policy import SecondReader
    from osteo_annot.review.record import CaseState
    from osteo_annot.verdict.advice import Change, NextTest
    from osteo_annot.verdict.confidence import ConfidenceReason
    from osteo_annot.verdict.copy_status import CopyStatus
    from osteo_annot.verdict.family import FamilyCode
    from osteo_annot.verdict.readings import Premise
    from osteo_annot.verdict.reason import ReasonCode
    from osteo_annot.verdict.state import State

    return (
        _of("State of the two copies", State, {s: f"{s.text}. {s.meaning}" for s in State}),
        CodeList("Criterion", "evidence", CRITERIA),
        CodeList("Class of a variant by points", "evidence", CLASSES),
        _worded("Leaf of a criterion", Leaf),
        _worded("PVS1 path", Pvs1Path),
        _of("Reason of the verdict", ReasonCode, {r: r.text for r in ReasonCode}),
        _worded("Reason of the confidence", ConfidenceReason),
        _of("Finding that may contradict", FindingCode, {f: f.text for f in FindingCode}),
        _worded("What would change the answer", Change),
        _worded("Next test", NextTest),
        _worded("Limit of the analysis", Limit),
        _worded("Effect on one copy", Effect),
        _worded("Assumption about the outcome", Assumption),
        _worded("Flag beside PVS1", Flag),
        _worded("Check beside PVS1", Check),
        _worded("Zygosity", Zygosity),
        _worded("Source of phase", PhaseSource),
        _worded("Evidence of a structural record", Claim),
        _worded("Homozygosity around the gene", Homozygosity),
        _worded("Statement on the family", FamilyCode),
        _worded("Note on an input", NoteCode),
        _worded("What hid a call", GapCode),
        _worded("What is known of a copy or exon", CopyStatus),
        _worded("Reading of a contradiction", Premise),
        _worded("How far a case under review is", CaseState),
        _worded("Event of a review", Kind),
        _worded("Role of an account", UserRole),
        _worded("How the second reader reads", SecondReader),
        _worded("Search for deletions", SearchReason),
        _worded("Why depth tells no copies", NoCallReason),
        _worded("Reason in the ledger", LedgerReason),
        _worded("What reads say of an event", WitnessAnswer),
        _worded("Why reads say it", WitnessReason),
        _of("Refusal of an input", RefusalCode, REMEDIES),
    )


def _of(title: str, codes: type[StrEnum], meanings: Mapping[Any, str]) -> CodeList:
    """The list of an enum; its module tells the room."""
    room = codes.__module__.split(".")[1]
    return CodeList(title, room, {str(code): meaning for code, meaning in meanings.items()})


def _worded(title: str, codes: type[Worded]) -> CodeList:
    """The list of an enum with words."""
    return _of(title, codes, {code: code.text for code in codes})


def run_explain(code: str | None) -> str:
    """The text for a code, or for all; empty when the code is not known."""
    lines = [
        f"{name} ({told.title}; {told.room}): {meaning}"
        for told in vocabulary()
        for name, meaning in told.codes.items()
        if code is None or name.casefold() == code.casefold()
    ]
    if code is not None and len(lines) > 1:
        lines.insert(0, f"{len(lines)} meanings, by the list in which it stands:")
    return "\n".join(lines)


def run_page(name: str) -> str:
    """The page that an option names."""
    from osteo_annot.locus.files import resource_text
    from osteo_annot.record.policy import policy_text

    match name:
        case "policy":
            return policy_text()
        case "order" | "laboratory":
            return resource_text(f"schemas/{name}.schema.json")
        case "decisions":
            from osteo_annot.review.form import page

            return page() + "\n"
        case _:
            return SOURCES


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    text = run_page(arguments.page) if arguments.page else run_explain(arguments.code) + "\n"
    if not text.strip():
        warn(f"There is no code {printable(arguments.code, 60)}.")
        return EXIT_USAGE
    return 0 if say(text) else EXIT_REFUSED
