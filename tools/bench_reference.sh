#!/bin/sh
# Usage: bench_reference.sh OPLOOP BOUND FOLDER [ROUNDS] [W1 W2 W3 W4 CSV]. Time the SIR model beside the
# bare bound, in turns, so that both meet the same machine; simulation without building the network.
#   W1  a preferential network of 1,000,000 persons, 5 links, one run to extinction
#   W2  100,000 persons, the mean of ten runs
#   W3  100,000 persons, 100 runs on one network, with one thread and with two
#   W4  10,000,000 persons, one run, with peak memory
#   CSV the ties of W1 read from a file
# Prints the least of the rounds (default 5; W4 and CSV one): what others do on the machine only adds. FOLDER
# then holds rows.csv: part,name,size,value,unit,limit without a header.
set -e
oploop=$1
bound=$2
folder=$3
rounds=${4:-5}
[ $# -gt 4 ] && shift 4 && wanted="$*" || wanted="W1 W2 W3 W4 CSV"
scenario=scenarios/reference/sir.yaml
mkdir -p "$folder"
rows=$folder/rows.csv
: >"$rows"

# field NAME: a number of the last run's run.json
field() {
    sed -n "s/.*\"$1\": \([0-9.]*\).*/\1/p" "$folder/run/run.json" | head -1
}
ours() {        # PERSONS RUNS THREADS: seconds a run, into $2 of the list $4
    "$oploop" run $scenario --set network.persons="$1" -n "$2" -j "$3" -q -f -o "$folder/run" >/dev/null
    field simulate_s | awk -v n="$2" '{ print $1 / n }' >>"$folder/$4"
    field world_s >>"$folder/$4.world"
}
bare() {        # PERSONS RUNS LIST
    "$bound" "$1" 5 0.5 1 10 "$2" 2>/dev/null | awk -F, 'NR > 1 { s += $2; n++ } END { print s / n }' >>"$folder/$3"
}
least() {
    sort -g "$folder/$1" | head -1
}
report() {      # WHAT OURS BOUND
    awk -v what="$1" -v a="$(least "$2")" -v b="$(least "$3")" -v w="$(least "$2.world")" -v rows="$rows" 'BEGIN {
        printf "%-26s %8.4f s   bound %8.4f s   ratio %.2f   network %.2f s\n", what, a, b, a / b, w
        gsub(",", "", what)
        printf "reference,\"%s\",,%.5f,s,\n", what, a >>rows
        printf "reference,\"%s, bound\",,%.5f,s,\n", what, b >>rows
        printf "reference,\"%s, ratio\",,%.3f,,2\n", what, a / b >>rows
        printf "reference,\"%s, network built\",,%.3f,s,\n", what, w >>rows }'
}

for what in $wanted; do
    rm -f "$folder"/list.*
    case $what in
    W1)
        for i in $(seq "$rounds"); do ours 1000000 1 1 list.a; bare 1000000 1 list.b; done
        report "W1 1,000,000 persons" list.a list.b ;;
    W2)
        for i in $(seq "$rounds"); do ours 100000 10 1 list.a; bare 100000 10 list.b; done
        report "W2 100,000 persons" list.a list.b ;;
    W3)
        for i in $(seq "$rounds"); do
            ours 100000 100 1 list.a
            bare 100000 100 list.b
            ours 100000 100 2 list.c
        done
        report "W3 100 runs, 1 thread" list.a list.b
        report "W3 100 runs, 2 threads" list.c list.b
        awk -v a="$(least list.a)" -v c="$(least list.c)" -v rows="$rows" 'BEGIN {
            printf "two threads: %.2f times as fast\n", a / c
            printf "reference,\"W3 two threads, times as fast\",,%.3f,,\n", a / c >>rows }' ;;
    W4)
        ours 10000000 1 1 list.a
        bare 10000000 1 list.b
        report "W4 10,000,000 persons" list.a list.b
        echo "peak memory $(field peak_memory_mib) MiB"
        echo "reference,\"W4 peak memory\",,$(field peak_memory_mib),MiB,1536" >>"$rows" ;;
    CSV)
        # the same kind of network, written out by hand: each newcomer ties itself to ends of earlier ties
        awk 'BEGIN { srand(7); print "source,target"; m = 5; n = 0
            for (i = 1; i < m; i++) for (j = 0; j < i; j++) { e[n++] = i; e[n++] = j; print i "," j }
            for (v = m; v < 1000000; v++) { all = n
                for (k = 0; k < m; k++) {
                    do { t = e[int(rand() * all)]; new = 1
                        for (q = 0; q < k; q++) if (p[q] == t) new = 0 } while (!new)
                    p[k] = t; print v "," t; e[n++] = v; e[n++] = t } } }' >"$folder/edges.csv"
        begin=$(date +%s%N)
        "$oploop" run $scenario --set "network={ kind: edges, file: $(cd "$folder" && pwd)/edges.csv }" \
            --set initial_persons=0 -n 1 -j 1 -q -f -o "$folder/run" >/dev/null
        end=$(date +%s%N)
        awk -v ns=$((end - begin)) -v rows="$rows" 'BEGIN {
            printf "CSV 4,999,985 ties          %8.4f s from start to end of the program, read and built\n", ns / 1e9
            printf "reference,\"CSV 4999985 ties, read and built\",,%.4f,s,2\n", ns / 1e9 >>rows }'
        rm -f "$folder/edges.csv" ;;
    esac
done
