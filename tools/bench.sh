#!/bin/sh
# Usage: bench.sh OPLOOP FOLDER. Time one small comparison with forked arms and without, and check that
# both give the same bytes.
set -e
oploop=$1
folder=$2
rm -rf "$folder"
mkdir -p "$folder"

timed() {
    begin=$(date +%s%N)
    "$oploop" compare scenarios/minimal.yaml -n 3 -o "$folder/$1" $2 >"$folder/$1.txt"
    end=$(date +%s%N)
    awk -v what="$1" -v ns=$((end - begin)) 'BEGIN { printf "%-12s %7.2f s\n", what, ns / 1e9 }'
}
timed forked
timed unforked --no-fork
cmp "$folder/forked/trajectories.csv" "$folder/unforked/trajectories.csv"
echo "same bytes with forks and without"
