"""What is odd or contradicts itself in the files: closed codes, and what they concern."""

from __future__ import annotations

from typing import Self

from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import findings as say
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded


class FindingCode(Worded):
    """The closed list of findings on the copies."""

    CN_CONTRADICTS_GT = (
        "CN_CONTRADICTS_GT",
        "Copy number and genotype of one record contradict each other.",
    )
    CN_CONTRADICTS_ALT = (
        "CN_CONTRADICTS_ALT",
        "A deletion is called without a genotype, but the copy number of the record is more "
        "than two.",
    )
    END_DISAGREES_WITH_SVLEN = (
        "END_DISAGREES_WITH_SVLEN",
        "END and SVLEN of one record give different ends; END was used, and the outer bound "
        "holds both.",
    )
    IMPRECISE_WITHOUT_INTERVAL = (
        "IMPRECISE_WITHOUT_INTERVAL",
        "The caller says imprecise but gives no interval.",
    )
    GENOTYPES_DISAGREE = (
        "GENOTYPES_DISAGREE",
        "Records of one event give different numbers of copies.",
    )
    CALLERS_DISAGREE_ON_EXONS = (
        "CALLERS_DISAGREE_ON_EXONS",
        "Two callers tell of one event, but by them it reaches different exons; the more "
        "precise call was used.",
    )
    PARENT_WITHOUT_ALLELE = (
        "PARENT_WITHOUT_ALLELE",
        "A parent of a homozygous child does not carry the variant.",
    )
    PARENT_MAY_BE_MOSAIC = (
        "PARENT_MAY_BE_MOSAIC",
        "Some reads of a parent show the variant, too few for an allele: mosaic or artefact. "
        "The parent counts neither as a carrier nor as lacking it.",
    )
    GENOTYPE_INSIDE_HOMOZYGOUS_DELETION = (
        "GENOTYPE_INSIDE_HOMOZYGOUS_DELETION",
        "A confident genotype lies inside a deletion that is called on both copies.",
    )
    HETEROZYGOTES_INSIDE_DELETION = (
        "HETEROZYGOTES_INSIDE_DELETION",
        "Two or more confident heterozygous calls lie inside a deletion that would leave one copy.",
    )
    ONE_HETEROZYGOTE_INSIDE_DELETION = (
        "ONE_HETEROZYGOTE_INSIDE_DELETION",
        "One confident heterozygous call lies inside a deletion that would leave one copy.",
    )
    GT_CONTRADICTS_READS = (
        "GT_CONTRADICTS_READS",
        "The reads of a record contradict its genotype.",
    )
    READS_CONTRADICT_GENOTYPE = (
        "READS_CONTRADICT_GENOTYPE",
        "The person's reads contradict the genotype.",
    )
    ALLELE_ON_DELETED_COPY = (
        "ALLELE_ON_DELETED_COPY",
        "One phase set puts a change on the copy on which its bases are deleted.",
    )
    SKEWED_READS = ("SKEWED_READS", "The reads of the two alleles are uneven: skewed or mosaic.")
    REFERENCE_WITH_READS = (
        "REFERENCE_WITH_READS",
        "The genotype is reference, but reads, or the depth, show the allele: what the record "
        "speaks of is left open.",
    )
    BREAKEND_MATES_DISAGREE = (
        "BREAKEND_MATES_DISAGREE",
        "The two records of a junction do not point at each other; it was not used. Ask the "
        "caller of the file for the places of both.",
    )
    END_BEYOND_CHROMOSOME = (
        "END_BEYOND_CHROMOSOME",
        "An end lies beyond the chromosome; it was cut there.",
    )
    END_BEFORE_START = ("END_BEFORE_START", "END lies before the start; it was not used.")
    END_NOT_READABLE = ("END_NOT_READABLE", "END is no position; it was not used.")
    SVTYPE_DISAGREES_WITH_ALT = (
        "SVTYPE_DISAGREES_WITH_ALT",
        "SVTYPE and ALT name different kinds; ALT was used.",
    )
    COPIES_NOT_READABLE = (
        "COPIES_NOT_READABLE",
        "A copy number is no count of copies; it was not used.",
    )
    DEPTH_OVERRIDES_GT = (
        "DEPTH_OVERRIDES_GT",
        "The read depth gives another number of copies than the genotype; the depth was believed.",
    )
    DEPTH_CONTRADICTS_CN = (
        "DEPTH_CONTRADICTS_CN",
        "The read depth in the record contradicts its copy number.",
    )
    DEPTH_CONTRADICTS_GAIN = (
        "DEPTH_CONTRADICTS_GAIN",
        "A gain is called, but the read depth over it is that of one copy or none: it may be a "
        "loss.",
    )
    DEPTH_BETWEEN_COPIES = (
        "DEPTH_BETWEEN_COPIES",
        "The read depth lies between no copy and one copy.",
    )
    DELETION_WITHOUT_DEPTH_LOSS = (
        "DELETION_WITHOUT_DEPTH_LOSS",
        "A deletion is called, but the read depth over it is that of two copies: the junction "
        "may be no loss.",
    )
    EXON_WITHOUT_READS = (
        "EXON_WITHOUT_READS",
        "An exon has no reads where the others are well read: both copies may be lost, or the "
        "capture failed. Compare with samples of the same assay (--depth-reference), and "
        "confirm by an independent method.",
    )
    EXON_DEPTH_REDUCED = (
        "EXON_DEPTH_REDUCED",
        "The depth of an exon lies clearly below that of two copies, but tells no number of "
        "copies: a loss, also one that foreign reads hide, is not excluded. Confirm by an "
        "independent method.",
    )
    LOSS_PROPOSED_BY_DEPTH = (
        "LOSS_PROPOSED_BY_DEPTH",
        "The depth of one exon of an exome proposes a loss; a target that failed looks the "
        "same. It counts as no event: confirm by an independent method.",
    )
    BLOCK_DEPTH_REDUCED = (
        "BLOCK_DEPTH_REDUCED",
        "The reference blocks over an exon have about half of the depth of the other blocks of "
        "their file, or less: a loss of one copy looks so, and an exon that is read poorly too.",
    )
    LOSS_OF_HETEROZYGOSITY = (
        "LOSS_OF_HETEROZYGOSITY",
        "Copy-neutral loss of heterozygosity over the gene: both copies may be the same one "
        "(identity by descent or uniparental disomy); nothing is lost.",
    )
    UNCALLED_ALLELE_MAY_RESTORE = (
        "UNCALLED_ALLELE_MAY_RESTORE",
        "A change that would undo the effect is in the file, but the sample has no genotype "
        "there, too few reads for an allele, or a reference call that its reads deny.",
    )
    PARENTAGE_DOUBTFUL = (
        "PARENTAGE_DOUBTFUL",
        "Child and parent are homozygous for different alleles at many sites around the gene: "
        "wrong parentage, exchanged samples or uniparental disomy. What the parent would tell "
        "of phase is not used.",
    )
    STAR_WITHOUT_DELETION = (
        "STAR_WITHOUT_DELETION",
        "The allele * is carried, but no record tells of the deletion that it stands for.",
    )
    PHASE_SOURCES_DISAGREE = (
        "PHASE_SOURCES_DISAGREE",
        "Two sources of phase contradict each other.",
    )
    ARRANGEMENTS_BOUNDED = ("ARRANGEMENTS_BOUNDED", "More unphased events than are enumerated.")
    BENIGN_BY_FREQUENCY_AND_NULL = (
        "BENIGN_BY_FREQUENCY_AND_NULL",
        "Benign by frequency alone (BA1), yet loss of function is predicted (PVS1): a person "
        "must judge before either is used.",
    )
    STRONG_ON_BOTH_SIDES = (
        "STRONG_ON_BOTH_SIDES",
        "Strong criteria speak for pathogenic and for benign: a person must judge. No class but "
        "uncertain is proposed, or benign where BA1 is met.",
    )
    JUNCTION_PROPOSED = (
        "JUNCTION_PROPOSED",
        "The person's reads show a junction at an exon that no caller told. It counts as no event: "
        "confirm by an independent method.",
    )
    READS_BREAK_OFF = (
        "READS_BREAK_OFF",
        "The person's reads break off together in an exon, and none shows what follows: an "
        "insertion, or one end of a larger change. It counts as no event: confirm by an "
        "independent method.",
    )
    PROCESSED_COPY = (
        "PROCESSED_COPY",
        "Introns are left out from exon edge to exon edge, as a processed copy of the gene "
        "elsewhere in the genome does. No exon is lost by that; a small variant of that copy may "
        "have been taken for one of the gene.",
    )
    READS_OF_RNA = (
        "READS_OF_RNA",
        "Reads leave introns out as only those of RNA do: none of the file was used as a witness.",
    )
    READS_OF_ANOTHER_PERSON = (
        "READS_OF_ANOTHER_PERSON",
        "The reads do not show what was called at many sites: they may be another person's. "
        "Compare the samples before anything is built on either.",
    )
    JUNCTION_CONTRADICTS_CALL = (
        "JUNCTION_CONTRADICTS_CALL",
        "The person's reads contradict the call of a structural event: that its junction is there, "
        "or on how many copies.",
    )
    CODON_NOT_PHASED = (
        "CODON_NOT_PHASED",
        "Two changes touch one codon, and their phase is not known: what they make depends on "
        "whether they lie on one copy or on two.",
    )


_DECISIVE = {
    FindingCode.JUNCTION_CONTRADICTS_CALL,
    FindingCode.CN_CONTRADICTS_GT,
    FindingCode.CN_CONTRADICTS_ALT,
    FindingCode.DEPTH_CONTRADICTS_GAIN,
    FindingCode.DEPTH_CONTRADICTS_CN,
    FindingCode.DELETION_WITHOUT_DEPTH_LOSS,
    FindingCode.GENOTYPES_DISAGREE,
    FindingCode.GENOTYPE_INSIDE_HOMOZYGOUS_DELETION,
    FindingCode.HETEROZYGOTES_INSIDE_DELETION,
    FindingCode.GT_CONTRADICTS_READS,
    FindingCode.READS_CONTRADICT_GENOTYPE,
    FindingCode.READS_OF_ANOTHER_PERSON,
    FindingCode.ALLELE_ON_DELETED_COPY,
    FindingCode.PHASE_SOURCES_DISAGREE,
    FindingCode.UNCALLED_ALLELE_MAY_RESTORE,
    FindingCode.ARRANGEMENTS_BOUNDED,
    FindingCode.BENIGN_BY_FREQUENCY_AND_NULL,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd: a closed code, one sentence, and what it concerns."""

    code: FindingCode
    said: Said | Worded
    about: tuple[str, ...]
    """Ids of the events that it concerns."""
    where: str = ""
    """Id of the observation that shows it; empty where it is no single one."""

    @classmethod
    def of_record(cls, code: FindingCode, where: str, about: tuple[str, ...]) -> Self:
        """The finding of one observation: what its code means, and where."""
        return cls(code, say.AT(meaning=code, where=(where,)), about, where)

    @property
    def text(self) -> str:
        """The finding in words."""
        return said_text(self.said)

    @property
    def decisive(self) -> bool:
        """Whether no verdict can be built on the events while it stands."""
        return self.code in _DECISIVE

    @property
    def is_context(self) -> bool:
        """Whether it contradicts nothing, and is told as a reason."""
        return self.code in {FindingCode.LOSS_OF_HETEROZYGOSITY, FindingCode.CODON_NOT_PHASED}
