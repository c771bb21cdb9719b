// SPDX-License-Identifier: GPL-3.0-or-later
// Who has read live posts of late, and how posts get far away.
//
// A youth who has read at least `reads` live posts within `within` is receptive, until the read
// before too many becomes too old: of the last two reads both times are kept, so each read costs
// O(1), and one event waits for the moment at which it could end. (With `reads` above 2 each read
// must follow the one before within `within`.) The municipality counts its receptive youths.
//
// A live post from a place where enough are violent for a disorder is shown to a Poisson number of
// strangers, mean `carried` times the lever `live_reach`; drawn from everybody and kept with
// probability 1 - |f_stranger - f_poster| as by the recommender; seen at their next session with
// probability 2^(-t / clip_half_life).
//
// from   assumption
#include "models/elsewhere/elsewhere.h"
#include "models/mobilisation/mobilisation.h"
#include "models/shared/acts.h"

static const double ln_2 = 0.6931471805599453;

static const double *
params_of(const struct op_run *run)
{
    return op_run_params(run, OP_GROUP_COPYCAT);
}

// ---- rows ----

struct op_stirred *
op_stirred_find(const struct op_run *run, uint32_t person)
{
    const uint32_t *const slot = op_rows(run, OP_SEG_STIRRED_SLOT);

    return slot[person] > 0 ? (struct op_stirred *)op_rows(run, OP_SEG_STIRRED) + slot[person] - 1
                            : NULL;
}

struct op_stirred *
op_stirred_touch(struct op_run *run, uint32_t person)
{
    uint32_t *const slot = op_rows(run, OP_SEG_STIRRED_SLOT);
    struct op_stirred *row = op_stirred_find(run, person);

    if (row != NULL) return row;
    row = op_segment_grow(&run->state.segment[OP_SEG_STIRRED], sizeof *row);
    slot[person] = op_row_count(run, OP_SEG_STIRRED, sizeof *row);
    row->person = person;
    return row;
}

bool
op_copycat_is_out(const struct op_run *run, uint32_t person)
{
    if (!op_copycat_is_on(run)) return false;
    const struct op_stirred *const row = op_stirred_find(run, person);
    return row != NULL && row->out_on == op_copycat_of(run)->evening;
}

// ---- receptive youths ----

static void
count(struct op_run *run, struct op_stirred *row, bool is_stirred)
{
    const uint32_t town = op_world_of(run)->person[row->person].town;
    const uint32_t municipality = op_municipality_of(run, town);
    const uint32_t one = is_stirred ? 1 : UINT32_MAX;   // + 1 or - 1

    row->is_stirred = is_stirred;
    op_municipality_at(run, municipality)->n_stirred += one;
    op_copycat_of(run)->n_stirred += one;
    op_copycat_rate(run, municipality);
}

void
op_copycat_read(struct op_run *run, uint32_t reader)
{
    if (!op_copycat_is_on(run)) return;
    const double *const p = params_of(run);
    const int64_t now_us = op_run_now_us(run), within_us = op_us(p[OP_COPYCAT_WITHIN]);

    if (op_world_of(run)->person[reader].age >= p[OP_COPYCAT_YOUTH_BELOW]) return;
    struct op_stirred *const row = op_stirred_touch(run, reader);
    if (row->n_reads > 0 && now_us - row->last_us >= within_us) row->n_reads = 0;
    if (row->n_reads < UINT16_MAX) row->n_reads++;
    // With one read needed the last counts, else the one before it.
    row->before_us = row->n_reads > 1 && p[OP_COPYCAT_READS] > 1 ? row->last_us : now_us;
    row->last_us = now_us;
    if (row->is_stirred || row->n_reads < p[OP_COPYCAT_READS]) return;
    count(run, row, true);
    op_run_add(run, row->before_us + within_us, OP_KIND_UNSTIRRED, 0, reader, 0);
}

void
op_stirred_ends(struct op_run *run, struct op_event event)
{
    struct op_stirred *const row = op_stirred_find(run, op_event_subject(event));
    const int64_t until_us = row->before_us + op_us(params_of(run)[OP_COPYCAT_WITHIN]);

    if (until_us > op_run_now_us(run)) {
        op_run_add(run, until_us, OP_KIND_UNSTIRRED, 0, row->person, 0);
    } else {
        count(run, row, false);
    }
}

// ---- strangers far away ----

void
op_stirred_clip_read(struct op_run *run, struct op_event event)
{
    op_copycat_read(run, op_event_subject(event));
}

static void
show(struct op_run *run, uint32_t stranger, double u)
{
    const int64_t now_us = op_run_now_us(run);
    const int64_t at_us =
        op_world_next_session_us(op_world_of(run), &run->chance, stranger, now_us);

    if (at_us == OP_NEVER_US) return;
    const double wait_s = (double)(at_us - now_us) / 1e6;
    if (u >= op_exp(-ln_2 * wait_s / params_of(run)[OP_COPYCAT_CLIP_HALF_LIFE])) return;
    op_run_add(run, at_us, OP_KIND_CLIP_READ, 0, stranger, op_copycat_of(run)->n_clips++);
}

void
op_copycat_clip(struct op_run *run, uint32_t poster, uint32_t n_active)
{
    if (!op_copycat_is_on(run) ||
        n_active < op_run_params(run, OP_GROUP_PHASE)[OP_PHASE_DISORDER_PERSONS]) {
        return;
    }
    const struct op_world *const world = op_world_of(run);
    const uint32_t evening = op_copycat_of(run)->evening;
    const double f = (double)world->person[poster].affinity;
    const double mean = params_of(run)[OP_COPYCAT_CARRIED] *
                        op_run_lever(run, OP_GROUP_MOBILISATION, OP_MOBILISATION_LIVE);
    const uint32_t n =
        op_poisson_from(op_draw_unit(&run->chance, OP_DRAW_CLIP, poster, evening, 0), mean);
    uint32_t n_shown = 0;

    for (uint32_t k = 1; n_shown < n && k <= 4 * n; k++) {
        const struct op_words w = op_draw_words(&run->chance, OP_DRAW_CLIP, poster, evening, k);
        const uint32_t other = op_below(op_unit_from(w.w[0], w.w[1]), world->n_persons);
        const double unlike = (double)world->person[other].affinity - f;

        if (op_unit_from32(w.w[2]) >= 1 - (unlike < 0 ? -unlike : unlike)) continue;
        n_shown++;
        show(run, other, op_unit_from32(w.w[3]));
    }
}
