// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that are made from the tables: documentation, manual, completion.

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

static struct outcome outcome;

static void
assert_says(const char *text)
{
    if (strstr(outcome.text, text) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", text, outcome.text);
    }
}

// ---- documentation ----

static void
pages_of_the_documentation_are_those_that_the_program_makes(void **state)
{
    static const char *const names[] = { "parameters", "observables", "measures" };

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (program_status("oploop explain %s --markdown | cmp -s - docs/%s.md", names[i],
                           names[i]) != 0) {
            fail_msg("docs/%s.md is stale: `make docs` makes it anew", names[i]);
        }
    }
}

static void
a_page_holds_every_name_of_its_table(void **state)
{
    static const struct {
        const char *subject, *page;
    } cases[] = {
        { "levers", "measures" },
        { "measures", "measures" },
        { "metrics", "observables" },
        { "observables", "observables" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(program_status("for n in $(oploop explain %s --names); do "
                                        "grep -qF \"| \\`$n\\` |\" docs/%s.md || exit 1; done",
                                        cases[i].subject, cases[i].page),
                         0);
    }
    assert_int_equal(program_status("for n in $(oploop explain parameters --names); do "
                                    "grep -qF \"| \\`${n#*.}\\` |\" docs/parameters.md || exit 1; "
                                    "done"),
                     0);
}

// ---- manual ----

// Every option of the table stands in the help and on the page, and every one of the help in the
// table: the three say the same.
static void
options_of_table_help_and_manual_are_the_same(void **state)
{
    (void)state;
    program_run(
        &outcome,
        "cd %s && oploop explain verbs --completion bash >c\n"
        "for v in $(oploop explain verbs --names); do\n"
        "  oploop $v --help | sed -nE 's/^ +(-., +)?--([a-z-]+).*/\\2/p' | sort >help\n"
        "  sed -n \"/^        $v)/,/;;/p\" c | sed -n \"s/^ *options='//p\" | tr ' ' '\\n' |\n"
        "    sed -nE \"s/^--([a-z-]+).*/\\1/p\" | sort >table\n"
        "  oploop explain verb $v --man | sed 's/\\\\-/-/g' |\n"
        "    sed -nE 's/^\\.B (-., +)?--([a-z-]+).*/\\2/p' | sort >man\n"
        "  cmp help table && cmp help man && test -s help || echo \"$v differs\"\n"
        "done 2>&1",
        program_own_folder);
    assert_string_equal(outcome.text, "");
}

static void
manual_pages_are_well_formed_and_say_what_the_help_says(void **state)
{
    (void)state;
    program_run(&outcome, "for v in $(oploop explain verbs --names); do\n"
                          "  oploop explain verb $v --man | grep -c '^\\.SH SYNOPSIS$'\n"
                          "done | sort -u");
    assert_string_equal(outcome.text, "1\n");

    program_run(&outcome, "oploop explain verb check --man");
    assert_says(".TH OPLOOP-CHECK 1 ");
    assert_says("oploop\\-check \\- read a scenario and list its faults");
    assert_says(".SH EXIT STATUS\n0 well (there may be warnings), 1 a warning");
    assert_says(".SH EXAMPLES\n.nf\noploop check scenarios/haren\\-2012/scenario.yaml\n");

    program_run(&outcome, "oploop explain verbs --man");
    assert_says(".BR oploop\\-check (1)\n");
    assert_says(".B 65\n");

    program_run(&outcome,
                "which man >/dev/null || exit 0\n"
                "for v in $(oploop explain verbs --names); do\n"
                "  oploop explain verb $v --man >%s/p.1\n"
                "  MANWIDTH=80 man -E UTF-8 --warnings=all -l %s/p.1 2>&1 >%s/p.txt\n"
                "  grep -q 'EXIT\\|DESCRIPTION' %s/p.txt || echo $v\n"
                "done",
                program_own_folder, program_own_folder, program_own_folder, program_own_folder);
    assert_string_equal(outcome.text, "");
}

static void
help_of_what_takes_long_fits_a_terminal(void **state)
{
    (void)state;
    program_run(&outcome, "for v in run compare bench explain; do\n"
                          "  oploop $v --help | awk -v v=$v 'length($0) > 80 { print v, $0 }'\n"
                          "done");
    assert_string_equal(outcome.text, "");
}

// ---- completion ----

static void
name_the_program(void)
{
    const char *named = getenv("OPLOOP");
    char *path = realpath(named != NULL && named[0] != '\0' ? named : "build/oploop", NULL);

    assert_non_null(path);
    assert_int_equal(setenv("PROGRAM", path, 1), 0);
    free(path);
}

// What bash offers for the last of these words.
static void
complete(const char *words)
{
    name_the_program();
    program_run(&outcome,
                "bash -c 'source <(\"$PROGRAM\" explain verbs --completion bash)\n"
                "COMP_WORDS=(\"$PROGRAM\" %s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                "_oploop; printf \"%%s\\n\" \"${COMPREPLY[@]}\" | LC_ALL=C sort' 2>&1",
                words);
}

static void
bash_completes_verbs_options_values_and_names(void **state)
{
    static const struct {
        const char *words, *offers;
    } cases[] = {
        { "ex", "explain\n" },
        { "--v", "--version\n" },
        { "help com", "compare\n" },
        { "check --res", "--resolved\n" },
        { "check scenarios/min", "scenarios/minimal.yaml\n" },
        { "check scenarios/minimal.yaml scenarios/nat", "scenarios/national.yaml\n" },
        { "run scenarios/ha", "scenarios/haren-2012\n" },
        { "run --lang \"\"", "en\nnl\n" },
        { "run --lang = n", "nl\n" },
        { "run -n 5 scenarios/minimal.yaml -s pat", "patrol\n" },
        { "run scenarios/minimal.yaml --strategy = pat", "patrol\n" },
        { "compare --set spread.rho_o", "spread.rho_open=\n" },
        { "compare -o scen", "scenarios\n" },
        { "report doc", "docs\n" },
        { "explain measure stop", "stop_talk\n" },
        { "explain --json measure stop", "stop_talk\n" },
        { "explain schedule scenarios/min", "scenarios/minimal.yaml\n" },
        { "explain spread.rho_o", "spread.rho_open\n" },
        { "explain measures --phase ass", "assembly\n" },
        { "explain verbs che", "check\n" },
        { "bench sca", "scale\n" },
        { "schema cat", "catalogue\n" },
        { "bench scale scenarios/min", "scenarios/minimal.yaml\n" },
        { "version --", "--help\n" },
    };

    (void)state;
    if (program_status("which bash >/dev/null") != 0) {
        skip();
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        complete(cases[i].words);
        if (strcmp(outcome.text, cases[i].offers) != 0) {
            fail_msg("oploop %s: offered %s", cases[i].words, outcome.text);
        }
    }
}

static void
every_verb_is_completed_by_either_shell(void **state)
{
    (void)state;
    program_run(&outcome,
                "oploop explain verbs --completion zsh >%s/_oploop\n"
                "for v in $(oploop explain verbs --names); do\n"
                "  grep -q \"^        '$v:\" %s/_oploop && grep -q \"^        $v)\" "
                "%s/_oploop || echo $v\n"
                "done\n"
                "if which zsh >/dev/null; then zsh -n %s/_oploop 2>&1; fi",
                program_own_folder, program_own_folder, program_own_folder, program_own_folder);
    assert_string_equal(outcome.text, "");

    complete("\"\"");
    assert_says("compare\n");
    assert_says("version\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_of_the_documentation_are_those_that_the_program_makes),
        cmocka_unit_test(a_page_holds_every_name_of_its_table),
        cmocka_unit_test_setup_teardown(options_of_table_help_and_manual_are_the_same,
                                        program_set_up, program_tear_down),
        cmocka_unit_test_setup_teardown(manual_pages_are_well_formed_and_say_what_the_help_says,
                                        program_set_up, program_tear_down),
        cmocka_unit_test(help_of_what_takes_long_fits_a_terminal),
        cmocka_unit_test(bash_completes_verbs_options_values_and_names),
        cmocka_unit_test_setup_teardown(every_verb_is_completed_by_either_shell, program_set_up,
                                        program_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
