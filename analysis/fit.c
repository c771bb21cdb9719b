// SPDX-License-Identifier: GPL-3.0-or-later
// Fit of the record's arm: draws with observation error beside the record, and scores.
#include "analysis/fit.h"

#include "analysis/outfile.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// Turnout per click as reported of Haren 2012 (4,000 of 30,000). It was read off that very evening,
// so there this guess knows the answer, and the report says so.
static const double naive_turnout_per_click = 0.13;

// Observation errors laid over each evening.
enum { N_ERRORS = 32 };

double
op_clock_seconds(const char *moment)
{
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, era = 0;
    double s = 0;

    // the widths keep what is no date from overflowing
    if (sscanf(moment, "%4d-%2d-%2dT%2d:%2d:%lf", &y, &mo, &d, &h, &mi, &s) < 5) {
        return (double)NAN;
    }
    // Days of the civil calendar (Howard Hinnant, days_from_civil).
    y -= mo <= 2;
    era = y / 400;
    const int year_of_era = y - era * 400;
    const int day_of_year = (153 * (mo + (mo > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    const double days = era * 146097.0 + day_of_era - 719468.0;
    return days * 86400.0 + h * 3600.0 + mi * 60.0 + s;
}

double
op_hours_between(const char *from, const char *to)
{
    return (op_clock_seconds(to) - op_clock_seconds(from)) / 3600.0;
}

double
op_interval_score(const double q[OP_N_QUANTILES], double seen)
{
    static const double alpha[2] = { 0.1, 0.5 };
    double score = 0.5 * fabs(seen - q[2]);

    for (int k = 0; k < 2; k++) {
        const double low = q[k], high = q[OP_N_QUANTILES - 1 - k];
        const double outside = seen < low ? low - seen : seen > high ? seen - high : 0;
        score += alpha[k] / 2 * (high - low) + outside;
    }
    return score / 2.5;
}

const char *
op_naive_word(enum op_naive baseline)
{
    static const char *const words[OP_NAIVE_COUNT] = {
        "", "log-linear through the first two counter records", "0.13 x the last counter record"
    };

    return words[baseline];
}

const char *
op_inside_word(enum op_inside inside)
{
    return inside == OP_INSIDE_YES ? "yes" : inside == OP_INSIDE_PARTLY ? "partly" : "no";
}

// What one evening of the arm gives for a record: a metric, or the course at a moment or its total.
static double
drawn(const struct op_results *r, int arm, int rep, const struct op_fit_row *row, int metric,
      int observable)
{
    double best = (double)NAN;

    if (isnan(row->hours) && metric >= 0) {
        return op_results_outcome(r, arm, rep, metric);
    }
    for (int t = 0; observable >= 0 && t < r->n_times; t++) {
        const double value = op_results_course(r, arm, rep, t, observable);
        if (isnan(value) || (!isnan(row->hours) && r->time_h[t] > row->hours + 1e-6)) {
            continue;
        }
        if (!isnan(row->hours) || isnan(best) ||
            r->observables[observable].aggregation == OP_AGGREGATE_LAST ||
            (r->observables[observable].aggregation == OP_AGGREGATE_MAX && value > best)) {
            best = value;
        }
    }
    return best;
}

static enum op_inside
place_of(const struct op_record_row *record, const struct op_spread *model)
{
    const double low = isnan(record->low) ? record->value : record->low;
    const double high = isnan(record->high) ? record->value : record->high;

    if (record->value >= model->q[0] && record->value <= model->q[4]) {
        return OP_INSIDE_YES;
    }
    return low <= model->q[4] && high >= model->q[0] ? OP_INSIDE_PARTLY : OP_INSIDE_NO;
}

// What a record of one evening could have said: errors from equal parts of the normal law, shifted
// by a keyed draw, so that the band hangs on the evenings and hardly on the draws of the error.
static void
with_errors(double *values, double value, double sd, uint64_t key, uint32_t replicate)
{
    const double u = gsl_cdf_ugaussian_P(op_keyed_normal(key, replicate, 0x6f627376U));

    for (int k = 0; k < N_ERRORS; k++) {
        values[k] = value * exp(sd * gsl_cdf_ugaussian_Pinv((k + u) / N_ERRORS));
    }
}

static void
compare_row(struct op_fit_row *row, const struct op_results *r, int arm, double *values)
{
    const struct op_record_row *record = row->record;
    const int metric = op_results_metric(r, record->variable);
    const int observable = op_results_observable(r, record->variable);
    const uint64_t key = op_key_of(record->variable, record->moment);
    const struct op_variable *variable = NULL;

    row->hours = *record->moment == '\0'
                     ? (double)NAN
                     : op_hours_between(op_results_study(r, "start"), record->moment);
    if (observable < 0 && (metric < 0 || !isnan(row->hours))) {
        return;
    }
    variable = isnan(row->hours) && metric >= 0 ? &r->metrics[metric] : &r->observables[observable];
    for (int rep = 0; rep < r->n_replicates; rep++) {
        with_errors(values + (size_t)rep * N_ERRORS, drawn(r, arm, rep, row, metric, observable),
                    variable->observation_sd, key, (uint32_t)r->replicates[rep]);
    }
    row->model = op_spread_of(values, r->n_replicates * N_ERRORS);
    row->model.n /= N_ERRORS;
    row->is_compared = row->model.n > 0;
    row->inside = place_of(record, &row->model);
}

// The counter's naive guess is the exponential through its first two records, the turnout's a fixed
// share of the last one. A model that cannot beat them has taught nothing.
static void
guess_naively(struct op_fit *fit)
{
    const struct op_fit_row *first = NULL, *second = NULL, *last = NULL;

    for (int i = 0; i < fit->n_rows; i++) {
        const struct op_fit_row *row = &fit->rows[i];
        if (strcmp(row->record->variable, "attending_clicks") != 0 || isnan(row->hours) ||
            !row->is_compared || !(row->record->value > 0)) {
            continue;
        }
        last = row;
        if (first == NULL) {
            first = row;
        } else if (second == NULL) {
            second = row;
        } else if (second->hours > first->hours) {
            const double growth =
                log(second->record->value / first->record->value) / (second->hours - first->hours);
            fit->scores[i].baseline = OP_NAIVE_COUNTER;
            fit->scores[i].guess = first->record->value * exp(growth * (row->hours - first->hours));
        }
    }
    for (int i = 0; last != NULL && i < fit->n_rows; i++) {
        const char *name = fit->rows[i].record->variable;
        if ((strcmp(name, "turnout_persons") == 0 || strcmp(name, "peak_present_persons") == 0) &&
            fit->rows[i].is_compared) {
            fit->scores[i].baseline = OP_NAIVE_TURNOUT;
            fit->scores[i].guess = naive_turnout_per_click * last->record->value;
        }
    }
}

static void
score_row(struct op_fit_score *score, const struct op_fit_row *row)
{
    const double seen = row->record->value;
    const bool is_amount = strcmp(row->record->unit, "h") != 0 && seen >= 0;
    double q_log[OP_N_QUANTILES];

    if (!row->is_compared) {
        return;
    }
    score->model = op_interval_score(row->model.q, seen);
    score->naive = fabs(seen - score->guess);
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        q_log[k] = log1p(row->model.q[k]);
    }
    if (is_amount) {
        score->model_log = op_interval_score(q_log, log1p(seen));
        score->naive_log = fabs(log1p(seen) - log1p(score->guess));
    }
}

static void
score_fit(struct op_fit *fit)
{
    double model = 0, naive = 0;

    guess_naively(fit);
    for (int i = 0; i < fit->n_rows; i++) {
        score_row(&fit->scores[i], &fit->rows[i]);
        if (!isnan(fit->scores[i].naive_log)) {
            model += fit->scores[i].model_log;
            naive += fit->scores[i].naive_log;
            fit->n_mean++;
        }
    }
    fit->mean_model_log = fit->n_mean > 0 ? model / fit->n_mean : (double)NAN;
    fit->mean_naive_log = fit->n_mean > 0 ? naive / fit->n_mean : (double)NAN;
}

enum op_status
op_fit_make(struct op_fit *fit, const struct op_results *r, struct op_diag *diag)
{
    const int arm = op_results_record_arm(r);
    double *values = NULL;

    *fit = (struct op_fit){ 0 };
    if (arm < 0 || r->n_record == 0) {
        return OP_OK;
    }
    values = malloc(((size_t)r->n_replicates * N_ERRORS + 1) * sizeof *values);
    fit->rows = calloc((size_t)r->n_record, sizeof *fit->rows);
    fit->scores = calloc((size_t)r->n_record, sizeof *fit->scores);
    if (values == NULL || fit->rows == NULL || fit->scores == NULL) {
        free(values);
        op_fit_free(fit);
        return op_diag_add(diag, OP_NO_MEMORY, (struct op_place){ r->dir, 0, 0 }, NULL,
                           "memory ran out over the fit");
    }
    for (int i = 0; i < r->n_record; i++) {
        struct op_fit_row *row = &fit->rows[fit->n_rows++];
        fit->scores[i] = (struct op_fit_score){ OP_NAIVE_NONE, (double)NAN, (double)NAN,
                                                (double)NAN,   (double)NAN, (double)NAN };
        row->record = &r->record[i];
        row->hours = (double)NAN;
        row->model = op_spread_of(values, 0);
        compare_row(row, r, arm, values);
    }
    free(values);
    score_fit(fit);
    return OP_OK;
}

void
op_fit_free(struct op_fit *fit)
{
    free(fit->rows);
    free(fit->scores);
    *fit = (struct op_fit){ 0 };
}

// One row a record, then their mean; what there is no score of stays empty.
static enum op_status
write_scores(const struct op_fit *fit, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "row",           "moment",      "variable",
                                         "unit",          "records",     "n",
                                         "value",         "naive_guess", "model_wis_log",
                                         "naive_wis_log", "model_wis",   "naive_wis",
                                         "naive_baseline" };
    struct op_outfile out = { 0 };
    enum op_status status = op_outfile_open(&out, r->dir, "fit_scores.csv", diag);

    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int i = 0; i < fit->n_rows; i++) {
        const struct op_fit_row *row = &fit->rows[i];
        const struct op_fit_score *score = &fit->scores[i];
        op_out_word(&out, "record");
        op_out_word(&out, row->record->moment);
        op_out_word(&out, row->record->variable);
        op_out_word(&out, row->record->unit);
        op_out_count(&out, 1);
        op_out_count(&out, row->model.n);
        op_out_number(&out, row->record->value);
        op_out_number(&out, score->guess);
        op_out_number(&out, score->model_log);
        op_out_number(&out, score->naive_log);
        op_out_number(&out, score->model);
        op_out_number(&out, score->naive);
        op_out_word(&out, op_naive_word(score->baseline));
        op_out_end_row(&out);
    }
    // Natural units do not add up over quantities, so their mean stays empty.
    fprintf(out.stream, "mean,,,,%d,%d,,,", fit->n_mean, r->n_replicates);
    if (fit->n_mean > 0) {
        char a[40], b[40];
        fprintf(out.stream, "%s,%s", op_out_digits(a, sizeof a, fit->mean_model_log),
                op_out_digits(b, sizeof b, fit->mean_naive_log));
    } else {
        fputc(',', out.stream);
    }
    fputs(",,,\n", out.stream);
    return op_outfile_close(&out, diag);
}

enum op_status
op_fit_write(const struct op_fit *fit, const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "moment", "variable", "unit",  "value", "low",
                                         "high",   "q05",      "q25",   "q50",   "q75",
                                         "q95",    "inside",   "source" };
    struct op_outfile out = { 0 };
    enum op_status status = OP_OK;

    if (fit->n_rows == 0) {
        return OP_OK;
    }
    status = op_outfile_open(&out, r->dir, "fit.csv", diag);
    if (status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int i = 0; i < fit->n_rows; i++) {
        const struct op_fit_row *row = &fit->rows[i];
        op_out_word(&out, row->record->moment);
        op_out_word(&out, row->record->variable);
        op_out_word(&out, row->record->unit);
        op_out_number(&out, row->record->value);
        op_out_number(&out, row->record->low);
        op_out_number(&out, row->record->high);
        for (int k = 0; k < OP_N_QUANTILES; k++) {
            op_out_number(&out, row->model.q[k]);
        }
        op_out_word(&out, row->is_compared ? op_inside_word(row->inside) : "");
        op_out_word(&out, row->record->source);
        op_out_end_row(&out);
    }
    status = op_outfile_close(&out, diag);
    return status == OP_OK ? write_scores(fit, r, diag) : status;
}
