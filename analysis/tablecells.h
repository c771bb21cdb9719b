// SPDX-License-Identifier: GPL-3.0-or-later
// A table of report.html, cell by cell. What is put in is escaped.
#ifndef OP_ANALYSIS_TABLECELLS_H
#define OP_ANALYSIS_TABLECELLS_H

#include "analysis/findings.h"

// Caption and headings; heading and body scroll together where the window is narrow. Headings stand
// over numbers (right) unless HAS_WORDS.
void op_cells_open(FILE *out, const struct op_findings *findings, const char *caption,
                   const enum op_phrase *headings, int n, bool has_words);
void op_cells_close(FILE *out);
void op_cells_put(FILE *out, const char *text, bool is_number);
// "210" and below it "40; 640": a spread's median and its 5 and 95 %; without the latter where
// there are too few evenings.
void op_cells_spread(FILE *out, const struct op_findings *findings, const struct op_spread *spread,
                     bool is_change);
// "3 of 50"; a dash where k is below 0.
void op_cells_k_of_n(FILE *out, const struct op_findings *findings, int k, int n);

// What is left out of tables, as nothing of it occurred in any evening under any strategy.
struct op_left_out {
    char names[4096];
};
// True if the metric is such a one; it is noted.
bool op_left_out_takes(struct op_left_out *left, const struct op_findings *findings, int metric);
// A paragraph that names them; nothing where there are none.
void op_left_out_say(FILE *out, const struct op_findings *findings, const struct op_left_out *left);

#endif
