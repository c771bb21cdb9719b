#!/bin/sh
# Run test programs one after the other, show what each says, and end with one line that sums them:
# `N passed, N failed`. A program that dies counts as one failed test. Exit 1 if anything failed.
# Environment: TIMEOUT seconds a program may take (default 300).
passed=0
failed=0
bad=
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
trap 'exit 130' INT TERM

for program in "$@"; do
    printf -- '--- %s\n' "$program"
    timeout "${TIMEOUT:-300}" "./$program" >"$out" 2>&1
    status=$?
    cat "$out"
    p=$(sed -n 's/^\[  PASSED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$out" | awk '{ n += $1 } END { print n + 0 }')
    f=$(sed -n 's/^\[  FAILED  \] \([0-9][0-9]*\) test(s).*/\1/p' "$out" | awk '{ n += $1 } END { print n + 0 }')
    if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
        f=1
        [ "$status" -eq 124 ] && echo "$program: took more than ${TIMEOUT:-300} s"
        echo "$program: ended with status $status"
    fi
    [ "$f" -gt 0 ] && bad="$bad $program"
    passed=$((passed + p))
    failed=$((failed + f))
done

[ -n "$bad" ] && echo "failed in:$bad"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
