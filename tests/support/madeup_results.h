// SPDX-License-Identifier: GPL-3.0-or-later
// A results folder that no simulator made: smooth courses with keyed noise, seven strategies, and
// on request names that try to act.
#ifndef OP_TESTS_MADEUP_RESULTS_H
#define OP_TESTS_MADEUP_RESULTS_H

#include <stdbool.h>

// Strategy k multiplies violence by madeup_effect(k); strategy 0 is the base, 1 the record.
double madeup_effect(int strategy);
// Write study.csv, columns.csv, strategies.csv, trajectories.csv, outcomes.csv, parameters.csv and
// observed.csv into DIR, which exists. Aborts where it cannot.
void madeup_results_write(const char *dir, int n_replicates, bool is_hostile);

#endif
