// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a trajectory: samples of the observables, and a log of what happened in it.
#ifndef OP_RECORD_TRAJECTORY_H
#define OP_RECORD_TRAJECTORY_H

#include "sim/base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_log_row {
    int64_t at_us;
    double value;
    uint32_t subject;
    uint32_t kind;
};

struct op_record {
    int n_columns;    // observables
    int64_t *at_us;   // [n_rows]
    double *value;    // [n_rows * n_columns]
    size_t n_rows, row_capacity;
    struct op_log_row *log;
    size_t n_log, log_capacity;
    bool is_short;   // memory ran out: rows are missing
};

void op_record_init(struct op_record *record, int n_columns);
void op_record_free(struct op_record *record);
void op_record_clear(struct op_record *record);
// Room for one more row; NULL when memory ran out (then is_short is set).
double *op_record_row(struct op_record *record, int64_t at_us);
void op_record_log(struct op_record *record, struct op_log_row row);
enum op_status op_record_copy(struct op_record *to, const struct op_record *from) OP_MUST_CHECK;

#endif
