// SPDX-License-Identifier: GPL-3.0-or-later
// From a results folder to every number that is said of it.
#include "analysis/findings.h"

#include "analysis/outfile.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
    static const char hint[] = "a results folder is written by `oploop run` or `oploop compare`";
    struct stat about;
    enum op_status status = OP_OK;

    *f = (struct op_findings){ .lang = lang };
    if (stat(dir, &about) != 0) {
        return op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ dir, 0, 0 }, hint, "%s",
                           errno == ENOENT ? "there is no such folder" : strerror(errno));
    }
    if (!S_ISDIR(about.st_mode)) {
        return op_diag_add(diag, OP_NOT_FOUND, (struct op_place){ dir, 0, 0 }, hint,
                           "is no folder");
    }
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
        status = op_rights_make(&f->rights, &f->results, diag);
    }
    if (status == OP_OK) {
        f->headline = headline_metric(&f->results);
        f->base = f->results.arms[0].base;
        status = op_results_study_is(&f->results, "fixed_parameters", "yes")
                     ? OP_OK
                     : op_deciders_make(&f->deciders, &f->results, f->headline, diag);
    }
    return status;
}

void
op_charts_free(struct op_findings *f)
{
    for (int i = 0; i < f->n_charts; i++) {
        free(f->charts[i].name);
        free(f->charts[i].title);
        free(f->charts[i].alt);
        free(f->charts[i].table);
    }
    f->n_charts = 0;
}

void
op_findings_free(struct op_findings *f)
{
    op_charts_free(f);
    op_rights_free(&f->rights);
    op_deciders_free(&f->deciders);
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

bool
op_prior_driven(const struct op_findings *f, int arm, int metric)
{
    return op_summary_is_prior_driven(&f->summaries, &f->results, arm, metric);
}

const char *
op_score_text(char *buffer, size_t size, double score, enum op_lang lang)
{
    snprintf(buffer, size, "%.2f", score);
    for (char *c = buffer; lang == OP_LANG_NL && *c != '\0'; c++) {
        *c = *c == '.' ? ',' : *c;
    }
    return buffer;
}

void
op_findings_lack(const struct op_findings *f)
{
    if (f->is_short != NULL) {
        *f->is_short = true;
    }
}

// The records on which the model scores worse than the guess, with both scores.
static int
list_losses(FILE *out, const struct op_findings *f)
{
    int n = 0;

    for (int i = 0; i < f->fit.n_rows; i++) {
        const struct op_fit_score *s = &f->fit.scores[i];
        char model[16], naive[16];
        if (s->model_log > s->naive_log) {
            fprintf(out, "%s%s (%s > %s)", n++ ? "; " : "",
                    op_variable_label(&f->results, f->fit.rows[i].record->variable, f->lang),
                    op_score_text(model, sizeof model, s->model_log, f->lang),
                    op_score_text(naive, sizeof naive, s->naive_log, f->lang));
        }
    }
    return n;
}

void
op_score_put(FILE *out, bool as_html, const struct op_findings *f, const char *begin,
             const char *end)
{
    char model[16], naive[16], n[16], *losses = NULL;
    size_t size = 0;
    FILE *stream = op_memory_open(&losses, &size);
    int n_losses = 0;

    if (stream != NULL) {
        n_losses = list_losses(stream, f);
    }
    if (stream == NULL || op_memory_close(stream) != OP_OK) {
        op_findings_lack(f);
        free(losses);
        return;
    }
    if (f->fit.n_mean > 0) {
        snprintf(n, sizeof n, "%d", f->fit.n_mean);
        fputs(begin, out);
        op_say_to(out, as_html, f->lang,
                  f->fit.mean_model_log < f->fit.mean_naive_log ? OP_SAY_SCORE_WINS
                                                                : OP_SAY_SCORE_LOSES,
                  OP_ARGS(op_score_text(model, sizeof model, f->fit.mean_model_log, f->lang),
                          op_score_text(naive, sizeof naive, f->fit.mean_naive_log, f->lang), n));
        fputs(end, out);
    }
    if (n_losses > 0) {
        fputs(begin, out);
        op_say_to(out, as_html, f->lang, OP_SAY_SCORE_WORSE, OP_ARGS(losses));
        fputs(end, out);
    }
    for (int i = 0; i < f->fit.n_rows; i++) {
        if (f->fit.scores[i].baseline == OP_NAIVE_TURNOUT) {
            fputs(begin, out);
            op_say_to(out, as_html, f->lang, OP_SAY_SCORE_CAVEAT, OP_ARGS(""));
            fputs(end, out);
            break;
        }
    }
    free(losses);
}
