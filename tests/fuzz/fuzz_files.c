// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"

#include "models/reference/references.h"
#include "models/registry.h"
#include "sim/base/diag.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *ftw)
{
    (void)about;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static void
remove_folder(void)
{
    (void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
fuzz_folder(void)
{
    if (folder[0] == '\0') {
        const bool has_memory = access("/dev/shm", W_OK) == 0;   // spares the disk

        snprintf(folder, sizeof folder, "%s/oploop-fuzz-XXXXXX", has_memory ? "/dev/shm" : "/tmp");
        if (mkdtemp(folder) == NULL) {
            fuzz_broken("a folder for files can be made");
        }
        (void)atexit(remove_folder);
    }
    return folder;
}

const char *
fuzz_path(const char *name)
{
    static char path[4][256];
    static int turn;
    char *at = path[turn++ % 4];

    snprintf(at, sizeof path[0], "%s/%s", fuzz_folder(), name);
    return at;
}

void
fuzz_write(const char *name, const void *bytes, size_t n)
{
    FILE *out = fopen(fuzz_path(name), "wb");

    if (out == NULL || (n > 0 && fwrite(bytes, 1, n, out) != n) || fclose(out) != 0) {
        fuzz_broken("a file can be written");
    }
}

char *
fuzz_read(const char *name, size_t *n)
{
    FILE *in = fopen(fuzz_path(name), "rb");
    struct stat about;
    char *text = NULL;

    *n = 0;
    if (in == NULL) {
        return NULL;
    }
    if (fstat(fileno(in), &about) == 0 && (text = calloc(1, (size_t)about.st_size + 1)) != NULL) {
        *n = fread(text, 1, (size_t)about.st_size, in);
    }
    fclose(in);
    return text;
}

void
fuzz_remove(const char *name)
{
    (void)remove(fuzz_path(name));
}

void
fuzz_make_folder(const char *name)
{
    (void)mkdir(fuzz_path(name), 0700);
}

const struct op_model *
fuzz_model(void)
{
    static struct op_model model;
    static struct op_model reference[OP_N_REFERENCES];
    static struct op_model_set references[OP_N_REFERENCES];
    static const struct op_schema *schemas[OP_N_REFERENCES + 1];

    if (model.n_mechanisms == 0) {
        op_registry_model(&model);
        op_references_fill(reference, references, schemas);
        model.schema.references = schemas;
    }
    return &model;
}

const struct op_schema *
fuzz_schema(void)
{
    return &fuzz_model()->schema;
}

void
fuzz_hush(bool is_quiet)
{
    static FILE *out, *err;

    if (is_quiet) {   // sanitizers write to the descriptor itself
        out = stdout;
        err = stderr;
        stdout = stderr = fopen("/dev/null", "w");
    } else {
        fclose(stdout);
        stdout = out;
        stderr = err;
    }
}

void
fuzz_broken(const char *promise)
{
    dprintf(STDERR_FILENO, "broken promise: %s\n", promise);   // stderr may be hushed
    abort();
}

void
fuzz_print(const struct op_diag *diag)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);

    if (out) {
        op_diag_print(diag, out);
        (void)op_diag_json(diag, 0, out);
        fclose(out);
    }
    free(text);
}
