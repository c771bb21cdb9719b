// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `oploop check`, one call of the reader for each file, and the findings.
#include "sim/verb/check.h"

#include "sim/input/scenario.h"

#include <getopt.h>
#include <stdlib.h>

static const char usage[] =
    "Usage: oploop check FILE... [--set KEY=VALUE]...\n";

static const char help[] =
    "Read scenarios and list all their faults; silent when all is well.\n"
    "\n"
    "Examples:\n"
    "  oploop check scenarios/haren-2012/scenario.yaml\n"
    "  oploop check my.yaml --set spread.rho_open='1 %' --set population.within='60 km'\n"
    "  oploop check scenarios/*/scenario.yaml && echo all well\n"
    "\n"
    "Usage: oploop check FILE... [--set KEY=VALUE]...\n"
    "\n"
    "  --set KEY=VALUE   override what the file says of KEY; may be given several times\n"
    "  --resolved FILE   write the scenario with everything in one file (one scenario only)\n"
    "  -h, --help        this text\n"
    "\n"
    "Exit status: 0 well (there may be warnings), 2 wrong usage, 65 faults, 66 a file is missing,\n"
    "73 the output cannot be created, 74 input or output failed.\n";

struct wishes {
    const char **sets;
    int n_sets;
    const char *resolved;
};

static int
check_one(const char *path, const struct wishes *wishes, const struct op_schema *schema,
          const char *share_dir)
{
    const struct op_load_options options = {
        .share_dir = share_dir, .sets = wishes->sets, .n_sets = wishes->n_sets,
    };
    struct op_scenario scenario;
    struct op_diag diag;
    enum op_status status;

    op_diag_init(&diag);
    status = op_scenario_load(&scenario, path, schema, &options, &diag);
    if (status == OP_OK && wishes->resolved) {
        status = op_scenario_write(&scenario, schema, wishes->resolved, &diag);
    }
    op_diag_print(&diag, stderr);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
    return op_status_exit(status);
}

// -1: go on; else an exit status.
static int
read_options(int argc, char **argv, struct wishes *wishes)
{
    static const struct option options[] = {
        { "set", required_argument, NULL, 's' },
        { "resolved", required_argument, NULL, 'r' },
        { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 },
    };
    int option;

    optind = 0;   // glibc: start anew, another verb may have read options before
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(help, stdout);
            return fflush(stdout) == 0 ? op_status_exit(OP_OK) : op_status_exit(OP_IO);
        }
        if (option == '?') {
            fputs(usage, stderr);
            return op_status_exit(OP_USAGE);
        }
        if (option == 's') {
            wishes->sets[wishes->n_sets++] = optarg;
        } else {
            wishes->resolved = optarg;
        }
    }
    if (optind == argc || (wishes->resolved && argc - optind > 1)) {
        fputs(usage, stderr);
        return op_status_exit(OP_USAGE);
    }
    return -1;
}

int
op_verb_check(int argc, char **argv, const struct op_schema *schema, const char *share_dir)
{
    struct wishes wishes = { .sets = calloc((size_t)argc + 1, sizeof *wishes.sets) };
    int exit_status;

    if (!wishes.sets) {
        return op_status_exit(OP_NO_MEMORY);
    }
    exit_status = read_options(argc, argv, &wishes);
    if (exit_status < 0) {
        exit_status = 0;
        for (int i = optind; i < argc; i++) {
            const int one = check_one(argv[i], &wishes, schema, share_dir);

            exit_status = exit_status != 0 ? exit_status : one;   // the first that is not well
        }
    }
    free(wishes.sets);
    return exit_status;
}
