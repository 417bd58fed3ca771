# One job per batch of persons. A person whose files are refused is a row of the table with the
# refusal's code and has no files in the folder; the job and the other persons go on.


rule annotate_batch:
    input:
        # The batch depends on its own lines (a parameter), not on the age of the whole sheet:
        # appending a person must not annotate the others again.
        sheet=ancient(local(config["samples"])),
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
    params:
        number=lambda wildcards: int(wildcards.batch),
        size=config["batch_size"],
        shared=shared_options,
        root=lambda wildcards, input: root_option(files_of(wildcards), input.files),
        formats=config["formats"],
        language=config["language"],
        rows=content_of,
        versions=VERSIONS,
    shell:
        "osteo-annot batch {input.sheet:q} --out {output.cases:q} --table {output.table:q}"
        " --batch {params.number} --batch-size {params.size} {params.root:q} {params.shared:q}"
        " --formats {params.formats:q} --language {params.language} > {log:q} 2>&1"
