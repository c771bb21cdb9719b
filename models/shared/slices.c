// SPDX-License-Identifier: GPL-3.0-or-later
// Work on independent rows by several threads: whoever is free takes the next slice.
#include "models/shared/slices.h"

#include "sim/run/chance_check.h"

#include <pthread.h>
#include <stdatomic.h>

enum { MAX_THREADS = 64 };

struct work {
    atomic_uint_fast64_t next;
    uint32_t n_rows, slice_rows;
    op_slice_fn *fn;
    void *job;
};

static void
take_slices(struct work *work)
{
    for (;;) {
        const uint64_t first = atomic_fetch_add(&work->next, work->slice_rows);

        if (first >= work->n_rows) return;
        const uint64_t past = first + work->slice_rows;
        work->fn(work->job, (uint32_t)first, past < work->n_rows ? (uint32_t)past : work->n_rows);
    }
}

static void *
help(void *arg)
{
    take_slices(arg);
    op_chance_check_reset();   // what it keeps belongs to the thread
    return NULL;
}

void
op_slices(int n_threads, uint32_t n_rows, uint32_t slice_rows, op_slice_fn *fn, void *job)
{
    struct work work = {
        .n_rows = n_rows, .slice_rows = slice_rows > 0 ? slice_rows : 1, .fn = fn, .job = job
    };
    pthread_t threads[MAX_THREADS];
    int n_started = 0;

    atomic_init(&work.next, 0);
    while (n_started + 1 < n_threads && n_started < MAX_THREADS &&
           pthread_create(&threads[n_started], NULL, help, &work) == 0) {
        n_started++;
    }
    take_slices(&work);
    while (n_started > 0) {
        n_started--;
        pthread_join(threads[n_started], NULL);
    }
}
