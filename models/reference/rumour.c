// SPDX-License-Identifier: GPL-3.0-or-later
// A rumour: spreaders tell it until they meet somebody who knows it.
//
// A spreader meets others at the contact rate, each time one of its ties (complete: anybody), drawn
// evenly. Who had not heard it becomes a spreader. Otherwise, Maki & Thompson: the teller stops.
// Daley & Kendall: so does a spreader who is told; there every pair meets at one rate, so a meeting
// of two spreaders, which either may begin, counts half the time.
//
// Known: in the limit, from one spreader in a complete network, x = exp(-2 (1 - x)) = .20318787
// never hear it, in both models.
//   from   Daley & Kendall 1965, doi:10.1093/imamat/1.1.42; Maki & Thompson 1973
#include "models/reference/reference.h"

enum { PARAM_CONTACT, PARAM_RULE, PARAM_START, PARAM_FIRST, N_PARAMS };
enum { KIND_TELL = OP_KIND_RUMOUR };
enum { IGNORANT, SPREADER, STIFLER };
enum { RULE_MAKI_THOMPSON, RULE_DALEY_KENDALL };

struct rumour {
    struct op_course course;
    double contact_us;   // mean time between the meetings of a spreader
    int32_t rule;
    int32_t pad;
};

// clang-format off
static const struct op_param params[N_PARAMS] = {
    [PARAM_CONTACT] = { "contact_rate", OP_UNIT_RATE, 0, 1e6, "1 /h", OP_RUN_PARAM, OP_CHOSEN,
      "rate at which a spreader meets others", "Daley & Kendall 1965", NULL },
    [PARAM_RULE] = { "rule", OP_UNIT_CHOICE, 0, 1, "maki_thompson", OP_RUN_PARAM, OP_CHOSEN,
      "who stops when a spreader meets one who knows", "Maki & Thompson 1973; Daley & Kendall 1965",
      "maki_thompson|daley_kendall" },
    [PARAM_START] = { "start", OP_UNIT_CHOICE, 0, 1, "random", OP_RUN_PARAM, OP_CHOSEN,
      "who knows it first: drawn, or the first by number", "assumed", "random|first" },
    [PARAM_FIRST] = { "initial_persons", OP_UNIT_PERSONS, 0, 1e9, "1", OP_RUN_PARAM, OP_CHOSEN,
      "number of spreaders at the start", "assumed", NULL },
};

static const struct op_metric metrics[] = {
    OP_COURSE_METRICS("persons who heard it", "spreaders"),
    { "never_heard_share", "1", OP_WANT_NONE, 0, "share who never heard it",
      "aandeel dat het nooit hoorde", "persons who never heard it, of all" },
};
// clang-format on

static inline uint8_t *
status_of(const struct op_run *run)
{
    return (uint8_t *)op_rows(run, OP_SEG_REF_STATUS);
}

static void
tell_next(struct op_run *run, const struct rumour *rumour, uint32_t person, uint32_t k)
{
    const double wait =
        op_draw_exp(&run->chance, OP_DRAW_CONTACT, person, k, 0) * rumour->contact_us;

    op_run_add(run, op_ref_after_us(run, wait), KIND_TELL, 0, person, k);
}

static bool
has_ties(const struct op_network *network, uint32_t person)
{
    return network->is_complete ? network->n_persons > 1
                                : network->first[person + 1] > network->first[person];
}

static void
hear(struct op_run *run, uint32_t person)
{
    struct rumour *const rumour = op_ref_scalars(run);

    status_of(run)[person] = SPREADER;
    op_course_enter(&rumour->course, op_run_now_us(run));
    if (has_ties(op_network_of(run), person)) tell_next(run, rumour, person, 0);
}

static void
stop(struct op_run *run, struct rumour *rumour, uint32_t person)
{
    status_of(run)[person] = STIFLER;
    op_course_leave(&rumour->course, op_run_now_us(run));
}

static uint32_t
met(const struct op_network *network, uint32_t person, double u)
{
    if (network->is_complete) {
        const uint32_t other = op_below(u, network->n_persons - 1);

        return other + (other >= person);
    }
    const uint32_t first = network->first[person];

    return (uint32_t)network->target[first + op_below(u, network->first[person + 1] - first)];
}

static void
tell(struct op_run *run, struct op_event event)
{
    struct rumour *const rumour = op_ref_scalars(run);
    const uint32_t person = op_event_subject(event), k = op_event_argument(event);

    if (status_of(run)[person] != SPREADER) return;   // was told by another spreader meanwhile
    const struct op_words words = op_draw_words(&run->chance, OP_DRAW_CONTACT, person, k, 1);
    const uint32_t other = met(op_network_of(run), person, op_unit_from(words.w[0], words.w[1]));

    if (status_of(run)[other] == IGNORANT) {
        hear(run, other);
    } else if (rumour->rule == RULE_MAKI_THOMPSON || status_of(run)[other] == STIFLER) {
        stop(run, rumour, person);
        return;
    } else if (words.w[2] & 1) {
        stop(run, rumour, other);
        stop(run, rumour, person);
        return;
    }
    tell_next(run, rumour, person, k + 1);
}

static void
begin(struct op_run *run)
{
    const double *const p = op_ref_params(run);
    struct rumour *const rumour =
        op_segment_grow(&run->state.segment[OP_SEG_REF_SCALARS], sizeof *rumour);
    const uint32_t n = op_network_of(run)->n_persons;

    rumour->contact_us = 1e6 / p[PARAM_CONTACT];
    rumour->rule = (int32_t)p[PARAM_RULE];
    (void)op_segment_grow(&run->state.segment[OP_SEG_REF_STATUS], n);
    op_ref_start(run, n, (uint32_t)p[PARAM_FIRST], (int)p[PARAM_START], hear);
}

static void
outcome(const struct op_run *run, double *values)
{
    const struct rumour *const rumour = op_ref_scalars(run);

    op_course_values(&rumour->course, values);
    values[OP_N_COURSE_METRICS] =
        1 - (double)rumour->course.n_ever / (double)op_network_of(run)->n_persons;
}

const struct op_mechanism op_rumour_mechanism = {
    .table = { .name = "rumour", .params = params, .n_params = N_PARAMS },
    .summary = "spreaders tell it until they meet somebody who knows it",
    .source = "Daley & Kendall 1965, doi:10.1093/imamat/1.1.42; Maki & Thompson 1973",
    .first_kind = OP_KIND_RUMOUR,
    .kinds = { { "tell", tell, NULL } },
    .metrics = metrics,
    .n_metrics = sizeof metrics / sizeof *metrics,
    .begin = begin,
    .outcome = outcome,
};
