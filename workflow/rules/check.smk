rule check:
    input:
        sheet=config["samples"],
        files=sorted({str(file) for row in SHEET for file in row.files if not url_of(file)}),
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
        versions=VERSIONS,
    shell:
        "osteo-annot check {input.sheet:q} > {output:q} 2> {log:q}"
