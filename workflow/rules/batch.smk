# One job per batch of persons. A person whose files are refused is a row of the table with the
# refusal's code and has no files in the folder; the job and the other persons go on. Where the
# machine is in trouble the job fails and is tried again; who was finished lies in results/.work.


rule annotate_batch:
    input:
        files=files_of,
        shared=shared_files(),
    output:
        table="results/batches/{batch}.tsv",
        cases=report(
            directory("results/cases/{batch}"),
            patterns=["{sample}.html"],
            caption="../report/case.rst",
            category="Persons",
            labels={"person": "{sample}", "batch": "{batch}"},
        ),
    log:
        "results/logs/annotate_batch/{batch}.log",
    benchmark:
        "results/benchmarks/annotate_batch/{batch}.tsv"
    retries: 2
    conda:
        "../envs/osteo_annot.yaml"
    resources:
        mem_mb=batch_memory,
        runtime=batch_minutes,
        plan=PLANNED["plan"],
        options=PLANNED["options"],
    params:
        # The batch depends on its own lines and on what its files are, not on the sheet:
        # appending a person must not annotate the others again.
        rows=digest_of_rows,
        marks=marks_of_rows,
        shared=shared_marks(),
        options=staged_options,
        root=lambda wildcards, input: root_option(files_of(wildcards), input.files),
        formats=config["formats"],
        language=config["language"],
        keep=lambda wildcards, output: str(
            Path(output.cases).parent.parent / ".work" / wildcards.batch
        ),
        versions=VERSIONS,
    shell:
        "osteo-annot batch --rows-digest={params.rows} --out={output.cases:q}"
        " --table={output.table:q} --keep={params.keep:q} {params.root:q}"
        " --formats={params.formats:q} --language={params.language} --cohort-page=../../cohort.html"
        " {params.options:q} {resources.options} -- {resources.plan}/{wildcards.batch}.tsv > {log:q} 2>&1"
