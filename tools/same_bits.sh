#!/bin/sh
# Usage: same_bits.sh FOLDER. Build the program with several compilers and flags, run small comparisons
# with one thread and two, with forked arms and without, and compare every byte of every file of the
# results but run.json, which says what differs by machine. What this machine lacks is named and left
# out. Exit 1 if a byte differs.
# Environment: MAKE (make), N replicates (3).
folder=$1
n=${N:-3}
make=${MAKE:-make}
differs=0
n_compared=0
[ -n "$folder" ] || { echo "usage: same_bits.sh FOLDER" >&2; exit 2; }
mkdir -p "$folder"

# go NAME PROGRAM WORDS...: both comparisons into $folder/NAME.
go() {
    name=$1
    program=$2
    shift 2
    rm -rf "${folder:?}/$name"
    mkdir -p "$folder/$name"
    "$program" compare scenarios/haren-2012/scenario.yaml --set population.at_most=6000 -n "$n" -q "$@" \
        -o "$folder/$name/haren" >"$folder/$name/haren.txt" &&
        "$program" compare scenarios/minimal.yaml --set population.at_most=3000 --set worlds=2 -n "$n" -q "$@" \
            -o "$folder/$name/minimal" >"$folder/$name/minimal.txt"
}

# like NAME: compare with the first; the last lines of the table tell times.
like() {
    word='same bytes'
    for scenario in haren minimal; do
        if diff -r -q -x run.json "$folder/first/$scenario" "$folder/$1/$scenario"; then
            n_compared=$((n_compared + 1))
        else
            word=DIFFERS
            differs=1
        fi
    done
    printf '%-34s %s\n' "$1" "$word"
}

# build NAME CC OPT CFLAGS: the program of that build, or nothing.
build() {
    echo "building $1: $2 $3 $4" >&2
    $make -s "$folder/build-$1/oploop" BUILD="$folder/build-$1" CC="$2" OPT="$3" CFLAGS="$4" >&2 &&
        echo "$folder/build-$1/oploop"
}

first=$(build gcc-O3 gcc -O3 "") || exit 1
go first "$first" -j1 || exit 1
for words in -j2 "-j1 --no-fork" "-j2 --no-fork"; do
    name=$(echo "gcc-O3 $words" | tr -d ' ')
    go "$name" "$first" $words && like "$name" || differs=1
done

# glibc chooses other code for exp, log and kin where the CPU has no FMA: here it is told so.
name=gcc-O3-glibc-without-fma
GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2_Usable,-FMA_Usable,-FMA4_Usable,-AVX2,-FMA,-FMA4
export GLIBC_TUNABLES
go $name "$first" -j2 && like $name || differs=1
unset GLIBC_TUNABLES

# try NAME CC OPT CFLAGS
try() {
    if ! command -v "$2" >/dev/null 2>&1; then
        echo "$2 is not installed: $1 is left out"
        return
    fi
    program=$(build "$@") && go "$1" "$program" -j2 && like "$1" || differs=1
}
clang=$(command -v clang-14 || command -v clang || echo clang)
try gcc-O0 gcc -O0 ""
try clang-O2 "$clang" -O2 ""
if grep -qw fma /proc/cpuinfo 2>/dev/null; then
    try gcc-O3-haswell-fma gcc -O3 "-march=haswell -mfma"
    try clang-O3-haswell-fma "$clang" -O3 "-march=haswell -mfma"
else
    echo "this CPU has no FMA: -march=haswell is left out"
fi

if [ $differs -ne 0 ]; then
    echo "some bytes differ" >&2
    exit 1
fi
echo "$n_compared pairs of results folders, all the same bytes"
