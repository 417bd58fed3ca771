"""What the page shows, worked out from the result: sentences, groups, rows that stay few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from osteo_annot.copies.outcome import Effect
from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import LedgerReason
from osteo_annot.measured.exon_ratio import DepthBasis
from osteo_annot.report.page.open_parts import is_fully_examined
from osteo_annot.report.result.copy_model import Outcome
from osteo_annot.report.result.evidence_model import Frequency, FrequencyStatus
from osteo_annot.report.result.examined_model import CopyRatio
from osteo_annot.report.result.model import Event, LedgerEntry, Result
from osteo_annot.report.result.named_events import along_the_gene, is_named
from osteo_annot.report.text import number
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import appendix, captions, figure
from osteo_annot.values import dataclass
from osteo_annot.verdict.state import State

LEDGER_LINES = 500
"""Ledger lines that are shown before alike entries share one line."""
MAX_CARDS = 40
"""Events that are shown at length; the others are rows of a table."""
_MOST_GROUPS = 3
MAX_ROWS = 400
"""Rows of a table of events; the JSON file holds all."""

_REFERENCE_LIKE = {
    LedgerReason.REFERENCE_BLOCK,
    LedgerReason.REFERENCE_GENOTYPE,
    LedgerReason.NO_CALL,
    LedgerReason.NO_CALL_BLOCK,
    LedgerReason.COPY_NUMBER_TWO,
    LedgerReason.OUTSIDE_LOCUS,
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a state looks: a colour group and two boxes, one per copy."""

    group: str
    boxes: str


def look(state: State) -> Look:
    """The look of a state."""
    if state.is_biallelic:
        return Look("both", "■■")
    return _LOOKS.get(state, Look("open", "??"))


_LOOKS = {
    State.APPARENT_HOM: Look("likely", "■?"),
    State.POSSIBLE_COMPHET_UNPHASED: Look("likely", "■?"),
    State.MONOALLELIC_PLUS_GAP: Look("one", "■?"),
    State.MONOALLELIC: Look("one", "■□"),
    State.CIS_PAIR: Look("one", "■□"),
    State.NONE_CALLABLE: Look("none", "□□"),
}


def identifiers(result: Result) -> list[str]:
    """Sample name, then the identifiers of the order: they stand on every printed page."""
    names = [result.sample]
    if result.order:
        names += [result.order.person.identifier, result.order.person.second_identifier]
    return [text for text in dict.fromkeys(names) if text]


def effect_said(result: Result, outcome: Outcome) -> Said | Effect:
    """The outcome of a copy; "not broken" is said only as far as was examined."""
    open_ = outcome.null is False and not is_fully_examined(result)
    return figure.NOT_FULLY(effect=outcome.effect) if open_ else outcome.effect


def effect_words(result: Result, outcome: Outcome) -> str:
    """The outcome of a copy in words."""
    return said_text(effect_said(result, outcome))


def frequency_words(found: Frequency) -> str:
    """How often an allele is seen in populations, and where."""
    if found.status is FrequencyStatus.ABSENT:
        return captions.ABSENT(sources=tuple(found.sources)).text
    if found.status is FrequencyStatus.NOT_ASSESSED:
        return found.status.text
    groups = tuple(
        appendix.GROUP(
            frequency=f"{one.frequency:.3g}",
            group=one.group,
            alleles=one.alleles,
            source=one.source,
        )
        for one in found.groups[:_MOST_GROUPS]
    )
    if found.homozygotes is None:
        return captions.HOMOZYGOTES_NOT_COUNTED(groups=groups).text
    return captions.HOMOZYGOTES(groups=groups, count=found.homozygotes).text


def ratio_caption(ratio: CopyRatio) -> Said:
    """Against what the depth of the exons is held."""
    if ratio.basis is DepthBasis.REFERENCES:
        return captions.RATIO_TO_REFERENCES(count=ratio.references)
    return captions.RATIO_TO_OWN()


def phase_is_open(result: Result, event: Event) -> bool:
    """Whether an event may lie on either copy, so that its place in the drawing is one of several.

    A single heterozygous event is drawn on copy 1 by convention: nothing is open about it.
    """
    phase = event.phase
    several = result.arrangements.count > 1
    return not phase.copies or (several and phase.source is PhaseSource.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Events:
    """Events shown at length, and those in the table."""

    cards: list[Event]
    rows: list[Event]
    left: int
    """Events beyond the table, which only the JSON file holds."""


def split_events(result: Result) -> Events:
    """Candidates and what is uncertain as cards, all others as rows; each 5' to 3'."""
    placed = along_the_gene(result.events)
    ordered = sorted(placed, key=lambda event: (event.tier, not event.uncertain))
    cards = [event for event in ordered if is_named(event)][:MAX_CARDS]
    rest = ordered[len(cards) :]
    return Events(cards, rest[:MAX_ROWS], max(0, len(rest) - MAX_ROWS))


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the ledger: an entry, or several alike."""

    entries: list[LedgerEntry] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Entries that the line stands for."""
        return len(self.entries)

    @property
    def first(self) -> LedgerEntry:
        """The entry that is shown, or the first of those alike."""
        return self.entries[0]

    @property
    def place(self) -> str:
        """Position, or first and last position."""
        positions = [entry.position for entry in self.entries]
        low, high = min(positions), max(positions)
        return number(low) if low == high else f"{number(low)}–{number(high)}"


def ledger_lines(entries: Sequence[LedgerEntry], limit: int = LEDGER_LINES) -> list[LedgerLine]:
    """The ledger in at most about ``limit`` lines, in file order, no entry left out.

    Where there are more entries, first those that only say "reference" or "no call" are put
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


def _grouped(entries: Sequence[LedgerEntry], level: int) -> list[LedgerLine]:
    """Lines in order of their first entry; ``level`` says what may be put together."""
    groups: dict[tuple[str, ...], LedgerLine] = {}
    for entry in entries:
        together = (
            level == 3
            or (level == 2 and not entry.event)
            or (not entry.event and entry.reason in _REFERENCE_LIKE)
        )
        alike = (entry.file, entry.disposition, entry.reason)
        key = alike if together else (*alike, entry.id)
        groups.setdefault(key, LedgerLine()).entries.append(entry)
    return list(groups.values())
