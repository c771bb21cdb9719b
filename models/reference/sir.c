// SPDX-License-Identifier: GPL-3.0-or-later
// Susceptible, infected, recovered, in continuous time (and SI, SIS): along each tie of an infected
// person passes an infection at rate beta, and the person recovers at rate gamma.
//
// SIR and SI on a network: who is infected at once draws how long that lasts, R, and for each tie
// when it passes: T = -ln(u)/beta, u one keyed 32-bit uniform of (person, tie). T < R means u >
// exp(-beta R), so ties that pass nothing cost a comparison. A tie to somebody who has had it is
// never queued. u is the tie's own: with a larger beta (or a smaller gamma) all that passed passes
// still, and earlier. SIS on a network: a tie may pass several times, so the windows R of the ties
// are laid end to end and one Poisson stream runs along them. Complete network: a person meets
// others at rate beta (n - 1).
//
// Known (complete, rate beta per tie): final share z = 1 - exp(-R0 z), R0 = (n - 1) beta/gamma; SIS
// settles at 1 - 1/R0; three persons, beta .5, gamma 1, one infected: in all 1, 2, 3 with
// probability 1/2, 2/9, 5/18.
//   from   Kermack & McKendrick 1927, doi:10.1098/rspa.1927.0118; Kiss, Miller & Simon 2017,
//          doi:10.1007/978-3-319-50806-1 (events on networks)
#include "models/reference/reference.h"

#include <math.h>

enum { PARAM_TRANSMISSION, PARAM_START, PARAM_FIRST, PARAM_RECOVERY, N_PARAMS };
enum { KIND_CATCH = OP_KIND_SIR, KIND_RECOVER, KIND_MEET };
enum { SUSCEPTIBLE, INFECTED, RECOVERED };
enum rule { RULE_SIR, RULE_SI, RULE_SIS };

// Rows: on a network a word a person (see HAD_IT); else how many it met, and how often it was
// infected. Status (complete, SIS): a byte a person. More (complete): until when it is infected.
struct sir {
    struct op_course course;
    double per_us;        // transmission along a tie
    double infected_us;   // mean time infected
    uint64_t n_passed;    // transmissions queued or met
    int32_t rule;
    int32_t is_marked;   // SIR or SI on a network: see HAD_IT
};

// clang-format off
#define PARAM_ROWS                                                                                 \
    [PARAM_TRANSMISSION] = { "transmission_rate", OP_UNIT_RATE, 0, 1e6, "0.5 /d", OP_RUN_PARAM,    \
      OP_CHOSEN, "rate at which an infected person infects another along a tie",                   \
      "Kermack & McKendrick 1927", NULL },                                                         \
    [PARAM_START] = { "start", OP_UNIT_CHOICE, 0, 1, "random", OP_RUN_PARAM, OP_CHOSEN,            \
      "who is infected at the start: drawn, or the first by number", "assumed", "random|first" },  \
    [PARAM_FIRST] = { "initial_persons", OP_UNIT_PERSONS, 0, 1e9, "1", OP_RUN_PARAM, OP_CHOSEN,    \
      "number of infected at the start", "assumed", NULL }
static const struct op_param params[N_PARAMS] = {
    PARAM_ROWS,
    [PARAM_RECOVERY] = { "recovery_rate", OP_UNIT_RATE, 1e-9, 1e6, "1 /d", OP_RUN_PARAM, OP_CHOSEN,
      "rate at which an infected person recovers", "Kermack & McKendrick 1927", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("infections, the first included", "infected persons"),
    { "infected_at_end_persons", "persons", OP_WANT_NONE, 0, "infected at the end",
      "besmet aan het einde", "still infected when the run ended; 0: it died out" },
    { "passed_count", "1", OP_WANT_NONE, 0, "transmissions", "overdrachten",
      "meetings or ties by which it could have passed to somebody susceptible when they were drawn" },
};
// clang-format on
enum { N_METRICS = sizeof metrics / sizeof *metrics };

static inline uint8_t *
status_of(const struct op_run *run)
{
    return (uint8_t *)op_rows(run, OP_SEG_REF_STATUS);
}

// ---- along ties ---------------------------------------------------------------------------------

struct passing {
    struct op_run *run;
    struct sir *sir;
    uint32_t person;
};

enum { BATCH = 64 };

// Of SIR and SI on a network, a word a person: 0 susceptible; else when the first infection that is
// queued is due, in 2^15 us and rounded down, + 1; or HAD_IT. A later one can never be the one that
// infects, so it is not queued: a sixth of the events less.
static const uint32_t HAD_IT = UINT32_MAX;

static inline uint32_t *
due_of(const struct op_run *run)
{
    return (uint32_t *)op_rows(run, OP_SEG_REF_ROWS);
}

// Queue those of the batch that can still be infected. Their words were fetched when they were
// noted.
static void
queue_batch(const struct passing *passing, const uint32_t *target, const uint32_t *word, uint32_t n)
{
    const double us = -1 / passing->sir->per_us;
    uint32_t *const due = due_of(passing->run);

    for (uint32_t k = 0; k < n; k++) {
        if (due[target[k]] == HAD_IT) continue;
        passing->sir->n_passed++;
        const int64_t at_us = op_ref_after_us(passing->run, op_log(op_unit_from32(word[k])) * us);
        if (at_us >= passing->run->scenario->end_us) continue;
        const uint32_t at = (uint32_t)((uint64_t)at_us >> 15) + 1;   // below 2^32: the end is

        if (due[target[k]] != 0 && at > due[target[k]]) continue;
        due[target[k]] = at;
        op_run_add(passing->run, at_us, KIND_CATCH, 0, target[k], passing->person);
    }
}

// The ties that pass within `span_us`, each at its own moment.
static void
pass_on(const struct passing *passing, double span_us)
{
    const struct op_network *const network = op_network_of(passing->run);
    const uint32_t first = network->first[passing->person];
    const uint32_t n_ties = network->first[passing->person + 1] - first;
    const int32_t *const tie = network->target + first;
    const double silent = op_exp(-passing->sir->per_us * span_us);   // share of ties
    const double least = silent * 0x1p32 + .5;                       // of a word that passes
    const uint32_t least_word = least < 0x1p32 ? (uint32_t)least : UINT32_MAX;
    const uint32_t *const due = due_of(passing->run);
    uint32_t target[BATCH + 4], word[BATCH + 4];
    uint32_t n = 0;

    if (!(least < 0x1p32)) return;
    for (uint32_t k = 0; k < n_ties; k += 4) {
        const struct op_words words =
            op_draw_words(&passing->run->chance, OP_DRAW_TIE, passing->person, k / 4, 0);
        const uint32_t past = n_ties - k < 4 ? n_ties - k : 4;

        for (uint32_t j = 0; j < past; j++) {
            target[n] = (uint32_t)tie[k + j];
            word[n] = words.w[j];
            __builtin_prefetch(&due[target[n]], 1);
            n += words.w[j] >= least_word;
        }
        if (n >= BATCH) {
            queue_batch(passing, target, word, n);
            n = 0;
        }
    }
    queue_batch(passing, target, word, n);
}

// All passings of all ties: position x along the windows laid end to end.
static void
pass_on_again(const struct passing *passing, double span_us, uint32_t episode)
{
    const struct op_network *const network = op_network_of(passing->run);
    const uint32_t first = network->first[passing->person];
    const double end = span_us * (network->first[passing->person + 1] - first);
    struct op_words words = { { 0 } };
    double x = 0;

    for (uint32_t k = 0;; k++) {
        if (k % 4 == 0) {
            words =
                op_draw_words(&passing->run->chance, OP_DRAW_TIE, passing->person, k / 4, episode);
        }
        x -= op_log(op_unit_from32(words.w[k % 4])) / passing->sir->per_us;
        if (!(x < end)) return;
        const uint32_t tie = (uint32_t)(x / span_us);

        passing->sir->n_passed++;
        op_run_add(passing->run, op_ref_after_us(passing->run, x - tie * span_us), KIND_CATCH,
                   (uint8_t)k, (uint32_t)network->target[first + tie], passing->person);
    }
}

// ---- everybody meets everybody ------------------------------------------------------------------

static int64_t *
until_of(const struct op_run *run)
{
    return (int64_t *)op_rows(run, OP_SEG_REF_MORE);
}

// The next meeting of an infected person, if it comes before the recovery. Meetings are counted
// over all its episodes, so that none is asked about twice.
static void
meet_next(struct op_run *run, const struct sir *sir, uint32_t person)
{
    const uint32_t k = ((uint32_t *)op_rows(run, OP_SEG_REF_ROWS))[person]++;
    const double per_us = sir->per_us * (op_network_of(run)->n_persons - 1);
    const double u = op_draw_unit(&run->chance, OP_DRAW_CONTACT, person, k, 0);
    const int64_t at_us = op_ref_after_us(run, -op_log(u) / per_us);

    if (at_us < until_of(run)[person]) op_run_add(run, at_us, KIND_MEET, 0, person, k);
}

static void infect(struct op_run *run, uint32_t person);

static void
meet(struct op_run *run, struct op_event event)
{
    struct sir *const sir = op_ref_scalars(run);
    const uint32_t person = op_event_subject(event), k = op_event_argument(event);
    const struct op_words words = op_draw_words(&run->chance, OP_DRAW_CONTACT, person, k, 1);
    uint32_t other =
        op_below(op_unit_from(words.w[0], words.w[1]), op_network_of(run)->n_persons - 1);

    other += other >= person;
    if (status_of(run)[other] == SUSCEPTIBLE) {
        sir->n_passed++;
        infect(run, other);
    }
    // Once all have it there is nobody left to look for.
    if (sir->rule == RULE_SI && sir->course.n_ever == op_network_of(run)->n_persons) return;
    meet_next(run, sir, person);
}

// ---- events -------------------------------------------------------------------------------------

static void
infect(struct op_run *run, uint32_t person)
{
    struct sir *const sir = op_ref_scalars(run);
    const struct op_network *const network = op_network_of(run);
    const struct passing passing = { run, sir, person };
    uint32_t *const count = op_rows(run, OP_SEG_REF_ROWS);
    const uint32_t episode =
        sir->rule == RULE_SIS ? count[(size_t)network->n_persons + person]++ : 0;
    double span_us = INFINITY;
    int64_t until_us = OP_NEVER_US / 2;

    if (sir->is_marked) {
        due_of(run)[person] = HAD_IT;
    } else {
        status_of(run)[person] = INFECTED;
    }
    op_course_enter(&sir->course, op_run_now_us(run));
    if (sir->rule != RULE_SI) {
        span_us =
            op_draw_exp(&run->chance, OP_DRAW_RECOVERY, person, episode, 0) * sir->infected_us;
        until_us = op_ref_after_us(run, span_us);
        op_run_add(run, until_us, KIND_RECOVER, 0, person, 0);
    }
    if (!(sir->per_us > 0)) return;
    if (network->is_complete) {
        until_of(run)[person] = until_us;
        if (network->n_persons > 1) meet_next(run, sir, person);
    } else if (sir->rule == RULE_SIS) {
        const double left_us = (double)(run->scenario->end_us - op_run_now_us(run));

        pass_on_again(&passing, span_us < left_us ? span_us : left_us, episode);
    } else {
        pass_on(&passing, span_us);
    }
}

static void
catch_it(struct op_run *run, struct op_event event)
{
    const struct sir *const sir = op_ref_scalars(run);
    const uint32_t person = op_event_subject(event);
    const bool is_free =
        sir->is_marked ? due_of(run)[person] != HAD_IT : status_of(run)[person] == SUSCEPTIBLE;

    if (is_free) infect(run, person);
}

// What catching will touch: first the person and where its row begins, then the row.
static void
look_ahead(const struct op_run *run, struct op_event event, int stage)
{
    const struct sir *const sir = op_ref_scalars(run);
    const struct op_network *const network = op_network_of(run);
    const uint32_t person = op_event_subject(event);

    if (!sir->is_marked) return;
    if (stage == 0) {
        __builtin_prefetch(due_of(run) + person, 1);
        __builtin_prefetch(network->first + person);
    } else if (due_of(run)[person] != HAD_IT) {
        __builtin_prefetch(network->target + network->first[person]);
    }
}

static void
recover(struct op_run *run, struct op_event event)
{
    struct sir *const sir = op_ref_scalars(run);

    if (!sir->is_marked) {
        status_of(run)[op_event_subject(event)] = sir->rule == RULE_SIS ? SUSCEPTIBLE : RECOVERED;
    }
    op_course_leave(&sir->course, op_run_now_us(run));
}

static void
begin(struct op_run *run, enum rule rule)
{
    const double *const p = op_ref_params(run);
    const struct op_network *const network = op_network_of(run);
    struct op_segment *const segment = run->state.segment;
    const size_t n = network->n_persons;
    struct sir *const sir = op_segment_grow(&segment[OP_SEG_REF_SCALARS], sizeof *sir);

    sir->rule = (int32_t)rule;
    sir->per_us = p[PARAM_TRANSMISSION] * 1e-6;
    if (rule != RULE_SI) sir->infected_us = 1e6 / p[PARAM_RECOVERY];
    sir->is_marked = !network->is_complete && rule != RULE_SIS;
    (void)op_segment_grow(&segment[OP_SEG_REF_ROWS],
                          (sir->is_marked ? 1 : 2) * n * sizeof(uint32_t));
    if (!sir->is_marked) (void)op_segment_grow(&segment[OP_SEG_REF_STATUS], n);
    if (network->is_complete) (void)op_segment_grow(&segment[OP_SEG_REF_MORE], n * sizeof(int64_t));
    op_ref_start(run, network->n_persons, (uint32_t)p[PARAM_FIRST], (int)p[PARAM_START], infect);
}

static void
begin_sir(struct op_run *run)
{
    begin(run, RULE_SIR);
}

static void
begin_si(struct op_run *run)
{
    begin(run, RULE_SI);
}

static void
begin_sis(struct op_run *run)
{
    begin(run, RULE_SIS);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct sir *const sir = op_ref_scalars(run);

    op_course_values(&sir->course, values);
    values[OP_N_COURSE_METRICS] = (double)sir->course.n_now;
    values[OP_N_COURSE_METRICS + 1] = (double)sir->n_passed;
}

// clang-format off
#define MECHANISM(id, n_of_params, what)                                                           \
    const struct op_mechanism op_##id##_mechanism = {                                              \
        .table = { .name = #id, .params = params, .n_params = n_of_params },                       \
        .summary = what,                                                                           \
        .source = "Kermack & McKendrick 1927, doi:10.1098/rspa.1927.0118",                         \
        .first_kind = OP_KIND_SIR,                                                                 \
        .kinds = { { "catch", catch_it, look_ahead }, { "recover", recover, NULL },    \
                   { "meet", meet, NULL } },              \
        .metrics = metrics,                                                                        \
        .n_metrics = N_METRICS,                                                                    \
        .begin = begin_##id,                                                                       \
        .outcome = outcome,                                                                        \
    }
// clang-format on
MECHANISM(sir, N_PARAMS, "susceptible, infected, recovered");
MECHANISM(si, PARAM_RECOVERY, "susceptible, infected for ever");
MECHANISM(sis, N_PARAMS, "susceptible, infected, susceptible again");
