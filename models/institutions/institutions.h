// SPDX-License-Identifier: GPL-3.0-or-later
// Institutions: who looks, who judges, who tells whom, who decides. They never see the true state.
//
//   signals.c    open shares are mentioned, closed groups are told of, the street reports, amid
//                signals that mean nothing; the law bounds who may look where
//   analysts.c   a desk of some analysts, before which signals wait
//   judgement.c  is it a call, how many will come, which phase is it: a picture
//   roles.c      who tells whom at all, in the run-up and once it is acute
//   sharing.c    pictures go from actor to actor, slowly in the run-up, fast once it is acute
//   decision.c   mayor, police chief and prosecutor must each know, and then agree
//   courts.c     an order can be suspended
//
// All of them read the public's side and write only their own segments, save a court's ruling.
#ifndef OP_MODELS_INSTITUTIONS_INSTITUTIONS_H
#define OP_MODELS_INSTITUTIONS_INSTITUTIONS_H

#include "models/shared/people.h"
#include "models/shared/phases.h"
#include "models/shared/signs.h"
#include "sim/run/run.h"

extern const struct op_mechanism op_signals_mechanism, op_analysts_mechanism,
    op_judgement_mechanism, op_sharing_mechanism, op_decision_mechanism, op_courts_mechanism,
    op_roles_mechanism;

// Whoever may know something; names in op_actor_names, for events.csv and for `actor:` of a
// measure.
enum op_actor {
    OP_ACTOR_MAYOR,
    OP_ACTOR_ADVISER,         // public-order adviser of the municipality
    OP_ACTOR_COMMUNICATION,   // of the municipality
    OP_ACTOR_INFORMATION,     // police: the desk
    OP_ACTOR_NEIGHBOURHOOD,   // police
    OP_ACTOR_PUBLIC_ORDER,    // police chief, public order
    OP_ACTOR_PROSECUTOR,
    OP_ACTOR_YOUTH_WORK,
    OP_ACTOR_SCHOOLS,
    OP_ACTOR_PLATFORMS,
    OP_ACTOR_ORGANISER,
    OP_ACTOR_TRANSPORT,
    OP_ACTOR_MEDIA,
    OP_ACTOR_RESIDENTS,
    OP_ACTOR_NATIONAL,
    OP_N_ACTORS,
    OP_ACTOR_DECIDERS = OP_N_ACTORS,   // mayor, police chief and prosecutor together
    OP_ACTOR_COURTS
};
extern const char *const op_actor_names[];

// What events.csv says that an actor does.
enum op_note {
    OP_NOTE_HEARS,        // of a tip
    OP_NOTE_RECOGNISES,   // the desk: it is a call
    OP_NOTE_KNOWS,        // has a picture of another phase than before; value: expected crowd
    OP_NOTE_SHARED,       // the deciders each know; value: hours since the call was there
    OP_NOTE_AGREES,       // the deciders agree on a phase; value: expected crowd
    OP_NOTE_RULES,        // a court suspends an order
    OP_NOTE_COPIED,       // nobody's: a call is made elsewhere; value: code of the municipality
    OP_NOTE_EVENING       // nobody's: an evening is over; value: persons violent, all places
};
extern const char *const op_note_names[];

// The phase as those who would carry a measure out see it; fits op_model.seen_phase.
int op_institutions_phase(const struct op_run *run, const struct op_measure *measure);

// ---- switched off: everybody knows the true state at once, and nothing of this happens ----

bool op_institutions_know_all(const struct op_run *run);

// ---- signals.c ----

enum {
    OP_SIGNALS_LEVER_MONITORING,
    OP_SIGNALS_LEVER_TIPS,
    OP_SIGNALS_LEVER_NOISE,
    OP_SIGNALS_N_LEVERS
};

enum op_signal_kind { OP_SIGNAL_MENTION, OP_SIGNAL_TIP, OP_SIGNAL_NOISE };

// Row of OP_SEG_SIGNAL.
struct op_signal {
    int64_t at_us;         // since when it waits at the desk
    uint32_t instance;     // page that it speaks of; noise: none
    uint32_t key[2];       // names it in draws
    uint32_t next;         // 1 + the row that waits behind it; 0: none
    uint8_t kind, actor;   // actor: who heard of a tip
    uint8_t pad[6];
};

// Row of OP_SEG_SEEN_PAGE: what the desk knows of a page.
struct op_seen_page {
    int64_t signal_us;   // last mention that was let through; OP_NEVER_US
    uint32_t n_clicks;   // as last read
    uint32_t is_known;
};

struct op_street {   // what was last reported from the place
    double n_present, n_active;
};

// One row of OP_SEG_SIGNALS.
struct op_signals_state {
    struct op_street street;
    uint32_t timer_noise, timer_review, timer_street;
    uint32_t n_mentions, n_tips;
    uint32_t n_noise, n_restarts;   // signals that meant nothing; changes of their rate
    uint32_t has_news;              // the desk has heard of national news
    uint32_t is_told;               // an actor who knows has told the desk that there is a call
    uint32_t is_watching;           // pages are read again and again
    uint32_t n_monitored, pad;      // persons looked at
};

static inline struct op_signals_state *
op_signals_of(const struct op_run *run)
{
    return (struct op_signals_state *)op_rows(run, OP_SEG_SIGNALS);
}

struct op_seen_page *op_signals_page(struct op_run *run, uint32_t instance);
void op_signals_read_page(struct op_run *run, uint32_t instance);   // the desk looks at it
void op_signals_told(struct op_run *run, bool by_news);   // the desk need not guess any more
double op_signals_clicks(const struct op_run *run);       // on the pages that the desk knows

// ---- analysts.c ----

enum { OP_ANALYSTS_LEVER_MORE, OP_ANALYSTS_N_LEVERS };
void op_analysts_take(struct op_run *run, uint32_t signal);   // a signal reaches the desk
uint32_t op_analysts_waiting(const struct op_run *run);

// ---- judgement.c ----

enum { OP_JUDGEMENT_LEVER_EXPERTISE, OP_JUDGEMENT_N_LEVERS };

// Row of OP_SEG_PICTURE: what the desk thought at a moment. Later rows are newer.
struct op_picture {
    int64_t at_us;
    double n_expected, n_clicks, n_present, n_active;
    int32_t phase;
    int32_t pad;
};

void op_judgement_weigh(struct op_run *run, const struct op_signal *signal, bool *is_alarm);
// What is true now, as a new picture: for those of whom the scenario says that they know.
uint32_t op_judgement_truth(struct op_run *run);
void op_judgement_look(struct op_run *run);   // something that the desk knows has changed
double op_judgement_expertise(const struct op_run *run);
bool op_judgement_has_cause(const struct op_run *run);   // a concrete cause to look further
bool op_judgement_is_recognised(const struct op_run *run);

static inline const struct op_picture *
op_picture_row(const struct op_run *run, uint32_t picture)
{
    return (const struct op_picture *)op_rows(run, OP_SEG_PICTURE) + picture;
}

// ---- roles.c ----

struct op_link {
    uint8_t from, to;
    bool is_within;    // one organisation
    bool is_of_tips;   // what `from` hears reaches the desk; it does not pass pictures on
};
enum { OP_N_LINKS = 28 };
extern const struct op_link op_links[OP_N_LINKS];
extern const struct op_schema_links op_role_links;   // the same for files

// The probability that the link is used while it is acute, or is not; 0: it never tells.
double op_roles_share(const struct op_run *run, int link, bool is_acute);

// ---- sharing.c ----

enum { OP_SHARING_LEVER_TIME, OP_SHARING_N_LEVERS };

// Row of OP_SEG_ACTOR.
struct op_actor_state {
    int64_t knew_us;    // when it first knew of a call; OP_NEVER_US
    uint32_t picture;   // 1 + row; 0: none
    uint32_t pad;
};

static inline struct op_actor_state *
op_actor_of(const struct op_run *run, enum op_actor actor)
{
    return (struct op_actor_state *)op_rows(run, OP_SEG_ACTOR) + actor;
}

void op_sharing_spread(struct op_run *run, enum op_actor from, uint32_t picture);
void op_sharing_news(struct op_run *run, uint32_t picture);
// Somebody knows of the call for certain: takes the picture, and tells the desk as well.
void op_sharing_certain(struct op_run *run, enum op_actor actor, uint32_t picture);
bool op_sharing_is_decider(enum op_actor actor);
// How long it takes until what `from` knows reaches `to`, us.
int64_t op_sharing_latency_us(const struct op_run *run, enum op_actor from, enum op_actor to,
                              int phase);
// Does the actor pass on to the desk what it hears? It does or does not all evening, by phase.
bool op_sharing_passes_on(const struct op_run *run, enum op_actor actor, int phase);

// ---- decision.c ----

enum { OP_DECISION_LEVER_PREPARATION, OP_DECISION_N_LEVERS };
void op_decision_consider(struct op_run *run);   // a decider has a new picture

// People are at the place, or violent: what is known goes round fast.
static inline bool
op_phase_is_acute(int phase)
{
    return phase == OP_ASSEMBLY || phase == OP_DISORDER;
}

#endif
