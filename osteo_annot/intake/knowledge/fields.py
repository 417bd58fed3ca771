"""The fields that sources of knowledge are known to have, and those that a file lacks or adds.

A field that was renamed is not there: what it told is then not known, which is not "nothing there".
A field that is new is not read. Both are told. Names: ClinVar's README of its VCF (39 fields,
2018 to 2026); gnomAD's headers of v2 to v4, small and structural variants; SpliceAI's header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.knowledge.sources import KnowledgeSource, SourceKind
from osteo_annot.notes import Note, NoteCode

_MOST_SHOWN = 5
_ASKED = 500
"""Records whose field names are looked at, beside those of the header."""

CLINVAR = frozenset(
    {
        *("AF_ESP", "AF_EXAC", "AF_TGP", "ALLELEID", "CLNDN", "CLNDNINCL", "CLNDISDB"),
        *("CLNDISDBINCL", "CLNHGVS", "CLNREVSTAT", "CLNSIG", "CLNSIGCONF", "CLNSIGINCL"),
        *("CLNSIGSCV", "CLNVC", "CLNVCSO", "CLNVI", "DBVARID", "GENEINFO", "MC", "ORIGIN", "RS"),
        *("ONC", "ONCCONF", "ONCDISDB", "ONCDISDBINCL", "ONCDN", "ONCDNINCL", "ONCINCL"),
        *("ONCREVSTAT", "ONCSCV", "SCI", "SCIDISDB", "SCIDISDBINCL", "SCIDN", "SCIDNINCL"),
        *("SCIINCL", "SCIREVSTAT", "SCISCV", "SSR"),
    }
)
_OF_CLINVAR = re.compile(r"CLN|ONC|SCI")
_GROUPS = frozenset(
    {
        *("afr", "ami", "amr", "asj", "eas", "eur", "fin", "mid", "nfe", "oth", "remaining", "rmi"),
        *("sas", "bgr", "est", "nwe", "onf", "seu", "swe", "jpn", "kor", "oea", "popmax", "grpmax"),
        *("all", "raw", "xx", "xy", "male", "female", "joint", "exomes", "genomes", "controls"),
        *("non", "cancer", "neuro", "topmed", "ukb", "v2", "subset", "and", "biobanks", "tgp"),
        *("hgdp", "1kg", "bin", "est2", "lower", "upper"),
    }
)
_FREQUENCY = re.compile(r"AF(?:_.+)?|[A-Z0-9]+_AF")
_SPLICEAI = re.compile(r'##INFO=<ID=SpliceAI,.*Format: *([^"> ]+)')
_ORDER = ("ALLELE", "SYMBOL", "DS_AG", "DS_AL", "DS_DG", "DS_DL")
_DECLARED = re.compile(r"^##INFO=<ID=([^,>]+)", re.M)


def check_order_of_scores(name: str, header: str) -> None:
    """Raise SOURCE_INVALID where SpliceAI's header says that its scores stand in another order.

    They have no names in the records: a value would be taken for another one.
    """
    told = _SPLICEAI.search(header)
    if told and tuple(told[1].split("|")[: len(_ORDER)]) != _ORDER:
        found = f"Its scores stand as {printable(told[1], 80)}, not as {'|'.join(_ORDER)}."
        raise refuse(RefusalCode.SOURCE_INVALID, name, found)


@lru_cache(maxsize=64)
def field_notes(source: KnowledgeSource, scores: tuple[str, ...]) -> tuple[Note, ...]:
    """A note on what a source lacks of what is read, and one on what it has that is not known.

    ``scores`` are the fields of which the policy reads the missense score.
    """
    notes: list[Note] = []
    lacking = [what for what, keys in _needed(source, scores) if not _has(source, keys)]
    if lacking and source.records:
        notes.append(_note(source, NoteCode.SOURCE_FIELD_MISSING, lacking))
    new = sorted(set(_new(source)))
    if new:
        shown = [printable(name, 40) for name in new[:_MOST_SHOWN]]
        more = len(new) - len(shown)
        notes.append(
            _note(source, NoteCode.SOURCE_FIELD_NEW, shown + [f"{more} more"] * bool(more))
        )
    return tuple(notes)


def _note(source: KnowledgeSource, code: NoteCode, fields: Iterable[str]) -> Note:
    """A note that names fields of a source."""
    return Note(code, f"{source.name}: {', '.join(fields)}")


def _needed(source: KnowledgeSource, scores: tuple[str, ...]) -> list[tuple[str, Sequence[str]]]:
    """What is read of a source: its name, and the patterns of which one field must be there."""
    match source.kind:
        case SourceKind.CLINVAR:
            return [("CLNSIG", ["CLNSIG"]), ("CLNREVSTAT", ["CLNREVSTAT"])]
        case SourceKind.SPLICE:
            return [("SpliceAI", ["SpliceAI"])]
        case SourceKind.MISSENSE:
            return [(" or ".join(scores), [re.escape(name) for name in scores])]
        case SourceKind.FREQUENCIES:
            count = r"AN(?:_\w+)?|\w+_AN"
            needed: list[tuple[str, Sequence[str]]] = [("AN", [count])]
            needed.append(("AF or AC", [_FREQUENCY.pattern, r"AC(?:_\w+)?"]))
            if source.tells_structural:
                needed += [("SVTYPE", ["SVTYPE"]), ("END or SVLEN", ["END", "SVLEN"])]
            return needed


def _has(source: KnowledgeSource, keys: Sequence[str]) -> bool:
    """Whether a record at the locus has a field of one of these names."""
    wanted = re.compile(rf"[;\t](?:{'|'.join(keys)})=")
    return any(wanted.search(record.text) for record in source.records)


def _new(source: KnowledgeSource) -> Iterator[str]:
    """Fields of a source that look like what is read there, and are not known."""
    for name in _names(source):
        if source.kind is SourceKind.CLINVAR and _OF_CLINVAR.match(name) and name not in CLINVAR:
            yield name
        if source.kind is SourceKind.FREQUENCIES and _FREQUENCY.fullmatch(name):
            words = [word for word in name.lower().split("_") if word != "af"]
            if not set(words) <= _GROUPS:
                yield name


def _names(source: KnowledgeSource) -> Iterator[str]:
    """Names of the INFO fields, as header and records have them."""
    yield from source.declared
    for record in source.records[:_ASKED]:
        info = record.text.split("\t", 8)[7]
        yield from (part.partition("=")[0] for part in info.split(";"))


def declared_fields(header: str) -> frozenset[str]:
    """Names of the INFO fields that a header declares."""
    return frozenset(_DECLARED.findall(header))
