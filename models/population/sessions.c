// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions: when persons are online, and the clock and calendar of a world.
//
// On day D person j has n = floor(a_j w + u) sessions, w the factor of the weekday; the k-th lies
// at C^-1((k - 1 + u_k) / n), C the cumulated share of a day's sessions by hour. So the next
// session is a function of (world, chance, person, moment) and nothing else.
#include "models/population/world.h"

#include <math.h>

enum { N_GUESSES = sizeof((struct op_world *)0)->circadian_hour };

static const int64_t hour_us = INT64_C(3600000000);
static const int64_t day_us = INT64_C(86400000000);

// Weight of the hours 0 .. 23, posting by Dutch youth (shape from studies of Twitter, smoothed by
// hand: least at four, most from eight to ten in the evening). Sum 23.
static const double hour_weight[24] = { .45,  .25,  .15,  .10,  .10,  .15,  .35,  .70,
                                        .85,  .85,  .90,  1.00, 1.15, 1.10, 1.10, 1.25,
                                        1.35, 1.40, 1.45, 1.60, 1.85, 2.00, 1.80, 1.10 };

// More leisure at the weekend, mean 1 over a week; Monday first. Assumed.
static const double weekday_factor[7] = { .97, .97, .97, .97, .97, 1.05, 1.10 };

void
op_world_set_clock(struct op_world *world, int64_t start_civil_s)
{
    const int64_t seconds = (start_civil_s % 86400 + 86400) % 86400;
    const int64_t days = (start_civil_s - seconds) / 86400;
    double total = 0, sum = 0;

    for (int h = 0; h < 24; h++) {
        total += hour_weight[h];
    }
    for (int h = 0; h < 24; h++) {
        world->circadian_cumulated[h] = sum / total;
        sum += hour_weight[h];
    }
    world->circadian_cumulated[24] = 1;
    for (int k = 0, h = 0; k < N_GUESSES; k++) {
        while (h < 23 && world->circadian_cumulated[h + 1] <= (double)k / N_GUESSES) {
            h++;
        }
        world->circadian_hour[k] = (uint8_t)h;
    }
    world->start_of_day_h = (double)seconds / 3600;
    world->start_of_day_us = seconds * INT64_C(1000000);
    world->start_weekday = (int)((days % 7 + 10) % 7);   // 1970-01-01 was a Thursday
}

static int64_t
floor_day(int64_t us)
{
    return us / day_us - (us % day_us < 0);
}

double
op_world_hour(const struct op_world *world, int64_t at_us)
{
    const int64_t since = at_us + world->start_of_day_us;

    return (double)(since - floor_day(since) * day_us) / 3.6e9;
}

int
op_world_day(const struct op_world *world, int64_t at_us)
{
    return (int)floor_day(at_us + world->start_of_day_us);
}

int64_t
op_world_moment_us(const struct op_world *world, int day, double hour)
{
    return day * day_us + (int64_t)floor(hour * 3.6e9 + 0.5) - world->start_of_day_us;
}

double
op_world_circadian_hour(const struct op_world *world, double u)
{
    const double *const c = world->circadian_cumulated;
    int h = world->circadian_hour[(int)(u * N_GUESSES)];

    while (h < 23 && c[h + 1] <= u) {
        h++;
    }
    const double hour = h + (u - c[h]) / (c[h + 1] - c[h]);
    return hour < 24 ? hour : 24 - 0x1p-40;
}

// Share of a day's sessions before an hour.
static double
circadian_share(const struct op_world *world, double hour)
{
    const double *const c = world->circadian_cumulated;
    const int h = hour < 23 ? (int)hour : 23;

    return c[h] + (hour - h) * (c[h + 1] - c[h]);
}

static int
sessions_on(const struct op_world *world, const struct op_chance *chance, uint32_t person, int day)
{
    const int weekday = ((world->start_weekday + day) % 7 + 7) % 7;
    const double u = op_draw_unit(chance, OP_DRAW_SESSION_COUNT, person, (uint32_t)day, 0);

    return (int)((double)world->person[person].sessions_per_day * weekday_factor[weekday] + u);
}

// The first session after a moment among the k-th, k + 1-th ... of the day's n; OP_NEVER_US if
// none. `passed` is a share of the day that lies before the moment: what is below it needs no clock
// time.
static int64_t
session_from(const struct op_world *world, const struct op_chance *chance, uint32_t person, int day,
             int n, int k, double passed, int64_t after_us)
{
    const int64_t midnight = day * day_us - world->start_of_day_us;
    struct op_words words = { { 0, 0, 0, 0 } };
    int drawn = -1;

    for (; k < n; k++) {
        if (k / 4 != drawn) {
            drawn = k / 4;
            words = op_draw_words(chance, OP_DRAW_SESSION, person, (uint32_t)day, (uint32_t)drawn);
        }
        const double share = (k + op_unit_from32(words.w[k % 4])) / n;
        if (share < passed) continue;
        const double hour = op_world_circadian_hour(world, share);
        const int64_t at = midnight + (int64_t)(hour * (double)hour_us);
        if (at > after_us) return at;
    }
    return OP_NEVER_US;
}

int64_t
op_world_next_session_us(const struct op_world *world, const struct op_chance *chance,
                         uint32_t person, int64_t after_us)
{
    const int64_t since = after_us + world->start_of_day_us;
    const int first_day = (int)floor_day(since);
    const double hour = (double)(since - first_day * day_us) / 3.6e9;
    int n = sessions_on(world, chance, person, first_day);

    // less a little, as shares and hours are rounded
    const double passed = circadian_share(world, hour) - 1e-9;
    const int part = (int)(passed * n);
    int64_t at =
        session_from(world, chance, person, first_day, n, part > 0 ? part : 0, passed, after_us);
    for (int day = first_day + 1; at == OP_NEVER_US && day <= first_day + 7; day++) {
        n = sessions_on(world, chance, person, day);
        at = session_from(world, chance, person, day, n, 0, 0, after_us);
    }
    return at;
}
