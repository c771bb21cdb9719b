#!/bin/sh
# Usage: validate.sh OPLOOP FOLDER N [SEED]. Replay the recorded evening as it happened with a seed that
# no test uses, and count which of the record's values lie inside the bands. Exit 1 below 7 of 9.
set -e
oploop=$1
folder=$2
n=$3
seed=${4:-$(date +%s)}
rm -rf "$folder"
mkdir -p "$folder"
echo "seed $seed"
"$oploop" compare scenarios/haren-2012/scenario.yaml -s nothing -s as_happened -n "$n" --seed "$seed" \
    -o "$folder/haren-2012" >"$folder/table.txt"
# Names quote nothing that holds a comma before the column `inside`; it is found by its name.
awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"|\r/, "", $i); column[$i] = i } next }
    { gsub(/"/, "", $column["inside"])
      yes = $column["inside"] == "yes" || $column["inside"] == "true" || $column["inside"] == 1
      inside += yes
      printf "%-20s %-22s %10s  [%s, %s] %s\n", $column["moment"], $column["variable"],
          $column["value"], $column["q05"], $column["q95"], yes ? "inside" : "outside" }
    END { printf "%d of %d inside\n", inside, NR - 1; exit inside < 7 }
' "$folder/haren-2012/fit.csv"
