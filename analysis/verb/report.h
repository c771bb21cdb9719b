// SPDX-License-Identifier: GPL-3.0-or-later
// The verb `report`: redraw a results folder from its CSV files.
#ifndef OP_ANALYSIS_VERB_REPORT_H
#define OP_ANALYSIS_VERB_REPORT_H

#include <getopt.h>

extern const char *const op_report_help[];
extern const struct option op_report_options[];
// argv[0] is the verb; share_dir as in op_verb_summarise. Returns the exit status.
int op_verb_report(int argc, char **argv, const char *share_dir);

#endif
