# Both copies of OSTM1 for every person of the sample sheet.
#
#   config/samples.tsv             the persons and their files
#   results/cases/{batch}/         one report per person: {sample}.html, .json, .tsv, .vcf.gz
#   results/batches/{batch}.tsv    one row per person of the batch, refused ones too
#   results/cohort.{tsv,html}      one row per person of the sheet; the page links to the reports
#   results/osteo_annot_mqc.json   the same rows for MultiQC
#   results/checked.txt            every fault of the sheet and its files (target `check`)
#   results/.work/{batch}/         finished persons of a batch that is not complete
#   targets `retry_refused`, `withdrawn`, `remove_withdrawn`: see docs/operators.md
#   results/logs/, results/benchmarks/

from snakemake.utils import min_version

min_version("9.12")


configfile: "config/config.yaml"


report: "workflow/report/workflow.rst"


include: "workflow/rules/common.smk"


container: config["container"] or None


localrules:
    all,
    check,
    cohort,
    retry_refused,
    withdrawn,
    remove_withdrawn,


rule all:
    input:
        "results/cohort.tsv",
        "results/cohort.html",


include: "workflow/rules/check.smk"
include: "workflow/rules/batch.smk"
include: "workflow/rules/cohort.smk"
