// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the snapshot share: its parts. Private to snapshot*.c.
#ifndef OP_RUN_SNAPSHOT_PARTS_H
#define OP_RUN_SNAPSHOT_PARTS_H

#include "sim/run/snapshot.h"

// Tags below PLANS stand once in a file, the others once a trajectory; PLANS begins one.
enum op_part_tag {
    OP_PART_END,
    OP_PART_HEAD,
    OP_PART_ACTIONS,
    OP_PART_TESTS,
    OP_PART_PLANS,
    OP_PART_ARM,
    OP_PART_SEGMENT,
    OP_PART_TIMES,
    OP_PART_VALUES,
    OP_PART_LOG
};

struct op_part {
    uint32_t tag, number;
    int trajectory;
    const unsigned char *bytes;
    size_t n_bytes;
};

// Payloads of HEAD, PLANS and ARM.
struct op_snapshot_head {
    struct op_snapshot_key key;
    uint64_t scenario, parameters;
    uint32_t n_actions, n_tests, n_segments, n_observables;
};

struct op_plans_row {
    int64_t next_watch_us, next_sample_us;
    uint32_t n_arms;   // without the record's
    uint32_t pad;
};

// An arm's part: this, then n_uses op_use_row, then n_due op_due_row.
struct op_arm_row {
    uint32_t n_uses, n_due;
    int32_t is_record, pad;
};
struct op_use_row {
    uint64_t identity;
    int64_t not_before_us;
    uint32_t status, n_starts;
};
struct op_due_row {
    int64_t at_us;
    uint32_t use, is_start;
};

void op_snapshot_put(struct op_snapshot_out *out, enum op_part_tag tag, uint32_t number,
                     const void *bytes, size_t n);
void op_snapshot_put_head(struct op_snapshot_out *out, const struct op_run *run,
                          const struct op_snapshot_key *key);
enum op_status op_snapshot_read_head(struct op_snapshot *snapshot,
                                     struct op_diag *diag) OP_MUST_CHECK;
// NULL when the file has none. Number: of an arm (0 the record's) or a segment; else 0.
const struct op_part *op_snapshot_part(const struct op_snapshot *snapshot, int trajectory,
                                       enum op_part_tag tag, uint32_t number);
static inline const struct op_snapshot_head *
op_snapshot_head_of(const struct op_snapshot *snapshot)
{
    const struct op_part *part = op_snapshot_part(snapshot, -1, OP_PART_HEAD, 0);
    return (const struct op_snapshot_head *)(const void *)part->bytes;
}

// snapshot_check.c: is every part there, of the right size, and are its numbers in their ranges?
// Then, for a run that it belongs to: do its segments fit? OP_CORRUPTED. A checksum says only that
// the bytes are those that were written, not who wrote them.
enum op_status op_snapshot_check(const struct op_snapshot *snapshot,
                                 struct op_diag *diag) OP_MUST_CHECK;
enum op_status op_snapshot_check_run(const struct op_snapshot *snapshot, const struct op_run *run,
                                     struct op_diag *diag) OP_MUST_CHECK;

#endif
