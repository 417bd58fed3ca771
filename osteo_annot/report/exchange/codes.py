"""What the exchange formats share: the codes of other people for what the result says.

Zygosity: GENO terms and LOINC answers (list LL381-5). Only a zygosity that was established has a
code; an apparent homozygote has none, because a deletion on one copy is not excluded.
"""

from __future__ import annotations

import json
from pathlib import Path

from osteo_annot.errors import printable
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.locus.reference import Reference
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import is_named
from osteo_annot.values import dataclass

_MAX_TEXT = 10_000
NOT_DATED = "1970-01-01T00:00:00Z"
"""Stands where a format demands a time and the order tells none: no clock is read."""


@dataclass(frozen=True, slots=True)
class Site:
    """The chromosome as the files of the person name it, and its bases."""

    contig: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Code:
    """A term of a vocabulary."""

    id: str
    label: str


ALLELIC_STATE = {
    Zygosity.HETEROZYGOUS: Code("GENO:0000135", "heterozygous"),
    Zygosity.HOMOZYGOUS: Code("GENO:0000136", "homozygous"),
    Zygosity.HEMIZYGOUS: Code("GENO:0000134", "hemizygous"),
}
STRUCTURAL_TYPE = {
    EventKind.DELETION: Code("SO:0000159", "deletion"),
    EventKind.DUPLICATION: Code("SO:1000035", "duplication"),
    EventKind.INVERSION: Code("SO:1000036", "inversion"),
    EventKind.INSERTION: Code("SO:0000667", "insertion"),
    EventKind.BREAKEND: Code("SO:0001021", "chromosome_breakpoint"),
}
ACMG = {
    AcmgClass.P: "PATHOGENIC",
    AcmgClass.LP: "LIKELY_PATHOGENIC",
    AcmgClass.VUS: "UNCERTAIN_SIGNIFICANCE",
    AcmgClass.LB: "LIKELY_BENIGN",
    AcmgClass.B: "BENIGN",
}


def candidates(result: Result) -> list[Event]:
    """Events of tier A and B, which may break a copy, and those of uncertain significance."""
    return [event for event in result.events if is_named(event)]


def names_of(event: Event, protein: str) -> dict[str, str]:
    """The HGVS names of an event with their accessions, by kind; without those that are missing."""
    hgvs = event.hgvs
    full = {
        "hgvs.g": f"{hgvs.genome}:{hgvs.g}" if hgvs.g else "",
        "hgvs.c": f"{hgvs.transcript}:{hgvs.c}" if hgvs.c else "",
        "hgvs.p": f"{protein}:{hgvs.p}" if hgvs.p else "",
    }
    return {kind: name for kind, name in full.items() if name}


def clean(value: str, limit: int = 1000) -> str:
    """Text from a file without control characters, capped."""
    return printable(value, limit)


def _cleaned(value: object) -> object:
    """Plain values with every text cleaned: the last gate, whoever filled a field."""
    if isinstance(value, str):
        return clean(value, _MAX_TEXT)
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


def write_json(document: object, path: Path) -> None:
    """Write a document of plain values as JSON, in its own order, without control characters."""
    text = json.dumps(_cleaned(document), ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
