"""The next tests: each names exon, bases or relative, and the method."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULES = "Clinical rules 3.6"

VARIANT = Sentence(
    "next.variant",
    en="{name} ({exons:runs}, {place})",
    de="{name} ({exons}, {place})",
    when="A small variant in or beside an exon is named.",
    source=_RULES,
)
VARIANT_ELSEWHERE = Sentence(
    "next.variant_elsewhere",
    en="{name} ({place})",
    de="{name} ({place})",
    when="A small variant that meets no exon is named.",
    source=_RULES,
)
STRUCTURAL = Sentence(
    "next.structural",
    en="{kind:words} of {exons:runs} ({place})",
    de="{kind} {exons:of_runs} ({place})",
    when="A structural event that meets an exon is named.",
    source=_RULES,
)
STRUCTURAL_ELSEWHERE = Sentence(
    "next.structural_elsewhere",
    en="{kind:words} ({place})",
    de="{kind} ({place})",
    when="A structural event that meets no exon is named.",
    source=_RULES,
)
MORE = Sentence(
    "next.more",
    en="{count:number} more",
    de="{count} weitere",
    when="More events are concerned than are named.",
    source=_RULES,
)
EXONS = Sentence(
    "next.exons",
    en="{exons:runs} of {gene}",
    de="{exons} von {gene}",
    when="Exons are to be examined.",
    source=_RULES,
)
SANGER = Sentence(
    "next.sanger",
    en="Sanger sequencing",
    de="Sanger-Sequenzierung",
    when="A small variant is to be tested.",
    source=_RULES,
)
MLPA = Sentence(
    "next.mlpa",
    en="MLPA or qPCR",
    de="MLPA oder qPCR",
    when="Copies of an exon are to be counted.",
    source=_RULES,
)
PARENTS = Sentence(
    "next.parents",
    en="mother and father",
    de="Mutter und Vater",
    when="Both parents are to be tested.",
    source=_RULES,
)
MOTHER = Sentence(
    "next.mother", en="mother", de="Mutter", when="The mother is to be tested.", source=_RULES
)
FATHER = Sentence(
    "next.father", en="father", de="Vater", when="The father is to be tested.", source=_RULES
)

CONFIRM_DELETION = Sentence(
    "next.confirm_deletion",
    en="{events:list}: confirm and count the copies by MLPA, qPCR or array.",
    de="{events}: bestätigen und die Kopienzahl bestimmen (MLPA, qPCR oder Array).",
    when="A deciding deletion was not measured by a method of its own.",
    source=_RULES,
)
CONFIRM_VARIANT = Sentence(
    "next.confirm_variant",
    en="{events:list}: confirm by Sanger sequencing.",
    de="{events}: durch Sanger-Sequenzierung bestätigen.",
    when="Both copies are affected, by at least one small variant.",
    source=_RULES,
)
EXON_COPY_NUMBER = Sentence(
    "next.exon_copy_number",
    en="{where:capital}: count the copies by MLPA, qPCR or array.",
    de="{where}: Kopienzahl bestimmen (MLPA, qPCR oder Array).",
    when="The copies of an exon matter to the answer, and no depth counted them.",
    source=_RULES,
)
TEST_PARENTS = Sentence(
    "next.test_parents",
    en="{who:capital}: test for {events:list} by {methods:list}.",
    de="{who}: auf {events} untersuchen ({methods}).",
    when="A parent was not called for every deciding event; only that parent is named.",
    source=_RULES,
)
EXCLUDE_UPD = Sentence(
    "next.exclude_upd",
    en="{events:list}: if only one parent carries it, exclude uniparental disomy of chromosome "
    "{chromosome} by microsatellites or SNP array of child and parents.",
    de="{events}: Trägt nur ein Elternteil die Veränderung, uniparentale Disomie von Chromosom "
    "{chromosome} ausschließen (Mikrosatelliten oder SNP-Array von Kind und Eltern).",
    when="A variant is on both copies, and not both parents were shown to carry it.",
    source=_RULES,
)
ANALYSE_AOH = Sentence(
    "next.analyse_aoh",
    en="{cytoband} ({place}): analyse absence of heterozygosity around the gene in the "
    "unfiltered calls or by SNP array.",
    de="{cytoband} ({place}): fehlende Heterozygotie um das Gen in den ungefilterten Daten oder "
    "durch SNP-Array untersuchen.",
    when="A variant looks homozygous, and two copies are not confirmed.",
    source=_RULES,
)
PHASE_BY_LONG_READS = Sentence(
    "next.phase_by_long_reads",
    en="{events:list}, {span:base|bases} from end to end: phase by long reads if the parents do "
    "not tell.",
    de="{events}, {span:Base|Basen} von Ende zu Ende: Phase durch lange Reads bestimmen, wenn die "
    "Eltern sie nicht zeigen.",
    when="The phase decides, and the events are too far apart for one amplicon.",
    source=_RULES,
)
PHASE_BY_AMPLICON = Sentence(
    "next.phase_by_amplicon",
    en="{events:list}, {span:base|bases} from end to end: phase by long reads or one amplicon over "
    "both if the parents do not tell.",
    de="{events}, {span:Base|Basen} von Ende zu Ende: Phase durch lange Reads oder ein Amplikon "
    "über beide bestimmen, wenn die Eltern sie nicht zeigen.",
    when="The phase decides, and one amplicon spans the events.",
    source=_RULES,
)
EXCLUDE_DROPOUT = Sentence(
    "next.exclude_dropout",
    en="{events:list}: sequence with other primers or another capture, to exclude that an allele "
    "dropped out.",
    de="{events}: mit anderen Primern oder anderer Anreicherung sequenzieren, um einen "
    "Allelausfall auszuschließen.",
    when="Two copies of a homozygous variant are shown by copy number only, or reads of one that "
    "is apparently homozygous look as if an allele was missed.",
    source=f"{_RULES}; earned-claims 8",
)
LINK_MARKERS = Sentence(
    "next.link_markers",
    en="{events:list}: read with long reads; heterozygous markers on both sides that they link to "
    "it show whether two copies carry it.",
    de="{events}: mit langen Reads lesen; heterozygote Marker auf beiden Seiten, die sie mit der "
    "Variante verbinden, zeigen, ob zwei Kopien sie tragen.",
    when="A variant is apparently homozygous, and the reads given link too few markers to it.",
    source=f"{_RULES}; reads 5",
)
CLOSE_GAPS = Sentence(
    "next.close_gaps",
    en="{where:capital}, with eight bases of each intron: sequence by Sanger, or more deeply.",
    de="{where}, mit acht Basen jedes Introns: nach Sanger oder mit größerer Tiefe sequenzieren.",
    when="Small variants could not be excluded in an exon.",
    source=_RULES,
)
INTRONIC_OR_RNA = Sentence(
    "next.intronic_or_rna",
    en="Introns and regulatory sequence of {gene} ({place}): look for a second variant by genome "
    "or RNA sequencing.",
    de="Introns und regulatorische Sequenz von {gene} ({place}): eine zweite Variante durch "
    "Genom- oder RNA-Sequenzierung suchen.",
    when="One copy is affected, and no second variant was found.",
    source=_RULES,
)
RNA_STUDY = Sentence(
    "next.rna_study",
    en="{events:list}: study RNA of fibroblasts or blood by RT-PCR, to see which transcript is "
    "made.",
    de="{events}: an RNA aus Fibroblasten oder Blut durch RT-PCR prüfen, welches Transkript "
    "entsteht.",
    when="What a deciding event does to the product cannot be told without RNA.",
    source=_RULES,
)
OTHER_GENES = Sentence(
    "next.other_genes",
    en="If the clinical picture fits: examine {genes:list} and the other genes of the "
    "differential by panel, exome or genome.",
    de="Wenn das klinische Bild passt: {genes} und die übrigen Gene der Differenzialdiagnose "
    "durch Panel, Exom oder Genom untersuchen.",
    when="The gene does not explain the person, and no finding ranks the other genes.",
    source=_RULES,
)
OTHER_GENES_RANKED = Sentence(
    "next.other_genes_ranked",
    en="If the clinical picture fits: examine {first} first, which fits the findings best, then "
    "the other genes of the differential, by panel, exome or genome.",
    de="Wenn das klinische Bild passt: zuerst {first}, das am besten zu den Befunden passt, dann "
    "die übrigen Gene der Differenzialdiagnose durch Panel, Exom oder Genom untersuchen.",
    when="The gene does not explain the person, and findings rank the other genes.",
    source=_RULES,
)
RESOLVE_CONTRADICTION = Sentence(
    "next.resolve_contradiction",
    en="{subjects:list}: resolve by {methods:list} before any conclusion.",
    de="{subjects}: vor jeder Schlussfolgerung klären ({methods}).",
    when="The data contradict each other.",
    source=_RULES,
)
COUNSELLING = Sentence(
    "next.counselling",
    en="Person and family: offer genetic counselling.",
    de="Person und Familie: genetische Beratung anbieten.",
    when="A variant on both copies is named, or on one: the person may be a carrier.",
    source="clinical rules 3.6; ESHG/EuroGentest",
)
EVIDENCE_ON_UNCERTAIN = Sentence(
    "next.evidence_on_uncertain",
    en="{events:list}: gather evidence by segregation in parents and affected relatives, RNA, or "
    "a functional assay.",
    de="{events}: Belege sammeln durch Segregation bei Eltern und betroffenen Verwandten, RNA "
    "oder einen Funktionstest.",
    when="A variant of uncertain significance may lie on a copy that is taken as intact.",
    source=_RULES,
)
