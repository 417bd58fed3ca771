"""German words of notes on the input, and of the limits of the analysis."""

from __future__ import annotations

WORDS = {
    "NoteCode": {
        "BYTE_ORDER_MARK_REMOVED": "Die Datei beginnt mit einer Byte-Reihenfolge-Marke; sie wurde "
        "entfernt.",
        "CRLF_LINE_ENDS": "Die Zeilen enden mit CR LF; das CR wurde entfernt.",
        "ANCHOR_BASE_DIFFERS": "Die Base vor einem symbolischen Ereignis ist nicht die der "
        "Referenz; das Ereignis beruht nicht darauf.",
        "CALLER_NOT_KNOWN": "Der Dateikopf nennt nicht, welches Programm die strukturellen "
        "Einträge geschrieben hat; sie wurden nach der VCF-Spezifikation gelesen.",
        "PHASING_NOT_INSTALLED": "BAM oder CRAM lag vor, WhatsHap (Zusatz phasing) ist aber nicht "
        "installiert: Die Reads wurden nicht nach der Phase befragt.",
        "DEPTH_OF_WIDE_REGIONS": "Die Tiefendatei gibt Mittelwerte über Bereiche, die viel breiter "
        "sind als ein Exon: Sie sind keine Lesetiefe des Exons, und nichts wird aus ihnen "
        "gefolgert.",
        "READS_IN_SEVERAL_FILES": "Mehrere BAM oder CRAM haben Reads einer Person: Keine wurde "
        "nach Phase, Allelen oder Bruchstellen befragt. Sie zusammenführen (samtools merge), oder "
        "eine angeben.",
        "ALIGNMENTS_NOT_INDEXED": "BAM oder CRAM hat keinen Index: Die Datei wurde einmal von "
        "Anfang an durchgegangen, und die Reads am Gen wurden behalten. Ein Index (samtools index) "
        "spart diese Zeit.",
        "NO_RECORD": "Die Datei hat keinen einzigen Eintrag: Sie zeigt nicht, dass gesucht wurde.",
        "NO_RECORD_OF_GENOME": "Die Datei hat keinen einzigen Eintrag, obwohl ihr Kopf mehrere "
        "Contigs nennt: Sie wurde abgeschnitten, oder der Lauf schlug fehl, und nichts zeigt, dass "
        "gesucht wurde.",
        "NO_RECORD_ON_CHROMOSOME": "Die Datei hat keinen Eintrag auf dem Chromosom des Gens, wohl "
        "aber andere: Sie zeigt nicht, dass dort gesucht wurde.",
        "ENDS_BEFORE_GENE": "Der letzte Eintrag der Datei liegt vor dem Gen, obwohl ihr Kopf "
        "spätere Contigs nennt: Der Rest der Datei kann verloren sein.",
        "STARTS_BEHIND_GENE": "Der erste Eintrag der Datei liegt hinter dem Gen, obwohl ihr Kopf "
        "frühere Contigs nennt: Sie ist womöglich Teil einer Datei, die in Teilen geschrieben "
        "wurde.",
        "CONTIG_NOT_DECLARED": "Ein Eintrag nennt einen Contig, den der Kopf nicht kennt, oder "
        "schreibt das Chromosom des Gens auf eigene Art: Ob er am Gen liegt, ist nicht bekannt.",
        "RECORD_COMMENTED_OUT": "Eine Zeile unter den Einträgen beginnt mit #: Was sie sagt, wird "
        "nicht gelesen.",
        "COLUMNS_DISAGREE": "Eine Zeile hat mehr oder weniger Spalten, als der Kopf ankündigt: Sie "
        "ist beschädigt, oder zwei Einträge stehen in ihr.",
        "RECORD_NOT_READABLE": "Ein Eintrag am Gen ist nicht lesbar; das Eintragsverzeichnis zeigt "
        "ihn.",
        "POSITION_BEYOND_CHROMOSOME": "Ein Eintrag liegt hinter dem Ende des Chromosoms: Seine "
        "Position ist falsch.",
        "POSITIONS_FALL": "Ein Eintrag steht nicht in der Reihenfolge der anderen: Seine Position "
        "oder sein Contig wurde verändert.",
        "NOT_SORTED": "Die Einträge stehen in keiner Reihenfolge; sie wurden dennoch gelesen.",
        "BLOCKS_OVERLAP": "Ein Referenzblock reicht in den nächsten; er wurde dort gekürzt.",
        "BLOCK_END_NOT_BELIEVED": "Das END eines Referenzblocks liegt vor seinem Anfang oder so "
        "weit dahinter, dass es das der anderen Assembly sein kann; nur seine erste Base wurde "
        "verwendet.",
        "COVERAGE_OF_ANOTHER_NAME": "Eine Abdeckungsdatei, BAM oder CRAM nennt eine Probe, die in "
        "keiner Variantendatei steht; sie wurde der untersuchten Person zugerechnet.",
        "SOURCE_WORD_UNKNOWN": "Eine Wissensquelle verwendet ein Wort, das hier nicht bekannt ist: "
        "Einträge damit zählen weder dafür noch dagegen und gelten nicht als fehlend.",
        "SOURCE_FIELD_MISSING": "Kein Eintrag einer Wissensquelle am Genort hat ein Feld, das hier "
        "gelesen wird: Was es sagen würde, ist nicht beurteilt, und nichts gilt deshalb als "
        "fehlend.",
        "SOURCE_FIELD_NEW": "Eine Wissensquelle hat Felder, die hier nicht bekannt sind; sie "
        "werden nicht verstanden.",
        "OTHER_GENE_CAUSATIVE": "Das Phenopacket nennt ein anderes Gen oder eine andere Krankheit "
        "als Ursache: Dass die Person krank ist, zählt für dieses Gen nicht (PM3).",
    },
    "Limit": {
        "CALLERS_DECIDE": "Nur was die Caller in die vorliegenden Dateien geschrieben haben, kann "
        "gefunden werden.",
        "NOT_SEARCHED": "Nach tief intronischen und regulatorischen Varianten, balancierten "
        "Umlagerungen, Repeat-Expansionen und niedriggradigen Mosaiken wird nicht gesucht.",
        "OTHER_GENES_NOT_JUDGED": "Andere Gene des Panels stehen in denselben Dateien; sie wurden "
        "nicht beurteilt.",
        "NO_CALLABILITY": "Es lagen keine gVCF und keine auswertbaren Bereiche vor: Wo kein "
        "Eintrag steht, ist nicht bekannt, ob die Person dort Referenz ist.",
        "DELETIONS_NOT_SEARCHED": "Für einige oder alle Exons zeigt nichts, was vorliegt, dass "
        "nach Deletionen einer Kopie gesucht wurde: Sie sind nicht ausgeschlossen. In "
        "veröffentlichten Familien kommen solche Deletionen vor.",
        "CALLER_NOT_KNOWN": "Eine Datei mit strukturellen Einträgen nennt ihr Programm nicht oder "
        "eines, das hier nicht bekannt ist: Ihre Felder wurden nach der VCF-Spezifikation gelesen, "
        "und eine Kopienzahl, die dieser Caller auf eigene Art schreibt, kann missverstanden sein.",
        "INTRONS_UNKNOWN": "Die mitgelieferte Referenz kennt alle Exons und "
        "Spleiß-Dinukleotide, aber nur einen Teil der Introns; Veränderungen in unbekannter "
        "Sequenz bleiben, wie sie geschrieben sind. Eine Genom-FASTA (--reference) hebt diese "
        "Grenze auf.",
        "DEPTH_NOT_READ": "Die Lesetiefe wurde nicht an Referenzproben gemessen: Die Kopienzahl "
        "ist die, die die Caller angeben.",
        "DEPTH_NOT_ANCHORED": "Die Tiefendatei sagt fern vom Gen nichts, oder nichts Passendes: "
        "Der Verlust der ganzen Umgebung ist damit nicht zu sehen, und zwei Kopien werden nicht "
        "angegeben.",
        "DEPTH_OF_SOME_CELLS": "Ein Verlust in einem Teil der Zellen senkt die Lesetiefe zu wenig: "
        "Verluste einer Kopie in 30 % der Zellen zeigt die Lesetiefe nicht, und einige werden als "
        "ausgeschlossen angegeben (docs/depth.md).",
        "REFERENCES_MAY_CARRY": "Trügen die meisten Referenzproben denselben Verlust, sähe eine "
        "Person mit ihm aus wie zwei Kopien und eine ohne ihn wie mehr: Ein solcher Verlust wird "
        "aus der Lesetiefe nicht angegeben (docs/depth.md). Referenzen müssen unverwandt und "
        "gesund sein.",
        "FREQUENCIES_NOT_GIVEN": "Bevölkerungshäufigkeiten lagen nicht vor (--gnomad): BA1, BS1, "
        "BS2 und PM2 sind nicht beurteilt, was nicht heißt, dass die Variante fehlt.",
        "CLINVAR_NOT_GIVEN": "Ein aktuelles ClinVar lag nicht vor (--clinvar); die mitgelieferte "
        "Liste ist von 2012 bis 2017.",
        "SPLICE_SCORES_NOT_GIVEN": "Spleiß-Vorhersagen lagen nicht vor (--splice): Was sie sagen "
        "würden, ist nicht beurteilt.",
        "MISSENSE_SCORES_NOT_GIVEN": "Missense-Vorhersagen lagen nicht vor (--missense): Was sie "
        "sagen würden, ist nicht beurteilt.",
        "RESEARCH_USE": "Diese Analyse ist vom Labor nicht validiert; sie ist ein Entwurf, bis "
        "eine namentlich genannte Person sie unterschrieben hat.",
    },
}
