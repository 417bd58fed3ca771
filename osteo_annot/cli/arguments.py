"""Arguments that several subcommands have: files that all people share, and files to write."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.report.formats import DEFAULT_NAMES

if TYPE_CHECKING:
    from osteo_annot.cli.shared import Shared
    from osteo_annot.evidence.knowledge_files import KnowledgeFiles


SEVERAL: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
"""An option with several values, which may also be given several times."""
_TERMS = ("--hpo", "--hpo-absent")
_NEVER_VCF = ("--coverage", "--depth-reference")
_VCF_NAMES = (".vcf", ".vcf.gz", ".vcf.bgz", ".bcf")


_FROM_FILE = "--options-from="


def with_options(argv: Sequence[str]) -> list[str]:
    """The arguments, each ``--options-from=FILE`` replaced by the lines of the file.

    So that an address with a signature stands neither in the list of processes nor in a log.
    Raises OSError or ValueError.
    """
    words: list[str] = []
    for word in argv:
        if word.startswith(_FROM_FILE):
            words += Path(word.removeprefix(_FROM_FILE)).read_text("utf-8").splitlines()
        else:
            words.append(word)
    return words


def given_path(text: str) -> Path:
    """A path, or an address of which every slash counts."""
    if "://" not in text:
        return Path(text)
    from osteo_annot.intake.vcf.remote import given_path as path_of_address  # lazy: few need it

    return path_of_address(text)


def paths_first(argv: Sequence[str]) -> list[str]:
    """The arguments of ``annotate`` with every VCF first that stands among values it cannot be.

    An option with several values takes all that follows it, also what was meant as the VCF.

    >>> paths_first(["annotate", "--hpo", "HP:0011002", "x.vcf", "--out", "o"])
    ['annotate', 'x.vcf', '--hpo', 'HP:0011002', '--out', 'o']
    """
    if "annotate" not in argv:
        return list(argv)
    command = argv.index("annotate") + 1
    first: list[str] = []
    rest: list[str] = []
    option = ""
    for place, word in enumerate(argv[command:], command):
        if word == "--":
            rest += argv[place:]
            break
        option = word if word.startswith("-") else option
        (first if _is_vcf_after(option, word) else rest).append(word)
    return [*argv[:command], *first, *rest]


def _is_vcf_after(option: str, word: str) -> bool:
    """Whether a word among the values of an option is a path that the option does not take."""
    if option in _TERMS and word != option:
        return not word.startswith("HP:") and ("." in word or "/" in word)
    return option in _NEVER_VCF and word.lower().endswith(_VCF_NAMES)


def add_shared_arguments(parser: argparse.ArgumentParser) -> None:
    """Files that all people of a run share."""
    parser.add_argument(
        "--reference", type=Path, metavar="FASTA", help="indexed genome FASTA of the assembly"
    )
    parser.add_argument(
        "--depth-reference",
        **SEVERAL,
        type=Path,
        metavar="FILE",
        help="samples of the same assay to hold the depth against: mosdepth, BAM, CRAM, or a "
        "panel written by osteo-annot panel",
    )
    parser.add_argument(
        "--laboratory",
        type=Path,
        metavar="FILE",
        help="name, address, accreditation, policies and figures of the laboratory (YAML, JSON)",
    )
    parser.add_argument("--policy", type=Path, metavar="YAML", help="the laboratory's own policy")
    for name, what in (
        ("gnomad", "allele frequencies: small variants, structural variants"),
        ("clinvar", "ClinVar"),
        ("splice", "SpliceAI scores"),
        ("missense", "scores of the policy's missense tool"),
    ):
        parser.add_argument(
            f"--{name}",
            **SEVERAL,
            type=given_path,
            metavar="VCF",
            help=f"indexed VCF, here or on a server: {what}",
        )


def knowledge_of(arguments: argparse.Namespace) -> KnowledgeFiles:
    """The files of knowledge that the arguments name."""
    from osteo_annot.evidence.knowledge_files import KnowledgeFiles

    return KnowledgeFiles(
        policy=arguments.policy,
        gnomad=tuple(arguments.gnomad),
        clinvar=tuple(arguments.clinvar),
        splice=tuple(arguments.splice),
        missense=tuple(arguments.missense),
    )


def shared_of(arguments: argparse.Namespace) -> Shared:
    """All files that the arguments name for everybody."""
    from osteo_annot.cli.shared import Shared

    return Shared(
        arguments.reference,
        tuple(arguments.depth_reference),
        knowledge_of(arguments),
        laboratory=arguments.laboratory,
    )


def add_sheet_arguments(parser: argparse.ArgumentParser) -> None:
    """The sample sheet, and where its files are."""
    parser.add_argument("sheet", type=Path, metavar="SHEET", help="sample sheet (TSV)")
    parser.add_argument(
        "--root",
        type=Path,
        metavar="DIR",
        help="folder to which the paths of the sheet are relative, where a workflow has brought "
        "the files of this job; default: the working directory",
    )


def add_format_argument(parser: argparse.ArgumentParser) -> None:
    """The choice of files, the same for annotate and batch."""
    parser.add_argument(
        "--formats",
        default=",".join(DEFAULT_NAMES),
        metavar="LIST",
        help="files to write, by comma: json, html, tsv, vcf, pdf, xlsx, phenopacket, fhir, vrs",
    )
    parser.add_argument(
        "--language",
        choices=("en", "de"),
        default="en",
        help="language of the first page of the reports in HTML and PDF: en (English) or de "
        "(German); all else stays in English",
    )
