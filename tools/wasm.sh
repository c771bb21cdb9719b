#!/bin/sh
# Usage: wasm.sh FOLDER. The engine and the models in WebAssembly: build tests/support/same_run.c with this
# machine's compiler and with clang for wasm32-wasi, run the second in node, and compare every line.
# Installs what is missing where Debian's packages can be had; what cannot be had is named, and the
# comparison is left out. Exit 1 if a line differs.
# Environment: CC (gcc).
folder=$1
cc=${CC:-gcc}
[ -n "$folder" ] || { echo "usage: wasm.sh FOLDER" >&2; exit 2; }

missing() {
    lacks=
    command -v node >/dev/null 2>&1 || lacks="$lacks nodejs"
    command -v clang-14 >/dev/null 2>&1 || lacks="$lacks clang-14"
    command -v wasm-ld-14 >/dev/null 2>&1 || lacks="$lacks lld-14"
    [ -e /usr/include/wasm32-wasi/stdio.h ] || lacks="$lacks wasi-libc"
    ls /usr/lib/llvm-14/lib/clang/*/lib/wasi/libclang_rt.builtins-wasm32.a >/dev/null 2>&1 ||
        lacks="$lacks libclang-rt-14-dev-wasm32"
    echo $lacks
}

lacks=$(missing)
if [ -n "$lacks" ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing: $lacks" >&2
    { apt-get update -q && env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends $lacks; } >&2
    lacks=$(missing)
fi
if [ -n "$lacks" ]; then
    echo "wasm: left out, for this machine lacks: $lacks"
    exit 0
fi

# What these need; no library and no thread, for there WebAssembly has none.
sources=$(ls sim/base/*.c sim/run/*.c sim/record/trajectory.c models/reference/*.c models/crowd/*.c \
    models/trust/*.c models/shared/*.c models/institutions/*.c models/elsewhere/*.c models/harassment/*.c \
    models/mobilisation/*.c models/spread/*.c models/population/population.c models/population/sessions.c \
    models/population/settle.c | grep -vE '/(sha|version|slices)\.c$')
for name in schema param choice dist quantity scenario; do
    sources="$sources sim/input/$name.c"
done
sources="$sources tests/support/same_run.c tests/support/tiny_world.c tests/support/toy_model.c"
flags="-std=c11 -D_GNU_SOURCE -I. -ffp-contract=off -ffunction-sections -fdata-sections -Wl,--gc-sections"

rm -rf "${folder:?}"
mkdir -p "$folder/include"
# Debian keeps this header-only library among the native headers; it knows processors by name, and plain C
# is what it uses for any of them: so a name that changes nothing else is given.
ln -s /usr/include/Random123 "$folder/include/Random123"
$cc $flags -O2 -o "$folder/same_run" $sources -lm || exit 1
clang-14 --target=wasm32-wasi $flags -O2 -D__riscv -I"$folder/include" -Wl,-z,stack-size=1048576 \
    -o "$folder/same_run.wasm" $sources || exit 1

"$folder/same_run" >"$folder/native.txt" || exit 1
cat >"$folder/run.mjs" <<'END'
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";
const wasi = new WASI({ version: "preview1", args: ["same_run"] });
const module = await WebAssembly.compile(await readFile(process.argv[2]));
const options = wasi.getImportObject ? wasi.getImportObject() : { wasi_snapshot_preview1: wasi.wasiImport };
process.exit(wasi.start(await WebAssembly.instantiate(module, options)));
END
# Node 20 was seen to crash now and then after the last line, while threads of its own compiled: so none.
node --no-warnings --v8-pool-size=0 "$folder/run.mjs" "$folder/same_run.wasm" >"$folder/wasm.txt" || exit 1

grep -q '^bits of an address: 32$' "$folder/wasm.txt" || { echo "wasm: no output of 32 bits" >&2; exit 1; }
for name in native wasm; do
    grep -v '^bits of an address' "$folder/$name.txt" >"$folder/$name.lines"
done
if ! diff "$folder/native.lines" "$folder/wasm.lines" >&2; then
    echo "wasm: some lines differ" >&2
    exit 1
fi
echo "wasm: $(wc -l <"$folder/native.lines") lines, the same bits from $cc and from WebAssembly in node"
