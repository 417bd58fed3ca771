"""Words in the drawings of reads, depth and protein, and their counts for who does not see them."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_SHOWN = "report.md, pictures; reads.md 6"


def _word(name: str, en: str, de: str, when: str) -> Sentence:
    """A word or line of a drawing."""
    return Sentence(f"pictures.{name}", en=en, de=de, when=when, source=_SHOWN)


THINNED = _word(
    "thinned",
    "Of the fragments a share of {share} was looked at.",
    "Von den Fragmenten wurde ein Anteil von {share} betrachtet.",
    "A sample is read so deep that not every fragment is looked at.",
)
EXON_WITHOUT_CALL = _word(
    "exon_without_call",
    "exon {exon:number}: no call",
    "Exon {exon}: keine Angabe",
    "The depth of an exon tells no copies.",
)
EXON_RATIO = _word(
    "exon_ratio",
    "exon {exon:number}: ratio {ratio}, spread {spread}, copies {copies}",
    "Exon {exon}: Verhältnis {ratio}, Streuung {spread}, Kopien {copies}",
    "The depth of an exon is drawn.",
)
MORE_RECORDS = _word(
    "more_records",
    "and {count:number} more records",
    "und {count} weitere Einträge",
    "More records of callers than are drawn over the depth.",
)
DEPTH_OVER = _word(
    "depth_over", "Depth over {gene} in copies", "Tiefe über {gene} in Kopien", "Depth is drawn."
)
CALL_AT = _word(
    "call_at",
    "{call}, {first:number} to {last:number}.",
    "{call}, {first} bis {last}.",
    "A record of a caller is drawn over the depth.",
)
COPIES_BY_DEPTH = _word(
    "copies_by_depth",
    "Copies by depth: {exons:commas}.",
    "Kopien nach Tiefe: {exons}.",
    "Copies of exons by depth are drawn.",
)
EXON_COPIES = _word(
    "exon_copies",
    "exon {exon:number} {value} ({copies})",
    "Exon {exon} {value} ({copies})",
    "Copies of an exon by depth are drawn.",
)
MEAN_DEPTH = _word(
    "mean_depth",
    "Mean depth over the window: {mean} reads.",
    "Mittlere Tiefe über das Fenster: {mean} Reads.",
    "The depth of the person's reads is drawn.",
)
MEAN_DEPTH_OF_TWO = _word(
    "mean_depth_of_two",
    "Mean depth over the window: {mean} reads; two copies give {two}.",
    "Mittlere Tiefe über das Fenster: {mean} Reads; zwei Kopien geben {two}.",
    "The depth of the person's reads is drawn, and what two copies give is known.",
)
FURTHER_EVENTS = _word(
    "further_events",
    "and {count:further event|further events}: see the table",
    "und {count:weiteres Ereignis|weitere Ereignisse}: siehe Tabelle",
    "More events than a pedigree names.",
)
FURTHER_RELATIVES = _word(
    "further_relatives",
    "and {count:further relative|further relatives}: see the table",
    "und {count:weitere verwandte Person|weitere Verwandte}: siehe Tabelle",
    "More relatives than a pedigree draws.",
)
DECAY_LIMIT = _word(
    "decay_limit",
    "stops up to codon {last:number}: mRNA degraded (NMD); from {first:number}: escape",
    "Stopps bis Codon {last}: mRNA abgebaut (NMD); ab {first}: nicht",
    "The protein is drawn.",
)
STOP = _word(
    "stop", "■ stop, codon {codon:number}", "■ Stopp, Codon {codon}", "A new end of a protein."
)
ALTERED = _word(
    "altered",
    "altered {first:number}–{last:number}",
    "verändert {first}–{last}",
    "Residues are altered up to the new end.",
)
AT_BOTH_ENDS = _word(
    "at_both_ends",
    "Reads at both ends of {name}",
    "Reads an beiden Enden von {name}",
    "Reads at a junction are drawn.",
)
OVER = _word("over", "Reads over {name}", "Reads über {name}", "Reads over a variant are drawn.")
MORE_READS = _word(
    "more_reads",
    "and {count:number} more reads",
    "und {count} weitere Reads",
    "More reads at a junction than are drawn.",
)
MORE_READS_COUNTED = _word(
    "more_reads_counted",
    "and {count:number} more reads, counted above",
    "und {count} weitere Reads, oben gezählt",
    "More reads over a variant than are drawn.",
)
POOR = _word(
    "poor",
    "mapping quality below {limit:number}",
    "Zuordnungsqualität unter {limit}",
    "Reads at a junction are drawn.",
)
PROPOSED = _word(
    "proposed",
    "Proposed by reads, told by no caller: {name}; {fragments:words}",
    "Von Reads vorgeschlagen, von keinem Caller genannt: {name}; {fragments}",
    "Reads show a junction that no record tells of.",
)
WITNESS = _word(
    "witness",
    "{answer}: {fragments:words}",
    "{answer}: {fragments}",
    "Reads were asked for the junction of an event.",
)
FROM_TO = _word(
    "from_to",
    "{kind:words} {first:number} to {last:number}",
    "{kind} {first} bis {last}",
    "A junction that no record tells of is named.",
)
FRAGMENTS = _word(
    "fragments",
    "fragments for the junction {all:number} ({split:number} split, {clipped:number} clipped, "
    "{gapped:number} with a gap, {pairs:number} pairs); for the reference {left:number} at the "
    "left end, {right:number} at the right end.",
    "Fragmente für die Verbindung {all} ({split} geteilt, {clipped} abgeschnitten, {gapped} mit "
    "Lücke, {pairs} Paare); für die Referenz {left} am linken, {right} am rechten Ende.",
    "Fragments at a junction are counted.",
)
AT_END = _word(
    "at_end",
    "{who}, {side} end at {place:number}: {counts}, {drawn:number} drawn; {depth:words}.",
    "{who}, {side} Ende bei {place}: {counts}, {drawn} gezeichnet; {depth}.",
    "Reads of a person at one end of a junction are drawn.",
)
END_WITHOUT_READS = _word(
    "end_without_reads",
    "The {side} end: {why}.",
    "Das Ende {side}: {why}.",
    "No read was fetched at one end of a junction.",
)
DEPTH_AROUND = _word(
    "depth_around",
    "mean depth {before} before it, {behind} behind it",
    "mittlere Tiefe {before} davor, {behind} dahinter",
    "Reads at one end of a junction are drawn.",
)
TOO_LONG = _word(
    "too_long",
    "{reads:read|reads}; the change is too long to be told by alignments",
    "{reads:Read|Reads}; die Veränderung ist zu lang, um an Alignments erkannt zu werden",
    "Reads over a variant are drawn that alignments cannot tell.",
)
ALLELE_COUNTS = _word(
    "allele_counts",
    "fragments with the variant {alt:words}, with the reference {ref:words}",
    "Fragmente mit der Variante {alt}, mit der Referenz {ref}",
    "Fragments of each allele are counted.",
)
ALLELE_COUNTS_OTHER = _word(
    "allele_counts_other",
    "fragments with the variant {alt:words}, with the reference {ref:words}, another allele "
    "{other:number}",
    "Fragmente mit der Variante {alt}, mit der Referenz {ref}, mit einem anderen Allel {other}",
    "Fragments of each allele are counted, and some have neither.",
)
BY_STRAND = _word(
    "by_strand",
    "{all:number} ({plus:number} plus, {minus:number} minus)",
    "{all} ({plus} plus, {minus} minus)",
    "Fragments of an allele are counted by strand.",
)
OVER_PLACE = _word(
    "over_place",
    "{who}: {reads:read|reads} here, {drawn:number} drawn; {counts}.",
    "{who}: {reads:Read|Reads} hier, {drawn} gezeichnet; {counts}.",
    "Reads of a person over a variant are drawn.",
)
