// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/sweep/effectivetables.h"

#include "analysis/outfile.h"
#include "analysis/sweep/decidewindow.h"
#include "sim/base/civil.h"

#include <math.h>
#include <stdlib.h>

const char *
op_effective_word(enum op_effective_kind kind)
{
    switch (kind) {
        case OP_EFFECTIVE_NONE:
            return "none";
        case OP_EFFECTIVE_NOT_BEFORE:
            return "not_before";
        case OP_EFFECTIVE_FOUND:
            return "found";
        case OP_EFFECTIVE_NOT_AFTER:
            return "not_after";
    }
    return "none";
}

const char *
op_sweep_moment(const struct op_sweep_results *r, double hours, char text[32])
{
    struct op_civil civil;

    text[0] = '\0';
    if (isfinite(hours) && op_civil_read(op_results_study(&r->tables, "start"), &civil) > 0) {
        op_civil_of_seconds(op_civil_seconds(&civil) + llround(hours * 3600), &civil);
        snprintf(text, 32, "%04u-%02u-%02uT%02u:%02u:%02u", (unsigned)civil.year % 10000,
                 (unsigned)civil.month % 100, (unsigned)civil.day % 100, (unsigned)civil.hour % 100,
                 (unsigned)civil.minute % 100, (unsigned)civil.second % 100);
    }
    return text;
}

enum op_status
op_curve_moments_make(struct op_curve_moment **moments, const struct op_sweep_results *r,
                      const struct op_curves *curves)
{
    const size_t n_metrics = (size_t)r->tables.n_metrics;
    enum op_status status = OP_OK;

    *moments = calloc((size_t)curves->n * n_metrics + 1, sizeof **moments);
    if (*moments == NULL) {
        return OP_NO_MEMORY;
    }
    for (int c = 0; c < curves->n; c++) {
        for (size_t m = 0; m < n_metrics && status == OP_OK; m++) {
            if (r->tables.metrics[m].wanted != OP_WANTED_NONE) {
                status = op_curve_moment(&(*moments)[(size_t)c * n_metrics + m], r,
                                         &curves->curve[c], (int)m, curves->q);
            }
        }
    }
    return status;
}

// ---- cells ----

struct table {
    const struct op_sweep_results *r;
    const struct op_curves *curves;
    const struct op_curve_moment *moments;
    struct op_outfile out;
};

static void
put_moment(struct table *t, double hours)
{
    char text[32];

    op_out_word(&t->out, op_sweep_moment(t->r, hours, text));
    op_out_number(&t->out, hours);
}

// What every row begins with.
static const char *const curve_names[] = { "key",        "strategy", "measure",
                                           "conditions", "world",    "with" };
enum { N_CURVE_NAMES = sizeof curve_names / sizeof *curve_names };

static void
put_curve(struct table *t, const struct op_curve *curve)
{
    const struct op_sweep_factor *factor = &t->r->factors[curve->factor];
    const struct op_sweep_cell *cell = &t->r->cells[curve->cell[0]];

    op_out_word(&t->out, factor->key);
    op_out_word(&t->out, factor->strategy);
    op_out_word(&t->out, factor->measure);
    op_out_word(&t->out, cell->conditions);
    op_out_count(&t->out, cell->world);
    op_out_word(&t->out, curve->with);
}

static void
put_header(struct table *t, const char *const *names, int n)
{
    for (int i = 0; i < N_CURVE_NAMES; i++) {
        op_out_word(&t->out, curve_names[i]);
    }
    op_out_header(&t->out, names, n);
}

static const struct op_curve_moment *
moment_of(const struct table *t, int curve, int metric)
{
    return &t->moments[(size_t)curve * (size_t)t->r->tables.n_metrics + (size_t)metric];
}

// ---- effective.csv ----

static void
put_effective(struct table *t, int c, int m)
{
    const struct op_curve *curve = &t->curves->curve[c];
    const struct op_curve_moment *one = moment_of(t, c, m);
    const struct op_effective *e = &one->effective;

    put_curve(t, curve);
    op_out_word(&t->out, t->r->tables.metrics[m].name);
    op_out_word(&t->out, t->r->tables.metrics[m].wanted == OP_WANTED_MORE ? "more" : "less");
    op_out_number(&t->out, t->curves->q);
    op_out_number(&t->out, OP_SWEEP_LEVEL);
    op_out_count(&t->out, e->n_used);
    op_out_count(&t->out, curve->n);
    op_out_word(&t->out, op_effective_word(e->kind));
    put_moment(t, e->moment);
    put_moment(t, e->low);
    put_moment(t, e->high);
    op_out_word(&t->out, e->kind == OP_EFFECTIVE_NONE ? "" : e->is_low_open ? "yes" : "no");
    op_out_word(&t->out, e->kind == OP_EFFECTIVE_NONE ? "" : e->is_high_open ? "yes" : "no");
    put_moment(t, one->reference < 0 ? (double)NAN : curve->start_h[one->reference]);
    op_out_number(&t->out, e->reference);
    op_out_number(&t->out, isfinite(e->reference_low) ? e->reference_low : (double)NAN);
    op_out_number(&t->out, isfinite(e->reference_high) ? e->reference_high : (double)NAN);
    op_out_word(&t->out, one->reference < 0 ? "" : curve->asked >= 0 ? "asked" : "default");
    op_out_end_row(&t->out);
}

static void
fill_effective(struct table *t)
{
    static const char *const names[] = { "metric",
                                         "wanted",
                                         "effective_share",
                                         "level",
                                         "n",
                                         "n_starts",
                                         "last_effective",
                                         "moment",
                                         "moment_h",
                                         "moment_low",
                                         "moment_low_h",
                                         "moment_high",
                                         "moment_high_h",
                                         "is_low_open",
                                         "is_high_open",
                                         "reference_start",
                                         "reference_start_h",
                                         "reference_effect",
                                         "reference_low",
                                         "reference_high",
                                         "reference_is" };

    put_header(t, names, sizeof names / sizeof *names);
    for (int c = 0; c < t->curves->n; c++) {
        for (int m = 0; m < t->r->tables.n_metrics; m++) {
            if (t->r->tables.metrics[m].wanted != OP_WANTED_NONE) {
                put_effective(t, c, m);
            }
        }
    }
}

// ---- bought.csv ----

// The gain of the j-th start over the k-th, a later one.
static enum op_status
put_bought(struct table *t, int c, int j, int k, int m)
{
    const struct op_sweep_results *r = t->r;
    const struct op_curve *curve = &t->curves->curve[c];
    struct op_curve_mean gain;
    const enum op_status status = op_curve_mean_effect(&gain, r, curve, j, k, m);

    if (status != OP_OK) {
        return status;
    }
    put_curve(t, curve);
    op_out_word(&t->out, r->tables.metrics[m].name);
    put_moment(t, curve->start_h[k]);
    put_moment(t, curve->start_h[j]);
    op_out_number(&t->out, curve->start_h[k] - curve->start_h[j]);
    op_out_count(&t->out, gain.n);
    op_out_number(&t->out, gain.mean);
    op_out_number(&t->out, isfinite(gain.low) ? gain.low : (double)NAN);
    op_out_number(&t->out, isfinite(gain.high) ? gain.high : (double)NAN);
    op_out_end_row(&t->out);
    return OP_OK;
}

static bool
is_told_of(const struct op_sweep_results *r, int m)
{
    return r->tables.metrics[m].wanted != OP_WANTED_NONE;
}

// Each start against those one, two, four ... steps of the design earlier.
static enum op_status
fill_bought(struct table *t)
{
    static const char *const names[] = {
        "metric",       "start", "start_h", "earlier_start", "earlier_start_h",
        "earlier_by_h", "n",     "gain",    "gain_low",      "gain_high"
    };
    enum op_status status = OP_OK;

    put_header(t, names, sizeof names / sizeof *names);
    for (int c = 0; c < t->curves->n; c++) {
        const struct op_curve *curve = &t->curves->curve[c];

        for (int m = 0; m < t->r->tables.n_metrics; m++) {
            for (int k = curve->n - 1; k > 0 && is_told_of(t->r, m); k--) {
                for (int step = 1; step <= k && status == OP_OK; step *= 2) {
                    status = put_bought(t, c, k - step, k, m);
                }
            }
        }
    }
    return status;
}

// ---- windows.csv ----

static enum op_status
put_window(struct table *t, int c, int m)
{
    const struct op_curve *curve = &t->curves->curve[c];
    const struct op_sweep_factor *factor = &t->r->factors[curve->factor];
    const struct op_effective *e = &moment_of(t, c, m)->effective;
    struct op_decide_window window;
    const enum op_status status = op_decide_window_of(&window, t->r, curve, moment_of(t, c, m));

    if (status != OP_OK) {
        return status;
    }
    put_curve(t, curve);
    op_out_word(&t->out, t->r->tables.metrics[m].name);
    put_moment(t, window.can.can_from_h);
    put_moment(t, window.can.can_from_q05_h);
    put_moment(t, window.can.can_from_q95_h);
    put_moment(t, window.can.can_until_h);
    op_out_count(&t->out, window.can.n_never);
    op_out_word(&t->out, op_effective_word(e->kind));
    put_moment(t, e->moment);
    op_out_number(&t->out, window.lead_h);
    put_moment(t, window.decide_h);
    put_moment(t, e->low - window.lead_h);
    put_moment(t, e->high - window.lead_h);
    op_out_word(&t->out, window.kind == OP_WINDOW_OPEN   ? "yes"
                         : window.kind == OP_WINDOW_GONE ? "no"
                                                         : "");
    op_out_word(&t->out, factor->legal_status);
    op_out_word(&t->out, factor->precondition);
    op_out_end_row(&t->out);
    return OP_OK;
}

static enum op_status
fill_windows(struct table *t)
{
    static const char *const names[] = {
        "metric",         "can_from",       "can_from_h",      "can_from_q05",   "can_from_q05_h",
        "can_from_q95",   "can_from_q95_h", "can_until",       "can_until_h",    "never_evenings",
        "last_effective", "moment",         "moment_h",        "lead_time_h",    "decide_by",
        "decide_by_h",    "decide_by_low",  "decide_by_low_h", "decide_by_high", "decide_by_high_h",
        "is_open",        "legal_status",   "precondition"
    };
    enum op_status status = OP_OK;

    put_header(t, names, sizeof names / sizeof *names);
    for (int c = 0; c < t->curves->n; c++) {
        for (int m = 0; m < t->r->tables.n_metrics && status == OP_OK; m++) {
            status = is_told_of(t->r, m) ? put_window(t, c, m) : OP_OK;
        }
    }
    return status;
}

// ---- all ----

static enum op_status
finish(struct table *t, enum op_status status, struct op_diag *diag)
{
    if (status != OP_OK) {
        op_outfile_drop(&t->out);
        return status;
    }
    return op_outfile_close(&t->out, diag);
}

enum op_status
op_effective_tables_write(const struct op_sweep_results *results, const struct op_curves *curves,
                          const struct op_curve_moment *moments, struct op_diag *diag)
{
    struct table t = { results, curves, moments, { 0 } };
    enum op_status status = OP_OK;

    if (curves->n == 0) {
        return OP_OK;
    }
    status = op_outfile_open(&t.out, results->tables.dir, "effective.csv", diag);
    if (status == OP_OK) {
        fill_effective(&t);
        status = op_outfile_close(&t.out, diag);
    }
    if (status == OP_OK) {
        status = op_outfile_open(&t.out, results->tables.dir, "bought.csv", diag);
    }
    if (status == OP_OK) {
        status = finish(&t, fill_bought(&t), diag);
    }
    if (status == OP_OK) {
        status = op_outfile_open(&t.out, results->tables.dir, "windows.csv", diag);
    }
    return status == OP_OK ? finish(&t, fill_windows(&t), diag) : status;
}
