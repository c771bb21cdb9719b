// SPDX-License-Identifier: GPL-3.0-or-later
// One grammar for moments: a date, or an anchor with an offset.
#include "sim/input/moment.h"

#include "sim/base/civil.h"
#include "sim/base/text.h"
#include "sim/input/param.h"

#include <math.h>
#include <string.h>

#define FARTHEST_S (8 * 366 * 86400.0)   // 48 bits of microseconds are 8.9 years

static const char forms[] =
    "write \"2012-09-21 19:30\", \"event - 10 d\", \"start + 2 h\" or \"a_measure + 30 min\"";

static enum op_status
refuse(const char *text, struct op_place place, const char *what, struct op_diag *diag)
{
    return op_diag_add(diag, OP_BAD_VALUE, place, forms, "%s: \"%s\" is not a moment", what, text);
}

static enum op_status
read_offset(const char *text, double sign, struct op_place place, const char *what,
            struct op_moment *moment, struct op_diag *diag)
{
    double seconds = 0;
    const enum op_status status =
        op_quantity_parse(OP_UNIT_DURATION, text, place, what, &seconds, diag);

    if (status != OP_OK) {
        return status;
    }
    if (!(fabs(seconds) <= FARTHEST_S)) {
        return op_diag_add(diag, OP_OUT_OF_RANGE, place, NULL, "%s: %s is more than 8 years", what,
                           text);
    }
    moment->offset_us = llround(sign * seconds * 1e6);
    return OP_OK;
}

// A day that its month does not have: the date was read as far as that.
static bool
is_no_day(const struct op_civil *civil, int *last_day)
{
    struct op_civil last = { .year = civil->year, .month = civil->month, .day = 31 };

    while (last.day > 27 && !op_civil_is_valid(&last)) {
        last.day--;
    }
    *last_day = last.day;
    return op_civil_is_valid(&last) && civil->day > last.day;
}

static enum op_status
read_civil(const char *text, struct op_place place, const char *what, struct op_moment *moment,
           struct op_diag *diag)
{
    struct op_civil civil;
    const size_t n = op_civil_read(text, &civil);

    int last_day = 0;

    if (n == 0 && is_no_day(&civil, &last_day)) {
        char hint[64];

        (void)snprintf(hint, sizeof hint, "%04d-%02d ends on the %d%s", civil.year, civil.month,
                       last_day, last_day == 31 ? "st" : "th");
        return op_diag_add(diag, OP_BAD_VALUE, place, hint, "%s: there is no day %04d-%02d-%02d",
                           what, civil.year, civil.month, civil.day);
    }
    if (n == 0 || text[n] != '\0') {
        return op_diag_add(diag, OP_BAD_VALUE, place,
                           "dates are written as \"2012-09-21 19:30\", without a time zone",
                           "%s: \"%s\" is not a date with a time", what, text);
    }
    moment->anchor = OP_ANCHOR_CIVIL;
    moment->civil_s = op_civil_seconds(&civil);
    return OP_OK;
}

static void
read_anchor(const char *name, struct op_moment *moment)
{
    static const struct {
        const char *name;
        enum op_anchor anchor;
    } fixed[] = {
        { "start", OP_ANCHOR_START },
        { "event", OP_ANCHOR_EVENT },
        { "end", OP_ANCHOR_END },
    };

    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (strcmp(fixed[i].name, name) == 0) {
            moment->anchor = fixed[i].anchor;
            return;
        }
    }
    moment->anchor = OP_ANCHOR_MEASURE;
    snprintf(moment->measure, sizeof moment->measure, "%s", name);
}

enum op_status
op_moment_parse(const char *text, struct op_place place, const char *what, struct op_moment *moment,
                struct op_diag *diag)
{
    char name[41];
    const size_t digits = strspn(text, "0123456789");
    const size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");

    *moment = (struct op_moment){ .anchor = OP_ANCHOR_START };
    if (digits > 0 && (text[digits] == '-' || text[digits] == '/')) {
        return read_civil(text, place, what, moment, diag);
    }
    if (digits > 0 && text[digits] == ':') {
        return op_diag_add(diag, OP_BAD_VALUE, place,
                           "a clock time has its date, as in 2026-06-13 16:00; or count from the "
                           "event: event - 4 h",
                           "%s: \"%s\" is a clock time without a date", what, text);
    }
    if (digits > 0 || text[0] == '.') {
        return read_offset(text, 1, place, what, moment, diag);
    }
    if (length == 0 || length >= sizeof name) {
        return refuse(text, place, what, diag);
    }
    memcpy(name, text, length);
    name[length] = '\0';
    read_anchor(name, moment);
    text += length;

    const char *rest = text + strspn(text, " ");

    if (*rest == '\0') {
        return OP_OK;
    }
    if (*rest != '+' && *rest != '-') {
        return refuse(text - length, place, what, diag);
    }
    return read_offset(rest + 1 + strspn(rest + 1, " "), *rest == '-' ? -1 : 1, place, what, moment,
                       diag);
}

int64_t
op_moment_us(const struct op_moment *moment, const struct op_anchors *anchors)
{
    switch (moment->anchor) {
        case OP_ANCHOR_CIVIL:
            return (moment->civil_s - anchors->start_civil_s) * 1000000 + moment->offset_us;
        case OP_ANCHOR_START:
        case OP_ANCHOR_MEASURE:
            return moment->offset_us;
        case OP_ANCHOR_EVENT:
            return anchors->event_us + moment->offset_us;
        case OP_ANCHOR_END:
            return anchors->end_us + moment->offset_us;
    }
    return moment->offset_us;
}
