#!/bin/sh
# The published report, from whatever the store has of it: paper.sh PROGRAM NOTEBOOK [OPTION…]
# Trains what is missing and writes reports/. Whatever interrupts it, the same command goes on from there. Says at its end how
# long it took by the clock, so far as this start of it is concerned.
set -u
program=$1
notebook=$2
shift 2

begun=$(date +%s)
"$program" run "$@" "$notebook"
status=$?
seconds=$(($(date +%s) - begun))

printf 'wall time: %d h %02d min %02d s, on %s cores\n' \
  $((seconds / 3600)) $((seconds / 60 % 60)) $((seconds % 60)) "$(getconf _NPROCESSORS_ONLN)"
if [ "$status" -ne 0 ]; then
  echo "not finished (exit status $status): ‘make paper’ goes on from here" >&2
fi
exit "$status"
