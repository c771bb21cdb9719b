// SPDX-License-Identifier: GPL-3.0-or-later
// Differences between sets of conditions.
#include "analysis/between.h"

#include "analysis/outfile.h"
#include "analysis/tablecells.h"
#include "analysis/charts/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int
op_between_base(const struct op_results *r, int arm)
{
    const int base = r->n_conditions > 1 ? op_results_arm(r, r->conditions[0],
                                                          r->strategies[r->arms[arm].strategy].name)
                                         : -1;

    return base == arm ? -1 : base;
}

// Values of both, and their difference; a pair of which one has no value has none.
static int
gather(double *const values[3], const struct op_results *r, const int arms[2], int metric,
       int structure)
{
    int n = 0;

    for (int rep = 0; rep < r->n_replicates; rep++) {
        if (structure >= 0 && r->structure[rep] != structure) {
            continue;
        }
        const double a = op_results_outcome(r, arms[0], rep, metric);
        const double b = op_results_outcome(r, arms[1], rep, metric);

        values[0][n] = isnan(b) ? b : a;
        values[1][n] = isnan(a) ? a : b;
        values[2][n++] = a - b;
    }
    return n;
}

enum op_status
op_between_make(struct op_between *between, const struct op_results *r, int arm, int metric,
                int structure)
{
    const int arms[2] = { arm, op_between_base(r, arm) };
    const size_t room = (size_t)r->n_replicates + 1;
    double *memory = malloc(3 * room * sizeof *memory);

    *between = (struct op_between){ 0 };
    if (memory == NULL) {
        return OP_NO_MEMORY;
    }
    double *const values[3] = { memory, memory + room, memory + 2 * room };
    if (arms[1] >= 0) {
        const int n = gather(values, r, arms, metric, structure);

        for (int i = 0; i < n; i++) {
            between->lower += values[2][i] < 0;
            between->equal += values[2][i] == 0;
            between->higher += values[2][i] > 0;
        }
        between->n_pairs = between->lower + between->equal + between->higher;
        between->variance_ratio = (op_variance_of(values[0], n) + op_variance_of(values[1], n)) /
                                  op_variance_of(values[2], n);
        between->diff = op_spread_of(values[2], n);
        op_mean_interval(values[2], between->diff.n,
                         op_key_of("bootstrap", r->metrics[metric].name), &between->diff_mean_low,
                         &between->diff_mean_high);
    }
    free(memory);
    return OP_OK;
}

// ---- between_conditions.csv ----

static void
write_row(struct op_outfile *out, const struct op_results *r, int arm, int metric, int structure,
          const struct op_between *between)
{
    op_out_word(out, r->arms[arm].conditions);
    op_out_word(out, r->conditions[0]);
    op_out_word(out, r->strategies[r->arms[arm].strategy].name);
    op_out_word(out, r->metrics[metric].name);
    op_out_word(out, structure < 0 ? "all" : r->structures[structure]);
    op_out_count(out, between->n_pairs);
    op_out_number(out, between->diff.mean);
    for (int k = 0; k < OP_N_QUANTILES; k++) {
        op_out_number(out, between->diff.q[k]);
    }
    op_out_number(out, between->diff_mean_low);
    op_out_number(out, between->diff_mean_high);
    op_out_count(out, between->lower);
    op_out_count(out, between->equal);
    op_out_count(out, between->higher);
    op_out_number(out, between->variance_ratio);
    op_out_end_row(out);
}

enum op_status
op_between_write(const struct op_results *r, struct op_diag *diag)
{
    static const char *const names[] = { "conditions",     "base_conditions", "strategy",
                                         "metric",         "structure",       "n_pairs",
                                         "diff_mean",      "diff_q05",        "diff_q25",
                                         "diff_q50",       "diff_q75",        "diff_q95",
                                         "diff_mean_low",  "diff_mean_high",  "lower_evenings",
                                         "equal_evenings", "higher_evenings", "variance_ratio" };
    struct op_outfile out = { 0 };
    enum op_status status =
        r->n_conditions > 1 ? op_outfile_open(&out, r->dir, "between_conditions.csv", diag) : OP_OK;

    if (r->n_conditions < 2 || status != OP_OK) {
        return status;
    }
    op_out_header(&out, names, sizeof names / sizeof *names);
    for (int arm = 0; arm < r->n_arms; arm++) {
        for (int m = 0; m < r->n_metrics && op_between_base(r, arm) >= 0; m++) {
            for (int k = -1; status == OP_OK && k < r->n_structures; k++) {
                struct op_between between;

                status = op_between_make(&between, r, arm, m, k);
                if (status == OP_OK) {
                    write_row(&out, r, arm, m, k, &between);
                }
            }
        }
    }
    if (status != OP_OK) {
        op_outfile_drop(&out);
        return status;
    }
    return op_outfile_close(&out, diag);
}

// ---- for people ----

// "-12 [-40; 0]"; without the interval where there are too few evenings.
static void
difference_text(char *text, size_t size, const struct op_findings *f,
                const struct op_between *between)
{
    char a[32], b[32], c[32];

    op_readable_change(a, sizeof a, between->diff.q[2], f->lang);
    if (between->n_pairs < OP_MIN_FOR_BAND) {
        snprintf(text, size, "%s", a);
    } else {
        snprintf(text, size, "%s [%s; %s]", a,
                 op_readable_change(b, sizeof b, between->diff.q[0], f->lang),
                 op_readable_change(c, sizeof c, between->diff.q[4], f->lang));
    }
}

// One row of the headline metric: what it says of the arm, in words. False: nothing to say.
static bool
make_row(const struct op_findings *f, int arm, char label[256], char change[128], char count[64])
{
    struct op_between between;

    if (op_between_base(&f->results, arm) < 0) {
        return false;
    }
    if (op_between_make(&between, &f->results, arm, f->headline, -1) != OP_OK) {
        op_findings_lack(f);
        return false;
    }
    op_results_arm_label(&f->results, arm, f->lang, label, 256);
    difference_text(change, 128, f, &between);
    snprintf(count, 64, "%d/%d", between.lower, between.n_pairs);
    return true;
}

void
op_between_print(FILE *out, const struct op_findings *f)
{
    const struct op_results *r = &f->results;
    char label[256], change[128], count[64];

    if (r->n_conditions < 2 || f->headline < 0) {
        return;
    }
    putc('\n', out);
    op_say_to(out, false, f->lang, OP_SAY_BETWEEN,
              OP_ARGS(op_results_conditions_label(r, r->conditions[0], f->lang)));
    putc('\n', out);
    for (int arm = 0; arm < r->n_arms; arm++) {
        if (make_row(f, arm, label, change, count)) {
            for (char *c = label; *c != '\0'; c++) {   // a name may not move the cursor
                *c = (unsigned char)*c < 0x20 || *c == 0x7f ? ' ' : *c;
            }
            fprintf(out, "  %s: %s, ", label, change);
            op_say_to(out, false, f->lang, OP_SAY_BETWEEN_LOWER, OP_ARGS(count));
            putc('\n', out);
        }
    }
    op_say_to(out, false, f->lang, OP_SAY_CONDITIONS_PAIRED, OP_ARGS(""));
    putc('\n', out);
}

void
op_page_between(FILE *out, const struct op_findings *f)
{
    static const enum op_phrase headings[] = { OP_SAY_STRATEGY, OP_SAY_DIFFERENCE,
                                               OP_SAY_LOWER_IN };
    const struct op_results *r = &f->results;
    char label[256], change[128], count[64], *title = NULL;
    size_t size = 0;

    if (r->n_conditions < 2 || f->headline < 0) {
        return;
    }
    FILE *stream = op_memory_open(&title, &size);

    if (stream != NULL) {
        op_say_to(stream, false, f->lang, OP_SAY_BETWEEN,
                  OP_ARGS(op_results_conditions_label(r, r->conditions[0], f->lang)));
    }
    if (stream == NULL || op_memory_close(stream) != OP_OK) {
        op_findings_lack(f);
        free(title);
        return;
    }
    fputs("<h3 id=\"between\">", out);
    op_out_escaped(out, title);
    fputs("</h3>\n<p>", out);
    op_say_to(out, true, f->lang, OP_SAY_CONDITIONS_PAIRED, OP_ARGS(""));
    fputs("</p>\n", out);
    op_cells_open(out, f, r->metrics[f->headline].label[f->lang], headings, 3, false);
    for (int arm = 0; arm < r->n_arms; arm++) {
        if (make_row(f, arm, label, change, count)) {
            fputs("<tr><th scope=\"row\">", out);
            op_out_escaped(out, label);
            fputs("</th>", out);
            op_cells_put(out, change, true);
            op_cells_put(out, count, true);
            fputs("</tr>\n", out);
        }
    }
    op_cells_close(out);
    free(title);
}
