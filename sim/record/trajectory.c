// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/record/trajectory.h"

#include <stdlib.h>
#include <string.h>

void
op_record_init(struct op_record *record, int n_columns)
{
    *record = (struct op_record){ .n_columns = n_columns };
}

void
op_record_free(struct op_record *record)
{
    free(record->at_us);
    free(record->value);
    free(record->log);
    *record = (struct op_record){ 0 };
}

void
op_record_clear(struct op_record *record)
{
    record->n_rows = 0;
    record->n_log = 0;
    record->is_short = false;
}

static bool
has_room(struct op_record *record, size_t n_rows)
{
    if (n_rows <= record->row_capacity) {
        return true;
    }
    const size_t capacity = n_rows < 256 ? 512 : n_rows * 2;
    // A model may have no observables: realloc to no bytes would free what is still held.
    const size_t width = (size_t)(record->n_columns > 0 ? record->n_columns : 1);
    int64_t *at_us = realloc(record->at_us, capacity * sizeof *at_us);
    record->at_us = at_us != NULL ? at_us : record->at_us;
    double *value = realloc(record->value, capacity * width * sizeof *value);
    record->value = value != NULL ? value : record->value;
    if (at_us == NULL || value == NULL) {
        record->is_short = true;
        return false;
    }
    record->row_capacity = capacity;
    return true;
}

static bool
has_log_room(struct op_record *record, size_t n_log)
{
    if (n_log <= record->log_capacity) {
        return true;
    }
    const size_t capacity = n_log < 32 ? 64 : n_log * 2;
    struct op_log_row *log = realloc(record->log, capacity * sizeof *log);
    if (log == NULL) {
        record->is_short = true;
        return false;
    }
    record->log = log;
    record->log_capacity = capacity;
    return true;
}

double *
op_record_row(struct op_record *record, int64_t at_us)
{
    if (!has_room(record, record->n_rows + 1)) {
        return NULL;
    }
    record->at_us[record->n_rows] = at_us;
    return record->value + record->n_rows++ * (size_t)record->n_columns;
}

void
op_record_log(struct op_record *record, struct op_log_row row)
{
    if (has_log_room(record, record->n_log + 1)) {
        record->log[record->n_log++] = row;
    }
}

enum op_status
op_record_copy(struct op_record *to, const struct op_record *from)
{
    to->n_columns = from->n_columns;
    if (!has_room(to, from->n_rows) || !has_log_room(to, from->n_log)) {
        return OP_NO_MEMORY;
    }
    to->n_rows = from->n_rows;
    to->n_log = from->n_log;
    to->is_short = from->is_short;
    if (from->n_rows > 0) {
        memcpy(to->at_us, from->at_us, from->n_rows * sizeof *to->at_us);
        memcpy(to->value, from->value, from->n_rows * (size_t)from->n_columns * sizeof *to->value);
    }
    if (from->n_log > 0) {
        memcpy(to->log, from->log, from->n_log * sizeof *to->log);
    }
    return OP_OK;
}
