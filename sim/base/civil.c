// SPDX-License-Identifier: GPL-3.0-or-later
// Days and dates by arithmetic alone, after Howard Hinnant, "chrono-compatible low-level date
// algorithms" (2013). Test value: 2012-09-21 is day 15604 since 1970-01-01, a Friday.
#include "sim/base/civil.h"

enum { DAY_S = 86400 };

static int
days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool
op_civil_is_valid(const struct op_civil *civil)
{
    return civil->year >= 1 && civil->year <= 9999 && civil->month >= 1 && civil->month <= 12 &&
           civil->day >= 1 && civil->day <= days_in_month(civil->year, civil->month) &&
           civil->hour >= 0 && civil->hour < 24 && civil->minute >= 0 && civil->minute < 60 &&
           civil->second >= 0 && civil->second < 60;
}

int64_t
op_civil_seconds(const struct op_civil *civil)
{
    // The year is counted from March, so that the leap day is its last.
    const int64_t year = civil->year - (civil->month <= 2);
    const int64_t era = year / 400;
    const int64_t of_era = year - era * 400;
    const int64_t day_of_year =
        (153 * (civil->month + (civil->month > 2 ? -3 : 9)) + 2) / 5 + civil->day - 1;
    const int64_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + day_of_year;
    const int64_t days = era * 146097 + day_of_era - 719468;

    return days * DAY_S + civil->hour * 3600 + civil->minute * 60 + civil->second;
}

static int64_t
days_before(int64_t seconds)
{
    return seconds >= 0 ? seconds / DAY_S : -((DAY_S - 1 - seconds) / DAY_S);
}

void
op_civil_of_seconds(int64_t seconds, struct op_civil *civil)
{
    const int64_t days = days_before(seconds);
    const int of_day = (int)(seconds - days * DAY_S);
    const int64_t shifted = days + 719468;
    const int64_t era = shifted >= 0 ? shifted / 146097 : (shifted - 146096) / 146097;
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * day_of_year + 2) / 153;

    civil->day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    civil->month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    civil->year = (int)(year_of_era + era * 400 + (civil->month <= 2));
    civil->hour = of_day / 3600;
    civil->minute = of_day / 60 % 60;
    civil->second = of_day % 60;
}

int
op_civil_weekday(int64_t seconds)
{
    const int64_t day = (days_before(seconds) + 3) % 7;   // 1970-01-01 was a Thursday

    return (int)(day < 0 ? day + 7 : day);
}

static bool
read_digits(const char **text, int n, int *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (**text < '0' || **text > '9') {
            return false;
        }
        *value = *value * 10 + (**text - '0');
        (*text)++;
    }
    return true;
}

static bool
read_mark(const char **text, const char *marks)
{
    for (; *marks; marks++) {
        if (**text == *marks) {
            (*text)++;
            return true;
        }
    }
    return false;
}

size_t
op_civil_read(const char *text, struct op_civil *civil)
{
    const char *at = text;

    *civil = (struct op_civil){ 0 };
    if (!read_digits(&at, 4, &civil->year) || !read_mark(&at, "-") ||
        !read_digits(&at, 2, &civil->month) || !read_mark(&at, "-") ||
        !read_digits(&at, 2, &civil->day) || !read_mark(&at, " T") ||
        !read_digits(&at, 2, &civil->hour) || !read_mark(&at, ":") ||
        !read_digits(&at, 2, &civil->minute)) {
        return 0;
    }
    if (read_mark(&at, ":") && !read_digits(&at, 2, &civil->second)) {
        return 0;
    }
    return op_civil_is_valid(civil) ? (size_t)(at - text) : 0;
}
