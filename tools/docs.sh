#!/bin/sh
# Every local link of the documentation leads to a file, and every `docs/sources.md#anchor` that a
# table, a catalogue entry or a page cites exists there. Silent when all is well, exit 1 otherwise.
found=0
pages=$(find . -name '*.md' ! -path './build/*' ! -path './results/*' ! -path './.git/*' | sort)

for page in $pages; do
    for link in $(grep -oE '\]\([^)# ]+' "$page" | sed 's/^](//'); do
        case $link in
            http:*|https:*|mailto:*) continue ;;
        esac
        if [ ! -e "$(dirname "$page")/$link" ]; then
            echo "$page: link to $link, which does not exist" >&2
            found=1
        fi
    done
done

# Anchors are written as <a id="..."></a> in docs/sources.md.
anchors=$(grep -oE '<a id="[^"]+"' docs/sources.md | sed 's/<a id="//; s/"//')
cited=$(grep -rhoE --include='*.[ch]' --include='*.md' --include='*.yaml' --include='*.csv' \
    'docs/sources\.md#[A-Za-z0-9_-]+' sim models analysis scenarios docs README.md 2>/dev/null |
    sed 's/.*#//' | sort -u)
for anchor in $cited; do
    if ! echo "$anchors" | grep -qx -- "$anchor"; then
        echo "docs/sources.md has no anchor $anchor, but it is cited:" >&2
        grep -rnF "docs/sources.md#$anchor" sim models analysis scenarios docs | head -n 3 >&2
        found=1
    fi
done
exit $found
