// SPDX-License-Identifier: GPL-3.0-or-later
// Persons: those of 12-30 years who use the platforms.
//
// Affinity f, grievance g and risk aversion r have uniform margins and are tied by a Gaussian
// copula: x = Phi(z_x), z_x = sqrt(a) Z_x + sqrt(1 - a) Y_x, where Z is shared by a community of
// about 200 (so friends are alike: correlation a) and Y is the person's own; Z and Y each have the
// correlations of the table. Age comes from such a pair too (classes and schools are of one age).
// Trust at the start is 1 / (1 + exp(-(m + s z))), its z correlated with that of g.
//
// Known: with correlation c between z's, Spearman's rho of the margins is 6/pi asin(c/2); .3 ->
// .2876.
#include "models/population/population.h"

#include "models/shared/slices.h"

#include <math.h>
#include <string.h>

// clang-format off
static const struct op_param params[OP_POP_N_PARAMS] = {
    [OP_POP_SHARE] = { "share", OP_UNIT_SHARE, 0.0001, 1, "14.7 %", OP_WORLD_PARAM, OP_ASSUMED,
      "share of inhabitants who are 12-30 years old and use the platforms",
      "assumed: about 23 % are 12-30 years old, of whom about 64 % use a platform", NULL },
    [OP_POP_CLUSTER_PERSONS] = { "cluster", OP_UNIT_PERSONS, 10, 2000, "200 persons",
      OP_WORLD_PARAM, OP_ASSUMED, "size of a community: a school year, a neighbourhood, a club",
      "assumed; Dunbar's outer layer is 150", NULL },
    [OP_POP_SESSIONS] = { "sessions", OP_UNIT_RATE, 0.1 / 86400, 50.0 / 86400,
      "margin(6 /d, 8 /d, 12 /d)", OP_WORLD_PARAM, OP_ASSUMED,
      "mean number of sessions on a platform of a person of middling age", "assumed", NULL },
    [OP_POP_SESSIONS_SD_LOG] = { "sessions_sd_log", OP_UNIT_NONE, 0, 1.5, "0.5", OP_WORLD_PARAM,
      OP_ASSUMED, "spread of sessions between persons, on the log scale", "assumed", NULL },
    [OP_POP_TRUST0] = { "trust", OP_UNIT_SHARE, 0.01, 0.99, "margin(45 %, 60 %, 72 %)",
      OP_WORLD_PARAM, OP_ASSUMED, "median trust in the authorities at the start", "assumed", NULL },
    [OP_POP_TRUST0_SD] = { "trust_sd", OP_UNIT_NONE, 0, 3, "0.8", OP_WORLD_PARAM, OP_ASSUMED,
      "spread of trust between persons, on the logit scale", "assumed", NULL },
    [OP_POP_ALIKE] = { "alike", OP_UNIT_SHARE, 0, 0.9, "uniform(10 %, 30 %)", OP_WORLD_PARAM,
      OP_ASSUMED, "correlation of affinity, grievance and risk within a community", "assumed",
      NULL },
    [OP_POP_AFFINITY_GRIEVANCE] = { "affinity_grievance", OP_UNIT_NONE, -0.5, 0.5,
      "uniform(0.1, 0.4)", OP_WORLD_PARAM, OP_ASSUMED,
      "correlation of affinity with grievance (normal scores)", "assumed", NULL },
    [OP_POP_AFFINITY_RISK] = { "affinity_risk", OP_UNIT_NONE, -0.5, 0.5, "uniform(-0.4, -0.1)",
      OP_WORLD_PARAM, OP_ASSUMED, "correlation of affinity with risk aversion (normal scores)",
      "assumed", NULL },
    [OP_POP_GRIEVANCE_RISK] = { "grievance_risk", OP_UNIT_NONE, -0.5, 0.5, "uniform(-0.3, 0)",
      OP_WORLD_PARAM, OP_ASSUMED, "correlation of grievance with risk aversion (normal scores)",
      "assumed", NULL },
    [OP_POP_GRIEVANCE_TRUST] = { "grievance_trust", OP_UNIT_NONE, -0.95, 0.95,
      "uniform(-0.6, -0.2)", OP_WORLD_PARAM, OP_ASSUMED,
      "correlation of grievance with trust at the start (normal scores)", "assumed", NULL },
    [OP_POP_DECAY_LENGTH] = { "decay_length", OP_UNIT_LENGTH, 100, 200e3, "10 km", OP_WORLD_PARAM,
      OP_ASSUMED, "ties between towns fall off as (1 + distance / this)^-decay_exponent",
      "assumed", NULL },
    [OP_POP_DECAY_EXPONENT] = { "decay_exponent", OP_UNIT_NONE, 0, 6, "2", OP_WORLD_PARAM,
      OP_ASSUMED, "exponent of the fall-off of ties with distance", "assumed", NULL },
    [OP_POP_FOLLOWERS] = { "followers", OP_UNIT_PERSONS, 0, 300, "24 persons", OP_WORLD_PARAM,
      OP_ASSUMED, "mean number of persons who see what a person shares openly",
      "assumed: of some 200 contacts on paper a feed shows about one in eight", NULL },
    [OP_POP_FOLLOWERS_EXPONENT] = { "followers_exponent", OP_UNIT_NONE, 2.05, 4, "2.3",
      OP_WORLD_PARAM, OP_PUBLISHED, "exponent of the density of the number of followers",
      "Kwak, Lee, Park & Moon 2010, doi:10.1145/1772690.1772751", NULL },
    [OP_POP_FOLLOWERS_CAP] = { "followers_cap", OP_UNIT_PERSONS, 10, 1e6, "20000 persons",
      OP_WORLD_PARAM, OP_ASSUMED, "most followers that a person of this age has", "assumed", NULL },
    [OP_POP_OWN_CLUSTER] = { "own_cluster", OP_UNIT_SHARE, 0, 1, "50 %", OP_WORLD_PARAM, OP_ASSUMED,
      "share of followers from the own community", "assumed", NULL },
    [OP_POP_NEAR] = { "near", OP_UNIT_SHARE, 0, 1, "35 %", OP_WORLD_PARAM, OP_ASSUMED,
      "share of followers from towns nearby; the rest are anyone", "assumed", NULL },
    [OP_POP_GROUPS] = { "groups", OP_UNIT_NONE, 0, 30, "3", OP_WORLD_PARAM, OP_ASSUMED,
      "mean number of closed groups of a person", "assumed", NULL },
    [OP_POP_GROUP_EXPONENT] = { "group_exponent", OP_UNIT_NONE, 1.2, 5, "2.2", OP_WORLD_PARAM,
      OP_ASSUMED, "exponent of the density of group sizes, from 8 members on", "assumed", NULL },
    [OP_POP_GROUP_CAP] = { "group_cap", OP_UNIT_PERSONS, 9, 1024, "256 persons", OP_WORLD_PARAM,
      OP_PUBLISHED, "most members of a closed group",
      "WhatsApp until 2022: 256 members; later 512 and 1024", NULL },
    [OP_POP_GROUP_LOCAL] = { "group_local", OP_UNIT_SHARE, 0, 1, "80 %", OP_WORLD_PARAM, OP_ASSUMED,
      "share of a group's members from its founder's community; the rest live near", "assumed",
      NULL },
    [OP_POP_YOUNGEST] = { "youngest", OP_UNIT_NONE, 4, 90, "12", OP_WORLD_PARAM, OP_CHOSEN,
      "age of the youngest, years", "chosen by scenario", NULL },
    [OP_POP_OLDEST] = { "oldest", OP_UNIT_NONE, 4, 99, "30", OP_WORLD_PARAM, OP_CHOSEN,
      "age of the oldest, years", "chosen by scenario", NULL },
};
// clang-format on

static void
begin(struct op_run *run)
{
    const size_t slots = (size_t)op_world_of(run)->n_persons * sizeof(uint32_t);

    (void)op_segment_grow(&run->state.segment[OP_SEG_SLOT], slots);
}

const struct op_mechanism op_population_mechanism = {
    .table = { .name = "population", .params = params, .n_params = OP_POP_N_PARAMS },
    .summary = "who lives where, what they are like, whom they follow and when they are online",
    .source = "places: GeoNames, CC BY 4.0; forms and strengths assumed unless a parameter says so",
    .begin = begin,
};

// ---- what persons are like ----

// P(Z <= z), relative error below 1e-15.
//   from   Hart 1968, algorithm 5666, as in West 2005, "Better approximations to cumulative normal
//          functions", Wilmott Magazine
static double
norm_share(double z)
{
    static const double above[7] = { 220.206867912376,  221.213596169931, 112.079291497871,
                                     33.912866078383,   6.37396220353165, 0.700383064443688,
                                     0.0352624965998911 };
    static const double below[8] = { 440.413735824752, 793.826512519948,  637.333633378831,
                                     296.564248779674, 86.7807322029461,  16.064177579207,
                                     1.75566716318264, 0.0883883476483184 };
    const double x = z < 0 ? -z : z;
    double p = 0, q = 0;

    if (x > 7) return z < 0 ? 0 : 1;   // closer than the margins are kept
    for (int k = 6; k >= 0; k--) {
        p = p * x + above[k];
    }
    for (int k = 7; k >= 0; k--) {
        q = q * x + below[k];
    }
    p = op_exp(-x * x / 2) * p / q;
    return z < 0 ? p : 1 - p;
}

// As a float strictly within (0, 1).
static float
margin(double z)
{
    const float u = (float)norm_share(z);
    const float least = 0x1p-24F;

    return u < least ? least : u > 1 - least ? 1 - least : u;
}

// Lower triangle of the correlations of (f, g, r): z = root . independent normals.
struct root {
    double g_f, g_g, r_f, r_g, r_r;
};

static struct root
correlation_root(const double *param)
{
    struct root root = { .g_f = param[OP_POP_AFFINITY_GRIEVANCE],
                         .r_f = param[OP_POP_AFFINITY_RISK] };

    root.g_g = sqrt(1 - root.g_f * root.g_f);
    root.r_g = (param[OP_POP_GRIEVANCE_RISK] - root.r_f * root.g_f) / root.g_g;
    // The range of the table, [-.5, .5] each, is just within what correlations can be.
    const double rest = 1 - root.r_f * root.r_f - root.r_g * root.r_g;
    root.r_r = rest > 0 ? sqrt(rest) : 0;
    return root;
}

// Relative number of sessions by age. 15-19: 165 minutes a day, 65 and older: 86, all: 115 (Newcom
// 2025); the rest assumed.
static double
age_activity(int age)
{
    return age < 15 ? .9 : age < 20 ? 1.2 : age < 25 ? 1.0 : age < 65 ? .85 : .63;
}

// Its mean over the ages that there are.
static double
mean_activity(int youngest, int oldest)
{
    double sum = 0;

    for (int age = youngest; age <= oldest; age++) {
        sum += age_activity(age);
    }
    return sum / (oldest - youngest + 1);
}

// Numbers of the questions under purpose PERSON.
enum { ASK_CHARACTER, ASK_LIFE, ASK_CLUSTER };

struct persons_job {
    struct op_world *world;
    const struct op_chance *chance;
    const double *param;
    struct root root;
    double trust_logit;
    int youngest, oldest;   // the latter not below the former
    double activity;        // mean over the ages
};

static void
normals(const struct persons_job *job, uint32_t subject, uint32_t n, int n_z, double *z)
{
    const struct op_words words = op_draw_words(job->chance, OP_DRAW_PERSON, subject, 0, n);

    for (int k = 0; k < n_z; k++) {
        z[k] = op_norm_quantile(op_unit_from32(words.w[k]));
    }
}

static void
draw_person(const struct persons_job *job, uint32_t i, const double shared[4])
{
    struct op_world *const world = job->world;
    const double *const param = job->param;
    const double own_sd = sqrt(1 - param[OP_POP_ALIKE]), with = param[OP_POP_GRIEVANCE_TRUST];
    double z[4], life[2];

    normals(job, i, ASK_CHARACTER, 4, z);
    normals(job, i, ASK_LIFE, 2, life);
    for (int k = 0; k < 3; k++) {
        z[k] = sqrt(param[OP_POP_ALIKE]) * shared[k] + own_sd * z[k];
    }
    const double z_f = z[0];
    const double z_g = job->root.g_f * z[0] + job->root.g_g * z[1];
    const double z_r = job->root.r_f * z[0] + job->root.r_g * z[1] + job->root.r_r * z[2];
    const double z_trust = with * z_g + sqrt(1 - with * with) * z[3];
    world->person[i].affinity = margin(z_f);
    world->person[i].grievance = margin(z_g);
    world->person[i].risk = margin(z_r);
    world->person[i].trust0 =
        (float)(1 / (1 + op_exp(-(job->trust_logit + param[OP_POP_TRUST0_SD] * z_trust))));

    // Half of the variance of age lies between communities: classes and schools. Assumed.
    const double z_age = sqrt(.5) * (shared[3] + life[0]);
    const uint32_t years = op_below(norm_share(z_age), (uint32_t)(job->oldest - job->youngest + 1));
    const double sd = param[OP_POP_SESSIONS_SD_LOG];
    world->person[i].age = (uint8_t)(job->youngest + (int)years);
    const double a = param[OP_POP_SESSIONS] * 86400 * age_activity(world->person[i].age) /
                     job->activity * op_exp(sd * life[1] - sd * sd / 2);
    world->person[i].sessions_per_day = (float)(a < 200 ? a : 200);
}

static void
draw_towns(void *arg, uint32_t first, uint32_t past)
{
    const struct persons_job *const job = arg;
    const struct op_world *const world = job->world;
    uint32_t i = world->town_first[first];

    while (i < world->town_first[past]) {
        uint32_t start, end;
        double shared[4];

        op_world_cluster(world, i, &start, &end);
        normals(job, start, ASK_CLUSTER, 4, shared);
        for (; i < end; i++) {
            world->person[i].cluster = start;
            draw_person(job, i, shared);
        }
    }
}

// Quantiles of g (1 - tau0), from a histogram: right to 2^-16.
static void
tabulate_propensity(struct op_world *world)
{
    enum { BINS = 1 << 16, STEPS = 1024 };
    static const double width = 1.0 / BINS;
    uint32_t count[BINS];
    uint64_t below = 0;
    int bin = 0;

    memset(count, 0, sizeof count);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        const double x = (double)world->person[i].grievance * (1 - (double)world->person[i].trust0);
        count[op_below(x, BINS)]++;
    }
    for (int k = 0; k <= STEPS; k++) {
        const double wanted = (double)world->n_persons * k / STEPS;
        uint32_t here = count[bin];

        while (bin < BINS - 1 && ((double)(below + here) < wanted || here == 0)) {
            below += here;
            bin++;
            here = count[bin];
        }
        const double part = here > 0 ? (wanted - (double)below) / here : 0;
        world->propensity_quantile[k] = (bin + (part < 1 ? part : 1)) * width;
    }
}

void
op_population_draw(struct op_world *world, const struct op_chance *chance, const double *param,
                   int n_threads)
{
    const double trust = param[OP_POP_TRUST0];
    struct persons_job job = { world,
                               chance,
                               param,
                               correlation_root(param),
                               op_log(trust / (1 - trust)),
                               (int)param[OP_POP_YOUNGEST],
                               (int)param[OP_POP_OLDEST],
                               1 };
    double affinity = 0, grievance = 0;

    if (job.oldest < job.youngest) job.oldest = job.youngest;
    job.activity = mean_activity(job.youngest, job.oldest);
    op_slices(n_threads, world->n_towns, 1, draw_towns, &job);
    for (uint32_t i = 0; i < world->n_persons; i++) {
        affinity += (double)world->person[i].affinity;
        grievance += (double)world->person[i].grievance;
    }
    world->mean_affinity = affinity / world->n_persons;
    world->mean_grievance = grievance / world->n_persons;
    tabulate_propensity(world);
}
