"""What was repaired or found odd in an input, and read all the same: closed codes, and where."""

from __future__ import annotations

from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class NoteCode(Worded):
    """The closed list of notes on the input."""

    BYTE_ORDER_MARK_REMOVED = (
        "BYTE_ORDER_MARK_REMOVED",
        "The file begins with a byte-order mark; it was removed.",
    )
    CRLF_LINE_ENDS = ("CRLF_LINE_ENDS", "The lines end in CR LF; the CR was removed.")
    ANCHOR_BASE_DIFFERS = (
        "ANCHOR_BASE_DIFFERS",
        (
            "The base before a symbolic event is not that of the reference; the "
            "event does not rest on it."
        ),
    )
    CALLER_NOT_KNOWN = (
        "CALLER_NOT_KNOWN",
        (
            "The header does not tell which program wrote the structural records; "
            "they were read by the VCF specification."
        ),
    )
    PHASING_NOT_INSTALLED = (
        "PHASING_NOT_INSTALLED",
        (
            "A BAM or CRAM was given, but WhatsHap (extra phasing) is not "
            "installed: reads were not asked for phase."
        ),
    )
    DEPTH_OF_WIDE_REGIONS = (
        "DEPTH_OF_WIDE_REGIONS",
        (
            "The file of depth gives means over regions much wider than an exon: they are no depth "
            "of the exon, and nothing is told from them."
        ),
    )
    READS_IN_SEVERAL_FILES = (
        "READS_IN_SEVERAL_FILES",
        (
            "Several BAM or CRAM files hold reads of one person: none of them was asked for phase, "
            "alleles or junctions. Merge them (samtools merge), or give one."
        ),
    )
    ALIGNMENTS_NOT_INDEXED = (
        "ALIGNMENTS_NOT_INDEXED",
        (
            "The BAM or CRAM has no index: it was passed through once from its beginning, and the "
            "reads at the gene were kept. An index (samtools index) saves that time."
        ),
    )
    NO_RECORD = (
        "NO_RECORD",
        "The file has no record at all: it does not show that anything was looked for.",
    )
    NO_RECORD_OF_GENOME = (
        "NO_RECORD_OF_GENOME",
        (
            "The file has no record at all although its header declares several contigs: it was "
            "cut, or the run failed, and nothing shows that anything was looked for."
        ),
    )
    NO_RECORD_ON_CHROMOSOME = (
        "NO_RECORD_ON_CHROMOSOME",
        (
            "The file has no record on the chromosome of the gene although it has others: it "
            "does not show that anything was looked for there."
        ),
    )
    ENDS_BEFORE_GENE = (
        "ENDS_BEFORE_GENE",
        (
            "The last record of the file lies before the gene although its header declares later "
            "contigs: the rest of the file may be lost."
        ),
    )
    STARTS_BEHIND_GENE = (
        "STARTS_BEHIND_GENE",
        (
            "The first record of the file lies behind the gene although its header declares "
            "earlier contigs: it may be a part of a file that was written in parts."
        ),
    )
    CONTIG_NOT_DECLARED = (
        "CONTIG_NOT_DECLARED",
        (
            "A record names a contig that the header does not declare, or writes the chromosome "
            "of the gene in a way of its own: whether it lies at the gene is not known."
        ),
    )
    RECORD_COMMENTED_OUT = (
        "RECORD_COMMENTED_OUT",
        "A line among the records begins with #: what it says is not read.",
    )
    COLUMNS_DISAGREE = (
        "COLUMNS_DISAGREE",
        (
            "A line has more or fewer columns than the header announces: it is damaged, or two "
            "records stand in it."
        ),
    )
    RECORD_NOT_READABLE = (
        "RECORD_NOT_READABLE",
        "A record at the gene cannot be read; the ledger shows it.",
    )
    POSITION_BEYOND_CHROMOSOME = (
        "POSITION_BEYOND_CHROMOSOME",
        "A record lies behind the end of the chromosome: its position is wrong.",
    )
    POSITIONS_FALL = (
        "POSITIONS_FALL",
        "A record is not in the order of the others: its position or contig was changed.",
    )
    NOT_SORTED = (
        "NOT_SORTED",
        "The records are in no order; all the same they were read.",
    )
    BLOCKS_OVERLAP = (
        "BLOCKS_OVERLAP",
        "A reference block reaches into the next one; it was cut there.",
    )
    BLOCK_END_NOT_BELIEVED = (
        "BLOCK_END_NOT_BELIEVED",
        (
            "The END of a reference block lies before its start, or so far behind it that it may "
            "be that of the other assembly; only its first base was used."
        ),
    )
    COVERAGE_OF_ANOTHER_NAME = (
        "COVERAGE_OF_ANOTHER_NAME",
        (
            "A coverage file, BAM or CRAM names a sample that is in none of the variant files; it "
            "was taken for the person asked about."
        ),
    )
    SOURCE_WORD_UNKNOWN = (
        "SOURCE_WORD_UNKNOWN",
        (
            "A source of knowledge uses a word that is not known here: records with it count "
            "neither for nor against, and are not taken as absent."
        ),
    )
    SOURCE_FIELD_MISSING = (
        "SOURCE_FIELD_MISSING",
        (
            "No record of a source of knowledge at the locus has a field that is read here: what "
            "it would tell is not assessed, and nothing is taken as absent for it."
        ),
    )
    SOURCE_FIELD_NEW = (
        "SOURCE_FIELD_NEW",
        "A source of knowledge has fields that are not known here; they are not understood.",
    )
    OTHER_GENE_CAUSATIVE = (
        "OTHER_GENE_CAUSATIVE",
        (
            "The phenopacket names another gene or disease as the cause: that the person is ill is "
            "not counted for this gene (PM3)."
        ),
    )

    @property
    def silences(self) -> bool:
        """Whether a file of which it is told has no say on what was looked for.

        What it calls is still read; what it does not call is open, in every exon.
        """
        return self in _SILENCING

    @property
    def warns(self) -> bool:
        """Whether it stands with the answer: it may be another person's, or less may be known."""
        return self in _WARNING


_WARNING = {
    NoteCode.COVERAGE_OF_ANOTHER_NAME,
    NoteCode.OTHER_GENE_CAUSATIVE,
    NoteCode.SOURCE_FIELD_MISSING,
    NoteCode.SOURCE_WORD_UNKNOWN,
}

_SILENCING = {
    NoteCode.NO_RECORD_OF_GENOME,
    NoteCode.NO_RECORD_ON_CHROMOSOME,
    NoteCode.ENDS_BEFORE_GENE,
    NoteCode.STARTS_BEHIND_GENE,
    NoteCode.CONTIG_NOT_DECLARED,
    NoteCode.RECORD_COMMENTED_OUT,
    NoteCode.COLUMNS_DISAGREE,
    NoteCode.RECORD_NOT_READABLE,
    NoteCode.POSITION_BEYOND_CHROMOSOME,
    NoteCode.POSITIONS_FALL,
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was repaired or found odd."""

    code: NoteCode
    where: str
    """The file, and where in it; with what was found there, where the code does not say it."""
