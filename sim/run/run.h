// SPDX-License-Identifier: GPL-3.0-or-later
// A trajectory and what mechanisms may do with it. The engine takes the least of queue, timers,
// plan actions and the watch tick, and hands each to its owner. It knows time, chance, memory,
// actions, levers and observables, and no word of crowds, phases or measures.
#ifndef OP_RUN_RUN_H
#define OP_RUN_RUN_H

#include "sim/input/scenario.h"
#include "sim/record/trajectory.h"
#include "sim/run/chance.h"
#include "sim/run/event.h"
#include "sim/run/purpose.h"
#include "sim/run/queue.h"
#include "sim/run/state.h"

#include <stdbool.h>
#include <stdint.h>

struct op_run;

// ---- what a mechanism offers ----

typedef void op_handler(struct op_run *run, struct op_event event);

// Ask memory for what an event to come will touch. Stage 0 comes well before the event, stage 1
// nearer to it, when what stage 0 asked for is there. Changes nothing; NULL: none.
typedef void op_prefetch(const struct op_run *run, struct op_event event, int stage);

struct op_kind {
    const char *name;   // for logs and schedules
    op_handler *handle;
    op_prefetch *prefetch;
};

// A value of a whole trajectory, taken at its end.
struct op_metric {
    const char *name, *unit;
    enum op_wanted wanted;
    double observation_sd;   // log-scale error of a record of it; 0: none known
    const char *label_en, *label_nl, *meaning;
};

// Ids of persons that pairing needs: who was ever active, who was kept away.
struct op_ids {
    uint32_t *id;
    uint32_t n, capacity;
    bool is_short;   // memory ran out: some are missing
};
struct op_ledger {
    struct op_ids active, kept_away;
};
// False when memory ran out; `ids` remembers that.
bool op_ids_add(struct op_ids *ids, uint32_t id);

// What a start needs: that those who would carry it out see its phase; or only that the phase is
// so, as the scenario says that they know (`oracle`), or as the record did the same and so knew.
enum op_basis { OP_BY_SIGHT, OP_BY_TRUTH, OP_BY_RECORD };

// A lever by which a measure touches persons who need have done nothing, and the metric that counts
// them: above 0 where it did.
struct op_touch {
    int lever;   // index within the mechanism's levers
    const char *metric;
};

struct op_mechanism {
    struct op_schema_group table;   // name, parameters, levers, observables
    const char *summary, *source;
    uint8_t first_kind;   // fixed for ever; owns first_kind .. first_kind + 7
    struct op_kind kinds[8];
    const struct op_metric *metrics;
    int n_metrics;
    void (*begin)(struct op_run *run);                           // time 0: segments, first events
    void (*observe)(const struct op_run *run, double *values);   // its observables, in order
    void (*outcome)(const struct op_run *run, double *values);   // its metrics, in order
    void (*lever_moved)(struct op_run *run, int lever);          // index within its levers
    void (*happening)(struct op_run *run, int kind,
                      double amount);       // every happening; ignore others'
    void (*departed)(struct op_run *run);   // this trajectory left the record
    void (*ledger)(const struct op_run *run, struct op_ledger *ledger);
    // An action has come into force.
    void (*started)(struct op_run *run, int action, enum op_basis basis);
    const struct op_counterpart *seen;   // [n_seen] which of its observables are perceptions
    int n_seen;
    const struct op_touch *touches;   // [n_touches]
    int n_touches;
};

#define OP_MAX_MECHANISMS 32
#define OP_MAX_SEEN 32

// What a segment of the models holds, for tables of memory; row_bytes 0: no rows of one size.
struct op_segment_about {
    const char *name;
    size_t row_bytes;
};

// Everything that is the same for all trajectories of a study.
struct op_model {
    const struct op_mechanism *const *mechanisms;
    int n_mechanisms;
    struct op_schema schema;
    const struct op_segment_about *segments;   // [n_segments], ids OP_SEG_MODEL ..; NULL: not told
    int n_segments;
    const char *structure_key;          // parameter that picks a rival structure; NULL: none
    int (*phase)(struct op_run *run);   // the true phase now, 0 .. OP_N_PHASES - 1
    // The phase now as it stands to those who would carry a measure out; NULL: they see the true
    // one. They may be late, and a measure out of the phase that they see is refused.
    int (*seen_phase)(const struct op_run *run, const struct op_measure *measure);
    // What the arms of a replicate would each work out alike, kept by each thread: no state, as
    // with NULL every bit is the same. Begun anew for each replicate and set of conditions, false
    // without memory; NULL: none.
    void *(*memo_new)(void);
    bool (*memo_begin)(void *memo, const struct op_run *run);
    void (*memo_free)(void *memo);
    const char *const *actors;   // names for op_run_note, NULL-ended; NULL: none
    const char *const *notes;    // likewise: what a note says
    // Filled by op_model_init: where each mechanism's rows start in the flattened tables.
    struct op_schema_group groups[OP_MAX_MECHANISMS];
    int param_first[OP_MAX_MECHANISMS + 1], lever_first[OP_MAX_MECHANISMS + 1];
    int observable_first[OP_MAX_MECHANISMS + 1], metric_first[OP_MAX_MECHANISMS + 1];
    int n_metrics;
    const struct op_kind *kind_table[256];
    struct op_counterpart seen[OP_MAX_SEEN];
};

// Flatten the tables of the mechanisms (model->mechanisms, n_mechanisms, phase, segments and
// schema.phases/happenings are set by the caller). A code or name used twice ends on OP_BUG.
void op_model_init(struct op_model *model);

// ---- the trajectory ----

enum {
    OP_SEG_ENGINE,
    OP_SEG_QUEUE,
    OP_SEG_TIMER = OP_SEG_QUEUE + OP_QUEUE_N_SEGMENTS,
    OP_SEG_TIMER_HEAP,
    OP_SEG_CLOCK,
    OP_SEG_CLOCK_NODE,
    OP_SEG_ACTION,
    OP_SEG_LEVER,
    OP_SEG_MODEL
};

// Scalars of the engine: the head of OP_SEG_ENGINE.
struct op_engine_state {
    int64_t now_us;
    struct op_event last;   // key of the last event: the next must be above it
    int64_t departed_us;    // when this trajectory left the record; OP_NEVER_US
    int32_t phase;
    uint32_t n_timers;    // in the heap
    uint32_t free_node;   // clock nodes, 1-based list; 0 ends
    uint32_t n_events_low, n_events_high;
};

enum op_log_kind {
    OP_LOG_START,
    OP_LOG_STOP,
    OP_LOG_REFUSED,
    OP_LOG_PHASE,
    OP_LOG_DEPARTED,
    OP_LOG_HAPPENING,
    OP_LOG_DECIDED,
    OP_LOG_MODEL,
    OP_LOG_NOTE,        // subject: actor | note << 8 | (phase + 1) << 16
    OP_LOG_UNSEEN,      // refused: those who would carry it out do not see its phase
    OP_LOG_SUSPENDED,   // taken out of force, and not by the plan
    OP_LOG_COUNT
};

struct op_run {
    struct op_state state;
    const struct op_model *model;
    const struct op_scenario *scenario;
    const void *world;   // the models' own, read-only
    void *memo;          // the models' own, of this thread: see struct op_model; may be NULL
    struct op_chance chance;
    const double *param;                  // [schema.n_params], this replicate's values
    const double *const *action_factor;   // [n_actions][n_moves], this replicate's values
    struct op_record *record;             // rows so far; NULL: none wanted
    bool is_short;   // a handler could not get memory: the trajectory is of no more use
};

static inline struct op_engine_state *
op_engine(const struct op_run *run)
{
    return (struct op_engine_state *)(void *)run->state.segment[OP_SEG_ENGINE].base;
}

static inline int64_t
op_run_now_us(const struct op_run *run)
{
    return op_engine(run)->now_us;
}

// First parameter of a mechanism: p[LOCAL_INDEX] is that parameter's value in base units.
// `group` is the mechanism's place in the registry.
static inline const double *
op_run_params(const struct op_run *run, int group)
{
    return run->param + run->model->param_first[group];
}

// Value in force of a lever (group, index within the group).
static inline double
op_run_lever(const struct op_run *run, int group, int lever)
{
    const double *value = (const double *)(const void *)run->state.segment[OP_SEG_LEVER].base;
    return value[run->model->lever_first[group] + lever];
}

// Add an event. A time that is not above the key of the event being handled is moved by +1 us
// beyond now; times at or beyond the end of the run are dropped.
void op_run_add(struct op_run *run, int64_t at_us, uint8_t kind, uint8_t aux, uint32_t subject,
                uint32_t argument);

// Add a line to the trajectory's log (events.csv of the chosen replicate).
void op_run_log(struct op_run *run, enum op_log_kind kind, uint32_t subject, double value);

// A line of the log about an actor: what it learnt or decided, of which phase (-1: none), and a
// value. Actor and note are places in the model's lists; OP_NO_ACTOR: nobody's.
enum { OP_NO_ACTOR = 0xFF };
void op_run_note(struct op_run *run, int actor, int note, int phase, double value);

// ---- timers: what is re-armed. One slot, moved or cleared in place ----
uint32_t op_timer_new(struct op_run *run);
void op_timer_set(struct op_run *run, uint32_t timer, int64_t at_us, uint8_t kind, uint8_t aux,
                  uint32_t subject, uint32_t argument);
void op_timer_clear(struct op_run *run, uint32_t timer);

// ---- segments of the models ----
static inline void *
op_rows(const struct op_run *run, int segment)
{
    return run->state.segment[segment].base;
}

static inline uint32_t
op_row_count(const struct op_run *run, int segment, size_t row_bytes)
{
    return (uint32_t)(run->state.segment[segment].used_bytes / row_bytes);
}

#endif
