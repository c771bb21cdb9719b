// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/reference_runs.h"

#include "models/reference/references.h"
#include "models/registry.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// clang-format off
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

struct registry {
    struct op_model oaov, model[OP_N_REFERENCES];
    struct op_model_set set[OP_N_REFERENCES];
    const struct op_schema *schema[OP_N_REFERENCES + 1];
};

static struct registry *
registry(void)
{
    static struct registry all;   // the same for all tests, and only read once filled

    if (all.schema[0] == NULL) {
        op_registry_model(&all.oaov);
        op_references_fill(all.model, all.set, all.schema);
        all.oaov.schema.references = all.schema;
    }
    return &all;
}

static enum op_status
load(struct op_scenario *scenario, const char *name, const char *const *sets, struct op_diag *diag)
{
    struct op_load_options options = { .share_dir = ".", .sets = sets };
    char path[256];

    while (sets != NULL && sets[options.n_sets] != NULL) {
        options.n_sets++;
    }
    (void)snprintf(path, sizeof path, strchr(name, '/') ? "%s" : "scenarios/reference/%s.yaml",
                   name);
    return op_scenario_load(scenario, path, &registry()->oaov.schema, &options, diag);
}

static enum op_status
take(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct reference_runs *const runs = context;

    (void)draws;
    for (int i = 0; i < runs->n_columns; i++) {
        runs->value[(size_t)i * (size_t)runs->n + (size_t)runs->n_taken] =
            replicate->arm[0].metric[i];
    }
    runs->fingerprint = runs->fingerprint * 0x9E3779B97F4A7C15u ^ replicate->arm[0].fingerprint;
    runs->n_taken++;
    return OP_OK;
}

static void
need(bool is_so, const char *what, struct op_diag *diag)
{
    if (is_so) return;
    op_diag_print(diag, stderr);
    (void)fprintf(stderr, "reference runs: %s\n", what);
    exit(1);
}

static uint64_t
seed(void)
{
    const char *const asked = getenv("VALIDATE_SEED");

    return asked != NULL ? strtoull(asked, NULL, 10) : 20121;
}

int
runs_wanted(int n, int more)
{
    return getenv("VALIDATE_SEED") != NULL ? n * more : n;
}

void
reference_run(struct reference_runs *runs, const char *name, const char *const *sets, int n,
              int n_threads)
{
    const struct op_model_set *set = NULL;
    const int strategy = 0;
    const volatile int stop = 0;
    struct op_scenario scenario;
    struct op_study_counts counts;
    struct op_diag diag;

    op_diag_init(&diag);
    need(load(&scenario, name, sets, &diag) == OP_OK, "the scenario is at fault", &diag);
    for (int i = 0; i < OP_N_REFERENCES; i++) {
        if (registry()->schema[i] == scenario.schema) set = &registry()->set[i];
    }
    need(set != NULL, "no reference model", &diag);
    const struct op_study_options options = { .seed = seed(),
                                              .n_replicates = n,
                                              .n_threads = n_threads,
                                              .strategies = &strategy,
                                              .n_strategies = 1 };
    *runs = (struct reference_runs){ .n = n, .n_columns = set->model->n_metrics };
    runs->value = calloc((size_t)n * (size_t)runs->n_columns, sizeof *runs->value);
    need(runs->value != NULL && runs->n_columns <= 32, "memory", &diag);
    int k = 0;
    for (int m = 0; m < set->model->n_mechanisms; m++) {
        for (int c = 0; c < set->model->mechanisms[m]->n_metrics; c++) {
            runs->name[k++] = set->model->mechanisms[m]->metrics[c].name;
        }
    }
    need(op_study_go(set->model, &scenario, set->maker, &options, take, NULL, runs, &stop, &counts,
                     &diag) == OP_OK &&
             runs->n_taken == n,
         "the study failed", &diag);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
}

void
reference_free(struct reference_runs *runs)
{
    free(runs->value);
    *runs = (struct reference_runs){ 0 };
}

double *
reference_column(const struct reference_runs *runs, const char *name)
{
    for (int c = 0; c < runs->n_columns; c++) {
        if (strcmp(runs->name[c], name) == 0) return runs->value + (size_t)c * (size_t)runs->n;
    }
    (void)fprintf(stderr, "reference runs: no column %s\n", name);
    exit(1);
}

int
reference_check(const char *name, const char *const *sets, char text[1000])
{
    struct op_scenario scenario;
    struct op_diag diag;

    op_diag_init(&diag);
    const enum op_status status = load(&scenario, name, sets, &diag);
    text[0] = '\0';
    if (diag.n_findings > 0) {
        const struct op_finding *const first = &diag.findings[0];

        (void)snprintf(text, 1000, "%s:%d:%d: %s (%s)", first->place.file ? first->place.file : "",
                       first->place.line, first->place.column, first->message,
                       first->hint ? first->hint : "");
    }
    op_scenario_free(&scenario);
    op_diag_free(&diag);
    return (int)status;
}

double
mean_of(const double *value, int n)
{
    double sum = 0;

    for (int i = 0; i < n; i++) {
        sum += value[i];
    }
    return sum / n;
}

double
variance_of(const double *value, int n)
{
    const double mean = mean_of(value, n);
    double sum = 0;

    for (int i = 0; i < n; i++) {
        sum += (value[i] - mean) * (value[i] - mean);
    }
    return sum / (n - 1);
}

double
share_of(const double *value, int n, double x)
{
    int count = 0;

    for (int i = 0; i < n; i++) {
        count += value[i] >= x && value[i] <= x;
    }
    return (double)count / n;
}

void
assert_near(const char *what, double seen, double exact, double sd, double slack)
{
    const double allowed = 4.89 * sd + slack;

    print_message("%-44s %14.6f  exact %14.6f  +- %.6f\n", what, seen, exact, allowed);
    assert_true(fabs(seen - exact) <= allowed);
}

void
assert_mean(const char *what, const double *value, int n, double exact, double slack)
{
    const double sd = sqrt(variance_of(value, n) / n);

    assert_true(n >= 100);
    assert_near(what, mean_of(value, n), exact, sd * 5.25 / 4.89, slack);
}

void
assert_classes(const char *what, const int *count, const double *p, int k, int n)
{
    double rest_p = 1, chi2 = 0;
    int rest = n;

    for (int i = 0; i < k; i++) {
        chi2 += (count[i] - n * p[i]) * (count[i] - n * p[i]) / (n * p[i]);
        rest_p -= p[i];
        rest -= count[i];
    }
    const bool has_rest = rest_p > 1e-9;
    if (has_rest) chi2 += (rest - n * rest_p) * (rest - n * rest_p) / (n * rest_p);
    const int freedom = k - !has_rest;

    print_message("%-44s chi2 %8.2f of %d, limit %.2f\n", what, chi2, freedom,
                  gsl_cdf_chisq_Qinv(1e-6, freedom));
    assert_true(has_rest || rest == 0);
    assert_true(chi2 < gsl_cdf_chisq_Qinv(1e-6, freedom));
}
