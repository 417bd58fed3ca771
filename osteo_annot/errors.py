"""Refusals: when the input cannot be trusted, a closed code and one sentence with the remedy."""

from __future__ import annotations

import re
from enum import StrEnum

from osteo_annot.values import dataclass


class RefusalCode(StrEnum):
    """Why an input is refused; the remedy of each code stands in :data:`REMEDIES`."""

    FILE_NOT_FOUND = "FILE_NOT_FOUND"
    NOT_A_REGULAR_FILE = "NOT_A_REGULAR_FILE"
    REMOTE_NOT_READABLE = "REMOTE_NOT_READABLE"
    LIBRARY_MISSING = "LIBRARY_MISSING"
    NOT_A_VCF = "NOT_A_VCF"
    TRUNCATED_FILE = "TRUNCATED_FILE"
    DAMAGED_FILE = "DAMAGED_FILE"
    NO_BGZF_END = "NO_BGZF_END"
    BROKEN_INDEX = "BROKEN_INDEX"
    UNSORTED = "UNSORTED"
    NO_SAMPLES = "NO_SAMPLES"
    DUPLICATE_SAMPLE_NAMES = "DUPLICATE_SAMPLE_NAMES"
    SAMPLE_NOT_IN_FILE = "SAMPLE_NOT_IN_FILE"
    NO_CHROMOSOME_6 = "NO_CHROMOSOME_6"
    ASSEMBLY_UNDETERMINED = "ASSEMBLY_UNDETERMINED"
    ASSEMBLY_CONFLICT = "ASSEMBLY_CONFLICT"
    ASSEMBLY_NOT_SUPPORTED = "ASSEMBLY_NOT_SUPPORTED"
    REF_MISMATCH = "REF_MISMATCH"
    REFERENCE_FASTA_INVALID = "REFERENCE_FASTA_INVALID"
    PEDIGREE_INVALID = "PEDIGREE_INVALID"
    COVERAGE_INVALID = "COVERAGE_INVALID"
    PANEL_INVALID = "PANEL_INVALID"
    SEGMENTS_INVALID = "SEGMENTS_INVALID"
    ALIGNMENTS_INVALID = "ALIGNMENTS_INVALID"
    PHASING_FAILED = "PHASING_FAILED"
    HPO_INVALID = "HPO_INVALID"
    ORDER_INVALID = "ORDER_INVALID"
    LABORATORY_INVALID = "LABORATORY_INVALID"
    PHENOPACKET_INVALID = "PHENOPACKET_INVALID"
    FORMAT_UNKNOWN = "FORMAT_UNKNOWN"
    FORMAT_UNAVAILABLE = "FORMAT_UNAVAILABLE"
    FORMAT_FAILED = "FORMAT_FAILED"
    RESULT_INVALID = "RESULT_INVALID"
    POLICY_INVALID = "POLICY_INVALID"
    SOURCE_INVALID = "SOURCE_INVALID"
    SOURCE_ASSEMBLY = "SOURCE_ASSEMBLY"
    SOURCE_WITHOUT_LOCUS = "SOURCE_WITHOUT_LOCUS"
    SHEET_INVALID = "SHEET_INVALID"
    RESOURCE_CORRUPT = "RESOURCE_CORRUPT"
    OUTPUT_NOT_WRITABLE = "OUTPUT_NOT_WRITABLE"
    OUTPUT_NAME_CLASH = "OUTPUT_NAME_CLASH"
    OUTPUT_IN_USE = "OUTPUT_IN_USE"
    INTERNAL_ERROR = "INTERNAL_ERROR"


REMEDIES: dict[RefusalCode, str] = {
    RefusalCode.FILE_NOT_FOUND: "Give the path of a file that exists and can be read.",
    RefusalCode.NOT_A_REGULAR_FILE: (
        "Write what comes from a pipe or a device to a file first, and give the path of that file; "
        "of a folder give the files in it."
    ),
    RefusalCode.REMOTE_NOT_READABLE: (
        "Give the address of a bgzipped VCF, BCF, BAM or CRAM with its index beside it, on a "
        "server that serves ranges; or copy both here and give the path."
    ),
    RefusalCode.LIBRARY_MISSING: (
        "Install the named library of the system; or copy the file and its index here and give "
        "the path."
    ),
    RefusalCode.NOT_A_VCF: (
        "Give a VCF 4.1 to 4.5 or a BCF whose first line is ##fileformat=VCFv4.x "
        "and which has a #CHROM line."
    ),
    RefusalCode.TRUNCATED_FILE: (
        "The end of the file is lost: copy it again from where it came from, and compare the "
        "sizes; if that one is cut too, write it again with its caller."
    ),
    RefusalCode.DAMAGED_FILE: (
        "Bytes inside the file are damaged: copy it again from where it came from, and compare the "
        "check sums. A new index does not mend it."
    ),
    RefusalCode.NO_BGZF_END: (
        "The bgzip end-of-file block is missing, so the end of the file may be lost: "
        "copy it again or write it again with bgzip."
    ),
    RefusalCode.BROKEN_INDEX: (
        "Make the index again: tabix -f -p vcf FILE, or bcftools index -f FILE; of a BAM or CRAM "
        "samtools index FILE."
    ),
    RefusalCode.UNSORTED: (
        "Sort the file and make the index again: bcftools sort, then bcftools index; of a BAM or "
        "CRAM samtools sort, then samtools index."
    ),
    RefusalCode.NO_SAMPLES: (
        "A genotype column is needed: give the VCF as the caller wrote it, with FORMAT and one "
        "column per person. A list of sites, or a file whose genotypes were dropped (bcftools view "
        "-G), does not tell what this person carries."
    ),
    RefusalCode.DUPLICATE_SAMPLE_NAMES: (
        "Give each sample column its own name: bcftools reheader --samples."
    ),
    RefusalCode.SAMPLE_NOT_IN_FILE: (
        "Name a sample that the file has, or give the file that has it."
    ),
    RefusalCode.NO_CHROMOSOME_6: (
        "Give a file that covers chromosome 6, named 6, chr6, NC_000006.11, NC_000006.12, "
        "CM000668.1 or CM000668.2."
    ),
    RefusalCode.ASSEMBLY_UNDETERMINED: (
        "Nothing in the file tells GRCh37 from GRCh38: give --assembly, "
        "or write ##contig lines with lengths into the header."
    ),
    RefusalCode.ASSEMBLY_CONFLICT: (
        "The named pieces of evidence contradict each other: find out on which assembly the file "
        "was made, correct its header or --assembly, and give files of one assembly together."
    ),
    RefusalCode.ASSEMBLY_NOT_SUPPORTED: "Only GRCh37 and GRCh38 are supported: lift the file over.",
    RefusalCode.REF_MISMATCH: (
        "REF bases at the locus are not those of the reference: the assembly is wrong, "
        "or the file was edited. Use the file as the caller wrote it."
    ),
    RefusalCode.REFERENCE_FASTA_INVALID: (
        "Give an indexed FASTA (samtools faidx) of the same assembly as the VCF, with chromosome "
        "6; for a CRAM the one that it was written with."
    ),
    RefusalCode.PEDIGREE_INVALID: (
        "Correct the PED file: six columns, family, individual, father, mother, sex, phenotype."
    ),
    RefusalCode.COVERAGE_INVALID: (
        "Give a BED of callable regions (contig, start, end) of the same assembly."
    ),
    RefusalCode.PANEL_INVALID: (
        "Give coverage with depth (mosdepth, BAM, CRAM) of samples of the same assay, or a panel "
        "that osteo-annot panel wrote of them."
    ),
    RefusalCode.SEGMENTS_INVALID: (
        "A table of copy-number calls is ExomeDepth's CSV, or a BED of contig, start, end, copies "
        "and, if it holds several, the sample, separated by tabs."
    ),
    RefusalCode.ALIGNMENTS_INVALID: (
        "Give a BAM or CRAM of the DNA of the same person and assembly; a CRAM needs --reference "
        "too."
    ),
    RefusalCode.PHASING_FAILED: (
        "Install the extra phasing (WhatsHap), or leave the BAM or CRAM out: the phase is then "
        "that of the callers and of the parents."
    ),
    RefusalCode.HPO_INVALID: "Give HPO terms as HP: and seven digits, for example HP:0011002.",
    RefusalCode.ORDER_INVALID: (
        "Correct the order file: JSON, every field optional; osteo-annot explain --order prints "
        "its schema."
    ),
    RefusalCode.LABORATORY_INVALID: (
        "Correct the laboratory file: YAML or JSON, the name is needed; osteo-annot explain "
        "--laboratory prints its schema."
    ),
    RefusalCode.PHENOPACKET_INVALID: (
        "Give a GA4GH Phenopacket v2 of this person as JSON, with phenotypicFeatures."
    ),
    RefusalCode.FORMAT_UNKNOWN: (
        "Name one or more of json, html, tsv, vcf, pdf, xlsx, phenopacket, fhir, vrs."
    ),
    RefusalCode.FORMAT_UNAVAILABLE: (
        "Install the extra exchange (pip install osteo-annot[exchange])."
    ),
    RefusalCode.FORMAT_FAILED: (
        "The files of the other formats are written and whole. This is a fault of osteo-annot: "
        "report it with the traceback in the log; --formats without this one leaves it out."
    ),
    RefusalCode.RESULT_INVALID: (
        "Give the .json that osteo-annot wrote of a person, as it was written; annotate again "
        "where it was changed or cut."
    ),
    RefusalCode.POLICY_INVALID: (
        "Correct the named keys; osteo-annot explain --policy prints a whole example with comments."
    ),
    RefusalCode.SOURCE_INVALID: (
        "Give the file as its maker publishes it: a VCF with the INFO fields that osteo-annot "
        "explain --sources names."
    ),
    RefusalCode.SOURCE_ASSEMBLY: (
        "Give the release of the source for the assembly of the person's files; positions are "
        "never lifted over."
    ),
    RefusalCode.SOURCE_WITHOUT_LOCUS: (
        "Give a file with the records at OSTM1, 6q21; a file without them cannot tell what is "
        "absent."
    ),
    RefusalCode.SHEET_INVALID: (
        "Correct the named lines of the sample sheet; osteo-annot check lists all faults."
    ),
    RefusalCode.RESOURCE_CORRUPT: "Install osteo-annot again: a file of its own data is damaged.",
    RefusalCode.OUTPUT_NOT_WRITABLE: "Give --out a folder that can be written.",
    RefusalCode.OUTPUT_NAME_CLASH: (
        "Two samples would write the same file name: rename one, or write to different folders."
    ),
    RefusalCode.OUTPUT_IN_USE: "Wait until the other run has ended, or give another --out.",
    RefusalCode.INTERNAL_ERROR: (
        "This is a fault of osteo-annot: report it with the traceback in the log, which holds no "
        "value of the files."
    ),
}


OWN_FAULTS = frozenset({RefusalCode.INTERNAL_ERROR, RefusalCode.FORMAT_FAILED})
"""Codes of faults of the program: the input may be right."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input.

    ``where`` names file, line or sample; ``what`` is one sentence of what was found.
    """

    code: RefusalCode
    where: str
    what: str

    @property
    def remedy(self) -> str:
        """What the user can do about it."""
        return REMEDIES[self.code]

    def line(self) -> str:
        """One line for a terminal or a log: code, where, what, remedy; no control characters."""
        return printable(f"{self.code}: {self.where}: {self.what} {self.remedy}")


class RefusedError(Exception):
    """The input cannot be trusted; carries every fault that was found, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.line() for fault in faults))
        self.faults = faults


def refuse(code: RefusalCode, where: object, what: str) -> RefusedError:
    """One fault as an exception, to be raised by the caller."""
    return RefusedError(Fault(code, str(where), what))


_QUOTED = re.compile(r"(?<=[`'\"])[^`'\"]*/(?=[^`'\"/]+[`'\"])")
_PLAIN = re.compile(r"(?<![^\s(:=,`'\"])(?:[a-z0-9+]+:/)?/(?:[^\s'\"`/]*/)*(?=[^\s/'\"`])")
_QUERY = re.compile(r"(?<=[^\s?])\?[^\s'\"`,;)]+")


def reason_of(error: Exception) -> str:
    """What the system or a library says was wrong, as one sentence.

    >>> reason_of(FileNotFoundError(2, "No such file or directory", "/home/roe/a.vcf"))
    'No such file or directory.'
    >>> reason_of(OSError("could not open alignment file `/data/J. Roe/p.bam': Exec format error"))
    "could not open alignment file `p.bam': Exec format error."
    """
    said = last_line(getattr(error, "strerror", None) or str(error)) or type(error).__name__
    return f"{said.removesuffix('.')}."


def last_line(text: str) -> str:
    """The last line that says something, without folders."""
    said = [line.strip() for line in text.splitlines() if line.strip()]
    return without_folders(said[-1]) if said else ""


def without_folders(text: str) -> str:
    """Text with file names in the place of paths and addresses, which may tell of a person.

    >>> without_folders("no index for https://host/a/p.bam?key=secret, or /data/roe/p.bai")
    'no index for p.bam, or p.bai'
    """
    return _QUERY.sub("", _PLAIN.sub("", _QUOTED.sub("", text)))


def printable(text: str, limit: int = 2000) -> str:
    r"""Text without control characters, so that a hostile name cannot forge a log line.

    >>> printable("a\nREFUSED: b\x1b[2J")
    'a\\nREFUSED: b\\x1b[2J'
    """
    shown = text if text.isprintable() else "".join(map(_spelled, text))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _spelled(character: str) -> str:
    """A character, or its escape where it cannot be printed."""
    return character if character.isprintable() else character.encode("unicode_escape").decode()
