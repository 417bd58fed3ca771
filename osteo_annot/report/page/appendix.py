"""The appendix of a report, as values: all that page one and two rest on, each in its own part."""

from __future__ import annotations

from dataclasses import dataclass

from osteo_annot.report.page.page_one import Fact, Line
from osteo_annot.report.page.record_view import RecordView
from osteo_annot.report.page.view import Events, LedgerLine
from osteo_annot.report.result.examined_model import ExonCallability
from osteo_annot.report.result.model import InputFile


@dataclass(frozen=True, slots=True)
class Methods:
    """How it was made: the elements that standards ask for, files, versions."""

    about: tuple[Fact, ...]
    """Test, region, enrichment, depth, callers, performance, policies; one line each."""
    files: tuple[InputFile, ...]
    release: str
    """Program version, and one hash over all data files and versions that the result names."""
    versions: tuple[Fact, ...]
    """What a reader cites: program, transcript, record, policy, sources; the JSON file has all."""
    parameters: tuple[Fact, ...]
    limits: tuple[Line, ...]
    notes: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The parts of the appendix, in their order."""

    events: Events
    """Criteria in full: cards, and rows for the rest."""
    completeness: tuple[str, ...]
    exons: tuple[ExonCallability, ...]
    searched: tuple[str, ...]
    """What was searched for a second variant, one sentence each."""
    further_tests: tuple[Line, ...]
    """Proposed tests that page one has no room for."""
    ledger: tuple[LedgerLine, ...]
    entries: int
    """Entries of the ledger, however many share a line."""
    methods: Methods
    record: RecordView
