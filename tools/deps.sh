#!/bin/sh
# Install the Debian packages that are missing. Silent when none is; on another system say what is
# needed and exit 1.
packages="gcc make pkg-config gnuplot-nox libyaml-dev librandom123-dev libgsl-dev libcsv-dev libmd-dev
          libcmocka-dev libmpfr-dev python3-jsonschema python3-yaml"

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    missing=
    for program in cc make gnuplot; do
        command -v $program >/dev/null 2>&1 || missing="$missing $program"
    done
    for header in yaml.h Random123/philox.h gsl/gsl_errno.h csv.h sha2.h cmocka.h mpfr.h; do
        printf '#include <stdarg.h>\n#include <stddef.h>\n#include <setjmp.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <%s>\n' $header |
            cc -E - >/dev/null 2>&1 || missing="$missing <$header>"
    done
    python3 -c 'import jsonschema, yaml' 2>/dev/null || missing="$missing python3:jsonschema,yaml"
    [ -z "$missing" ] && exit 0
    echo "Not a Debian system: please install what is missing yourself:$missing" >&2
    echo "(on Debian these come from: $(echo $packages))" >&2
    exit 1
fi

missing=
for package in $packages; do
    case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) in
        ii*) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0

echo "installing:$missing" >&2
root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Neither root nor sudo; as root: apt-get install$missing" >&2
        exit 1
    fi
    root=sudo
fi
$root apt-get update -q && $root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $missing
