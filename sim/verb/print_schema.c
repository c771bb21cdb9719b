// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `oploop schema`, the catalogue that it offers measures of, and the schema.
#include "sim/verb/print_schema.h"

#include "sim/base/memorystream.h"
#include "sim/base/text.h"
#include "sim/input/json_schema.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] = "Usage: oploop schema [scenario | catalogue]\n";

static const char help[] =
    "Print the scenario language as a JSON Schema (draft-07), for editors and validators.\n"
    "\n"
    "Examples:\n"
    "  oploop schema >scenario.schema.json\n"
    "  oploop schema catalogue >catalogue.schema.json\n"
    "\n"
    "An editor with a YAML language server completes and checks a scenario as you type when its\n"
    "first line says where the schema is:\n"
    "  # yaml-language-server: $schema=scenario.schema.json\n"
    "\n"
    "Usage: oploop schema [scenario|catalogue]\n"
    "\n"
    "  scenario    of scenario files, reference models too (the usual one)\n"
    "  catalogue   of files of measures, those in catalogue/\n"
    "  -h, --help  this text\n"
    "\n"
    "Exit status: 0 well, 2 wrong usage, 65 a fault in the catalogue, 71 memory ran out, 74 "
    "output\n"
    "failed.\n";

const char *const op_schema_help[] = { help, NULL };
const struct option op_schema_options[] = { { "help", no_argument, NULL, 'h' },
                                            { NULL, 0, NULL, 0 } };

static int
refuse(const char *word)
{
    struct op_nearest nearest;

    op_nearest_start(&nearest, word);
    op_nearest_offer(&nearest, "scenario");
    op_nearest_offer(&nearest, "catalogue");
    fprintf(stderr, "oploop schema: there is no schema of %s%s%s\n%s", word,
            nearest.best ? "; did you mean " : "", nearest.best ? nearest.best : "", usage);
    return op_status_exit(OP_USAGE);
}

enum op_status
op_print_scenario_schema(FILE *out, const struct op_schema *schema, const char *share_dir,
                         struct op_diag *diag)
{
    struct op_arena arena = { 0 };
    struct op_scenario scenario = { 0 };
    struct op_reader reader = {
        .arena = &arena,
        .schema = schema,
        .diag = diag,
        .scenario = &scenario,
        .folder = share_dir,   // the common catalogue alone: no folder of measures lies there
        .share_dir = share_dir,
    };
    struct op_catalogue catalogue;
    enum op_status status;

    op_read_catalogue(&reader, NULL, &catalogue);
    status = op_reader_status(&reader, 0);
    if (status == OP_OK) {
        status = op_write_scenario_schema(out, schema, &catalogue);
    }
    op_arena_free(&arena);
    return status;
}

// Half a schema would be taken for a whole one: it is printed once all of it is there.
static enum op_status
print(bool is_catalogue, const struct op_schema *schema, const char *share_dir,
      struct op_diag *diag)
{
    char *text = NULL;
    size_t n = 0;
    FILE *page = op_memory_open(&text, &n);
    enum op_status status = OP_NO_MEMORY;

    if (page != NULL) {
        status = is_catalogue ? op_write_catalogue_schema(page, schema)
                              : op_print_scenario_schema(page, schema, share_dir, diag);

        const enum op_status closed = op_memory_close(page);

        status = status == OP_OK ? closed : status;
    }
    if (status == OP_OK) {
        (void)fwrite(text, 1, n, stdout);
    }
    free(text);
    return status;
}

int
op_verb_schema(int argc, char **argv, const struct op_schema *schema, const char *share_dir)
{
    const char *word = argc > 1 ? argv[1] : "scenario";

    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        fputs(help, stdout);
        return 0;
    }
    if (argc > 2) {
        return refuse(argv[2]);
    }

    const bool is_catalogue = strcmp(word, "catalogue") == 0;
    struct op_diag diag;

    if (!is_catalogue && strcmp(word, "scenario") != 0) {
        return refuse(word);
    }
    op_diag_init(&diag);

    const enum op_status status = print(is_catalogue, schema, share_dir, &diag);

    if (status == OP_NO_MEMORY) {
        op_diag_lack(&diag, diag.n_findings, "while the schema was written");
    }
    op_diag_print(&diag, stderr);
    op_diag_free(&diag);
    return op_status_exit(status);
}
