// SPDX-License-Identifier: GPL-3.0-or-later
// How readily persons turn violent: the weight of a person, the hazard of a risk band, and the
// conditions of light and drink.
//
//   rate of person i = w_i Lambda_k
//   w_i      = exp(sigma z - sigma^2 / 2), z = Phi^-1(F0(g_i (1 - tau_i))): mean 1 over all persons
//   Lambda_k = (spontaneous e^(crowding min(density, 1)) + contagion A / N)
//              e^(alcohol + darkness + provocation) e^(-deterrence r_k Pi)
//   Pi       = 1 - exp(-2.3 P / (A + N / 4 + 1)) (1 - later), P police, A active, N present;
//              r_k = (k + 1/2) / 8; later: the lever `certainty` of a later arrest
//
// Known: with P = 0 the deterrence factor is 1; with A = N = 0, P = 1 Pi is 1 - e^-2.3 = .89974.
// from   Epstein 2002, doi:10.1073/pnas.092080199 (grievance, risk, arrest probability); differs:
//        hazards instead of a threshold rule; N / 4 + 1 keeps Pi from saturating while all are calm
#include "models/crowd/crowd_state.h"
#include "sim/base/civil.h"
#include "sim/base/exact.h"

#define PI 3.14159265358979323846
#define MORNING_H 6.0

// F0 at x: share of the population whose g (1 - tau0) lies below x, by its table of quantiles.
static double
propensity_share(const struct op_world *world, double x)
{
    const double *quantile = world->propensity_quantile;
    int low = 0, high = 1024;

    if (x <= quantile[0]) {
        return 0;
    }
    if (x >= quantile[1024]) {
        return 1;
    }
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        if (quantile[middle] <= x) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const double width = quantile[high] - quantile[low];
    return (low + (width > 0 ? (x - quantile[low]) / width : 0)) / 1024.0;
}

double
op_crowd_weight(const struct op_run *run, uint32_t person)
{
    const struct op_world *world = op_world_of(run);
    const double sigma = op_crowd_params(run)[OP_CROWD_SIGMA];
    const double x = (double)world->person[person].grievance * (1 - op_trust_now(run, person));
    double share = propensity_share(world, x);

    share = share < 1e-4 ? 1e-4 : share > 1 - 1e-4 ? 1 - 1e-4 : share;
    return op_exp(sigma * op_norm_quantile(share) - 0.5 * sigma * sigma);
}

double
op_mood_hazard_per_h(const struct op_run *run, const struct op_mood *mood, uint32_t band)
{
    const double *p = op_crowd_params(run);
    const double present = mood->present, active = mood->active;

    if (!(present > 0)) {
        return 0;
    }
    double density = present / mood->area_m2;
    density = density < 1 ? density : 1;
    const double effect = p[OP_CROWD_ALCOHOL] * mood->alcohol * mood->allowed +
                          p[OP_CROWD_DARKNESS] * mood->darkness +
                          p[OP_CROWD_PROVOCATION] * mood->provocation;
    const double certainty = 1 - op_exp(-2.3 * mood->police / (active + 0.25 * present + 1)) *
                                     (mood->later < 1 ? 1 - mood->later : 0);
    const double risk = (band + 0.5) / OP_N_BANDS;

    return (op_crowd_per_h(run, OP_CROWD_LAMBDA0) * mood->spontaneous *
                op_exp(p[OP_CROWD_CROWDING] * density) +
            op_crowd_per_h(run, OP_CROWD_KAPPA) * mood->contagion * active / present) *
           op_exp(effect) * op_exp(-p[OP_CROWD_DETERRENCE] * risk * certainty);
}

double
op_crowd_hazard_per_h(const struct op_run *run, uint32_t band)
{
    const struct op_crowd_state *state = op_crowd_state_of(run);
    const struct op_site *site = &state->site;
    const struct op_mood mood = {
        .present = site->n_present,
        .active = site->n_active,
        .police = site->n_police,
        .area_m2 = site->area_m2,
        .alcohol = state->alcohol,
        .allowed = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_ALCOHOL),
        .darkness = state->darkness,
        .provocation = site->provocation,
        .spontaneous = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_SPONTANEOUS),
        .contagion = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_CONTAGION),
        .later = op_run_lever(run, OP_GROUP_CROWD, OP_CROWD_LEVER_CERTAINTY),
    };

    return op_mood_hazard_per_h(run, &mood, band);
}

// From the last Sunday of March to that of October, by day: the hour of the change is of no matter.
static bool
is_summer_time(const struct op_civil *civil, int weekday)
{
    const int last_sunday_passed = civil->day - (weekday + 1) % 7 >= 25;

    if (civil->month == 3) {
        return last_sunday_passed;
    }
    if (civil->month == 10) {
        return !last_sunday_passed;
    }
    return civil->month > 3 && civil->month < 10;
}

// From sunset (sun 0.83 degrees below the horizon) to the end of civil twilight (6 degrees below)
// it grows from 0 to 1; the sun's height by its declination and hour angle, equation of time left
// out (within 16 minutes). Known: Haren, 21 September 2012, 19:33 summer time is 0, 20:10 is 1.
double
op_crowd_darkness(const struct op_run *run, int64_t at_us)
{
    const struct op_world *world = op_world_of(run);
    const int64_t seconds = run->scenario->start_civil_s + at_us / 1000000;
    struct op_civil civil;

    op_civil_of_seconds(seconds, &civil);
    const int weekday = op_civil_weekday(seconds);
    const double ahead_h = op_crowd_params(run)[OP_CROWD_CLOCK_AHEAD] / 3600.0 +
                           (is_summer_time(&civil, weekday) ? 1 : 0);
    const double clock_h = civil.hour + civil.minute / 60.0 + civil.second / 3600.0;
    const double day_of_year = (civil.month - 1) * 30.44 + civil.day;
    const double declination = -23.44 * PI / 180 * op_cos(2 * PI * (day_of_year + 10) / 365.25);
    const double solar_h = clock_h - ahead_h + world->place_longitude_deg / 15;
    const double latitude = world->place_latitude_deg * PI / 180;
    const double height = op_sin(latitude) * op_sin(declination) +
                          op_cos(latitude) * op_cos(declination) * op_cos((solar_h - 12) * PI / 12);
    const double set = 0.0145, dusk = 0.1045;   // sines of 0.83 and 6 degrees
    const double darkness = (-height - set) / (dusk - set);

    return darkness < 0 ? 0 : darkness > 1 ? 1 : darkness;
}

double
op_crowd_alcohol(const struct op_run *run, int64_t at_us)
{
    const double *p = op_crowd_params(run);
    const double from_s = (double)(at_us - run->scenario->event_us) / 1e6;
    const double share = (from_s + p[OP_CROWD_ALCOHOL_FROM]) /
                         (p[OP_CROWD_ALCOHOL_FROM] + p[OP_CROWD_ALCOHOL_UNTIL]);

    return p[OP_CROWD_ALCOHOL_LEVEL] * (share < 0 ? 0 : share > 1 ? 1 : share);
}

void
op_crowd_conditions(struct op_run *run, int64_t at_us)
{
    struct op_crowd_state *state = op_crowd_state_of(run);
    const double hour = op_world_hour(op_world_of(run), at_us);

    state->darkness = op_crowd_darkness(run, at_us);
    state->alcohol = op_crowd_alcohol(run, at_us);
    state->is_late = hour >= op_crowd_params(run)[OP_CROWD_LATE_HOUR] / 3600.0 || hour < MORNING_H;
}
