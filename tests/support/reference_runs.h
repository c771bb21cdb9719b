// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of a reference model, as `oploop run` makes them, with the columns of final.csv in memory;
// and what a test asks of them.
#ifndef OP_TESTS_SUPPORT_REFERENCE_RUNS_H
#define OP_TESTS_SUPPORT_REFERENCE_RUNS_H

#include <stdbool.h>
#include <stdint.h>

struct reference_runs {
    int n, n_taken;   // runs asked for, runs finished
    int n_columns;
    const char *name[32];
    double *value;          // [n_columns][n]
    uint64_t fingerprint;   // of all final states, in order
};

// Run the scenario scenarios/reference/NAME.yaml with the settings "KEY=VALUE", NULL-ended, from a
// fixed seed, or that of the environment variable VALIDATE_SEED (make validate). Ends the test
// program when the scenario is at fault. Free with reference_free.
void reference_run(struct reference_runs *runs, const char *name, const char *const *sets, int n,
                   int n_threads);
void reference_free(struct reference_runs *runs);
// Values of a column, one a run; valid until reference_free. An unknown name ends the program.
double *reference_column(const struct reference_runs *runs, const char *name);

// The status and the first finding of a scenario that is read only; a text of at most 1,000 bytes.
int reference_check(const char *name, const char *const *sets, char text[1000]);

double mean_of(const double *value, int n);
double variance_of(const double *value, int n);
// Share of runs with value == x.
double share_of(const double *value, int n, double x);

// The mean of n >= 100 values is `exact`, up to `slack`: fails by chance in 1e-6 of all seeds, as
// |t| of 99 degrees of freedom stays below 5.25. Prints what was seen.
void assert_mean(const char *what, const double *value, int n, double exact, double slack);
// A mean that is seen to have a standard deviation `sd` (of the mean) in theory: z = 4.89.
void assert_near(const char *what, double seen, double exact, double sd, double slack);
// Counts of n draws against probabilities of k classes (the rest is a class of its own): Pearson's
// chi-squared below its 1 - 1e-6 quantile. Expected counts should be 10 and more.
void assert_classes(const char *what, const int *count, const double *p, int k, int n);
// Runs that are many in `make validate`: n, or n * more.
int runs_wanted(int n, int more);

#endif
