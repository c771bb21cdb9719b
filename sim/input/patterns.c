// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/input/patterns.h"

#include "sim/input/quantity.h"

#include <stdlib.h>
#include <string.h>

#define UNSIGNED "([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][-+]?[0-9]+)?"
#define NUMBER "[-+]?" UNSIGNED
#define CIVIL "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?"

// ` *(min|h|d)`, and what a number without a unit may be, both without a group around.
static char *
quantity(enum op_unit unit, const char *number)
{
    char *units = strdup("");
    char *all = NULL;

    for (int i = 0; units && op_unit_word(unit, i); i++) {
        char *longer = NULL;

        if (asprintf(&longer, "%s%s%s", units, i > 0 ? "|" : "", op_unit_word(unit, i)) < 0) {
            longer = NULL;
        }
        free(units);
        units = longer;
    }
    if (!units) {
        return NULL;
    }

    int n;

    switch (unit) {
        case OP_UNIT_NONE:
            n = asprintf(&all, "%s", number);
            break;
        case OP_UNIT_SHARE:   // a bare number of 0 to 1 cannot be told from 20
        case OP_UNIT_PERSONS:
            n = asprintf(&all, "%s *(%s)?", number, units);
            break;
        default:   // a bare number is nothing
            n = asprintf(&all, "(%s *(%s)|[-+]?0+(\\.0+)?)", number, units);
            break;
    }
    free(units);
    return n < 0 ? NULL : all;
}

char *
op_pattern_quantity(enum op_unit unit)
{
    char *one = quantity(unit, NUMBER);
    char *whole = NULL;

    if (one && asprintf(&whole, "^%s$", one) < 0) {
        whole = NULL;
    }
    free(one);
    return whole;
}

char *
op_pattern_dist(enum op_unit unit)
{
    char *q = quantity(unit, NUMBER);
    char *whole = NULL;

    if (q && asprintf(&whole,
                      "^(%s"
                      "|uniform *\\( *%s *, *%s *\\) *"
                      "|normal *\\( *mean +%s *, *sd +%s *\\) *"
                      "|lognormal *\\( *(median +%s *, *[+]?" UNSIGNED " *%% *%s"
                      "|(median|mean) +%s *, *sd_log +" NUMBER ") *\\) *"
                      "|exponential *\\( *mean +%s *\\) *"
                      "|margin *\\( *%s *, *%s *, *%s *\\) *)$",
                      q, q, q, q, q, q, q, q, q, q, q, q) < 0) {
        whole = NULL;
    }
    free(q);
    return whole;
}

char *
op_pattern(enum op_pattern pattern)
{
    char *offset = quantity(OP_UNIT_DURATION, NUMBER);
    char *after = quantity(OP_UNIT_DURATION, UNSIGNED);
    char *whole = NULL;
    int n = -1;

    switch (pattern) {
        case OP_PATTERN_NUMBER:
            n = asprintf(&whole, "^" NUMBER "$");
            break;
        case OP_PATTERN_DATE:
            n = asprintf(&whole, "^" CIVIL "$");
            break;
        case OP_PATTERN_TIME:
        case OP_PATTERN_MOMENT:
            if (offset && after) {
                n = asprintf(&whole, "^(" CIVIL "|%s|%s *([-+] *%s)?)$", after,
                             pattern == OP_PATTERN_TIME ? "(start|event|end)"
                                                        : "[a-z_][a-z0-9_]{0,39}",
                             offset);
            }
            break;
        case OP_PATTERN_COUNT:
            break;
    }
    free(offset);
    free(after);
    return n < 0 ? NULL : whole;
}
