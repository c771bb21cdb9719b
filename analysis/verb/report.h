// SPDX-License-Identifier: GPL-3.0-or-later
// The verb `report`: redraw a results folder from its CSV files.
#ifndef OP_ANALYSIS_VERB_REPORT_H
#define OP_ANALYSIS_VERB_REPORT_H

// argv[0] is the verb; share_dir as in op_verb_summarise. Returns the exit status.
int op_verb_report(int argc, char **argv, const char *share_dir);

#endif
