#!/bin/sh
# Fit the parameters that this evening was fitted on, jointly: makes posterior.csv anew.
#
# Sequential rejection (approximate Bayesian computation; Beaumont 2019,
# doi:10.1146/annurev-statistics-030718-105212): a first generation of evenings is drawn from the margins
# of all parameters; the nearest to the record are kept; later generations are proposed by differential
# evolution among the kept (ter Braak 2006, doi:10.1007/s11222-006-8769-1), which keeps what goes
# together together. Importance weights are left out, so the rows are a little narrower than a posterior
# of the margins would be.
#
#   sh scenarios/haren-2012/calibrate.sh [PROGRAM [EVENINGS [GENERATIONS [WORK FOLDER]]]]
#
# from the project's folder; about three minutes a hundred evenings on two cores.
set -eu
program=${1:-build/oploop}
n=${2:-240}
generations=${3:-3}
work=${4:-build/calibrate}
here=scenarios/haren-2012
export LC_ALL=C
mkdir -p "$work"
cp "$here/observed.csv" "$work/"
sed '/^posterior:/d; /^tuned_on_record:/d' "$here/scenario.yaml" > "$work/prior.yaml"
{ cat "$work/prior.yaml"; echo 'posterior: proposals.csv'; } > "$work/proposed.yaml"

# Distance of each evening from the record, in units of what a record's error and chance may be.
score() {
    awk -F, -v generation="$1" '
    FNR == 1 { file++; for (i = 1; i <= NF; i++) column[file, $i] = i; next }
    file == 1 { m = $column[1, "moment"]; r = $1; v = $column[1, "attending_clicks"]
        if (m == "2012-09-18T12:00:00") a[r] = v
        if (m == "2012-09-20T15:00:00") b[r] = v
        if (m == "2012-09-20T21:00:00") c[r] = v
        if (m == "2012-09-21T15:00:00") d[r] = v
        next }
    { r = $1
      s = z(a[r], 2400, .2) + z(b[r], 23000, .15) + z(c[r], 25000, .15) + z(d[r], 30000, .15)
      s += z($column[2, "turnout_persons"], 4000, .25) + z($column[2, "violent_persons"], 600, .35)
      s += z($column[2, "arrests"], 34, .3) + z($column[2, "injured_persons"], 29, .35)
      h = $column[2, "first_violence_h"]; s += h == "" ? 25 : ((h - 336.25) / .6) ^ 2
      print generation, r, s }
    function z(x, target, sd) { x = x < .5 ? .5 : x; return (log(x / target) / sd) ^ 2 }
    ' "$work/run/trajectories.csv" "$work/run/outcomes.csv"
}

# Rows of parameters in the order of columns.txt.
rows() {
    awk -F, 'FNR == NR { name[n++] = $1; next }
        FNR > 1 { if (!($1 in seen)) { seen[$1] = 1; order[m++] = $1 } v[$1, $2] = $3 }
        END { for (k = 0; k < m; k++) { line = order[k]
              for (i = 0; i < n; i++) line = line " " v[order[k], name[i]]
              print line } }' "$work/columns.txt" "$work/run/parameters.csv"
}

# Proposals: one of the kept, moved along the difference of two others, within what the first
# generation reached.
propose() {
    sort -g "$work/all.txt" | head -n 50 > "$work/kept.txt"
    echo "generation $g: best $(head -n 1 "$work/kept.txt" | cut -d' ' -f1)," \
         "50th $(tail -n 1 "$work/kept.txt" | cut -d' ' -f1)"
    awk -v seed=$((77 + g)) -v n="$n" 'BEGIN { srand(seed) }
        FILENAME ~ /columns/ { name[c++] = $1; next }
        FILENAME ~ /first/ { for (i = 2; i <= NF; i++) { x = $i
            if (FNR == 1 || x < low[i - 1]) low[i - 1] = x
            if (FNR == 1 || x > high[i - 1]) high[i - 1] = x }
            next }
        { m++; for (i = 2; i <= NF; i++) v[m, i - 1] = $i; width = NF - 1 }
        END { for (i = 0; i < c; i++) printf "%s%s", name[i], i < c - 1 ? "," : "\n"
              for (k = 0; k < 3 * n; k++) {
                  a = 1 + int(rand() * m); b = 1 + int(rand() * m); d = 1 + int(rand() * m)
                  move = rand() < .5 ? .3 : .12
                  for (i = 1; i <= width; i++) {
                      x = v[a, i]; y = v[b, i]; w = v[d, i]
                      if (x > 0 && y > 0 && w > 0) x = x * exp(move * (log(y) - log(w)))
                      else x = x + move * (y - w)
                      x = x < low[i] ? low[i] : x > high[i] ? high[i] : x
                      printf "%.6g%s", x, i < width ? "," : "\n" } } }' \
        "$work/columns.txt" "$work/first.txt" "$work/kept.txt" > "$work/proposals.csv"
}

: > "$work/all.txt"
g=0
# A folder whose first generation is there is gone on with.
if [ -f "$work/first.txt" ]; then
    cp "$work/first.txt" "$work/all.txt"
    g=1
    propose
fi
while [ "$g" -lt "$generations" ]; do
    file=proposed.yaml
    [ "$g" -gt 0 ] || file=prior.yaml
    "$program" run "$work/$file" -s as_happened -n "$n" --seed $((1000 + g)) -o "$work/run" --force -q
    if [ "$g" -eq 0 ]; then
        # What the evening can tell: spread, news, mobilisation and crowd; not the rival structures.
        cut -d, -f2 "$work/run/parameters.csv" | sort -u |
            grep -E '^(spread|news|mobilisation|crowd)\.' | grep -v '^news.structure$' > "$work/columns.txt"
    fi
    score "$g" > "$work/scores.txt"
    rows > "$work/rows.txt"
    # generation replicate score values ...
    awk 'FNR == NR { s[$2] = $3; next } { k = $1; $1 = ""; print s[k] $0 }' \
        "$work/scores.txt" "$work/rows.txt" | sort -u >> "$work/all.txt"
    [ "$g" -gt 0 ] || cp "$work/all.txt" "$work/first.txt"
    propose
    g=$((g + 1))
done

# The rows within reach of the record: distance at most 2 a target in the mean, and at least 200.
{ paste -s -d, "$work/columns.txt"
  sort -g "$work/all.txt" | awk 'NR <= 200 || $1 <= 18' | cut -d' ' -f2- | tr ' ' ','; } \
    > "$work/posterior.csv"
echo "$(($(wc -l < "$work/posterior.csv") - 1)) rows; distance of the 200th:" \
     "$(sort -g "$work/all.txt" | sed -n 200p | cut -d' ' -f1)"
mv "$work/posterior.csv" "$here/posterior.csv"
