"""German words of findings: what is odd or contradicts itself in the files."""

from __future__ import annotations

WORDS = {
    "FindingCode": {
        "CN_CONTRADICTS_GT": "Kopienzahl und Genotyp eines Eintrags widersprechen sich.",
        "CN_CONTRADICTS_ALT": "Eine Deletion ist ohne Genotyp angegeben, die Kopienzahl des "
        "Eintrags ist aber größer als zwei.",
        "END_DISAGREES_WITH_SVLEN": "END und SVLEN eines Eintrags ergeben verschiedene Enden; "
        "verwendet wurde END, die äußere Grenze umfasst beide.",
        "IMPRECISE_WITHOUT_INTERVAL": "Der Caller nennt das Ereignis ungenau, gibt aber kein "
        "Intervall an.",
        "GENOTYPES_DISAGREE": "Einträge eines Ereignisses ergeben verschiedene Kopienzahlen.",
        "CALLERS_DISAGREE_ON_EXONS": "Zwei Caller nennen ein Ereignis, nach ihnen reicht es aber "
        "in verschiedene Exons; verwendet wurde der genauere Befund.",
        "PARENT_WITHOUT_ALLELE": "Ein Elternteil eines homozygoten Kindes trägt die Variante "
        "nicht.",
        "PARENT_MAY_BE_MOSAIC": "Einige Reads eines Elternteils zeigen die Variante, zu wenige für "
        "ein Allel: Mosaik oder Artefakt. Der Elternteil zählt weder als Anlageträger noch als "
        "frei davon.",
        "GENOTYPE_INSIDE_HOMOZYGOUS_DELETION": "Innerhalb einer Deletion beider Kopien liegt ein "
        "sicherer Genotyp.",
        "HETEROZYGOTES_INSIDE_DELETION": "Innerhalb einer Deletion, die eine Kopie übrig ließe, "
        "liegen zwei oder mehr sichere heterozygote Genotypen.",
        "ONE_HETEROZYGOTE_INSIDE_DELETION": "Innerhalb einer Deletion, die eine Kopie übrig ließe, "
        "liegt ein sicherer heterozygoter Genotyp.",
        "GT_CONTRADICTS_READS": "Die Reads eines Eintrags widersprechen seinem Genotyp.",
        "READS_CONTRADICT_GENOTYPE": "Die Reads der Person widersprechen dem Genotyp.",
        "JUNCTION_PROPOSED": "Die Reads der Person zeigen an einem Exon eine "
        "Bruchpunktverbindung, die kein Caller nennt. Sie zählt nicht als Ereignis: mit einer "
        "unabhängigen Methode bestätigen.",
        "READS_BREAK_OFF": "Die Reads der Person brechen in einem Exon gemeinsam ab, und keiner "
        "zeigt, was folgt: eine Insertion oder ein Ende einer größeren Veränderung. Es zählt nicht "
        "als Ereignis: mit einer unabhängigen Methode bestätigen.",
        "PROCESSED_COPY": "Introns sind von Exonrand zu Exonrand ausgelassen, wie es eine "
        "prozessierte Kopie des Gens an anderer Stelle des Genoms tut. Kein Exon ist dadurch "
        "verloren; eine kleine Variante jener Kopie kann für eine des Gens gehalten worden sein.",
        "READS_OF_RNA": "Reads lassen Introns aus, wie es nur solche von RNA tun: Keiner der Datei "
        "wurde als Zeuge verwendet.",
        "READS_OF_ANOTHER_PERSON": "Die Reads zeigen an vielen Stellen nicht, was bestimmt wurde: "
        "Sie können von einer anderen Person sein. Die Proben vergleichen, bevor auf eines von "
        "beiden gebaut wird.",
        "JUNCTION_CONTRADICTS_CALL": "Die Reads der Person widersprechen dem Befund eines "
        "strukturellen Ereignisses: dass seine Bruchpunktverbindung da ist, oder auf wie vielen "
        "Kopien.",
        "ALLELE_ON_DELETED_COPY": "Ein Phasensatz legt eine Veränderung auf die Kopie, auf der "
        "ihre Basen deletiert sind.",
        "SKEWED_READS": "Die Reads der beiden Allele sind ungleich verteilt: verzerrt oder Mosaik.",
        "REFERENCE_WITH_READS": "Der Genotyp ist Referenz, Reads oder Lesetiefe zeigen aber das "
        "Allel: Was der Eintrag betrifft, bleibt offen.",
        "BREAKEND_MATES_DISAGREE": "Die beiden Einträge einer Bruchpunktverbindung verweisen nicht "
        "aufeinander; sie wurde nicht verwendet. Die Orte beider beim Caller der Datei erfragen.",
        "END_BEYOND_CHROMOSOME": "Ein Ende liegt jenseits des Chromosoms; es wurde dort gekürzt.",
        "END_BEFORE_START": "END liegt vor dem Anfang; es wurde nicht verwendet.",
        "END_NOT_READABLE": "END ist keine Position; es wurde nicht verwendet.",
        "SVTYPE_DISAGREES_WITH_ALT": "SVTYPE und ALT nennen verschiedene Arten; verwendet wurde "
        "ALT.",
        "COPIES_NOT_READABLE": "Eine Kopienzahl ist keine Anzahl von Kopien; sie wurde nicht "
        "verwendet.",
        "DEPTH_OVERRIDES_GT": "Die Lesetiefe ergibt eine andere Kopienzahl als der Genotyp; der "
        "Lesetiefe wurde gefolgt.",
        "DEPTH_CONTRADICTS_CN": "Die Lesetiefe im Eintrag widerspricht seiner Kopienzahl.",
        "DEPTH_CONTRADICTS_GAIN": "Ein Zugewinn ist angegeben, die Lesetiefe ist aber die von "
        "einer oder keiner Kopie: Es kann ein Verlust sein.",
        "DEPTH_BETWEEN_COPIES": "Die Lesetiefe liegt zwischen keiner und einer Kopie.",
        "DELETION_WITHOUT_DEPTH_LOSS": "Eine Deletion ist angegeben, die Lesetiefe ist aber die "
        "von zwei Kopien: Die Bruchpunktverbindung ist womöglich kein Verlust.",
        "EXON_WITHOUT_READS": "Ein Exon hat keine Reads, während die anderen gut gelesen sind: "
        "Beide Kopien können verloren sein, oder die Anreicherung ist ausgefallen. Mit Proben "
        "desselben Verfahrens vergleichen (--depth-reference) und mit einer unabhängigen Methode "
        "bestätigen.",
        "EXON_DEPTH_REDUCED": "Die Lesetiefe eines Exons liegt deutlich unter der von zwei Kopien, "
        "ergibt aber keine Kopienzahl: Ein Verlust, auch einer, den fremde Reads verdecken, ist "
        "nicht ausgeschlossen. Mit einer unabhängigen Methode bestätigen.",
        "LOSS_PROPOSED_BY_DEPTH": "Die Lesetiefe eines Exons eines Exoms deutet auf einen Verlust; "
        "eine ausgefallene Zielregion sieht ebenso aus. Zählt nicht als Ereignis: mit einer "
        "unabhängigen Methode bestätigen.",
        "BLOCK_DEPTH_REDUCED": "Die Referenzblöcke über einem Exon haben etwa die halbe Tiefe der "
        "anderen Blöcke ihrer Datei, oder weniger: So sieht der Verlust einer Kopie aus, aber auch "
        "ein schlecht gelesenes Exon.",
        "LOSS_OF_HETEROZYGOSITY": "Kopienneutraler Verlust der Heterozygotie über dem Gen: Beide "
        "Kopien können dieselbe sein (gemeinsame Abstammung oder uniparentale Disomie); verloren "
        "ist nichts.",
        "UNCALLED_ALLELE_MAY_RESTORE": "Eine Veränderung, die die Wirkung aufhöbe, steht in der "
        "Datei, die Probe hat dort aber keinen Genotyp, zu wenige Reads für ein Allel oder einen "
        "Referenzgenotyp, dem die Reads widersprechen.",
        "PARENTAGE_DOUBTFUL": "Kind und Elternteil sind an vielen Stellen um das Gen für "
        "verschiedene Allele homozygot: falsche Elternschaft, vertauschte Proben oder uniparentale "
        "Disomie. Was der Elternteil zur Phase sagt, wird nicht verwendet.",
        "STAR_WITHOUT_DELETION": "Das Allel * ist vorhanden, aber kein Eintrag nennt die Deletion, "
        "für die es steht.",
        "PHASE_SOURCES_DISAGREE": "Zwei Quellen der Phase widersprechen sich.",
        "ARRANGEMENTS_BOUNDED": "Mehr Ereignisse ohne Phase, als angeordnet werden.",
        "BENIGN_BY_FREQUENCY_AND_NULL": "Nach der Häufigkeit allein benigne (BA1), und doch ist "
        "ein Funktionsverlust vorhergesagt (PVS1): Eine Person muss urteilen, bevor eines davon "
        "verwendet wird.",
        "STRONG_ON_BOTH_SIDES": "Starke Kriterien sprechen für pathogen und für benigne: Eine "
        "Person muss urteilen. Vorgeschlagen wird keine Klasse außer unklarer Signifikanz, oder "
        "benigne, wo BA1 erfüllt ist.",
        "CODON_NOT_PHASED": "Zwei Veränderungen betreffen ein Codon, und ihre Phase ist nicht "
        "bekannt: Was sie bewirken, hängt davon ab, ob sie auf einer Kopie liegen oder auf "
        "zweien.",
    },
    "SearchKind": {
        "depth": "nach Lesetiefe",
        "junction": "nach Bruchpunkten",
        "declared": "laut Erklärung",
        "none": "nicht untersucht",
    },
    "SearchReason": {
        "DEPTH_TELLS_COPIES": "Die Lesetiefe des Exons ergibt seine Kopien und würde neun von zehn "
        "Verlusten einer Kopie zeigen.",
        "SEGMENT_STATES_COPIES": "Ein Segment eines Kopienzahl-Callers nennt die Kopien des Exons "
        "und erfüllt seine eigene Qualität.",
        "JUNCTIONS_OF_A_GENOME": "Ein Deletions-Caller hat in einem Genom nach Bruchpunkten "
        "gesucht, und seine Datei zeigt Deletionen auf dem Chromosom.",
        "READS_THROUGHOUT": "Reads gehen durch das Exon und was daneben liegt bis zu den nächsten "
        "Exons, und zwei Allele sind gelesen: Ein Bruchpunkt wäre zu sehen, und keiner ist es.",
        "DECLARED_BY_USER": "Der Anwender erklärt, dass in der Datei nach Deletionen gesucht "
        "wurde; die Datei selbst zeigt es nicht.",
        "STATED_IN_REVIEW": "In der Begutachtung festgestellt, mit einem Nachweis außerhalb der "
        "Dateien.",
        "RECORD_LEFT_OPEN": "Ein Eintrag über dem Exon wurde nicht verstanden oder gibt keinen "
        "Genotyp: Ein Verlust ist nicht ausgeschlossen.",
        "NO_FILE": "Es liegen keine Datei eines Deletions-Callers und keine Lesetiefe vor.",
        "DEPTH_WITHOUT_POWER": "Die Lesetiefe des Exons würde weniger als neun von zehn Verlusten "
        "einer Kopie zeigen.",
        "DEPTH_NOT_ANCHORED": "Das Exon ist gelesen wie seine Umgebung, keine Lesetiefe fern vom "
        "Gen zeigt aber, dass diese zwei Kopien hat: Der Verlust von allem sähe ebenso aus.",
        "DEPTH_TELLS_NOTHING": "Die Lesetiefe ergibt die Kopien des Exons nicht.",
        "READS_NOT_THROUGHOUT": "Reads gehen nicht gleichmäßig durch das Exon und was daneben "
        "liegt bis zu den nächsten Exons: Bruchpunkte einer Deletion können liegen, wo zu wenige "
        "Reads sind.",
        "READS_OF_ONE_ALLELE": "Die Reads zeigen keine zwei Stellen mit zwei Allelen: Der Verlust "
        "von allem, was angesehen wurde, auf einer Kopie sähe ebenso aus.",
        "READS_BREAK_OFF": "Neben dem Exon brechen Reads gemeinsam ab, und keiner zeigt, was "
        "folgt: Eine Deletion kann dort beginnen.",
        "READS_WITHOUT_PAIRS": "Die Reads sind kurz und einzeln: Sie zeigen selten beide Seiten "
        "eines Bruchpunkts.",
        "UNKNOWN_WRITER": "Die Datei nennt kein Programm, das nach Deletionen sucht; was ein "
        "Dateikopf erklärt, ist keine Suche.",
        "MERGED_CALLS": "Befunde mehrerer Programme wurden vereinigt: Was jedes gesucht hat, ist "
        "nicht angegeben.",
        "NO_RECORD_ON_CHROMOSOME": "Die Datei hat keinen Eintrag auf dem Chromosom des Gens: Sie "
        "zeigt nicht, dass dort gesucht wurde.",
        "NO_DELETION_ON_CHROMOSOME": "Die Datei hat Einträge auf dem Chromosom des Gens, aber "
        "keine Deletion.",
        "FILE_WITHOUT_SAY": "Die Datei ist beschädigt, abgeschnitten oder zeigt keine Suche am "
        "Gen.",
        "EXOME": "Gelesen wurden angereicherte Exons: Die Bruchpunkte der meisten Deletionen "
        "liegen in Introns, wo nicht gelesen wurde.",
        "GENOME_NOT_SHOWN": "Nichts zeigt, dass ein Genom und nicht nur Exons gelesen wurden: Die "
        "Bruchpunkte der meisten Deletionen liegen in Introns.",
        "SHORTER_THAN_SEEN": "Eine Deletion nur dieses Exons kann kürzer sein als das, was das "
        "Programm schreibt.",
        "NO_SEGMENT": "Kein Segment der Datei nennt die Kopien des ganzen Exons.",
        "SEGMENT_FAILS": "Das Segment über dem Exon erfüllt den Filter oder die Qualität des "
        "eigenen Callers nicht oder hat keine.",
        "BINS_TOO_LONG": "Die Abschnitte des Segments sind länger als das Exon, oder ihre Länge "
        "ist nicht angegeben: Der Verlust nur dieses Exons wäre nicht zu sehen.",
    },
}
