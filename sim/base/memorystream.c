// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/base/memorystream.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

struct growing {
    char **text;
    size_t *size;
    size_t capacity;
};

// As fopencookie wants it: how many bytes were taken; less is an error that the stream remembers.
static ssize_t
grow(void *cookie, const char *bytes, size_t n)
{
    struct growing *g = cookie;

    if (*g->size + n + 1 > g->capacity) {
        const size_t capacity = 2 * (*g->size + n + 1);
        char *bigger = realloc(*g->text, capacity);

        if (bigger == NULL) {
            return 0;
        }
        *g->text = bigger;
        g->capacity = capacity;
    }
    memcpy(*g->text + *g->size, bytes, n);
    *g->size += n;
    (*g->text)[*g->size] = '\0';
    return (ssize_t)n;
}

static int
forget(void *cookie)
{
    free(cookie);
    return 0;
}

FILE *
op_memory_open(char **text, size_t *size)
{
    struct growing *g = malloc(sizeof *g);
    FILE *stream = NULL;

    *size = 0;
    *text = calloc(1, 1);
    if (g != NULL && *text != NULL) {
        *g = (struct growing){ text, size, 1 };
        stream = fopencookie(g, "w", (cookie_io_functions_t){ .write = grow, .close = forget });
    }
    if (stream == NULL) {
        free(g);
        free(*text);
        *text = NULL;
    }
    return stream;
}

enum op_status
op_memory_close(FILE *stream)
{
    const bool is_whole = fflush(stream) == 0 && ferror(stream) == 0;

    return fclose(stream) == 0 && is_whole ? OP_OK : OP_NO_MEMORY;
}
