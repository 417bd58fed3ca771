"""By what deletions of one copy are looked for, and why a source is a search or none: closed lists.

Source: earned claims 1.
"""

from __future__ import annotations

from osteo_annot.worded import Worded


class SearchKind(Worded):
    """By what deletions were looked for; the most trusted first."""

    DEPTH = ("depth", "by depth")
    JUNCTION = ("junction", "by junctions")
    DECLARED = ("declared", "as declared")
    NONE = ("none", "not assessed")

    @property
    def is_search(self) -> bool:
        """Whether deletions count as looked for."""
        return self is not SearchKind.NONE


class SearchReason(Worded):
    """Why a source is a search for deletions of an exon, or none; closed list."""

    DEPTH_TELLS_COPIES = (
        "DEPTH_TELLS_COPIES",
        "The depth of the exon tells its copies, and would tell nine of ten losses of one copy.",
    )
    SEGMENT_STATES_COPIES = (
        "SEGMENT_STATES_COPIES",
        "A segment of a copy-number caller states the copies of the exon and passes its quality.",
    )
    JUNCTIONS_OF_A_GENOME = (
        "JUNCTIONS_OF_A_GENOME",
        "A caller of deletions looked for junctions in a genome, and its file shows deletions on "
        "the chromosome.",
    )
    READS_THROUGHOUT = (
        "READS_THROUGHOUT",
        "Reads go through the exon and what lies beside it up to the next exons, and two alleles "
        "are read: a junction would be seen, and none is.",
    )
    DECLARED_BY_USER = (
        "DECLARED_BY_USER",
        "The user declares that the file is a search for deletions; the file itself does not show "
        "it.",
    )
    STATED_IN_REVIEW = (
        "STATED_IN_REVIEW",
        "Reviewers state it, with evidence beyond the files.",
    )
    RECORD_LEFT_OPEN = (
        "RECORD_LEFT_OPEN",
        "A record over the exon was not understood, or gives no genotype: a loss is not excluded.",
    )
    NO_FILE = ("NO_FILE", "No file of a caller of deletions was given, and no depth.")
    DEPTH_WITHOUT_POWER = (
        "DEPTH_WITHOUT_POWER",
        "The depth of the exon would tell less than nine of ten losses of one copy.",
    )
    DEPTH_NOT_ANCHORED = (
        "DEPTH_NOT_ANCHORED",
        "The exon is read like its surroundings, but no depth far from the gene shows that these "
        "have two copies: a loss of all of it looks the same.",
    )
    DEPTH_TELLS_NOTHING = ("DEPTH_TELLS_NOTHING", "The depth does not tell the copies of the exon.")
    READS_NOT_THROUGHOUT = (
        "READS_NOT_THROUGHOUT",
        "Reads do not go evenly through the exon and what lies beside it up to the next exons: "
        "the junctions of a deletion may lie where too few reads are.",
    )
    READS_OF_ONE_ALLELE = (
        "READS_OF_ONE_ALLELE",
        "The reads show no two sites with two alleles: the loss of all that was looked at on one "
        "copy would look the same.",
    )
    READS_BREAK_OFF = (
        "READS_BREAK_OFF",
        "Beside the exon reads break off together, and none shows what follows: a deletion may "
        "begin there.",
    )
    READS_WITHOUT_PAIRS = (
        "READS_WITHOUT_PAIRS",
        "The reads are short and single: they seldom show both sides of a junction.",
    )
    UNKNOWN_WRITER = (
        "UNKNOWN_WRITER",
        "The file does not name a program that looks for deletions; what a header declares is no "
        "search.",
    )
    MERGED_CALLS = (
        "MERGED_CALLS",
        "The calls of several programs were merged: what each looked for is not told.",
    )
    NO_RECORD_ON_CHROMOSOME = (
        "NO_RECORD_ON_CHROMOSOME",
        "The file has no record on the chromosome of the gene: it does not show that the "
        "chromosome was searched.",
    )
    NO_DELETION_ON_CHROMOSOME = (
        "NO_DELETION_ON_CHROMOSOME",
        "The file has records on the chromosome of the gene, but none of a deletion.",
    )
    FILE_WITHOUT_SAY = (
        "FILE_WITHOUT_SAY",
        "The file is damaged, cut, or shows no search at the gene.",
    )
    EXOME = (
        "EXOME",
        "The reads are of captured exons: the junctions of most deletions lie in introns, where "
        "they were not read.",
    )
    GENOME_NOT_SHOWN = (
        "GENOME_NOT_SHOWN",
        "Nothing given shows that a genome was read and not only exons: the junctions of most "
        "deletions lie in introns.",
    )
    SHORTER_THAN_SEEN = (
        "SHORTER_THAN_SEEN",
        "A deletion of the exon alone may be shorter than what the program writes.",
    )
    NO_SEGMENT = ("NO_SEGMENT", "No segment of the file states the copies of the whole exon.")
    SEGMENT_FAILS = (
        "SEGMENT_FAILS",
        "The segment over the exon fails the filter or the quality of its own caller, or has none.",
    )
    BINS_TOO_LONG = (
        "BINS_TOO_LONG",
        "The bins of the segment are longer than the exon, or their length is not told: the loss "
        "of the exon alone would not show.",
    )
