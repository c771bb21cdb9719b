// SPDX-License-Identifier: GPL-3.0-or-later
// What a click sets off: with some probability a batch of invitations, and a feed story for
// followers.
//
// Of a batch, 40 % goes to the inviter's own community, 40 % to people nearby, 20 % to anyone. An
// invitation is read at the next session with a probability; only those that are read are
// scheduled.
#include "models/shared/signs.h"
#include "models/spread/spread_parts.h"

// Numbers of the questions under purposes INVITE_COUNT.
enum { ASK_WHETHER, ASK_HOW_MANY };
enum { MOST_INVITES = 500 };
// Invitations of a host who clicks on the own page are numbered after those sent when it was
// opened.
enum { AFTER_OPENING = 1 << 20 };

static uint32_t
draw_invitee(const struct op_run *run, uint32_t inviter, const struct op_words *w)
{
    const struct op_world *const world = op_world_of(run);
    const double whom = op_unit_from32(w->w[0]);
    const double u = op_unit_from32(w->w[1]);
    uint32_t first, past;

    if (whom < .4) {
        op_world_cluster(world, inviter, &first, &past);
        return first + op_below(u, past - first);
    }
    if (whom < .8) return op_world_neighbour(world, inviter, u, op_unit_from32(w->w[2]));
    return op_below(u, world->n_persons);
}

// In batches, so that what the invitees' next sessions need is on its way from memory.
static void
invite(struct op_run *run, uint32_t inviter, uint32_t instance, uint32_t from, uint32_t n)
{
    enum { BATCH = 16 };
    const struct op_world *const world = op_world_of(run);
    const double read = op_spread_params(run)[OP_SPREAD_INVITE_READ];
    const struct op_exposure exposure = { .instance = instance, .source = inviter };

    for (uint32_t first = 0; first < n; first += BATCH) {
        const uint32_t past = first + BATCH < n ? first + BATCH : n;
        uint32_t reader[BATCH];
        int n_readers = 0;

        for (uint32_t k = first; k < past; k++) {
            const struct op_words w =
                op_draw_words(&run->chance, OP_DRAW_INVITE, inviter, instance, from + k);
            const uint32_t invitee = draw_invitee(run, inviter, &w);

            if (op_unit_from32(w.w[3]) >= read || invitee == inviter) continue;
            __builtin_prefetch(&world->person[invitee]);
            reader[n_readers++] = invitee;
        }
        for (int k = 0; k < n_readers; k++) {
            op_reading_add(run,
                           op_world_next_session_us(world, &run->chance, reader[k],
                                                    op_run_now_us(run)),
                           OP_READ_INVITE, reader[k], &exposure);
        }
    }
    op_instance_row(run, instance)->invited += n;
    op_spread_of(run)->n_invited += n;
    if (n > 0) op_signs_invitations(run, inviter, instance, from);
}

void
op_invite_send(struct op_run *run, uint32_t inviter, uint32_t instance, uint32_t n)
{
    invite(run, inviter, instance, 0, n);
}

// Lognormal with the stated mean; sd of the log is 1.
static uint32_t
draw_batch(const struct op_run *run, uint32_t person, uint32_t instance)
{
    const double u =
        op_draw_unit(&run->chance, OP_DRAW_INVITE_COUNT, person, instance, ASK_HOW_MANY);
    const double median = op_spread_params(run)[OP_SPREAD_INVITES] * op_exp(-.5);
    const double n = op_lognormal_from(u, median, 1) + .5;

    return n < MOST_INVITES ? (uint32_t)n : MOST_INVITES;
}

void
op_invite_click(struct op_run *run, struct op_person *row, uint32_t instance)
{
    struct op_spread *const spread = op_spread_of(run);
    struct op_instance *const page = op_instance_row(run, instance);
    const uint32_t person = row->id;

    row->flags |= OP_PERSON_CLICKED;
    row->instance = instance;
    spread->n_committed++;
    if (++page->clicks > spread->largest_clicks) spread->largest_clicks = page->clicks;
    op_run_add(run, op_run_now_us(run), OP_KIND_COMMITTED, 0, person, instance);

    const double u =
        op_draw_unit(&run->chance, OP_DRAW_INVITE_COUNT, person, instance, ASK_WHETHER);
    if (u < op_spread_params(run)[OP_SPREAD_INVITERS]) {
        invite(run, person, instance, page->host == person ? AFTER_OPENING : 0,
               draw_batch(run, person, instance));
    }
    op_share_stories(run, person, instance);
}
