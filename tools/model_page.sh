#!/bin/sh
# The tables at the end of docs/model.md, brought up to date: tools/model_page.sh PROGRAM PAGE prints
# the page. Symbols are written by hand, in the first cell of a row; the rest of a row is the
# parameter table's. A parameter without a row gets one with the symbol -, a row without a parameter
# goes. The table of purposes is that of sim/run/purpose.h.
set -eu
program=$1
page=$2
rows=$(mktemp)
purposes=$(mktemp)
trap 'rm -f "$rows" "$purposes"' EXIT

# `group.key` | default | drawn | origin | meaning | source, of the parameters of evenings.
"$program" explain parameters --markdown | awk '
    /^# Reference models/ { exit }
    /^## / { group = $2; sub(":$", "", group) }
    /^\| `/ {
        n = split($0, cell, " \\| ")
        key = cell[1]
        sub(/^\| `/, "", key)
        sub(/`$/, "", key)
        source = cell[7]
        sub(/ \|$/, "", source)
        printf "`%s.%s` | %s | %s | %s | %s | %s |\n", group, key, cell[2], cell[4], cell[5],
            cell[6], source
    }' >"$rows"

# | `NAME` | what it decides |, of the purposes that evenings ask for (codes below 128).
awk -F'"' '
    /^    X\([A-Z_]+, *[0-9]+,/ {
        split($1, part, /[(,]/)
        if (part[3] + 0 < 128) printf "| `%s` | %s |\n", part[2], $2
    }' sim/run/purpose.h >"$purposes"

awk -v rows="$rows" -v purposes="$purposes" '
    function write_purposes(  line) {
        print "| Purpose | Decides |\n| --- | --- |"
        while ((getline line < purposes) > 0) print line
    }
    function write_symbols(  line, key) {
        print "| Symbol | Key | Default | Drawn | Origin | Meaning | Source |"
        print "| --- | --- | --- | --- | --- | --- | --- |"
        while ((getline line < rows) > 0) {
            key = line
            sub(/ \|.*/, "", key)
            print "| " (key in symbol ? symbol[key] : "-") " | " line
        }
    }
    /^<!-- end -->$/ && part == "symbols" { write_symbols() }
    /^<!-- end -->$/ && part == "purposes" { write_purposes() }
    /^<!-- end -->$/ { part = "" }
    part == "symbols" {
        n = split($0, cell, " \\| ")
        sub(/^\| /, "", cell[1])
        sub(/ \|$/, "", cell[2])
        symbol[cell[2]] = cell[1]
    }
    part == "" { print }
    /^<!-- (symbols|purposes) -->$/ { part = $2 }
' "$page"
