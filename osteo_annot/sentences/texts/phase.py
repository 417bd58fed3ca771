"""What shows on which copies two events lie."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 2.3"

IN_DELETION = Sentence(
    "phase.in_deletion",
    en="only one allele is seen inside the deletion",
    de="innerhalb der Deletion ist nur ein Allel zu sehen",
    when="A hemizygous change inside a deletion of the other copy.",
    source=_RULE,
)
STATED = Sentence(
    "phase.stated",
    en="stated in review, with evidence beyond the files",
    de="in der Begutachtung festgestellt, mit einem Nachweis außerhalb der Dateien",
    when="Reviewers contested the phase of two events with reason and evidence.",
    source="review, what a reviewer does 2",
)
ONE_GENOTYPE = Sentence(
    "phase.one_genotype",
    en="two alleles of one genotype",
    de="zwei Allele eines Genotyps",
    when="Both changes are alleles of one genotype.",
    source=_RULE,
)
SAME_BASES = Sentence(
    "phase.same_bases",
    en="they take the same bases",
    de="sie betreffen dieselben Basen",
    when="Both changes replace or delete one base, which only one of them can on one copy.",
    source="clinical rules Z8, Z18",
)
SPANNED = Sentence(
    "phase.spanned",
    en="the other allele of the genotype is the deletion that spans it",
    de="das andere Allel des Genotyps ist die Deletion, die es überspannt",
    when="The other allele of a change is *, and a deletion spans it.",
    source="clinical rules Z8",
)
EACH_PARENT = Sentence(
    "phase.each_parent",
    en="one came from {first:words}, the other from {second:words}",
    de="eine hat {first} vererbt, die andere {second}",
    when="Both parents were genotyped at both sites, and each gave one.",
    source="clinical rules 2.3 (tier T3)",
)
SAME_PARENT = Sentence(
    "phase.same_parent",
    en="both came from {parent:words}",
    de="beide hat {parent} vererbt",
    when="Both parents were genotyped at both sites, and one gave both.",
    source="clinical rules 2.3 (tier T3)",
)
ONE_PARENT = Sentence(
    "phase.one_parent",
    en="one is carried by {parent:words}, the other is not",
    de="eine trägt {parent}, die andere nicht",
    when="One parent only tells of both sites.",
    source="clinical rules 2.3 (tier T3')",
)
READS = Sentence(
    "phase.reads",
    en="reads that span both",
    de="Reads, die beide überspannen",
    when="The person's own reads span both changes.",
    source="clinical rules 2.3 (tier T2)",
)
PHASE_SET = Sentence(
    "phase.phase_set",
    en="phase set {set} of {file}",
    de="Phasensatz {set} von {file}",
    when="Both changes stand in one phase set of a caller.",
    source="VCF 4.5 section 1.6.2; clinical rules 2.3 (tier T2)",
)
PIPE_ONE_SIDE = Sentence(
    "phase.pipe_one_side",
    en="written on one side of | without a phase set",
    de="auf derselben Seite von | geschrieben, ohne Phasensatz",
    when="Both changes stand on one side of a pipe, and no phase set is given.",
    source="clinical rules 2.3 (tier T1)",
)
PIPE_TWO_SIDES = Sentence(
    "phase.pipe_two_sides",
    en="written on opposite sides of | without a phase set",
    de="auf verschiedenen Seiten von | geschrieben, ohne Phasensatz",
    when="The changes stand on both sides of a pipe, and no phase set is given.",
    source="clinical rules 2.3 (tier T1)",
)
