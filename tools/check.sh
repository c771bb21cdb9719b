#!/bin/sh
# Run test programs, one for each core at a time, show what each says in the order given, and end with
# one line that sums them: `N passed, N failed`. A program that dies counts as one failed test. Exit 1
# if anything failed.
# Environment: TIMEOUT seconds a program may take (default 300), JOBS programs at a time.
passed=0
failed=0
bad=
out=$(mktemp -d) || exit 1
trap 'rm -rf "$out"' EXIT
trap 'exit 130' INT TERM

export TIMEOUT="${TIMEOUT:-300}" out
printf '%s\n' "$@" | xargs -P "${JOBS:-$(nproc)}" -I{} sh -c '
    name=$(printf "%s" "$1" | tr / _)
    timeout "$TIMEOUT" "./$1" >"$out/$name" 2>&1
    echo "$?" >"$out/$name.status"
    printf -- "    %s\n" "$1" >&2' sh {}

for program in "$@"; do
    printf -- '--- %s\n' "$program"
    name=$(printf '%s' "$program" | tr / _)
    status=$(cat "$out/$name.status" 2>/dev/null || echo 137)
    cat "$out/$name"
    p=$(sed -n 's/^\[  PASSED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$out/$name" | awk '{ n += $1 } END { print n + 0 }')
    f=$(sed -n 's/^\[  FAILED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$out/$name" | awk '{ n += $1 } END { print n + 0 }')
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
        [ "$status" -eq 124 ] && echo "$program: took more than $TIMEOUT s"
        echo "$program: ended with status $status"
    fi
    [ "$f" -gt 0 ] && bad="$bad $program"
    passed=$((passed + p))
    failed=$((failed + f))
done

[ -n "$bad" ] && echo "failed in:$bad"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
