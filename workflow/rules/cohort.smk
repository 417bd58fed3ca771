rule cohort:
    input:
        sheet=sheet_file(),
        tables=lambda wildcards: expand("results/batches/{batch}.tsv", batch=all_batches()),
        cases=lambda wildcards: expand("results/cases/{batch}", batch=all_batches()),
    output:
        table=report(
            "results/cohort.tsv",
            caption="../report/cohort_table.rst",
            category="Cohort",
            labels={"content": "table"},
        ),
        page=report(
            "results/cohort.html",
            caption="../report/cohort_page.rst",
            category="Cohort",
            labels={"content": "summary page"},
        ),
        multiqc="results/osteo_annot_mqc.json",
    log:
        "results/logs/cohort.log",
    conda:
        "../envs/osteo_annot.yaml"
    resources:
        mem_mb=500,
        runtime=10,
    params:
        sheet=lambda wildcards: SAMPLES,
        cases=lambda wildcards, input: str(Path(input.cases[0]).parent),
        versions=VERSIONS,
    shell:
        "osteo-annot cohort --sheet={params.sheet:q} --out-table={output.table:q}"
        " --out-page={output.page:q} --out-multiqc={output.multiqc:q}"
        " --results={params.cases:q} -- {input.tables:q} > {log:q} 2>&1"


# What these two change is made again, or is gone from the cohort, with the next run.
rule retry_refused:
    log:
        "results/logs/retry_refused.log",
    conda:
        "../envs/osteo_annot.yaml"
    params:
        tables="results/batches",
    shell:
        "osteo-annot refused --forget -- {params.tables:q} 2> {log:q}"


rule withdrawn:
    log:
        "results/logs/withdrawn.log",
    conda:
        "../envs/osteo_annot.yaml"
    params:
        sheet=lambda wildcards: SAMPLES,
        size=config["batch_size"],
    shell:
        "osteo-annot withdrawn --results results --batch-size {params.size} -- {params.sheet:q}"
        " 2> {log:q}"


rule remove_withdrawn:
    log:
        "results/logs/remove_withdrawn.log",
    conda:
        "../envs/osteo_annot.yaml"
    params:
        sheet=lambda wildcards: SAMPLES,
        size=config["batch_size"],
    shell:
        "osteo-annot withdrawn --remove --results results --batch-size {params.size}"
        " -- {params.sheet:q} 2> {log:q}"
