// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/sweep.h"

#include "sim/base/text.h"
#include "sim/study/about.h"
#include "sim/study/foldertree.h"
#include "sim/verb/repeatwords.h"
#include "sim/verb/sweepask.h"
#include "sim/verb/sweepdry.h"

#include <math.h>
#include <signal.h>
#include <string.h>

static const char sweep_help[] =
    "Ask until when a measure still works: replay the same evenings with other values.\n\n"
    "  oploop sweep scenarios/minimal.yaml --vary 'patrol.visible_presence.at = start .. "
    "event by 2 h'\n"
    "  oploop sweep mine.yaml --vary 'talk.stop_talk.at = event - 10 d .. event - 1 d by 1 d' "
    "--vary 'talk.stop_talk.intensity = 0.5, 1'\n"
    "  oploop sweep mine.yaml --vary 'spread.inviters = 10 % .. 30 %' --design sobol "
    "--points 64\n"
    "  oploop sweep mine.yaml --dry-run\n"
    "  oploop sweep mine.yaml -n 200 --resume\n\n"
    "Usage: oploop sweep SCENARIO [options]\n\n"
    "      --vary KEY=VALUES    what is varied; may be repeated. KEY is\n"
    "                           STRATEGY.MEASURE.SETTING or a parameter; VALUES are a\n"
    "                           range with a step, or a list (docs/language.md).\n"
    "                           Default: `study:` of the scenario\n"
    "      --design grid|latin|sobol  all combinations, or so many points\n"
    "      --points N           points of latin and sobol\n"
    "      --design-from FILE   read the points from such a design.csv\n"
    "      --effective-share Q  a start still works when it has this share of the\n"
    "                           effect of the reference (default 0.8)\n"
    "      --reference MOMENT   the early start that others are measured by, as in\n"
    "                           'event - 10 d': one of those varied; default: the\n"
    "                           earliest that is carried out in half of the evenings\n"
    "  -o, --output DIR         results folder (default results/NAME-sweep)\n"
    "  -n, --replicates N       evenings (default 50)\n"
    "      --replicate K        exactly evening K, counted from 0 (-n is then\n"
    "                           left aside)\n"
    "  -s, --strategy NAME      where no setting of a strategy is varied: only this\n"
    "                           one; may be repeated\n"
    "  -c, --conditions NAME    only under this set of conditions; may be repeated\n"
    "  -j, --threads N          default: all cores; the results do not depend on it\n"
    "      --until 'METRIC: WIDTH'  go on until the 90 % interval of every point's\n"
    "                           difference from the base is this narrow, half its width,\n"
    "                           as in 'injured_persons: 2 persons'; may be repeated; -n\n"
    "                           is then the most evenings (default 1000), 50 the least\n"
    "      --seed S             default 1\n"
    "      --set KEY=VALUE      override a key of the scenario; may be repeated\n"
    "      --fixed-parameters   central values instead of draws: chance only\n"
    "      --no-fork            simulate every arm from the start: same bytes, more\n"
    "                           work\n"
    "      --resume             go on with a study that was stopped\n"
    "      --lang en|nl         language of charts and report\n"
    "      --dry-run            say what would run, and what it would take\n"
    "  -f, --force              replace a results folder as a whole\n"
    "  -q, --quiet              no progress\n"
    "  -h, --help               this text\n\n"
    "Exit status: 0 done, 2 wrong usage, 3 some evenings failed (failed.csv lists\n"
    "them), 65 faults in the scenario or the design, 66 input missing, 71 memory ran\n"
    "out, 73 output cannot be created or exists, 74 I/O error, 129, 130, 143 hung up,\n"
    "interrupted, terminated (--resume goes on).\n";

const char *const op_sweep_help[] = { sweep_help, NULL };

// What the keys of the world cost is said before it is paid.
static void
say_worlds(struct op_sweep_session *session)
{
    const struct op_design *design = &session->design;
    char keys[512] = "";

    for (int f = 0; f < design->n_factors; f++) {
        const size_t n = strlen(keys);

        if (design->factor[f].kind == OP_FACTOR_WORLD) {
            (void)snprintf(keys + n, sizeof keys - n, "%s%s", n > 0 ? ", " : "",
                           design->factor[f].key);
        }
    }
    if (keys[0] != '\0' && session->plan.n_worlds > 1) {
        op_diag_warn(&session->diag, OP_OK, (struct op_place){ 0 }, NULL,
                     "%s: each value is another world, built and run by itself (%d in all); "
                     "evenings are paired by their number alone",
                     keys, session->plan.n_worlds);
    }
}

// ---- what is done ----

static enum op_status
write_arms(struct op_sweep_session *session, const struct op_sweep *sweep)
{
    char path[4096];
    enum op_status status = op_sweep_scenario(sweep, 0, &session->whole, &session->diag);

    if (status == OP_OK) {
        status = op_scenario_write(&session->whole, &sweep->model->schema,
                                   op_folder_file(&session->folder, OP_SWEEP_ARMS, path),
                                   &session->diag);
    }
    return status;
}

// What `oploop rerun` does with scenario.yaml: the points come from the folder's own design.csv,
// whatever they were made from.
static void
words_to_repeat(const struct op_sweep_session *session, struct op_repeat_words *words)
{
    struct op_options options = session->options;

    options.design_from = "design.csv";
    options.effective_share = session->effective_share;
    options.reference = session->reference;
    op_repeat_words(words, "sweep", &options, session->n_replicates);
}

static enum op_status
write_all(struct op_sweep_session *session, const struct op_sweep *sweep, enum op_status simulated)
{
    struct op_diag *diag = &session->diag;
    struct op_repeat_words repeat = { 0 };
    char path[4096];
    enum op_status status = op_sweep_tables(sweep, diag);

    if (status == OP_OK) {
        status = write_arms(session, sweep);
    }
    if (status != OP_OK) {
        return status;
    }
    words_to_repeat(session, &repeat);

    int references[2] = { session->scenario.base, session->scenario.nothing };
    struct op_study_options options = sweep->study;

    options.strategies = references;
    options.n_strategies = references[0] == references[1] ? 1 : 2;

    const struct op_about about = {
        .model = sweep->model,
        .scenario = &session->scenario,
        .options = &options,
        .counts = &session->counts.all,
        .n_replicates = session->counts.all.n_done / session->plan.n_worlds,
        .command = session->command,
        .rerun = repeat.word,
        .until = &session->until.until,
        .version = session->program->version,
        .share_dir = session->program->share_dir,
        .fingerprint = session->counts.fingerprint,
        .effective_share = session->effective_share,
        .reference_h = session->reference_h,
        .end_reason = simulated == OP_PARTIAL ? "some failed" : "done",
    };

    status = op_about_tables(&session->folder, &about, diag);
    if (status == OP_OK) {
        op_foldertree_remove(op_folder_file(&session->folder, OP_SWEEP_PIECES, path));
        status = session->program->summarise_sweep(session->folder.work_path,
                                                   session->program->share_dir,
                                                   session->options.language, stdout, diag);
    }
    if (status == OP_OK) {
        status = op_about_package(&session->folder, &about, diag);
    }
    return status == OP_OK ? op_folder_finish(&session->folder, diag) : status;
}

// A signal that comes while the files are written waits until they are whole.
static enum op_status
write_undisturbed(struct op_sweep_session *session, const struct op_sweep *sweep,
                  enum op_status simulated)
{
    sigset_t before;

    op_session_hold(&before);

    const enum op_status status = write_all(session, sweep, simulated);

    op_session_release(&before);
    return status;
}

static void
say_gain(const struct op_sweep_session *session)
{
    const struct op_study_counts *all = &session->counts.all;

    if (session->options.quiet) {
        return;
    }
    (void)printf("\n%d points x %d evenings in %s\n", session->design.n_points,
                 all->n_done / session->plan.n_worlds, session->folder.final_path);
    (void)printf("world %.1f s, simulation %.1f s; forks saved %.0f %% of %.1f M events\n",
                 all->world_s, all->simulate_s,
                 100.0 * (1.0 - (double)all->n_simulated /
                                    (double)(all->n_in_arms > 0 ? all->n_in_arms : 1)),
                 1e-6 * (double)all->n_in_arms);
    op_until_say(&session->until.until, &session->whole, stdout);
}

// What an interrupted study has kept is not thrown away by whoever forgets --resume.
static enum op_status
open_folder(struct op_sweep_session *session, const char *output)
{
    const struct op_options *o = &session->options;
    char pieces[4096];

    (void)snprintf(pieces, sizeof pieces, "%.3000s.unfinished/" OP_SWEEP_PIECES, output);
    if (o->resume) {
        return op_folder_resume(&session->folder, output, o->force, &session->diag);
    }
    if (!o->force && !op_folder_is_empty(pieces)) {
        return op_diag_add(&session->diag, OP_EXISTS, (struct op_place){ 0 },
                           "go on with it by --resume, or start anew with --force",
                           "%s.unfinished holds evenings of a study that was stopped", output);
    }
    return op_folder_open(&session->folder, output, o->force, &session->diag);
}

// An end before all is done: what is finished stays, and how to go on is said.
static void
say_kept(struct op_sweep_session *session, enum op_status status)
{
    const int n_all = session->n_replicates * session->plan.n_worlds;

    if (status == OP_NO_MEMORY) {
        op_diag_lack(&session->diag, session->diag.n_findings, "while evenings were simulated");
    }
    if (status == OP_INTERRUPTED) {
        op_diag_warn(&session->diag, status, (struct op_place){ 0 },
                     "the same command with --resume goes on",
                     "interrupted: %d of %d evenings are finished and kept in %s",
                     session->counts.all.n_done, n_all, session->folder.work_path);
    }
}

static void
say_not_reached(struct op_sweep_session *session)
{
    if (session->until.n_words > 0 && session->until.n_stopped == 0) {
        op_diag_warn(&session->diag, OP_OUT_OF_RANGE, (struct op_place){ 0 },
                     "allow more with -n, or ask for a wider interval",
                     "after %d evenings, the most that were allowed, intervals are not as narrow "
                     "as --until asks",
                     session->counts.all.n_done);
    }
}

static enum op_status
simulate_into(struct op_sweep_session *session, const struct op_sweep *sweep)
{
    enum op_status status = op_sweep_go(sweep, &session->counts, &session->diag);

    if (status != OP_OK && status != OP_PARTIAL) {
        say_kept(session, status);
        if (session->counts.all.n_failed > 0 && session->counts.all.n_done == 0) {
            op_folder_drop(&session->folder);   // all failed: --resume would find nothing to go on
        } else {
            op_folder_leave(&session->folder);
        }
        return status;
    }

    const enum op_status written = write_undisturbed(session, sweep, status);

    if (written != OP_OK) {
        op_folder_drop(&session->folder);
        return written;
    }
    say_gain(session);
    say_not_reached(session);
    if (status == OP_PARTIAL) {
        op_diag_warn(&session->diag, status, (struct op_place){ 0 },
                     "failed.csv lists them with the command that repeats each",
                     "%d of the evenings failed and are left out: %s", session->counts.all.n_failed,
                     op_status_text(session->counts.all.failure));
    }
    return status;
}

static enum op_status
simulate(struct op_sweep_session *session)
{
    const struct op_options *o = &session->options;
    char path[1024];
    const char *output =
        o->output != NULL ? o->output : op_session_output(o->scenario, "-sweep", path);
    struct op_sweep sweep = {
        .model = session->program->model,
        .maker = session->program->maker,
        .scenario = &session->scenario,
        .path = o->scenario,
        .load = { session->program->share_dir, o->set, o->n_sets, NULL },
        .design = &session->design,
        .plan = &session->plan,
        .base_sets = session->arms.conditions,
        .n_base_sets = session->arms.n_conditions,
        .study = { .seed = o->seed,
                   .first_replicate = o->replicate >= 0 ? o->replicate : 0,
                   .n_replicates = session->n_replicates,
                   .n_threads = o->n_threads,
                   .no_fork = o->no_fork,
                   .fixed_parameters = o->fixed_parameters },
        .until = session->until.n_words > 0 ? &session->until : NULL,
        .folder = &session->folder,
        .progress = op_session_progress,
        .context = &session->clock,
        .stop = op_session_stop(),
    };
    enum op_status status = OP_OK;

    if (o->dry_run) {
        return op_sweep_dry_run(&sweep, output, stdout, &session->diag);
    }
    say_worlds(session);
    status = open_folder(session, output);
    return status == OP_OK ? simulate_into(session, &sweep) : status;
}

int
op_verb_sweep(int argc, char **argv, const struct op_program *program)
{
    struct op_sweep_session session;
    enum op_status status = OP_OK;

    session = (struct op_sweep_session){ .program = program, .reference_h = (double)NAN };
    op_diag_init(&session.diag);
    op_session_command(session.command, sizeof session.command, argc, argv);
    if (!op_options_read_by(&session.options, op_sweep_options, argc, argv, &session.diag)) {
        status = OP_USAGE;
    } else if (session.options.help) {
        (void)fputs(sweep_help, stdout);
    } else {
        op_session_begin(&session.clock, session.options.quiet);
        status = op_sweep_prepare(&session);
        if (status == OP_OK) {
            status = simulate(&session);
        }
        if (status != OP_OK && status != OP_PARTIAL && status != OP_INTERRUPTED &&
            op_diag_status(&session.diag) == OP_OK) {
            (void)!op_diag_add(&session.diag, status, (struct op_place){ 0 }, NULL, "%s",
                               op_status_text(status));
        }
    }
    op_diag_print(&session.diag, stderr);
    op_sweep_close(&session);
    return status == OP_INTERRUPTED ? 128 + op_session_signal() : op_status_exit(status);
}
