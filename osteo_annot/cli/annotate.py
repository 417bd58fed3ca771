"""Judge the two copies of OSTM1 of one person, or of each person, in the given VCF files.

Several files of one person (small variants, structural variants, copy number, gVCF) are given
together. Writes SAMPLE.json, .html, .tsv, .vcf.gz and its index, .pdf, or the files that --formats
names, for every sample that is not another sample's parent in the pedigree; each sample's files are
written whole or not at all.
Where more than one person is judged, cohort.tsv and cohort.html list them all.
Of files with more than 500 samples, everybody gets a row of cohort.tsv, and those with something
at the locus get files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.cli.arguments import (
    SEVERAL,
    add_format_argument,
    add_shared_arguments,
    given_path,
    knowledge_of,
)
from osteo_annot.cli.edge import EXIT_BUG, complain, exit_status, refusal_of, say
from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable
from osteo_annot.report.formats import DEFAULT_NAMES

if TYPE_CHECKING:
    from osteo_annot.evidence.knowledge_files import KnowledgeFiles

USAGE = "VCF [VCF ...] --out DIR [options]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument(
        "vcf", nargs="+", type=given_path, metavar="VCF", help="VCF or BCF of the person"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="output folder")
    parser.add_argument("--sample", metavar="ID", help="only this sample of the files")
    parser.add_argument("--ped", type=Path, metavar="FILE", help="pedigree with the parents")
    parser.add_argument("--hpo", **SEVERAL, metavar="HP:...", help="HPO terms that the person has")
    parser.add_argument(
        "--hpo-absent", **SEVERAL, metavar="HP:...", help="terms looked for, not found"
    )
    parser.add_argument(
        "--phenopacket", type=Path, metavar="JSON", help="phenopacket with the person's terms"
    )
    parser.add_argument(
        "--order", type=Path, metavar="JSON", help="who the person is and what was asked"
    )
    parser.add_argument(
        "--assembly",
        choices=("GRCh37", "GRCh38"),
        help="assembly of the files, where they do not tell it themselves",
    )
    parser.add_argument(
        "--coverage",
        **SEVERAL,
        type=given_path,
        metavar="FILE",
        help="what was covered: BED, mosdepth files, BAM or CRAM",
    )
    parser.add_argument(
        "--reads",
        **SEVERAL,
        metavar="[SAMPLE=]FILE",
        help="BAM or CRAM of the person or of a parent: depth, alleles, junctions and phase; whose "
        "it is, where its read groups do not name a sample of the VCFs",
    )
    parser.add_argument(
        "--deletions-searched",
        nargs="+",
        action="extend",
        default=[],
        type=Path,
        metavar="FILE",
        help="a VCF of the person of which you declare that deletions of the gene were looked for; "
        "the report says that it is declared",
    )
    add_shared_arguments(parser)
    add_format_argument(parser)


def run_annotate(
    vcfs: Sequence[Path],
    out: Path,
    *,
    sample: str | None = None,
    ped: Path | None = None,
    assembly: str | None = None,
    reference: Path | None = None,
    coverage: Sequence[Path] = (),
    reads: Sequence[str] = (),
    depth_reference: Sequence[Path] = (),
    deletions_searched: Sequence[Path] = (),
    hpo: Sequence[str] = (),
    hpo_absent: Sequence[str] = (),
    phenopacket: Path | None = None,
    order: Path | None = None,
    laboratory: Path | None = None,
    formats: Sequence[str] = DEFAULT_NAMES,
    language: str = "en",
    knowledge: KnowledgeFiles | None = None,
) -> tuple[list[dict[str, str]], list[Fault]]:
    """Write the files of every sample asked for.

    Returns a cohort row per sample written, and the faults of samples that were refused and of
    formats that could not be made; of files with very many people a row per sample
    (``cli/wide.py``).
    Raises RefusedError when the files as a whole cannot be trusted.
    """
    from osteo_annot.api import read_files
    from osteo_annot.cli.cohort_files import MANY, STEM, write_cohort
    from osteo_annot.cli.person_files import write_person
    from osteo_annot.cli.wide import run_wide
    from osteo_annot.evidence.knowledge_files import KnowledgeFiles
    from osteo_annot.report.files import file_stem
    from osteo_annot.report.formats import Format, Wanted, checked_formats
    from osteo_annot.report.result.build import result_of
    from osteo_annot.report.result.options import options_of
    from osteo_annot.report.table.cohort import refused_row
    from osteo_annot.sentences.language import Language

    wanted = Wanted(checked_formats(formats), Language(language))
    known = knowledge or KnowledgeFiles()
    options = options_of(hpo, hpo_absent, phenopacket, order, laboratory=laboratory)
    files = read_files(
        vcfs,
        sample=sample,
        pedigree=ped,
        assembly=assembly,
        reference=reference,
        coverage=coverage,
        reads=reads,
        depth_reference=depth_reference,
        deletions_searched=deletions_searched,
        policy=known.policy,
        gnomad=known.gnomad,
        clinvar=known.clinvar,
        splice=known.splice,
        missense=known.missense,
    )
    inputs, options = files.inputs, replace(options, knowledge=files.knowledge)
    samples = [sample] if sample is not None else list(inputs.samples())
    inputs = inputs.holding(samples) if sample is not None else inputs
    if not samples:
        found = "Every sample of the files is somebody's parent there."
        raise RefusedError(Fault(RefusalCode.PEDIGREE_INVALID, "--ped", found))
    if order and len(samples) > 1:
        found = f"It is of one person, but {len(samples)} samples are judged: name one by --sample."
        raise RefusedError(Fault(RefusalCode.ORDER_INVALID, "--order", found))
    stems = _stems(samples, file_stem)
    if len(samples) > MANY and Format.HTML in wanted.formats:
        wanted = replace(wanted, cohort_page=f"{STEM}.html")
    if inputs.is_wide and sample is None:
        return run_wide(inputs, out, stems, options, wanted), []
    rows: list[dict[str, str]] = []
    faults: list[Fault] = []
    for name in samples:
        try:
            result = result_of(inputs, name, options)
            row, failed = write_person(result, inputs, out, stems[name], wanted)
            rows.append(row)
            faults.extend(failed)
        except Exception as error:  # whatever goes wrong with a sample stays with it
            refused = refusal_of(error, name).faults
            rows.append(refused_row(name, refused))
            faults.extend(refused)
    if len(rows) > MANY:
        write_cohort(out, rows, wanted.formats)
    return [row for row in rows if row["report"]], faults


def _stems(samples: Sequence[str], stem_of: Callable[[str], str]) -> dict[str, str]:
    """File names by sample; refused where two differ by case only, as they may be one file."""
    stems = {name: stem_of(name) for name in samples}
    seen: dict[str, str] = {}
    for name, stem in stems.items():
        other = seen.setdefault(stem.lower(), name)
        if other != name:
            found = f"{printable(other, 60)} and {printable(name, 60)} would both be {stem}."
            raise RefusedError(Fault(RefusalCode.OUTPUT_NAME_CLASH, "--out", found))
    return stems


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    from osteo_annot.report.table.cohort import is_failed

    rows, faults = run_annotate(
        arguments.vcf,
        arguments.out,
        sample=arguments.sample,
        ped=arguments.ped,
        assembly=arguments.assembly,
        reference=arguments.reference,
        coverage=arguments.coverage,
        reads=arguments.reads,
        depth_reference=arguments.depth_reference,
        deletions_searched=arguments.deletions_searched,
        hpo=arguments.hpo,
        hpo_absent=arguments.hpo_absent,
        phenopacket=arguments.phenopacket,
        order=arguments.order,
        laboratory=arguments.laboratory,
        formats=arguments.formats.split(","),
        language=arguments.language,
        knowledge=knowledge_of(arguments),
    )
    shown = [row for row in rows if row["report"]]
    say("".join(map(_line, shown)))
    complain(faults)
    return EXIT_BUG if any(map(is_failed, rows)) else exit_status(faults)


def _line(row: dict[str, str]) -> str:
    """The answer for one person."""
    said = f"{row['sample']}: {row['state']} ({row['confidence']}): {row['headline']}"
    return f"{printable(said)}\n"
