#!/bin/sh
# validate.py with a Python that has PyYAML and jsonschema: the first in PATH that has, else Debian's.
for python in python3 /usr/bin/python3; do
    if $python -c 'import jsonschema, yaml' 2>/dev/null; then
        exec $python "$(dirname "$0")/validate.py" "$@"
    fi
done
echo "no Python with jsonschema and yaml (on Debian: python3-jsonschema python3-yaml)" >&2
exit 69
