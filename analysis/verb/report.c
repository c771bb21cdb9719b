// SPDX-License-Identifier: GPL-3.0-or-later
// oploop report DIR [--lang nl|en]
#include "analysis/verb/report.h"

#include "analysis/intact.h"
#include "analysis/verb/summarise.h"
#include "analysis/verb/sweepsummary.h"

#include <string.h>
#include <unistd.h>

static const char usage[] =
    "Draw charts and report of a results folder again.\n\n"
    "Examples:\n"
    "  oploop report results/haren-2012\n"
    "  oploop report results/haren-2012 --lang nl\n"
    "\n"
    "Usage: oploop report DIR [--lang en|nl]\n"
    "\n"
    "Computes quantiles.csv, summary.csv, fit.csv and fit_scores.csv anew from\n"
    "trajectories.csv and outcomes.csv in DIR, draws charts/*.svg, writes report.html and prints "
    "the closing table.\n"
    "A folder that is unfinished, or whose tables are not what was written, is refused (status "
    "65).\n"
    "\n"
    "  --lang en|nl   language of report, charts and table; en if not said\n"
    "  -h, --help     this text\n";

const char *const op_report_help[] = { usage, NULL };
const struct option op_report_options[] = {
    { "lang", required_argument, NULL, 'L' },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};

// A folder of `oploop sweep` holds points, not courses.
static bool
is_sweep(const char *dir)
{
    char path[4096];

    snprintf(path, sizeof path, "%.4000s/points.csv", dir);
    return access(path, F_OK) == 0;
}

static int
wrong_usage(const char *what, const char *word)
{
    fprintf(stderr, "oploop report: %s%s%s%s\n", what, *word != '\0' ? " `" : "", word,
            *word != '\0' ? "`" : "");
    fputs("Usage: oploop report DIR [--lang en|nl]   (oploop report --help says more)\n", stderr);
    return op_status_exit(OP_USAGE);
}

int
op_verb_report(int argc, char **argv, const char *share_dir)
{
    const char *dir = NULL, *lang = "en";
    struct op_diag diag;
    enum op_status status = OP_OK;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(usage, stdout);
            return op_status_exit(OP_OK);
        }
        if (strcmp(argv[i], "--lang") == 0) {
            if (i + 1 == argc) {
                return wrong_usage("--lang needs a language: en or nl", "");
            }
            lang = argv[++i];
        } else if (strncmp(argv[i], "--lang=", 7) == 0) {
            lang = argv[i] + 7;
        } else if (argv[i][0] == '-') {
            return wrong_usage("there is no option", argv[i]);
        } else if (dir != NULL) {
            return wrong_usage("one folder at a time, not also", argv[i]);
        } else {
            dir = argv[i];
        }
    }
    if (dir == NULL) {
        return wrong_usage("which results folder?", "");
    }
    if (strcmp(lang, "en") != 0 && strcmp(lang, "nl") != 0) {
        return wrong_usage("--lang is en or nl, not", lang);
    }
    op_diag_init(&diag);
    status = op_intact_check(dir, &diag);
    if (status == OP_OK) {
        status = (is_sweep(dir) ? op_verb_summarise_sweep : op_verb_summarise)(dir, share_dir, lang,
                                                                               stdout, &diag);
    }
    if (status == OP_OK) {
        status = op_intact_renew(dir, &diag);
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(&diag, diag.n_findings, "while the results were reported");
    }
    op_diag_print(&diag, stderr);
    op_diag_free(&diag);
    return op_status_exit(status);
}
