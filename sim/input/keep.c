// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/keep.h"

#include "sim/base/cause.h"
#include "sim/base/file.h"
#include "sim/base/sha.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The folder of `file`; false if its name is too long.
static bool
folder_of(const char *file, char folder[PATH_MAX])
{
    const char *slash = strrchr(file, '/');
    const size_t n = slash == NULL ? 0 : slash == file ? 1 : (size_t)(slash - file);

    if (n >= PATH_MAX) {
        return false;
    }
    snprintf(folder, PATH_MAX, "%.*s", n > 0 ? (int)n : 1, n > 0 ? file : ".");
    return true;
}

// The rest of a path below a folder, empty if it does not lie there.
static void
below(const char *folder, const char *path, char rest[PATH_MAX])
{
    char top[PATH_MAX], real[PATH_MAX];
    const bool are_there = realpath(folder, top) && realpath(path, real);
    const size_t n = are_there && strcmp(top, "/") != 0 ? strlen(top) : 0;

    rest[0] = '\0';
    if (are_there && strncmp(real, top, n) == 0 && real[n] == '/') {
        snprintf(rest, PATH_MAX, "%s", real + n + 1);
    }
}

static enum op_status
compare(const char *one, const char *two, bool *are_the_same)
{
    char sum_one[OP_SHA_TEXT], sum_two[OP_SHA_TEXT];

    errno = 0;
    *are_the_same = op_sha_of_file(one, sum_one) == OP_OK &&
                    op_sha_of_file(two, sum_two) == OP_OK && strcmp(sum_one, sum_two) == 0;
    return errno == ENOMEM ? OP_NO_MEMORY : OP_OK;
}

static enum op_status
copy(const char *from, const char *to, struct op_diag *diag)
{
    char why[96], block[16384];
    FILE *in = op_file_open(from, why);

    if (!in) {
        return errno == ENOMEM ? OP_NO_MEMORY
                               : op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ 0 }, NULL,
                                             "%s: %s", from, why);
    }
    FILE *out = fopen(to, "wb");

    if (!out) {
        const int error = errno;

        fclose(in);
        return op_cause_add(diag, OP_CANNOT_CREATE, to, "cannot be created", error);
    }
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0 && fwrite(block, 1, n, out) == n;) {
    }
    const bool is_read = ferror(in) == 0;
    const int error = errno;

    fclose(in);
    const enum op_status written = op_cause_close(diag, out, to);
    const enum op_status status =
        is_read ? written : op_cause_add(diag, OP_IO, from, "cannot be read", error);

    if (status != OP_OK) {
        unlink(to);
    }
    return status;
}

// A copy beside the scenario, under a name that is free or has the same content.
static enum op_status
name_copy(const char *file, const char *folder, const char *key, const char *path,
          char name[PATH_MAX], bool *is_there)
{
    const char *slash = strrchr(file, '/');
    const char *stem = slash ? slash + 1 : file;
    char plain[2 * PATH_MAX];
    enum op_status status;

    // A results folder has a copy of the record in any case.
    snprintf(name, PATH_MAX, "%s.csv", key);
    snprintf(plain, sizeof plain, "%s/%s", folder, name);
    status = compare(plain, path, is_there);
    if (status == OP_OK && !*is_there) {
        snprintf(name, PATH_MAX, "%.*s.%s.csv", (int)strcspn(stem, "."), stem, key);
        snprintf(plain, sizeof plain, "%s/%s", folder, name);
        status = compare(plain, path, is_there);
    }
    return status;
}

static const char *
last_word(const char *key)
{
    const char *dot = strrchr(key, '.');   // network.file

    return dot ? dot + 1 : key;
}

static struct op_kept_table *
next_table(struct op_kept *kept)
{
    if (kept->n == kept->capacity) {
        const int capacity = kept->capacity ? 2 * kept->capacity : 4;
        struct op_kept_table *table = realloc(kept->table, (size_t)capacity * sizeof *kept->table);

        if (!table) {
            return NULL;
        }
        kept->table = table;
        kept->capacity = capacity;
    }
    kept->table[kept->n] = (struct op_kept_table){ 0 };
    return &kept->table[kept->n];
}

enum op_status
op_keep_file(struct op_kept *kept, const char *file, const char *key, const char *path,
             struct op_diag *diag)
{
    char folder[PATH_MAX], name[PATH_MAX], to[2 * PATH_MAX];
    struct op_kept_table *table = next_table(kept);
    bool is_there = true;
    enum op_status status = OP_OK;

    if (!table) {
        return OP_NO_MEMORY;
    }
    if (!folder_of(file, folder)) {
        return op_cause_add(diag, OP_CANNOT_CREATE, file, "cannot be created", ENAMETOOLONG);
    }
    key = last_word(key);
    below(folder, path, name);
    if (name[0] == '\0') {
        status = name_copy(file, folder, key, path, name, &is_there);
    }
    snprintf(to, sizeof to, "%s/%s", folder, name);
    if (status == OP_OK) {
        table->key = key;
        table->name = strdup(name);
        table->made = is_there ? NULL : strdup(to);
        kept->n++;
        status = table->name && (is_there || table->made) ? OP_OK : OP_NO_MEMORY;
    }
    if (status == OP_OK && !is_there) {
        status = copy(path, to, diag);
    }
    return status;
}

const char *
op_kept_name(const struct op_kept *kept, const char *key)
{
    for (int i = 0; i < kept->n; i++) {
        if (strcmp(kept->table[i].key, last_word(key)) == 0) {
            return kept->table[i].name;
        }
    }
    OP_BUG("a table was not kept before it was named");
}

void
op_kept_undo(struct op_kept *kept)
{
    for (int i = 0; i < kept->n; i++) {
        if (kept->table[i].made) {
            unlink(kept->table[i].made);
        }
    }
}

void
op_kept_free(struct op_kept *kept)
{
    for (int i = 0; i < kept->n; i++) {
        free(kept->table[i].name);
        free(kept->table[i].made);
    }
    free(kept->table);
    *kept = (struct op_kept){ 0 };
}
