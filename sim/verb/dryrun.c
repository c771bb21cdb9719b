// SPDX-License-Identifier: GPL-3.0-or-later
// What a dry run says.
#include "sim/verb/dryrun.h"

#include "sim/input/prospect.h"
#include "sim/study/folder.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
moment(const struct op_scenario *scenario, int64_t at_us, char text[24])
{
    op_moment_text(scenario, at_us, text);
    text[10] = ' ';
    text[16] = '\0';
}

// ---- when ----

static void
print_prospect(const struct op_scenario *scenario, const struct op_prospect *prospect, FILE *out)
{
    char from[24];

    moment(scenario, prospect->from_us, from);
    if (prospect->never != OP_CAN_START) {
        (void)fprintf(out, "never (see the warning)");
    } else if (prospect->from_us == prospect->to_us) {
        (void)fprintf(out, "at %s", from);
    } else if (prospect->from_us <= 0) {
        (void)fprintf(out, "when its condition holds");
    } else {
        (void)fprintf(out, "when its condition holds, not before %s", from);
    }
}

static void
print_tally(const struct op_scenario *scenario, const struct op_dry_tally *tally, int n_evenings,
            FILE *out)
{
    char first[24], last[24];

    (void)fprintf(out, "; started in %d of %d", tally->n_started, n_evenings);
    if (tally->n_started > 0 && tally->first_us < tally->last_us) {
        moment(scenario, tally->first_us, first);
        moment(scenario, tally->last_us, last);
        (void)fprintf(out, ", %s to %s", first, last);
    }
    if (tally->n_refused > 0) {
        moment(scenario, tally->refused_us, first);
        (void)fprintf(out, "; refused in %d, at %s in the phase %s", tally->n_refused, first,
                      scenario->schema->phases[tally->refused_phase]);
    }
    if (tally->n_unseen > 0) {
        (void)fprintf(out,
                      "; refused in %d, as those who carry it out did not see its phase "
                      "(`oracle: yes` imposes it)",
                      tally->n_unseen);
    }
    (void)fputc('\n', out);
}

void
op_pilot_print_when(const struct op_pilot *pilot, const struct op_dry_run *dry, FILE *out)
{
    const struct op_scenario *scenario = dry->scenario;

    (void)fprintf(out,
                  "\nWhen each measure could start, and did in the %d evenings of the pilot:\n",
                  pilot->n_done);
    if (dry->study.n_conditions > 1) {
        (void)fprintf(out, "(under %s; under other conditions they may start otherwise)\n",
                      op_conditions_name(scenario, dry->study.conditions[0]));
    }
    for (int i = 0; i < dry->study.n_strategies; i++) {
        const int k = dry->study.strategies[i];
        const struct op_strategy *strategy = &scenario->strategies[k];
        struct op_prospect *prospect = calloc((size_t)strategy->n_uses + 1, sizeof *prospect);
        char when[24];

        if (prospect == NULL) {
            return;
        }
        op_prospects(scenario, k, prospect);
        (void)fprintf(out, "  %s%s\n", strategy->id, strategy->n_uses == 0 ? ": no measures" : "");
        for (int u = 0; u < strategy->n_uses; u++) {
            const int action = strategy->uses[u].action;

            (void)fprintf(out, "    %-20s ",
                          scenario->measures[scenario->actions[action].measure].id);
            print_prospect(scenario, &prospect[u], out);
            print_tally(scenario, &pilot->tally[i * scenario->n_actions + action], pilot->n_done,
                        out);
        }
        if (scenario->record >= 0 && pilot->departed_us[i] < scenario->end_us) {
            moment(scenario, pilot->departed_us[i], when);
            (void)fprintf(out,
                          "    leaves the record at %s: from then on the model decides what was "
                          "recorded\n",
                          when);
        }
        free(prospect);
    }
}

// ---- how much ----

static void
print_time(FILE *out, double s)
{
    (void)fprintf(out,
                  s < 100    ? "%.2g s"
                  : s < 6000 ? "%.2g min"
                             : "%.2g h",
                  s < 100    ? s
                  : s < 6000 ? s / 60
                             : s / 3600);
}

static void
print_bytes(FILE *out, double bytes)
{
    (void)fprintf(out,
                  bytes < 1e6   ? "%.0f kB"
                  : bytes < 1e9 ? "%.0f MB"
                                : "%.1f GB",
                  bytes < 1e6   ? bytes / 1e3
                  : bytes < 1e9 ? bytes / 1e6
                                : bytes / 1e9);
}

typedef void number_printer(FILE *out, double value);

static void
print_estimate(FILE *out, const char *what, double value, double factor, number_printer *print)
{
    (void)fprintf(out, "  %-8s ", what);
    print(out, value);
    (void)fputs(" (", out);
    print(out, value / factor);
    (void)fputs(" to ", out);
    print(out, value * factor);
    (void)fputs(")\n", out);
}

void
op_dry_estimates(struct op_dry_estimates *made, const struct op_pilot *pilot,
                 const struct op_dry_run *dry)
{
    const double n = dry->study.n_replicates;
    const long n_cores = sysconf(_SC_NPROCESSORS_ONLN);
    double n_at_once = dry->study.n_threads < n ? dry->study.n_threads : n;

    // Each thread has memory of its own; time is only gained while there are cores.
    const double n_memories = n_at_once;

    n_at_once = n_cores > 0 && (double)n_cores < n_at_once ? (double)n_cores : n_at_once;

    const double n_worlds = op_study_n_worlds(&dry->study, dry->scenario);
    const double a_piece_s = pilot->evening_s / pilot->n_done;
    const double growth = n / pilot->n_done;
    const double study_bytes = pilot->peak_bytes + (n_worlds - 1) * pilot->world_bytes +
                               (n_memories - 1) * pilot->worker_bytes;
    // the tables are read whole when the worlds are gone
    const double tables_bytes = pilot->peak_bytes - pilot->world_bytes - pilot->worker_bytes +
                                1.5 * growth * pilot->trajectory_bytes;

    *made = (struct op_dry_estimates){
        .time_s = n_worlds * pilot->world_s + n * a_piece_s / n_at_once + pilot->tables_s,
        .memory_bytes = study_bytes > tables_bytes ? study_bytes : tables_bytes,
        .disk_bytes = growth * pilot->growing_bytes + pilot->other_bytes,
    };
}

static void
print_estimates(const struct op_pilot *pilot, const struct op_dry_run *dry, FILE *out)
{
    struct op_dry_estimates made;

    op_dry_estimates(&made, pilot, dry);
    (void)fprintf(out,
                  "\nEstimated from a pilot of %d evenings on this machine as busy as it is "
                  "now (an evening took\n"
                  "%.2g to %.2g s on one core; others may differ more):\n",
                  pilot->n_done, pilot->least_s, pilot->most_s);
    print_estimate(out, "time", made.time_s, OP_DRY_TIME_FACTOR, print_time);
    print_estimate(out, "memory", made.memory_bytes, OP_DRY_SPACE_FACTOR, print_bytes);
    print_estimate(out, "disk", made.disk_bytes, OP_DRY_SPACE_FACTOR, print_bytes);
}

static bool
would_be_refused(const struct op_dry_run *dry)
{
    struct stat about;

    return stat(dry->output, &about) == 0 && !dry->options->force &&
           !op_folder_is_empty(dry->output);
}

static void
print_what(const struct op_pilot *pilot, const struct op_dry_run *dry, FILE *out)
{
    const struct op_study_options *study = &dry->study;
    const int n_worlds = op_study_n_worlds(study, dry->scenario);

    (void)fprintf(out, "Would run %s\n", dry->options->scenario);
    (void)fprintf(out, "  worlds      %d of %llu persons\n", n_worlds,
                  (unsigned long long)pilot->n_persons);
    (void)fprintf(out, "  replicates  %d, numbers %d to %d, seed %llu, %s\n", study->n_replicates,
                  study->first_replicate, study->first_replicate + study->n_replicates - 1,
                  (unsigned long long)study->seed,
                  study->fixed_parameters ? "chance only" : "chance and assumptions");
    (void)fprintf(out, study->n_conditions > 1 ? "  strategies  %d:" : "  arms        %d:",
                  study->n_strategies);
    for (int i = 0; i < study->n_strategies; i++) {
        (void)fprintf(out, "%s %s", i > 0 ? "," : "",
                      dry->scenario->strategies[study->strategies[i]].id);
    }
    if (study->n_conditions > 0) {
        (void)fprintf(out, "\n  conditions  %d:", study->n_conditions);
    }
    for (int i = 0; i < study->n_conditions; i++) {
        (void)fprintf(out, "%s %s", i > 0 ? "," : "",
                      op_conditions_name(dry->scenario, study->conditions[i]));
    }
    (void)fprintf(out, "\n  points      1: %d evenings under %d arms\n", study->n_replicates,
                  study->n_strategies * op_study_n_conditions(study));
    (void)fprintf(out, "  threads     %d\n  results in  %s%s\n", study->n_threads, dry->output,
                  would_be_refused(dry)
                      ? ", which is not empty: it would be refused without --force"
                      : "");
}

enum op_status
op_dry_run(const struct op_dry_run *dry, FILE *out, struct op_diag *diag)
{
    struct op_pilot pilot;

    if (dry->options->from != NULL || dry->options->snapshot_at != NULL) {
        return op_diag_add(diag, OP_USAGE, (struct op_place){ 0 }, "leave them out",
                           "--dry-run goes with no --from or --snapshot-at");
    }
    const enum op_status status = op_pilot_go(&pilot, dry, diag);

    if (status == OP_OK && dry->options->json) {
        op_pilot_json(&pilot, dry, would_be_refused(dry), out);
    } else if (status == OP_OK) {
        print_what(&pilot, dry, out);
        print_estimates(&pilot, dry, out);
        if (dry->set.model->schema.model == NULL) {
            op_pilot_print_when(&pilot, dry, out);
        }
    }
    op_pilot_free(&pilot);
    return status;
}
