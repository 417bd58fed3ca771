rule check:
    input:
        sheet=local(config["samples"]),
        files=files_of_rows(SHEET),
        shared=shared_files(),
    output:
        "results/checked.txt",
    log:
        "results/logs/check.log",
    conda:
        "../envs/osteo_annot.yaml"
    resources:
        mem_mb=500,
        runtime=10,
    params:
        shared=shared_options,
        root=lambda wildcards, input: root_option(files_of_rows(SHEET), input.files),
        versions=VERSIONS,
    shell:
        "osteo-annot check {input.sheet:q} {params.root:q} {params.shared:q} > {output:q} 2> {log:q}"
