"""Reasons of criteria and answers to their questions, where they hold values."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_PVS1 = "Abou Tayoun 2018; Walker 2023"
_FREQUENCY = "Richards 2015; Whiffin 2017"
_SCORES = "Walker 2023; Pejaver 2022"


def _says(name: str, en: str, de: str, when: str, source: str) -> Sentence:
    """A sentence of the ledger of criteria."""
    return Sentence(f"criteria.{name}", en=en, de=de, when=when, source=source)


NOT_COUNTED = _says(
    "not_counted",
    "{reason} Not counted beside {by}.",
    "{reason} Neben {by} nicht gezählt.",
    "A criterion is met, and another says the same.",
    "Richards 2015; ACGS 2024",
)
FREQUENCY = _says(
    "frequency",
    "{frequency} in {group} ({alleles:number} alleles)",
    "{frequency} in {group} ({alleles} Allele)",
    "A frequency of a group is named.",
    _FREQUENCY,
)
OR_MORE = _says(
    "or_more", "{limit} or more", "{limit} oder mehr", "A limit that is reached at it.", _SCORES
)
OR_LESS = _says(
    "or_less", "{limit} or less", "{limit} oder weniger", "A limit that is kept at it.", _SCORES
)
BELOW_IN_EVERY_GROUP = _says(
    "below_in_every_group",
    "below {limit} in every group",
    "unter {limit} in jeder Gruppe",
    "The limit of PM2 is named.",
    _FREQUENCY,
)
IN_NO_GROUP = _says(
    "in_no_group",
    "in no group {alleles:number} alleles or more",
    "in keiner Gruppe {alleles} Allele oder mehr",
    "A source has the allele, and no group enough of it for a frequency.",
    _FREQUENCY,
)
GREATEST_CREDIBLE = _says(
    "greatest_credible",
    "above {limit}: the square root of {prevalence} (prevalence) x {gene_share} (share of the "
    "gene), times {allele_share} (share of one allele)",
    "über {limit}: die Wurzel aus {prevalence} (Prävalenz) x {gene_share} (Anteil des Gens), mal "
    "{allele_share} (Anteil eines Allels)",
    "The greatest credible frequency of BS1 is named.",
    _FREQUENCY,
)
EMBEDDED_CLINVAR = _says(
    "embedded_clinvar",
    "embedded list of ClinVar, last seen {day}",
    "mitgelieferte Liste von ClinVar, zuletzt gesehen {day}",
    "A known variant is of the list that comes with the program.",
    "ClinVar",
)
LONGEST_RUN = _says(
    "longest_run",
    "longest run {length:number}",
    "längster Lauf {length}",
    "The longest run of one base beside a change is known.",
    "LOFTEE; clinical rules 1.4",
)
SHARE_OF_READS = _says(
    "share_of_reads",
    "{share} of the reads",
    "{share} der Reads",
    "The reads of a heterozygous allele are counted.",
    "LOFTEE; clinical rules 1.4",
)
NO_SCORE = _says(
    "no_score",
    "No score of {tool} for this allele.",
    "Kein Wert von {tool} für dieses Allel.",
    "The tool that the policy chose tells nothing of a missense variant.",
    _SCORES,
)
DEEP_INTRONIC = _says(
    "deep_intronic",
    "donor +{donor:number} or acceptor -{acceptor:number} and beyond",
    "ab Donor +{donor} oder Akzeptor -{acceptor}",
    "BP7 of a variant deep in an intron.",
    _SCORES,
)
SEQUENCE_OF = _says(
    "sequence_of",
    "sequence of {transcript}",
    "Sequenz von {transcript}",
    "PVS1 rests on the transcript.",
    _PVS1,
)
RESIDUES_LOST = _says(
    "residues_lost",
    "{lost:number} of {all:number} residues ({share})",
    "{lost} von {all} Aminosäuren ({share})",
    "How much of the protein is removed or altered was computed.",
    _PVS1,
)
GENES_TAKEN = _says(
    "genes_taken",
    "{genes:number} protein-coding genes as far as the neighbours are known",
    "{genes} proteinkodierende Gene, soweit die Nachbarn bekannt sind",
    "A deletion has a dosage score.",
    "Riggs 2020",
)
OF_ON_ONE_COPY = _says(
    "of_on_one_copy",
    "of {count:number} on one copy",
    "von {count} auf einer Kopie",
    "PM3: more alleles lie on one copy than are held against each other.",
    "ClinGen SVI, PM3 1.0",
)
IN_TRANS_BY = _says(
    "in_trans_by",
    "in trans by {source:words}",
    "in trans nach {source}",
    "PM3: something proves that the two alleles lie on opposite copies.",
    "ClinGen SVI, PM3 1.0",
)
