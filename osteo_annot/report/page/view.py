"""What the page shows, worked out from the result: sentences, groups, rows that stay few."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from osteo_annot.report.result.named_events import is_named
from osteo_annot.report.text import exon_list, number

LEDGER_LINES = 500
"""Ledger lines that are shown before alike entries are told in one line."""
MAX_CARDS = 40
"""Events that are told at length; the others are rows of a table."""
MAX_ROWS = 400
"""Rows of a table of events; the JSON file holds all."""

Document = Mapping[str, Any]

CLASS_NAMES = {
    "P": "pathogenic",
    "LP": "likely pathogenic",
    "VUS": "variant of uncertain significance",
    "LB": "likely benign",
    "B": "benign",
}

_REFERENCE_LIKE = {
    "REFERENCE_BLOCK",
    "REFERENCE_GENOTYPE",
    "NO_CALL",
    "NO_CALL_BLOCK",
    "COPY_NUMBER_TWO",
    "OUTSIDE_LOCUS",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: a colour group and two boxes, one per copy."""

    group: str
    boxes: str


def look(state: str) -> Look:
    """The look of a state; one that is not known here looks open."""
    if state.startswith("BIALLELIC_"):
        return Look("both", "■■")
    return _LOOKS.get(state, Look("open", "??"))


_LOOKS = {
    "APPARENT_HOM": Look("likely", "■?"),
    "POSSIBLE_COMPHET_UNPHASED": Look("likely", "■?"),
    "MONOALLELIC_PLUS_GAP": Look("one", "■?"),
    "MONOALLELIC": Look("one", "■□"),
    "CIS_PAIR": Look("one", "■□"),
    "NONE_CALLABLE": Look("none", "□□"),
}


def identifiers(document: Document) -> list[str]:
    """Sample name, then the identifiers of the order: they stand on every printed page."""
    person = (document["order"] or {}).get("person", {})
    told = [document["sample"], person.get("identifier", ""), person.get("second_identifier", "")]
    return [text for text in dict.fromkeys(told) if text]


_QUESTIONS = (("Small variants", "small_variants"), ("Deletions", "deletions"))


def completeness(document: Document) -> list[str]:
    """What was examined and what was not, one sentence per question; never left out."""
    exons = document["callability"]["exons"]
    said = [_answered(subject, key, exons) for subject, key in _QUESTIONS]
    return said + _loss_not_excluded(document)


def missing(document: Document) -> list[str]:
    """The sentences of ``completeness`` that tell of something that was not examined."""
    exons = document["callability"]["exons"]
    said = [
        _answered(subject, key, exons)
        for subject, key in _QUESTIONS
        if any(exon[key] != "callable" for exon in exons)
    ]
    return said + _loss_not_excluded(document)


def effect_words(document: Document, outcome: Document) -> str:
    """The outcome of a copy in words; "not broken" is said only as far as was examined."""
    told = str(outcome["effect_text"])
    open_ = outcome["null"] is False and missing(document)
    return f"{told} Not fully examined: see what is missing." if open_ else told


def _loss_not_excluded(document: Document) -> list[str]:
    """Exons that may be missing from both copies without anybody having seen it."""
    found = [set(copy["outcome"]["exons_lost"]) for copy in document["copies"]]
    lost = set.intersection(*found) if found else set()
    exons = document["callability"]["exons"]
    open_ = [exon["exon"] for exon in exons if not exon["homozygous_loss_excluded"]]
    told = exon_list(set(open_) - lost)
    if told == "none":
        return []
    return [f"Homozygous loss is not excluded by confident calls in {told}."]


def phase_is_open(document: Document, event: Document) -> bool:
    """Whether an event may lie on either copy, so that its place in the drawing is one of several.

    A single heterozygous event is drawn on copy 1 by convention: nothing is open about it.
    """
    phase = event["phase"]
    several = document["arrangements"]["count"] > 1
    return not phase["copies"] or (several and phase["source"] == "unknown")


def _answered(subject: str, key: str, exons: Sequence[Document]) -> str:
    """One sentence on which exons could be judged."""
    answers = {"callable": "callable", "not_callable": "NOT callable", "unknown": "not assessed"}
    parts: list[str] = []
    for answer, words in answers.items():
        having = [exon["exon"] for exon in exons if exon[key] == answer]
        if having and len(having) == len(exons):
            return f"{subject}: all {len(exons)} exons {words}."
        if having:
            parts.append(f"{exon_list(having)} {words}")
    return f"{subject}: {'; '.join(parts) or 'not assessed'}."


@dataclass(frozen=True, slots=True)
class Events:
    """Events told at length, and those in the table."""

    cards: list[Document]
    rows: list[Document]
    left: int
    """Events beyond the table, which only the JSON file holds."""


def split_events(document: Document) -> Events:
    """Candidates and what is uncertain as cards, all others as rows."""
    ordered = sorted(document["events"], key=lambda event: (event["tier"], not event["uncertain"]))
    cards = [event for event in ordered if is_named(event)][:MAX_CARDS]
    rest = ordered[len(cards) :]
    return Events(cards, rest[:MAX_ROWS], max(0, len(rest) - MAX_ROWS))


def family_rows(document: Document, ids: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Per event the genotype of each relative, in the order of ``family``."""
    family = document["family"]
    return [
        (name, [member["genotypes"].get(name, "not called") for member in family]) for name in ids
    ]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the ledger: an entry, or several alike."""

    entries: list[Document] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Entries that the line stands for."""
        return len(self.entries)

    @property
    def first(self) -> Document:
        """The entry that is shown, or the first of those alike."""
        return self.entries[0]

    @property
    def place(self) -> str:
        """Position, or first and last position."""
        positions = [entry["position"] for entry in self.entries]
        low, high = min(positions), max(positions)
        return number(low) if low == high else f"{number(low)}–{number(high)}"


def ledger_lines(entries: Sequence[Document], limit: int = LEDGER_LINES) -> list[LedgerLine]:
    """The ledger in at most about ``limit`` lines, in file order, no entry left out.

    Where there are more entries, first those that only say "reference" or "no call" are told
    together, then all without an event, then all of one file and one reason.
    """
    if len(entries) <= limit:
        return [LedgerLine([entry]) for entry in entries]
    lines: list[LedgerLine] = []
    for level in (1, 2, 3):
        lines = _grouped(entries, level)
        if len(lines) <= limit:
            break
    return lines


def _grouped(entries: Sequence[Document], level: int) -> list[LedgerLine]:
    """Lines in order of their first entry; ``level`` says what may be told together."""
    groups: dict[tuple[str, ...], LedgerLine] = {}
    for entry in entries:
        together = (
            level == 3
            or (level == 2 and not entry["event"])
            or (not entry["event"] and entry["reason"] in _REFERENCE_LIKE)
        )
        alike = (entry["file"], entry["disposition"], entry["reason"])
        key = alike if together else (*alike, entry["id"])
        groups.setdefault(key, LedgerLine()).entries.append(entry)
    return list(groups.values())
