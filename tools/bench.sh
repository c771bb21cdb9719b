#!/bin/sh
# Usage: bench.sh OPLOOP BOUND CSV FOLDER [quick]. Measure this machine and write CSV (part,name,size,value,
# unit,limit): all parts of `oploop bench` at all sizes, the reference models beside the bare bound, and a
# small comparison with forked arms and without, which must give the same bytes. Some four minutes on two
# cores; nothing else should run meanwhile. `quick` is for a look at the script itself.
set -e
oploop=$1
bound=$2
csv=$3
folder=$4
size=${5:-full}
rm -rf "$folder"
mkdir -p "$folder"

nproc=$(getconf _NPROCESSORS_ONLN)
load=$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null || echo 0)
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -1)
echo "$cpu, $nproc processors, load before the start $load"
"$oploop" bench "--$size" -o "$csv" -f
{
    echo "machine,\"processors\",,$nproc,,"
    echo "machine,\"load before the start\",,$load,,"
} >>"$csv"

echo
echo "beside the bare bound"
rounds=3
wanted=
[ "$size" = quick ] && rounds=1 && wanted=W2
sh tools/bench_reference.sh "$oploop" "$bound" "$folder/reference" $rounds $wanted
cat "$folder/reference/rows.csv" >>"$csv"

timed() {
    begin=$(date +%s%N)
    "$oploop" compare scenarios/minimal.yaml -n 3 -o "$folder/$1" $2 >"$folder/$1.txt"
    end=$(date +%s%N)
    awk -v what="$1" -v ns=$((end - begin)) -v csv="$csv" 'BEGIN {
        printf "%-26s %8.2f s\n", what, ns / 1e9
        printf "compare,\"3 evenings of minimal, %s\",,%.4f,s,\n", what, ns / 1e9 >>csv }'
}
echo
timed forked
timed unforked --no-fork
cmp "$folder/forked/trajectories.csv" "$folder/unforked/trajectories.csv"
echo "same bytes with forks and without"
echo "$csv is written"
