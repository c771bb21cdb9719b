#!/bin/sh
# Feed hostile input to the five readers: tools/fuzz.sh FOLDER SECONDS. Installs libFuzzer where it is
# missing, builds into FOLDER with address and undefined-behaviour sanitizers, runs each target for
# SECONDS from its corpus, and keeps what was found in FOLDER/found. Exit 1 if anything was.
folder=$1
seconds=$2
root=
[ "$(id -u)" -eq 0 ] || root=sudo
: "${FUZZ_CC:=clang-14}"

works() {
    printf 'int LLVMFuzzerTestOneInput(const char *b, unsigned long n); int LLVMFuzzerTestOneInput(const char *b, unsigned long n) { (void)b; (void)n; return 0; }\n' |
        $FUZZ_CC -fsanitize=fuzzer,address -x c -o /dev/null - 2>/dev/null
}
if ! works && command -v apt-get >/dev/null 2>&1; then
    echo "installing: clang-14 libclang-rt-14-dev" >&2
    $root apt-get update -q &&
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
            clang-14 libclang-rt-14-dev
fi
works || { echo "fuzz: $FUZZ_CC with libFuzzer and the address sanitizer is needed" >&2; exit 1; }

"${MAKE:-make}" -j2 fuzz-programs "BUILD=$folder" "CC=$FUZZ_CC" OPT=-O1 \
    SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined -fno-omit-frame-pointer" ||
    exit 1
[ "$seconds" = 0 ] && exit 0

bad=0
mkdir -p "$folder/found"
for target in scenario csv snapshot words results; do
    mkdir -p "$folder/grown/$target"
    dictionary=
    [ -f "tests/fuzz/$target.dict" ] && dictionary=-dict=tests/fuzz/$target.dict
    inputs="tests/fuzz/corpus/$target"
    [ -d "tests/fuzz/regress/$target" ] && inputs="$inputs tests/fuzz/regress/$target"
    if "$folder/fuzz_$target" "-max_total_time=$seconds" -timeout=600 -rss_limit_mb=1024 \
        -print_final_stats=1 $dictionary "-artifact_prefix=$folder/found/$target-" \
        "$folder/grown/$target" $inputs >"$folder/$target.log" 2>&1; then
        sed -n "s/^stat::number_of_executed_units: /$target: well, executions: /p" "$folder/$target.log"
    else
        echo "$target: something was found, see $folder/$target.log and $folder/found/$target-*"
        tail -n 30 "$folder/$target.log"
        bad=1
    fi
done
exit $bad
