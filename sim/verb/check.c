// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `oploop check`, one call of the reader for each file, and the findings.
#include "sim/verb/check.h"

#include "sim/input/prospect.h"
#include "sim/study/designfile.h"
#include "sim/verb/options.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdlib.h>

static const char usage[] =
    "Usage: oploop check FILE... [--set KEY=VALUE]... [--resolved FILE] [--json] "
    "[--strict]\n";

static const char help[] =
    "Read scenarios and list all their faults; silent when all is well. Warns of measures that "
    "can\n"
    "never start or are not lawful, and of strategies that do the same.\n"
    "\n"
    "Examples:\n"
    "  oploop check scenarios/haren-2012/scenario.yaml\n"
    "  oploop check my.yaml --set spread.rho_open='1 %' --set population.within='60 km'\n"
    "  oploop check scenarios/*/scenario.yaml && echo all well\n"
    "  oploop check --strict my.yaml\n"
    "\n"
    "Usage: oploop check FILE... [--set KEY=VALUE]... [--resolved FILE] [--json] [--strict]\n"
    "\n"
    "  --set KEY=VALUE   override what the file says of KEY; may be given several times\n"
    "  --resolved FILE   write the scenario with everything in one file (one scenario only)\n"
    "  --json            the findings on standard output, for programs (format oploop.check/1)\n"
    "  --strict          a warning is status 1\n"
    "  -h, --help        this text\n"
    "\n"
    "Exit status: 0 well (there may be warnings), 1 a warning with --strict, 2 wrong usage,\n"
    "65 faults, 66 a file is missing, 73 the output cannot be created, 74 input or output "
    "failed.\n";

const char *const op_check_help[] = { help, NULL };

struct wishes {
    const char **sets;
    int n_sets;
    const char *resolved;
    bool json, strict, help;
    int n_found;   // written to the list so far
};

static bool
has_warning(const struct op_diag *diag)
{
    for (int i = 0; i < diag->n_findings; i++) {
        if (diag->findings[i].severity == OP_WARNING) {
            return true;
        }
    }
    return false;
}

static int
check_one(const char *path, struct wishes *wishes, const struct op_schema *schema,
          const char *share_dir)
{
    const struct op_load_options options = {
        .share_dir = share_dir,
        .sets = wishes->sets,
        .n_sets = wishes->n_sets,
    };
    struct op_scenario scenario;
    struct op_diag diag;
    enum op_status status;

    op_diag_init(&diag);
    status = op_scenario_load(&scenario, path, schema, &options, &diag);
    if (status == OP_OK) {
        op_prospect_warn(&scenario, NULL, &diag);
        status = op_design_check(&scenario, &diag);
    }
    if (status == OP_OK && wishes->resolved) {
        status = op_scenario_write(&scenario, scenario.schema, wishes->resolved, &diag);
    }
    if (status == OP_NO_MEMORY) {
        op_diag_lack(&diag, diag.n_findings, "while the scenario was checked");
    }
    if (wishes->json) {
        wishes->n_found = op_diag_json(&diag, wishes->n_found, stdout);
    } else {
        op_diag_print(&diag, stderr);
    }
    const bool is_refused = wishes->strict && has_warning(&diag);

    op_scenario_free(&scenario);
    op_diag_free(&diag);
    return status == OP_OK && is_refused ? 1 : op_status_exit(status);
}

const struct option op_check_options[] = {
    { "set", required_argument, NULL, 's' }, { "resolved", required_argument, NULL, 'r' },
    { "json", no_argument, NULL, 'j' },      { "strict", no_argument, NULL, 'S' },
    { "help", no_argument, NULL, 'h' },      { NULL, 0, NULL, 0 },
};

static bool
read_options(int argc, char **argv, struct wishes *wishes, struct op_diag *diag)
{
    const struct op_place nowhere = { 0 };
    int option;

    if (!op_options_whole(op_check_options, argc, argv, diag)) {
        return false;
    }
    opterr = 0;
    optind = 0;   // glibc: start anew, another verb may have read options before
    while ((option = getopt_long(argc, argv, ":h", op_check_options, NULL)) != -1) {
        switch (option) {
            case 's':
                wishes->sets[wishes->n_sets++] = optarg;
                break;
            case 'r':
                wishes->resolved = optarg;
                break;
            case 'j':
                wishes->json = true;
                break;
            case 'S':
                wishes->strict = true;
                break;
            case 'h':
                wishes->help = true;
                break;
            case ':':
                return op_diag_add(diag, OP_USAGE, nowhere, NULL, "a value is missing after: %s",
                                   argv[optind - 1]) == OP_OK;
            default:
                return op_options_refuse(op_check_options, argv[optind - 1], diag);
        }
    }
    if (wishes->help) {
        return true;
    }
    if (optind == argc) {
        return op_diag_add(diag, OP_USAGE, nowhere,
                           "for instance scenarios/haren-2012/scenario.yaml",
                           "which scenario? a file is missing") == OP_OK;
    }
    if (wishes->resolved && argc - optind > 1) {
        return op_diag_add(diag, OP_USAGE, nowhere, NULL, "--resolved takes one scenario") == OP_OK;
    }
    return true;
}

static int
check_all(int argc, char **argv, struct wishes *wishes, const struct op_schema *schema,
          const char *share_dir)
{
    int exit_status = 0;

    if (wishes->json) {
        fputs("{ \"format\": \"oploop.check/1\", \"findings\": [", stdout);
    }
    for (int i = optind; i < argc; i++) {
        const int one = check_one(argv[i], wishes, schema, share_dir);

        exit_status = exit_status != 0 ? exit_status : one;   // the first that is not well
    }
    if (wishes->json) {
        fputs(wishes->n_found > 0 ? "\n] }\n" : "] }\n", stdout);
    }
    return exit_status;
}

int
op_verb_check(int argc, char **argv, const struct op_schema *schema, const char *share_dir)
{
    struct wishes wishes = { .sets = calloc((size_t)argc + 1, sizeof *wishes.sets) };
    struct op_diag diag;
    int exit_status = op_status_exit(OP_NO_MEMORY);

    op_diag_init(&diag);
    if (wishes.sets && !read_options(argc, argv, &wishes, &diag)) {
        op_diag_print(&diag, stderr);
        fputs(usage, stderr);
        exit_status = op_status_exit(OP_USAGE);
    } else if (wishes.sets && wishes.help) {
        fputs(help, stdout);
        exit_status = 0;
    } else if (wishes.sets) {
        exit_status = check_all(argc, argv, &wishes, schema, share_dir);
    }
    op_diag_free(&diag);
    free(wishes.sets);
    return exit_status;
}
