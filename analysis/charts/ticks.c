// SPDX-License-Identifier: GPL-3.0-or-later
// Where the ticks of an axis stand and what they say; which points of a line need to be drawn.
#include "analysis/charts/sketch.h"

#include <math.h>
#include <stdio.h>

// The first round step of which at most N fit.
static double
round_step(double range, int n)
{
    static const double steps[] = { 1, 2, 2.5, 5, 10 };
    const double power = pow(10, floor(log10(range / n)));

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (range / (steps[i] * power) <= n + 1e-9) {
            return steps[i] * power;
        }
    }
    return 10 * power;
}

void
op_ticks_of_numbers(struct op_ticks *ticks, double low, double high, enum op_lang lang)
{
    const double step = high > low ? round_step(high - low, 6) : 1;

    ticks->n = 0;
    for (double k = ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
        if (ticks->n == OP_MAX_TICKS) {
            break;
        }
        ticks->at[ticks->n] = k * step;
        op_readable(ticks->text[ticks->n], sizeof *ticks->text, k * step, lang);
        ticks->n++;
    }
}

static void
tick_text(char *text, size_t size, double at_s, bool has_hour, bool has_day, enum op_lang lang)
{
    char day[24];
    const int minute = (int)lround(fmod(at_s, 86400) / 60);

    op_readable_day(day, sizeof day, at_s, lang);
    if (!has_hour) {
        snprintf(text, size, "%s", day);
    } else {
        snprintf(text, size, "%02d:%02d%s%s", minute / 60 % 24, minute % 60, has_day ? "|" : "",
                 has_day ? day : "");
    }
}

void
op_ticks_of_time(struct op_ticks *ticks, double from_s, double to_s, int at_most, enum op_lang lang)
{
    static const double steps[] = { 900,   1800,   3600,   7200,   10800,   21600,  43200,
                                    86400, 172800, 345600, 604800, 1209600, 2419200 };
    size_t pick = 0;
    double last_day = -1;

    at_most = at_most < OP_MAX_TICKS ? at_most : OP_MAX_TICKS;
    while (pick + 1 < sizeof steps / sizeof *steps && (to_s - from_s) / steps[pick] > at_most) {
        pick++;
    }
    ticks->n = 0;
    for (double k = ceil(from_s / steps[pick] - 1e-9); k * steps[pick] <= to_s; k++) {
        const double at = k * steps[pick], day = floor(at / 86400);
        if (ticks->n == OP_MAX_TICKS) {
            break;
        }
        ticks->at[ticks->n] = at;
        tick_text(ticks->text[ticks->n], sizeof *ticks->text, at, steps[pick]<86400, day> last_day,
                  lang);
        ticks->n++;
        last_day = day;
    }
}

void
op_sketch_tick_places(struct op_sketch *s, const struct op_ticks *ticks)
{
    fprintf(s->settings, " %d", ticks->n);
    for (int i = 0; i < ticks->n; i++) {
        fprintf(s->settings, " %.10g", ticks->at[i]);
    }
}

void
op_sketch_tick_texts(struct op_sketch *s, const struct op_ticks *ticks)
{
    for (int i = 0; i < ticks->n; i++) {
        op_sketch_word(s, ticks->text[i]);
    }
}

// Is every point between FROM and TO near the chord in all series?
static bool
chord_holds(const double *x, const double *y, int m, int from, int to, double tolerance)
{
    for (int i = from + 1; i < to; i++) {
        const double part = (x[i] - x[from]) / (x[to] - x[from]);
        for (int k = 0; k < m; k++) {
            const double on = y[from * m + k] + part * (y[to * m + k] - y[from * m + k]);
            if (fabs(y[i * m + k] - on) > tolerance) {
                return false;
            }
        }
    }
    return true;
}

void
op_thin(const double *x, const double *y, int n, int m, double tolerance, bool *keep)
{
    int from = 0;

    for (int i = 0; i < n; i++) {
        keep[i] = i == 0 || i == n - 1;
    }
    // Greedy: the chord grows for as long as it holds; the last end that held is kept.
    for (int to = 2; to < n; to++) {
        if (!chord_holds(x, y, m, from, to, tolerance)) {
            from = to - 1;
            keep[from] = true;
        }
    }
}
