// SPDX-License-Identifier: GPL-3.0-or-later
// Results folders, as `report` and `rerun` read them. The first byte picks one of two small
// folders, of a comparison and of a sweep, that are made at the start; what follows are edits of
// its files (op, where, how much, bytes). Hashes are not looked at on the way to the report, so
// that what lies behind them is reached; that they are found wrong is asked apart.
#include "tests/fuzz/fuzz.h"

#include "analysis/intact.h"
#include "analysis/verb/report.h"
#include "analysis/verb/summarise.h"
#include "analysis/verb/sweepsummary.h"
#include "models/registry.h"
#include "sim/verb/compare.h"
#include "sim/verb/options.h"
#include "sim/verb/rerun.h"
#include "sim/verb/sweep.h"
#include "sim/verb/verbs.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_INPUT = 1 << 16, MAX_FILES = 64, N_BASES = 2 };

static const char scenario[] =
    FUZZ_EVENING "strategies:\n"
                 "  patrol: { measures: [ { visible_presence: { at: event - 2 h } } ] }\n"
                 "conditions:\n"
                 "  calm: { parameters: { crowd.contagion: 0.5 /h } }\n";

struct text {
    char *bytes;   // NULL: the file is not there
    size_t n;
};

struct base {
    const char *folder;
    int n_files;
    char name[MAX_FILES][64];
    struct text text[MAX_FILES];
};

static struct base bases[N_BASES] = { { .folder = "compare" }, { .folder = "sweep" } };

// ---- the folders ----

static int
is_file(const struct dirent *entry)
{
    return entry->d_type == DT_REG;
}

static void
keep(struct base *base)
{
    struct dirent **entries = NULL;
    char name[300];
    const int n = scandir(fuzz_path(base->folder), &entries, is_file, alphasort);

    for (int i = 0; i < n; i++) {
        if (base->n_files < MAX_FILES) {
            struct text *text = &base->text[base->n_files];

            snprintf(base->name[base->n_files++], sizeof base->name[0], "%.60s",
                     entries[i]->d_name);
            snprintf(name, sizeof name, "%s/%s", base->folder, entries[i]->d_name);
            text->bytes = fuzz_read(name, &text->n);
        }
        free(entries[i]);
    }
    free(entries);
    if (base->n_files < 8) {
        fuzz_broken("a results folder has its tables");
    }
}

static void
free_bases(void)
{
    for (int b = 0; b < N_BASES; b++) {
        for (int i = 0; i < bases[b].n_files; i++) {
            free(bases[b].text[i].bytes);
        }
    }
}

// In place of a verb that simulates: it reads its options.
static int
read_words(int argc, char **argv, const struct op_program *program)
{
    static struct op_options options;
    struct op_diag diag;

    (void)program;
    op_diag_init(&diag);
    const bool is_sweep = strcmp(argv[0], "sweep") == 0;
    const bool is_well = op_options_read_by(&options, is_sweep ? op_sweep_options : op_run_options,
                                            argc, argv, &diag);

    if (is_well != (diag.n_errors == 0)) {
        fuzz_broken("options are refused with a finding, and accepted without an error");
    }
    fuzz_print(&diag);
    op_diag_free(&diag);
    return is_well ? 0 : 2;
}

static const struct op_verb verbs[] = {
    { "run", read_words, "", NULL, op_run_options },
    { "compare", read_words, "", NULL, op_run_options },
    { "sweep", read_words, "", NULL, op_sweep_options },
};

static const struct op_program *
program(void)
{
    static struct op_program made;

    made = (struct op_program){ .model = fuzz_model(),
                                .maker = &op_registry_worlds,
                                .share_dir = ".",
                                .version = "0",
                                .summarise = op_verb_summarise,
                                .summarise_sweep = op_verb_summarise_sweep,
                                .verbs = verbs,
                                .n_verbs = sizeof verbs / sizeof *verbs };
    return &made;
}

// A verb with words a line each; %s twice is the folder of this process.
static int
call(int (*verb)(int argc, char **argv, const struct op_program *program), const char *words)
{
    char text[1024], *argv[16], *at = text;
    int argc = 0;

    snprintf(text, sizeof text, words, fuzz_folder(), fuzz_folder());
    for (char *word; argc < 15 && (word = strsep(&at, "\n")) != NULL;) {
        argv[argc++] = word;
    }
    argv[argc] = NULL;
    return verb(argc, argv, program());
}

// Pictures are drawn by another program, which is no part of this: here it is missing.
static void
prepare(void)
{
    if (bases[0].n_files > 0) {
        return;
    }
    (void)setenv("PATH", "/nowhere", 1);
    fuzz_write("scenario.yaml", scenario, sizeof scenario - 1);

    fuzz_hush(true);

    const int compared =
        call(op_verb_compare, "compare\n%s/scenario.yaml\n-qn3\n-j1\n-o\n%s/compare");
    const int swept =
        call(op_verb_sweep, "sweep\n%s/scenario.yaml\n-qn3\n-j1\n-o\n%s/sweep\n--vary\n"
                            "patrol.visible_presence.at = event - 2 h .. event by 1 h");

    fuzz_hush(false);
    if (compared != 0 || swept != 0) {
        fuzz_broken("the folders of this file can be made");
    }
    for (int b = 0; b < N_BASES; b++) {
        keep(&bases[b]);
    }
    (void)atexit(free_bases);
}

// ---- edits ----

// `n_in` bytes in the place of `n_out`.
static void
splice(struct text *text, size_t at, size_t n_out, const void *bytes, size_t n_in)
{
    char *own = malloc(text->n - n_out + n_in + 1);

    if (own == NULL) {
        return;
    }
    memcpy(own, text->bytes, at);
    memcpy(own + at, bytes, n_in);
    memcpy(own + at + n_in, text->bytes + at + n_out, text->n - at - n_out);
    text->n += n_in - n_out;
    free(text->bytes);
    text->bytes = own;
}

// Where the piece that holds this byte begins and ends, between letters of `ends`.
static size_t
begin_of(const struct text *text, size_t at, const char *ends)
{
    while (at > 0 && (text->bytes[at - 1] == '\0' || !strchr(ends, text->bytes[at - 1]))) {
        at--;
    }
    return at;
}

static size_t
end_of(const struct text *text, size_t at, const char *ends)
{
    while (at < text->n && (text->bytes[at] == '\0' || !strchr(ends, text->bytes[at]))) {
        at++;
    }
    return at;
}

static void
apply(struct text *text, int op, size_t at, const uint8_t *bytes, size_t n)
{
    const size_t left = text->n - at;
    size_t begin, end;

    switch (op % 8) {
        case 0:
            splice(text, at, 0, bytes, n);
            break;
        case 1:
            splice(text, at, n < left ? n : left, bytes, n);
            break;
        case 2:
            splice(text, at, n < left ? n : left, "", 0);
            break;
        case 3:   // a cell
            begin = begin_of(text, at, ",\n\r");
            end = end_of(text, begin, ",\n\r");
            splice(text, begin, end - begin, bytes, n);
            break;
        case 4:   // a line again
            begin = begin_of(text, at, "\n");
            end = end_of(text, begin, "\n");
            end += end < text->n;
            splice(text, begin, 0, text->bytes + begin, end - begin);
            break;
        case 5:   // a line away
            begin = begin_of(text, at, "\n");
            end = end_of(text, begin, "\n");
            splice(text, begin, end + (end < text->n) - begin, "", 0);
            break;
        case 6:   // the end away
            splice(text, at, left, "", 0);
            break;
        default:   // the file away
            free(text->bytes);
            *text = (struct text){ 0 };
            break;
    }
}

static void
edit(const struct base *base, struct text *made, const uint8_t *bytes, size_t n)
{
    enum { HEAD = 5 };

    for (size_t at = 0; at + HEAD <= n;) {
        const uint8_t *head = bytes + at;
        struct text *text = &made[head[0] % base->n_files];
        const size_t where = (size_t)head[2] << 8 | head[3];
        const size_t left = n - at - HEAD;
        const size_t length = head[4] < left ? head[4] : left;

        if (text->bytes != NULL) {
            apply(text, head[1], where % (text->n + 1), head + HEAD, length);
        }
        at += HEAD + length;
    }
}

// The whole folder anew, as the input before has had it rewritten. What was edited is freed.
static void
lay_out(const struct base *base, const uint8_t *bytes, size_t n)
{
    struct text made[MAX_FILES];
    char name[128];

    for (int i = 0; i < base->n_files; i++) {
        made[i] = (struct text){ NULL, 0 };
        made[i].bytes = calloc(1, base->text[i].n + 1);
        if (made[i].bytes != NULL) {
            made[i].n = base->text[i].n;
            memcpy(made[i].bytes, base->text[i].bytes, made[i].n);
        }
    }
    edit(base, made, bytes, n);
    for (int i = 0; i < base->n_files; i++) {
        snprintf(name, sizeof name, "%s/%s", base->folder, base->name[i]);
        if (made[i].bytes != NULL) {
            fuzz_write(name, made[i].bytes, made[i].n);
        } else {
            fuzz_remove(name);
        }
        free(made[i].bytes);
    }
}

// ---- what is read ----

static void
check_intact(const char *dir)
{
    struct op_diag diag;

    op_diag_init(&diag);
    if ((op_intact_check(dir, &diag) == OP_OK) != (diag.n_errors == 0)) {
        fuzz_broken("a folder is refused with a finding, and accepted without an error");
    }
    fuzz_print(&diag);
    op_diag_free(&diag);
}

static void
summarise(const char *dir, bool is_sweep, const char *lang)
{
    struct op_diag diag;
    enum op_status status;

    op_diag_init(&diag);
    status =
        (is_sweep ? op_verb_summarise_sweep : op_verb_summarise)(dir, ".", lang, stdout, &diag);
    if ((status == OP_OK) != (diag.n_errors == 0)) {
        fuzz_broken("tables are refused with a finding, and accepted without an error");
    }
    if (status == OP_OK) {
        (void)!op_intact_renew(dir, &diag);
    }
    fuzz_print(&diag);
    op_diag_free(&diag);
}

void
fuzz_results(const uint8_t *bytes, size_t n)
{
    char dir[256];

    if (n < 1 || n > LONGEST_INPUT) {
        return;
    }
    prepare();

    const struct base *base = &bases[bytes[0] % N_BASES];

    lay_out(base, bytes + 1, n - 1);
    snprintf(dir, sizeof dir, "%s", fuzz_path(base->folder));
    fuzz_hush(true);
    check_intact(dir);

    const int ended = call(op_verb_rerun, base == &bases[1] ? "rerun\n%s/sweep\n-o\n%s/again"
                                                            : "rerun\n%s/compare\n-o\n%s/again");

    summarise(dir, base == &bases[1], bytes[0] & 2 ? "nl" : "en");
    fuzz_hush(false);
    if (ended != 0 && ended != 2 && (ended < 65 || ended > 74)) {
        fuzz_broken("a verb ends with a status that the documentation lists");
    }
}
