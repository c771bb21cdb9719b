// SPDX-License-Identifier: GPL-3.0-or-later
// What a snapshot holds, and how it is taken up again under the numbers of another scenario: uses,
// actions and conditions are found by their content.
#include "sim/base/hash.h"
#include "sim/run/lever.h"
#include "sim/run/snapshot_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint64_t
parameters_of(const struct op_run *run)
{
    return op_hash_bytes(run->param, (size_t)run->model->schema.n_params * sizeof *run->param, 5);
}

// ---- writing ----

void
op_snapshot_put_head(struct op_snapshot_out *out, const struct op_run *run,
                     const struct op_snapshot_key *key)
{
    const struct op_scenario *scenario = run->scenario;
    const struct op_snapshot_head head = {
        .key = *key,
        .scenario = op_scenario_identity(scenario, run->model),
        .parameters = parameters_of(run),
        .n_actions = (uint32_t)scenario->n_actions,
        .n_tests = (uint32_t)scenario->n_tests,
        .n_segments = (uint32_t)run->state.n_segments,
        .n_observables = (uint32_t)run->model->schema.n_observables,
    };
    op_snapshot_put(out, OP_PART_HEAD, 0, &head, sizeof head);
    const size_t most =
        (size_t)(scenario->n_actions > scenario->n_tests ? scenario->n_actions : scenario->n_tests);
    uint64_t *identity = malloc((most + 1) * sizeof *identity);
    if (identity == NULL) {
        out->error = out->error != 0 ? out->error : ENOMEM;
        return;
    }
    for (int i = 0; i < scenario->n_actions; i++) {
        identity[i] = scenario->actions[i].hash;
    }
    op_snapshot_put(out, OP_PART_ACTIONS, 0, identity,
                    (size_t)scenario->n_actions * sizeof *identity);
    for (int i = 0; i < scenario->n_tests; i++) {
        identity[i] = op_test_identity(scenario, i);
    }
    op_snapshot_put(out, OP_PART_TESTS, 0, identity, (size_t)scenario->n_tests * sizeof *identity);
    free(identity);
}

static void
put_arm(struct op_snapshot_out *out, uint32_t number, const struct op_arm *arm,
        const struct op_run *run)
{
    const bool is_any = arm->strategy >= 0;   // the record's arm is over once departed
    const struct op_strategy *strategy = is_any ? &run->scenario->strategies[arm->strategy] : NULL;
    const struct op_arm_row row = { is_any ? (uint32_t)strategy->n_uses : 0,
                                    is_any ? (uint32_t)arm->n_due : 0, number == 0 && is_any, 0 };
    const size_t n =
        sizeof row + row.n_uses * sizeof(struct op_use_row) + row.n_due * sizeof(struct op_due_row);
    unsigned char *bytes = calloc(1, n);
    if (bytes == NULL) {
        out->error = out->error != 0 ? out->error : ENOMEM;
        return;
    }
    memcpy(bytes, &row, sizeof row);
    struct op_use_row *uses = (struct op_use_row *)(void *)(bytes + sizeof row);
    struct op_due_row *due = (struct op_due_row *)(void *)(uses + row.n_uses);
    for (uint32_t k = 0; k < row.n_uses; k++) {
        uses[k] = (struct op_use_row){ op_use_identity(run->scenario, strategy, (int)k),
                                       arm->use[k].not_before_us, arm->use[k].status,
                                       arm->use[k].n_starts };
    }
    for (uint32_t k = 0; k < row.n_due; k++) {
        due[k] = (struct op_due_row){ arm->due[k].at_us, (uint32_t)arm->due[k].use,
                                      arm->due[k].is_start };
    }
    op_snapshot_put(out, OP_PART_ARM, number, bytes, n);
    free(bytes);
}

void
op_snapshot_add(struct op_snapshot_out *out, const struct op_run *run, const struct op_plans *plans,
                const struct op_record *record)
{
    const struct op_plans_row row = { plans->next_watch_us, plans->next_sample_us,
                                      (uint32_t)plans->n_arms, 0 };
    const size_t n_registers = (size_t)run->scenario->n_tests;
    unsigned char *bytes = malloc(sizeof row + n_registers * sizeof *plans->registers);
    if (bytes == NULL) {
        out->error = out->error != 0 ? out->error : ENOMEM;
        return;
    }
    memcpy(bytes, &row, sizeof row);
    memcpy(bytes + sizeof row, plans->registers, n_registers * sizeof *plans->registers);
    op_snapshot_put(out, OP_PART_PLANS, 0, bytes,
                    sizeof row + n_registers * sizeof *plans->registers);
    free(bytes);
    put_arm(out, 0, &plans->record, run);
    for (int i = 0; i < plans->n_arms; i++) {
        put_arm(out, (uint32_t)i + 1, &plans->arm[i], run);
    }
    for (int i = 0; i < run->state.n_segments; i++) {
        op_snapshot_put(out, OP_PART_SEGMENT, (uint32_t)i, run->state.segment[i].base,
                        run->state.segment[i].used_bytes);
    }
    op_snapshot_put(out, OP_PART_TIMES, 0, record->at_us, record->n_rows * sizeof *record->at_us);
    op_snapshot_put(out, OP_PART_VALUES, 0, record->value,
                    record->n_rows * (size_t)record->n_columns * sizeof *record->value);
    op_snapshot_put(out, OP_PART_LOG, 0, record->log, record->n_log * sizeof *record->log);
}

// ---- reading ----

enum op_status
op_snapshot_read_head(struct op_snapshot *snapshot, struct op_diag *diag)
{
    const struct op_part *part = op_snapshot_part(snapshot, 0, OP_PART_HEAD, 0);
    if (part == NULL || part->n_bytes != sizeof(struct op_snapshot_head) ||
        snapshot->n_trajectories == 0) {
        return op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = snapshot->path },
                           "write it again with --snapshot-at", "the snapshot holds no trajectory");
    }
    snapshot->key = op_snapshot_head_of(snapshot)->key;
    return OP_OK;
}

enum op_status
op_snapshot_matches(const struct op_snapshot *snapshot, const struct op_run *run,
                    struct op_diag *diag)
{
    const struct op_snapshot_head *head = op_snapshot_head_of(snapshot);
    const struct op_place place = { .file = snapshot->path };
    if (head->scenario != op_scenario_identity(run->scenario, run->model) ||
        head->n_segments != (uint32_t)run->state.n_segments ||
        head->n_observables != (uint32_t)run->model->schema.n_observables) {
        return op_diag_add(diag, OP_OTHER_SCENARIO, place,
                           "only strategies may differ, and only from its moment on",
                           "the snapshot belongs to another scenario than %s", run->scenario->path);
    }
    if (head->parameters != parameters_of(run)) {
        return op_diag_add(diag, OP_OTHER_SCENARIO, place,
                           "give the same --set and --fixed-parameters as when it was written",
                           "the snapshot was written with other parameters");
    }
    return op_snapshot_check_run(snapshot, run, diag);
}

static const struct op_arm_row *
arm_at(const struct op_snapshot *snapshot, int trajectory, uint32_t number,
       const struct op_use_row **uses, const struct op_due_row **due)
{
    const struct op_part *part = op_snapshot_part(snapshot, trajectory, OP_PART_ARM, number);
    if (part == NULL) {
        return NULL;
    }
    const struct op_arm_row *row = (const struct op_arm_row *)(const void *)part->bytes;
    *uses = (const struct op_use_row *)(const void *)(row + 1);
    *due = (const struct op_due_row *)(const void *)(*uses + row->n_uses);
    return row;
}

// Which saved use is this one? -1: none.
static int
saved_use(const struct op_arm_row *row, const struct op_use_row *uses, uint64_t identity)
{
    for (uint32_t k = 0; k < row->n_uses; k++) {
        if (uses[k].identity == identity) {
            return (int)k;
        }
    }
    return -1;
}

static bool
has_left_a_trace(const struct op_use_row *use)
{
    return use->n_starts > 0 || use->status == OP_USE_RUNNING || use->status == OP_USE_OVER;
}

// Could the strategy stand where this arm stood? Uses that both have count as they stood.
static bool
fits(const struct op_snapshot *snapshot, const struct op_scenario *scenario, int strategy_index,
     int trajectory, uint32_t number)
{
    const struct op_use_row *uses;
    const struct op_due_row *due;
    const struct op_arm_row *row = arm_at(snapshot, trajectory, number, &uses, &due);
    const struct op_strategy *strategy = &scenario->strategies[strategy_index];
    for (int k = 0; k < strategy->n_uses; k++) {
        const bool is_new = saved_use(row, uses, op_use_identity(scenario, strategy, k)) < 0;
        if (is_new && strategy->uses[k].start == OP_START_AT &&
            strategy->uses[k].at_us < snapshot->key.at_us) {
            return false;
        }
    }
    for (uint32_t s = 0; s < row->n_uses; s++) {
        bool is_known = !has_left_a_trace(&uses[s]);
        for (int k = 0; k < strategy->n_uses && !is_known; k++) {
            is_known = op_use_identity(scenario, strategy, k) == uses[s].identity;
        }
        if (!is_known) {
            return false;
        }
    }
    return true;
}

// The arm of a trajectory that shares most uses with the strategy; 0: none fits.
static uint32_t
best_arm(const struct op_snapshot *snapshot, const struct op_scenario *scenario, int strategy,
         int trajectory, int *n_shared)
{
    uint32_t best = 0;
    *n_shared = -1;
    const struct op_use_row *uses;
    const struct op_due_row *due;
    for (uint32_t number = 1;; number++) {
        const struct op_arm_row *row = arm_at(snapshot, trajectory, number, &uses, &due);
        if (row == NULL) {
            return best;
        }
        if (!fits(snapshot, scenario, strategy, trajectory, number)) {
            continue;
        }
        int n = 0;
        for (int k = 0; k < scenario->strategies[strategy].n_uses; k++) {
            n += saved_use(row, uses,
                           op_use_identity(scenario, &scenario->strategies[strategy], k)) >= 0;
        }
        n = 1000 * n - (int)row->n_uses;   // an equal arm before one that intends more
        if (best == 0 || n > *n_shared) {
            best = number;
            *n_shared = n;
        }
    }
}

int
op_snapshot_find(const struct op_snapshot *snapshot, const struct op_scenario *scenario,
                 int strategy)
{
    int found = -1, most = -1, n;
    for (int t = 0; t < snapshot->n_trajectories; t++) {
        if (best_arm(snapshot, scenario, strategy, t, &n) != 0 && (found < 0 || n > most)) {
            found = t;
            most = n;
        }
    }
    return found;
}

// Take over how far a saved arm had come; what the arm does not share with it stays as at the
// start.
static void
take_over(struct op_arm *arm, const struct op_scenario *scenario, const struct op_arm_row *row,
          const struct op_use_row *uses, const struct op_due_row *due)
{
    const struct op_strategy *strategy = &scenario->strategies[arm->strategy];
    for (int k = 0; k < strategy->n_uses; k++) {
        const int s = saved_use(row, uses, op_use_identity(scenario, strategy, k));
        if (s < 0) {
            continue;
        }
        op_arm_forget(arm, k);
        arm->use[k] = (struct op_use_state){ (uint8_t)uses[s].status, uses[s].n_starts,
                                             uses[s].not_before_us };
        for (uint32_t d = 0; d < row->n_due; d++) {
            if (due[d].use == (uint32_t)s) {
                const enum op_basis basis =
                    due[d].is_start ? op_use_basis(scenario, arm->strategy, k) : OP_BY_SIGHT;
                op_arm_intend(arm,
                              (struct op_due){ due[d].at_us, (uint16_t)strategy->uses[k].action,
                                               (uint8_t)due[d].is_start, (uint8_t)basis, k });
            }
        }
    }
}

static void
restore_plans(const struct op_snapshot *snapshot, int trajectory, const int *strategies, int n,
              const struct op_run *run, struct op_plans *plans)
{
    const struct op_scenario *scenario = run->scenario;
    const struct op_part *part = op_snapshot_part(snapshot, trajectory, OP_PART_PLANS, 0);
    const struct op_plans_row *row = (const struct op_plans_row *)(const void *)part->bytes;
    const struct op_register *registers = (const struct op_register *)(const void *)(row + 1);
    const uint64_t *tests =
        (const uint64_t *)(const void *)op_snapshot_part(snapshot, 0, OP_PART_TESTS, 0)->bytes;
    const struct op_use_row *uses;
    const struct op_due_row *due;

    op_plans_begin(plans, run, strategies, n);
    plans->next_watch_us = row->next_watch_us;
    plans->next_sample_us = row->next_sample_us;
    for (int i = 0; i < scenario->n_tests; i++) {
        const uint64_t identity = op_test_identity(scenario, i);
        for (uint32_t k = 0; k < op_snapshot_head_of(snapshot)->n_tests; k++) {
            if (tests[k] == identity) {
                plans->registers[i] = registers[k];
            }
        }
    }
    for (int i = 0; i < n; i++) {
        int n_shared;
        const uint32_t number = best_arm(snapshot, scenario, strategies[i], trajectory, &n_shared);
        const struct op_arm_row *arm = arm_at(snapshot, trajectory, number, &uses, &due);
        take_over(&plans->arm[i], scenario, arm, uses, due);
    }
    const struct op_arm_row *recorded = arm_at(snapshot, trajectory, 0, &uses, &due);
    if (recorded->is_record && plans->record.strategy >= 0) {
        take_over(&plans->record, scenario, recorded, uses, due);
    } else {
        plans->record.strategy = -1;
        plans->record.n_due = 0;
    }
}

// Number here of each action of the file; -1: none.
static int
action_here(const struct op_snapshot *snapshot, const struct op_scenario *scenario, uint32_t saved)
{
    const uint64_t *hashes =
        (const uint64_t *)(const void *)op_snapshot_part(snapshot, 0, OP_PART_ACTIONS, 0)->bytes;
    for (int i = 0; i < scenario->n_actions; i++) {
        if (saved < op_snapshot_head_of(snapshot)->n_actions &&
            scenario->actions[i].hash == hashes[saved]) {
            return i;
        }
    }
    return -1;
}

static void
restore_state(const struct op_snapshot *snapshot, int trajectory, struct op_run *run)
{
    op_state_reset(&run->state);
    for (int i = 0; i < run->state.n_segments; i++) {
        const struct op_part *part =
            op_snapshot_part(snapshot, trajectory, OP_PART_SEGMENT, (uint32_t)i);
        struct op_segment *segment = &run->state.segment[i];
        if (i != OP_SEG_ACTION) {
            memcpy(op_segment_grow(segment, part->n_bytes), part->bytes, part->n_bytes);
            continue;
        }
        const struct op_action_state *saved =
            (const struct op_action_state *)(const void *)part->bytes;
        struct op_action_state *here =
            (struct op_action_state *)op_segment_grow(segment, (size_t)run->scenario->n_actions *
                                                                   sizeof *here);
        for (uint32_t k = 0; k < part->n_bytes / sizeof *saved; k++) {
            const int a = action_here(snapshot, run->scenario, k);
            if (a >= 0) {
                here[a] = saved[k];
            }
        }
    }
}

static enum op_status
restore_record(const struct op_snapshot *snapshot, int trajectory, const struct op_run *run,
               struct op_record *record)
{
    const struct op_part *times = op_snapshot_part(snapshot, trajectory, OP_PART_TIMES, 0);
    const struct op_part *values = op_snapshot_part(snapshot, trajectory, OP_PART_VALUES, 0);
    const struct op_part *log = op_snapshot_part(snapshot, trajectory, OP_PART_LOG, 0);
    const int64_t *at_us = (const int64_t *)(const void *)times->bytes;
    const double *value = (const double *)(const void *)values->bytes;

    op_record_clear(record);
    for (size_t r = 0; r < times->n_bytes / sizeof *at_us; r++) {
        double *row = op_record_row(record, at_us[r]);
        if (row == NULL) {
            return OP_NO_MEMORY;
        }
        memcpy(row, value + r * (size_t)record->n_columns, (size_t)record->n_columns * sizeof *row);
    }
    for (size_t r = 0; r < log->n_bytes / sizeof(struct op_log_row); r++) {
        struct op_log_row row = ((const struct op_log_row *)(const void *)log->bytes)[r];
        if (row.kind == OP_LOG_START || row.kind == OP_LOG_STOP || row.kind == OP_LOG_REFUSED ||
            row.kind == OP_LOG_UNSEEN || row.kind == OP_LOG_SUSPENDED) {
            const int a = action_here(snapshot, run->scenario, row.subject);
            row.subject = a >= 0 ? (uint32_t)a : row.subject;
        }
        op_record_log(record, row);
    }
    return record->is_short ? OP_NO_MEMORY : OP_OK;
}

enum op_status
op_snapshot_restore(const struct op_snapshot *snapshot, int trajectory, const int *strategies,
                    int n_strategies, struct op_run *run, struct op_plans *plans,
                    struct op_record *record)
{
    restore_state(snapshot, trajectory, run);
    restore_plans(snapshot, trajectory, strategies, n_strategies, run, plans);
    return restore_record(snapshot, trajectory, run, record);
}
