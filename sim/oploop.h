// SPDX-License-Identifier: GPL-3.0-or-later
// The public face of the library: open a scenario, begin an evening, step to a moment, observe,
// act, fork, save, load. What lies behind it may change; this may not without a new version.
//
//     struct op_simulation *simulation = NULL;
//     struct op_evening *evening = NULL;
//     if (op_simulation_open(&simulation, &options, &diag) == OP_OK &&
//         op_evening_begin(&evening, simulation, seed, replicate, strategy, &diag) == OP_OK &&
//         op_evening_step(evening, op_simulation_end_us(simulation)) == OP_OK) { ... }
//     op_evening_free(evening);
//     op_simulation_free(simulation);
//
// Moments are microseconds since the scenario's start. A simulation and its evenings belong to one
// thread at a time. Equal arguments give the same evening, bit for bit, in however many steps it is
// taken, and the same as in a study of the same seed.
#ifndef OP_OPLOOP_H
#define OP_OPLOOP_H

#include "sim/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_model_set;    // a model and how its worlds are made: models/registry.h, models/reference/
struct op_simulation;   // a checked scenario, its model, and the worlds built so far
struct op_evening;      // one trajectory: a replicate under one strategy

struct op_simulation_options {
    const char *path;          // the scenario file
    const char *share_dir;     // where scenarios/catalogue and scenarios/data lie
    const char *const *sets;   // "KEY=VALUE", as --set
    int n_sets;
    const struct op_model_set *model;   // of gatherings; its schema lists those of the references
    const struct op_model_set *references;   // those that `model:` may pick; NULL: none
    int n_references;
    int n_threads;              // that build a world, >= 1
    bool fixed_parameters;      // central values instead of draws
    const char *conditions;     // set of conditions of all evenings; NULL: the values as they stand
    const volatile int *stop;   // non-zero interrupts a step; NULL: never
};

// ---- the simulation --------------------------------------------------------------------------

// Read and check a scenario.
//   in     options           borrowed for the call, but for model, references and stop: until free
//   out    simulation        NULL on error
//   error  those of op_scenario_load, all findings in diag; OP_NO_MEMORY
enum op_status op_simulation_open(struct op_simulation **simulation,
                                  const struct op_simulation_options *options,
                                  struct op_diag *diag) OP_MUST_CHECK;
// After its evenings. Safe on NULL.
void op_simulation_free(struct op_simulation *simulation);
// Build the world of a replicate now rather than at its first evening. It is kept until free: one
// for each seed and each of the scenario's `worlds`.
//   error  OP_NO_MEMORY, or what the model finds
enum op_status op_simulation_world(struct op_simulation *simulation, uint64_t seed,
                                   uint32_t replicate, struct op_diag *diag) OP_MUST_CHECK;

int64_t op_simulation_end_us(const struct op_simulation *simulation);
int64_t op_simulation_event_us(const struct op_simulation *simulation);
// Number of a strategy, observable, or metric by its name; -1: there is none.
int op_simulation_strategy(const struct op_simulation *simulation, const char *id);
int op_simulation_observable(const struct op_simulation *simulation, const char *name);
int op_simulation_metric(const struct op_simulation *simulation, const char *name);
int op_simulation_observable_count(const struct op_simulation *simulation);
int op_simulation_metric_count(const struct op_simulation *simulation);
// An action is a measure with its settings, as some strategy of the scenario uses it. The first one
// of a measure from number `from` on; -1: there is none.
int op_simulation_action(const struct op_simulation *simulation, const char *measure, int from);
int op_simulation_action_count(const struct op_simulation *simulation);

// ---- an evening ------------------------------------------------------------------------------

// Moment 0 of a replicate.
//   in     strategy          number of one
//   out    evening           NULL on error; free with op_evening_free
//   error  OP_UNKNOWN_NAME   no such strategy
//          OP_NO_MEMORY, or what the model finds when the world is built
enum op_status op_evening_begin(struct op_evening **evening, struct op_simulation *simulation,
                                uint64_t seed, uint32_t replicate, int strategy,
                                struct op_diag *diag) OP_MUST_CHECK;
void op_evening_free(struct op_evening *evening);   // safe on NULL

// Go on to a moment: all before it has happened, and what is due at it has not. At or beyond the
// end: to the end, with all that is due there.
//   in     to_us             >= now
//   error  OP_OUT_OF_RANGE   before now; nothing changed
//          OP_INTERRUPTED    *stop became non-zero: a further step goes on
//          OP_NO_MEMORY      for samples; the evening is of no more use
enum op_status op_evening_step(struct op_evening *evening, int64_t to_us) OP_MUST_CHECK;
int64_t op_evening_now_us(const struct op_evening *evening);
bool op_evening_is_over(const struct op_evening *evening);

// Start or stop an action now, by hand, beside what the strategy does. From then on what is
// recorded of the real evening is given no more. Now becomes up to some microseconds later where
// something else is due at the same moment: that comes first.
//   in     action            number of one
//   out    is_done           false: refused as out of the measure's phase, and logged; may be NULL
//   error  OP_UNKNOWN_NAME   no such action
//          OP_OUT_OF_RANGE   the evening is over
//          and those of op_evening_step
enum op_status op_evening_act(struct op_evening *evening, int action, bool is_start,
                              bool *is_done) OP_MUST_CHECK;

// All observables now: values[op_simulation_observable_count()].
void op_evening_observe(const struct op_evening *evening, double *values);
// One observable now; the value in force of a lever. Error OP_UNKNOWN_NAME.
enum op_status op_evening_observable(const struct op_evening *evening, const char *name,
                                     double *value) OP_MUST_CHECK;
enum op_status op_evening_lever(const struct op_evening *evening, const char *name,
                                double *value) OP_MUST_CHECK;
// All metrics: values[op_simulation_metric_count()]. Error OP_OUT_OF_RANGE: it is not over.
enum op_status op_evening_outcome(const struct op_evening *evening, double *values) OP_MUST_CHECK;
// Samples taken so far, as in trajectories.csv: their number, and of one its moment and its values
// (borrowed until the next step), in the order of observables.
size_t op_evening_row_count(const struct op_evening *evening);
const double *op_evening_row(const struct op_evening *evening, size_t row, int64_t *at_us);
// Equal states have equal fingerprints; 0 when memory runs out.
uint64_t op_evening_fingerprint(const struct op_evening *evening);

// A second evening that stands where this one stands, with all that it intends; both go on alone.
//   error  OP_NO_MEMORY
//   cost   copies the used bytes of the state
enum op_status op_evening_fork(struct op_evening **copy,
                               const struct op_evening *evening) OP_MUST_CHECK;

// Write it as it stands into a file (docs/formats.md; `run --from` reads it too).
//   error  OP_CANNOT_CREATE, OP_IO
//          OP_OUT_OF_RANGE   the evening is over
enum op_status op_evening_save(const struct op_evening *evening, const char *path,
                               struct op_diag *diag) OP_MUST_CHECK;
// Go on from a file: seed, replicate and moment are those in it.
//   in     strategy          of the evening from here on; what it does before that
//                            moment must have been done in the file
//   error  OP_NOT_FOUND, OP_TOO_OLD, OP_TOO_NEW, OP_TRUNCATED, OP_CORRUPTED
//          OP_OTHER_SCENARIO other scenario, world or parameters, or the strategy could not be
//          there OP_UNKNOWN_NAME   no such strategy OP_NO_MEMORY
enum op_status op_evening_load(struct op_evening **evening, struct op_simulation *simulation,
                               const char *path, int strategy, struct op_diag *diag) OP_MUST_CHECK;

#endif
