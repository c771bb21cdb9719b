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

void op_snapshot_put(struct op_snapshot_out *out, enum op_part_tag tag, uint32_t number,
                     const void *bytes, size_t n);
void op_snapshot_put_head(struct op_snapshot_out *out, const struct op_run *run,
                          const struct op_snapshot_key *key);
enum op_status op_snapshot_read_head(struct op_snapshot *snapshot,
                                     struct op_diag *diag) OP_MUST_CHECK;
// NULL when the file has none. Number: of an arm (0 the record's) or a segment; else 0.
const struct op_part *op_snapshot_part(const struct op_snapshot *snapshot, int trajectory,
                                       enum op_part_tag tag, uint32_t number);

#endif
