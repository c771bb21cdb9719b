// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up results folder for tests of analysis/.
#include "tests/support/madeup_results.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_STRATEGIES = 7, HOURS = 264, EVENT_H = 211 };

static const char *const ids[2][N_STRATEGIES] = {
    { "nothing", "as_happened", "early_news", "dialogue", "all_early", "take_down", "ban_news" },
    { "nothing", "=1+1", "\"a,\"\"b\"\"\"", "<script>alert(1)</script>", "`touch pwned`", "@macro",
      "ban\x1b[2J" },
};
static const char *const labels[2][N_STRATEGIES] = {
    { "Nothing is done", "As it happened", "Honest news early", "Dialogue on the spot",
      "Everything ten days early", "Page withdrawn", "Press silenced" },
    { "Nothing", "=cmd|' /C calc'!A0", "\"say \"\"hi\"\", then\nleave\"",
      "<script>alert(1)</script>", "`touch pwned`$(touch pwned)", "@macro %s%n ' ; set output 'x'",
      "very long name \xe2\x80\x93 with \xc3\xa9\xc3\xa8 and bad byte \xff that goes on and on" },
};

double
madeup_effect(int strategy)
{
    static const double effects[N_STRATEGIES] = { 1, 0.9, 0.6, 0.45, 0.12, 1.15, 0.3 };

    return effects[strategy];
}

static FILE *
create(const char *dir, const char *name)
{
    char path[1024];
    FILE *file = NULL;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    file = fopen(path, "w");
    if (file == NULL) {
        abort();
    }
    return file;
}

// A uniform in (0, 1) by SplitMix64 (Steele, Lea & Flood 2014) of what is asked.
static double
unit(int a, int b)
{
    uint64_t z = (uint64_t)(a + 1) * UINT64_C(0x9e3779b97f4a7c15) +
                 (uint64_t)(b + 1) * UINT64_C(0xbf58476d1ce4e5b9);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

static double
normal(int a, int b)
{
    return sqrt(-2 * log(unit(a, 2 * b))) * cos(6.283185307179586 * unit(a, 2 * b + 1));
}

static void
write_tables(const char *dir, bool is_hostile)
{
    FILE *f = create(dir, "study.csv");
    const char *title = is_hostile ? "\"<img src=x onerror=alert(1)> \"\"Haren\"\"\""
                                   : "A birthday page that went round";

    fprintf(f,
            "key,value\ntitle_en,%s\ntitle_nl,Een verjaardagspagina die rondging\n"
            "question_en,What would have happened if honest news had come early?\n"
            "question_nl,Wat als er vroeg eerlijk nieuws was geweest?\npurpose,evaluation\n"
            "gathering,party\nstart,2012-09-13T00:00:00\nevent,2012-09-21T19:00:00\n"
            "end,2012-09-24T00:00:00\nreplicates,50\nseed,20120921\nfixed_parameters,no\n"
            "conditional_en,\"Of calls like this most draw no crowd; this evening starts from "
            "one that got that far.\"\nconditional_nl,\"De meeste oproepen als deze trekken "
            "niemand; deze avond begint bij een die zo ver kwam.\"\nversion,0.1.0\n"
            "tuned_on_record,yes\ncounterfactual_law,\n",
            title);
    fclose(f);
    f = create(dir, "strategies.csv");
    fputs("strategy,label_en,label_nl,is_base,is_record,lawful\n", f);
    for (int k = 0; k < N_STRATEGIES; k++) {
        fprintf(f, "%s,%s,%s,%s,%s,%s\n", ids[is_hostile][k], labels[is_hostile][k],
                labels[is_hostile][k], k == 0 ? "yes" : "no", k == 1 ? "yes" : "no",
                k == 6 ? "no" : "yes");
    }
    fclose(f);
    f = create(dir, "observed.csv");
    fputs("moment,variable,unit,value,low,high,source\n"
          "2012-09-17T12:00:00,attending_clicks,clicks,3500,3200,3800,press\n"
          "2012-09-18T12:00:00,attending_clicks,clicks,5200,5000,5500,press\n"
          "2012-09-20T15:00:00,attending_clicks,clicks,23000,23000,26000,press\n"
          "2012-09-21T12:00:00,attending_clicks,clicks,30000,28000,32000,inquiry\n"
          ",peak_present_persons,persons,4000,3000,5000,inquiry\n"
          ",violent_persons,persons,600,300,900,\"press, first reports\"\n"
          ",first_violence_h,h,212.0,211.5,213.5,inquiry\n",
          f);
    fclose(f);
}

static void
write_columns(const char *dir)
{
    FILE *f = create(dir, "columns.csv");

    fputs("file,column,unit,kind,wanted,aggregation,observation_sd,label_en,label_nl,meaning\n"
          "trajectories,replicate,,key,none,last,,,,\n"
          "trajectories,attending_clicks,clicks,observable,none,last,0.05,Clicks on attending,"
          "Aanmeldingen,clicks\n"
          "trajectories,present_persons,persons,observable,none,max,0.4,Persons present,"
          "Aanwezigen,present\n"
          "trajectories,active_persons,persons,observable,less,max,,Active in violence,"
          "Actief in geweld,active\n"
          "trajectories,violent_persons,persons,observable,less,last,0.35,Ever violent,"
          "Ooit gewelddadig,violent\n"
          "trajectories,phase,phase,observable,none,max,,Phase,Fase,phase\n"
          "outcomes,attending_clicks,clicks,metric,none,last,0.05,Clicks on attending,"
          "Aanmeldingen,x\n"
          "outcomes,peak_present_persons,persons,metric,none,max,0.4,Most present at once,"
          "Meeste aanwezigen,x\n"
          "outcomes,first_violence_h,h,metric,none,first,,First violence,Eerste geweld,x\n"
          "outcomes,violent_persons,persons,metric,less,last,0.35,Persons ever violent,"
          "Ooit gewelddadig,x\n"
          "outcomes,injured_persons,persons,metric,less,last,,Injured,Gewonden,x\n"
          "outcomes,lawful_kept_away_persons,persons,metric,less,last,,Lawful persons kept away,"
          "Rechtmatig maar geweerd,x\n"
          "outcomes,calm,evenings,metric,more,last,,Calm evening,Rustige avond,x\n"
          "outcomes,needless,evenings,metric,less,last,,Needless,Onnodig,x\n"
          "outcomes,missed,evenings,metric,less,last,,Missed,Gemist,x\n",
          f);
    fclose(f);
}

// One evening's end: what the world draws (equal in all arms) times what the strategy does.
struct evening {
    double clicks, present, violent;
};

static struct evening
evening_of(int replicate, int strategy)
{
    const double size = exp(0.35 * normal(replicate, 1) + 0.2 * normal(replicate, 2));
    const double own = exp(0.25 * normal(replicate, 10 + strategy));
    struct evening e = { 28000 * size, 3800 * size * (strategy == 4 ? 0.6 : 1), 0 };

    e.violent = floor(520 * pow(size, 1.5) * madeup_effect(strategy) * own);
    if (unit(replicate, 5) < 0.12) {
        e.violent = 0;
    }
    return e;
}

static double
risen(double hour, double middle, double width)
{
    return 1 / (1 + exp(-(hour - middle) / width));
}

static void
write_course(FILE *f, int replicate, int strategy, const char *id)
{
    const struct evening e = evening_of(replicate, strategy);

    for (int quarter = 0; quarter <= HOURS; quarter++) {
        const double h = quarter, late = h - EVENT_H;
        const double present =
            late < -6 ? 0 : e.present * risen(late, 0, 0.6) * (1 - risen(late, 5, 0.8));
        const double active = late < -1 ? 0 : 0.4 * e.violent * exp(-(late - 2.5) * (late - 2.5));
        const int phase = active >= 10     ? 5
                          : late > 6       ? 6
                          : present >= 100 ? 4
                          : h > 140        ? 3
                          : h > 60         ? 2
                          : h > 12         ? 1
                                           : 0;
        fprintf(f, "%d,usual,%s,%d,2012-09-%02dT%02d:00:00,%.0f,%.0f,%.0f,%.0f,%d\n", replicate, id,
                quarter, 13 + quarter / 24, quarter % 24,
                e.clicks * risen(h, 170, 14) + 300 * risen(h, 40, 20), present, active,
                late < -1 ? 0 : e.violent * risen(late, 2.5, 0.5), phase);
    }
}

void
madeup_results_write(const char *dir, int n_replicates, bool is_hostile)
{
    static const char *const structures[3] = { "counter", "announcement", "date" };
    FILE *courses = create(dir, "trajectories.csv");
    FILE *outcomes = create(dir, "outcomes.csv");
    FILE *parameters = create(dir, "parameters.csv");

    write_tables(dir, is_hostile);
    write_columns(dir);
    fputs("replicate,conditions,strategy,time_h,moment,attending_clicks,present_persons,"
          "active_persons,violent_persons,phase\n",
          courses);
    fputs("replicate,conditions,strategy,structure,attending_clicks,peak_present_persons,"
          "first_violence_h,violent_persons,injured_persons,lawful_kept_away_persons,calm,needless,"
          "missed\n",
          outcomes);
    fputs("replicate,parameter,value\n", parameters);
    for (int r = 0; r < n_replicates; r++) {
        const bool base_calm = evening_of(r, 0).violent < 10;
        for (int k = 0; k < N_STRATEGIES; k++) {
            const struct evening e = evening_of(r, k);
            const int kept = k == 4 ? 40 + (int)(60 * unit(r, 77)) : 0;
            const bool calm = e.violent < 10;
            write_course(courses, r, k, ids[is_hostile][k]);
            fprintf(outcomes, "%d,usual,%s,%s,%.0f,%.0f,", r, ids[is_hostile][k], structures[r % 3],
                    e.clicks, e.present);
            fprintf(outcomes, calm ? "," : "%.3f,", EVENT_H + 1 + unit(r, 88));
            fprintf(outcomes, "%.0f,%.0f,%d,%d,%d,%d\n", e.violent, floor(e.violent / 20), kept,
                    calm, kept > 0 && base_calm, kept == 0 && !calm);
        }
        fprintf(parameters, "%d,crowd.size,%.6f\n%d,crowd.other,%.6f\n", r, normal(r, 1), r,
                normal(r, 50));
    }
    fclose(courses);
    fclose(outcomes);
    fclose(parameters);
}
