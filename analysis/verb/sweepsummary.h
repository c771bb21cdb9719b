// SPDX-License-Identifier: GPL-3.0-or-later
// From the tables of a sweep to its numbers, pictures and report.
#ifndef OP_ANALYSIS_VERB_SWEEPSUMMARY_H
#define OP_ANALYSIS_VERB_SWEEPSUMMARY_H

#include "sim/base/diag.h"
#include "sim/base/status.h"

#include <stdio.h>

// Write summary.csv in DIR. Arguments and errors as op_verb_summarise.
//   same   equal files give equal files, byte for byte
enum op_status op_verb_summarise_sweep(const char *dir, const char *share_dir, const char *lang,
                                       FILE *table_out, struct op_diag *diag) OP_MUST_CHECK;

#endif
