// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/vary.h"

#include "sim/base/text.h"

#include <stdlib.h>
#include <string.h>

static const char forms[] = "write `KEY = A .. B by STEP`, `KEY = A .. B in 5` or `KEY = A, B, C`";

// A part of a text without the blanks around it.
static char *
trimmed(struct op_arena *arena, const char *text, size_t length)
{
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        length--;
    }
    return op_arena_part(arena, text, length);
}

// Where the value that starts here ends: at a comma that stands in no brackets.
static size_t
value_length(const char *text)
{
    int depth = 0;
    size_t n = 0;

    for (; text[n] != '\0' && !(text[n] == ',' && depth == 0); n++) {
        depth += text[n] == '(' ? 1 : text[n] == ')' ? -1 : 0;
    }
    return n;
}

static enum op_status
read_list(struct op_vary *vary, struct op_arena *arena, const char *text, struct op_diag *diag)
{
    int n = 1;
    int k = 0;

    for (const char *at = text + value_length(text); *at; at += 1 + value_length(at + 1)) {
        n++;
    }
    if (n > OP_MAX_VARY_VALUES) {
        return op_diag_add(diag, OP_TOO_LARGE, vary->place, NULL,
                           "%s: %d values; at most %d are varied over", vary->key, n,
                           OP_MAX_VARY_VALUES);
    }

    const char **listed = op_arena_new(arena, (size_t)n, sizeof *listed);

    for (const char *at = text; listed && k < n; at += value_length(at) + 1) {
        listed[k] = trimmed(arena, at, value_length(at));
        if (!listed[k]) {
            return OP_NO_MEMORY;
        }
        if (listed[k][0] == '\0') {
            return op_diag_add(diag, OP_SYNTAX, vary->place, forms,
                               "%s: a value is missing in "
                               "\"%s\"",
                               vary->key, text);
        }
        k++;
    }
    vary->listed = listed;
    vary->n_listed = n;
    return listed ? OP_OK : OP_NO_MEMORY;
}

static enum op_status
read_count(struct op_vary *vary, const char *text, struct op_diag *diag)
{
    char *end = NULL;
    const long n = strtol(text, &end, 10);

    if (end == text || *end != '\0' || n < 1 || n > OP_MAX_VARY_VALUES) {
        return op_diag_add(diag, OP_BAD_VALUE, vary->place, forms,
                           "%s: \"%s\" is not a whole number from 1 to %d", vary->key, text,
                           OP_MAX_VARY_VALUES);
    }
    vary->n_in = (int)n;
    return OP_OK;
}

static enum op_status
read_range(struct op_vary *vary, struct op_arena *arena, const char *text, const char *dots,
           struct op_diag *diag)
{
    const char *rest = dots + 2;
    const char *by = strstr(rest, " by ");
    const char *in = by ? NULL : strstr(rest, " in ");
    const char *to_end = by ? by : in ? in : rest + strlen(rest);

    vary->from = trimmed(arena, text, (size_t)(dots - text));
    vary->to = trimmed(arena, rest, (size_t)(to_end - rest));
    if (by) {
        vary->by = trimmed(arena, by + 4, strlen(by + 4));
    }
    if (!vary->from || !vary->to || (by && !vary->by)) {
        return OP_NO_MEMORY;
    }
    if (vary->from[0] == '\0' || vary->to[0] == '\0' || (by && vary->by[0] == '\0') ||
        strstr(rest, "..")) {
        return op_diag_add(diag, OP_SYNTAX, vary->place, forms,
                           "%s: \"%s\" is not a range from one value to another", vary->key, text);
    }
    return in ? read_count(vary, in + 4 + strspn(in + 4, " "), diag) : OP_OK;
}

enum op_status
op_vary_values(struct op_vary *vary, struct op_arena *arena, const char *text, struct op_diag *diag)
{
    const char *whole = trimmed(arena, text, strlen(text));
    const char *dots = whole ? strstr(whole, "..") : NULL;

    if (!whole) {
        return OP_NO_MEMORY;
    }
    if (whole[0] == '\0') {
        return op_diag_add(diag, OP_SYNTAX, vary->place, forms, "%s: no values", vary->key);
    }
    return dots ? read_range(vary, arena, whole, dots, diag) : read_list(vary, arena, whole, diag);
}

enum op_status
op_vary_parse(struct op_vary *vary, struct op_arena *arena, const char *text, struct op_diag *diag)
{
    const char *equals = strchr(text, '=');
    const char *file = op_arena_format(arena, "--vary %s", text);

    *vary = (struct op_vary){ .place = { .file = file } };
    if (!file) {
        return OP_NO_MEMORY;
    }
    if (!equals || strspn(text, " ") == (size_t)(equals - text)) {
        const char *hint = !equals && strchr(text, ':')
                               ? "write `=` after the key: a colon stands in files alone"
                               : forms;

        return op_diag_add(diag, OP_SYNTAX, vary->place, hint, "\"%s\" is not KEY = VALUES", text);
    }
    vary->key = trimmed(arena, text, (size_t)(equals - text));
    return vary->key ? op_vary_values(vary, arena, equals + 1, diag) : OP_NO_MEMORY;
}
