// SPDX-License-Identifier: GPL-3.0-or-later
// Civil time: dates of the Gregorian calendar and seconds since 1970-01-01 00:00 on one local clock
// that never jumps (no daylight saving, no leap seconds).
#ifndef OP_BASE_CIVIL_H
#define OP_BASE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct op_civil {
    int year, month, day;   // month and day from 1
    int hour, minute, second;
};

bool op_civil_is_valid(const struct op_civil *civil);   // years 1 to 9999
int64_t op_civil_seconds(const struct op_civil *civil);
void op_civil_of_seconds(int64_t seconds, struct op_civil *civil);
int op_civil_weekday(int64_t seconds);   // 0 Monday ... 6 Sunday
// "2012-09-21 19:30", also with seconds or a T, at the start of a text: the bytes it takes, 0 if
// there is no such form or no such day.
size_t op_civil_read(const char *text, struct op_civil *civil);

#endif
