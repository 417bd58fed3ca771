"""Labels and short sentences of page one: head, table, copies, what is open, signature."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_ISO = "ISO 15189:2022, 7.4.1.6"
_LAYOUT = "report.md, page one"
_ALWAYS = "On every page one."
_GIVEN = "The order or the laboratory file tells it."


def _label(name: str, en: str, de: str, when: str = _ALWAYS, source: str = _LAYOUT) -> Sentence:
    """A heading, a column or the name of a fact."""
    return Sentence(f"page_one.{name}", en=en, de=de, when=when, source=source)


def _fact(name: str, en: str, de: str) -> Sentence:
    """A label of the head."""
    return _label(name, en, de, _GIVEN, _ISO)


# 1 head
TITLE = _label(
    "title",
    "{gene}: the two copies of the gene",
    "{gene}: die beiden Kopien des Gens",
)
PERSON = _fact("person", "Person", "Person")
SPECIMEN = _fact("specimen", "Specimen", "Probe")
REQUEST = _fact("request", "Requested by", "Angefordert von")
LABORATORY = _fact("laboratory", "Laboratory", "Labor")
TEST = _fact("test", "Test", "Untersuchung")
INDICATION = _fact("indication", "Indication", "Indikation")
REPORT = _fact("report", "Report", "Befund")
NOT_GIVEN_LABEL = _label("not_given_label", "Not given", "Nicht angegeben")
NOT_GIVEN = _label(
    "not_given",
    "{facts:commas}.",
    "{facts}.",
    when="Something that a report should name was not given.",
    source=_ISO,
)
NAME = _fact("name", "name", "Name")
BORN = _fact("born", "born {day}", "geboren {day}")
BIRTH_DATE = _fact("birth_date", "birth date", "Geburtsdatum")
SPECIMEN_LABEL = _fact("specimen_label", "specimen", "Probe")
LABORATORY_LABEL = _fact("laboratory_label", "laboratory", "Labor")
REQUESTER = _fact("requester", "requester", "Auftraggeber")
IDENTIFIERS = _fact("identifiers", "two identifiers", "zwei Kennungen")
SECOND_IDENTIFIER = _fact("second_identifier", "second identifier", "zweite Kennung")
FEMALE = _fact("female", "female", "weiblich")
MALE = _fact("male", "male", "männlich")
OTHER_SEX = _fact("other_sex", "other sex", "anderes Geschlecht")
SAMPLE = _fact("sample", "sample {name}", "Probe {name}")
COLUMN = _fact("column", "column {column} of {file}", "Spalte {column} in {file}")
TAKEN = _fact("taken", "taken {day}", "entnommen {day}")
TAKEN_LABEL = _fact("taken_label", "date taken", "Entnahmedatum")
RECEIVED = _fact("received", "received {day}", "eingegangen {day}")
RECEIVED_LABEL = _fact("received_label", "date received", "Eingangsdatum")
QUALITY = _fact("quality", "quality: {quality}", "Qualität: {quality}")
TO = _fact("to", "to {who:commas}", "an {who}")
ORDERED = _fact("ordered", "order of {day}", "Auftrag vom {day}")
ACCREDITED = _fact(
    "accredited", "accreditation: {accreditation}", "Akkreditierung: {accreditation}"
)
ADDRESS = _fact("address", "address of the laboratory", "Anschrift des Labors")
ACCREDITATION = _fact("accreditation", "accreditation", "Akkreditierung")
PURPOSE = _fact("purpose", "purpose: {purpose}", "Zweck: {purpose}")
PURPOSE_LABEL = _fact("purpose_label", "purpose", "Zweck")
TESTED_AS = _fact("tested_as", "tested as {role}", "untersucht als {role}")
REGION = _label(
    "region",
    "{exons:runs} of {transcript} with splice sites, sequence and copies ({cytoband}, {assembly})",
    "{exons} von {transcript} mit Spleißstellen, Sequenz und Kopienzahl ({cytoband}, {assembly})",
)
NUMBER = _fact("number", "report number", "Befundnummer")
VERSION = _fact("version", "version {version:number}", "Version {version}")
ISSUED = _fact("issued", "reported {day}", "berichtet am {day}")
ISSUED_LABEL = _fact("issued_label", "date of the report", "Befunddatum")
REPLACES = _label(
    "replaces",
    "replaces {report}: {reason}",
    "ersetzt {report}: {reason}",
    when="The order names an earlier report that this one replaces.",
    source="ISO 15189:2022, 7.4.1.8",
)
DRAFT = _label(
    "draft",
    "Draft – not signed",
    "Entwurf – nicht unterschrieben",
    when="Nobody has signed.",
    source=_ISO,
)
PRELIMINARY = _label(
    "preliminary", "Preliminary report", "Vorläufiger Befund", "The order says so.", _ISO
)
FINAL = _label("final", "Final report", "Endgültiger Befund", "The order says so.", _ISO)
AMENDED = _label("amended", "Amended report", "Geänderter Befund", "The order says so.", _ISO)

# 2 result
RESULT = _label("result", "Result", "Ergebnis")

# 3 table
VARIANTS = _label("variants", "Deciding variants", "Entscheidende Varianten")
COLUMN_VARIANT = _label("column_variant", "Variant", "Variante")
COLUMN_EXON = _label("column_exon", "Exon", "Exon")
COLUMN_ZYGOSITY = _label("column_zygosity", "Zygosity", "Zygotie")
COLUMN_PHASE = _label("column_phase", "Copy, from whom", "Kopie, von wem")
COLUMN_INHERITANCE = _label("column_inheritance", "Inheritance", "Erbgang")
COLUMN_CLASS = _label("column_class", "Class, date", "Klasse, Datum")
COLUMN_PVS1 = _label("column_pvs1", "PVS1", "PVS1")
NO_VARIANT = _label(
    "no_variant",
    "None: the result rests on no variant.",
    "Keine: Das Ergebnis beruht auf keiner Variante.",
    when="No event breaks a copy in any arrangement.",
)
MORE_VARIANTS = _label(
    "more_variants",
    "{count:further variant stands|further variants stand} in the appendix.",
    "{count:weitere Variante steht|weitere Varianten stehen} im Anhang.",
    when="More variants decide than the table holds.",
)
RECESSIVE = _label(
    "recessive",
    "autosomal recessive ({disease})",
    "autosomal-rezessiv ({disease})",
    when="A variant of the gene stands in the table.",
    source="OMIM 259720",
)
CLASS_WITH_POINTS = _label(
    "class_with_points",
    "{name:words}, {points:point|points}",
    "{name:words}, {points:Punkt|Punkte}",
    when="A variant stands in the table.",
    source="Tavtigian 2020",
)
NO_DATE = _label(
    "no_date", "date not given", "Datum nicht angegeben", "The order gives no date of the report."
)
ON_COPY = _label(
    "on_copy",
    "copy {copy:number}, {origin:words}",
    "Kopie {copy}, {origin}",
    when="An event is placed on one copy.",
)
ON_BOTH = _label("on_both", "both copies", "beide Kopien", "An event lies on both copies.")
BY = _label("by", "{where:words}: {source:words}", "{where}: {source}", "The phase has a source.")
PHASE_OPEN = _label(
    "phase_open",
    "copy not known",
    "Kopie nicht bekannt",
    "The phase, or the number of copies, is not known.",
)
ONE_COPY = _label(
    "one_copy",
    "one copy, parent not known",
    "eine Kopie, Elternteil nicht bekannt",
    when="A single heterozygous event has no phase.",
)
MATERNAL = _label("maternal", "from the mother", "von der Mutter", "Parents show it.")
PATERNAL = _label("paternal", "from the father", "vom Vater", "Parents show it.")
ORIGIN_OPEN = _label(
    "origin_open", "parent not known", "Elternteil nicht bekannt", "Parents do not show it."
)
PROTEIN_LEFT_OPEN = _label(
    "protein_left_open",
    "p.?",
    "p.?",
    when="The protein of an event cannot be told (HGVS).",
)
NOT_SHOWN_EXON = _label("no_exon", "none", "keines", "An event lies outside the gene.")
IN_INTRON = _label("in_intron", "intron {intron:number}", "Intron {intron}", "It meets no exon.")
BENIGN_ALONE = _label(
    "benign_alone",
    "{name:words} by frequency alone (BA1), whatever the points",
    "{name:words} nach der Häufigkeit allein (BA1), ohne Rücksicht auf Punkte",
    when="BA1 makes a variant of the table benign.",
    source="Richards 2015",
)

# 4 copies
COPIES = _label("copies", "The two copies", "Die beiden Kopien")
COPY = _label("copy", "copy {copy:number}", "Kopie {copy}")
COPY_FROM = _label(
    "copy_from",
    "copy {copy:number} ({origin:words})",
    "Kopie {copy} ({origin})",
    when="Parents show where a copy came from.",
)
COPY_WORDS = _label("copy_words", "{parts:semicolons}.", "{parts}.")
COPY_EXONS = _label("copy_exons", "{exons:runs} {status:words}", "{exons} {status}")
COPY_PROTEIN = _label(
    "copy_protein",
    "predicted protein {protein}",
    "vorhergesagtes Protein {protein}",
    when="A copy carries something.",
)
WORST_OF = _label(
    "worst_of",
    "The variants fit on the two copies in {count:number} ways; the worst is shown, the best "
    "stands in the appendix.",
    "Die Varianten passen auf {count} Arten auf die beiden Kopien; gezeigt ist die ungünstigste, "
    "die günstigste steht im Anhang.",
    when="More than one arrangement fits.",
)
NOT_DRAWN = _label(
    "not_drawn",
    "No copy is drawn: the data contradict each other.",
    "Keine Kopie ist gezeichnet: Die Daten widersprechen sich.",
    when="The data contradict each other, and no reading of them can be drawn.",
    source="earned-claims 9",
)
LEFT_OPEN = _label(
    "left_open",
    "No copy is drawn: the files leave open what decides.",
    "Keine Kopie ist gezeichnet: Die Dateien lassen offen, was entscheidet.",
    when="No answer can be given, and nothing contradicts anything.",
    source="earned-claims 9",
)
READING = _label(
    "reading",
    "{premise:words}: {state:words}",
    "{premise}: {state}",
    when="Two sources contradict each other.",
    source="earned-claims 9",
)

# 5 how sure
SURE = _label("sure", "How sure, and why", "Wie sicher, und warum")

# 7 open
OPEN = _label("open", "Not examined", "Nicht untersucht")
NOTHING_OPEN = _label(
    "nothing_open",
    "All exons were callable for small variants and for deletions. Deep introns, regulatory "
    "sequence, balanced rearrangements and low-level mosaicism were not examined.",
    "Alle Exons waren für kleine Varianten und für Deletionen auswertbar. Tief intronische "
    "und regulatorische Sequenz, balancierte Umlagerungen und geringgradige Mosaike wurden nicht "
    "untersucht.",
    when="Every exon was callable for both.",
    source="clinical rules 2.7",
)
BEYOND = _label(
    "beyond",
    "Deep introns, regulatory sequence, balanced rearrangements and low-level mosaicism.",
    "Tief intronische und regulatorische Sequenz, balancierte Umlagerungen, geringgradige Mosaike.",
    source="clinical rules 2.7",
)
SMALL_VARIANTS_IN = _label(
    "small_variants_in",
    "Small variants: {parts:semicolons}.",
    "Kleine Varianten: {parts}.",
    source="clinical rules 2.7",
)
DELETIONS_IN = _label(
    "deletions_in",
    "Deletions: {parts:semicolons}.",
    "Deletionen: {parts}.",
    when="No deletion of an exon is called.",
    source="earned-claims 1",
)
FURTHER_DELETIONS_IN = _label(
    "further_deletions_in",
    "Further deletions: {parts:semicolons}.",
    "Weitere Deletionen: {parts}.",
    when="A deletion of an exon is called.",
    source="earned-claims 1",
)
CALLABLE = _label("callable", "{exons:runs} callable", "{exons} auswertbar")
NOT_CALLABLE = _label("not_callable", "{exons:runs} NOT callable", "{exons} NICHT auswertbar")
NOT_ASSESSED = _label("not_assessed", "{exons:runs} not assessed", "{exons} nicht beurteilt")
LOSS_NOT_EXCLUDED = _label(
    "loss_not_excluded",
    "A loss of both copies is not excluded by confident calls in {exons:runs}.",
    "Ein Verlust beider Kopien ist durch sichere Genotypen nicht ausgeschlossen: {exons}.",
    when="No confident call shows that a copy of an exon is there.",
    source="earned-claims 1",
)
WARNINGS = _label(
    "warnings", "Warnings", "Warnungen", "Something contradicts the result, or bears on it."
)
MORE_WARNINGS = _label(
    "more_warnings",
    "{count:further warning|further warnings}: see the appendix.",
    "{count:weitere Warnung|weitere Warnungen}: siehe Anhang.",
    when="More is odd than page one has room for.",
)

# 8 next
NEXT = _label("next", "Next", "Weiteres Vorgehen")
NOTHING_NEXT = _label(
    "nothing_next", "No test is proposed.", "Keine Untersuchung wird vorgeschlagen.", "None is."
)
MORE_TESTS = _label(
    "more_tests",
    "{count:further proposal|further proposals} in the appendix.",
    "{count:weiterer Vorschlag|weitere Vorschläge} im Anhang.",
    when="More than four tests are proposed.",
)

# 9 signature
SIGN = _label("sign", "Signatures", "Unterschriften")
SIGN_NOTE = _label(
    "sign_note",
    "Software proposed this. It becomes a report when two persons have reviewed and signed it.",
    "Vorschlag einer Software. Ein Befund wird daraus, wenn zwei Personen ihn geprüft und "
    "unterschrieben haben.",
    when="Nobody has signed.",
    source="clinical rules 3.1",
)
SIGNED_NOTE = _label(
    "signed_note",
    "Signed as the order says; this program does not check signatures.",
    "Unterschrieben laut Auftrag; dieses Programm prüft keine Unterschriften.",
    when="The order names who signed.",
)
ANALYST = _label("analyst", "Analyst", "Analyse", "Nobody has signed.")
GENETICIST = _label(
    "geneticist",
    "Clinical scientist or geneticist",
    "Fachärztin, Facharzt oder Fachhumangenetiker/in",
    "Nobody has signed.",
)
SIGNER = _label("signer", "Name and credential", "Name und Qualifikation")
SIGN_DATE = _label("sign_date", "Date", "Datum")
SIGNATURE = _label("signature", "Signature", "Unterschrift")
INTERPRETATION = _label("interpretation", "Interpretation", "Beurteilung")

# Every page in print
PAGE_NUMBER = _label("page_number", "page {page} of {pages}", "Seite {page} von {pages}")
CONFIDENTIAL = _label("confidential", "confidential", "vertraulich")
