// SPDX-License-Identifier: GPL-3.0-or-later
// From a results folder to every number that is said of it.
#include "analysis/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int
headline_metric(const struct op_results *r)
{
    const int violent = op_results_metric(r, "violent_persons");

    if (violent >= 0) {
        return violent;
    }
    for (int m = 0; m < r->n_metrics; m++) {
        if (r->metrics[m].wanted == OP_WANTED_LESS) {
            return m;
        }
    }
    return -1;
}

enum op_status
op_findings_make(struct op_findings *f, const char *dir, enum op_lang lang, struct op_diag *diag)
{
    enum op_status status = OP_OK;

    *f = (struct op_findings){ .lang = lang };
    status = op_results_read(&f->results, dir, diag);
    if (status == OP_OK && (f->results.n_arms == 0 || f->results.arms[0].base < 0)) {
        status = op_diag_add(diag, OP_MISSING_KEY, (struct op_place){ dir, 0, 0 }, NULL,
                             "outcomes.csv holds no evening of the base strategy");
    }
    if (status == OP_OK) {
        status = op_summaries_make(&f->summaries, &f->results, diag);
    }
    if (status == OP_OK) {
        status = op_bands_make(&f->bands, &f->results, diag);
    }
    if (status == OP_OK) {
        status = op_fit_make(&f->fit, &f->results, diag);
    }
    if (status == OP_OK) {
        f->headline = headline_metric(&f->results);
        f->base = f->results.arms[0].base;
    }
    return status;
}

void
op_findings_free(struct op_findings *f)
{
    for (int i = 0; i < f->n_charts; i++) {
        free(f->charts[i].name);
        free(f->charts[i].title);
        free(f->charts[i].alt);
    }
    op_fit_free(&f->fit);
    op_bands_free(&f->bands);
    op_summaries_free(&f->summaries);
    op_results_free(&f->results);
    *f = (struct op_findings){ 0 };
}

const char *
op_share_text(const struct op_findings *f, const struct op_share *share, char *buffer, size_t size)
{
    if (op_results_study_is(&f->results, "fixed_parameters", "yes")) {
        snprintf(buffer, size, "%s", op_say(f->lang, OP_SAY_CHANCE_ONLY));
    } else if (isnan(share->share) || !share->is_told) {
        snprintf(buffer, size, "%s", op_say(f->lang, OP_SAY_CANNOT_TELL));
    } else {
        snprintf(buffer, size, "%.0f %% [%.0f\xe2\x80\x93%.0f]", 100 * share->share,
                 100 * share->low, 100 * share->high);
    }
    return buffer;
}

int
op_evenings_with(const struct op_findings *f, int arm, const char *metric)
{
    const int m = op_results_metric(&f->results, metric);
    int n = 0;

    for (int rep = 0; m >= 0 && rep < f->results.n_replicates; rep++) {
        n += op_results_outcome(&f->results, arm, rep, m) > 0;
    }
    return m < 0 ? -1 : n;
}

void
op_score_put(FILE *out, bool as_html, const struct op_findings *f, int score)
{
    const struct op_results *r = &f->results;
    const struct op_fit_score *s = &f->fit.scores[score];
    const int observable = op_results_observable(r, s->variable);
    const int metric = op_results_metric(r, s->variable);
    const bool is_counter = strcmp(s->variable, "attending_clicks") == 0;
    char model[32], naive[32], n[16];

    snprintf(n, sizeof n, "%d", s->n);
    op_say_to(out, as_html, f->lang, OP_SAY_SCORE,
              OP_ARGS(observable >= 0 ? r->observables[observable].label[f->lang]
                      : metric >= 0   ? r->metrics[metric].label[f->lang] : s->variable,
                      op_readable(model, sizeof model, s->model, f->lang),
                      op_say(f->lang, is_counter ? OP_SAY_NAIVE_COUNTER : OP_SAY_NAIVE_TURNOUT),
                      op_readable(naive, sizeof naive, s->naive, f->lang), n));
}
