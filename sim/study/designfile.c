// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/designfile.h"

#include "sim/base/cause.h"
#include "sim/input/quantity.h"
#include "sim/record/csvout.h"

#include <errno.h>
#include <math.h>

static void
words(struct op_csv_out *out, const char *const *names)
{
    for (int i = 0; names[i]; i++) {
        op_csv_word(out, names[i]);
    }
}

// The line that replays one point, typed in the results folder: the scenario with the arms of all
// points holds its strategy and its conditions.
static void
put_command(struct op_csv_out *out, const struct op_sweep *sweep, int p)
{
    const struct op_point_plan *plan = sweep->plan;
    const struct op_point_place *place = &plan->place[p];
    const struct op_scenario *own = sweep->scenario;
    const int base = sweep->n_base_sets > 0 ? sweep->base_sets[0] : -1;
    const char *strategy = place->variant >= 0
                               ? plan->variants.strategies[place->variant].id
                               : own->strategies[sweep->design->point[p].strategy].id;
    char line[8192];
    size_t n =
        (size_t)snprintf(line, sizeof line, "oploop compare " OP_SWEEP_ARMS " -s %s", strategy);

    if (place->set >= 0) {
        n += (size_t)snprintf(line + n, sizeof line - n, " -c %s",
                              plan->variants.sets[place->set * plan->n_base_sets].id);
    } else if (base >= 0) {
        n += (size_t)snprintf(line + n, sizeof line - n, " -c %s", own->conditions[base].id);
    }
    for (int k = 0; k < plan->n_world_keys && n < sizeof line; k++) {
        n += (size_t)snprintf(line + n, sizeof line - n, " --set '%s'",
                              plan->world_sets[place->world][k]);
    }
    if (n < sizeof line) {
        const bool is_one = sweep->study.first_replicate > 0;   // `--replicate K`

        (void)snprintf(line + n, sizeof line - n, " %s %d --seed %llu%s -o point-%d",
                       is_one ? "--replicate" : "-n",
                       is_one ? sweep->study.first_replicate : op_sweep_evenings(sweep),
                       (unsigned long long)sweep->study.seed,
                       sweep->study.fixed_parameters ? " --fixed-parameters" : "", p + 1);
    }
    op_csv_word(out, line);
}

static void
write_design(struct op_csv_out *out, const struct op_sweep *sweep)
{
    const struct op_design *design = sweep->design;
    const struct op_point_plan *plan = sweep->plan;

    words(out, (const char *const[]){ "point", "strategy", "arm", "world", NULL });
    for (int f = 0; f < design->n_factors; f++) {
        op_csv_word(out, design->factor[f].key);
    }
    op_csv_word(out, "command");
    op_csv_end(out);
    for (int p = 0; p < design->n_points; p++) {
        const char *strategy = sweep->scenario->strategies[design->point[p].strategy].id;
        const int variant = plan->place[p].variant;

        op_csv_whole(out, p + 1);
        op_csv_word(out, strategy);
        op_csv_word(out, variant >= 0 ? plan->variants.strategies[variant].id : strategy);
        op_csv_whole(out, plan->place[p].world + 1);
        for (int f = 0; f < design->n_factors; f++) {
            const char *text = design->point[p].value[f].text;

            op_csv_word(out, text ? text : "");
        }
        put_command(out, sweep, p);
        op_csv_end(out);
    }
}

static const char *
factor_unit(const struct op_factor *factor)
{
    static const char *const units[OP_UNIT_COUNT] = {
        [OP_UNIT_NONE] = "1",    [OP_UNIT_SHARE] = "1",         [OP_UNIT_DURATION] = "s",
        [OP_UNIT_RATE] = "/s",   [OP_UNIT_LENGTH] = "m",        [OP_UNIT_AREA] = "m2",
        [OP_UNIT_SPEED] = "m/s", [OP_UNIT_PERSONS] = "persons", [OP_UNIT_EURO] = "EUR",
        [OP_UNIT_CHOICE] = "",   [OP_UNIT_FILE] = "",
    };

    return factor->is_moment ? "h" : units[factor->unit];
}

static void
put_measure(struct op_csv_out *out, const struct op_sweep *sweep, const struct op_factor *factor)
{
    const struct op_scenario *own = sweep->scenario;
    static const char *const status[] = { "in_force", "contested", "proposed", "void" };

    if (factor->kind != OP_FACTOR_MEASURE) {
        words(out, (const char *const[]){ "", "", "", "", "", "", "", "", "", "", NULL });
        return;
    }

    const struct op_strategy *strategy = &own->strategies[factor->strategy];
    const struct op_use *use = &strategy->uses[factor->use];
    const struct op_measure *measure = &own->measures[own->actions[use->action].measure];

    op_csv_word(out, strategy->id);
    op_csv_word(out, measure->id);
    op_csv_word(out, measure->name.en ? measure->name.en : measure->id);
    op_csv_word(out, measure->name.nl   ? measure->name.nl
                     : measure->name.en ? measure->name.en
                                        : measure->id);
    for (int k = 0; k < 3; k++) {   // median, 5 and 95 %
        static const double at[] = { 0.5, 0.05, 0.95 };

        op_csv_real(out, op_dist_value(&measure->lead_time, at[k]) / 3600);
    }
    op_csv_word(out, status[measure->legal_status]);
    op_csv_word(out, measure->precondition ? measure->precondition : "");
    op_csv_word(out, strategy->lawful ? "yes" : "no");
}

static void
write_factors(struct op_csv_out *out, const struct op_sweep *sweep)
{
    static const char *const kinds[] = { "measure", "run", "world" };

    words(out, (const char *const[]){ "key", "kind", "is_moment", "after", "unit", "strategy",
                                      "measure", "measure_en", "measure_nl", "lead_time_h",
                                      "lead_time_q05_h", "lead_time_q95_h", "legal_status",
                                      "precondition", "lawful", NULL });
    op_csv_end(out);
    for (int f = 0; f < sweep->design->n_factors; f++) {
        const struct op_factor *factor = &sweep->design->factor[f];

        op_csv_word(out, factor->key);
        op_csv_word(out, kinds[factor->kind]);
        op_csv_word(out, factor->is_moment ? "yes" : "no");
        op_csv_word(out, factor->after ? factor->after : "");
        op_csv_word(out, factor_unit(factor));
        put_measure(out, sweep, factor);
        op_csv_end(out);
    }
}

typedef void table_writer(struct op_csv_out *out, const struct op_sweep *sweep);

static enum op_status
write_table(const struct op_sweep *sweep, const char *name, table_writer *writer,
            struct op_diag *diag)
{
    char path[4096];
    struct op_csv_out out = { .file = fopen(op_folder_file(sweep->folder, name, path), "wb") };

    if (!out.file) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    writer(&out, sweep);
    return op_cause_close(diag, out.file, path);
}

enum op_status
op_design_write(const struct op_sweep *sweep, struct op_diag *diag)
{
    const enum op_status status = write_table(sweep, "design.csv", write_design, diag);

    return status == OP_OK ? write_table(sweep, "factors.csv", write_factors, diag) : status;
}
