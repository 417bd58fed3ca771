"""Make a panel of reference samples for the depth, so that they are read once.

Reads the depth of every sample around OSTM1 from mosdepth files, BAM or CRAM, or from other panels,
and writes one table for --depth-reference. The samples must be of the same assay as the patients.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from osteo_annot.cli.edge import say
from osteo_annot.errors import RefusalCode, refuse

USAGE = "FILE [FILE ...] --out TSV --assembly {GRCh37,GRCh38} [options]"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the subcommand."""
    parser.add_argument("coverage", nargs="+", type=Path, metavar="FILE", help="depth of samples")
    parser.add_argument("--out", required=True, type=Path, metavar="TSV", help="the panel")
    parser.add_argument(
        "--assembly", required=True, choices=("GRCh37", "GRCh38"), help="assembly of the files"
    )
    parser.add_argument("--reference", type=Path, metavar="FASTA", help="for CRAM")


def run_panel(
    paths: Sequence[Path], out: Path, *, assembly: str, reference: Path | None = None
) -> int:
    """Write the panel and return the number of samples.

    Raises RefusedError with every fault of all files, and where one sample is there twice.
    """
    from osteo_annot.intake.depth.panel import panel_text, read_references
    from osteo_annot.locus.assembly import Assembly
    from osteo_annot.report.publish import publish_text

    chosen = Assembly(assembly)
    read = read_references(paths, chosen, reference)
    profiles = read.profiles if read else ()
    names = [profile.sample for profile in profiles]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        found = f"The sample {twice[0]} is there more than once."
        raise refuse(RefusalCode.PANEL_INVALID, out.name, found)
    publish_text(out, panel_text(profiles, chosen))
    return len(profiles)


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    count = run_panel(
        arguments.coverage,
        arguments.out,
        assembly=arguments.assembly,
        reference=arguments.reference,
    )
    say(f"{count} samples\n")
    return 0
