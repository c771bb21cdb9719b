#!/bin/sh
# Usage: mutants.sh TEST_PROGRAM FOLDER N SEED. Draw N mutants of shipped scenarios; those that are
# accepted must please an independent validator with the schema too, but for what is known: files of an
# older version, what libyaml reads and PyYAML does not (a tab between words), and distributions in { }
# without quotes, which are read here all the same. Exit 1 if anything else is refused there.
set -e
program=$1
folder=$2
rm -rf "$folder"
mkdir -p "$folder"
MUTANTS=$3 VALIDATE_SEED=$4 MUTANTS_KEPT=$folder "$program"
find "$folder" -name '*.yaml' | sort |
    xargs sh tests/support/validate.sh schema/scenario.schema.json >"$folder/validated.txt"
awk '
    /^ok / { ok++; next }
    /: oploop: 1 was expected/ || /: cannot be read: / ||
        /: .[^:,]*\). does not match any of the regexes/ { known++; next }
    { print; other++ }
    END { printf "%d accepted mutants please the validator, %d are known to differ, %d differ\n", ok, known, other
          exit other > 0 }
' "$folder/validated.txt"
