// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/assumptions/deciders.h"

#include "analysis/estimate.h"
#include "analysis/outfile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Values and draws of those evenings that have a value.
struct evenings {
    double *value;    // [n]
    double *draws;    // [n][n_parameters]
    double *column;   // [n]
    int n;
};

static bool
open_evenings(struct evenings *e, const struct op_results *r)
{
    const size_t n = (size_t)r->n_replicates + 1;

    e->value = malloc(n * sizeof *e->value);
    e->draws = malloc(n * (size_t)(r->n_parameters + 1) * sizeof *e->draws);
    e->column = malloc(n * sizeof *e->column);
    return e->value != NULL && e->draws != NULL && e->column != NULL;
}

static void
close_evenings(struct evenings *e)
{
    free(e->value);
    free(e->draws);
    free(e->column);
}

static void
gather(struct evenings *e, const struct op_results *r, const struct op_decided *row)
{
    const size_t p = (size_t)r->n_parameters;

    e->n = 0;
    for (int rep = 0; rep < r->n_replicates; rep++) {
        double value = op_results_outcome(r, row->arm, rep, row->metric);

        if (row->against >= 0) {
            value -= op_results_outcome(r, row->against, rep, row->metric);
        }
        if (isfinite(value)) {
            memcpy(e->draws + (size_t)e->n * p, r->parameters + (size_t)rep * p,
                   p * sizeof *e->draws);
            e->value[e->n++] = value;
        }
    }
    // what some evenings did not draw cannot be compared over all of them
    for (size_t j = 0; j < p; j++) {
        bool is_whole = true;

        for (size_t i = 0; i < (size_t)e->n; i++) {
            is_whole = is_whole && isfinite(e->draws[i * p + j]);
        }
        for (size_t i = 0; i < (size_t)e->n && !is_whole; i++) {
            e->draws[i * p + j] = 0;
        }
    }
}

// Told ones first, then by their part; equal ones as they stand in the file.
static void
put_in_order(struct op_decided *row, int n_parameters)
{
    for (int j = 0; j < n_parameters; j++) {
        const struct op_attribution *one = &row->parts[j];
        int at = j;

        while (at > 0) {
            const struct op_attribution *before = &row->parts[row->order[at - 1]];

            if (before->is_told > one->is_told ||
                (before->is_told == one->is_told && before->part >= one->part)) {
                break;
            }
            row->order[at] = row->order[at - 1];
            at--;
        }
        row->order[at] = j;
        row->n_told += one->is_told;
    }
}

static enum op_status
find_turns(struct op_decided *row, struct evenings *e, int n_parameters)
{
    enum op_status status = OP_OK;

    for (int k = 0; k < n_parameters && status == OP_OK; k++) {
        const int j = row->order[k];

        row->turns[j] = (struct op_break_even){ .value = NAN, .low = NAN, .high = NAN };
        if (!row->parts[j].is_told) {
            continue;
        }
        for (int i = 0; i < e->n; i++) {
            e->column[i] = e->draws[(size_t)i * (size_t)n_parameters + (size_t)j];
        }
        status = op_break_even_of(&row->turns[j], e->value, e->column, (size_t)e->n);
        if (row->turner < 0 && isfinite(row->turns[j].value)) {
            row->turner = j;
        }
    }
    return status;
}

static enum op_status
decide(struct op_decided *row, struct evenings *e, const struct op_results *r)
{
    const size_t p = (size_t)r->n_parameters;
    enum op_status status = OP_OK;

    row->parts = calloc(p + 1, sizeof *row->parts);
    row->turns = calloc(p + 1, sizeof *row->turns);
    row->order = calloc(p + 1, sizeof *row->order);
    if (row->parts == NULL || row->turns == NULL || row->order == NULL) {
        return OP_NO_MEMORY;
    }
    gather(e, r, row);
    row->n = e->n;
    status = op_attribute(row->parts, e->value, e->draws, (size_t)e->n, p,
                          op_key_of("assumptions", r->metrics[row->metric].name));
    put_in_order(row, r->n_parameters);
    return status == OP_OK && row->against >= 0 ? find_turns(row, e, r->n_parameters) : status;
}

// Mean over evenings in which all arms under the first conditions have a value; INFINITY if none.
static double
mean_of(const struct op_results *r, int arm, int metric)
{
    double sum = 0;
    int n = 0;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        const double value = op_results_outcome(r, arm, rep, metric);

        if (isfinite(value)) {
            sum += value;
            n++;
        }
    }
    return n > 0 ? sum / n : (double)INFINITY;
}

// The two lawful arms with the least means where less is wanted, with the greatest where more is.
// False where there are no two, or where they are alike: then neither comes first.
static bool
two_best(const struct op_results *r, int metric, int best[2])
{
    const double sign = r->metrics[metric].wanted == OP_WANTED_MORE ? -1 : 1;

    best[0] = best[1] = -1;
    for (int arm = 0; arm < r->n_arms && r->metrics[metric].wanted != OP_WANTED_NONE; arm++) {
        const double mean = sign * mean_of(r, arm, metric);

        if (!r->strategies[r->arms[arm].strategy].is_lawful || !isfinite(mean) ||
            r->arms[arm].conditions != r->arms[0].conditions) {
            continue;
        }
        if (best[0] < 0 || mean < sign * mean_of(r, best[0], metric)) {
            best[1] = best[0];
            best[0] = arm;
        } else if (best[1] < 0 || mean < sign * mean_of(r, best[1], metric)) {
            best[1] = arm;
        }
    }
    return best[1] >= 0 && mean_of(r, best[0], metric) != mean_of(r, best[1], metric);
}

static enum op_status
add_row(struct op_deciders *d, struct evenings *e, const struct op_results *r, int arm, int against,
        int metric)
{
    struct op_decided *row = &d->rows[d->n_rows++];

    *row = (struct op_decided){ .arm = arm, .against = against, .metric = metric, .turner = -1 };
    return decide(row, e, r);
}

static enum op_status
add_rows(struct op_deciders *d, struct evenings *e, const struct op_results *r, int headline)
{
    const int metrics[2] = { headline, op_results_metric(r, "injured_persons") };
    enum op_status status = OP_OK;
    int best[2];

    for (int m = 0; m < 2; m++) {
        const bool is_new = metrics[m] >= 0 && (m == 0 || metrics[1] != metrics[0]);

        for (int arm = 0; is_new && arm < r->n_arms && status == OP_OK; arm++) {
            const bool is_base = r->arms[arm].base == arm || r->arms[arm].base < 0;

            status = add_row(d, e, r, arm, is_base ? -1 : r->arms[arm].base, metrics[m]);
        }
    }
    if (status == OP_OK && two_best(r, headline, best)) {
        const struct op_decided *known = op_decided_of(d, best[0], best[1], headline);

        d->ranking = known != NULL ? (int)(known - d->rows) : d->n_rows;
        status = known != NULL ? OP_OK : add_row(d, e, r, best[0], best[1], headline);
    }
    return status;
}

enum op_status
op_deciders_make(struct op_deciders *d, const struct op_results *r, int headline,
                 struct op_diag *diag)
{
    struct evenings e = { 0 };
    enum op_status status = OP_NO_MEMORY;

    *d = (struct op_deciders){ .ranking = -1 };
    if (headline < 0 || r->n_parameters == 0) {
        return OP_OK;
    }
    d->rows = calloc(2 * (size_t)r->n_arms + 2, sizeof *d->rows);
    if (d->rows != NULL && open_evenings(&e, r)) {
        status = add_rows(d, &e, r, headline);
    }
    close_evenings(&e);
    if (status != OP_OK) {
        op_deciders_free(d);
        return op_diag_add(diag, status, (struct op_place){ r->dir, 0, 0 }, NULL,
                           "what decides it could not be computed");
    }
    return OP_OK;
}

void
op_deciders_free(struct op_deciders *d)
{
    for (int i = 0; i < d->n_rows; i++) {
        free(d->rows[i].parts);
        free(d->rows[i].turns);
        free(d->rows[i].order);
    }
    free(d->rows);
    *d = (struct op_deciders){ .ranking = -1 };
}

const struct op_decided *
op_decided_of(const struct op_deciders *d, int arm, int against, int metric)
{
    for (int i = 0; i < d->n_rows; i++) {
        const struct op_decided *row = &d->rows[i];

        if (row->arm == arm && row->against == against && row->metric == metric) {
            return row;
        }
    }
    return NULL;
}

const struct op_decided *
op_decided_first(const struct op_deciders *d, const struct op_results *r, int headline)
{
    const struct op_decided *ranking = NULL;
    const struct op_decided *row = NULL;

    if (d->n_rows == 0) {
        return NULL;
    }
    ranking = d->ranking >= 0 ? &d->rows[d->ranking] : NULL;
    if (ranking != NULL) {
        row = op_decided_of(d, ranking->arm, r->arms[ranking->arm].base, headline);
    }
    return row != NULL ? row : ranking != NULL ? ranking : &d->rows[0];
}

static bool
has_told(const struct op_decided *row, const struct op_results *r)
{
    for (int j = 0; j < r->n_parameters; j++) {
        if (row->parts[j].is_told) {
            return true;
        }
    }
    return false;
}

const struct op_decided *
op_decided_shown(const struct op_deciders *d, const struct op_results *r, int headline)
{
    const struct op_decided *row = op_decided_first(d, r, headline);

    for (int i = 0; row != NULL && !has_told(row, r) && i < d->n_rows; i++) {
        row = d->rows[i].metric == headline && has_told(&d->rows[i], r) ? &d->rows[i] : row;
    }
    return row != NULL && has_told(row, r) ? row : NULL;
}
