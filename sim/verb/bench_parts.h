// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of `oploop bench`: each measures, and adds rows (part, name, size, value, unit), from
// which table, JSON and CSV are written. Times are of computing on one thread: what else the
// machine does takes cache and memory from them, but does not count itself.
#ifndef OP_VERB_BENCH_PARTS_H
#define OP_VERB_BENCH_PARTS_H

#include "sim/base/diag.h"
#include "sim/study/study.h"
#include "sim/verb/compare.h"

enum { OP_BENCH_MAX_SIZES = 16, OP_BENCH_MAX_SETS = 64 };

struct op_bench_row {
    const char *part;
    char name[72];
    double size;   // pending events, persons, rows; 0: none
    double value;
    const char *unit;
    double limit;   // budget, at most; 0: none
};

struct op_bench {
    const struct op_program *program;
    const char *scenario;   // NULL: the part's own
    const char *set[OP_BENCH_MAX_SETS];
    int n_sets;
    double size[OP_BENCH_MAX_SIZES];
    int n_sizes;   // 0: the part's own
    uint64_t seed;
    bool is_quick;   // small sizes, few rounds
    bool is_whole;   // all parts share a minute: sizes up to a million
    struct op_bench_row *row;
    int n_rows, capacity;
    bool is_short;   // memory ran out
    struct op_diag diag;
};

void op_bench_add(struct op_bench *bench, const char *part, double size, double value,
                  const char *unit, const char *format, ...) OP_PRINTF(6, 7);
// The last row has a budget.
void op_bench_limit(struct op_bench *bench, double limit);
// Seconds that the program has computed.
double op_bench_cpu_s(void);
// The sizes asked for, or the default ones up to `most`. Returns how many.
int op_bench_sizes(const struct op_bench *bench, const double *usual, int n_usual, double most,
                   double size[OP_BENCH_MAX_SIZES]);

// ---- one scenario, its world and a thread's memory ----

struct op_trial {
    struct op_scenario scenario;
    struct op_model_set set;
    struct op_draws draws;
    struct op_worker worker;
    void *world;
    int *strategies;
    int n_strategies;
    double world_s;   // it took to build the world
    uint64_t seed;
};

// Load, build world 0 and make ready. `path` and further sets come beside the bench's own sets.
// Faults go to bench->diag. Free with op_trial_close, also after an error.
enum op_status op_trial_open(struct op_trial *trial, struct op_bench *bench, const char *path,
                             const char *set, bool all_strategies) OP_MUST_CHECK;
void op_trial_close(struct op_trial *trial);
struct op_trial_cost {
    double seconds;
    uint64_t n_simulated, n_in_arms;
};
// Simulate a replicate in the memory of `worker` (the trial's, or another of its shape) and add to
// *cost.
enum op_status op_trial_simulate(struct op_trial *trial, struct op_worker *worker,
                                 uint32_t replicate, struct op_trial_cost *cost) OP_MUST_CHECK;
// PATH below the program's share.
const char *op_bench_share(const struct op_bench *bench, const char *path, char full[4096]);

// ---- parts ----

// Hold model: n events are pending; take the least, add one an increment later; ns for the two.
enum op_status op_bench_queue(struct op_bench *bench) OP_MUST_CHECK;
// Time an event, and where it goes by kind of event.
enum op_status op_bench_events(struct op_bench *bench) OP_MUST_CHECK;
// What a fork copies, how long that takes, and what forks save.
enum op_status op_bench_fork(struct op_bench *bench) OP_MUST_CHECK;
// Bytes of world and state by part, beside their budgets.
enum op_status op_bench_memory(struct op_bench *bench) OP_MUST_CHECK;
// Time an event of a reference model as its network grows.
enum op_status op_bench_scale(struct op_bench *bench) OP_MUST_CHECK;

// ---- what comes out ----

void op_bench_table(const struct op_bench *bench, FILE *out);
void op_bench_json(const struct op_bench *bench, FILE *out);
void op_bench_csv(const struct op_bench *bench, FILE *out);

#endif
