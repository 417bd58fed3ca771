"""Contradictions and oddities of the files, with what shows them."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 2.4"

AT = Sentence(
    "finding.at",
    en="{meaning:words} ({where:commas})",
    de="{meaning} ({where})",
    when="A finding, with the record, event or file that shows it.",
    source=_RULE,
)
AT_EXONS = Sentence(
    "finding.at_exons",
    en="{meaning:words} ({exons:exons}, {file})",
    de="{meaning} ({exons}, {file})",
    when="Exons without reads where the others are well read.",
    source="earned claims 10",
)
AT_PAIR = Sentence(
    "finding.at_pair",
    en="{meaning:words} ({first}; {second})",
    de="{meaning} ({first}; {second})",
    when="A change that another one, which is not called, may restore.",
    source="clinical rules 2.1",
)
DEPTH_OF_EXONS = Sentence(
    "finding.depth_of_exons",
    en="depth of the exons",
    de="Lesetiefe der Exons",
    when="The depth of the exons denies a called deletion.",
    source="clinical rules Z16",
)
OF_EVENT = Sentence(
    "finding.of_event",
    en="{event:words}: {meaning:words}",
    de="{event}: {meaning}",
    when="Criteria of one event that contradict each other.",
    source="clinical rules 2.6",
)
OF_TWO = Sentence(
    "finding.of_two",
    en="{meaning:words} {first} and {second}.",
    de="{meaning} {first} und {second}.",
    when="A finding on two events.",
    source=_RULE,
)
READS = Sentence(
    "finding.reads",
    en="{meaning:words} {event}: genotype {genotype}, {reads:words}.",
    de="{meaning} {event}: Genotyp {genotype}, {reads}.",
    when="The reads of a record do not fit its genotype.",
    source="clinical rules Z2, Z13",
)
OWN_READS = Sentence(
    "finding.own_reads",
    en="{meaning:words} {event}: called {zygosity:short}, shown by {reads:words}.",
    de="{meaning} {event}: bestimmt als {zygosity:short}, gezeigt von {reads}.",
    when="The person's own reads do not fit a genotype.",
    source="reads.md 2",
)
INTRONS = Sentence(
    "finding.introns",
    en="{meaning:words} ({number:intron|introns})",
    de="{meaning} ({number:Intron|Introns})",
    when="Reads, or callers, leave two introns or more out, each as a whole.",
    source="reads.md 1",
)
OTHER_PERSON = Sentence(
    "finding.other_person",
    en="{meaning:words} ({denied:number} of {sites:number} sites)",
    de="{meaning} ({denied} von {sites} Stellen)",
    when="The person's reads contradict the genotypes of many small variants.",
    source="reads.md 2",
)
BY_RECORDS = Sentence(
    "finding.by_records",
    en="{meaning:words} {event}: {records:commas}.",
    de="{meaning} {event}: {records}.",
    when="The depth of one record overrides the genotype of another.",
    source="clinical rules Z16",
)
RECORD = Sentence(
    "finding.record",
    en="{record} {zygosity:short}",
    de="{record} {zygosity}",
    when="A record with the copies that it gives an event.",
    source=_RULE,
)
RECORDS_DISAGREE = Sentence(
    "finding.records_disagree",
    en="Records of {event} disagree: {records:commas}.",
    de="Einträge zu {event} widersprechen sich: {records}.",
    when="Records of one event give it different copies.",
    source=_RULE,
)
OPPOSITE = Sentence(
    "finding.opposite",
    en="{first} and {second} put {event} on opposite copies, each on that one only.",
    de="{first} und {second} legen {event} auf verschiedene Kopien, jeder nur auf die eine.",
    when="Two records of one allele put it on opposite sides of one phase set.",
    source="earned claims 4",
)
DENIED = Sentence(
    "finding.denied",
    en="{record} says that {event} is not there.",
    de="Nach {record} ist {event} nicht vorhanden.",
    when="A confident record of another file says that an event is not there.",
    source=_RULE,
)
PARENT = Sentence(
    "finding.parent",
    en="{meaning:words} {event}: {who:words}, {call:words}.",
    de="{meaning} {event}: {who}, {call}.",
    when="A parent with reads of a change that are too few for an allele.",
    source="clinical rules Z13",
)
NOT_INHERITED = Sentence(
    "finding.not_inherited",
    en="The child is called homozygous for {event}, {who:words} does not carry it ({call:words}): "
    "a deletion inherited from {who:words}, uniparental disomy or wrong parentage must be "
    "suspected.",
    de="Das Kind ist als homozygot für {event} bestimmt, {who} trägt es nicht ({call}): Es kommen "
    "eine von dort ererbte Deletion, uniparentale Disomie oder falsche Elternschaft in Betracht.",
    when="An apparently homozygous child of a parent who does not carry the variant.",
    source="clinical rules Z26",
)
LOSS_NOT_INHERITED = Sentence(
    "finding.loss_not_inherited",
    en="The child is called homozygous for {event}, {who:words} does not carry it ({call:words}): "
    "a wrong call, a new deletion, uniparental disomy or wrong parentage must be suspected.",
    de="Das Kind ist als homozygot für {event} bestimmt, {who} trägt es nicht ({call}): Es kommen "
    "ein falscher Befund, eine neue Deletion, uniparentale Disomie oder falsche Elternschaft in "
    "Betracht.",
    when="A child without any copy of exons of which a parent has lost none.",
    source="clinical rules Z26",
)
GENOTYPE_INSIDE = Sentence(
    "finding.genotype_inside",
    en="{event} is called on both copies, but {record} has a confident genotype inside it.",
    de="{event} ist auf beiden Kopien bestimmt, {record} hat darin aber einen sicheren Genotyp.",
    when="A confident genotype inside a deletion of both copies.",
    source="clinical rules Z14",
)
HETEROZYGOTES_INSIDE = Sentence(
    "finding.heterozygotes_inside",
    en="{event} leaves one copy, but heterozygous calls lie inside it: {calls:commas}.",
    de="{event} lässt eine Kopie übrig, es liegen aber heterozygote Genotypen darin: {calls}.",
    when="Confident heterozygotes inside a deletion that leaves one copy.",
    source="clinical rules Z15",
)
PHASES_DISAGREE = Sentence(
    "finding.phases_disagree",
    en="Sources of phase contradict each other for {events:commas}.",
    de="Quellen der Phase widersprechen sich für {events}.",
    when="Two sources put the same events on one copy and on two.",
    source="clinical rules 2.3",
)
BOUNDED = Sentence(
    "finding.bounded",
    en="{count:number} unphased groups; only the first {most:number} were arranged.",
    de="{count} Gruppen ohne Phase; nur die ersten {most} wurden angeordnet.",
    when="More unphased events than are arranged.",
    source="clinical rules 2.3",
)
PHASE_BOUNDED = Sentence(
    "finding.phase_bounded",
    en="{count:number} events that need a copy; only of {most:number} was the phase asked.",
    de="{count} Ereignisse, die eine Kopie brauchen; nur von {most} wurde die Phase bestimmt.",
    when="More events of one person than are asked for their phase to each other.",
    source="clinical rules 2.3",
)
OF_TWO_COPIES = Sentence(
    "finding.of_two_copies",
    en="{exons:exons}: {ratio} of two copies",
    de="{exons}: {ratio} von zwei Kopien",
    when="An exon whose depth lies clearly below that of two copies.",
    source="earned claims 10",
)
OF_OTHERS = Sentence(
    "finding.of_others",
    en="{exons:exons}: {ratio} of the other exons",
    de="{exons}: {ratio} der anderen Exons",
    when="An exon that is read far less than the others.",
    source="earned claims 10",
)
OF_BLOCKS = Sentence(
    "finding.of_blocks",
    en="{exons:exons}: {ratio}",
    de="{exons}: {ratio}",
    when="An exon over which the reference blocks have half of the depth.",
    source="earned claims 3",
)
PROPOSED = Sentence(
    "finding.proposed",
    en="{exons:exons}: {ratio} of two copies, as with {copies:number} left",
    de="{exons}: {ratio} von zwei Kopien, wie bei {copies} verbliebenen",
    when="The depth of one exon of an exome proposes a loss.",
    source="earned claims 10",
)
PARENT_SITES = Sentence(
    "finding.parent_sites",
    en="{who:bare}: {conflicts:number} of {sites:number} sites within 10 Mb of the gene",
    de="{who}: {conflicts} von {sites} Stellen innerhalb von 10 Mb um das Gen",
    when="Child and parent are homozygous for different alleles at many sites.",
    source="clinical rules Z26",
)
WITH_VALUES = Sentence(
    "finding.with_values",
    en="{finding:open} ({values:semicolons}).",
    de="{finding:open} ({values}).",
    when="A contradiction in the headline, with the values of its records.",
    source="earned claims 9",
)
PLAIN = Sentence(
    "finding.plain",
    en="{finding:open}.",
    de="{finding:open}.",
    when="A contradiction in the headline, of records without such values.",
    source="earned claims 9",
)
COPIES_NOT_KNOWN = Sentence(
    "finding.copies_not_known",
    en="On how many copies {event:words} lies is not known",
    de="Auf wie vielen Kopien {event:words} liegt, ist nicht bekannt",
    when="A deciding event whose record gives no genotype.",
    source="earned claims 7",
)
RECORD_NOT_READ = Sentence(
    "finding.record_not_read",
    en="a record at the locus cannot be read.",
    de="Ein Eintrag am Genort ist nicht lesbar.",
    when="No answer, and no contradiction but a record that cannot be read.",
    source="clinical rules 4.3",
)
CODON = Sentence(
    "finding.codon",
    en="{first} and {second} touch one codon, and their phase is not known: on one copy they make "
    "{joint}, on two copies {alone} and {other}.",
    de="{first} und {second} betreffen ein Codon, und ihre Phase ist nicht bekannt: Auf einer "
    "Kopie ergeben sie {joint}, auf zwei Kopien {alone} und {other}.",
    when="Two changes of one codon, on one copy in some arrangements and not in others.",
    source="clinical rules 2.1 (Z6)",
)
CODON_WITH = Sentence(
    "finding.codon_with",
    en="{first} and {second} touch one codon, and their phase is not known: on one copy they make "
    "{joint} with {shared:and} of both copies, on two copies {alone} and {other}.",
    de="{first} und {second} betreffen ein Codon, und ihre Phase ist nicht bekannt: Auf einer "
    "Kopie ergeben sie mit {shared} beider Kopien {joint}, auf zwei Kopien {alone} und {other}.",
    when="The same, where a change on both copies acts with one of the two.",
    source="clinical rules 2.1 (Z6)",
)
