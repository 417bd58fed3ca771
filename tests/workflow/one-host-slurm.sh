#!/usr/bin/env bash
# Slurm on this machine only, for tests: no root, no system folder, no munge, no database, no cgroups.
#
#   one-host-slurm.sh start DIR CTLD_PORT SLURMD_PORT    writes DIR/env.sh, waits until jobs can run
#   one-host-slurm.sh stop DIR                           ends the two daemons that it started
#
# Needs Debian's slurm-wlm. Memory limits are kept by Slurm's own accounting of each job, every second.
set -euo pipefail
verb=$1
dir=$(readlink -m "$2")
host=$(hostname -s)

write_configuration() {
    local user
    user=$(id -un)
    mkdir -p "$dir"/{state,spool,log,run,bin}
    cat > "$dir/slurm.conf" << CONF
ClusterName=tests
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/none
CredType=cred/none
SlurmctldPort=$1
SlurmdPort=$2
SlurmctldPidFile=$dir/run/slurmctld.pid
SlurmdPidFile=$dir/run/slurmd.pid
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldLogFile=$dir/log/slurmctld.log
SlurmdLogFile=$dir/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_min_interval=100000
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
MinJobAge=600
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=3000 State=UNKNOWN
PartitionName=tests Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
    # Snakemake takes SLURM_CONF out of the environment of a job's inner srun; these put it back.
    local name
    for name in srun sbatch squeue sinfo scontrol scancel sacct sacctmgr; do
        printf '#!/bin/sh\nSLURM_CONF=%s exec /usr/bin/%s "$@"\n' "$dir/slurm.conf" "$name" \
            > "$dir/bin/$name"
        chmod 755 "$dir/bin/$name"
    done
    printf 'export SLURM_CONF=%s PATH=%s:$PATH\n' "$dir/slurm.conf" "$dir/bin" > "$dir/env.sh"
}

start() {
    write_configuration "$1" "$2"
    export SLURM_CONF=$dir/slurm.conf
    # The daemons let go of the terminal and of this script's output.
    /usr/sbin/slurmctld > /dev/null 2>&1
    /usr/sbin/slurmd -N "$host" > /dev/null 2>&1
    for _ in $(seq 80); do
        [ "$(sinfo --noheader --format=%T 2> /dev/null)" = idle ] && return 0
        sleep 0.25
    done
    echo "Slurm did not become idle: $(tail -n 2 "$dir"/log/*.log | tr '\n' ' ')" >&2
    return 1
}

stop() {
    local name
    for name in slurmd slurmctld; do
        [ ! -s "$dir/run/$name.pid" ] || kill "$(cat "$dir/run/$name.pid")" 2> /dev/null || true
    done
}

"$verb" "${@:3}"
