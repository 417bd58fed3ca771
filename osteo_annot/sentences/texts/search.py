"""What was searched for a further variant, and by what."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 2.7, 3.2"
_EARNED = "earned claims 1"

SMALL = Sentence(
    "search.small",
    en="Searched for small variants: {exons:exons}.",
    de="Auf kleine Varianten untersucht: {exons}.",
    when="Exons that were callable for small variants.",
    source=_RULE,
)
SMALL_NOT = Sentence(
    "search.small_not",
    en="Not shown to be callable for small variants: {exons:exons}.",
    de="Für kleine Varianten nicht nachweislich auswertbar: {exons}.",
    when="Exons that were not callable for small variants, or of which that is not known.",
    source=_RULE,
)
DELETIONS = Sentence(
    "search.deletions",
    en="Searched for deletions: {exons:exons}, {by:words}.",
    de="Auf Deletionen untersucht: {exons}, {by}.",
    when="Exons for which a source is a search for deletions.",
    source=_EARNED,
)
DELETIONS_NOT = Sentence(
    "search.deletions_not",
    en="Not searched for deletions: {exons:exons}. {reason:words}",
    de="Nicht auf Deletionen untersucht: {exons}. {reason}",
    when="Exons without a search for deletions, where nothing was given that could be one.",
    source=_EARNED,
)
DELETIONS_NOT_BY = Sentence(
    "search.deletions_not_by",
    en="Not searched for deletions: {exons:exons}; {by:words}. {reason:words}",
    de="Nicht auf Deletionen untersucht: {exons}; {by}. {reason}",
    when="Exons without a search for deletions, where a source was given that is none.",
    source=_EARNED,
)
UNDER_DELETION = Sentence(
    "search.under_deletion",
    en="Under the deletion, confident calls show the other copy: {exons:exons}.",
    de="Unter der Deletion zeigen sichere Genotypen die andere Kopie: {exons}.",
    when="Exons under a deletion of one copy in which calls show the other.",
    source=_RULE,
)
NO_HOMOZYGOUS_LOSS = Sentence(
    "search.no_homozygous_loss",
    en="Homozygous loss of an exon is excluded.",
    de="Der homozygote Verlust eines Exons ist ausgeschlossen.",
    when="Deletions were not looked for everywhere, but each exon is there on some copy.",
    source=_RULE,
)
BEYOND = Sentence(
    "search.beyond",
    en="Deep introns, regulatory sequence and balanced rearrangements were not searched.",
    de="Tief intronische und regulatorische Sequenz sowie balancierte Umlagerungen wurden nicht "
    "untersucht.",
    when="Always.",
    source=_RULE,
)
SOURCE = Sentence(
    "search.source",
    en="{file}: {kind:words}",
    de="{file}: {kind}",
    when="A file of which nothing more is known.",
    source=_EARNED,
)
SOURCE_DETAIL = Sentence(
    "search.source_detail",
    en="{file} ({details:commas}): {kind:words}",
    de="{file} ({details}): {kind}",
    when="A file with its program, records and sizes.",
    source=_EARNED,
)
NO_SOURCE = Sentence(
    "search.no_source",
    en="no file: {kind:words}",
    de="keine Datei: {kind}",
    when="Nothing was given that looks for deletions.",
    source=_EARNED,
)
RECORDS = Sentence(
    "search.records",
    en="{count:record|records} on the chromosome",
    de="{count:Eintrag|Einträge} auf dem Chromosom",
    when="The records of a file on the chromosome of the gene were counted.",
    source=_EARNED,
)
SEES_FROM = Sentence(
    "search.sees_from",
    en="deletions from {bases:number} bases on",
    de="Deletionen ab {bases} Basen",
    when="The shortest deletion that a source can see is known.",
    source=_EARNED,
)
DECLARED_BY = Sentence(
    "search.declared_by",
    en="declared by {who}",
    de="erklärt durch {who}",
    when="The user declares a file as a search for deletions.",
    source=_EARNED,
)
NOT_ASSESSED = Sentence(
    "search.not_assessed",
    en="Heterozygous deletions were not assessed.",
    de="Heterozygote Deletionen wurden nicht untersucht.",
    when="No variant was found, and no exon has a search for deletions.",
    source=_RULE,
)
NOT_ASSESSED_IN = Sentence(
    "search.not_assessed_in",
    en="Heterozygous deletions were not assessed in {exons:exons}.",
    de="Heterozygote Deletionen wurden {exons:in} nicht untersucht.",
    when="No variant was found, and some exons have no search for deletions.",
    source=_RULE,
)
NONE_BY_CALLER = Sentence(
    "search.none_by_caller",
    en="No deletion was found by the caller whose file was given.",
    de="Der Caller, dessen Datei vorliegt, hat keine Deletion gefunden.",
    when="No variant was found, and a caller's file is a search for deletions in every exon.",
    source="earned claims 10",
)
NONE_DECLARED = Sentence(
    "search.none_declared",
    en="No deletion stands in the file that is declared as searched for deletions.",
    de="In der Datei, die als auf Deletionen untersucht erklärt ist, steht keine Deletion.",
    when="No variant was found, and a declaration is the search for deletions.",
    source="earned claims 1",
)
NONE_BY_READS = Sentence(
    "search.none_by_reads",
    en="The person's reads show no junction of a deletion at an exon.",
    de="Die Reads der Person zeigen an keinem Exon den Bruchpunkt einer Deletion.",
    when="No variant was found, and the person's reads are the search for deletions where no depth "
    "is.",
    source="earned claims 1",
)
NONE_BY_DEPTH = Sentence(
    "search.none_by_depth",
    en="No exon has lost a copy by its depth.",
    de="Nach der Lesetiefe hat kein Exon eine Kopie verloren.",
    when="No variant was found, and depth is the search for deletions in every exon.",
    source="earned claims 10",
)
