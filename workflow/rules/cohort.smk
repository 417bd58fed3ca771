rule cohort:
    input:
        tables=expand("results/batches/{batch}.tsv", batch=BATCHES),
        cases=expand("results/cases/{batch}", batch=BATCHES),
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
    log:
        "results/logs/cohort.log",
    conda:
        "../envs/osteo_annot.yaml"
    resources:
        mem_mb=500,
        runtime=10,
    params:
        cases=lambda wildcards, input: str(Path(input.cases[0]).parent),
        versions=VERSIONS,
    shell:
        "osteo-annot cohort {input.tables:q} --out-table {output.table:q} --out-page {output.page:q}"
        " --results {params.cases:q} > {log:q} 2>&1"
