// SPDX-License-Identifier: GPL-3.0-or-later
// Options of `oploop new`, and the folder that it fills: whole or not there.
#include "sim/verb/new.h"

#include "sim/base/cause.h"
#include "sim/input/prospect.h"
#include "sim/study/folder.h"
#include "sim/verb/new_parts.h"
#include "sim/verb/print_schema.h"
#include "sim/verb/options.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char help[] =
    "Write a scenario to start from: DIR/scenario.yaml, commented, and ready to run, with the "
    "schema\n"
    "beside it by which an editor completes and checks. On a terminal it asks for what no option "
    "says;\n"
    "Enter takes what stands in brackets.\n\n"
    "Examples:\n"
    "  oploop new mine\n"
    "  oploop new mine --situation party --municipality Wijchen --date 2026-06-13\n"
    "  oploop new drill --made-up Rivierstad --inhabitants 35000 --like Wijchen\n"
    "  oploop new march --situation demonstration --measures dialogue_police,visible_presence\n\n"
    "Usage: oploop new DIR [OPTION]...\n\n"
    "  --situation NAME        party, meet_up, demonstration, football, new_year or other\n"
    "  --municipality PLACE    a municipality or place of the Netherlands, or a municipality's "
    "code\n"
    "  --made-up NAME          a place that is made up instead, with\n"
    "  --inhabitants N         so many inhabitants (default 35000), that lies where\n"
    "  --like PLACE            this one lies (default Wijchen)\n"
    "  --date DATE             when people are called to come: 2026-06-13, or \"2026-06-13 "
    "20:00\"\n"
    "                          (default: next Saturday)\n"
    "  --clicks N              how many have clicked \"attending\" three days before\n"
    "  --measures A,B,C        measures of the catalogue (default: some that suit the situation)\n"
    "  --purpose WORD          research, exercise (default), policy or evaluation\n"
    "  --counterfactual-law R  the reason why measures that the law bars are replayed\n"
    "  --ask                   ask also when the input is no terminal\n"
    "  --no-input              never ask\n"
    "  -h, --help              this text\n\n"
    "Exit status: 0 written, 2 wrong usage, 65 or 66 the program's own files are at fault or "
    "missing,\n"
    "71 memory ran out, 73 DIR holds something already or cannot be made, 74 writing failed.\n";

const char *const op_new_help[] = { help, NULL };

enum {
    SITUATION,
    MUNICIPALITY,
    MADE_UP,
    INHABITANTS,
    LIKE,
    DATE,
    CLICKS,
    MEASURES,
    PURPOSE,
    LAW,
    N_TEXTS,
    ASK,
    NO_INPUT
};

// clang-format off
const struct option op_new_options[] = {
    { "situation", required_argument, NULL, SITUATION },
    { "municipality", required_argument, NULL, MUNICIPALITY },
    { "made-up", required_argument, NULL, MADE_UP },
    { "inhabitants", required_argument, NULL, INHABITANTS },
    { "like", required_argument, NULL, LIKE },
    { "date", required_argument, NULL, DATE },
    { "clicks", required_argument, NULL, CLICKS },
    { "measures", required_argument, NULL, MEASURES },
    { "purpose", required_argument, NULL, PURPOSE },
    { "counterfactual-law", required_argument, NULL, LAW },
    { "ask", no_argument, NULL, ASK },
    { "no-input", no_argument, NULL, NO_INPUT },
    { "help", no_argument, NULL, 'h' },
    { NULL, 0, NULL, 0 },
};
// clang-format on

struct wishes {
    const char *text[N_TEXTS];
    const char *folder;
    bool asks, never_asks, help;
};

static const struct op_place nowhere = { 0 };

static bool
refuse(struct op_diag *diag, const char *hint, const char *says)
{
    return op_diag_add(diag, OP_USAGE, nowhere, hint, "%s", says) == OP_OK;
}

static bool
take_option(int option, char **argv, struct wishes *wishes, struct op_diag *diag)
{
    switch (option) {
        case 'h':
            wishes->help = true;
            return true;
        case ASK:
            wishes->asks = true;
            return true;
        case NO_INPUT:
            wishes->never_asks = true;
            return true;
        case ':':
            return op_diag_add(diag, OP_USAGE, nowhere, NULL, "a value is missing after: %s",
                               argv[optind - 1]) == OP_OK;
        case '?':
            return op_options_refuse(op_new_options, argv[optind - 1], diag);
        default:
            if (wishes->text[option]) {
                return op_diag_add(diag, OP_USAGE, nowhere, "once is enough", "--%s stands twice",
                                   op_new_options[option].name) == OP_OK;
            }
            wishes->text[option] = optarg;
            return true;
    }
}

static bool
read_options(int argc, char **argv, struct wishes *wishes, struct op_diag *diag)
{
    int option;

    if (!op_options_whole(op_new_options, argc, argv, diag)) {
        return false;
    }
    opterr = 0;
    optind = 0;   // glibc: start anew, another verb may have read options before
    while ((option = getopt_long(argc, argv, ":h", op_new_options, NULL)) != -1) {
        if (!take_option(option, argv, wishes, diag)) {
            return false;
        }
    }
    if (wishes->help) {
        return true;
    }
    if (optind == argc || argv[optind][0] == '\0') {
        return refuse(diag, "for instance: oploop new mine", "which folder? its name is missing");
    }
    if (argc - optind > 1) {
        return op_diag_add(diag, OP_USAGE, nowhere, "one folder at a time", "one word too many: %s",
                           argv[optind + 1]) == OP_OK;
    }
    wishes->folder = argv[optind];
    if (wishes->text[MUNICIPALITY] && wishes->text[MADE_UP]) {
        return refuse(diag, "a place is real or made up",
                      "--municipality and --made-up contradict each other");
    }
    if ((wishes->text[INHABITANTS] || wishes->text[LIKE]) && !wishes->text[MADE_UP]) {
        return refuse(diag, "for instance --made-up Rivierstad",
                      "--inhabitants and --like belong to a place that is --made-up");
    }
    return !(wishes->asks && wishes->never_asks) ||
           refuse(diag, NULL, "--ask and --no-input contradict each other");
}

static const char *
either(const char *text, const char *usual)
{
    return text ? text : usual;
}

// What the options say; what they do not say stays open for the questions or the defaults.
static bool
take_told(struct op_new *made, const struct wishes *wishes)
{
    const char *const *text = wishes->text;
    bool is_well = true;

    if (text[SITUATION]) {
        is_well &= op_new_situation(made, "--situation", text[SITUATION]);
    }
    if (text[MUNICIPALITY]) {
        is_well &= op_new_place(made, "--municipality", text[MUNICIPALITY]);
    }
    if (text[MADE_UP]) {
        is_well &=
            op_new_made_up(made, text[MADE_UP], either(text[INHABITANTS], op_new_usual_inhabitants),
                           either(text[LIKE], op_new_usual_like));
    }
    if (text[CLICKS]) {
        is_well &= op_new_clicks(made, "--clicks", text[CLICKS]);
    }
    if (text[PURPOSE]) {
        is_well &= op_new_purpose(made, "--purpose", text[PURPOSE]);
    }
    if (text[LAW]) {
        is_well &= op_new_law(made, "--counterfactual-law", text[LAW]);
    }
    return is_well;
}

// Date and measures hang on the situation, so they are taken when it is known.
static bool
take_rest(struct op_new *made, const struct wishes *wishes)
{
    const char *const *text = wishes->text;
    bool is_well = true;

    if (made->chosen && text[DATE]) {
        is_well &= op_new_date(made, "--date", text[DATE]);
    }
    if (made->chosen && text[MEASURES]) {
        is_well &= op_new_measures(made, "--measures", text[MEASURES]);
    }
    return is_well;
}

static bool
take_defaults(struct op_new *made)
{
    bool is_well = true;

    if (!made->place_is_set) {
        is_well &=
            op_new_made_up(made, op_new_usual_name, op_new_usual_inhabitants, op_new_usual_like);
    }
    if (!made->event_is_set) {
        is_well &= op_new_date(made, "date", either(op_new_usual_date(made), ""));
    }
    if (made->n_measures == 0) {
        is_well &= op_new_measures(made, "measures", either(op_new_usual_measures(made), ""));
    }
    made->purpose = made->purpose < 0 ? OP_EXERCISE : made->purpose;
    return is_well;
}

static bool
collect(struct op_new *made, const struct wishes *wishes)
{
    const bool asks = wishes->asks || (!wishes->never_asks && isatty(STDIN_FILENO) != 0 &&
                                       isatty(STDERR_FILENO) != 0);

    made->purpose = -1;
    if (!take_told(made, wishes)) {
        return false;
    }
    if (!made->chosen && !asks) {
        made->chosen = &made->situation[0];
    }
    if (!made->chosen && !op_new_ask_situation(made, stdin, stderr)) {
        return refuse(&made->diag, NULL, "the input ended before the answers did");
    }
    if (!take_rest(made, wishes)) {
        return false;
    }
    if (asks && !op_new_ask(made, stdin, stderr)) {
        return refuse(&made->diag, "--no-input takes the defaults",
                      "the input ended before the answers did: nothing is written");
    }
    return take_defaults(made);
}

// ---- the folder ----

static enum op_status
refuse_full(const char *path, struct op_diag *diag)
{
    struct stat about;

    if (stat(path, &about) != 0) {
        return OP_OK;
    }
    if (!S_ISDIR(about.st_mode)) {
        return op_diag_add(diag, OP_EXISTS, nowhere, "choose another name",
                           "%s exists and is not a folder", path);
    }
    return op_folder_is_empty(path)
               ? OP_OK
               : op_diag_add(diag, OP_EXISTS, nowhere,
                             "choose another name; what is there stays as it is", "%s is not empty",
                             path);
}

typedef enum op_status file_writer(const struct op_new *made, const char *folder, FILE *out,
                                   struct op_diag *diag);

static enum op_status
write_scenario(const struct op_new *made, const char *folder, FILE *out, struct op_diag *diag)
{
    (void)diag;
    op_new_write(made, folder, out);
    return OP_OK;
}

static enum op_status
write_schema(const struct op_new *made, const char *folder, FILE *out, struct op_diag *diag)
{
    (void)folder;
    return op_print_scenario_schema(out, made->reader.schema, made->reader.share_dir, diag);
}

// The file in the open folder; path holds where it is.
static enum op_status
write_file(const struct op_new *made, const struct op_folder *folder, const char *name,
           file_writer *write, char path[4096], struct op_diag *diag)
{
    (void)op_folder_file(folder, name, path);

    FILE *out = fopen(path, "w");

    if (!out) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    const enum op_status status = write(made, folder->final_path, out, diag);
    const enum op_status closed = op_cause_close(diag, out, path);

    return status == OP_OK ? closed : status;
}

// What is written must be as right as any scenario: it is read before it gets its name.
static enum op_status
prove(const char *path, const struct op_schema *schema, const char *share_dir, struct op_diag *diag)
{
    const struct op_load_options options = { share_dir, NULL, 0, NULL };
    struct op_scenario scenario;
    const enum op_status status = op_scenario_load(&scenario, path, schema, &options, diag);

    if (status == OP_OK) {
        op_prospect_warn(&scenario, NULL, diag);
    }
    op_scenario_free(&scenario);
    return status;
}

static enum op_status
fill(const struct op_new *made, const struct wishes *wishes, struct op_diag *diag)
{
    struct op_folder folder;
    char path[4096];
    enum op_status status = refuse_full(wishes->folder, diag);

    if (status == OP_OK) {
        status = op_folder_open(&folder, wishes->folder, false, diag);
    }
    if (status != OP_OK) {
        return status;
    }
    status = write_file(made, &folder, OP_SCENARIO_SCHEMA, write_schema, path, diag);
    if (status == OP_OK) {
        status = write_file(made, &folder, "scenario.yaml", write_scenario, path, diag);
    }
    if (status == OP_OK) {
        status = prove(path, made->reader.schema, made->reader.share_dir, diag);
    }
    if (status == OP_OK) {
        status = op_folder_finish(&folder, diag);
    }
    if (status != OP_OK) {
        op_folder_drop(&folder);
        return status;
    }
    (void)printf("%s/scenario.yaml is written: %s in %s, %d measures. What next?\n\n"
                 "  oploop check %s/scenario.yaml               finds faults, or says nothing\n"
                 "  oploop compare %s/scenario.yaml --dry-run   says what would run, and how long\n"
                 "  oploop compare %s/scenario.yaml -n 20       replays 20 evenings\n",
                 folder.final_path, made->chosen->id, made->place_name, made->n_measures,
                 folder.final_path, folder.final_path, folder.final_path);
    return OP_OK;
}

int
op_verb_new(int argc, char **argv, const struct op_schema *schema, const char *share_dir)
{
    struct wishes wishes = { 0 };
    struct op_diag diag;
    struct op_new made = { 0 };
    int exit_status = 0;

    op_diag_init(&diag);
    if (!read_options(argc, argv, &wishes, &diag)) {
        exit_status = op_status_exit(OP_USAGE);
    } else if (wishes.help) {
        (void)fputs(help, stdout);
    } else {
        enum op_status status = refuse_full(wishes.folder, &diag);

        if (status == OP_OK) {
            status = op_new_init(&made, schema, share_dir);
        }
        if (status == OP_OK && !collect(&made, &wishes)) {
            status = made.reader.no_memory ? OP_NO_MEMORY : OP_USAGE;
        }
        if (made.reader.no_memory || made.arena.is_short) {
            status = OP_NO_MEMORY;
        }
        if (status == OP_OK) {
            status = fill(&made, &wishes, &diag);
        }
        if (status == OP_NO_MEMORY) {
            op_diag_free(&made.diag);   // what was found may be a mere consequence
            op_diag_init(&made.diag);
            op_diag_lack(&diag, 0, "while the scenario was written");
        }
        op_diag_print(&made.diag, stderr);
        op_new_free(&made);
        exit_status = op_status_exit(status);
    }
    op_diag_print(&diag, stderr);
    op_diag_free(&diag);
    return exit_status;
}
