// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/beside.h"

#include "sim/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Links are followed on both sides, so that a scenario in a linked folder keeps its files.
static bool
is_below(struct op_reader *reader, const char *path, const char *folder)
{
    errno = 0;
    char *real = realpath(path, NULL);
    char *top = real ? realpath(folder, NULL) : NULL;
    reader->no_memory |= !top && errno == ENOMEM;
    const size_t n = top ? strlen(top) : 0;
    const bool is_inside =
        top && (strcmp(top, "/") == 0 || (strncmp(real, top, n) == 0 && real[n] == '/'));

    free(real);
    free(top);
    return is_inside;
}

static bool
is_common_file(struct op_reader *reader, const char *path)
{
    const char *common = reader->share_dir
                             ? op_arena_format(reader->arena, "%s/scenarios", reader->share_dir)
                             : NULL;

    reader->no_memory |= reader->share_dir != NULL && common == NULL;
    return common && is_below(reader, path, common);
}

bool
op_path_is_inside(struct op_reader *reader, const char *path)
{
    return is_below(reader, path, reader->folder) || is_common_file(reader, path);
}

static bool
climbs(const char *text)
{
    for (const char *at = text; at; at = strchr(at, '/')) {
        at += *at == '/';
        if (at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == '\0')) {
            return true;
        }
    }
    return false;
}

static void
refuse(struct op_reader *reader, const struct op_node *node, const char *text, const char *how)
{
    op_fault(reader, OP_BAD_VALUE, node,
             "put the file into the scenario's folder or below it; only --set may name another",
             "\"%s\" leaves the scenario's folder%s", text, how);
}

static void
refuse_absent(struct op_reader *reader, const struct op_node *node, const char *text,
              const char *path, int error)
{
    if (!node) {
        op_diag_add(reader->diag, OP_NOT_FOUND, (struct op_place){ 0 }, NULL, "%s: %s", path,
                    strerror(error));
    } else if (error == ENOENT) {
        op_fault(reader, OP_NOT_FOUND, node, NULL, "no file \"%s\" beside the scenario", text);
    } else {
        op_fault(reader, OP_NOT_FOUND, node, NULL, "\"%s\": %s", text, strerror(error));
    }
}

static const char *
find(struct op_reader *reader, const char *text, bool *is_common)
{
    const bool may_be_common = reader->share_dir && (op_text_starts_with(text, "catalogue/") ||
                                                     op_text_starts_with(text, "data/"));
    const char *path =
        text[0] == '/' ? text : op_arena_format(reader->arena, "%s/%s", reader->folder, text);

    if (path && may_be_common && access(path, F_OK) != 0) {
        path = op_arena_format(reader->arena, "%s/scenarios/%s", reader->share_dir, text);
        *is_common = true;
    }
    reader->no_memory |= !path;
    return path;
}

const char *
op_path_beside(struct op_reader *reader, const struct op_node *node, const char *text,
               bool *is_common)
{
    const bool is_from_file = node && node->place.line > 0;   // --set stands at no line
    bool found_common = false;
    const char *path;

    if (is_from_file && (text[0] == '/' || climbs(text))) {
        refuse(reader, node, text, "");
        return NULL;
    }
    path = find(reader, text, &found_common);
    if (!path) {
        return NULL;
    }
    if (is_common) {
        *is_common = found_common;
    }
    if (access(path, F_OK) != 0) {
        refuse_absent(reader, node, text, path, errno);
        return NULL;
    }
    if (is_from_file && !op_path_is_inside(reader, path)) {
        refuse(reader, node, text, " by a link");
        return NULL;
    }
    return path;
}
