// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/eventlog.h"

// The measure that a row is about, NULL where it is about none.
static const struct op_measure *
measure_of(const struct op_scenario *scenario, const struct op_log_row *row)
{
    switch ((enum op_log_kind)row->kind) {
        case OP_LOG_START:
        case OP_LOG_STOP:
        case OP_LOG_REFUSED:
        case OP_LOG_UNSEEN:
        case OP_LOG_SUSPENDED:
            return &scenario->measures[scenario->actions[row->subject].measure];
        case OP_LOG_PHASE:
        case OP_LOG_NOTE:
        case OP_LOG_HAPPENING:
        case OP_LOG_DEPARTED:
        case OP_LOG_DECIDED:
        case OP_LOG_MODEL:
        case OP_LOG_COUNT:
            break;
    }
    return NULL;
}

static const char *
subject_of(const struct op_results *results, const struct op_log_row *row)
{
    const struct op_schema *schema = &results->model->schema;
    const struct op_measure *measure = measure_of(results->scenario, row);

    if (measure != NULL) {
        return measure->id;
    }
    if (row->kind == OP_LOG_PHASE) {
        return schema->phases[row->subject];
    }
    if (row->kind == OP_LOG_NOTE && row->subject >> 16 > 0) {
        return schema->phases[(row->subject >> 16) - 1];
    }
    if (row->kind == OP_LOG_HAPPENING) {
        return schema->happenings[results->scenario->happenings[row->subject].kind];
    }
    return "";
}

// Whose swim lane a row belongs to; "" where it is nobody's.
static const char *
actor_of(const struct op_results *results, const struct op_log_row *row)
{
    const struct op_measure *measure = measure_of(results->scenario, row);
    const uint32_t number = row->kind == OP_LOG_NOTE ? row->subject & 0xFF : OP_NO_ACTOR;
    const char *actor = measure != NULL         ? measure->actor
                        : number != OP_NO_ACTOR ? results->model->actors[number]
                                                : NULL;

    return actor != NULL ? actor : "";
}

static const char *
word_of(const struct op_results *results, const struct op_log_row *row)
{
    static const char *const words[OP_LOG_COUNT] = {
        [OP_LOG_START] = "measure starts",
        [OP_LOG_STOP] = "measure ends",
        [OP_LOG_REFUSED] = "measure refused: out of its phase",
        [OP_LOG_PHASE] = "phase",
        [OP_LOG_DEPARTED] = "leaves the record",
        [OP_LOG_HAPPENING] = "happening",
        [OP_LOG_DECIDED] = "decision",
        [OP_LOG_MODEL] = "model",
        [OP_LOG_UNSEEN] = "measure refused: those who decide do not see its phase",
        [OP_LOG_SUSPENDED] = "measure suspended",
    };

    return row->kind == OP_LOG_NOTE ? results->model->notes[row->subject >> 8 & 0xFF]
                                    : words[row->kind];
}

void
op_eventlog_write(struct op_results *results, const struct op_replicate *of,
                  const struct op_arm_result *arm)
{
    struct op_csv_out *out = &results->events;

    for (size_t i = 0; i < arm->record.n_log; i++) {
        const struct op_log_row *row = &arm->record.log[i];
        char moment[24];

        op_moment_text(results->scenario, row->at_us, moment);
        op_csv_whole(out, of->replicate);
        if (op_results_has_sets(results->options)) {
            op_csv_word(out, op_conditions_name(results->scenario, of->conditions));
        }
        op_csv_word(out, results->scenario->strategies[arm->strategy].id);
        op_csv_real(out, (double)row->at_us / 3.6e9);
        op_csv_word(out, moment);
        op_csv_word(out, word_of(results, row));
        op_csv_word(out, subject_of(results, row));
        op_csv_real(out, row->value);
        op_csv_word(out, actor_of(results, row));
        op_csv_end(out);
    }
}
