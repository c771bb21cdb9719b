#!/bin/sh
# Pages that the program makes of its own tables: tools/pages.sh PROGRAM docs|man|completion FOLDER
# docs: parameters.md, observables.md, measures.md, conditions.md, and the tables of model.md; man: a page for the
# program and one a verb;
# completion: what bash and zsh read.
set -eu
program=$1
folder=$3
mkdir -p "$folder"

# Whole or not at all: a page takes its name when the program has done.
page() {
    name=$1
    shift
    "$program" explain "$@" >"$folder/$name.new"
    mv "$folder/$name.new" "$folder/$name"
}

case $2 in
    docs)
        for name in parameters observables measures conditions; do
            page "$name.md" "$name" --markdown
        done
        if [ -f "$folder/model.md" ]; then
            sh tools/model_page.sh "$program" "$folder/model.md" >"$folder/model.md.new"
            mv "$folder/model.md.new" "$folder/model.md"
        fi
        ;;
    man)
        page oploop.1 verbs --man
        for verb in $("$program" explain verbs --names); do
            page "oploop-$verb.1" verb "$verb" --man
        done
        ;;
    completion)
        page oploop.bash verbs --completion bash
        page _oploop verbs --completion zsh
        ;;
    *)
        echo "usage: tools/pages.sh PROGRAM docs|man|completion FOLDER" >&2
        exit 2
        ;;
esac
