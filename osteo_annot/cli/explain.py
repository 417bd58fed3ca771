"""Print what a code means: state, criterion, path, reason, finding, limit, next test, refusal."""

from __future__ import annotations

import argparse
import sys

from osteo_annot.errors import REMEDIES, printable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("code", nargs="?", metavar="CODE", help="the code; without it, all codes")


def vocabulary() -> dict[str, dict[str, str]]:
    """Every closed list of codes with the meaning of each, by the name of the list."""
    from osteo_annot.copies.callability_gaps import GapCode
    from osteo_annot.copies.damage import Assumption
    from osteo_annot.copies.outcome import Effect
    from osteo_annot.copies.phase import PhaseSource
    from osteo_annot.events.dialects import Claim
    from osteo_annot.events.model import LedgerReason, Zygosity
    from osteo_annot.evidence.classify import CLASSES, CRITERIA
    from osteo_annot.evidence.criterion import Leaf
    from osteo_annot.evidence.lof_rescue import Check
    from osteo_annot.evidence.pvs1 import Pvs1Path
    from osteo_annot.evidence.pvs1_flags import Flag
    from osteo_annot.findings import FindingCode
    from osteo_annot.measured.copy_ratio import NoCallReason
    from osteo_annot.measured.homozygosity import Homozygosity
    from osteo_annot.notes import NoteCode
    from osteo_annot.report.result.limits import Limit
    from osteo_annot.verdict.advice import Change, NextTest
    from osteo_annot.verdict.family import FamilyCode
    from osteo_annot.verdict.reasons import ReasonCode
    from osteo_annot.verdict.state import State

    return {
        "State of the two copies": {s.value: f"{s.text}. {s.meaning}" for s in State},
        "Criterion": CRITERIA,
        "Class of a variant by points": CLASSES,
        "Leaf of a criterion": {leaf.value: leaf.text for leaf in Leaf},
        "PVS1 path": {p.value: p.text for p in Pvs1Path},
        "LedgerReason of the verdict": {r.value: r.meaning for r in ReasonCode},
        "Finding that may contradict": {f.value: f.meaning for f in FindingCode},
        "What would change the answer": {c.value: c.text for c in Change},
        "Next test": {t.value: t.text for t in NextTest},
        "Limit of the analysis": {limit.value: limit.text for limit in Limit},
        "Effect on one copy": {e.value: e.text for e in Effect},
        "Assumption about the outcome": {a.value: a.text for a in Assumption},
        "Flag beside PVS1": {f.value: f.text for f in Flag},
        "Check beside PVS1": {c.value: c.text for c in Check},
        "Zygosity": {z.value: z.text for z in Zygosity},
        "Source of phase": {s.value: s.text for s in PhaseSource},
        "Evidence of a structural record": {c.value: c.text for c in Claim},
        "Homozygosity around the gene": {h.value: h.text for h in Homozygosity},
        "Statement on the family": {f.value: f.text for f in FamilyCode},
        "Note on an input": {note.value: note.text for note in NoteCode},
        "What hid a call": {b.value: b.text for b in GapCode},
        "Why depth tells no copies": {d.value: d.text for d in NoCallReason},
        "LedgerReason in the ledger": {r.value: r.text for r in LedgerReason},
        "Refusal of an input": {code.value: text for code, text in REMEDIES.items()},
    }


def run_explain(code: str | None) -> str:
    """The text for a code, or for all; empty when the code is not known."""
    lines: list[str] = []
    for title, codes in vocabulary().items():
        for name, meaning in codes.items():
            if code is None or name.casefold() == code.casefold():
                lines.append(f"{name} ({title}): {meaning}")
    return "\n".join(lines)


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    text = run_explain(arguments.code)
    if not text:
        sys.stderr.write(f"There is no code {printable(arguments.code, 60)}.\n")
        return 2
    sys.stdout.write(text + "\n")
    return 0
