#!/bin/sh
# How strong a call is that had got so far: the ranges of mobilisation.appeal that `oploop new` writes.
#
# Calls are opened ten days before their evening, with the appeal of a call of which nothing is known
# (normal(mean -2, sd 1.2), docs/sources.md#calls) and the numbers of calls.csv. Three days before,
# those that have clicks and no national story yet are sorted by their clicks: mean and spread of their
# appeal, then the plane through all of them, over clicks and inhabitants of the place, that `new` uses.
# Nothing is done in any of these evenings.
#
#   sh scenarios/data/appeal.sh [PROGRAM [EVENINGS [FOLDER]]]
#
# from the project's folder; 1,200 evenings in each of three municipalities, a few minutes.
set -eu
program=${1:-build/oploop}
n=${2:-1200}
work=${3:-build/appeal}
export LC_ALL=C
mkdir -p "$work/data"
cp scenarios/data/calls.csv "$work/data/"
: > "$work/calls.txt"

for place in Opmeer Wijchen Groningen; do
    inhabitants=$(awk -F, -v name="$place" '$2 == name { print $8; exit }' scenarios/data/places_nl.csv)
    cat > "$work/scenario.yaml" <<SCENARIO
oploop: 1
title: A call from its beginning
purpose: research
gathering: party
start: 2026-06-03 20:00
event: 2026-06-13 20:00
end: 2026-06-14 02:00
place: $place
population: { within: 30 km }
record_every: 12 h
posterior: data/calls.csv
mobilisation: { appeal: "normal(mean -2, sd 1.2)" }
SCENARIO
    "$program" run "$work/scenario.yaml" -s nothing -n "$n" -o "$work/run" --force -q
    awk -F, '
    FNR == 1 { file++; for (i = 1; i <= NF; i++) column[file, $i] = i; next }
    file == 1 { if ($column[1, "parameter"] == "mobilisation.appeal") appeal[$column[1, "replicate"]] = $column[1, "value"]; next }
    file == 2 { if ($column[2, "moment"] ~ /^2026-06-10T20:00/) clicks[$column[2, "replicate"]] = $column[2, "attending_clicks"]; next }
    { r = $column[3, "replicate"]; story = $column[3, "first_story_h"]
      print clicks[r] + 0, appeal[r], story != "" && story <= 168 ? 1 : 0, $column[3, "turnout_persons"], $column[3, "calm"] }' \
        "$work/run/parameters.csv" "$work/run/trajectories.csv" "$work/run/outcomes.csv" > "$work/of_place.txt"
    awk -v place="$place" '{ n++; none += $4 < 100; calm += $5 == 1 || $5 == "true" }
        END { printf "%s: %d calls, %.0f %% with fewer than 100 persons there, %.0f %% calm\n", place, n, 100 * none / n, 100 * calm / n }' \
        "$work/of_place.txt"
    sed "s/$/ $inhabitants/" "$work/of_place.txt" >> "$work/calls.txt"
done

awk '
$1 < 100 || $3 == 1 { next }
{ k = $1 < 300 ? 1 : $1 < 1000 ? 2 : $1 < 3000 ? 3 : $1 < 10000 ? 4 : 5
  m[k]++; s[k] += $2; q[k] += $2 * $2
  x[0] = 1; x[1] = log($1 / 1000); x[2] = log($6 / 35000); x[3] = $2; n++
  for (i = 0; i < 4; i++) for (j = 0; j < 4; j++) A[i, j] += x[i] * x[j] }
END {
    split("100 to 300,300 to 1000,1000 to 3000,3000 to 10000,10000 and more", name, ",")
    for (k = 1; k <= 5; k++) if (m[k] > 1)
        printf "%s clicks: %d calls, appeal %.2f, sd %.2f\n", name[k], m[k], s[k] / m[k], sqrt((q[k] - s[k] ^ 2 / m[k]) / (m[k] - 1))
    for (i = 0; i < 3; i++) {       # elimination; what is left of the last cell is the sum of squares
        p = A[i, i]
        for (j = 0; j < 4; j++) A[i, j] /= p
        for (r = 0; r < 4; r++) if (r != i) { f = A[r, i]; for (j = 0; j < 4; j++) A[r, j] -= f * A[i, j] } }
    printf "plane: %.2f + %.2f ln(clicks / 1000) + %.2f ln(inhabitants / 35000), sd %.2f, %d calls\n",
        A[0, 3], A[1, 3], A[2, 3], sqrt(A[3, 3] / (n - 3)), n
}' "$work/calls.txt"
