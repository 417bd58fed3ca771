"""Reads and genotypes within a sentence, and what a headline says of uneven reads."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules Z13; earned claims 3"

COUNT = Sentence(
    "reads.count",
    en="{allele:number} of {total:number} reads",
    de="{allele} von {total} Reads",
    when="The reads of an allele fit half of all, or are too few to judge.",
    source=_RULE,
)
FRAGMENTS = Sentence(
    "reads.fragments",
    en="{shown:number} of {total:number} fragments",
    de="{shown} von {total} Fragmenten",
    when="Fragments of the person's own reads are counted.",
    source="reads.md 1",
)
UNEVEN_HALF = Sentence(
    "reads.uneven_half",
    en="{allele:number} of {total:number} reads (binomial p {p} against one half)",
    de="{allele} von {total} Reads (binomial p {p} gegen die Hälfte)",
    when="The reads of an allele do not fit half of all (binomial).",
    source=_RULE,
)
UNEVEN_THIRD = Sentence(
    "reads.uneven_third",
    en="{allele:number} of {total:number} reads (binomial p {p} against one third)",
    de="{allele} von {total} Reads (binomial p {p} gegen ein Drittel)",
    when="The reads of a junction or of a gain do not fit a third of all (binomial).",
    source=_RULE,
)
FEW = Sentence(
    "reads.few",
    en="few reads",
    de="wenigen Reads",
    when="A mosaic or artefact whose reads the record does not count.",
    source=_RULE,
)
SHOWN_BY = Sentence(
    "reads.shown_by",
    en="{event:words} is shown by {reads:words}: skewed or mosaic.",
    de="{event}: gezeigt von {reads}; ungleich verteilt oder Mosaik.",
    when="A named heterozygote whose reads are uneven.",
    source=_RULE,
)
NOT_COUNTED = Sentence(
    "reads.not_counted",
    en="{event:words} is shown by {reads:words}: mosaic or artefact, not counted as an allele.",
    de="{event}: gezeigt von {reads}; Mosaik oder Artefakt, nicht als Allel gezählt.",
    when="A named event with too few reads for an allele.",
    source=_RULE,
)
OTHERS = Sentence(
    "reads.others",
    en="{event:words}: {other:number} of {total:number} reads show another allele, though it is "
    "called on every copy.",
    de="{event}: {other} von {total} Reads zeigen ein anderes Allel, obwohl es auf jeder Kopie "
    "bestimmt wurde.",
    when="A named event that is called on every copy, but whose reads also show another allele.",
    source=_RULE,
)
REFERENCE_DENIED = Sentence(
    "reads.reference_denied",
    en="Record {where} is called as reference, but its reads or its depth show the allele.",
    de="Der Eintrag {where} ist als Referenz bestimmt, seine Reads oder seine Tiefe zeigen aber "
    "das Allel.",
    when="A record with a reference genotype whose reads show the allele.",
    source="earned claims 3",
)
GENOTYPE = Sentence(
    "reads.genotype",
    en="{genotype}",
    de="{genotype}",
    when="The genotype of a relative as its record has it.",
    source="clinical rules 2.3",
)
NO_GENOTYPE = Sentence(
    "reads.no_genotype",
    en="no GT",
    de="kein GT",
    when="The record of a relative has no genotype.",
    source="clinical rules 2.3",
)
NO_GENOTYPE_COPIES = Sentence(
    "reads.no_genotype_copies",
    en="no GT, {copies}",
    de="kein GT, {copies}",
    when="The record of a relative has a copy number and no genotype.",
    source="clinical rules 2.3",
)
TESTED_CARRIER = Sentence(
    "reads.tested_carrier",
    en="tested in the laboratory: carrier",
    de="im Labor untersucht: Überträger",
    when="The result of a confirmation says that a parent carries the event.",
    source="review, what a reviewer does 3",
)
TESTED_NO_CARRIER = Sentence(
    "reads.tested_no_carrier",
    en="tested in the laboratory: no carrier",
    de="im Labor untersucht: kein Überträger",
    when="The result of a confirmation says that a parent does not carry the event.",
    source="review, what a reviewer does 3",
)
NOT_CALLED = Sentence(
    "reads.not_called",
    en="not called",
    de="nicht bestimmt",
    when="No record of a relative tells of the event.",
    source="clinical rules 2.3",
)
FILLED_IN = Sentence(
    "reads.filled_in",
    en="{call:words}, filled in without reads",
    de="{call}, ohne Reads aufgefüllt",
    when="A relative's reference call that a merging tool filled in.",
    source="earned claims 5",
)
NOT_USED = Sentence(
    "reads.not_used",
    en="{call:words}, not used",
    de="{call}, nicht verwendet",
    when="A relative's call of poor depth or quality.",
    source="earned claims 5",
)
AGAINST_DEPTH = Sentence(
    "reads.against_depth",
    en="{call:words}, contradicted by the depth",
    de="{call}, von der Lesetiefe widersprochen",
    when="A relative's reference call of a deletion whose depth shows a loss.",
    source="earned claims 5",
)
AGAINST_READS = Sentence(
    "reads.against_reads",
    en="{call:words}, contradicted by its reads",
    de="{call}, von den eigenen Reads widersprochen",
    when="A relative's call that its reads contradict.",
    source="earned claims 5",
)
WITH_READS = Sentence(
    "reads.with_reads",
    en="{call:words}, {reads:words}",
    de="{call}, {reads}",
    when="A relative's call with reads of a mosaic.",
    source="earned claims 5",
)
DISAGREE = Sentence(
    "reads.disagree",
    en="records disagree: {calls:semicolons}",
    de="Einträge widersprechen sich: {calls}",
    when="Usable records of a relative give different numbers of copies.",
    source="earned claims 5",
)
TOGETHER = Sentence(
    "reads.together",
    en="{calls:and}",
    de="{calls}",
    when="A relative's calls of changes that were read as one.",
    source="earned claims 6",
)
IN_DOUBT = Sentence(
    "reads.in_doubt",
    en="not used: parentage is in doubt",
    de="nicht verwendet: Elternschaft zweifelhaft",
    when="A parent who can hardly be one.",
    source="clinical rules Z26",
)
