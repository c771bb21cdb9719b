// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario through all of `check`. The input is the scenario file itself; lines `#%% NAME` begin
// another file beside it (only the names below), lines `#%set KEY=VALUE` are --set.
//
// Promised of what is accepted: its resolved file is accepted too, and resolves to itself.
#include "tests/fuzz/fuzz.h"

#include "sim/input/scenario.h"
#include "sim/study/designfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const beside[] = { "parts/a.yaml",     "parts/b.yaml", "posterior.csv",
                                      "observed.csv",     "edges.csv",    "values.csv",
                                      "catalogue/c.yaml", "places.csv",   NULL };
enum { MAX_SETS = 8, SET_BYTES = 256, LONGEST_INPUT = 1 << 18 };

struct input {
    char set[MAX_SETS][SET_BYTES];
    const char *sets[MAX_SETS];
    int n_sets;
};

static void
prepare(void)
{
    static bool is_done;

    if (!is_done) {
        fuzz_make_folder("parts");
        fuzz_make_folder("catalogue");
        is_done = true;
    }
}

static const char *
known_name(const char *line, size_t n)
{
    for (int i = 0; beside[i]; i++) {
        if (strlen(beside[i]) == n && memcmp(beside[i], line, n) == 0) {
            return beside[i];
        }
    }
    return NULL;
}

static void
take_set(struct input *input, const char *line, size_t n)
{
    if (input->n_sets < MAX_SETS && n < SET_BYTES && !memchr(line, 0, n)) {
        memcpy(input->set[input->n_sets], line, n);
        input->set[input->n_sets][n] = '\0';
        input->sets[input->n_sets] = input->set[input->n_sets];
        input->n_sets++;
    }
}

// Files as they stand between the lines that name them.
static void
spread_out(struct input *input, const char *text, size_t n)
{
    const char *name = "scenario.yaml", *from = text, *end = text + n;

    for (const char *line = text; line < end;) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        const char *next = newline ? newline + 1 : end;
        const size_t length = (size_t)((newline ? newline : end) - line);
        const char *other =
            length > 4 && memcmp(line, "#%% ", 4) == 0 ? known_name(line + 4, length - 4) : NULL;

        if (length > 6 && memcmp(line, "#%set ", 6) == 0) {
            take_set(input, line + 6, length - 6);
        }
        if (other) {
            fuzz_write(name, from, (size_t)(line - from));
            name = other;
            from = next;
        }
        line = next;
    }
    fuzz_write(name, from, (size_t)(end - from));
}

static enum op_status
check(const char *name, const struct input *input, const char *resolved)
{
    const struct op_load_options options = { FUZZ_SHARE, input ? input->sets : NULL,
                                             input ? input->n_sets : 0, NULL };
    struct op_scenario scenario;
    struct op_diag diag;
    enum op_status status;

    op_diag_init(&diag);
    status = op_scenario_load(&scenario, fuzz_path(name), fuzz_schema(), &options, &diag);
    if ((status == OP_OK) != (diag.n_errors == 0)) {
        fuzz_broken("a scenario is refused with a finding, and accepted without an error");
    }
    if (status == OP_OK &&
        op_scenario_write(&scenario, scenario.schema, fuzz_path(resolved), &diag) != OP_OK) {
        fuzz_broken("what is accepted can be written");
    }
    if (status == OP_OK && scenario.schema->model == NULL) {
        const int n_errors = diag.n_errors;

        if ((op_design_check(&scenario, &diag) == OP_OK) != (diag.n_errors == n_errors)) {
            fuzz_broken("a study is refused with a finding, and accepted without an error");
        }
    }
    fuzz_print(&diag);
    op_scenario_free(&scenario);
    op_diag_free(&diag);
    return status;
}

static void
compare_resolved(void)
{
    size_t n_one, n_two;
    char *one = fuzz_read("one.yaml", &n_one), *two;

    if (check("one.yaml", NULL, "two.yaml") != OP_OK) {
        fuzz_broken("the resolved file of what is accepted is accepted");
    }
    two = fuzz_read("two.yaml", &n_two);
    if (!one || !two || n_one != n_two || memcmp(one, two, n_one) != 0) {
        fuzz_broken("a resolved file resolves to itself");
    }
    free(one);
    free(two);
}

void
fuzz_scenario(const uint8_t *bytes, size_t n)
{
    static struct input input;

    if (n > LONGEST_INPUT) {
        return;
    }
    input.n_sets = 0;
    prepare();
    spread_out(&input, (const char *)bytes, n);
    if (check("scenario.yaml", &input, "one.yaml") == OP_OK) {
        compare_resolved();
    }
    for (int i = 0; beside[i]; i++) {
        fuzz_remove(beside[i]);
    }
}
