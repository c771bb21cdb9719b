// SPDX-License-Identifier: GPL-3.0-or-later
// The hold model (Jones 1986, doi:10.1145/5684.5686): a steady number of events is pending; each
// step takes the least and adds one an increment later. Increments have a mean of one hour and one
// of four laws, told apart by how they spread events over time:
//
//   exponential   sd 1: what keyed hazards give
//   even          uniform on 0.9 to 1.1: all events lie far ahead, close together
//   two-fold      9 of 10 uniform on 0 to 0.2, 1 of 10 on 0 to 18.2: short waits and long ones
//   heavy         Pareto, exponent 1.5, cut at its 0.999 quantile: tails of delays and of news
//
// Both queues get the same increments, and must take the same events in the same order.
#include "sim/verb/bench_parts.h"

#include "sim/run/heap.h"
#include "sim/run/queue.h"

#include <math.h>

enum { N_QUANTILES = 1024, N_LAWS = 4 };

static const char *const law_names[N_LAWS] = { "exponential", "even", "two-fold", "heavy" };

struct hold {
    struct op_state state;
    uint64_t random, n_added, taken;   // taken: hash of what was taken so far
    const float *quantile;             // [N_QUANTILES + 1], us
    bool is_heap;
};

static double
quantile(int law, double u)
{
    switch (law) {
        case 0:
            return -log1p(-u);
        case 1:
            return 0.9 + 0.2 * u;
        case 2:
            return u < 0.9 ? 0.2 * u / 0.9 : 18.2 * (u - 0.9) / 0.1;
        default:
            return (pow(1 - u, -1 / 1.5) - 1) / 2;
    }
}

// An hour is the mean, but for what the cut of the tails takes off.
static void
fill_quantiles(int law, float table[N_QUANTILES + 1])
{
    for (int i = 0; i <= N_QUANTILES; i++) {
        const double u = (double)i / N_QUANTILES;
        table[i] = (float)(3.6e9 * quantile(law, u < 0.999 ? u : 0.999));
    }
}

// xorshift64 (Marsaglia 2003): cheap, so that the queue is what is measured.
static inline int64_t
next_increment(struct hold *hold)
{
    hold->random ^= hold->random << 13;
    hold->random ^= hold->random >> 7;
    hold->random ^= hold->random << 17;
    const uint32_t i = (uint32_t)(hold->random >> 54);
    const float part = (float)(uint32_t)(hold->random >> 22 & 0xffffff) * 0x1p-24f;
    return (int64_t)(hold->quantile[i] + part * (hold->quantile[i + 1] - hold->quantile[i]));
}

static inline void
add(struct hold *hold, int64_t at_us)
{
    const uint64_t serial = hold->n_added++;
    const struct op_event event =
        op_event_make(at_us, 32, 0, (uint32_t)(serial >> 32), (uint32_t)serial);
    if (hold->is_heap) {
        op_heap_add(hold->state.segment, event);
    } else {
        op_queue_add(hold->state.segment, event);
    }
}

static void
hold_times(struct hold *hold, uint64_t n)
{
    for (uint64_t i = 0; i < n; i++) {
        struct op_event least = { 0, 0 };
        if (hold->is_heap) {
            least = op_heap_take(hold->state.segment);
        } else {
            (void)op_queue_least(hold->state.segment, &least);
            op_queue_drop_least(hold->state.segment);
        }
        hold->taken = (hold->taken ^ least.a ^ least.b) * 0x9e3779b97f4a7c15u;
        add(hold, op_event_time_us(least) + next_increment(hold));
    }
}

// The heap does the same work at every step; the bucket queue deals a year now and then, which
// takes as many steps as events are pending to come round.
static enum op_status
measure(struct op_bench *bench, int law, double size, const float *table, bool is_heap,
        uint64_t *taken)
{
    const size_t reserved[OP_QUEUE_N_SEGMENTS] = { (size_t)4 << 30, (size_t)4 << 30,
                                                   (size_t)4 << 30, (size_t)4 << 30 };
    const uint64_t n = (uint64_t)size, least_steps = bench->is_quick ? 20000 : 1000000;
    const uint64_t both = n < 100000 ? n : 100000;
    const uint64_t more = is_heap ? 0 : n - both;
    const uint64_t steps = is_heap || n < least_steps ? least_steps : n;
    struct hold hold = { .random = 0x2545f4914f6cdd1du, .quantile = table, .is_heap = is_heap };
    if (op_state_init(&hold.state, OP_QUEUE_N_SEGMENTS, reserved) != OP_OK) {
        return OP_NO_MEMORY;
    }
    for (uint64_t i = 0; i < n; i++) {
        add(&hold, next_increment(&hold));
    }
    hold_times(&hold, both);
    *taken = hold.taken;
    hold_times(&hold, more);
    const double began_s = op_bench_cpu_s();
    hold_times(&hold, steps);
    const double ns = (op_bench_cpu_s() - began_s) * 1e9 / (double)steps;
    op_state_free(&hold.state);
    op_bench_add(bench, "queue", size, ns, "ns", "%s, %s", is_heap ? "heap" : "bucket",
                 law_names[law]);
    return OP_OK;
}

enum op_status
op_bench_queue(struct op_bench *bench)
{
    static const double usual[] = { 1e3, 1e4, 1e5, 1e6, 1e7 };
    float table[N_QUANTILES + 1];
    double size[OP_BENCH_MAX_SIZES];
    const double most = bench->is_quick ? 1e4 : bench->is_whole ? 1e6 : 1e7;
    const int n = op_bench_sizes(bench, usual, 5, most, size);
    enum op_status status = OP_OK;
    for (int law = 0; law < N_LAWS; law++) {
        fill_quantiles(law, table);
        for (int i = 0; i < n && status == OP_OK; i++) {
            uint64_t by_heap = 0, by_buckets = 0;
            status = measure(bench, law, size[i], table, true, &by_heap);
            if (status == OP_OK) {
                status = measure(bench, law, size[i], table, false, &by_buckets);
            }
            if (status == OP_OK && by_heap != by_buckets) {
                OP_BUG("heap and bucket queue take events in different orders");
            }
        }
    }
    return status;
}
