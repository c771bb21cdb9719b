// SPDX-License-Identifier: GPL-3.0-or-later
// Tables: the first letter of the input says which, what follows is the file. p places, o
// posterior, e ties, v values one by one, r what a record saw, d the points of a sweep.
#include "tests/fuzz/fuzz.h"

#include "sim/input/observed.h"
#include "sim/input/posterior.h"
#include "sim/input/scenario.h"
#include "sim/input/series.h"
#include "sim/input/towns.h"
#include "sim/study/design.h"
#include "sim/study/designfile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_INPUT = 1 << 18 };

static bool
read_table(char kind, struct op_reader *reader)
{
    struct op_series series = { 0 };
    const char *path = fuzz_path("table.csv");
    const struct op_place nowhere = { 0 };

    switch (kind) {
        case 'p':
            return op_read_towns(reader, path, nowhere);
        case 'r':
            return op_check_observed(reader, path, nowhere);
        case 'o':
            return op_read_posterior(reader, path, nowhere);
        case 'e':
            return op_read_series(reader, path, nowhere, "source,target", true, &series);
        default:
            return op_read_series(reader, path, nowhere, "threshold", false, &series);
    }
}

static void
check_accepted(char kind, const struct op_scenario *scenario)
{
    for (int i = 0; kind == 'p' && i < scenario->n_towns; i++) {
        const struct op_town *town = &scenario->towns[i];

        if (!town->name[0] || !(town->inhabitants >= 0 && town->inhabitants <= 1e8) ||
            !(fabs(town->latitude_deg) <= 90) || !(fabs(town->longitude_deg) <= 180)) {
            fuzz_broken("an accepted place has a name, inhabitants and a position on earth");
        }
    }
    for (int i = 0; kind == 'o' && i < scenario->posterior.n_rows * scenario->posterior.n_columns;
         i++) {
        if (!isfinite(scenario->posterior.values[i])) {
            fuzz_broken("an accepted posterior holds finite numbers");
        }
    }
}

static void
read_input(char kind)
{
    struct op_arena arena = { 0 };
    struct op_scenario scenario = { 0 };
    struct op_diag diag;
    struct op_reader reader = { .arena = &arena,
                                .schema = fuzz_schema(),
                                .diag = &diag,
                                .scenario = &scenario,
                                .folder = fuzz_folder() };

    op_diag_init(&diag);
    const bool is_well = read_table(kind, &reader);

    if (is_well != (diag.n_errors == 0) && !reader.no_memory) {
        fuzz_broken("a table is refused with a finding, and accepted without an error");
    }
    if (is_well) {
        check_accepted(kind, &scenario);
    }
    fuzz_print(&diag);
    op_arena_free(&arena);
    op_diag_free(&diag);
}

static struct op_scenario swept;

static void
free_swept(void)
{
    op_scenario_free(&swept);
}

static void
prepare_swept(void)
{
    static const char text[] =
        "oploop: 1\ntitle: t\npurpose: research\ngathering: party\nstart: 2026-06-12 18:00\n"
        "event: 2026-06-13 20:00\nend: 2026-06-14 02:00\nplace: Haren (Groningen)\n"
        "strategies:\n"
        "  patrol: { measures: [ { visible_presence: { at: event - 2 h } } ] }\n"
        "  talk: { measures: [ { stop_talk: { at: start + 1 h, intensity: 0.5 } } ] }\n";
    static bool is_done;
    const struct op_load_options load = { FUZZ_SHARE, NULL, 0, NULL };
    struct op_diag diag;

    if (is_done) {
        return;
    }
    is_done = true;
    fuzz_write("swept.yaml", text, sizeof text - 1);
    op_diag_init(&diag);
    if (op_scenario_load(&swept, fuzz_path("swept.yaml"), fuzz_schema(), &load, &diag) != OP_OK) {
        fuzz_broken("the scenario of this file is well");
    }
    op_diag_free(&diag);
    (void)atexit(free_swept);
}

static void
read_design(void)
{
    const struct op_design_ask ask = { .seed = 1,
                                       .strategies = (int[]){ 0, 1, 2 },
                                       .n_strategies = 2 };
    struct op_design design = { 0 };
    struct op_diag diag;

    prepare_swept();
    op_diag_init(&diag);

    const bool is_well =
        op_design_read(&design, fuzz_path("table.csv"), &ask, &swept, &diag) == OP_OK;

    if (is_well != (diag.n_errors == 0)) {
        fuzz_broken("points are refused with a finding, and accepted without an error");
    }
    if (is_well && design.n_points < 1) {
        fuzz_broken("an accepted table has points");
    }
    fuzz_print(&diag);
    op_design_free(&design);
    op_diag_free(&diag);
}

void
fuzz_csv(const uint8_t *bytes, size_t n)
{
    if (n < 1 || n > LONGEST_INPUT) {
        return;
    }
    fuzz_write("table.csv", bytes + 1, n - 1);
    if (bytes[0] == 'r') {
        fuzz_record();
    }
    if (bytes[0] == 'd') {
        read_design();
    }
    if (strchr("poevr", bytes[0]) && bytes[0]) {
        read_input((char)bytes[0]);
    }
}
