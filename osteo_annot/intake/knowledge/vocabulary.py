"""The words that sources of knowledge are known to use, and those of a file that are not.

A word that is not known is never read as one that is, nor as "nothing there": it is told with its
count, so that a new release of a source shows. ClinVar: its documentation of VCF fields and of
review status (2017 to 2025, older and newer spellings). gnomAD: the FILTER lines of v2 to v4.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from osteo_annot.errors import printable
from osteo_annot.intake.knowledge.sources import KnowledgeSource, SourceKind, SourceRecord, finite
from osteo_annot.notes import Note, NoteCode

_MOST_SHOWN = 5
SIGNIFICANCE = frozenset(
    {
        *("benign", "likely benign", "uncertain significance", "likely pathogenic", "pathogenic"),
        *("conflicting interpretations of pathogenicity", "conflicting data from submitters"),
        *("conflicting classifications of pathogenicity", "low penetrance", "drug response"),
        *("established risk allele", "likely risk allele", "uncertain risk allele", "risk factor"),
        *("association", "association not found", "protective", "affects", "other"),
        *("confers sensitivity", "not provided", "no interpretation for the single variant"),
        *("no classification for the single variant", "no classification provided"),
        *("no classifications from unflagged records", "not stated"),
    }
)
REVIEW_STATUS = frozenset(
    {
        "practice guideline",
        "reviewed by expert panel",
        "criteria provided, multiple submitters, no conflicts",
        "criteria provided, multiple submitters",
        "criteria provided, single submitter",
        "criteria provided, conflicting interpretations",
        "criteria provided, conflicting classifications",
        "no assertion criteria provided",
        "no assertion provided",
        "no classification provided",
        "no classifications from unflagged records",
        "no interpretation for the single variant",
        "no classification for the single variant",
        "no classification for the individual variant",
        "no assertion for the individual variant",
        "flagged submission",
    }
)
FILTERS = frozenset(
    {
        *("PASS", "AC0", "AS_VQSR", "InbreedingCoeff", "RF", "VQSR", "SEGDUP", "LCR"),
        *("EXOMES_FILTERED", "GENOMES_FILTERED", "BOTH_FILTERED", "MULTIALLELIC"),
        *("UNRESOLVED", "UNRESOLVED_TYPE", "LOW_CALL_RATE", "PCRPLUS_ENRICHED", "HIGH_NCR"),
        *("PREDICTED_GENOTYPING_ARTIFACT", "VARIABLE_ACROSS_BATCHES", "UNSTABLE_AF_PCRMINUS"),
        *("REFERENCE_ARTIFACT", "IGH_MHC_OVERLAP", "FAIL_MANUAL_REVIEW", "OUTLIER_SAMPLE_ENRICHED"),
    }
)
STRUCTURAL_KINDS = frozenset(
    {"DEL", "DUP", "INV", "INS", "CNV", "MCNV", "BND", "CPX", "CTX", "TRA", "CN0"}
)
_INFO = re.compile(r"(?:^|;)(CLNSIG|CLNREVSTAT|SVTYPE|SpliceAI)=([^;]*)")
_PARTS = re.compile(r"[|/;]")


@lru_cache(maxsize=64)
def unknown_words(source: KnowledgeSource) -> tuple[Note, ...]:
    """A note for each word of a source that is not known, with the records that use it."""
    told: Counter[tuple[str, str]] = Counter()
    for filters, count in _filters(source).items():
        words = {word for word in filters.split(";") if word.strip(".")}
        told.update(dict.fromkeys((("FILTER", word) for word in words), count))
    if source.kind in {SourceKind.CLINVAR, SourceKind.SPLICE} or source.tells_structural:
        for record in source.records:
            told.update(set(_words(source.kind, record)))
    unknown = [(place, word, n) for (place, word), n in told.items() if word not in _KNOWN[place]]
    most_used = sorted(unknown, key=lambda one: (-one[2], one[0], one[1]))[:_MOST_SHOWN]
    return tuple(
        Note(
            NoteCode.SOURCE_WORD_UNKNOWN,
            f"{source.name}: {place} {printable(word, 60)}, {n} record{'s' * (n > 1)}",
        )
        for place, word, n in most_used
    )


_KNOWN = {
    "CLNSIG": SIGNIFICANCE,
    "CLNREVSTAT": REVIEW_STATUS,
    "FILTER": FILTERS,
    "SVTYPE": STRUCTURAL_KINDS,
    "SpliceAI": frozenset({"", "."}),
}


def _filters(source: KnowledgeSource) -> Counter[str]:
    """Each FILTER cell of a source of frequencies, with its records: few are told apart."""
    if source.kind is not SourceKind.FREQUENCIES:
        return Counter()
    return Counter(record.text.split("\t", 7)[6] for record in source.records)


def _words(kind: SourceKind, record: SourceRecord) -> Iterator[tuple[str, str]]:
    """The words of INFO of one record with their field."""
    info = record.text.split("\t", 8)[7]
    if kind is SourceKind.CLINVAR:
        told = dict(_INFO.findall(info))
        yield from (("CLNSIG", word) for word in significance_words(told.get("CLNSIG", "")))
        status = _plain(told.get("CLNREVSTAT", ""))
        if status:
            yield "CLNREVSTAT", status
    if kind is SourceKind.SPLICE:
        scores = dict(_INFO.findall(info)).get("SpliceAI", "")
        yield from (("SpliceAI", word) for word in no_scores(scores))
    if kind is SourceKind.FREQUENCIES:
        kind_of_record = dict(_INFO.findall(info)).get("SVTYPE", "")
        yield from (("SVTYPE", word) for word in _kinds(kind_of_record))


def significance_words(text: str) -> Iterable[str]:
    """The terms of ClinVar's aggregate significance, one by one.

    >>> list(significance_words("Pathogenic/Likely_pathogenic,_low_penetrance|drug_response"))
    ['pathogenic', 'likely pathogenic', 'low penetrance', 'drug response']
    """
    parts = (part for whole in _PARTS.split(text) for part in whole.split(","))
    return [word for word in map(_plain, parts) if word and word != "-"]


def no_scores(text: str) -> list[str]:
    """What stands in SpliceAI's field in place of a delta score, which is a number from 0 to 1.

    >>> no_scores("A|OSTM1|0.02|high|.|1.7|3|4|5|6")
    ['high', '.', '1.7']
    """
    told = (entry.split("|")[2:6] for entry in text.split(","))
    return [cell for cells in told for cell in cells if not _is_share(finite(cell))]


def _is_share(value: float | None) -> bool:
    """Whether it is a number from 0 to 1."""
    return value is not None and 0 <= value <= 1


def is_known_status(text: str) -> bool:
    """Whether ClinVar's review status is one of those that are known.

    >>> is_known_status("reviewed_by_expert_panel"), is_known_status("reviewed_by_machine")
    (True, False)
    """
    return _plain(text) in REVIEW_STATUS


def _plain(text: str) -> str:
    """A term of ClinVar as its pages write it."""
    return text.replace("_", " ").strip(" .").lower()


def _kinds(text: str) -> list[str]:
    """The kind of a structural record."""
    return [text.partition(":")[0]] if text.strip(".") else []
