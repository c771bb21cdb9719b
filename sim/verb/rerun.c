// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/rerun.h"

#include "sim/base/cause.h"
#include "sim/study/folder.h"
#include "sim/study/foldertree.h"
#include "sim/study/samefiles.h"
#include "sim/verb/repeatwords.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char usage[] =
    "Repeat a results folder from its own scenario, seed and options.\n\n"
    "  oploop rerun results/haren-2012 --verify\n"
    "  oploop rerun results/haren-2012 -o results/again\n\n"
    "Usage: oploop rerun DIR [options]\n\n"
    "  -o, --output DIR   where the repetition goes\n"
    "      --verify       compare every file's hash with that of the folder (run.json\n"
    "                     apart, which tells of the machine); without -o the\n"
    "                     repetition goes to DIR.rerun and is taken away again\n"
    "  -j, --threads N    default: all cores; the results do not depend on it\n"
    "  -f, --force        replace an older repetition as a whole\n"
    "  -h, --help         this text\n\n"
    "The scenario is scenario.yaml of the folder, the points of a sweep are its\n"
    "design.csv, the options stand in its run.json; its report.html says in which\n"
    "language it was drawn last.\n"
    "Another version of the program may give other files; it is told.\n\n"
    "Exit status: 0 repeated, and all files are the same; 1 some differ: they are\n"
    "listed; 3 some differ, and evenings of the repetition failed; 2 wrong usage, 65\n"
    "the folder holds nothing that can be repeated, 66 it is missing; else as of\n"
    "`oploop compare`.\n";

const char *const op_rerun_help[] = { usage, NULL };
const struct option op_rerun_options[] = {
    { "output", required_argument, NULL, 'o' },  { "verify", no_argument, NULL, 'v' },
    { "threads", required_argument, NULL, 'j' }, { "force", no_argument, NULL, 'f' },
    { "help", no_argument, NULL, 'h' },          { NULL, 0, NULL, 0 },
};

enum { MOST_WORDS = 600, LONGEST = 1 << 16 };

struct rerun {
    const char *folder, *output, *threads;
    bool is_verify, is_forced, asks_help;
    char scenario[4096], design[4096], kept[4096];
    char language[3];     // of its report: `oploop report` may have drawn it anew; "" if none
    char text[LONGEST];   // run.json, its words unquoted in place
    char *word[MOST_WORDS];
    int n_words;
};

static const struct op_place nowhere = { 0 };

// A string of JSON that begins at its quote, unquoted in place; where it ends, NULL if it does not.
// op_json_text writes \" \\ and \u00XX for controls alone.
static char *
unquote(char *at, char **word)
{
    char *to = ++at;
    *word = to;
    while (*at != '"' && *at != '\0') {
        if (*at == '\\' && at[1] == 'u' && strlen(at) > 6) {
            char digits[5] = { at[2], at[3], at[4], at[5], '\0' };
            *to++ = (char)strtol(digits, NULL, 16);
            at += 6;
        } else if (*at == '\\' && at[1] != '\0') {
            *to++ = at[1] == 'n' ? '\n' : at[1] == 't' ? '\t' : at[1];
            at += 2;
        } else {
            *to++ = *at++;
        }
    }
    if (*at == '\0') {
        return NULL;
    }
    *to = '\0';
    return at + 1;
}

// The words of `"rerun": [ ... ]`. False if they are not there.
static bool
read_words(struct rerun *rerun)
{
    static const char key[] = "\"rerun\": [";
    char *at = strstr(rerun->text, key);
    if (at == NULL) {
        return false;
    }
    at += strlen(key);
    for (at += strspn(at, " ,\n"); *at != ']'; at += strspn(at, " ,\n")) {
        if (*at != '"' || rerun->n_words + 8 >= MOST_WORDS) {
            return false;
        }
        at = unquote(at, &rerun->word[rerun->n_words++]);
        if (at == NULL) {
            return false;
        }
    }
    return rerun->n_words > 0;
}

// The first bytes of a file of the folder as text; "" where there is no such file.
static enum op_status
read_start(const struct rerun *rerun, const char *name, char *text, size_t n_bytes,
           struct op_diag *diag)
{
    char path[4096];

    (void)snprintf(path, sizeof path, "%.4000s/%s", rerun->folder, name);
    FILE *in = fopen(path, "rb");
    text[0] = '\0';
    if (in == NULL) {
        return errno == ENOENT ? OP_OK
                               : op_cause_add(diag, OP_NOT_FOUND, path, "cannot be read", errno);
    }
    text[fread(text, 1, n_bytes - 1, in)] = '\0';
    (void)fclose(in);
    return OP_OK;
}

// <html lang="nl"> of report.html.
static enum op_status
read_language(struct rerun *rerun, struct op_diag *diag)
{
    char start[256];
    const enum op_status status = read_start(rerun, "report.html", start, sizeof start, diag);
    const char *at = strstr(start, "<html lang=\"");
    (void)snprintf(rerun->language, sizeof rerun->language, "%.2s",
                   at != NULL ? at + strlen("<html lang=\"") : "");
    return status;
}

static enum op_status
read_folder(struct rerun *rerun, struct op_diag *diag)
{
    char path[4096];
    struct stat about;
    if (stat(rerun->folder, &about) != 0) {
        return op_cause_add(diag, OP_NOT_FOUND, rerun->folder, "cannot be read", errno);
    }
    (void)snprintf(rerun->scenario, sizeof rerun->scenario, "%.4000s/scenario.yaml", rerun->folder);
    (void)snprintf(rerun->design, sizeof rerun->design, "%.4000s/design.csv", rerun->folder);
    (void)snprintf(path, sizeof path, "%.4000s/run.json", rerun->folder);
    const enum op_status status =
        read_start(rerun, "run.json", rerun->text, sizeof rerun->text, diag);
    if (status != OP_OK) {
        return status;
    }
    if (stat(rerun->scenario, &about) != 0 || !read_words(rerun)) {
        return op_diag_add(
            diag, OP_BAD_VALUE, (struct op_place){ rerun->folder, 0, 0 },
            "a results folder that `oploop run`, `compare` or `sweep` wrote is needed, "
            "with its scenario.yaml and run.json",
            "it does not say how it was made");
    }
    const char *bad = op_repeat_foreign(rerun->word, rerun->n_words);

    if (bad != NULL) {
        return op_diag_add(diag, OP_BAD_VALUE, (struct op_place){ path, 0, 0 },
                           "run.json is not as it was written; run its scenario.yaml anew",
                           "a repetition does not take this word: %s", bad);
    }
    return read_language(rerun, diag);
}

static enum op_status
read_options(struct rerun *rerun, int argc, char **argv, struct op_diag *diag)
{
    if (!op_options_whole(op_rerun_options, argc, argv, diag)) {
        return OP_USAGE;
    }
    opterr = 0;
    optind = 0;
    for (;;) {
        const int c = getopt_long(argc, argv, "+:o:j:fh", op_rerun_options, NULL);
        if (c == -1 && optind < argc && rerun->folder == NULL) {
            rerun->folder = argv[optind++];
            continue;
        }
        if (c == -1) {
            break;
        }
        switch (c) {
            case 'o':
                rerun->output = optarg;
                break;
            case 'j':
                rerun->threads = optarg;
                break;
            case 'v':
                rerun->is_verify = true;
                break;
            case 'f':
                rerun->is_forced = true;
                break;
            case 'h':
                rerun->asks_help = true;
                break;
            default:
                return op_diag_add(diag, OP_USAGE, nowhere, "`oploop rerun --help` says more",
                                   c == ':' ? "a value is missing after %s" : "unknown option: %s",
                                   argv[optind - 1]);
        }
    }
    if (rerun->asks_help) {
        return OP_OK;
    }
    if (rerun->folder == NULL || optind < argc) {
        return op_diag_add(diag, OP_USAGE, nowhere, "for instance results/haren-2012",
                           rerun->folder == NULL ? "which results folder?"
                                                 : "one folder at a time");
    }
    return rerun->output != NULL || rerun->is_verify
               ? OP_OK
               : op_diag_add(diag, OP_USAGE, nowhere,
                             "-o DIR keeps the repetition, --verify compares it",
                             "where should the repetition go?");
}

// Run the verb of the words; what it prints on standard output is not shown: the folder has it.
static int
repeat(struct rerun *rerun, const struct op_program *program, struct op_diag *diag)
{
    char *words[MOST_WORDS + 8];
    char output_option[] = "-o", threads_option[] = "-j", force_option[] = "-f", quiet[] = "-q";
    // as long as what the verb refuses to be too long
    char output[4096], threads[64];
    const struct op_verb *verb = NULL;
    int n = 0;
    int status = op_status_exit(OP_IO);
    (void)snprintf(output, sizeof output, "%s", rerun->output);
    (void)snprintf(threads, sizeof threads, "%s", rerun->threads != NULL ? rerun->threads : "");
    for (int i = 0; i < program->n_verbs; i++) {
        if (strcmp(program->verbs[i].name, rerun->word[0]) == 0) {
            verb = &program->verbs[i];
        }
    }
    words[n++] = rerun->word[0];
    words[n++] = rerun->scenario;
    for (int i = 1; i < rerun->n_words; i++) {
        words[n++] = rerun->word[i];
        // the design that a study ran with is a file of its folder
        if (strcmp(rerun->word[i - 1], "--design-from") == 0) {
            words[n - 1] = rerun->design;
        }
        if (strcmp(rerun->word[i - 1], "--lang") == 0 && rerun->language[0] != '\0') {
            words[n - 1] = rerun->language;
        }
    }
    words[n++] = output_option;
    words[n++] = output;
    if (rerun->threads != NULL) {
        words[n++] = threads_option;
        words[n++] = threads;
    }
    if (rerun->is_forced) {
        words[n++] = force_option;
    }
    words[n++] = quiet;
    words[n] = NULL;
    (void)fflush(stdout);
    const int shown = dup(STDOUT_FILENO), nowhere_to = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (shown < 0 || nowhere_to < 0) {
        (void)op_cause_add(diag, OP_IO, "/dev/null", "cannot be written", errno);
    } else if (verb != NULL) {
        (void)dup2(nowhere_to, STDOUT_FILENO);
        status = verb->go(n, words, program);
        (void)fflush(stdout);
        (void)dup2(shown, STDOUT_FILENO);
    }
    if (shown >= 0) {
        (void)close(shown);
    }
    if (nowhere_to >= 0) {
        (void)close(nowhere_to);
    }
    return status;
}

static void
print_fate(void *user, const char *name, enum op_file_fate fate)
{
    static const char *const words[] = { "differs", "missing in the repetition",
                                         "only in the repetition" };
    int *n_other = user;
    ++*n_other;
    (void)printf("%s: %s\n", name, words[fate]);
}

static int
verify(const struct rerun *rerun, struct op_diag *diag)
{
    int n_same = 0, n_other = 0;
    const enum op_status status =
        op_same_files(rerun->folder, rerun->output, print_fate, &n_other, &n_same, diag);
    if (status != OP_OK) {
        if (status == OP_NO_MEMORY) {
            op_diag_lack(diag, diag->n_findings, "while files were compared");
        }
        return op_status_exit(status);
    }
    (void)printf(n_other == 0 ? "all %d files are the same\n"
                              : "%d files are the same, %d are not\n",
                 n_same, n_other);
    return n_other == 0 ? 0 : 1;
}

static int
go(struct rerun *rerun, const struct op_program *program, struct op_diag *diag)
{
    enum op_status status = read_folder(rerun, diag);
    if (status != OP_OK) {
        return op_status_exit(status);
    }
    const bool is_kept = rerun->output != NULL;
    if (!is_kept) {
        size_t n = strlen(rerun->folder);
        while (n > 1 && rerun->folder[n - 1] == '/') {
            n--;
        }
        (void)snprintf(rerun->kept, sizeof rerun->kept, "%.*s.rerun", n < 2900 ? (int)n : 2900,
                       rerun->folder);
        rerun->output = rerun->kept;
        if (!rerun->is_forced && !op_folder_is_empty(rerun->output)) {
            return op_status_exit(
                op_diag_add(diag, OP_EXISTS, (struct op_place){ rerun->output, 0, 0 },
                            "-o names another place, --force takes this one", "is in the way"));
        }
    }
    const int partial = op_status_exit(OP_PARTIAL);
    const int repeated = repeat(rerun, program, diag);
    int ended = repeated;
    if ((repeated == 0 || repeated == partial) && rerun->is_verify) {
        // the same evenings may have failed; if not, what differs says nothing of the others
        ended = verify(rerun, diag);
        if (repeated == partial && ended == 1) {
            ended = partial;
            (void)printf("the repetition lacks evenings that failed: repeat it with more memory\n");
        }
    }
    if (!is_kept) {
        op_foldertree_remove(rerun->output);
    }
    return ended;
}

int
op_verb_rerun(int argc, char **argv, const struct op_program *program)
{
    struct rerun *rerun = calloc(1, sizeof *rerun);
    struct op_diag diag;
    int ended = op_status_exit(OP_NO_MEMORY);
    op_diag_init(&diag);
    if (rerun == NULL) {
        op_diag_lack(&diag, 0, "before anything was read");
    } else if (read_options(rerun, argc, argv, &diag) != OP_OK) {
        ended = op_status_exit(OP_USAGE);
    } else if (rerun->asks_help) {
        (void)fputs(usage, stdout);
        ended = 0;
    } else {
        ended = go(rerun, program, &diag);
    }
    op_diag_print(&diag, stderr);
    op_diag_free(&diag);
    free(rerun);
    return ended;
}
