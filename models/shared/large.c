// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/shared/large.h"

#include <stdint.h>
#include <stdlib.h>
#ifndef __wasm__   // where pages have no size to wish for
#include <sys/mman.h>
#endif

enum { PAGE_BYTES = 2 * 1024 * 1024 };

void *
op_large_new(size_t n, size_t size)
{
    void *memory = NULL;

    if (n > (SIZE_MAX - PAGE_BYTES) / size) return NULL;
    if (n * size < PAGE_BYTES) return malloc(n * size + 1);
    if (posix_memalign(&memory, PAGE_BYTES, n * size) != 0) return NULL;
#ifndef __wasm__
    // a wish: where it is not granted, all works as before
    (void)madvise(memory, n * size / PAGE_BYTES * PAGE_BYTES, MADV_HUGEPAGE);
#endif
    return memory;
}
