// SPDX-License-Identifier: GPL-3.0-or-later
// Trust tau in [0, 1]. An act that is seen counts once for (person, act): a gain of size s adds
// s (1 - tau), a loss takes 2.2 s tau (losses weigh heavier than gains), and what was moved drifts
// back to the person's own start: tau(t) = tau0 + (tau - tau0) exp(-days / drift).
//
// Whose rights were touched is marked with the person; their trust is a running total of its own.
//
// Known: from .5 a loss of .05 leaves .5 - 2.2 x .05 x .5 = .445; a gain of .05 makes .525.
// from   the asymmetry is Slovic 1993, doi:10.1111/j.1539-6924.1993.tb01329.x; sizes are assumed
#include "models/trust/trust.h"

#include "models/shared/acts.h"
#include "models/shared/people.h"

#include <math.h>

#define FIXED_ONE 1048576.0

// Which (person, act) were counted: a binary tree of mixed keys, rows behind the head of the
// segment. The mixing is one-to-one, so equal keys are equal pairs, and it makes the tree shallow.
struct counted {
    uint64_t key;
    uint32_t child[2];   // 1 + row; 0 = none
};

struct trust_head {
    int64_t total_fixed;     // sum of all persons' trust at their last change, x 2^20
    int64_t touched_fixed;   // the same of those touched
    uint32_t n_counted, n_touched;
    uint64_t pad;
};
enum { HEAD_ROWS = 2 };
_Static_assert(sizeof(struct trust_head) == HEAD_ROWS * sizeof(struct counted),
               "rows follow the head");

// clang-format off
static const struct op_param params[] = {
    [OP_TRUST_DRIFT] = { "drift", OP_UNIT_DURATION, 86400, 86400.0 * 3650,
      "margin(30 d, 75 d, 180 d)", OP_RUN_PARAM, OP_ASSUMED,
      "time in which a moved trust drifts back to 37 % of the change", "assumed", NULL },
    [OP_TRUST_LOSS_FACTOR] = { "loss_factor", OP_UNIT_NONE, 0, 10,
      "margin(1.5, 2.2, 3)", OP_RUN_PARAM, OP_ASSUMED,
      "how much heavier a loss weighs than a gain of the same size",
      "size assumed; direction: Slovic 1993", NULL },
    [OP_TRUST_HONEST_NEWS] = { "honest_news", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.3 %, 1 %, 3 %)", OP_RUN_PARAM, OP_ASSUMED,
      "gain from reading honest early news of the authorities", "assumed", NULL },
    [OP_TRUST_DIALOGUE] = { "dialogue", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 2 %, 5 %)", OP_RUN_PARAM, OP_ASSUMED,
      "gain from being talked with", "assumed", NULL },
    [OP_TRUST_OWN_POST_REMOVED] = { "own_post_removed", OP_UNIT_SHARE, 0, 0.4,
      "margin(1 %, 5 %, 7 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss when a person's own lawful post is removed", "assumed", NULL },
    [OP_TRUST_FRIEND_POST_REMOVED] = { "friend_post_removed", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 1.5 %, 3 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss when a friend's lawful post is removed", "assumed", NULL },
    [OP_TRUST_FORCE_SEEN] = { "force_seen", OP_UNIT_SHARE, 0, 0.4,
      "margin(2 %, 5 %, 10 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those who stand in a crowd that riot police disperse", "assumed", NULL },
    [OP_TRUST_FORCE_LIVE] = { "force_live", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.3 %, 1 %, 3 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those elsewhere who see riot police disperse a crowd in a live post", "assumed", NULL },
    [OP_TRUST_LEFT_ALONE] = { "left_alone", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 2 %, 5 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those present when disorder is left alone", "assumed", NULL },
    [OP_TRUST_INTRUSION] = { "intrusion", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 2 %, 7 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those who learn that the authorities watch or restrict what is said online",
      "docs/sources.md#removal", NULL },
    [OP_TRUST_SEARCHED] = { "searched", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 2 %, 5 %)", OP_RUN_PARAM, OP_ASSUMED, "loss of who is searched without cause",
      "assumed", NULL },
    [OP_TRUST_HELD] = { "held", OP_UNIT_SHARE, 0, 0.4,
      "margin(2 %, 5 %, 10 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those who are kept within a cordon or led away in a mass", "assumed", NULL },
    [OP_TRUST_ARREST_RESENTED] = { "arrest_resented", OP_UNIT_SHARE, 0, 0.4,
      "margin(0.5 %, 2 %, 5 %)", OP_RUN_PARAM, OP_ASSUMED,
      "loss of those with a stake in a call who hear that its caller was arrested", "assumed",
      NULL },
    [OP_TRUST_NEIGHBOURHOOD] = { "neighbourhood", OP_UNIT_LENGTH, 0, 1e6, "5 km", OP_RUN_PARAM,
      OP_CHOSEN, "how far from the place the residents live whom a dialogue is with", "assumed",
      NULL },
};

static const struct op_lever levers[OP_TRUST_N_LEVERS] = {
    [OP_TRUST_LEVER_DIALOGUE] = { "dialogue", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of the residents near the place who are talked with", "assumed" },
    [OP_TRUST_LEVER_INTRUSION] = { "intrusion", OP_SUM, OP_UNIT_SHARE, 0, 1,
      "share of those whom the call has reached who learn that the authorities watch or restrict "
      "what is said", "docs/sources.md#removal" },
};

static const struct op_observable observables[] = {
    { "trust_mean", "share", OP_WANT_MORE, "last", 0, "mean trust", "gemiddeld vertrouwen",
      "mean over all persons of trust as it stood after the last act each of them saw" },
    { "touched_persons", "persons", OP_WANT_LESS, "last", 0, "persons touched",
      "geraakte personen",
      "own lawful post removed, banned, turned back, searched, dispersed, kept in a cordon, led away "
      "or arrested so far; each once" },
    { "trust_touched", "share", OP_WANT_MORE, "last", 0, "trust among those touched",
      "vertrouwen van wie geraakt is",
      "the mean over persons touched alone; empty while there are none" },
};

static const struct op_metric metrics[] = {
    { "trust_mean", "share", OP_WANT_MORE, 0, "mean trust", "gemiddeld vertrouwen",
      "mean over all persons of trust as it stood after the last act each of them saw" },
    { "touched_persons", "persons", OP_WANT_LESS, 0, "persons touched", "geraakte personen",
      "own lawful post removed, banned, turned back, searched, dispersed, kept in a cordon, led away "
      "or arrested; each once" },
    { "trust_touched", "share", OP_WANT_MORE, 0, "trust among those touched",
      "vertrouwen van wie geraakt is", "the mean over persons touched alone; empty: nobody was" },
};
// clang-format on

static struct trust_head *
head_of(const struct op_run *run)
{
    return (struct trust_head *)op_rows(run, OP_SEG_TRUST);
}

static int64_t
fixed(double trust)
{
    return (int64_t)(trust * FIXED_ONE);
}

// Finaliser of MurmurHash3: every step can be undone, so no two pairs meet.
static uint64_t
mixed(uint32_t person, uint32_t act)
{
    uint64_t x = (uint64_t)person << 32 | act;

    x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDu;
    x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53u;
    return x ^ x >> 33;
}

// Rows are numbered from 1, so that 0 is none: one before the first row behind the head.
static struct counted *
first_row(const struct op_segment *segment)
{
    return (struct counted *)(void *)segment->base + (HEAD_ROWS - 1);
}

// True the first time that it is asked for a pair.
static bool
count_once(struct op_run *run, uint32_t person, uint32_t act)
{
    struct op_segment *segment = &run->state.segment[OP_SEG_TRUST];
    struct counted *row = first_row(segment);
    const uint64_t key = mixed(person, act);
    const uint32_t n = head_of(run)->n_counted;
    uint32_t at = n > 0 ? 1 : 0, parent = 0;
    int side = 0;

    while (at != 0) {
        if (row[at].key == key) {
            return false;
        }
        parent = at;
        side = key > row[at].key;
        at = row[at].child[side];
    }
    struct counted *new_row = (struct counted *)op_segment_grow(segment, sizeof *new_row);
    new_row->key = key;
    head_of(run)->n_counted = n + 1;
    if (parent != 0) {
        row = first_row(segment);
        row[parent].child[side] = n + 1;
    }
    return true;
}

double
op_trust_now(const struct op_run *run, uint32_t person)
{
    const double start = (double)op_world_of(run)->person[person].trust0;
    const struct op_person *row = op_person_find(run, person);

    if (row == NULL || (double)row->trust == start) {
        return start;
    }
    const double drift_days = op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_DRIFT] / 86400.0;
    const double days = op_days(op_run_now_us(run) - row->trust_since_us);
    return start + ((double)row->trust - start) * op_exp(-days / drift_days);
}

void
op_trust_act(struct op_run *run, uint32_t person, uint32_t act, double s)
{
    if (s != 0 && count_once(run, person, act)) {
        op_trust_first_act(run, person, s);
    }
}

void
op_trust_first_act(struct op_run *run, uint32_t person, double s)
{
    if (s == 0) {
        return;
    }
    const double loss_factor = op_run_params(run, OP_GROUP_TRUST)[OP_TRUST_LOSS_FACTOR];
    const double before = op_trust_now(run, person);
    double after = s > 0 ? before + s * (1 - before) : before + loss_factor * s * before;
    after = after < 0 ? 0 : after > 1 ? 1 : after;

    struct op_person *row = op_person_touch(run, person);
    const int64_t old_fixed = fixed((double)row->trust);
    row->trust = (float)after;
    row->trust_since_us = op_run_now_us(run);
    head_of(run)->total_fixed += fixed((double)row->trust) - old_fixed;
    if (row->marks & OP_MARK_TOUCHED) {
        head_of(run)->touched_fixed += fixed((double)row->trust) - old_fixed;
    }
}

void
op_trust_touch(struct op_run *run, uint32_t person)
{
    struct op_person *row = op_person_touch(run, person);

    if (row->marks & OP_MARK_TOUCHED) {
        return;
    }
    row->marks |= OP_MARK_TOUCHED;
    head_of(run)->n_touched++;
    head_of(run)->touched_fixed += fixed((double)row->trust);
}

static void
begin(struct op_run *run)
{
    const struct op_world *world = op_world_of(run);
    struct op_segment *segment = &run->state.segment[OP_SEG_TRUST];
    struct trust_head *head = (struct trust_head *)op_segment_grow(segment, sizeof *head);

    for (uint32_t i = 0; i < world->n_persons; i++) {
        head->total_fixed += fixed((double)world->person[i].trust0);
    }
}

static void
observe(const struct op_run *run, double *values)
{
    const uint32_t n = op_world_of(run)->n_persons;
    const struct trust_head *head = head_of(run);
    const double n_touched = head->n_touched;

    values[0] = n > 0 ? (double)head->total_fixed / (FIXED_ONE * (double)n) : 0;
    values[1] = n_touched;
    values[2] = n_touched > 0 ? (double)head->touched_fixed / (FIXED_ONE * n_touched) : NAN;
}

const struct op_mechanism op_trust_mechanism = {
    .table = { "trust", params, OP_TRUST_N_PARAMS, levers, OP_TRUST_N_LEVERS, observables, 3 },
    .summary = "trust in the authorities, moved by acts seen and drifting back",
    .source = "asymmetry: Slovic 1993, doi:10.1111/j.1539-6924.1993.tb01329.x; sizes assumed",
    .metrics = metrics,
    .n_metrics = 3,
    .begin = begin,
    .observe = observe,
    .outcome = observe,
    .lever_moved = op_contact_moved,
};
