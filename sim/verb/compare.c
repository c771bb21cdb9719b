// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/compare.h"

#include "sim/base/cause.h"
#include "sim/base/text.h"
#include "sim/input/prospect.h"
#include "sim/study/about.h"
#include "sim/study/failedlist.h"
#include "sim/study/output.h"
#include "sim/verb/armchoice.h"
#include "sim/verb/dryrun.h"
#include "sim/verb/leftover.h"
#include "sim/verb/repeatwords.h"
#include "sim/verb/session.h"
#include "sim/verb/snapshots.h"

#include <errno.h>
#include <signal.h>

struct session {
    const struct op_program *program;
    struct op_model_set set;   // what the scenario asks for
    struct op_options options;
    struct op_scenario scenario;
    struct op_folder folder;
    struct op_results results;
    struct op_diag diag;
    struct op_arm_choice arms;
    struct op_until until;
    struct op_session_clock clock;
    const char *doing;   // when memory runs out
    char command[1024];
};

static const char run_help[] =
    "Simulate strategies of a scenario and write a results folder.\n\n"
    "  oploop run scenarios/haren-2012/scenario.yaml -n 20 -o results/try\n"
    "  oploop run scenarios/haren-2012/scenario.yaml -s as_happened --replicate 17\n"
    "  oploop run scenarios/minimal.yaml --snapshot-at 'event - 12 h' -o results/cut\n"
    "  oploop run scenarios/minimal.yaml --from results/cut/snapshots -o results/on\n"
    "  oploop run scenarios/minimal.yaml --set spread.inviters='10 %' -o results/less\n\n"
    "Usage: oploop run SCENARIO [options]\n\n";
static const char compare_help[] =
    "Replay the same evenings under every strategy and say what would have changed.\n\n"
    "  oploop compare scenarios/haren-2012/scenario.yaml -o results/haren-2012\n"
    "  oploop compare scenarios/haren-2012/scenario.yaml -n 200 -j 8 --lang nl\n"
    "  oploop compare scenarios/haren-2012/scenario.yaml -s quiet_ring -s nothing\n"
    "  oploop compare scenarios/minimal.yaml --until 'injured_persons: 2 persons'\n"
    "  oploop compare scenarios/minimal.yaml --dry-run\n\n"
    "Usage: oploop compare SCENARIO [options]\n\n";
static const char common_help[] =
    "  -o, --output DIR         results folder (default results/NAME of the\n"
    "                           scenario's folder)\n"
    "  -n, --replicates N       evenings (default 50)\n"
    "  -s, --strategy NAME      only this one; may be repeated (nothing and the base\n"
    "                           are added by compare)\n"
    "  -c, --conditions NAME    only under this set of conditions; may be repeated\n"
    "                           (default: all)\n"
    "  -j, --threads N          default: all cores; the results do not depend on it\n"
    "      --until 'METRIC: WIDTH'  go on until the 90 % interval of every difference\n"
    "                           from the base is this narrow, half its width, as in\n"
    "                           'injured_persons: 2 persons'; may be repeated; -n is\n"
    "                           then the most evenings (default 1000), 50 the least\n"
    "      --seed S             default 1\n"
    "      --replicate K        exactly evening K, counted from 0 (-n is then\n"
    "                           left aside)\n"
    "      --set KEY=VALUE      override a key of the scenario; may be repeated\n"
    "      --fixed-parameters   central values instead of draws: chance only\n"
    "      --snapshot-at MOMENT  also write every evening as it stands then: folder\n"
    "                           snapshots/\n"
    "      --from PATH          go on from such a file or folder; strategies may\n"
    "                           differ from then on\n"
    "      --no-fork            simulate every arm from the start: same bytes, more\n"
    "                           work\n"
    "      --lang en|nl         language of table, charts and report\n"
    "      --dry-run            say what would run, what it would take, and when each\n"
    "                           measure could start\n"
    "      --json               the dry run as JSON, for programs\n"
    "  -f, --force              replace a results folder as a whole\n"
    "  -q, --quiet              no progress\n"
    "  -h, --help               this text\n\n"
    "Exit status: 0 done, 2 wrong usage, 3 some evenings failed (failed.csv lists\n"
    "them), 65 faults in the scenario, 66 input missing, 71 memory ran out, 73 output\n"
    "cannot be created or exists, 74 I/O error, 129, 130, 143 hung up, interrupted,\n"
    "terminated (what was finished is kept); docs/use.md says what is left on the\n"
    "disk.\n";

const char *const op_run_help[] = { run_help, common_help, NULL };
const char *const op_compare_help[] = { compare_help, common_help, NULL };

static void
show_progress(void *context, int n_done, int n_all)
{
    struct session *session = context;
    op_session_progress(&session->clock, n_done, n_all);
}

static enum op_status
take_replicate(void *context, const struct op_replicate *replicate, const struct op_draws *draws)
{
    struct session *session = context;
    if (session->until.n_targets > 0) {
        op_until_take(&session->until, replicate);
    }
    return op_results_take(&session->results, replicate, draws);
}

static int
n_failed_listed(const struct op_study_counts *counts)
{
    return counts->n_failed < OP_MAX_FAILED_LISTED ? counts->n_failed : OP_MAX_FAILED_LISTED;
}

static enum op_status
write_failed(struct session *session, const struct op_study_counts *counts,
             const char *const *words)
{
    const struct op_failed_ask ask = { .folder = &session->folder,
                                       .replicate = counts->failed,
                                       .reason = counts->reason,
                                       .n = n_failed_listed(counts),
                                       .rerun = words,
                                       .no_fork = session->options.no_fork };
    return op_failed_write(&ask, &session->diag);
}

static void
warn_of_failed(struct session *session, const struct op_study_counts *counts)
{
    const int n_more = counts->n_failed - n_failed_listed(counts);
    char hint[160];
    (void)snprintf(hint, sizeof hint,
                   n_more > 0 ? OP_FAILED_LIST " lists the first %d with the command that repeats "
                                               "each; %d more are not listed"
                              : OP_FAILED_LIST " lists them with the command that repeats each",
                   n_failed_listed(counts), n_more);
    op_diag_warn(&session->diag, OP_PARTIAL, (struct op_place){ 0 }, hint,
                 "%d of the evenings failed and are left out: %s", counts->n_failed,
                 op_status_text(counts->failure));
}

static enum op_status
finish(struct session *session, const struct op_study_options *options,
       const struct op_study_counts *counts, bool is_compare, enum op_status simulated)
{
    struct op_repeat_words repeat = { 0 };
    // one that was interrupted is repeated as far as it came
    op_repeat_words(&repeat, is_compare ? "compare" : "run", &session->options,
                    simulated == OP_INTERRUPTED ? session->results.n_replicates
                                                : options->n_replicates);
    const struct op_about about = {
        .model = session->set.model,
        .scenario = &session->scenario,
        .options = options,
        .counts = counts,
        .n_replicates = session->results.n_replicates,
        .command = session->command,
        .rerun = repeat.word,
        .version = session->program->version,
        .share_dir = session->program->share_dir,
        .fingerprint = session->results.fingerprint,
        .until = &session->until,
        .end_reason = simulated == OP_INTERRUPTED ? "interrupted"
                      : simulated == OP_PARTIAL   ? "some failed"
                                                  : "done",
    };
    struct op_diag *diag = &session->diag;
    session->doing = "while the results were written";
    enum op_status status = op_about_tables(&session->folder, &about, diag);
    if (status == OP_OK) {
        status = write_failed(session, counts, repeat.word);
    }
    const bool has_arms = session->set.model->schema.model == NULL;
    if (status == OP_OK && session->results.n_replicates > 0 && has_arms) {
        status = session->program->summarise(session->folder.work_path, session->program->share_dir,
                                             session->options.language, is_compare ? stdout : NULL,
                                             diag);
    }
    if (status == OP_OK) {
        status = op_about_package(&session->folder, &about, diag);
    }
    return status == OP_OK ? op_folder_finish(&session->folder, diag) : status;
}

static void
say_gain(const struct session *session, const struct op_study_counts *counts)
{
    if (counts->n_done == 0 || session->options.quiet) {
        return;
    }
    if (session->set.model->schema.model != NULL) {
        (void)printf(
            "%d replicates in %s\nworld %.2f s, simulation %.2f s, %.2f M events a second\n",
            counts->n_done, session->folder.final_path, counts->world_s, counts->simulate_s,
            1e-6 * (double)counts->n_simulated / (counts->simulate_s > 0 ? counts->simulate_s : 1));
        return;
    }
    (void)printf("\n%d evenings x %d strategies", counts->n_done, session->arms.n_strategies);
    if (session->arms.n_conditions > 1) {
        (void)printf(" x %d sets of conditions", session->arms.n_conditions);
    }
    (void)printf(" in %s\n", session->folder.final_path);
    (void)printf(
        "world %.1f s, simulation %.1f s, %.2f M events a second; forks saved %.0f %% of %.1f M "
        "events\n",
        counts->world_s, counts->simulate_s,
        1e-6 * (double)counts->n_simulated / (counts->simulate_s > 0 ? counts->simulate_s : 1),
        100.0 * (1.0 - (double)counts->n_simulated /
                           (double)(counts->n_in_arms > 0 ? counts->n_in_arms : 1)),
        1e-6 * (double)counts->n_in_arms);
    op_until_say(&session->until, &session->scenario, stdout);
}

// A signal that comes while the files are written waits until they are whole (the program that
// draws the charts inherits that); a second one does not help before then, for it takes seconds.
static enum op_status
finish_undisturbed(struct session *session, const struct op_study_options *options,
                   const struct op_study_counts *counts, bool is_compare, enum op_status simulated)
{
    sigset_t before;
    op_session_hold(&before);
    const enum op_status status = finish(session, options, counts, is_compare, simulated);
    op_session_release(&before);
    return status;
}

// What the user must know of an end that is not the ordinary one.
static void
say_end(struct session *session, const struct op_study_counts *counts, enum op_status status,
        bool is_kept)
{
    if (status == OP_PARTIAL) {   // also beside what made them fail
        warn_of_failed(session, counts);
    }
    if (op_diag_status(&session->diag) != OP_OK) {
        return;
    }
    if (is_kept && status != OP_INTERRUPTED && session->until.n_targets > 0 &&
        !session->until.is_reached) {
        op_diag_warn(&session->diag, OP_OUT_OF_RANGE, (struct op_place){ 0 },
                     "allow more with -n, or ask for a wider interval",
                     "after %d evenings, the most that were allowed, intervals are not as narrow "
                     "as --until asks",
                     counts->n_done);
    }
    if (status == OP_INTERRUPTED && is_kept) {
        op_diag_warn(&session->diag, status, (struct op_place){ 0 }, NULL,
                     "interrupted: %d of the evenings were finished, and %s holds these",
                     counts->n_done, session->folder.final_path);
    } else if (status == OP_INTERRUPTED) {
        op_diag_warn(&session->diag, status, (struct op_place){ 0 }, NULL,
                     "interrupted before an evening was finished: nothing was written");
    } else if (status != OP_OK && status != OP_PARTIAL && status != OP_NO_MEMORY) {
        (void)!op_diag_add(&session->diag, status, (struct op_place){ 0 }, NULL, "%s",
                           op_status_text(status));
    }
}

// What differences are taken from: the scenario's base, else `nothing`, else the first.
static int
base_of(const struct session *session)
{
    int base = session->arms.strategies[0];
    for (int i = 0; i < session->arms.n_strategies; i++) {
        const int s = session->arms.strategies[i];
        base = s == session->scenario.nothing ? s : base;
    }
    for (int i = 0; i < session->arms.n_strategies; i++) {
        const int s = session->arms.strategies[i];
        base = s == session->scenario.base ? s : base;
    }
    return base;
}

// What a run that was stopped has left cannot be gone on with, but hours of it are not thrown away
// unasked.
static enum op_status
open_folder(struct session *session, const char *output)
{
    const bool force = session->options.force;
    const int n = force ? 0 : op_leftover_evenings(output);

    if (n < 0) {
        return op_cause_add(&session->diag, OP_IO, output,
                            "what a stopped run has left beside it cannot be read", errno);
    }
    return n == 0
               ? op_folder_open(&session->folder, output, force, &session->diag)
               : op_diag_add(&session->diag, OP_EXISTS, (struct op_place){ 0 },
                             "start anew with --force, which throws these away, or choose another "
                             "--output",
                             "%s.unfinished holds %d %s of a run that was stopped", output, n,
                             n == 1 ? "evening" : "evenings");
}

// The evenings, into the tables of the folder.
static enum op_status
run_study(struct session *session, struct op_study_options *options, struct op_study_counts *counts)
{
    char snapshots[4096];
    enum op_status status = op_results_open(&session->results, &session->folder, session->set.model,
                                            &session->scenario, options, &session->diag);
    if (status == OP_OK) {
        status = op_snapshots_at(options, &session->options, &session->scenario,
                                 op_folder_file(&session->folder, "snapshots", snapshots),
                                 &session->diag);
    }
    if (status == OP_OK) {
        status = op_study_go(session->set.model, &session->scenario, session->set.maker, options,
                             take_replicate, show_progress, session, op_session_stop(), counts,
                             &session->diag);
        const enum op_status closed = op_results_close(&session->results, &session->diag);
        status = status == OP_OK ? closed : status;
    }
    return status;
}

static enum op_status
simulate(struct session *session, bool is_compare)
{
    struct op_options *o = &session->options;
    struct op_study_options options = {
        .seed = o->seed,
        .first_replicate = o->replicate >= 0 ? o->replicate : 0,
        .n_replicates = o->replicate >= 0 ? 1 : o->n_replicates,
        .n_threads = o->n_threads,
        .no_fork = o->no_fork,
        .fixed_parameters = o->fixed_parameters,
        .strategies = session->arms.strategies,
        .n_strategies = session->arms.n_strategies,
        .conditions = session->arms.conditions,
        .n_conditions = session->arms.n_conditions,
    };
    char path[1024];
    const char *output = o->output != NULL ? o->output : op_session_output(o->scenario, "", path);
    if (o->dry_run) {
        session->doing = "while the dry run was made";
        const struct op_dry_run dry = { session->program, session->set, &session->scenario, o,
                                        options,          output,       op_session_stop() };
        return op_dry_run(&dry, stdout, &session->diag);
    }
    session->doing = "while the world was built and evenings were simulated";
    enum op_status status = op_snapshots_from(&options, o, &session->diag);
    if (status != OP_OK) {
        return status;
    }
    status = op_until_open(&session->until, o->until, o->n_until, session->set.model, &options,
                           base_of(session), &session->diag);
    if (status == OP_OK && session->until.n_targets > 0) {
        options.is_enough = op_until_is_enough;
        options.enough_context = &session->until;
    }
    if (status == OP_OK) {
        status = open_folder(session, output);
    }
    if (status != OP_OK) {
        return status;
    }
    struct op_study_counts counts = { 0 };
    status = run_study(session, &options, &counts);
    bool is_kept =
        status == OP_OK || status == OP_PARTIAL || (status == OP_INTERRUPTED && counts.n_done > 0);
    if (is_kept) {
        const enum op_status finished =
            finish_undisturbed(session, &options, &counts, is_compare, status);
        is_kept = finished == OP_OK;
        status = !is_kept                                     ? finished
                 : status == OP_OK && *op_session_stop() != 0 ? OP_INTERRUPTED
                                                              : status;
    }
    if (is_kept) {
        say_gain(session, &counts);
    } else {
        op_folder_drop(&session->folder);
    }
    say_end(session, &counts, status, is_kept);
    return status;
}

// The model that the scenario was read by.
static enum op_status
choose_model(struct session *session, bool is_compare)
{
    const struct op_program *program = session->program;
    session->set = (struct op_model_set){ program->model, program->maker };
    for (int i = 0; i < program->n_references; i++) {
        if (&program->references[i].model->schema == session->scenario.schema) {
            session->set = program->references[i];
        }
    }
    return !is_compare || session->set.model->schema.model == NULL
               ? OP_OK
               : op_diag_add(&session->diag, OP_USAGE, (struct op_place){ 0 },
                             "a reference model has no strategies: `oploop run` simulates it",
                             "%s cannot be compared", session->options.scenario);
}

static int
go(int argc, char **argv, const struct op_program *program, bool is_compare)
{
    struct session session = { .program = program, .doing = "before anything was simulated" };
    op_diag_init(&session.diag);
    op_session_command(session.command, sizeof session.command, argc, argv);
    if (!op_options_read(&session.options, argc, argv, &session.diag)) {
        op_diag_print(&session.diag, stderr);
        op_diag_free(&session.diag);
        return op_status_exit(OP_USAGE);
    }
    if (session.options.help) {
        (void)fputs(is_compare ? compare_help : run_help, stdout);
        (void)fputs(common_help, stdout);
        op_diag_free(&session.diag);
        return 0;
    }
    const struct op_load_options load = { program->share_dir, session.options.set,
                                          session.options.n_sets, NULL };
    enum op_status status = op_scenario_load(&session.scenario, session.options.scenario,
                                             &program->model->schema, &load, &session.diag);
    if (status == OP_OK) {
        status = choose_model(&session, is_compare);
    }
    if (status == OP_OK) {
        status = op_arms_choose(&session.arms, &session.scenario, &session.options, is_compare,
                                &session.diag);
    }
    if (status == OP_OK) {
        bool is_wanted[OP_MAX_ARMS] = { false };
        for (int i = 0; i < session.arms.n_strategies; i++) {
            is_wanted[session.arms.strategies[i]] = true;
        }
        op_prospect_warn(&session.scenario, is_wanted, &session.diag);
    }
    if (status == OP_OK) {
        op_session_begin(&session.clock, session.options.quiet);
        status = simulate(&session, is_compare);
    }
    if (status == OP_NO_MEMORY && session.diag.lacking == NULL) {
        op_diag_lack(&session.diag, session.diag.n_findings, session.doing);
    }
    op_diag_print(&session.diag, stderr);
    op_diag_free(&session.diag);
    op_until_free(&session.until);
    op_scenario_free(&session.scenario);
    return status == OP_INTERRUPTED ? 128 + op_session_signal() : op_status_exit(status);
}

int
op_verb_run(int argc, char **argv, const struct op_program *program)
{
    return go(argc, argv, program, false);
}

int
op_verb_compare(int argc, char **argv, const struct op_program *program)
{
    return go(argc, argv, program, true);
}
