rule check:
    input:
        sheet=sheet_file(),
        files=lambda wildcards: files_of_rows(sheet_rows()),
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
        options=PLANNED["options"],
    params:
        sheet=lambda wildcards: SAMPLES,
        shared=shared_marks(),
        options=staged_options,
        root=lambda wildcards, input: root_option(files_of_rows(sheet_rows()), input.files),
        versions=VERSIONS,
    shell:
        "osteo-annot check {params.root:q} {params.options:q} {resources.options} -- {params.sheet:q}"
        " > {output:q} 2> {log:q}"
