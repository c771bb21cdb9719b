#!/bin/sh
# Usage: draws.sh OPLOOP FOLDER. Run small comparisons with a program that was built with
# -DOP_CHECK_DRAWS, in which a key that answers two questions ends the run with status 70. One thread:
# each thread watches its own draws only.
set -e
oploop=$1
folder=$2
rm -rf "$folder"
mkdir -p "$folder"
for seed in 1 2 3; do
    "$oploop" compare scenarios/haren-2012/scenario.yaml --set population.at_most=20000 -n 3 -q -j1 \
        --seed $seed -o "$folder/haren-$seed" >/dev/null
    "$oploop" compare scenarios/haren-2012/scenario.yaml --set population.at_most=3000 --set worlds=2 \
        -n 4 -q -j1 --no-fork --seed $seed -o "$folder/unforked-$seed" >/dev/null
    "$oploop" compare scenarios/minimal.yaml -n 3 -q -j1 --seed $seed -o "$folder/minimal-$seed" >/dev/null
done
echo "no key was asked twice"
