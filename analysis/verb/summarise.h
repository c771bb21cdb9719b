// SPDX-License-Identifier: GPL-3.0-or-later
// From the CSV files of a results folder to numbers, pictures, report and closing table.
#ifndef OP_ANALYSIS_VERB_SUMMARISE_H
#define OP_ANALYSIS_VERB_SUMMARISE_H

#include "sim/base/diag.h"
#include "sim/base/status.h"

#include <stdio.h>

// Write quantiles.csv, summary.csv, fit.csv, fit_scores.csv, charts/*.svg and report.html in DIR.
//
//   in     lang              "en" or "nl"
//          share_dir         folder under which analysis/charts/*.gp lies
//          table_out         where the closing table goes; NULL: nowhere
//   error  what reading says; OP_USAGE for another language; OP_CANNOT_CREATE, OP_IO
//   same   equal files give equal files, byte for byte
enum op_status op_verb_summarise(const char *dir, const char *share_dir, const char *lang,
                                 FILE *table_out, struct op_diag *diag) OP_MUST_CHECK;

#endif
