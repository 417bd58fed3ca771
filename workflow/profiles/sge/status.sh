#!/bin/sh
# Says of one job, by its id, "running", "success" or "failed": the words that Snakemake reads.
# A job that qstat has forgotten is looked up in the accounting, which may lag some seconds.
if qstat -j "$1" > /dev/null 2>&1; then
    # Eqw: the job waits for ever because it could not be started.
    case "$(qstat 2> /dev/null | awk -v id="$1" '$1 == id { print $5 }')" in
        *E*) echo failed ;;
        *) echo running ;;
    esac
    exit
fi
for _ in 1 2 3 4 5 6; do
    told=$(qacct -j "$1" 2> /dev/null | awk '$1 == "exit_status" || $1 == "failed" { print $1, $2 }')
    [ -n "$told" ] && break
    sleep "${OSTEO_ANNOT_QACCT_WAIT:-5}"
done
case "$(echo "$told" | sort | tr '\n' ' ')" in
    "exit_status 0 failed 0 ") echo success ;;
    *) echo failed ;;
esac
