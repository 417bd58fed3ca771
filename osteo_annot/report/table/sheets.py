"""Rows of the sheets of the workbook: order, copies, family, what was examined, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from osteo_annot.record.phenotype import Phenotypes
from osteo_annot.report.page.open_parts import completeness
from osteo_annot.report.page.release import DECISIONS, release_view
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.copy_words import exon_codes
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name, is_named

Row = dict[str, object]


def sheets(result: Result) -> list[tuple[str, list[Row]]]:
    """Title and rows of each sheet that is a list of like things."""
    return [
        *_release(result),
        ("Order", list(_order(result))),
        ("Copies", list(_copies(result))),
        ("Family", [_relative(result, member) for member in result.family]),
        ("Completeness", [{"examined": said.text} for said in completeness(result)]),
        ("Callability", [_row(exon) for exon in result.callability.exons]),
        ("Phenotype", _phenotype_rows(result.hpo)),
        ("Ledger", [_row(entry) for entry in result.ledger]),
        ("Files", [_row(file) for file in result.provenance.inputs]),
        ("Versions", list(_versions(result))),
    ]


def _release(result: Result) -> Iterator[tuple[str, list[Row]]]:
    """Signatures with hashes, decisions, and what changed, of a report that was signed."""
    view = release_view(result)
    if view is None:
        return
    told: list[Row] = [{"item": "standing", "value": view.standing}]
    if view.void:
        told.append({"item": "does not hold", "value": view.void})
    told += [{"item": "signed", "value": ", ".join(row)} for row in view.signatures]
    told += [{"item": f"SHA-256: {fact.label}", "value": fact.text} for fact in view.hashes]
    yield "Signatures", told
    yield "Decisions", [dict(zip(DECISIONS, row, strict=True)) for row in view.decisions]
    if view.changes:
        yield "Changes", [{view.changed: line} for line in view.changes]


def _order(result: Result) -> Iterator[Row]:
    """Every field of the order and of the laboratory that was given."""
    for source, part in (("order", result.order), ("laboratory", result.laboratory)):
        if part is not None:
            for name, value in _given(part.model_dump(exclude_defaults=True)):
                yield {"from": source, "item": name, "value": value}


def _given(values: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    """Dotted name and text of each value; members of a list have their number, from 1."""
    for name, value in values.items():
        where = f"{within}{name}"
        listed = value if isinstance(value, list | tuple) else [value]
        for number, one in enumerate(listed, 1):
            place = f"{where}.{number}" if listed is value else where
            if isinstance(one, Mapping):
                yield from _given(one, f"{place}.")
            else:
                yield place, str(one)


def _copies(result: Result) -> Iterator[Row]:
    """Both copies as shown, in the best arrangement where several fit, and of each reading."""
    shown = result.arrangements.shown.replace("_", " ")
    yield from _pair(f"{shown} arrangement" if shown == "only" else shown, result.copies)
    yield from _pair("best case", result.arrangements.best_case)
    for reading in result.readings:
        words = {"state": reading.state, "state_text": reading.state_text}
        for row in _pair(f"reading: {reading.premise_text}", reading.copies):
            yield row | words


def _pair(holds: str, copies: Iterable[Copy]) -> Iterator[Row]:
    """Copies, each with its outcome beside it; altered, intact or not examined for each exon."""
    for copy in copies:
        row = _row(copy) | {"exons": exon_codes(copy)}
        del row["outcome"]
        yield {"holds": holds, **row, **_row(copy.outcome)}


def _relative(result: Result, member: FamilyMember) -> Row:
    """One relative, with both copies and what is carried of each named event."""
    row: Row = {
        "role": member.role,
        "sample": member.sample,
        "affected": member.affected,
        "state": member.state,
        "state_text": member.state_text,
    }
    for copy in member.copies:
        row[f"{copy.name} status"] = copy.status
        row[f"{copy.name} exons"] = exon_codes(copy)
    for event in (event for event in result.events if is_named(event)):
        name = event_name(event)
        row[f"{name} genotype"] = member.genotypes.get(event.id, "not called")
        row[f"{name} copies"] = member.carries.get(event.id)
    return row


def _phenotype_rows(hpo: Phenotypes) -> list[Row]:
    """The person's terms, then the record's, each with its answer."""
    return [
        {"answer": item.name, **_row(term)}
        for item in fields(hpo)
        for term in getattr(hpo, item.name)
    ]


def _versions(result: Result) -> Iterator[Row]:
    """Versions of program and data, and the parameters of the run."""
    provenance = result.provenance
    for kind, values in (("versions", provenance.versions), ("parameters", provenance.parameters)):
        for name, value in values.items():
            yield {"kind": kind, "name": name, "value": value}


def _row(part: Any) -> Row:
    """The fields of a part of the result by their names in JSON."""
    return {item.name: getattr(part, item.name) for item in fields(part)}
