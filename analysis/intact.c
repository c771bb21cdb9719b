// SPDX-License-Identifier: GPL-3.0-or-later
// datapackage.json is ours, so it is read for the three things that are needed of it, in the order
// in which they are written: "path": "NAME" … "bytes": N, "hash": "sha256:HEX".
#include "analysis/intact.h"

#include "analysis/outfile.h"
#include "sim/base/cause.h"
#include "sim/base/sha.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LONGEST_NAME = 64, LARGEST = 1 << 24 };

static const char package_name[] = "datapackage.json";

struct resource {
    char name[LONGEST_NAME + 1], hash[OP_SHA_TEXT];
    long long n_bytes;
    const char *from, *past;   // of `"bytes": … "` in the text
};

static bool
is_derived(const char *name)
{
    static const char *const names[] = {
        "quantiles.csv",          "summary.csv",   "fit.csv",         "fit_scores.csv",
        "between_conditions.csv", "precision.csv", "assumptions.csv", "measure_evenings.csv",
        "effective.csv",          "bought.csv",    "windows.csv"
    };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

// The next resource from *at on; false: there is none, or it is not as we write it.
static bool
next_resource(const char **at, struct resource *r)
{
    const char *path = strstr(*at, "\"path\": \"");
    int used = 0;

    if (path == NULL) {
        return false;
    }
    path += strlen("\"path\": \"");
    const size_t n = strcspn(path, "\"");
    const char *bytes = strstr(path, "\"bytes\": ");

    if (n == 0 || n > LONGEST_NAME || memchr(path, '/', n) != NULL || bytes == NULL ||
        sscanf(bytes, "\"bytes\": %lld, \"hash\": \"sha256:%64[0-9a-f]\"%n", &r->n_bytes, r->hash,
               &used) != 2 ||
        used == 0) {
        return false;
    }
    memcpy(r->name, path, n);
    r->name[n] = '\0';
    r->from = bytes;
    r->past = bytes + used;
    *at = r->past;
    return true;
}

static enum op_status
read_package(const char *dir, char **text, struct op_diag *diag)
{
    char path[PATH_MAX];
    struct stat about;
    size_t n = 0;

    snprintf(path, sizeof path, "%s/%s", dir, package_name);
    FILE *in = fopen(path, "rb");

    *text = NULL;
    if (in == NULL && errno != ENOENT) {
        return op_cause_add(diag, OP_IO, path, "cannot be read", errno);
    }
    if (in == NULL) {
        return op_diag_add(diag, OP_TRUNCATED, (struct op_place){ .file = dir },
                           "run it again: an unfinished folder is replaced then",
                           "these results are unfinished: there is no %s, which is written last",
                           package_name);
    }
    if (fstat(fileno(in), &about) == 0 && about.st_size < LARGEST) {
        *text = malloc((size_t)about.st_size + 1);
        n = *text != NULL ? fread(*text, 1, (size_t)about.st_size, in) : 0;
    }
    const bool is_read = ferror(in) == 0;

    fclose(in);
    if (*text == NULL) {
        return OP_NO_MEMORY;
    }
    (*text)[n] = '\0';
    if (!is_read) {
        return op_cause_add(diag, OP_IO, path, "cannot be read", EIO);
    }
    return n > 6 && strcmp(*text + n - 6, "} ] }\n") == 0
               ? OP_OK
               : op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = path },
                             "run it again with --force", "ends before its end");
}

static enum op_status
refuse(const char *path, enum op_status status, const char *what, struct op_diag *diag)
{
    return op_diag_add(diag, status, (struct op_place){ .file = path },
                       "put back what was written, or run it again with --force",
                       "%s: datapackage.json tells otherwise", what);
}

static enum op_status
check_one(const char *dir, const struct resource *r, struct op_diag *diag)
{
    char path[PATH_MAX], hash[OP_SHA_TEXT], what[120];
    struct stat about;

    snprintf(path, sizeof path, "%s/%s", dir, r->name);
    if (stat(path, &about) != 0) {
        return refuse(path, OP_NOT_FOUND, "is missing", diag);
    }
    if (about.st_size != r->n_bytes) {
        snprintf(what, sizeof what, "holds %lld bytes and not the %lld that were written",
                 (long long)about.st_size, r->n_bytes);
        return refuse(path, OP_CORRUPTED, what, diag);
    }
    if (op_sha_of_file(path, hash) != OP_OK) {
        return op_cause_add(diag, OP_IO, path, "cannot be read", errno);
    }
    return strcmp(hash, r->hash) == 0
               ? OP_OK
               : refuse(path, OP_CORRUPTED, "its bytes are not what was written", diag);
}

static bool
is_marked_unfinished(const char *dir)
{
    static const char mark[] = ".unfinished";
    size_t n = strlen(dir);

    while (n > 1 && dir[n - 1] == '/') {
        n--;
    }
    return n >= sizeof mark - 1 && strncmp(dir + n - (sizeof mark - 1), mark, sizeof mark - 1) == 0;
}

enum op_status
op_intact_check(const char *dir, struct op_diag *diag)
{
    struct resource r;
    struct stat about;
    char *text = NULL;
    enum op_status status = OP_OK;
    int n = 0;

    if (stat(dir, &about) != 0 || !S_ISDIR(about.st_mode)) {
        return OP_OK;
    }
    if (is_marked_unfinished(dir)) {
        return op_diag_add(diag, OP_TRUNCATED, (struct op_place){ .file = dir },
                           "wait until it is finished, or run it again: that replaces it",
                           "these results are unfinished: a program fills them, or was stopped "
                           "while it did");
    }
    status = read_package(dir, &text, diag);
    for (const char *at = text; status == OP_OK && next_resource(&at, &r); n++) {
        const enum op_status one = is_derived(r.name) ? OP_OK : check_one(dir, &r, diag);
        (void)one;   // all that differ are told; the first gives the status
    }
    if (status == OP_OK && n == 0) {
        status = op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = dir }, NULL,
                             "%s names no table", package_name);
    }
    free(text);
    return status == OP_OK ? op_diag_status(diag) : status;
}

enum op_status
op_intact_renew(const char *dir, struct op_diag *diag)
{
    struct op_outfile out = { 0 };
    struct resource r;
    char *text = NULL, path[PATH_MAX], hash[OP_SHA_TEXT];
    struct stat about;
    bool is_changed = false;
    enum op_status status = read_package(dir, &text, diag);

    if (status == OP_OK) {
        status = op_outfile_open(&out, dir, package_name, diag);
    }
    if (status != OP_OK) {
        free(text);
        return status;
    }
    const char *copied = text;

    for (const char *at = text; next_resource(&at, &r);) {
        snprintf(path, sizeof path, "%s/%s", dir, r.name);
        if (!is_derived(r.name) || stat(path, &about) != 0 || op_sha_of_file(path, hash) != OP_OK ||
            strcmp(hash, r.hash) == 0) {
            continue;
        }
        fwrite(copied, 1, (size_t)(r.from - copied), out.stream);
        fprintf(out.stream, "\"bytes\": %lld, \"hash\": \"sha256:%s\"", (long long)about.st_size,
                hash);
        copied = r.past;
        is_changed = true;
    }
    fputs(copied, out.stream);
    if (is_changed) {
        status = op_outfile_close(&out, diag);
    } else {
        op_outfile_drop(&out);
    }
    free(text);
    return status;
}
