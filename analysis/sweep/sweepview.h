// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep seen as a study of arms, so that what is said of arms can be said of it: for each set of
// conditions and world the base, `nothing` where that is another, and of each curve its reference
// start.
#ifndef OP_ANALYSIS_SWEEPVIEW_H
#define OP_ANALYSIS_SWEEPVIEW_H

#include "analysis/sweep/sweepfindings.h"

// Fill findings->page.results with these arms, their evenings and what was drawn, and
// page.deciders. An arm is called as its curve is; its name is that of design.csv, which
// `oploop compare arms.yaml -s` takes. No arms without curves.
//
//   error  what reading parameters.csv says; OP_NO_MEMORY
//   owns   op_sweep_view_free, also after an error
enum op_status op_sweep_view_make(struct op_sweep_findings *findings,
                                  struct op_diag *diag) OP_MUST_CHECK;
void op_sweep_view_free(struct op_sweep_findings *findings);   // safe on zeroed
// What any view of a sweep owns of its results, and what decides it.
void op_view_free(struct op_findings *page);

// Is there anything that the page can say of what decides it?
bool op_sweep_decides_told(const struct op_sweep_findings *findings);
// assumptions.csv and precision.csv, and their pictures; without curves of the points alone.
enum op_status op_sweep_decides_write(struct op_sweep_findings *findings, const char *share_dir,
                                      struct op_diag *diag) OP_MUST_CHECK;
// The two sections of the page.
void op_sweep_decides_page(FILE *out, const struct op_sweep_findings *findings);

#endif
