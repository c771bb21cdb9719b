// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/study/failedlist.h"

#include "sim/base/cause.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum op_status
op_failed_add(struct op_failed_list *list, const struct op_folder *folder, int replicate, int world,
              enum op_status reason, const char *command, struct op_diag *diag)
{
    if (!list->out.file) {
        list->out.file = fopen(op_folder_file(folder, OP_FAILED_LIST, list->path), "wb");
        if (!list->out.file) {
            return op_cause_add(diag, OP_CANNOT_CREATE, list->path, "cannot be created", errno);
        }
        (void)fputs("replicate,world,reason,command\n", list->out.file);
    }
    op_csv_whole(&list->out, replicate);
    op_csv_whole(&list->out, world);
    op_csv_word(&list->out, op_status_text(reason));
    op_csv_word(&list->out, command);
    op_csv_end(&list->out);
    list->n++;
    return OP_OK;
}

enum op_status
op_failed_close(struct op_failed_list *list, struct op_diag *diag)
{
    return list->out.file ? op_cause_close(diag, list->out.file, list->path) : OP_OK;
}

// ---- commands ----

static void
put(struct op_command *command, const char *text, size_t n)
{
    if (n >= sizeof command->text - command->n) {
        command->is_cut = true;
        return;
    }
    memcpy(command->text + command->n, text, n);
    command->n += n;
    command->text[command->n] = '\0';
}

void
op_command_add(struct op_command *command, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-./=:,%+@";

    if (command->n > 0) {
        put(command, " ", 1);
    }
    if (*word != '\0' && word[strspn(word, plain)] == '\0') {
        put(command, word, strlen(word));
        return;
    }
    put(command, "'", 1);
    for (; *word != '\0'; word++) {
        put(command, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    }
    put(command, "'", 1);
}

static void
add_number(struct op_command *command, const char *before, int number)
{
    char word[64];

    (void)snprintf(word, sizeof word, "%s%d", before, number);
    op_command_add(command, word);
}

// Which words are about the study as a whole: of one evening they say nothing.
static bool
is_of_the_whole(const char *word)
{
    static const char *const options[] = { "--replicates", "--replicate", "--until", "--lang" };

    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (strcmp(options[i], word) == 0) {
            return true;
        }
    }
    return false;
}

// A path that an option named, from any folder.
static void
add_path(struct op_command *command, const char *path)
{
    char *whole = realpath(path, NULL);

    op_command_add(command, whole ? whole : path);
    free(whole);
}

static void
make_command(struct op_command *command, const struct op_failed_ask *ask, int replicate)
{
    const char *const *word = ask->rerun;

    *command = (struct op_command){ .n = 0 };
    op_command_add(command, "oploop");
    op_command_add(command, *word++);
    op_command_add(command, "scenario.yaml");
    while (*word) {
        if (is_of_the_whole(word[0]) && word[1]) {
            word += 2;
            continue;
        }
        op_command_add(command, *word);
        if (strcmp(*word, "--from") == 0 && word[1]) {
            add_path(command, *++word);
        }
        word++;
    }
    if (ask->no_fork) {
        op_command_add(command, "--no-fork");
    }
    op_command_add(command, "--replicate");
    add_number(command, "", replicate);
    op_command_add(command, "-o");
    add_number(command, "evening-", replicate);
}

enum op_status
op_failed_write(const struct op_failed_ask *ask, struct op_diag *diag)
{
    struct op_failed_list list = { 0 };
    enum op_status status = OP_OK;

    for (int i = 0; i < ask->n && status == OP_OK; i++) {
        struct op_command command;

        make_command(&command, ask, ask->replicate[i]);
        status = op_failed_add(&list, ask->folder, ask->replicate[i], 1, ask->reason[i],
                               command.is_cut ? "" : command.text, diag);
    }

    const enum op_status closed = op_failed_close(&list, diag);

    return status == OP_OK ? closed : status;
}
