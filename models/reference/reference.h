// SPDX-License-Identifier: GPL-3.0-or-later
// What the reference models share. Each is a model of its own, one mechanism (beside the network)
// whose result is known in closed form or as a limit; they show that the engine is right, and how
// fast it is.
#ifndef OP_REFERENCE_H
#define OP_REFERENCE_H

#include "models/reference/network.h"
#include "sim/run/run.h"

// Fixed event codes, a block of eight each.
enum {
    OP_KIND_SIR = 120,
    OP_KIND_PERCOLATION = 128,
    OP_KIND_RUMOUR = 136,
    OP_KIND_THRESHOLD = 144,
    OP_KIND_REBELLION = 152,
    OP_KIND_QUEUEING = 160,
    OP_KIND_HAWKES = 168
};

// Segments: the same slots in all of them; each uses those that it needs.
enum {
    OP_SEG_REF_SCALARS = OP_SEG_MODEL,
    OP_SEG_REF_STATUS,
    OP_SEG_REF_ROWS,
    OP_SEG_REF_MORE,
    OP_SEG_REF_COUNT
};

extern const struct op_mechanism op_sir_mechanism, op_si_mechanism, op_sis_mechanism,
    op_percolation_mechanism, op_rumour_mechanism, op_threshold_mechanism, op_rebellion_mechanism,
    op_queue_mechanism, op_hawkes_mechanism;

// ---- the course of what is counted --------------------------------------------------------------

struct op_course {
    int64_t n_now, n_ever;
    int64_t peak, peak_us;   // most at once, and when first
    int64_t last_us;         // when n_now last changed
};

static inline void
op_course_enter(struct op_course *course, int64_t now_us)
{
    course->n_ever++;
    course->last_us = now_us;
    if (++course->n_now > course->peak) {
        course->peak = course->n_now;
        course->peak_us = now_us;
    }
}

static inline void
op_course_leave(struct op_course *course, int64_t now_us)
{
    course->n_now--;
    course->last_us = now_us;
}

// The four columns that every final.csv begins with.
// clang-format off
#define OP_COURSE_METRICS(who, now)                                                                \
    { "final_size_persons", "persons", OP_WANT_NONE, 0, "final size", "einde", who },              \
    { "peak_persons", "persons", OP_WANT_NONE, 0, "peak", "piek", "most at once: " now },          \
    { "peak_time_h", "h", OP_WANT_NONE, 0, "moment of the peak", "moment van de piek",             \
      "when that was first reached" },                                                             \
    { "duration_h", "h", OP_WANT_NONE, 0, "duration", "duur",                                      \
      "when the last change took place" }
// clang-format on
enum { OP_N_COURSE_METRICS = 4 };

static inline void
op_course_values(const struct op_course *course, double *values)
{
    values[0] = (double)course->n_ever;
    values[1] = (double)course->peak;
    values[2] = (double)course->peak_us / 3.6e9;
    values[3] = (double)course->last_us / 3.6e9;
}

// ---- small helps --------------------------------------------------------------------------------

// The group of the model's own parameters: the last.
static inline const double *
op_ref_params(const struct op_run *run)
{
    return op_run_params(run, run->model->n_mechanisms - 1);
}

// Place of the own parameter `local` among all.
static inline int
op_ref_param(const struct op_model *model, int local)
{
    return model->param_first[model->n_mechanisms - 1] + local;
}

// A wait that may be too long to be told in microseconds: then beyond any end.
static inline int64_t
op_ref_after_us(const struct op_run *run, double wait_us)
{
    return wait_us < 0x1p46 ? op_run_now_us(run) + (int64_t)wait_us : OP_NEVER_US / 2;
}

static inline void *
op_ref_scalars(const struct op_run *run)
{
    return op_rows(run, OP_SEG_REF_SCALARS);
}

// `count` different persons of n: those with the least numbers, or drawn. Each is handed to
// `start`.
typedef void op_ref_starter(struct op_run *run, uint32_t person);
enum { OP_START_RANDOM, OP_START_FIRST };
void op_ref_start(struct op_run *run, uint32_t n, uint32_t count, int how, op_ref_starter *start);

#endif
