// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/factor.h"

#include "sim/base/text.h"
#include "sim/input/moment.h"
#include "sim/input/quantity.h"
#include "sim/study/factorkey.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define US_PER_H 3.6e9

static enum op_status
moment_value(const struct op_factor_reading *r, const char *text, double *hours)
{
    struct op_factor *factor = r->factor;
    const struct op_scenario *scenario = r->scenario;
    const struct op_anchors anchors = { scenario->start_civil_s, scenario->event_us,
                                        scenario->end_us };
    struct op_moment moment;
    const enum op_status status =
        op_moment_parse(text, factor->place, factor->key, &moment, r->diag);

    if (status != OP_OK) {
        return status;
    }

    const char *after = moment.anchor == OP_ANCHOR_MEASURE ? moment.measure : NULL;
    const struct op_use *use = &scenario->strategies[factor->strategy].uses[factor->use];

    if ((after != NULL) != (factor->after != NULL) && factor->n_values > 0) {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place, NULL,
                           "%s: some moments hang on a measure and others do not", factor->key);
    }
    if (!after && use->start == OP_START_AFTER && strcmp(factor->field, "until") != 0) {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place,
                           "write the measure with an offset, as in `me_standby + 30 min`",
                           "%s: it starts after another measure", factor->key);
    }
    if (after && factor->after && strcmp(after, factor->after) != 0) {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place, NULL,
                           "%s: %s and %s: one measure at a time", factor->key, factor->after,
                           after);
    }
    if (after && !factor->after) {
        factor->after = op_arena_text(r->arena, after);
    }
    *hours = (double)op_moment_us(&moment, &anchors) / US_PER_H;
    return after && !factor->after ? OP_NO_MEMORY : OP_OK;
}

static const char *
moment_words(const struct op_factor_reading *r, double hours)
{
    const int64_t us = llround(hours * US_PER_H);
    char text[48];

    if (r->factor->after || us % 1000000 != 0) {
        op_quantity_text(OP_UNIT_DURATION, (double)us / 1e6, text);
        return op_arena_format(r->arena, "%s + %s", r->factor->after ? r->factor->after : "start",
                               text);
    }
    op_moment_text(r->scenario, us, text);
    text[10] = ' ';
    return op_arena_text(r->arena, text);
}

static enum op_status
check_range(const struct op_factor_reading *r, double number, const char *text)
{
    const struct op_factor *factor = r->factor;
    char low[48];
    char high[48];

    if (number >= factor->low && number <= factor->high) {
        return OP_OK;
    }
    op_bound_text(factor->unit, factor->low, low);
    op_bound_text(factor->unit, factor->high, high);
    return op_diag_add(r->diag, OP_OUT_OF_RANGE, factor->place, NULL, "%s: %s is outside [%s, %s]",
                       factor->key, text, low, high);
}

static enum op_status
number_value(const struct op_factor_reading *r, const char *text, double *number)
{
    const enum op_status status =
        op_quantity_parse(r->factor->unit, text, r->factor->place, r->factor->key, number, r->diag);

    return status == OP_OK ? check_range(r, *number, text) : status;
}

// A word of a choice, or a distribution.
static enum op_status
dist_value(const struct op_factor_reading *r, const char *text, double *number)
{
    const struct op_factor *factor = r->factor;
    struct op_dist dist;
    enum op_status status = OP_OK;

    *number = (double)NAN;
    if (factor->param >= 0) {
        status = op_param_parse(op_schema_param_row(r->scenario->schema, factor->param, NULL), text,
                                factor->place, &dist, r->diag);
    } else {
        status = op_dist_parse(factor->unit, factor->low, factor->high, text, factor->place,
                               factor->key, &dist, r->diag);
    }
    return status;
}

static bool
is_dist(const struct op_factor *factor, const char *text)
{
    return factor->unit == OP_UNIT_CHOICE ||
           (strchr(text, '(') && (factor->param >= 0 ||
                                  (factor->field && op_text_starts_with(factor->field, "moves."))));
}

static enum op_status
one_number(const struct op_factor_reading *r, const char *text, double *number)
{
    return r->factor->is_moment ? moment_value(r, text, number) : number_value(r, text, number);
}

// Twelve digits: 10 % + 2 · 10 % is 30 %.
static double
plain(double value)
{
    char text[40];

    (void)snprintf(text, sizeof text, "%.12g", value);
    return strtod(text, NULL);
}

static enum op_status
put_number(const struct op_factor_reading *r, struct op_factor_value *value, double number)
{
    if (r->factor->is_moment) {
        *value = (struct op_factor_value){ moment_words(r, number), number };
    } else {
        char text[48];

        number = plain(number);
        op_quantity_text(r->factor->unit, number, text);
        *value = (struct op_factor_value){ op_arena_text(r->arena, text), number };
    }
    return value->text ? OP_OK : OP_NO_MEMORY;
}

static bool
is_outside(const struct op_factor_reading *r, double hours)
{
    const struct op_factor *factor = r->factor;

    return factor->is_moment &&
           (hours < 0 || (!factor->after && hours * US_PER_H >= (double)r->scenario->end_us));
}

enum op_status
op_factor_value_read(struct op_factor_value *value, struct op_arena *arena,
                     struct op_factor *factor, const struct op_scenario *scenario, const char *text,
                     struct op_diag *diag)
{
    const struct op_factor_reading r = { factor, arena, scenario, diag };
    enum op_status status = is_dist(factor, text) ? dist_value(&r, text, &value->number)
                                                  : one_number(&r, text, &value->number);

    if (status == OP_OK && is_outside(&r, value->number)) {
        status = op_diag_add(diag, OP_OUT_OF_RANGE, factor->place, NULL,
                             "%s: %s lies before the start or after the end of the scenario",
                             factor->key, text);
    }
    value->text = factor->is_moment && status == OP_OK ? moment_words(&r, value->number)
                                                       : op_arena_text(arena, text);
    return status == OP_OK && !value->text ? OP_NO_MEMORY : status;
}

// Moments before the start and after the end are no moments of this scenario.
static enum op_status
leave_out(const struct op_factor_reading *r)
{
    struct op_factor *factor = r->factor;
    int n = 0;

    for (int i = 0; i < factor->n_values; i++) {
        if (!is_outside(r, factor->values[i].number)) {
            factor->values[n++] = factor->values[i];
        }
    }
    if (n == 0) {
        return op_diag_add(r->diag, OP_OUT_OF_RANGE, factor->place, NULL,
                           "%s: no value lies between the start and the end of the scenario",
                           factor->key);
    }
    if (n < factor->n_values) {
        op_diag_warn(r->diag, OP_OUT_OF_RANGE, factor->place, NULL,
                     "%s: %d of %d moments lie before the start or after the end and are left out",
                     factor->key, factor->n_values - n, factor->n_values);
    }
    factor->n_values = n;
    return OP_OK;
}

static enum op_status
read_list(const struct op_factor_reading *r, const struct op_vary *vary)
{
    struct op_factor *factor = r->factor;
    enum op_status status = OP_OK;

    factor->values = op_arena_new(r->arena, (size_t)vary->n_listed, sizeof *factor->values);
    for (int i = 0; i < vary->n_listed && status == OP_OK; i++) {
        const char *text = vary->listed[i];
        struct op_factor_value *value = factor->values ? &factor->values[i] : NULL;

        if (!value) {
            return OP_NO_MEMORY;
        }
        status = is_dist(factor, text) ? dist_value(r, text, &value->number)
                                       : one_number(r, text, &value->number);
        value->text = status == OP_OK && factor->is_moment ? moment_words(r, value->number) : text;
        factor->n_values++;
        for (int k = 0; k < i && status == OP_OK && value->text; k++) {
            if (strcmp(factor->values[k].text, value->text) == 0) {
                status = op_diag_add(r->diag, OP_DUPLICATE_KEY, factor->place, NULL,
                                     "%s: %s stands twice", factor->key, text);
            }
        }
    }
    return status;
}

static enum op_status
read_step(const struct op_factor_reading *r, const struct op_vary *vary, double *step)
{
    const struct op_factor *factor = r->factor;
    const enum op_unit unit = factor->is_moment ? OP_UNIT_DURATION : factor->unit;
    const enum op_status status =
        op_quantity_parse(unit, vary->by, factor->place, factor->key, step, r->diag);

    if (status != OP_OK) {
        return status;
    }
    if (!(*step > 0)) {
        return op_diag_add(r->diag, OP_OUT_OF_RANGE, factor->place, NULL,
                           "%s: a step of %s never reaches the end", factor->key, vary->by);
    }
    *step = factor->is_moment ? *step / 3600 : *step;
    return OP_OK;
}

static enum op_status
read_steps(const struct op_factor_reading *r, const struct op_vary *vary)
{
    struct op_factor *factor = r->factor;
    const double span = factor->to - factor->from;
    double step = 0;
    double n = vary->n_in;
    enum op_status status = vary->by ? read_step(r, vary, &step) : OP_OK;

    if (status != OP_OK) {
        return status;
    }
    if (vary->by) {
        n = floor(span / step * (1 + 1e-12) + 1e-9) + 1;
    } else {
        step = n > 1 ? span / (n - 1) : 0;
    }
    if (!(n <= OP_MAX_VARY_VALUES)) {
        return op_diag_add(r->diag, OP_TOO_LARGE, factor->place, "take a longer step",
                           "%s: %.0f values; at most %d are varied over", factor->key, n,
                           OP_MAX_VARY_VALUES);
    }
    factor->values = op_arena_new(r->arena, (size_t)n, sizeof *factor->values);
    for (int i = 0; i < (int)n && status == OP_OK; i++) {
        status = factor->values ? put_number(r, &factor->values[i], factor->from + i * step)
                                : OP_NO_MEMORY;
        factor->n_values++;
    }
    return status;
}

static enum op_status
read_range(const struct op_factor_reading *r, const struct op_vary *vary)
{
    struct op_factor *factor = r->factor;
    enum op_status status = OP_OK;

    if (factor->unit == OP_UNIT_CHOICE) {
        return op_diag_add(r->diag, OP_BAD_VALUE, factor->place, "list them: KEY = A, B",
                           "%s: words have no range", factor->key);
    }
    status = one_number(r, vary->from, &factor->from);
    factor->n_values = status == OP_OK;   // from here on the other end must be of the same kind
    if (status == OP_OK) {
        status = one_number(r, vary->to, &factor->to);
    }
    factor->n_values = 0;
    if (status != OP_OK) {
        return status;
    }
    if (!(factor->to >= factor->from)) {
        return op_diag_add(r->diag, OP_OUT_OF_RANGE, factor->place, "write the lesser one first",
                           "%s: the range ends at %s, before it begins at %s", factor->key,
                           vary->to, vary->from);
    }
    if (!vary->by && vary->n_in == 0) {
        factor->is_open = true;
        if (is_outside(r, factor->from) || is_outside(r, factor->to)) {
            return op_diag_add(r->diag, OP_OUT_OF_RANGE, factor->place, NULL,
                               "%s: the range goes beyond the start or the end of the scenario",
                               factor->key);
        }
        return OP_OK;
    }
    return read_steps(r, vary);
}

enum op_status
op_factor_read(struct op_factor *factor, struct op_arena *arena, const struct op_vary *vary,
               const struct op_scenario *scenario, struct op_diag *diag)
{
    const struct op_factor_reading r = { factor, arena, scenario, diag };
    enum op_status status = OP_OK;

    *factor = (struct op_factor){ .key = vary->key,
                                  .place = vary->place,
                                  .strategy = -1,
                                  .use = -1,
                                  .param = -1,
                                  .low = -INFINITY,
                                  .high = INFINITY };
    status = op_factor_read_key(&r);
    if (status == OP_OK && (vary->listed || vary->from)) {
        status = vary->listed ? read_list(&r, vary) : read_range(&r, vary);
    }
    return status == OP_OK && factor->is_moment && factor->n_values > 0 ? leave_out(&r) : status;
}

enum op_status
op_factor_at(struct op_factor_value *value, struct op_arena *arena, const struct op_factor *factor,
             const struct op_scenario *scenario, double u)
{
    struct op_factor same = *factor;
    const struct op_factor_reading r = { &same, arena, scenario, NULL };

    if (!factor->is_open) {
        const int k = (int)(u * factor->n_values);

        *value = factor->values[k < factor->n_values ? k : factor->n_values - 1];
        return OP_OK;
    }

    double number = factor->from + u * (factor->to - factor->from);

    if (factor->is_moment) {   // whole minutes: the clock by which conditions are watched
        number = round(number * 60) / 60;
        number = fmin(fmax(number, factor->from), factor->to);
    }
    return put_number(&r, value, number);
}

bool
op_factor_is_start(const struct op_factor *factor)
{
    return factor->kind == OP_FACTOR_MEASURE && factor->is_moment && !factor->after &&
           strcmp(factor->field, "at") == 0;
}
