#!/bin/sh
# Who may include whom; the rules in words are in docs/map.md. Includes are written from the root, so
# that a line says which layer it reaches. Silent when all is well, exit 1 otherwise.
found=0

# rule FOLDER PATTERN: files below FOLDER (or that file) may include, of ours, only what matches PATTERN.
rule() {
    [ -e "$1" ] || return 0
    bad=$(find "$1" -name '*.[ch]' ! -path sim/main.c -exec grep -nHE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' {} + |
        grep -vE "\"($2)\"")
    [ -z "$bad" ] && return 0
    printf '%s\n' "$bad" >&2
    printf '    ^ %s may include only: %s\n' "$1" "$2" >&2
    found=1
}

rule sim/base   'sim/base/.*'
rule sim/input  'sim/(base|input)/.*'
rule sim/record 'sim/(base|record)/.*'
rule sim/stat   'sim/(base|stat)/.*'
rule sim/run    'sim/(base|input|record|run)/.*'
rule sim/study  'sim/(base|input|stat|run|record|study)/.*|sim/oploop.h'
rule sim        'sim/.*'
rule sim/oploop.h 'sim/base/.*'
# (the public face shows nothing of what lies behind it)
rule models     'sim/(base|run)/.*|sim/input/(param|schema).h|sim/record/table.h|sim/study/study.h|models/.*'
# (study.h: the type in which the registry hands over how a world is built)
rule analysis   'sim/(base|stat)/.*|sim/record/table.h|analysis/.*'
rule exercise   'sim/oploop.h|sim/(base|stat)/.*|sim/record/table.h|analysis/.*|exercise/.*'

# A mechanism never includes another one's source.
bad=$(grep -rnE '^[[:space:]]*#[[:space:]]*include.*\.c"' sim models analysis exercise tests 2>/dev/null)
if [ -n "$bad" ]; then
    echo "$bad" | sed 's|$|    <- a source is never included|' >&2
    found=1
fi

# File names should be unique, so that logs are unambiguous: named, but no error.
twice=$(find sim models analysis exercise -name '*.[ch]' 2>/dev/null | sed 's|.*/||' | sort | uniq -d)
if [ -n "$twice" ]; then
    echo "warning: two files of the same name:" $twice >&2
fi
exit $found
