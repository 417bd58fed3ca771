"""What shows whether an exon could be judged, and what markers around the gene tell."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 2.7"
_DEPTH = "earned claims 10"
_MARKERS = "clinical rules 2.4"

BLOCKS = Sentence(
    "examined.blocks",
    en="reference blocks of {file}",
    de="Referenzblöcke von {file}",
    when="A gVCF was given.",
    source=_RULE,
)
COVERAGE = Sentence(
    "examined.coverage",
    en="{kind:words} of {file}",
    de="{kind} von {file}",
    when="A coverage file, BAM or CRAM was given.",
    source=_RULE,
)
NOTHING = Sentence(
    "examined.nothing",
    en="no gVCF, no callable regions and no depth were given",
    de="keine gVCF, keine auswertbaren Bereiche und keine Lesetiefe lagen vor",
    when="Nothing was given that tells what was callable.",
    source=_RULE,
)
OTHER_GENES = Sentence(
    "examined.other_genes",
    en="The same files have records in other genes of the panel ({genes:list}): only {gene} was "
    "judged.",
    de="Dieselben Dateien haben Einträge in anderen Genen des Panels ({genes}): Nur {gene} wurde "
    "beurteilt.",
    when="Findings were given, nothing was found in the gene, and the files hold other genes of "
    "the panel.",
    source=_RULE,
)
HOLE = Sentence(
    "examined.hole",
    en="not callable at {place}",
    de="nicht auswertbar bei {place}",
    when="Bases of an exon were not callable.",
    source=_RULE,
)
DELETIONS = Sentence(
    "examined.deletions",
    en="deletions: {by:words}",
    de="Deletionen: {by}",
    when="Each source that may be a search for deletions.",
    source="earned claims 1",
)
NO_DEPTH = Sentence(
    "examined.no_depth",
    en="depth tells nothing ({reason:words})",
    de="die Lesetiefe ergibt nichts ({reason})",
    when="The depth of an exon gives no ratio.",
    source=_DEPTH,
)
RATIO = Sentence(
    "examined.ratio",
    en="depth {ratio} ± {spread} of two copies",
    de="Lesetiefe {ratio} ± {spread} von zwei Kopien",
    when="The depth of an exon gives a ratio.",
    source=_DEPTH,
)
NO_LOSS = Sentence(
    "examined.no_loss",
    en="{depth:words}, no loss",
    de="{depth}, kein Verlust",
    when="The depth of an exon excludes the loss of a copy.",
    source=_DEPTH,
)
COPIES_OPEN = Sentence(
    "examined.copies_open",
    en="{depth:words}, copies not told ({reason:words})",
    de="{depth}, Kopien nicht angegeben ({reason})",
    when="The depth of an exon gives a ratio and no number of copies.",
    source=_DEPTH,
)
COPIES = Sentence(
    "examined.copies",
    en="{depth:words}, told as {copies:number}",
    de="{depth}, angegeben als {copies}",
    when="The depth of an exon gives a number of copies.",
    source=_DEPTH,
)
NEARBY = Sentence(
    "examined.nearby",
    en="{count:number} heterozygous within {reach:number} kb of the gene",
    de="{count} heterozygote innerhalb von {reach} kb um das Gen",
    when="Markers around the gene were read.",
    source=_MARKERS,
)
NO_STRETCH = Sentence(
    "examined.no_stretch",
    en="{answer:words} No homozygous stretch spans the gene; {near:words}.",
    de="{answer} Kein homozygoter Abschnitt umfasst das Gen; {near}.",
    when="Markers were read, and no homozygous stretch spans the gene.",
    source=_MARKERS,
)
STRETCH = Sentence(
    "examined.stretch",
    en="{answer:words} Stretch {place}, {length} Mb, {markers:number} markers, {errors:number} of "
    "them heterozygous and taken for errors; {near:words}.",
    de="{answer} Abschnitt {place}, {length} Mb, {markers} Marker, davon {errors} heterozygot und "
    "als Fehler gewertet; {near}.",
    when="A homozygous stretch of markers spans the gene.",
    source=_MARKERS,
)
