// SPDX-License-Identifier: GPL-3.0-or-later
// One picture: its words and data to files, gnuplot started without a shell, and the accessible
// name and description of the SVG replaced by ours.
#include "analysis/findings.h"
#include "analysis/outfile.h"
#include "sim/base/cause.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static enum op_status
write_text(const char *dir, const char *name, const char *kind, const char *text,
           struct op_diag *diag)
{
    struct op_outfile out = { 0 };
    char path[256];
    enum op_status status = OP_OK;

    snprintf(path, sizeof path, "charts/data/%s.%s.csv", name, kind);
    status = op_outfile_open(&out, dir, path, diag);
    if (status != OP_OK) {
        return status;
    }
    fputs(text, out.stream);
    return op_outfile_close(&out, diag);
}

// A path that gnuplot cannot take for a pipe: it begins with / or ./
static char *
plain_path(const char *dir, const char *format, const char *name)
{
    const size_t size = strlen(dir) + strlen(format) + strlen(name) + 8;
    char *path = malloc(size);

    if (path != NULL) {
        const int used = snprintf(path, size, "%s%s", *dir == '/' ? "" : "./", dir);
        for (const char *at = format; *at != '\0'; at++) {
            const size_t end = strlen(path);
            if (*at == '%') {
                snprintf(path + end, size - end, "%s", name);
            } else {
                path[end] = *at;
                path[end + 1] = '\0';
            }
        }
        (void)used;
    }
    return path;
}

static int
run_gnuplot(char *const *arguments)
{
    char path_variable[4096];
    char locale[] = "LC_ALL=C", zone[] = "TZ=UTC";
    char *environment[] = { path_variable, locale, zone, NULL };
    const char *path = getenv("PATH");
    posix_spawn_file_actions_t actions;
    pid_t child = 0;
    int state = 0, failed = 0;

    snprintf(path_variable, sizeof path_variable, "PATH=%s",
             path != NULL ? path : "/usr/local/bin:/usr/bin:/bin");
    if (posix_spawn_file_actions_init(&actions) != 0) {
        return -1;
    }
    failed = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0) != 0 ||
             posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) != 0 ||
             posix_spawn_file_actions_adddup2(&actions, 1, 2) != 0 ||
             posix_spawnp(&child, "gnuplot", &actions, NULL, arguments, environment) != 0;
    posix_spawn_file_actions_destroy(&actions);
    if (failed) {
        return -1;
    }
    while (waitpid(child, &state, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static char *
whole_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    size_t used = 0, got = 0;

    while (file != NULL) {
        char *bigger = realloc(text, used + 65536 + 1);
        if (bigger == NULL) {
            break;
        }
        text = bigger;
        got = fread(text + used, 1, 65536, file);
        used += got;
        if (got == 0) {
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    if (text != NULL) {
        text[used] = '\0';
    }
    return text;
}

// Where an empty group at SVG ends, NULL if it is none. (gnuplot writes several a tick: half of the
// file.)
static const char *
end_of_empty_group(const char *svg)
{
    const char *at = strncmp(svg, "<g ", 3) == 0 ? strchr(svg, '>') : NULL;

    if (at == NULL) {
        return NULL;
    }
    at++;
    at += strspn(at, " \t\r\n");
    return strncmp(at, "</g>", 4) == 0 ? at + 4 : NULL;
}

// Copy the picture without what is empty; give it our title and description, and put its name
// before every id, so that several pictures can stand in one page.
static void
copy_picture(FILE *out, const char *svg, const struct op_drawing *d)
{
    static const char *const marks[] = { "id='", "id=\"", "href='#", "href=\"#", "url(#" };

    while (*svg != '\0') {
        const char *end = end_of_empty_group(svg);
        size_t taken = 0;
        if (end != NULL || isspace((unsigned char)*svg)) {
            svg = end != NULL ? end : svg + 1;
            svg += strspn(svg, " \t\r\n");
            putc(end != NULL ? '\n' : ' ', out);
            continue;
        }
        if (strncmp(svg, "<title>Gnuplot</title>", 22) == 0) {
            fprintf(out, "<title id=\"%s-title\">", d->name);
            op_out_escaped(out, d->title);
            fputs("</title>", out);
            svg += 22;
            continue;
        }
        if (strncmp(svg, "<desc>", 6) == 0 && (end = strstr(svg, "</desc>")) != NULL) {
            fprintf(out, "<desc id=\"%s-desc\">", d->name);
            op_out_escaped(out, d->alt);
            fputs("</desc>", out);
            svg = end + 7;
            continue;
        }
        if (strncmp(svg, "<title>", 7) == 0 && (end = strstr(svg, "</title>")) != NULL) {
            svg = end + 8;   // "gnuplot_plot_1" tells a reader nothing
            continue;
        }
        if (strncmp(svg, "<svg", 4) == 0) {
            fprintf(out, "<svg role=\"img\" aria-labelledby=\"%s-title %s-desc\"", d->name,
                    d->name);
            svg += 4;
            continue;
        }
        for (size_t k = 0; k < sizeof marks / sizeof *marks && taken == 0; k++) {
            if (strncmp(svg, marks[k], strlen(marks[k])) == 0) {
                taken = strlen(marks[k]);
            }
        }
        if (taken > 0) {
            fwrite(svg, 1, taken, out);
            fprintf(out, "%s-", d->name);
            svg += taken;
        } else {
            putc(*svg++, out);
        }
    }
}

static enum op_status
finish_picture(const struct op_drawing *d, const char *raw, struct op_diag *diag)
{
    struct op_outfile out = { 0 };
    char name[256];
    char *svg = whole_file(raw);
    enum op_status status = OP_OK;

    if (svg == NULL) {
        return op_diag_add(diag, OP_IO, (struct op_place){ raw, 0, 0 }, NULL,
                           "the picture cannot be read");
    }
    snprintf(name, sizeof name, "charts/%s.svg", d->name);
    status = op_outfile_open(&out, d->dir, name, diag);
    if (status == OP_OK) {
        copy_picture(out.stream, svg, d);
        status = op_outfile_close(&out, diag);
    }
    free(svg);
    return status;
}

static enum op_status
make_folders(const char *dir, struct op_diag *diag)
{
    static const char *const names[] = { "/charts%", "/charts/data%" };
    enum op_status status = OP_OK;

    for (int i = 0; status == OP_OK && i < 2; i++) {
        char *path = plain_path(dir, names[i], "");
        if (path == NULL) {
            return OP_NO_MEMORY;
        }
        if (mkdir(path, 0777) != 0 && errno != EEXIST) {
            status = op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
        }
        free(path);
    }
    return status;
}

// OP_NOT_FOUND where no picture can be drawn at all, OP_PARTIAL where this one failed.
static enum op_status
run_script(const struct op_drawing *d, const char *script, char *const *arguments,
           struct op_diag *diag)
{
    int exit_status = 0;

    if (access(script, R_OK) != 0) {
        op_diag_warn(diag, OP_IO, (struct op_place){ script, 0, 0 },
                     "the files of the program are not where it looks for them",
                     "cannot be read, so the report has no pictures: %s", strerror(errno));
        return OP_NOT_FOUND;
    }
    exit_status = run_gnuplot(arguments);
    if (exit_status < 0 || exit_status == 127) {
        op_diag_warn(diag, OP_IO, (struct op_place){ NULL, 0, 0 },
                     "install gnuplot, then `oploop report` draws the pictures",
                     "gnuplot could not be started: the report has no pictures");
        return OP_NOT_FOUND;
    }
    if (exit_status != 0) {
        op_diag_warn(diag, OP_IO, (struct op_place){ script, 0, 0 }, NULL,
                     "gnuplot failed on the picture `%s`: it is left out", d->name);
        return OP_PARTIAL;
    }
    return OP_OK;
}

enum op_status
op_drawing_make(const struct op_drawing *d, struct op_diag *diag)
{
    char gnuplot[] = "gnuplot", defaults[] = "-d", call[] = "-c";
    char *script = plain_path(d->share_dir, "/analysis/charts/%", d->script);
    char *words = plain_path(d->dir, "/charts/data/%.words.csv", d->name);
    char *data = plain_path(d->dir, "/charts/data/%.data.csv", d->name);
    char *raw = plain_path(d->dir, "/charts/%.svg.part0", d->name);
    char *settings = strdup(d->settings);
    char *const arguments[] = { gnuplot, defaults, call, script, words, data, raw, settings, NULL };
    enum op_status status = make_folders(d->dir, diag);

    if (!script || !words || !data || !raw || !settings) {
        status = OP_NO_MEMORY;
    }
    if (status == OP_OK) {
        status = write_text(d->dir, d->name, "words", d->words, diag);
    }
    if (status == OP_OK) {
        status = write_text(d->dir, d->name, "data", d->data, diag);
    }
    if (status == OP_OK && !d->is_data_only) {
        status = run_script(d, script, arguments, diag);
    }
    if (status == OP_OK && !d->is_data_only) {
        status = finish_picture(d, raw, diag);
    }
    if (raw != NULL) {
        unlink(raw);
    }
    free(settings);
    free(script);
    free(words);
    free(data);
    free(raw);
    return status;
}
