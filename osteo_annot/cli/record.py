"""Print what is known of the disease and the gene: each statement with its sources and status.

With --against, what lists of genes that you downloaded say of the gene (DDG2P as CSV, a panel of
PanelApp as TSV), held against what the record says of them. --json prints the record as it stands
in every result.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.edge import EXIT_REFUSED, say
from osteo_annot.errors import printable

if TYPE_CHECKING:
    from osteo_annot.intake.knowledge.gene_lists import GeneList
    from osteo_annot.record.contents import Contents, RecordStatement

USAGE = "[--json] [--against FILE [FILE ...]]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("--json", action="store_true", help="the record as JSON")
    parser.add_argument(
        "--against",
        nargs="+",
        default=[],
        type=Path,
        metavar="FILE",
        help="lists of genes: DDG2P (CSV), a panel of PanelApp (TSV)",
    )


def record_lines(record: Contents) -> Iterator[str]:
    """The record as text."""
    from osteo_annot.record.phenotype import match_terms
    from osteo_annot.report.page.record_view import record_view

    view = record_view(record, match_terms(()), ())
    disease = record.disease
    yield f"{view.name} ({disease.abbreviation}, {disease.id}), record {view.version}"
    yield f"Gene {disease.gene.symbol}, {disease.gene.name} ({disease.gene.hgnc})"
    yield f"{disease.inheritance.label}. To be looked through by {view.review_due}."
    for section in view.sections:
        yield f"\n{section.title}"
        yield from (_statement(one, view.numbers) for one in section.statements)
    yield "\nIdentifiers"
    yield from (f"- {one.system}: {one.id} [{one.status_note}]" for one in view.identifiers)
    yield _statement(view.caveat, view.numbers)
    yield "\nDifferential"
    for line in view.differential:
        entry = line.entry
        yield f"- {entry.gene}: {entry.label} ({entry.omim}, {entry.inheritance})"
    yield "\nReferences"
    for one in view.references:
        pmid = f" PMID {one.pmid}." if one.pmid else ""
        yield f"[{one.number}] {one.text}{pmid}"


def _statement(one: RecordStatement, numbers: dict[str, int]) -> str:
    """A statement with the numbers of its references, and how sure it is where it is not seen."""
    cited = ",".join(str(numbers[source]) for source in one.sources)
    status = "" if one.status == "VERIFIED" else f" ({one.status.lower()})"
    return f"- {one.text} [{cited}]{status}"


def list_lines(lists: Sequence[GeneList], gene: str) -> Iterator[str]:
    """What lists of genes say of the gene."""
    for one in lists:
        where = f"{one.kind} ({printable(one.file, 60)}, {one.genes} genes)"
        if not one.entries:
            yield f"{where}: {gene} is not on it."
        for entry in one.entries:
            told = "; ".join(
                f"{what} {printable(value, 80) or 'not told'}" for what, value in entry
            )
            yield f"{where}: {told}"
        yield from (f"  Column {printable(name, 60)} is not known." for name in one.new_columns)
        yield from (f"  Word {word} is not known." for word in one.unknown_words)


def main(arguments: argparse.Namespace) -> int:
    """Print the record."""
    from osteo_annot.record.disease import record

    if arguments.against:
        from osteo_annot.intake.knowledge.gene_lists import read_gene_list

        gene = record().contents.disease.gene.symbol
        lists = [read_gene_list(path, gene) for path in arguments.against]
        lines = [*list_lines(lists, gene), "", "The record says:"]
        own = record().contents.gene_lists
        lines += [f"- {one.text}" for one in own]
        text = "\n".join(lines)
    elif arguments.json:
        from osteo_annot.locus.files import resource_text
        from osteo_annot.locus.locus import LOCUS

        text = resource_text(f"{LOCUS.gene}/record.json").rstrip("\n")
    else:
        text = "\n".join(record_lines(record().contents))
    return 0 if say(f"{text}\n") else EXIT_REFUSED
