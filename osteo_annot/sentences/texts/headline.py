"""The headline: the permitted wording of each state."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 3.2"

HOM_DEL = Sentence(
    "headline.hom_del",
    en="Homozygous deletion of {gene} {exons:exons} {verb:words}.",
    de="Homozygote Deletion in {gene} ({exons:exons}) {verb}.",
    when="BIALLELIC_HOM_DEL, and some exons are lost on both copies.",
    source=_RULE,
)
HOM_DEL_WHOLE = Sentence(
    "headline.hom_del_whole",
    en="Homozygous deletion of {gene} (all exons) {verb:words}.",
    de="Homozygote Deletion von {gene} (alle Exons) {verb}.",
    when="BIALLELIC_HOM_DEL, and every exon is lost on both copies.",
    source=_RULE,
)
HOM_SMALL = Sentence(
    "headline.hom_small",
    en="Homozygous variant {named:and} in {gene}; {confirmed:words}.",
    de="Homozygote Variante {named} in {gene}; {confirmed}.",
    when="BIALLELIC_HOM_SMALL, and something confirms two copies of the variant as it is named.",
    source=_RULE,
)
HOM_SMALL_ALONE = Sentence(
    "headline.hom_small_alone",
    en="Homozygous variant {named:and} in {gene}.",
    de="Homozygote Variante {named} in {gene}.",
    when="BIALLELIC_HOM_SMALL of changes that are read as one, each confirmed by itself.",
    source=_RULE,
)
HEMI_OVER_DEL = Sentence(
    "headline.hemi_over_del",
    en="In {gene}: {named:and}, on opposite copies.",
    de="In {gene}: {named}, auf verschiedenen Kopien.",
    when="BIALLELIC_HEMI_OVER_DEL.",
    source=_RULE,
)
COMPHET = Sentence(
    "headline.comphet",
    en="Compound heterozygous in {gene}: {named:and}, on opposite copies.",
    de="Compound-heterozygot in {gene}: {named}, auf verschiedenen Kopien.",
    when="BIALLELIC_COMPHET_TRANS.",
    source=_RULE,
)
APPARENT_HOM = Sentence(
    "headline.apparent_hom",
    en="Apparently homozygous variant {named:and} in {gene}; that two copies are present is not "
    "confirmed.",
    de="Scheinbar homozygote Variante {named} in {gene}; dass zwei Kopien vorhanden sind, ist "
    "nicht bestätigt.",
    when="APPARENT_HOM.",
    source=_RULE,
)
UNPHASED_TWO = Sentence(
    "headline.unphased_two",
    en="Two variants in {gene}, phase unknown: {named:and}.",
    de="Zwei Varianten in {gene}, Phase unbekannt: {named}.",
    when="POSSIBLE_COMPHET_UNPHASED by two events.",
    source=_RULE,
)
UNPHASED_MORE = Sentence(
    "headline.unphased_more",
    en="{count:number} variants in {gene}, phase unknown: {named:and}.",
    de="{count} Varianten in {gene}, Phase unbekannt: {named}.",
    when="POSSIBLE_COMPHET_UNPHASED by three or more events.",
    source=_RULE,
)
PHASE_NEEDED = Sentence(
    "headline.phase_needed",
    en="A diagnosis of OPTB5 is neither supported nor excluded until the phase is known.",
    de="Solange die Phase nicht bekannt ist, wird die Diagnose OPTB5 weder gestützt noch "
    "ausgeschlossen.",
    when="POSSIBLE_COMPHET_UNPHASED.",
    source=_RULE,
)
CIS = Sentence(
    "headline.cis",
    en="In {gene}: {named:and}, on one copy.",
    de="In {gene}: {named}, auf einer Kopie.",
    when="CIS_PAIR.",
    source=_RULE,
)
OTHER_SEEN = Sentence(
    "headline.other_seen",
    en="The other copy appears intact.",
    de="Die andere Kopie erscheint intakt.",
    when="CIS_PAIR, and a second variant could have been seen in every exon.",
    source=_RULE,
)
OTHER_UNSEEN = Sentence(
    "headline.other_unseen",
    en="No variant was found on the other copy, which was not fully examined.",
    de="Auf der anderen Kopie wurde keine Variante gefunden; sie wurde nicht vollständig "
    "untersucht.",
    when="CIS_PAIR, and some exon or record leaves open what the other copy carries.",
    source=_RULE,
)
CIS_NOT_ENOUGH = Sentence(
    "headline.cis_not_enough",
    en="Not enough for a diagnosis of OPTB5.",
    de="Das reicht für die Diagnose OPTB5 nicht aus.",
    when="CIS_PAIR.",
    source=_RULE,
)
GAP = Sentence(
    "headline.gap",
    en="One copy of {gene} carries {named:and}. A second variant is not excluded, because the gene "
    "was not fully examined.",
    de="Eine Kopie von {gene} trägt {named}. Eine zweite Variante ist nicht ausgeschlossen, weil "
    "das Gen nicht vollständig untersucht wurde.",
    when="MONOALLELIC_PLUS_GAP.",
    source=_RULE,
)
ONE_COPY = Sentence(
    "headline.one_copy",
    en="One copy of {gene} carries {named:and}; no second variant was found where it was looked "
    "for.",
    de="Eine Kopie von {gene} trägt {named}; eine zweite Variante wurde dort, wo gesucht wurde, "
    "nicht gefunden.",
    when="MONOALLELIC, and nothing of uncertain significance may lie on the other copy.",
    source=_RULE,
)
ONE_COPY_UNCERTAIN = Sentence(
    "headline.one_copy_uncertain",
    en="One copy of {gene} carries {named:and}; no second loss-of-function allele was found where "
    "it was looked for.",
    de="Eine Kopie von {gene} trägt {named}; ein zweites Allel mit Funktionsverlust wurde dort, wo "
    "gesucht wurde, nicht gefunden.",
    when="MONOALLELIC, and something of uncertain significance may lie on the other copy.",
    source=_RULE,
)
CARRIER = Sentence(
    "headline.carrier",
    en="Consistent with a carrier.",
    de="Vereinbar mit einer Anlageträgerschaft.",
    when="MONOALLELIC, and nothing has to be settled first.",
    source=_RULE,
)
CARRIER_ONLY_IF = Sentence(
    "headline.carrier_only_if",
    en="Consistent with a carrier only if {conditions:and}.",
    de="Mit einer Anlageträgerschaft nur vereinbar, wenn {conditions}.",
    when="MONOALLELIC, and the call, its class, or what lies beside it is open.",
    source="clinical rules 3.2; earned claims 9",
)
IF_HARMLESS = Sentence(
    "headline.if_harmless",
    en="what may lie on the other copy is harmless: {uncertain:and}, of uncertain significance",
    de="harmlos ist, was auf der anderen Kopie liegen kann: {uncertain}, von unklarer Signifikanz",
    when="MONOALLELIC, and something of uncertain significance may lie on the other copy.",
    source=_RULE,
)
IF_SETTLED = Sentence(
    "headline.if_settled",
    en="this is settled: {points:semicolons}",
    de="dies geklärt ist: {points}",
    when="MONOALLELIC, and the call or class of the deciding event is open.",
    source="earned claims 9",
)
NO_ANSWER = Sentence(
    "headline.no_answer",
    en="No answer can be given for {gene}: {contradiction:sentences}",
    de="Für {gene} ist keine Antwort möglich: {contradiction}",
    when="INDETERMINATE.",
    source="clinical rules 2.2; earned claims 9",
)
NONE_CALLABLE = Sentence(
    "headline.none_callable",
    en="No loss-of-function allele of {gene} was found; all six exons were callable for small "
    "variants.",
    de="In {gene} wurde kein Allel mit Funktionsverlust gefunden; alle sechs Exons waren für "
    "kleine Varianten auswertbar.",
    when="NONE_CALLABLE.",
    source=_RULE,
)
NONE_IN_EXONS = Sentence(
    "headline.none_in_exons",
    en="No loss-of-function allele of {gene} was found, but the gene was not fully examined: the "
    "test is not informative for {exons:exons}.",
    de="In {gene} wurde kein Allel mit Funktionsverlust gefunden, das Gen wurde aber nicht "
    "vollständig untersucht: Für {exons} ist der Test nicht aussagekräftig.",
    when="NONE_INCOMPLETE, and the exons are known in which small variants or a loss were not "
    "looked for.",
    source=_RULE,
)
NONE_BUT_OPEN = Sentence(
    "headline.none_but_open",
    en="No loss-of-function allele of {gene} was found, but a record at the locus, or the depth of "
    "an exon, leaves open whether there is one.",
    de="In {gene} wurde kein Allel mit Funktionsverlust gefunden, ein Eintrag am Genort oder die "
    "Lesetiefe eines Exons lässt aber offen, ob es eines gibt.",
    when="NONE_INCOMPLETE, and every exon was callable: a record or a depth is what is open.",
    source=_RULE,
)
UNCERTAIN = Sentence(
    "headline.uncertain",
    en="Of uncertain significance: {uncertain:and}.",
    de="Von unklarer Signifikanz: {uncertain}.",
    when="A state that takes a copy as intact, and something uncertain may lie on it; but of two "
    "changes of one codon their readings are told.",
    source=_RULE,
)
CODON_READINGS = Sentence(
    "headline.codon_readings",
    en="In {gene}: {readings:sentences}",
    de="In {gene}: {readings}",
    when="Two changes of one codon without phase decide whether a copy is affected.",
    source="clinical rules 2.1 (Z6)",
)
PHASE_DECIDES = Sentence(
    "headline.phase_decides",
    en="Whether a copy is broken is open until their phase is known, and a further variant is not "
    "excluded.",
    de="Ob eine Kopie betroffen ist, bleibt offen, bis ihre Phase bekannt ist; eine weitere "
    "Variante ist nicht ausgeschlossen.",
    when="Two changes of one codon without phase decide whether a copy is affected.",
    source="clinical rules 2.1 (Z6)",
)
BY_PARENTS = Sentence(
    "headline.by_parents",
    en="both parents are carriers",
    de="beide Eltern sind Anlageträger",
    when="Confident calls show the homozygous variant in both parents.",
    source="clinical rules 2.1",
)
BY_PARENTS_WITHOUT_QUALITY = Sentence(
    "headline.by_parents_without_quality",
    en="both parents are carriers by genotypes without quality",
    de="beide Eltern sind nach Genotypen ohne Qualitätsangabe Anlageträger",
    when="Both parents carry the homozygous variant, by calls without depth or quality.",
    source="earned claims 5",
)
BY_LINKED_MARKERS = Sentence(
    "headline.by_linked_markers",
    en="two copies are shown by reads that link it to both alleles of markers on both sides",
    de="zwei Kopien sind durch Reads gezeigt, die sie mit beiden Allelen von Markern zu beiden "
    "Seiten verbinden",
    when="Reads link the homozygous variant to both alleles of markers on both sides.",
    source="reads.md 2",
)
BY_COPY_NUMBER = Sentence(
    "headline.by_copy_number",
    en="two copies are shown by copy number, which does not exclude that an allele dropped out",
    de="zwei Kopien sind durch die Kopienzahl gezeigt, was einen Allelausfall nicht ausschließt",
    when="A copy number of two over the place confirms the homozygote.",
    source="earned claims 8",
)
BY_HETEROZYGOTES = Sentence(
    "headline.by_heterozygotes",
    en="two copies are shown by heterozygotes on both sides",
    de="zwei Kopien sind durch Heterozygotie zu beiden Seiten gezeigt",
    when="Confident heterozygotes close on both sides confirm the homozygote.",
    source="earned claims 8",
)
