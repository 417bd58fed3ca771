"""Make a panel of reference samples for the depth, so that they are read once.

Reads the depth of every sample around OSTM1 from mosdepth files, BAM or CRAM, or from other panels,
and writes one table for --depth-reference. The samples must be of the same assay as the patients.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from osteo_annot.errors import RefusalCode, refuse


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

    chosen = Assembly(assembly)
    read = read_references(paths, chosen, reference)
    profiles = read.profiles if read else ()
    names = [profile.sample for profile in profiles]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        found = f"The sample {twice[0]} is there more than once."
        raise refuse(RefusalCode.PANEL_INVALID, out.name, found)
    partial = out.with_name(f"{out.name}.partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(panel_text(profiles, chosen), encoding="utf-8", newline="\n")
        partial.replace(out)
    except OSError as error:
        raise refuse(RefusalCode.OUTPUT_NOT_WRITABLE, out.name, f"{error.strerror}.") from error
    return len(profiles)


def main(arguments: argparse.Namespace) -> int:
    """Run from parsed arguments."""
    count = run_panel(
        arguments.coverage,
        arguments.out,
        assembly=arguments.assembly,
        reference=arguments.reference,
    )
    sys.stdout.write(f"{count} samples\n")
    return 0
