// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/sweepdry.h"

#include "sim/input/phaseset.h"
#include "sim/input/quantity.h"
#include "sim/verb/dryrun.h"

#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PILOT_EVENINGS = 2 };

static void
put_time(FILE *out, double s)
{
    (void)fprintf(out, "%.2g %s",
                  s < 100    ? s
                  : s < 6000 ? s / 60
                             : s / 3600,
                  s < 100    ? "s"
                  : s < 6000 ? "min"
                             : "h");
}

// When the starts of a measure lie, and what they meet: "2026-06-13 14:00 .. 23:00".
static void
put_starts(FILE *out, const struct op_sweep *sweep, int f)
{
    const struct op_design *design = sweep->design;
    const struct op_factor *factor = &design->factor[f];
    const struct op_scenario *own = sweep->scenario;
    const struct op_use *use = &own->strategies[factor->strategy].uses[factor->use];
    const struct op_measure *measure = &own->measures[own->actions[use->action].measure];
    double first_h = INFINITY;
    double last_h = -INFINITY;
    char first[24], last[24], lead[48], phases[OP_PHASES_TEXT];

    for (int p = 0; p < design->n_points; p++) {
        const struct op_factor_value *value = &design->point[p].value[f];

        if (value->text) {
            first_h = fmin(first_h, value->number);
            last_h = fmax(last_h, value->number);
        }
    }
    if (!(first_h <= last_h)) {
        return;
    }
    op_moment_text(own, llround(first_h * 3.6e9), first);
    op_moment_text(own, llround(last_h * 3.6e9), last);
    first[10] = last[10] = ' ';
    op_quantity_text(OP_UNIT_DURATION, op_dist_value(&measure->lead_time, 0.5), lead);
    op_phases_text(measure->phases, own->schema->phases, phases);
    (void)fprintf(out, "              starts %.16s .. %.16s; lead time %s; allowed in %s\n", first,
                  last, lead, phases);
}

static void
put_factors(FILE *out, const struct op_sweep *sweep)
{
    const struct op_design *design = sweep->design;

    static const char *const costs[] = {
        [OP_FACTOR_MEASURE] = "arms of one trajectory",
        [OP_FACTOR_RUN] = "paired sets of conditions",
        [OP_FACTOR_WORLD] = "worlds of their own",
    };

    for (int f = 0; f < design->n_factors; f++) {
        const struct op_factor *factor = &design->factor[f];

        (void)fprintf(out, "  varies      %s: ", factor->key);
        if (factor->is_open) {
            (void)fprintf(out, "a range");
        } else {
            (void)fprintf(out, "%d values", factor->n_values);
        }
        (void)fprintf(out, ", %s\n", costs[factor->kind]);
        if (op_factor_is_start(factor)) {
            put_starts(out, sweep, f);
        }
    }
}

// The pilot had the memory of one thread; each other one has its own.
static double
peak_mib(void)
{
    struct rusage use;

    (void)getrusage(RUSAGE_SELF, &use);
    return (double)use.ru_maxrss / 1024;
}

enum op_status
op_sweep_dry_run(const struct op_sweep *sweep, const char *output, FILE *out, struct op_diag *diag)
{
    const struct op_study_options *study = &sweep->study;
    const int n_pilot = study->n_replicates < PILOT_EVENINGS ? study->n_replicates : PILOT_EVENINGS;
    const long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    const double n_at_once =
        fmin(fmin(study->n_threads, study->n_replicates), n_cores > 0 ? (double)n_cores : 1);
    struct op_sweep_counts counts;
    const enum op_status status = op_sweep_pilot(sweep, n_pilot, &counts, diag);

    if (status != OP_OK && status != OP_PARTIAL) {
        return status;
    }
    if (status == OP_PARTIAL) {
        op_diag_warn(diag, status, (struct op_place){ 0 }, "the estimates are of the others",
                     "%d of the evenings of the pilot failed: %s", counts.all.n_failed,
                     op_status_text(counts.all.failure));
    }

    const int n_worlds = sweep->plan->n_worlds;
    const double evening_s =
        counts.all.simulate_s / (counts.all.n_done > 0 ? counts.all.n_done : 1);
    const double time_s =
        n_worlds * (counts.all.world_s + study->n_replicates * evening_s / n_at_once);

    (void)fprintf(out, "Would sweep %s\n", sweep->path);
    put_factors(out, sweep);
    (void)fprintf(out, "  points      %d\n  replicates  %s%d, seed %llu, %s\n",
                  sweep->design->n_points, sweep->until ? "at most " : "", study->n_replicates,
                  (unsigned long long)study->seed,
                  study->fixed_parameters ? "chance only" : "chance and assumptions");
    (void)fprintf(
        out, "  worlds      %d\n  arms        %d of one evening, base and nothing among them\n",
        n_worlds, counts.n_arms);
    (void)fprintf(out, "  threads     %d\n  results in  %s\n", study->n_threads, output);
    (void)
        fprintf(out,
                "\nEstimated from a pilot of %d evenings on this machine as busy as it is now (an "
                "evening with all\nits arms took %.2g s on one core; forks spare %.0f %% of the "
                "events):\n  time        ",
                counts.all.n_done, evening_s,
                100 * (1 - (double)counts.all.n_simulated /
                               (double)(counts.all.n_in_arms > 0 ? counts.all.n_in_arms : 1)));
    put_time(out, time_s);
    (void)fputs(" (", out);
    put_time(out, time_s / OP_DRY_TIME_FACTOR);
    (void)fputs(" to ", out);
    put_time(out, time_s * OP_DRY_TIME_FACTOR);
    (void)fprintf(out, ")\n  memory      up to %.0f MiB\n", peak_mib() * n_at_once);
    return status;
}
