"""Writing the files of one person, under a name that cannot escape.

They appear together. A format that cannot be made takes no other along: the others are written, and
an older file of it is removed, so that it does not stand beside a newer result.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from osteo_annot.intake.case import InputSet
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.exchange.codes import Site
from osteo_annot.report.formats import Format, Wanted
from osteo_annot.report.publish import publish, withdraw, write_text
from osteo_annot.report.result.document import document_of, json_text
from osteo_annot.report.result.model import Result
from osteo_annot.report.table.tsv import EVENT_COLUMNS, event_rows, table
from osteo_annot.sentences.language import Language
from osteo_annot.values import dataclass

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d|cohort)(\..*)?$")
"""Devices of some systems, and the table of all people."""


def file_stem(sample: str) -> str:
    """A file name for a sample: the name itself if harmless, else a slug with a digest.

    Two samples never share a stem unless their names are the same.

    >>> file_stem("HG002")
    'HG002'
    >>> file_stem("../x")
    'x-d6b96a97'
    """
    if _SAFE.fullmatch(sample) and not _RESERVED.match(sample) and not sample.endswith("."):
        return sample
    slug = re.sub(r"[^A-Za-z0-9]+", "-", sample).strip("-")[:60]
    digest = hashlib.sha256(sample.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug or 'sample'}-{digest}"


@dataclass(frozen=True, slots=True)
class FailedFormat:
    """A format that could not be made of a result, and why."""

    format: Format
    error: Exception


def write_result(
    result: Result,
    inputs: InputSet,
    folder: Path,
    stem: str,
    wanted: Wanted | None = None,
) -> list[FailedFormat]:
    """Write the files of a result in the formats asked for; return those that could not be made.

    Raises RefusedError (OUTPUT_NOT_WRITABLE), or what the first format raised where none could be
    made; then no file was changed.
    """
    site = Site(contig_name(inputs), inputs.reference)
    wanted = wanted or Wanted()
    formats = wanted.formats
    failed: list[FailedFormat] = []
    with publish(folder) as (staging,):
        for format_ in formats:
            before = set(staging.iterdir())
            try:
                path = staging / f"{stem}{format_.suffixes[0]}"
                write_format(format_, result, path, site, wanted.language, wanted.cohort_page)
            except (OSError, MemoryError):  # the machine's trouble, not the format's
                raise
            except Exception as error:
                failed.append(FailedFormat(format_, error))
                for half in set(staging.iterdir()) - before:
                    half.unlink()
                for suffix in format_.suffixes:
                    withdraw(staging / f"{stem}{suffix}")
        if failed and len(failed) == len(formats):
            raise failed[0].error
    return failed


def write_format(
    format_: Format,
    result: Result,
    path: Path,
    site: Site,
    language: Language = Language.EN,
    cohort_page: str = "",
) -> None:
    """Write one format of a result, a page in the language; of a VCF its index too.

    ``cohort_page`` is the relative address of the page of everybody, if one is made.
    """
    match format_:
        case Format.JSON:
            write_text(path, json_text(document_of(result)))
        case Format.TSV:
            write_text(path, table(EVENT_COLUMNS, event_rows(result)))
        case Format.HTML:
            from osteo_annot.report.page.html import (
                render_html,  # lazy, as all: a run pays for its own
            )

            write_text(path, render_html(result, language, cohort_page))
        case Format.VCF:
            from osteo_annot.report.exchange.vcf import write_vcf

            write_vcf(result, site.contig, site.reference, path)
        case Format.PDF:
            from osteo_annot.report.pdf.document import write_pdf

            write_pdf(result, path, language)
        case Format.XLSX:
            from osteo_annot.report.table.xlsx import write_xlsx

            write_xlsx(result, path)
        case Format.PHENOPACKET:
            from osteo_annot.report.exchange.phenopacket import write_phenopacket

            write_phenopacket(result, path, site)
        case Format.FHIR:
            from osteo_annot.report.exchange.fhir import write_fhir

            write_fhir(result, path, site)
        case Format.VRS:
            from osteo_annot.report.exchange.vrs import write_vrs

            write_vrs(result, path, site)


def contig_name(inputs: InputSet) -> str:
    """The name that the first file uses for chromosome 6."""
    for file in inputs.files:
        if file.rows:
            return file.rows[0].contig
        if file.file.locus_contigs:
            return file.file.locus_contigs[0]
    return LOCUS.contig
