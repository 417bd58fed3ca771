#!/bin/sh
# Says of one job, by its id, "running", "success" or "failed": the words that Snakemake reads.
# A job that squeue has forgotten is looked up in the accounting, where there is one.
state=$(squeue --noheader --jobs="$1" --states=all --format=%T 2> /dev/null | head -n 1)
[ -n "$state" ] || state=$(sacct --noheader --parsable2 --allocations --jobs="$1" --format=State 2> /dev/null | head -n 1)
case "$state" in
    COMPLETED) echo success ;;
    PENDING | CONFIGURING | RUNNING | COMPLETING | SUSPENDED | REQUEUED) echo running ;;
    *) echo failed ;;
esac
