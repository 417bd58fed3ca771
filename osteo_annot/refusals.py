"""The closed list of refusals, and what the user can do about each."""

from __future__ import annotations

from enum import StrEnum


class RefusalCode(StrEnum):
    """Why an input is refused; the remedy of each code stands in :data:`REMEDIES`."""

    FILE_NOT_FOUND = "FILE_NOT_FOUND"
    NOT_A_REGULAR_FILE = "NOT_A_REGULAR_FILE"
    TOO_LARGE = "TOO_LARGE"
    REMOTE_NOT_READABLE = "REMOTE_NOT_READABLE"
    SERVER_UNAVAILABLE = "SERVER_UNAVAILABLE"
    LIBRARY_MISSING = "LIBRARY_MISSING"
    PACKAGE_MISSING = "PACKAGE_MISSING"
    NOT_A_VCF = "NOT_A_VCF"
    TRUNCATED_FILE = "TRUNCATED_FILE"
    DAMAGED_FILE = "DAMAGED_FILE"
    NO_BGZF_END = "NO_BGZF_END"
    BROKEN_INDEX = "BROKEN_INDEX"
    UNSORTED = "UNSORTED"
    NO_SAMPLES = "NO_SAMPLES"
    DUPLICATE_SAMPLE_NAMES = "DUPLICATE_SAMPLE_NAMES"
    SAMPLE_NOT_IN_FILE = "SAMPLE_NOT_IN_FILE"
    NO_CHROMOSOME_6 = "NO_CHROMOSOME_6"
    ASSEMBLY_UNDETERMINED = "ASSEMBLY_UNDETERMINED"
    ASSEMBLY_CONFLICT = "ASSEMBLY_CONFLICT"
    ASSEMBLY_NOT_SUPPORTED = "ASSEMBLY_NOT_SUPPORTED"
    REF_MISMATCH = "REF_MISMATCH"
    REFERENCE_FASTA_INVALID = "REFERENCE_FASTA_INVALID"
    PEDIGREE_INVALID = "PEDIGREE_INVALID"
    COVERAGE_INVALID = "COVERAGE_INVALID"
    PANEL_INVALID = "PANEL_INVALID"
    SEGMENTS_INVALID = "SEGMENTS_INVALID"
    ALIGNMENTS_INVALID = "ALIGNMENTS_INVALID"
    PHASING_FAILED = "PHASING_FAILED"
    HPO_INVALID = "HPO_INVALID"
    ORDER_INVALID = "ORDER_INVALID"
    LABORATORY_INVALID = "LABORATORY_INVALID"
    PHENOPACKET_INVALID = "PHENOPACKET_INVALID"
    FORMAT_UNKNOWN = "FORMAT_UNKNOWN"
    FORMAT_UNAVAILABLE = "FORMAT_UNAVAILABLE"
    FORMAT_FAILED = "FORMAT_FAILED"
    RESULT_INVALID = "RESULT_INVALID"
    POLICY_INVALID = "POLICY_INVALID"
    SOURCE_INVALID = "SOURCE_INVALID"
    SOURCE_ASSEMBLY = "SOURCE_ASSEMBLY"
    SOURCE_WITHOUT_LOCUS = "SOURCE_WITHOUT_LOCUS"
    SHEET_INVALID = "SHEET_INVALID"
    ROWS_CHANGED = "ROWS_CHANGED"
    COHORT_INCOMPLETE = "COHORT_INCOMPLETE"
    RESOURCE_CORRUPT = "RESOURCE_CORRUPT"
    OUTPUT_NOT_WRITABLE = "OUTPUT_NOT_WRITABLE"
    OUTPUT_NAME_CLASH = "OUTPUT_NAME_CLASH"
    OUTPUT_IN_USE = "OUTPUT_IN_USE"
    MACHINE_TROUBLE = "MACHINE_TROUBLE"
    REVIEW_NOT_INSTALLED = "REVIEW_NOT_INSTALLED"
    STORE_INVALID = "STORE_INVALID"
    STORE_BUSY = "STORE_BUSY"
    STORE_CHANGED = "STORE_CHANGED"
    SIGN_IN_FAILED = "SIGN_IN_FAILED"
    SIGN_IN_THROTTLED = "SIGN_IN_THROTTLED"
    ACCOUNT_INVALID = "ACCOUNT_INVALID"
    REVIEW_POLICY_INVALID = "REVIEW_POLICY_INVALID"
    CASE_UNKNOWN = "CASE_UNKNOWN"
    DECISIONS_INVALID = "DECISIONS_INVALID"
    CLINVAR_SETTINGS_INVALID = "CLINVAR_SETTINGS_INVALID"
    DECISION_WITHOUT_EVENT = "DECISION_WITHOUT_EVENT"
    DECISION_WITHOUT_CRITERION = "DECISION_WITHOUT_CRITERION"
    REVIEW_CLASH = "REVIEW_CLASH"
    REASON_MISSING = "REASON_MISSING"
    ROLE_MAY_NOT = "ROLE_MAY_NOT"
    ADDRESS_NOT_SAFE = "ADDRESS_NOT_SAFE"
    SIGN_IN_INVALID = "SIGN_IN_INVALID"
    STATE_DOES_NOT_ALLOW = "STATE_DOES_NOT_ALLOW"
    SIGNER_IS_FIRST = "SIGNER_IS_FIRST"
    SECOND_READING_MISSING = "SECOND_READING_MISSING"
    READERS_DIFFER = "READERS_DIFFER"
    NEGATIVE_NOT_SEARCHED = "NEGATIVE_NOT_SEARCHED"
    STATE_CONTESTED = "STATE_CONTESTED"
    CONTEST_NOT_COMPUTED = "CONTEST_NOT_COMPUTED"
    RESULT_CHANGED = "RESULT_CHANGED"
    RESULT_WITHOUT_BASIS = "RESULT_WITHOUT_BASIS"
    RESULT_NOT_REPRODUCED = "RESULT_NOT_REPRODUCED"
    INTERNAL_ERROR = "INTERNAL_ERROR"


REMEDIES: dict[RefusalCode, str] = {
    RefusalCode.FILE_NOT_FOUND: "Give the path of a file that exists and can be read.",
    RefusalCode.NOT_A_REGULAR_FILE: (
        "Write what comes from a pipe or a device to a file first, and give the path of that file; "
        "of a folder give the files in it."
    ),
    RefusalCode.TOO_LARGE: (
        "Nothing of this kind is so large, so it was not read to its end: give the file as its "
        "program writes it."
    ),
    RefusalCode.REMOTE_NOT_READABLE: (
        "Give the address of a bgzipped VCF, BCF, BAM or CRAM with its index beside it, on a "
        "server that serves ranges; or copy both here and give the path."
    ),
    RefusalCode.SERVER_UNAVAILABLE: (
        "Nothing is known to be wrong with the file: run again when the server answers; or copy "
        "the file and its index here and give the path."
    ),
    RefusalCode.LIBRARY_MISSING: (
        "Install the named library of the system; or copy the file and its index here and give "
        "the path."
    ),
    RefusalCode.PACKAGE_MISSING: (
        "Install the named package (pip install hpo3), or leave the HPO terms out: they change no "
        "state of the copies."
    ),
    RefusalCode.NOT_A_VCF: (
        "Give a VCF 4.1 to 4.5 or a BCF whose first line is ##fileformat=VCFv4.x "
        "and which has a #CHROM line."
    ),
    RefusalCode.TRUNCATED_FILE: (
        "The end of the file is lost: copy it again from where it came from, and compare the "
        "sizes; if that one is cut too, write it again with its caller."
    ),
    RefusalCode.DAMAGED_FILE: (
        "Bytes inside the file are damaged: copy it again from where it came from, and compare the "
        "check sums. A new index does not mend it."
    ),
    RefusalCode.NO_BGZF_END: (
        "The bgzip end-of-file block is missing, so the end of the file may be lost: "
        "copy it again or write it again with bgzip."
    ),
    RefusalCode.BROKEN_INDEX: (
        "Make the index again: tabix -f -p vcf FILE, or bcftools index -f FILE; of a BAM or CRAM "
        "samtools index FILE."
    ),
    RefusalCode.UNSORTED: (
        "Sort the file and make the index again: bcftools sort, then bcftools index; of a BAM or "
        "CRAM samtools sort, then samtools index."
    ),
    RefusalCode.NO_SAMPLES: (
        "A genotype column is needed: give the VCF as the caller wrote it, with FORMAT and one "
        "column per person. A list of sites, or a file whose genotypes were dropped (bcftools view "
        "-G), does not tell what this person carries."
    ),
    RefusalCode.DUPLICATE_SAMPLE_NAMES: (
        "Give each sample column its own name: bcftools reheader --samples."
    ),
    RefusalCode.SAMPLE_NOT_IN_FILE: (
        "Name a sample that the file has, or give the file that has it."
    ),
    RefusalCode.NO_CHROMOSOME_6: (
        "Give a file that covers chromosome 6, named 6, chr6, NC_000006.11, NC_000006.12, "
        "CM000668.1 or CM000668.2."
    ),
    RefusalCode.ASSEMBLY_UNDETERMINED: (
        "Nothing in the file tells GRCh37 from GRCh38: give --assembly, "
        "or write ##contig lines with lengths into the header."
    ),
    RefusalCode.ASSEMBLY_CONFLICT: (
        "The named pieces of evidence contradict each other: find out on which assembly the file "
        "was made, correct its header or --assembly, and give files of one assembly together."
    ),
    RefusalCode.ASSEMBLY_NOT_SUPPORTED: "Only GRCh37 and GRCh38 are supported: lift the file over.",
    RefusalCode.REF_MISMATCH: (
        "REF bases at the locus are not those of the reference: the assembly is wrong, "
        "or the file was edited. Use the file as the caller wrote it."
    ),
    RefusalCode.REFERENCE_FASTA_INVALID: (
        "Give an indexed FASTA (samtools faidx) of the same assembly as the VCF, with chromosome "
        "6; for a CRAM the one that it was written with."
    ),
    RefusalCode.PEDIGREE_INVALID: (
        "Correct the PED file: six columns, family, individual, father, mother, sex, phenotype."
    ),
    RefusalCode.COVERAGE_INVALID: (
        "Give a BED of callable regions (contig, start, end) of the same assembly."
    ),
    RefusalCode.PANEL_INVALID: (
        "Give coverage with depth (mosdepth, BAM, CRAM) of samples of the same assay, or a panel "
        "that osteo-annot panel wrote of them."
    ),
    RefusalCode.SEGMENTS_INVALID: (
        "A table of copy-number calls is ExomeDepth's CSV, or a BED of contig, start, end, copies "
        "and, if it holds several, the sample, separated by tabs."
    ),
    RefusalCode.ALIGNMENTS_INVALID: (
        "Give a BAM or CRAM of the DNA of the same person and assembly; a CRAM needs --reference "
        "too."
    ),
    RefusalCode.PHASING_FAILED: (
        "Install the extra phasing (WhatsHap), or leave the BAM or CRAM out: the phase is then "
        "that of the callers and of the parents."
    ),
    RefusalCode.HPO_INVALID: "Give HPO terms as HP: and seven digits, for example HP:0011002.",
    RefusalCode.ORDER_INVALID: (
        "Correct the order file: JSON, every field optional; osteo-annot explain --order prints "
        "its schema."
    ),
    RefusalCode.LABORATORY_INVALID: (
        "Correct the laboratory file: YAML or JSON, the name is needed; osteo-annot explain "
        "--laboratory prints its schema."
    ),
    RefusalCode.PHENOPACKET_INVALID: (
        "Give a GA4GH Phenopacket v2 of this person as JSON, with phenotypicFeatures."
    ),
    RefusalCode.FORMAT_UNKNOWN: (
        "Name one or more of json, html, tsv, vcf, pdf, xlsx, phenopacket, fhir, vrs."
    ),
    RefusalCode.FORMAT_UNAVAILABLE: (
        "Install the extra exchange (pip install osteo-annot[exchange]), for pdf the package "
        "typst; or leave the format out of --formats."
    ),
    RefusalCode.FORMAT_FAILED: (
        "The files of the other formats are written and whole. This is a fault of osteo-annot: "
        "report it with the traceback in the log; --formats without this one leaves it out."
    ),
    RefusalCode.RESULT_INVALID: (
        "Give the .json that osteo-annot wrote of a person, as it was written; annotate again "
        "where it was changed or cut."
    ),
    RefusalCode.POLICY_INVALID: (
        "Correct the named keys; osteo-annot explain --policy prints a whole example with comments."
    ),
    RefusalCode.SOURCE_INVALID: (
        "Give the file as its maker publishes it; osteo-annot sources names the fields and columns "
        "that are read."
    ),
    RefusalCode.SOURCE_ASSEMBLY: (
        "Give the release of the source for the assembly of the person's files; positions are "
        "never lifted over."
    ),
    RefusalCode.SOURCE_WITHOUT_LOCUS: (
        "Give a file with the records at OSTM1, 6q21; a file without them cannot tell what is "
        "absent."
    ),
    RefusalCode.SHEET_INVALID: (
        "Correct the named lines of the sample sheet; osteo-annot check lists all faults."
    ),
    RefusalCode.ROWS_CHANGED: (
        "Plan again from the sheet (osteo-annot plan; the workflow does at its start), and start "
        "the job with the rows of that plan."
    ),
    RefusalCode.COHORT_INCOMPLETE: (
        "The sheet was edited since its people were judged: run the workflow again, or osteo-annot "
        "plan and the batches that are missing; what is judged stays."
    ),
    RefusalCode.RESOURCE_CORRUPT: "Install osteo-annot again: a file of its own data is damaged.",
    RefusalCode.OUTPUT_NOT_WRITABLE: "Give --out a folder that can be written.",
    RefusalCode.OUTPUT_NAME_CLASH: (
        "Two samples would write the same file name: rename one, or write to different folders."
    ),
    RefusalCode.OUTPUT_IN_USE: "Wait until the other run has ended, or give another --out.",
    RefusalCode.REVIEW_NOT_INSTALLED: (
        "Install the extra review (pip install osteo-annot[review])."
    ),
    RefusalCode.STORE_INVALID: (
        "Give the file that osteo-annot review made, or the address of its PostgreSQL database, "
        "as this version or an earlier one wrote it."
    ),
    RefusalCode.STORE_BUSY: (
        "Nothing was saved: try again; where the disk is full or the store may not be written, "
        "mend that first."
    ),
    RefusalCode.STORE_CHANGED: (
        "The store is not as it was written: keep it as it is, restore the last backup whose head "
        "agrees with the one kept elsewhere, and find out who changed it."
    ),
    RefusalCode.SIGN_IN_FAILED: (
        "Give the name and the password of an account that is not disabled; osteo-annot review "
        "user list names the accounts."
    ),
    RefusalCode.SIGN_IN_THROTTLED: "Wait for the time that is told, and try again.",
    RefusalCode.ACCOUNT_INVALID: (
        "Give a new name of letters, digits and . _ @ -, and a password of at least 12 characters; "
        "to disable an account, the name of one that is active."
    ),
    RefusalCode.REVIEW_POLICY_INVALID: (
        "Correct the policy of review: YAML or JSON, under second_reader for each state one of "
        "blind, open, none."
    ),
    RefusalCode.CASE_UNKNOWN: (
        "Name a case of the folder of results: the sample of one of its .json files."
    ),
    RefusalCode.DECISIONS_INVALID: (
        "Correct the named fields; osteo-annot explain --decisions prints an example of the file "
        "and its schema."
    ),
    RefusalCode.CLINVAR_SETTINGS_INVALID: (
        "Correct the named fields: submission_name, release, criteria (db, id), behalf_of, "
        "affected, accessions (SCV by localID), sets; each may be left out."
    ),
    RefusalCode.DECISION_WITHOUT_EVENT: (
        "Name an event of the result: by its key as osteo-annot review show prints it, its id, or "
        "its coding name."
    ),
    RefusalCode.DECISION_WITHOUT_CRITERION: (
        "Name a criterion of the ledger of the event, or one that is offered to the reviewer; add "
        "only what is not met, and give a strength that the criterion may have."
    ),
    RefusalCode.REVIEW_CLASH: (
        "Nothing was saved: look at what was saved meanwhile, and decide again."
    ),
    RefusalCode.REASON_MISSING: "Give the reason with --reason, or in the file.",
    RefusalCode.ADDRESS_NOT_SAFE: (
        "Serve on 127.0.0.1 and an unused port; for other machines put a reverse proxy with TLS in "
        "front, and give --public-url its https address."
    ),
    RefusalCode.SIGN_IN_INVALID: (
        "Correct the named option; osteo-annot review serve --help tells what a proxy and a "
        "provider need."
    ),
    RefusalCode.ROLE_MAY_NOT: "Ask somebody whose account has the role for it.",
    RefusalCode.STATE_DOES_NOT_ALLOW: (
        "osteo-annot review show tells the state of the case, and what may be done in it."
    ),
    RefusalCode.SIGNER_IS_FIRST: "Two people sign: let another signer sign the report.",
    RefusalCode.SECOND_READING_MISSING: (
        "By the policy the second reader decides before the first one's decisions are shown: "
        'decide, with "complete": true, and then sign.'
    ),
    RefusalCode.READERS_DIFFER: (
        'Settle the differences that are listed: "consensus" in the file of decisions, or the '
        "page of the case."
    ),
    RefusalCode.NEGATIVE_NOT_SEARCHED: (
        "Search what is missing and annotate again; contest the callability with evidence; or sign "
        'the case as not searched enough: "conclusion": "incomplete" in the file.'
    ),
    RefusalCode.STATE_CONTESTED: (
        "Contest the value that makes the state what it is, or take the contest of the state back."
    ),
    RefusalCode.CONTEST_NOT_COMPUTED: (
        "Correct what the files say (the pedigree, the phase, the call) and annotate again; "
        "decisions on the same events are carried over."
    ),
    RefusalCode.RESULT_CHANGED: (
        "The result is of another run than the decisions: look at what changed, and decide what is "
        "open; of a signed case open an amendment."
    ),
    RefusalCode.RESULT_WITHOUT_BASIS: (
        "The result was written by an earlier version: annotate again; decisions on the same "
        "events are carried over."
    ),
    RefusalCode.RESULT_NOT_REPRODUCED: (
        "The result file was changed, or another version wrote it: annotate again; decisions on "
        "the same events are carried over."
    ),
    RefusalCode.MACHINE_TROUBLE: (
        "This says nothing of the input: see to disk, memory, file system or network, and run "
        "again; what is finished is kept."
    ),
    RefusalCode.INTERNAL_ERROR: (
        "This is a fault of osteo-annot: report it with the traceback in the log, which holds no "
        "value of the files."
    ),
}


OWN_FAULTS = frozenset({RefusalCode.INTERNAL_ERROR, RefusalCode.FORMAT_FAILED})
"""Codes of faults of the program: the input may be right."""
