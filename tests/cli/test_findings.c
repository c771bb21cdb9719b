// SPDX-License-Identifier: GPL-3.0-or-later
// The studies of scenarios/findings: each reads without a warning and runs; what was put in acts in
// the direction that its parameter says, and not at all where it is nothing; the page agrees with
// its tables. A village, in which everybody knows the true state unless the study is about
// knowing.
#include "tests/support/program.h"

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const folder = program_own_folder;

#define STUDIES "scenarios/findings"
#define WORLD(n) "--set worlds=1 --set population.at_most=" #n " --set record_every=12h -j1 "
#define SMALL WORLD(1500) "--set watch_every=10min -q"
#define TINY WORLD(300) "--set watch_every=30min"
#define KNOWN "--set decision.knowledge=true"

static void
run(const char *study, int n, const char *words, const char *results)
{
    assert_int_equal(program_status("(PATH=/none; oploop run " STUDIES "/%s.yaml -n %d " SMALL
                                    " %s -o %s/%s >/dev/null 2>&1)",
                                    study, n, words, folder, results),
                     0);
}

// Paired difference of a metric between an arm of one results folder and an arm of another.
struct pairs {
    int n_lower, n_equal, n_higher;
    double sum;
};

static struct pairs
compare(const char *results, const char *arm, const char *other_results, const char *other,
        const char *metric)
{
    static struct outcome outcome;
    struct pairs pairs = { 0 };

    program_run(&outcome,
                "cd %s && awk -F, -v arm=%s -v other=%s -v metric=%s '"
                "FNR == 1 { file++; for (i = 1; i <= NF; i++) c[$i] = i; next } "
                "{ who = $c[\"conditions\"] \":\" $c[\"strategy\"]; r = $c[\"replicate\"] } "
                "file == 1 && who == arm { a[r] = $c[metric] } "
                "file == 2 && who == other { d = a[r] - $c[metric]; s += d; "
                "if (d < 0) l++; else if (d > 0) h++; else e++ } "
                "END { printf \"%%d %%d %%d %%.9g\", l, e, h, s }' %s/outcomes.csv %s/outcomes.csv",
                folder, arm, other, metric, results, other_results);
    assert_int_equal(sscanf(outcome.text, "%d %d %d %lf", &pairs.n_lower, &pairs.n_equal,
                            &pairs.n_higher, &pairs.sum),
                     4);
    assert_true(pairs.n_lower + pairs.n_equal + pairs.n_higher > 0);
    return pairs;
}

// No difference in any evening.
static void
assert_none(struct pairs pairs)
{
    assert_int_equal(pairs.n_lower + pairs.n_higher, 0);
}

// Never higher, and lower in some.
static void
assert_lower(struct pairs pairs)
{
    assert_int_equal(pairs.n_higher, 0);
    assert_true(pairs.n_lower > 0);
}

static void
each_file_reads_without_a_warning(void **state)
{
    (void)state;
    assert_int_equal(program_status("for f in " STUDIES "/*.yaml; do "
                                    "test -z \"$(oploop check --strict $f 2>&1)\" || exit 1; done"),
                     0);
    assert_int_equal(program_status("for f in " STUDIES "/*.yaml; do "
                                    "test $(wc -l <$f) -le 80 || exit 1; done"),
                     0);
}

// The script asks every question of every study, at the ends of its grids, and tells each a
// verdict.
static void
every_question_can_be_put(void **state)
{
    static struct outcome outcome;
    int n_questions = 0, n_verdicts = 0;

    (void)state;
    assert_int_equal(
        program_status("ENDS=yes EXTRA='" TINY "' sh " STUDIES
                       "/run.sh \"${OPLOOP:-build/oploop}\" 2 %s/work %s/tables >/dev/null 2>&1",
                       folder, folder),
        0);
    program_run(&outcome,
                "grep -c '|' " STUDIES "/questions.txt; sh " STUDIES
                "/run.sh table %s/tables | grep -cE '\\| (put in: `|emerges|cannot be told)'",
                folder);
    assert_int_equal(sscanf(outcome.text, "%d %d", &n_questions, &n_verdicts), 2);
    assert_int_equal(n_verdicts, n_questions - 1);   // one line names the parts
    assert_true(n_verdicts > 7);
}

static void
the_page_holds_the_table_of_its_files(void **state)
{
    (void)state;
    assert_int_equal(program_status("sed -n '/^<!-- table -->/,/^<!-- end -->/p' " STUDIES
                                    "/README.md | sed '1d;$d' >%s/page && sh " STUDIES
                                    "/run.sh table >%s/table && cmp %s/page %s/table",
                                    folder, folder, folder, folder),
                     0);
    // A figure that is changed is found.
    assert_int_equal(
        program_status(
            "mkdir %s/changed && cp " STUDIES "/*.csv %s/changed && "
            "sed -i '2s/,none,\\|,[0-9.]*e*[-0-9]*,/,7.77,/' %s/changed/breakeven.csv && "
            "sh " STUDIES "/run.sh table %s/changed >%s/other && "
            "! cmp -s %s/page %s/other",
            folder, folder, folder, folder, folder, folder, folder),
        0);
    // A question without its row is one too.
    assert_int_equal(program_status("sed -i '2d' %s/changed/breakeven.csv && ! sh " STUDIES
                                    "/run.sh table %s/changed >/dev/null 2>&1",
                                    folder, folder),
                     0);
}

static void
who_shares_faster_knows_sooner(void **state)
{
    (void)state;
    run("early_sharing", 6, "-c late -c practised -s on_shared", "a");
    assert_lower(compare("a", "practised:on_shared", "a", "late:on_shared", "shared_h"));
    run("early_sharing", 6,
        "-c late -c practised -s on_shared --set conditions.late.cooperation=practised", "b");
    assert_none(compare("b", "practised:on_shared", "b", "late:on_shared", "shared_h"));
    assert_none(compare("b", "practised:on_shared", "b", "late:on_shared", "violent_persons"));
}

// A novice who is as good as an expert is one: then expertise changes nothing at all.
static void
expertise_acts_by_what_novices_get_wrong(void **state)
{
    (void)state;
    run("expertise", 12,
        "-c low -c high -s on_expected --set signals.coverage=0.6 --set signals.recall=0.8 "
        "--set signals.without_cause=0.6",
        "a");
    assert_lower(
        compare("a", "high:on_expected", "a", "low:on_expected", "first_perceived_call_h"));
    run("expertise", 4,
        "-c low -c high -s on_expected --set judgement.sensitivity_novice=0.9 --set "
        "judgement.sensitivity_expert=0.9 --set judgement.specificity_novice=0.9 --set "
        "judgement.specificity_expert=0.9 --set judgement.bias=0 --set judgement.error=0 --set "
        "signals.count_error=0",
        "b");
    assert_none(compare("b", "high:on_expected", "b", "low:on_expected", "first_perceived_call_h"));
    assert_none(compare("b", "high:on_expected", "b", "low:on_expected", "violent_persons"));
}

// Nobody is violent here, so that removal alone can move trust.
static void
a_removed_post_costs_the_trust_that_it_is_said_to(void **state)
{
    (void)state;
    run("removal_trust", 4, KNOWN " --set crowd.spontaneous='0 /h' -s removal -s police_only", "a");
    assert_lower(compare("a", "default:removal", "a", "default:police_only", "trust_mean"));
    run("removal_trust", 4,
        KNOWN " --set crowd.spontaneous='0 /h' --set trust.own_post_removed=0 --set "
              "trust.friend_post_removed=0 -s removal -s police_only",
        "b");
    assert_none(compare("b", "default:removal", "b", "default:police_only", "trust_mean"));
    assert_lower(
        compare("b", "default:police_only", "b", "default:removal", "lawful_posts_removed"));
}

static void
copies_return_as_often_as_is_said(void **state)
{
    (void)state;
    run("displacement", 4, KNOWN " -s removal --set spread.reupload=0", "none");
    run("displacement", 4, KNOWN " -s removal --set spread.reupload=1", "all");
    assert_lower(
        compare("none", "default:removal", "all", "default:removal", "lawful_posts_removed"));
    // Who does not notice puts nothing back.
    run("displacement", 4, KNOWN " -s removal --set spread.notice=0 --set spread.reupload=0", "u0");
    run("displacement", 4, KNOWN " -s removal --set spread.notice=0 --set spread.reupload=1", "u1");
    assert_none(compare("u0", "default:removal", "u1", "default:removal", "lawful_posts_removed"));
    assert_none(compare("u0", "default:removal", "u1", "default:removal", "attending_clicks"));
}

static void
a_message_takes_away_what_it_is_said_to(void **state)
{
    (void)state;
    run("communication_legal", 4,
        KNOWN " -s message_alone -s neither --set mobilisation.beta_message=5", "a");
    run("communication_legal", 4,
        KNOWN " -s message_alone -s neither --set mobilisation.beta_message=-5", "b");
    assert_lower(
        compare("a", "default:message_alone", "b", "default:message_alone", "attending_clicks"));
    assert_none(compare("a", "default:neither", "b", "default:neither", "attending_clicks"));
    assert_none(compare("a", "default:neither", "b", "default:neither", "violent_persons"));
}

static void
a_platform_shows_by_its_levels_alone(void **state)
{
    (void)state;
    run("national_platform", 12, "-s by_itself", "a");
    assert_true(compare("a", "helped:by_itself", "a", "alone:by_itself", "mobilisation_lag_h").sum <
                0);
    run("national_platform", 4, "-s by_itself --set conditions.helped.national_platform=absent",
        "b");
    assert_none(compare("b", "helped:by_itself", "b", "alone:by_itself", "mobilisation_lag_h"));
}

static void
protection_keeps_away_what_there_is(void **state)
{
    (void)state;
    run("harassed_residents", 4, KNOWN " -s protection -s nothing", "a");
    assert_lower(compare("a", "default:protection", "a", "default:nothing", "hostile_messages"));
    run("harassed_residents", 4,
        KNOWN " -s protection -s nothing --set harassment.messages='0 /d' --set "
              "harassment.doxing='0 /d'",
        "b");
    assert_none(compare("b", "default:protection", "b", "default:nothing", "hostile_messages"));
    assert_none(compare("b", "default:protection", "b", "default:nothing", "home_visits"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, program_set_up, program_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_file_reads_without_a_warning),
        TEST(every_question_can_be_put),
        TEST(the_page_holds_the_table_of_its_files),
        TEST(who_shares_faster_knows_sooner),
        TEST(expertise_acts_by_what_novices_get_wrong),
        TEST(a_removed_post_costs_the_trust_that_it_is_said_to),
        TEST(copies_return_as_often_as_is_said),
        TEST(a_message_takes_away_what_it_is_said_to),
        TEST(a_platform_shows_by_its_levels_alone),
        TEST(protection_keeps_away_what_there_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
