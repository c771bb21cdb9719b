#!/bin/sh
# Put the questions of questions.txt to the program: makes drawn.csv, grid.csv and breakeven.csv anew, then the table of
# README.md from them.
#
#   sh scenarios/findings/run.sh [PROGRAM [EVENINGS [WORK FOLDER [FOLDER OF THE TABLES]]]]     from the project's folder
#   sh scenarios/findings/run.sh table [FOLDER OF THE TABLES]       prints the table alone
#
# EXTRA holds more words for every run (EXTRA="--set worlds=1"), ONLY the name of one study, and with ENDS=yes only the first
# and last value of a grid are tried. Runs that lie in the work
# folder are not repeated: empty it after a change. All runs have seed 1, so the evenings of a study are the same at every
# point of a grid, and what was drawn as well, but for the key that the grid sets.
set -eu
export LC_ALL=C
here=$(dirname "$0")
tools=$here/../../tools

# The lines of questions.txt without blanks about the bars: kind|study|arm|against|metric|keys|grid|question
questions() {
    sed -e '/^#/d' -e '/^ *$/d' -e 's/ *| */|/g' -e 's/ *$//' "$here/questions.txt" |
        awk -F'|' -v only="${ONLY:-}" 'only == "" || $2 == only'
}

table() {
    questions > "$tables/questions.tmp"
    awk -f "$here/table.awk" "$tables/drawn.csv" "$tables/breakeven.csv" "$tables/questions.tmp"
    rm -f "$tables/questions.tmp"
}

if [ "${1:-}" = table ]; then
    tables=${2:-$here}
    table
    exit
fi
program=${1:-build/oploop}
n=${2:-200}
work=${3:-build/findings}
tables=${4:-$here}
mkdir -p "$work" "$tables"

# run FOLDER STUDY WORDS ...: no pictures are drawn, which a PATH without gnuplot sees to.
run() {
    folder=$1
    study=$2
    shift 2
    [ -d "$folder" ] && return
    # shellcheck disable=SC2086
    (self=$(command -v "$program") && PATH=/none "$self" run "$here/$study.yaml" -n "$n" -q -o "$folder" "$@" ${EXTRA:-}) \
        > "$work/said.txt" 2>&1 || { cat "$work/said.txt" >&2; exit 1; }
}

# paired FOLDER ARM AGAINST METRIC [PAIRS]
paired() {
    awk -f "$tools/paired.awk" -v arm="$2" -v against="$3" -v metric="$4" -v pairs="${5:-}" \
        "$1/outcomes.csv" "$1/parameters.csv"
}

# A value of a grid as a number: hours of a duration, a share of a percentage, else as it stands.
number() {
    echo "$1" | awk '{ u = $2; f = u == "%" ? .01 : u == "s" ? 1 / 3600 : u == "min" ? 1 / 60 : u == "d" ? 24 : 1
        printf "%.10g\n", $1 * f }'
}

numbers=evenings,difference,low,high,lower,equal,higher
echo "study,kind,arm,against,metric,keys,$numbers,leans_on,told,rho,at_low,at_high,turns" > "$work/drawn.csv"
echo "study,arm,against,metric,keys,value,$numbers" > "$work/grid.csv"
echo "study,arm,against,metric,keys,lowest,highest,evenings,break_even,low,high,side,at_lowest,at_lowest_low,at_lowest_high,at_highest,at_highest_low,at_highest_high,told_from,assumed" > "$work/breakeven.csv"
questions > "$work/questions.txt"
while IFS='|' read -r kind study arm against metric keys grid question; do
    [ -n "$question" ] || { echo "questions.txt: a line has fewer than eight parts: $study $arm" >&2; exit 65; }
    if [ "$kind" != break_even ]; then
        run "$work/$study" "$study" < /dev/null
        echo "$study,$kind,$arm,$against,$metric,$keys,$(paired "$work/$study" "$arm" "$against" "$metric")" >> "$work/drawn.csv"
        continue
    fi
    : > "$work/points.txt"
    : > "$work/curve.txt"
    echo "$grid" | tr ',' '\n' | sed -e 's/^ *//' ${ENDS:+-n -e '1p;$p'} > "$work/values.txt"
    while IFS= read -r value; do
        set -- -s "${arm#*:}" -s "${against#*:}"
        [ "${arm%%:*}" = default ] || set -- "$@" -c "${arm%%:*}"
        [ "${arm%%:*}" = "${against%%:*}" ] || set -- "$@" -c "${against%%:*}"
        for key in $(echo "$keys" | tr '+' ' '); do set -- "$@" --set "$key=$value"; done
        folder=$work/$(echo "$study-$arm-$against-$keys=$value" | tr -d ' ')
        run "$folder" "$study" "$@" < /dev/null
        line=$(paired "$folder" "$arm" "$against" "$metric" "$work/pairs.txt" | cut -d, -f1-7)
        echo "$study,$arm,$against,$metric,$keys,$value,$line" >> "$work/grid.csv"
        echo "$line" >> "$work/curve.txt"
        sed "s/^/$(number "$value") /" "$work/pairs.txt" >> "$work/points.txt"
    done < "$work/values.txt"
    # The first value from which on the interval excludes zero, always on one side.
    told=$(paste -d, "$work/curve.txt" "$work/values.txt" | awk -F, '{ s = $3 > 0 ? 1 : $4 < 0 ? -1 : 0
        if (s == 0 || s != side) from = s ? $8 : ""; side = s } END { print from }')
    # What the first key is drawn from otherwise, its commas as semicolons; empty for a key that is no parameter.
    assumed=$("$program" explain "${keys%%+*}" 2>> "$work/said.txt" | sed -n 's/^  default  *//p' | tr ',' ';' || true)
    ends=$(sed -n '1p;$p' "$work/curve.txt" | cut -d, -f2-4 | paste -s -d, -)
    first=$(head -n 1 "$work/values.txt")
    last=$(tail -n 1 "$work/values.txt")
    echo "$study,$arm,$against,$metric,$keys,$first,$last,$(awk -f "$tools/breakeven.awk" "$work/points.txt"),$ends,$told,$assumed" >> "$work/breakeven.csv"
done < "$work/questions.txt"
for name in drawn grid breakeven; do cp "$work/$name.csv" "$tables/$name.csv"; done

if [ -f "$tables/README.md" ]; then
    table > "$work/table.md"
    awk -v file="$work/table.md" '/^<!-- end -->/ { skip = 0 }
        !skip { print }
        /^<!-- table -->/ { skip = 1; while ((getline line < file) > 0) print line }' "$tables/README.md" > "$work/README.md"
    cp "$work/README.md" "$tables/README.md"
fi
