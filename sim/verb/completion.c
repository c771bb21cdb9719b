// SPDX-License-Identifier: GPL-3.0-or-later
// Completion for bash and zsh out of the table of verbs, their option tables and help texts. What
// can stand in a place is read from the word that the help has there (`DIR`, `en|nl`); names are
// asked of the program when they are needed, so that those of the user's own catalogue count too.
#include "sim/verb/explain_parts.h"

#include <ctype.h>
#include <string.h>

// The call of a shell function that offers what may stand for a placeholder; NULL: nothing can be
// offered. `before` is the option that it belongs to, or
// the word in front of it; NULL: the verb.
static const char *
offer_of(struct op_explain *explain, const char *placeholder, const char *before)
{
    static const struct {
        const char *placeholder, *call;
    } known[] = {
        { "FILE", "_oploop_files" },         { "PATH", "_oploop_files" },
        { "SCENARIO", "_oploop_scenarios" }, { "DIR", "_oploop_folders" },
        { "FOLDER", "_oploop_folders" },     { "KEY", "_oploop_names" },
        { "KEY=VALUE", "_oploop_settings" }, { "PHASE", "_oploop_names phases" },
        { "VERB", "_oploop_names verbs" },
    };

    if (before == NULL) {   // a file that stands by itself is a scenario
        before = "";
        placeholder = strcmp(placeholder, "FILE") == 0 ? "SCENARIO" : placeholder;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].placeholder, placeholder) == 0) {
            return known[i].call;
        }
    }
    if (strcmp(placeholder, "NAME") == 0) {
        return strcmp(before, "strategy") == 0 ? "_oploop_strategies"
                                               : op_said(explain, "_oploop_names %ss", before);
    }
    if (!islower((unsigned char)placeholder[0])) {
        return NULL;
    }
    const char *words = "_oploop_words";

    for (const char *at = placeholder; *at != '\0';) {
        const size_t n = strcspn(at, "|");

        words = op_said(explain, "%s %.*s", words, (int)n, at);
        at += n + (at[n] == '|');
    }
    return words;
}

// ---- what stands where behind a verb ----

struct position {
    int index;           // from 1; 0: anywhere
    const char *first;   // the word that stands first; NULL: any
    const char *call;
};

enum { MAX_POSITIONS = 16 };

// A token of a usage line without brackets and dots; "" for an option, with its value.
static const char *
next_token(const char **at, char token[64], bool *repeats)
{
    const char *from = *at + strspn(*at, " ");
    size_t n = strcspn(from, " ");
    const bool is_option =
        strncmp(from, "[-", 2) == 0 || from[0] == '-' || strncmp(from, "[options]", 9) == 0;

    if (n == 0) {
        return NULL;
    }
    if (is_option && from[0] == '[' && memchr(from, ']', n) == NULL) {
        n = strcspn(from, "]");
        n += strcspn(from + n, " ");
    }
    *repeats = n > 3 && strncmp(from + n - 3, "...", 3) == 0;
    *at = from + n;
    size_t k = 0;

    for (size_t i = 0; !is_option && i < n && k < 63; i++) {
        if (strchr("[].", from[i]) == NULL) {
            token[k++] = from[i];
        }
    }
    token[k] = '\0';
    return token;
}

static int
positions_of(struct op_explain *explain, const struct op_verb *verb,
             struct position positions[MAX_POSITIONS])
{
    const char *usage = op_help_usage(explain, op_help_text(explain, verb));
    char line[OP_HELP_LINE], token[64];
    int n = 0;

    while (op_help_line(&usage, line)) {
        const char *at = line + strcspn(line, " ");   // past `oploop`
        const char *first = NULL, *before = NULL;
        bool repeats = false;

        at += strspn(at, " ");
        at += strcspn(at, " ");   // past the verb
        for (int index = 1; next_token(&at, token, &repeats) != NULL && n < MAX_POSITIONS;) {
            const char *call = token[0] != '\0' ? offer_of(explain, token, before) : NULL;

            if (call != NULL) {
                positions[n++] = (struct position){ repeats ? 0 : index, first, call };
            }
            if (token[0] != '\0') {
                before = op_said(explain, "%s", token);
                first = index == 1 && islower((unsigned char)token[0]) && strchr(token, '|') == NULL
                            ? before
                            : first;
                index++;
            }
        }
    }
    return n;
}

// ---- options ----

static struct op_help_option
option_of(struct op_explain *explain, const struct op_verb *verb, const struct option *row)
{
    struct op_help_option option = { 0 };

    if (!op_help_option(explain, op_help_text(explain, verb), row->name, &option)) {
        (void)snprintf(option.name, sizeof option.name, "%s", row->name);
        option.text = "";
    }
    return option;
}

// ---- bash ----

static const char bash_head[] =
    "# Completion of oploop for bash, made by `oploop explain verbs --completion bash`.\n"
    "shopt -s extglob   # for the patterns of file names\n"
    "_oploop_words() { COMPREPLY+=($(compgen -W \"$*\" -- \"$cur\")); }\n"
    "_oploop_names() { _oploop_words \"$(\"${COMP_WORDS[0]}\" explain \"$@\" --names "
    "2>/dev/null)\"; }\n"
    "_oploop_folders() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -d -- \"$cur\")\n"
    "}\n"
    "_oploop_files() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- \"$cur\")\n"
    "}\n"
    "_oploop_scenarios() {\n"
    "    _oploop_folders\n"
    "    mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -X '!*.y?(a)ml' -- \"$cur\")\n"
    "}\n"
    "_oploop_settings() {\n"
    "    compopt -o nospace 2>/dev/null\n"
    "    COMPREPLY+=($(compgen -S = -W \"$(\"${COMP_WORDS[0]}\" explain parameters --names "
    "2>/dev/null)\" -- \"$cur\"))\n"
    "}\n"
    "_oploop_strategies() {   # those of the scenario that stands on the line\n"
    "    local word\n"
    "    for word in \"${COMP_WORDS[@]}\"; do\n"
    "        [[ $word == *.y?(a)ml ]] && _oploop_names schedule \"$word\"\n"
    "    done\n"
    "}\n"
    "_oploop() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} "
    "verb=${COMP_WORDS[1]}\n"
    "    local n=1 first= i options valued\n"
    "    COMPREPLY=()\n"
    "    [[ $cur == = ]] && cur=\n"
    "    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    [[ ${COMP_WORDS[COMP_CWORD]} == = ]] && prev=${COMP_WORDS[COMP_CWORD-1]}\n";

static void
bash_options(struct op_explain *explain, const struct op_verb *verb)
{
    const char *all = "", *valued = "";
    FILE *out = explain->out;

    for (const struct option *row = verb->options; row->name != NULL; row++) {
        const struct op_help_option option = option_of(explain, verb, row);
        const char *words = option.letter != '\0'
                                ? op_said(explain, "-%c --%s", option.letter, row->name)
                                : op_said(explain, "--%s", row->name);

        all = op_said(explain, "%s%s%s", all, all[0] != '\0' ? " " : "", words);
        if (row->has_arg != no_argument) {
            valued = op_said(explain, "%s%s ", valued, words);
        }
    }
    (void)fprintf(out, "            options='%s'\n            valued=' %s'\n", all, valued);
}

static void
bash_verb(struct op_explain *explain, const struct op_verb *verb)
{
    struct position positions[MAX_POSITIONS];
    const int n = positions_of(explain, verb, positions);
    FILE *out = explain->out;

    (void)fprintf(out, "        %s)\n", verb->name);
    bash_options(explain, verb);
    (void)fputs("            _oploop_count\n            case $prev in\n", out);
    for (const struct option *row = verb->options; row->name != NULL; row++) {
        const struct op_help_option option = option_of(explain, verb, row);
        const char *call = row->has_arg != no_argument && option.value[0] != '\0'
                               ? offer_of(explain, option.value, row->name)
                               : NULL;

        if (row->has_arg != no_argument) {
            (void)fputs("                ", out);
            if (option.letter != '\0') {
                (void)fprintf(out, "-%c | ", option.letter);
            }
            (void)fprintf(out, "--%s) %s%sreturn ;;\n", row->name, call != NULL ? call : "",
                          call != NULL ? "; " : "");
        }
    }
    (void)
        fputs("            esac\n            [[ $cur == -* ]] && { _oploop_words $options; return; "
              "}\n",
              out);
    for (int i = 0; i < n; i++) {
        const char *first = positions[i].first != NULL ? positions[i].first : "*";

        if (positions[i].index == 0) {
            (void)fprintf(out, "            %s\n", positions[i].call);
        } else {
            (void)fprintf(out, "            [[ $n,$first == %d,%s ]] && %s\n", positions[i].index,
                          first, positions[i].call);
        }
    }
    (void)fputs("            ;;\n", out);
}

void
op_completion_bash(struct op_explain *explain)
{
    const struct op_program *program = explain->program;
    FILE *out = explain->out;
    const char *verbs = "help --help --version";

    for (int i = 0; i < program->n_verbs; i++) {
        verbs = op_said(explain, "%s %s", verbs, program->verbs[i].name);
    }
    (void)fputs(bash_head, out);
    (void)fprintf(out,
                  "    _oploop_count() {   # words that are neither options nor their values\n"
                  "        for ((i = 2; i < COMP_CWORD; i++)); do\n"
                  "            if [[ $valued == *\" ${COMP_WORDS[i]} \"* ]]; then\n"
                  "                [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))\n"
                  "                ((i++))\n"
                  "            elif [[ ${COMP_WORDS[i]} != -* ]]; then\n"
                  "                first=${first:-${COMP_WORDS[i]}}\n"
                  "                ((n++))\n"
                  "            fi\n"
                  "        done\n"
                  "    }\n"
                  "    if ((COMP_CWORD == 1)); then\n"
                  "        _oploop_words %s\n"
                  "        return\n"
                  "    fi\n"
                  "    case $verb in\n"
                  "        help) ((COMP_CWORD == 2)) && _oploop_names verbs ;;\n",
                  verbs);
    for (int i = 0; i < program->n_verbs; i++) {
        bash_verb(explain, &program->verbs[i]);
    }
    (void)fputs("    esac\n}\ncomplete -F _oploop oploop\n", out);
}

// ---- zsh ----

static const char zsh_head[] =
    "#compdef oploop\n"
    "# Completion of oploop for zsh, made by `oploop explain verbs --completion zsh`.\n"
    "_oploop_words() { compadd -- \"$@\" }\n"
    "_oploop_names() { compadd -- ${(f)\"$($oploop explain \"$@\" --names 2>/dev/null)\"} }\n"
    "_oploop_settings() { compadd -S = -- ${(f)\"$($oploop explain parameters --names "
    "2>/dev/null)\"} }\n"
    "_oploop_folders() { _files -/ }\n"
    "_oploop_files() { _files }\n"
    "_oploop_scenarios() { _files -g '*.(yaml|yml)' }\n"
    "_oploop_strategies() {   # those of the scenario that stands on the line\n"
    "    local word\n"
    "    for word in $words; do\n"
    "        [[ $word == *.(yaml|yml) ]] && _oploop_names schedule $word\n"
    "    done\n"
    "}\n"
    "_oploop() {\n"
    "    local oploop=$words[1]\n"
    "    local -a verbs\n"
    "    verbs=(\n";

// A text within a spec of _arguments, which stands in single quotes.
static void
zsh_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            (void)fputs("'\\''", out);
        } else {
            (void)fprintf(out, "%s%c", strchr("[]:\\", *text) != NULL ? "\\" : "", *text);
        }
    }
}

static void
zsh_option(struct op_explain *explain, const struct op_verb *verb, const struct option *row)
{
    const struct op_help_option option = option_of(explain, verb, row);
    FILE *out = explain->out;
    const bool is_valued = row->has_arg != no_argument;
    const char *call = is_valued ? offer_of(explain, option.value, row->name) : NULL;
    const bool repeats =
        strstr(option.text, "be repeated") != NULL || strstr(option.text, "several times") != NULL;

    for (int is_long = option.letter == '\0'; is_long < 2; is_long++) {
        (void)fprintf(out, " \\\n                '%s", repeats ? "*" : "");
        if (is_long) {
            (void)fprintf(out, "--%s%s", row->name, is_valued ? "=" : "");
        } else {
            (void)fprintf(out, "-%c%s", option.letter, is_valued ? "+" : "");
        }
        (void)fputc('[', out);
        zsh_text(out, option.text);
        (void)fputc(']', out);
        if (is_valued) {
            (void)fputc(':', out);
            zsh_text(out, option.value[0] != '\0' ? option.value : "value");
            // a blank first: called as it stands, without options for compadd
            (void)fprintf(out, ": %s", call != NULL ? call : "");
        }
        (void)fputc('\'', out);
    }
}

static void
zsh_verb(struct op_explain *explain, const struct op_verb *verb)
{
    struct position positions[MAX_POSITIONS];
    const int n = positions_of(explain, verb, positions);
    FILE *out = explain->out;

    (void)fprintf(out, "        %s)\n            _arguments -s", verb->name);
    for (const struct option *row = verb->options; row->name != NULL; row++) {
        zsh_option(explain, verb, row);
    }
    (void)fputs(n > 0 ? " \\\n                '*:word: _oploop_place'\n            ;;\n"
                      : "\n            ;;\n",
                out);
}

// Words that stand without an option: where, and after which first word.
static void
zsh_places(struct op_explain *explain)
{
    FILE *out = explain->out;

    (void)fputs("_oploop_place() {\n    local first=${line[1]:-} n=$#line\n    case $verb in\n",
                out);
    for (int i = 0; i < explain->program->n_verbs; i++) {
        const struct op_verb *verb = &explain->program->verbs[i];
        struct position positions[MAX_POSITIONS];
        const int n = positions_of(explain, verb, positions);

        if (n > 0) {
            (void)fprintf(out, "        %s)\n", verb->name);
        }
        for (int k = 0; k < n; k++) {
            if (positions[k].index == 0) {
                (void)fprintf(out, "            %s\n", positions[k].call);
            } else {
                (void)fprintf(out, "            [[ $n,$first == %d,%s ]] && %s\n",
                              positions[k].index,
                              positions[k].first != NULL ? positions[k].first : "*",
                              positions[k].call);
            }
        }
        (void)fputs(n > 0 ? "            ;;\n" : "", out);
    }
    (void)fputs("    esac\n}\n", out);
}

void
op_completion_zsh(struct op_explain *explain)
{
    const struct op_program *program = explain->program;
    FILE *out = explain->out;

    (void)fputs(zsh_head, out);
    for (int i = 0; i < program->n_verbs; i++) {
        (void)fprintf(out, "        '%s:", program->verbs[i].name);
        zsh_text(out, program->verbs[i].summary);
        (void)fputs("'\n", out);
    }
    (void)fputs("        'help:say more of a verb'\n    )\n"
                "    if ((CURRENT == 2)); then\n"
                "        _describe verb verbs\n"
                "        return\n"
                "    fi\n"
                "    local verb=$words[2] context state\n"
                "    local -a line\n"
                "    words=(\"${(@)words[2,-1]}\")\n"
                "    ((CURRENT--))\n"
                "    case $verb in\n"
                "        help) _oploop_names verbs ;;\n",
                out);
    for (int i = 0; i < program->n_verbs; i++) {
        zsh_verb(explain, &program->verbs[i]);
    }
    (void)fputs("    esac\n}\n", out);
    zsh_places(explain);
    (void)fputs("[[ $funcstack[1] == _oploop ]] && _oploop \"$@\" || compdef _oploop oploop\n",
                out);
}
