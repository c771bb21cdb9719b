// SPDX-License-Identifier: GPL-3.0-or-later
// Is a snapshot put together as this program puts them together? What reads it relies on that.
#include "sim/run/lever.h"
#include "sim/run/snapshot_parts.h"

// Far above what scenarios can have: so that no file makes the search for an arm endless.
enum { MOST_ARMS = 4096, MOST_SEGMENTS = OP_MAX_SEGMENTS };

static enum op_status
refuse(const struct op_snapshot *snapshot, const char *what, struct op_diag *diag)
{
    return op_diag_add(diag, OP_CORRUPTED, (struct op_place){ .file = snapshot->path },
                       "write it again with --snapshot-at", "the snapshot's %s", what);
}

static bool
head_is_sound(const struct op_snapshot *snapshot)
{
    const struct op_part *part = op_snapshot_part(snapshot, -1, OP_PART_HEAD, 0);
    const struct op_part *actions = op_snapshot_part(snapshot, -1, OP_PART_ACTIONS, 0);
    const struct op_part *tests = op_snapshot_part(snapshot, -1, OP_PART_TESTS, 0);
    if (part == NULL || part->n_bytes != sizeof(struct op_snapshot_head) || actions == NULL ||
        tests == NULL) {
        return false;
    }
    const struct op_snapshot_head *head = op_snapshot_head_of(snapshot);
    return actions->n_bytes == (size_t)head->n_actions * sizeof(uint64_t) &&
           tests->n_bytes == (size_t)head->n_tests * sizeof(uint64_t) && head->key.at_us >= 0 &&
           head->key.at_us < OP_TIME_LIMIT_US && head->key.fixed_parameters <= 1 &&
           head->key.replicate < UINT32_C(0xFFFF0000) && head->n_segments > OP_SEG_MODEL &&
           head->n_segments <= MOST_SEGMENTS && snapshot->n_trajectories > 0;
}

static bool
due_is_sound(const struct op_due_row *due, const struct op_arm_row *row, int64_t at_us)
{
    // One start and one stop of a use at most: an arm has room for no more.
    for (uint32_t i = 0; i < row->n_due; i++) {
        int n_alike = 0;
        if (due[i].at_us < at_us || due[i].at_us >= OP_TIME_LIMIT_US || due[i].is_start > 1 ||
            due[i].use >= row->n_uses) {
            return false;
        }
        for (uint32_t k = 0; k < i; k++) {
            n_alike += due[k].use == due[i].use && due[k].is_start == due[i].is_start;
        }
        if (n_alike > 0) {
            return false;
        }
    }
    return true;
}

static bool
arm_is_sound(const struct op_part *part, int64_t at_us)
{
    const struct op_arm_row *row = (const struct op_arm_row *)(const void *)part->bytes;
    if (part->number > MOST_ARMS || part->n_bytes < sizeof *row || row->n_uses > UINT16_MAX ||
        row->n_due > 2 * row->n_uses ||
        part->n_bytes != sizeof *row + row->n_uses * sizeof(struct op_use_row) +
                             row->n_due * sizeof(struct op_due_row)) {
        return false;
    }
    const struct op_use_row *uses = (const struct op_use_row *)(const void *)(row + 1);
    for (uint32_t k = 0; k < row->n_uses; k++) {
        if (uses[k].status > OP_USE_OVER) {
            return false;
        }
    }
    return due_is_sound((const struct op_due_row *)(const void *)(uses + row->n_uses), row, at_us);
}

static bool
plans_are_sound(const struct op_part *part, const struct op_snapshot_head *head)
{
    const struct op_plans_row *row = (const struct op_plans_row *)(const void *)part->bytes;
    return part->n_bytes == sizeof *row + (size_t)head->n_tests * sizeof(struct op_register) &&
           row->next_watch_us >= head->key.at_us && row->next_sample_us >= head->key.at_us &&
           row->n_arms >= 1 && row->n_arms <= MOST_ARMS;
}

static bool
part_is_sound(const struct op_part *part, const struct op_snapshot_head *head)
{
    switch (part->tag) {
        case OP_PART_HEAD:
        case OP_PART_ACTIONS:
        case OP_PART_TESTS:
            return part->trajectory < 0;   // and of the right size: head_is_sound
        case OP_PART_PLANS:
            return plans_are_sound(part, head);
        case OP_PART_ARM:
            return part->trajectory >= 0 && arm_is_sound(part, head->key.at_us);
        case OP_PART_SEGMENT:
            return part->trajectory >= 0 && part->number < head->n_segments;
        case OP_PART_TIMES:
        case OP_PART_VALUES:
            return part->trajectory >= 0 && part->n_bytes % 8 == 0;
        case OP_PART_LOG:
            return part->trajectory >= 0 && part->n_bytes % sizeof(struct op_log_row) == 0;
        default:
            return false;
    }
}

static bool
trajectory_is_whole(const struct op_snapshot *snapshot, int t)
{
    const struct op_snapshot_head *head = op_snapshot_head_of(snapshot);
    const struct op_part *plans = op_snapshot_part(snapshot, t, OP_PART_PLANS, 0);
    const struct op_part *times = op_snapshot_part(snapshot, t, OP_PART_TIMES, 0);
    const struct op_part *values = op_snapshot_part(snapshot, t, OP_PART_VALUES, 0);
    bool is_whole =
        plans != NULL && times != NULL && values != NULL &&
        op_snapshot_part(snapshot, t, OP_PART_LOG, 0) != NULL &&
        op_snapshot_part(snapshot, t, OP_PART_ARM, 0) != NULL &&
        values->n_bytes / 8 == (uint64_t)(times->n_bytes / 8) * (uint64_t)head->n_observables;
    for (uint32_t i = 0; is_whole && i < head->n_segments; i++) {
        is_whole = op_snapshot_part(snapshot, t, OP_PART_SEGMENT, i) != NULL;
    }
    return is_whole &&
           op_snapshot_part(snapshot, t, OP_PART_ARM,
                            ((const struct op_plans_row *)(const void *)plans->bytes)->n_arms) !=
               NULL;
}

enum op_status
op_snapshot_check(const struct op_snapshot *snapshot, struct op_diag *diag)
{
    const struct op_part *parts = snapshot->parts;
    if (!head_is_sound(snapshot)) {
        return refuse(snapshot, "head is not what this program writes", diag);
    }
    for (int i = 0; i < snapshot->n_parts; i++) {
        if (!part_is_sound(&parts[i], op_snapshot_head_of(snapshot))) {
            return refuse(snapshot, "plans or rows hold what no program wrote", diag);
        }
    }
    for (int t = 0; t < snapshot->n_trajectories; t++) {
        if (!trajectory_is_whole(snapshot, t)) {
            return refuse(snapshot, "trajectories lack a part", diag);
        }
    }
    return OP_OK;
}

// ---- beside the run that is to go on from it ----

static size_t
row_bytes(const struct op_run *run, int segment)
{
    const struct op_segment_about *about = run->model->segments;
    if (segment < OP_SEG_MODEL) {
        return segment == OP_SEG_ACTION  ? sizeof(struct op_action_state)
               : segment == OP_SEG_LEVER ? sizeof(double)
                                         : 1;
    }
    const size_t bytes = about != NULL ? about[segment - OP_SEG_MODEL].row_bytes : 1;
    return bytes > 0 ? bytes : 1;
}

static bool
segment_fits(const struct op_snapshot *snapshot, int t, int segment, const struct op_run *run)
{
    const struct op_snapshot_head *head = op_snapshot_head_of(snapshot);
    const size_t n = op_snapshot_part(snapshot, t, OP_PART_SEGMENT, (uint32_t)segment)->n_bytes;
    const size_t row = row_bytes(run, segment);
    if (n % row != 0 || n > run->state.segment[segment].reserved_bytes) {
        return false;
    }
    switch (segment) {
        case OP_SEG_ENGINE:
            return n == sizeof(struct op_engine_state);
        case OP_SEG_ACTION:
            return n / row == head->n_actions;
        case OP_SEG_LEVER:
            return n / row == (size_t)run->model->schema.n_levers;
        default:
            return true;
    }
}

enum op_status
op_snapshot_check_run(const struct op_snapshot *snapshot, const struct op_run *run,
                      struct op_diag *diag)
{
    if (snapshot->key.at_us >= run->scenario->end_us) {
        return refuse(snapshot, "moment lies beyond the scenario's end", diag);
    }
    for (int t = 0; t < snapshot->n_trajectories; t++) {
        for (int i = 0; i < run->state.n_segments; i++) {
            if (!segment_fits(snapshot, t, i, run)) {
                return refuse(snapshot, "state has rows of another size", diag);
            }
        }
    }
    return OP_OK;
}
