// SPDX-License-Identifier: GPL-3.0-or-later
// The bound: SIR on a preferential network as fast as plain C goes on this machine, to compare the
// engine with in the same run. A program of its own; nothing of ours is linked. What it gives up
// for speed: it knows the rate of events beforehand, takes its draws next from a stream (so neither
// threads nor arms can share chance), uses the C library's logarithm and this processor's
// instructions, and can do nothing else.
//
//   queue      buckets of about 500 events in chunks of 256 bytes, sorted when opened
//   look-ahead over the opened bucket: what an event will touch is fetched before its turn
//   ties       edge skipping: windows laid end to end, one Poisson stream along them
//
// Usage: bound_sir PERSONS LINKS BETA GAMMA SEEDS RUNS [SEED]
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t s[4];

static inline uint64_t
rotl(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

// xoshiro256++ (Blackman & Vigna 2021, doi:10.1145/3460772)
static inline uint64_t
next(void)
{
    const uint64_t result = rotl(s[0] + s[3], 23) + s[0];
    const uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 45);
    return result;
}

static void
seed_stream(uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += UINT64_C(0x9E3779B97F4A7C15);
        uint64_t z = seed;

        z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
        s[i] = z ^ z >> 31;
    }
}

static inline double
unit(void)
{
    return ((double)(next() >> 12) + 0.5) * 0x1p-52;
}

static inline uint32_t
below(uint32_t n)
{
    return (uint32_t)(((next() >> 32) * n) >> 32);
}

static double
now_s(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void *
room(size_t n, size_t size)
{
    void *const memory = calloc(n, size);

    if (memory == NULL) {
        (void)fputs("bound_sir: memory ran out\n", stderr);
        exit(1);
    }
    return memory;
}

// ---- network ----

static uint32_t n_persons, n_links;
static uint32_t *first_tie;
static int32_t *target;

static void
build(void)
{
    const uint32_t m = n_links;
    uint64_t n_edges = 0;
    const uint64_t n_all = (uint64_t)m * (m - 1) / 2 + (uint64_t)(n_persons - m) * m;
    uint32_t *const end = room(2 * n_all, sizeof *end);

    for (uint32_t i = 1; i < m; i++) {
        for (uint32_t j = 0; j < i; j++) {
            end[2 * n_edges] = i;
            end[2 * n_edges++ + 1] = j;
        }
    }
    for (uint32_t v = m; v < n_persons; v++) {
        const uint64_t begin = n_edges;

        while (n_edges < begin + m) {
            const uint32_t person =
                v == m ? (uint32_t)(n_edges - begin) : end[below((uint32_t)(2 * begin))];
            int is_new = 1;

            for (uint64_t e = begin; e < n_edges; e++) {
                is_new &= end[2 * e + 1] != person;
            }
            if (is_new) {
                end[2 * n_edges] = v;
                end[2 * n_edges++ + 1] = person;
            }
        }
    }
    first_tie = room((size_t)n_persons + 2, sizeof *first_tie);
    target = room(2 * n_all, sizeof *target);
    uint32_t *const at = first_tie + 1;
    for (uint64_t k = 0; k < 2 * n_all; k++) {
        at[end[k] + 1]++;
    }
    for (uint32_t i = 0; i < n_persons; i++) {
        at[i + 1] += at[i];
    }
    for (uint64_t e = 0; e < n_all; e++) {
        target[at[end[2 * e]]++] = (int32_t)end[2 * e + 1];
        target[at[end[2 * e + 1]]++] = (int32_t)end[2 * e];
    }
    free(end);
}

// ---- queue ----

struct event {
    double at;
    uint32_t person, is_recovery;
};

enum { PER_CHUNK = 15, SLOTS = 1024 };
struct chunk {
    uint32_t next, n;
    struct event event[PER_CHUNK];
};

static struct chunk *chunks;   // 0: none
static uint32_t n_chunks, chunk_capacity, free_chunk;
static uint32_t *bucket;   // first chunk
static uint32_t n_buckets, now_bucket;
static double width, per_width;
static struct event *open_events, *sorted;
static uint32_t n_open, open_capacity, turn;
static uint64_t n_waiting;

static uint32_t
new_chunk(uint32_t after)
{
    uint32_t c = free_chunk;

    if (c != 0) {
        free_chunk = chunks[c].next;
    } else {
        if (++n_chunks == chunk_capacity) {
            chunk_capacity *= 2;
            chunks = realloc(chunks, (size_t)chunk_capacity * sizeof *chunks);
            if (chunks == NULL) exit(1);
        }
        c = n_chunks;
    }
    chunks[c].next = after;
    chunks[c].n = 0;
    return c;
}

static void
add_to_open(struct event event)
{
    uint32_t k = n_open++;

    if (n_open == open_capacity) {
        open_capacity *= 2;
        sorted = realloc(sorted, (size_t)open_capacity * sizeof *sorted);
        open_events = realloc(open_events, (size_t)open_capacity * sizeof *open_events);
        if (sorted == NULL || open_events == NULL) exit(1);
    }
    for (; k > turn && sorted[k - 1].at > event.at; k--) {
        sorted[k] = sorted[k - 1];
    }
    sorted[k] = event;
}

static inline void
add(struct event event)
{
    const double place = event.at * per_width;
    const uint32_t b = place < n_buckets - 1 ? (uint32_t)place : n_buckets - 1;

    n_waiting++;
    if (b <= now_bucket) {
        add_to_open(event);
        return;
    }
    uint32_t c = bucket[b];
    if (c == 0 || chunks[c].n == PER_CHUNK) {
        c = new_chunk(c);
        bucket[b] = c;
    }
    chunks[c].event[chunks[c].n++] = event;
}

// Spread the events over slots of equal width, then put each slot right.
static void
open_bucket(void)
{
    static uint32_t count[SLOTS + 1];
    const double begin = now_bucket * width;
    const double per_slot = SLOTS * per_width;

    n_open = 0;
    memset(count, 0, sizeof count);
    for (uint32_t c = bucket[now_bucket]; c != 0;) {
        for (uint32_t k = 0; k < chunks[c].n; k++) {
            if (n_open + 1 >= open_capacity) {
                open_capacity *= 2;
                sorted = realloc(sorted, (size_t)open_capacity * sizeof *sorted);
                open_events = realloc(open_events, (size_t)open_capacity * sizeof *open_events);
                if (sorted == NULL || open_events == NULL) exit(1);
            }
            open_events[n_open++] = chunks[c].event[k];
        }
        const uint32_t after = chunks[c].next;

        chunks[c].next = free_chunk;
        free_chunk = c;
        c = after;
        if (c != 0) __builtin_prefetch(&chunks[c]);
    }
    bucket[now_bucket] = 0;
#define SLOT(e) \
    ((e).at - begin < width ? (uint32_t)(((e).at - begin) * per_slot) & (SLOTS - 1) : SLOTS - 1)
    for (uint32_t k = 0; k < n_open; k++) {
        count[SLOT(open_events[k]) + 1]++;
    }
    for (int i = 0; i < SLOTS; i++) {
        count[i + 1] += count[i];
    }
    for (uint32_t k = 0; k < n_open; k++) {
        sorted[count[SLOT(open_events[k])]++] = open_events[k];
    }
#undef SLOT
    for (uint32_t i = 1; i < n_open; i++) {
        const struct event moved = sorted[i];
        uint32_t k = i;

        for (; k > 0 && sorted[k - 1].at > moved.at; k--) {
            sorted[k] = sorted[k - 1];
        }
        sorted[k] = moved;
    }
    turn = 0;
}

// ---- model ----

static double beta, gamma_rate;
static uint8_t *status;
static uint64_t n_events, n_ever;
static double last_at;

static inline void
infect(uint32_t person, double at)
{
    const uint32_t n_ties = first_tie[person + 1] - first_tie[person];
    const int32_t *const tie = target + first_tie[person];
    const double span = -log(unit()) / gamma_rate;
    const double per_beta = 1 / beta, per_span = 1 / span;
    const double end = span * n_ties;
    uint32_t kept_target[64];
    double kept_at[64];
    uint32_t n = 0;

    status[person] = 1;
    n_ever++;
    add((struct event){ at + span, person, 1 });
    for (double x = -log(unit()) * per_beta; x < end; x -= log(unit()) * per_beta) {
        uint32_t k = (uint32_t)(x * per_span);

        k = k < n_ties ? k : n_ties - 1;
        kept_target[n] = (uint32_t)tie[k];
        kept_at[n++] = at + (x - k * span);
        __builtin_prefetch(&status[tie[k]]);
        if (n == 64) {
            for (uint32_t j = 0; j < n; j++) {
                if (status[kept_target[j]] == 0)
                    add((struct event){ kept_at[j], kept_target[j], 0 });
            }
            n = 0;
        }
        x = (k + 1) * span;   // the first passing of a tie is enough
    }
    for (uint32_t j = 0; j < n; j++) {
        if (status[kept_target[j]] == 0) add((struct event){ kept_at[j], kept_target[j], 0 });
    }
}

static void
run(uint32_t n_first)
{
    memset(status, 0, n_persons);
    n_events = n_ever = n_waiting = 0;
    now_bucket = turn = n_open = 0;
    for (uint32_t k = 0; k < n_first;) {
        const uint32_t person = below(n_persons);

        if (status[person] == 0) {
            infect(person, 0);
            k++;
        }
    }
    while (n_waiting > 0) {
        while (turn == n_open) {
            now_bucket++;
            open_bucket();
        }
        if (turn + 16 < n_open) {
            const uint32_t ahead = sorted[turn + 16].person;

            __builtin_prefetch(&status[ahead]);
            if (!sorted[turn + 16].is_recovery) __builtin_prefetch(&first_tie[ahead]);
        }
        if (turn + 8 < n_open && !sorted[turn + 8].is_recovery) {
            __builtin_prefetch(&target[first_tie[sorted[turn + 8].person]]);
        }
        const struct event event = sorted[turn++];

        n_waiting--;
        n_events++;
        last_at = event.is_recovery ? event.at : last_at;
        if (event.is_recovery) {
            status[event.person] = 2;
        } else if (status[event.person] == 0) {
            infect(event.person, event.at);
        }
    }
}

int
main(int argc, char **argv)
{
    if (argc < 7) {
        (void)fputs("Usage: bound_sir PERSONS LINKS BETA GAMMA SEEDS RUNS [SEED]\n", stderr);
        return 2;
    }
    n_persons = (uint32_t)strtoul(argv[1], NULL, 10);
    n_links = (uint32_t)strtoul(argv[2], NULL, 10);
    beta = strtod(argv[3], NULL);
    gamma_rate = strtod(argv[4], NULL);
    const uint32_t n_first = (uint32_t)strtoul(argv[5], NULL, 10);
    const int n_runs = (int)strtol(argv[6], NULL, 10);
    if (n_links < 1 || n_persons <= n_links || n_first > n_persons || !(beta > 0) ||
        !(gamma_rate > 0) || n_runs < 1) {
        (void)fputs("bound_sir: PERSONS > LINKS >= 1, SEEDS <= PERSONS, rates > 0, RUNS >= 1\n",
                    stderr);
        return 2;
    }
    seed_stream(argc > 7 ? strtoull(argv[7], NULL, 10) : 1);

    const double begin_s = now_s();
    build();
    const double built_s = now_s();

    width = 500.0 / n_persons / gamma_rate;
    per_width = 1 / width;
    n_buckets = (uint32_t)(80 / gamma_rate / width) + 2;
    bucket = room(n_buckets, sizeof *bucket);
    chunk_capacity = 1024;
    chunks = room(chunk_capacity, sizeof *chunks);
    open_capacity = 4096;
    open_events = room(open_capacity, sizeof *open_events);
    sorted = room(open_capacity, sizeof *sorted);
    status = room(n_persons, 1);
    (void)printf("run,seconds,events,final_size_persons,duration\n");
    const double start_s = now_s();
    for (int r = 0; r < n_runs; r++) {
        const double one_s = now_s();

        run(n_first);
        (void)printf("%d,%.4f,%llu,%llu,%.3f\n", r, now_s() - one_s, (unsigned long long)n_events,
                     (unsigned long long)n_ever, last_at);
    }
    (void)fprintf(stderr, "bound_sir: built %.3f s, %d runs %.3f s\n", built_s - begin_s, n_runs,
                  now_s() - start_s);
    return 0;
}
