// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/keep.h"

#include "sim/base/file.h"
#include "sim/base/sha.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *
folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');

    return slash == NULL   ? strdup(".")
           : slash == file ? strdup("/")
                           : strndup(file, (size_t)(slash - file));
}

// The rest of a path below the folder of `file`, NULL if it does not lie there.
static char *
below(const char *file, const char *path)
{
    char *folder = folder_of(file);
    char *top = folder ? realpath(folder, NULL) : NULL;
    char *real = realpath(path, NULL);
    const size_t n = top && strcmp(top, "/") != 0 ? strlen(top) : 0;
    char *rest =
        top && real && strncmp(real, top, n) == 0 && real[n] == '/' ? strdup(real + n + 1) : NULL;

    free(folder);
    free(top);
    free(real);
    return rest;
}

static bool
are_the_same(const char *one, const char *two)
{
    char sum_one[OP_SHA_TEXT], sum_two[OP_SHA_TEXT];

    return op_sha_of_file(one, sum_one) == OP_OK && op_sha_of_file(two, sum_two) == OP_OK &&
           strcmp(sum_one, sum_two) == 0;
}

char *
op_kept_name(const char *file, const char *key, const char *path)
{
    char *name = below(file, path);
    char *folder = name ? NULL : folder_of(file);
    char *plain = NULL;
    const char *slash = strrchr(file, '/'), *dot = strrchr(key, '.');
    const char *stem = slash ? slash + 1 : file;

    key = dot ? dot + 1 : key;   // network.file
    if (name || !folder || asprintf(&plain, "%s/%s.csv", folder, key) < 0) {
        free(folder);
        return name;
    }
    // A results folder has a copy of the record in any case.
    if (access(plain, F_OK) == 0 && are_the_same(plain, path)) {
        name = strdup(plain + strlen(folder) + 1);
    } else if (asprintf(&name, "%.*s.%s.csv", (int)strcspn(stem, "."), stem, key) < 0) {
        name = NULL;
    }
    free(plain);
    free(folder);
    return name;
}

static enum op_status
copy(const char *from, const char *to, struct op_diag *diag)
{
    char why[96], block[16384];
    FILE *in = op_file_open(from, why);
    FILE *out = in ? fopen(to, "wb") : NULL;
    bool is_good = out != NULL;

    if (!in) {
        return op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ 0 }, NULL, "%s: %s", from, why);
    }
    for (size_t n; is_good && (n = fread(block, 1, sizeof block, in)) > 0;) {
        is_good = fwrite(block, 1, n, out) == n;
    }
    is_good &= !ferror(in);
    fclose(in);
    if (!out) {
        return op_diag_add(diag, OP_CANNOT_CREATE, (struct op_place){ 0 }, NULL, "%s: %s", to,
                           strerror(errno));
    }
    if (fclose(out) != 0 || !is_good) {
        unlink(to);
        return op_diag_add(diag, OP_IO, (struct op_place){ 0 }, NULL, "%s: could not be written",
                           to);
    }
    return OP_OK;
}

enum op_status
op_keep_file(const char *file, const char *key, const char *path, struct op_diag *diag)
{
    char *name = op_kept_name(file, key, path);
    char *folder = folder_of(file);
    char *to = NULL;
    enum op_status status = OP_NO_MEMORY;

    if (name && folder && asprintf(&to, "%s/%s", folder, name) >= 0) {
        status = access(to, F_OK) == 0 && are_the_same(to, path) ? OP_OK : copy(path, to, diag);
    }
    free(to);
    free(folder);
    free(name);
    return status;
}
