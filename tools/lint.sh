#!/bin/sh
# Form and static checks with the tools that are there; one that is not is named and left out.
# `--format` rewrites the sources instead.
sources=$(find sim models analysis exercise tests -name '*.[ch]' 2>/dev/null | sort)
found=0

format=
for program in clang-format-14 clang-format; do
    if command -v $program >/dev/null 2>&1 && $program --version | grep -q 'version 14\.'; then
        format=$program
        break
    fi
done
if [ -z "$format" ]; then
    echo "clang-format 14 is not installed: form was not checked (apt-get install clang-format-14)" >&2
    [ "$1" = --format ] && exit 1
elif [ "$1" = --format ]; then
    $format -i $sources
    exit
else
    $format --dry-run --Werror $sources || found=1
fi

# varFuncNullUB takes a named argument (the hint of op_diag_add) for one of the open list.
if command -v cppcheck >/dev/null 2>&1; then
    cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr -I. -D_GNU_SOURCE \
        --enable=warning,portability --suppress=missingIncludeSystem \
        --suppress=nullPointerRedundantCheck --suppress=ctunullpointer \
        --suppress=incorrectLogicOperator --suppress=memleak --suppress=varFuncNullUB \
        sim models analysis || found=1
else
    echo "cppcheck is not installed: left out (apt-get install cppcheck)" >&2
fi
exit $found
