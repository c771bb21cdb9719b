// SPDX-License-Identifier: GPL-3.0-or-later
// datapackage.json (Frictionless Data Package v2: the same on any machine) and run.json.
#include "sim/base/cause.h"
#include "sim/base/json.h"
#include "sim/base/sha.h"
#include "sim/study/about.h"
#include "sim/study/output.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>

static void
json_field(FILE *out, const char *name, const char *type, const char *unit, const char *meaning)
{
    (void)fputs("        { \"name\": ", out);
    op_json_text(out, name);
    (void)fprintf(out, ", \"type\": \"%s\", \"unit\": ", type);
    op_json_text(out, unit);
    (void)fputs(", \"description\": ", out);
    op_json_text(out, meaning);
    (void)fputs(" }", out);
}

// What names a row of any table of evenings.
static void
key_fields(FILE *out)
{
    json_field(out, "replicate", "integer", "", "number of the evening");
    (void)fputs(",\n", out);
    json_field(out, "conditions", "string", "", "set of starting conditions");
    (void)fputs(",\n", out);
    json_field(out, "strategy", "string", "", "arm");
    (void)fputs(",\n", out);
}

static void
trajectory_fields(FILE *out, const struct op_model *model)
{
    key_fields(out);
    json_field(out, "time_h", "number", "h", "hours since the start");
    (void)fputs(",\n", out);
    json_field(out, "moment", "datetime", "", "local clock time");
    for (int i = 0; i < model->schema.n_observables; i++) {
        const struct op_observable *row = op_schema_observable_row(&model->schema, i);
        (void)fputs(",\n", out);
        json_field(out, row->name, "number", row->unit, row->meaning);
    }
}

static void
metric_fields(FILE *out, const struct op_model *model)
{
    for (int m = 0; m < model->n_mechanisms; m++) {
        for (int k = 0; k < model->mechanisms[m]->n_metrics; k++) {
            const struct op_metric *row = &model->mechanisms[m]->metrics[k];
            (void)fputs(",\n", out);
            json_field(out, row->name, "number", row->unit, row->meaning);
        }
    }
}

static void
final_fields(FILE *out, const struct op_model *model)
{
    json_field(out, "replicate", "integer", "", "number of the run");
    metric_fields(out, model);
}

static void
outcome_fields(FILE *out, const struct op_model *model)
{
    key_fields(out);
    json_field(out, "structure", "string", "", "rival structure that the replicate drew");
    metric_fields(out, model);
    for (int i = 0; i < OP_N_PAIRED; i++) {
        (void)fputs(",\n", out);
        json_field(out, op_paired_metrics[i].name, "number", op_paired_metrics[i].unit,
                   op_paired_metrics[i].meaning);
    }
}

// One resource, if the file is there.
static enum op_status
resource(FILE *out, const struct op_folder *folder, const char *name, const struct op_model *model,
         bool *is_first, struct op_diag *diag)
{
    char path[4096], hash[OP_SHA_TEXT];
    struct stat about;
    if (stat(op_folder_file(folder, name, path), &about) != 0) {
        return OP_OK;
    }
    if (op_sha_of_file(path, hash) != OP_OK) {
        return op_cause_add(diag, OP_IO, path, "cannot be read", errno);
    }
    const char *const format = strstr(name, ".yaml") != NULL ? "yaml" : "csv";
    (void)
        fprintf(out,
                "%s    { \"$schema\": \"https://datapackage.org/profiles/2.0/dataresource.json\",\n"
                "      \"name\": \"%.*s\", \"path\": \"%s\", \"format\": \"%s\", "
                "\"encoding\": \"utf-8\",\n"
                "      \"bytes\": %lld, \"hash\": \"sha256:%s\"",
                *is_first ? "" : ",\n", (int)strcspn(name, "."), name, name, format,
                (long long)about.st_size, hash);
    *is_first = false;
    const bool is_trajectories = strcmp(name, "trajectories.csv") == 0;
    const bool is_final = strcmp(name, "final.csv") == 0;
    if (is_trajectories || is_final || strcmp(name, "outcomes.csv") == 0) {
        (void)fputs(",\n      \"type\": \"table\", \"schema\": { \"missingValues\": [\"\"], "
                    "\"fields\": [\n",
                    out);
        if (is_trajectories) {
            trajectory_fields(out, model);
        } else if (is_final) {
            final_fields(out, model);
        } else {
            outcome_fields(out, model);
        }
        (void)fputs(" ] }", out);
    }
    (void)fputs(" }", out);
    return OP_OK;
}

static enum op_status
write_package(FILE *out, const struct op_folder *folder, const struct op_about *about,
              struct op_diag *diag)
{
    static const char *const names[] = {
        "trajectories.csv", "outcomes.csv",   "quantiles.csv",
        "summary.csv",      "parameters.csv", "events.csv",
        "fit.csv",          "columns.csv",    "strategies.csv",
        "study.csv",        "observed.csv",   "final.csv",
        "fit_scores.csv",   "conditions.csv", "between_conditions.csv",
        "points.csv",       "design.csv",     "factors.csv",
        "effective.csv",    "bought.csv",     "windows.csv",
        "failed.csv",       "precision.csv",  "assumptions.csv",
        "measures.csv",     "catalogue.csv",  "measure_evenings.csv",
        "scenario.yaml",    "arms.yaml"
    };
    (void)fputs("{ \"$schema\": \"https://datapackage.org/profiles/2.0/datapackage.json\",\n"
                "  \"name\": \"oploop-results\",\n  \"title\": ",
                out);
    op_json_text(out, about->scenario->title.en != NULL ? about->scenario->title.en
                                                        : about->scenario->title.nl);
    (void)fputs(",\n  \"version\": ", out);
    op_json_text(out, about->version);
    (void)fprintf(out,
                  ",\n  \"seed\": %llu, \"replicates\": %d, \"fingerprint\": \"%016llx\",\n"
                  "  \"resources\": [\n",
                  (unsigned long long)about->options->seed, about->n_replicates,
                  (unsigned long long)about->fingerprint);
    bool is_first = true;
    enum op_status status = OP_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && status == OP_OK; i++) {
        status = resource(out, folder, names[i], about->model, &is_first, diag);
    }
    (void)fputs(" ] }\n", out);
    return status;
}

static enum op_status
write_run(FILE *out, const struct op_folder *folder, const struct op_about *about,
          struct op_diag *diag)
{
    (void)folder, (void)diag;
    struct rusage use;
    struct utsname machine;
    (void)getrusage(RUSAGE_SELF, &use);
    (void)uname(&machine);
    (void)fputs("{ \"format\": \"oploop.run/1\",\n  \"version\": ", out);
    op_json_text(out, about->version);
    (void)fputs(",\n  \"command\": ", out);
    op_json_text(out, about->command);
    if (about->rerun != NULL) {
        (void)fputs(",\n  \"rerun\": [", out);
        for (int i = 0; about->rerun[i] != NULL; i++) {
            (void)fputs(i > 0 ? ", " : " ", out);
            op_json_text(out, about->rerun[i]);
        }
        (void)fputs(" ]", out);
    }
    (void)fputs(",\n  \"end_reason\": ", out);
    op_json_text(out, about->end_reason);
    (void)fprintf(out, ",\n  \"machine\": \"%s %s\", \"compiler\": \"" __VERSION__ "\",\n",
                  machine.sysname, machine.machine);
    (void)fprintf(out, "  \"threads\": %d, \"forked\": %s,\n", about->options->n_threads,
                  about->options->no_fork ? "false" : "true");
    (void)fprintf(out, "  \"world_s\": %.3f, \"simulate_s\": %.3f, \"cpu_s\": %.3f,\n",
                  about->counts->world_s, about->counts->simulate_s,
                  (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
                      1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec));
    (void)fprintf(out, "  \"peak_memory_mib\": %.1f,\n", (double)use.ru_maxrss / 1024);
    (void)fprintf(out, "  \"events_simulated\": %llu, \"events_in_arms\": %llu,\n",
                  (unsigned long long)about->counts->n_simulated,
                  (unsigned long long)about->counts->n_in_arms);
    (void)fputs("  \"failed_replicates\": [", out);
    for (int i = 0; i < about->counts->n_failed && i < OP_MAX_FAILED_LISTED; i++) {
        (void)fprintf(out, "%s%d", i > 0 ? ", " : "", about->counts->failed[i]);
    }
    (void)fprintf(out, "], \"n_failed_replicates\": %d }\n", about->counts->n_failed);
    return OP_OK;
}

typedef enum op_status json_writer(FILE *out, const struct op_folder *folder,
                                   const struct op_about *about, struct op_diag *diag);

static enum op_status
write_json(const struct op_folder *folder, const char *name, json_writer *writer,
           const struct op_about *about, struct op_diag *diag)
{
    char path[4096];
    FILE *out = fopen(op_folder_file(folder, name, path), "w");
    if (out == NULL) {
        return op_cause_add(diag, OP_CANNOT_CREATE, path, "cannot be created", errno);
    }
    const enum op_status status = writer(out, folder, about, diag);
    const enum op_status closed = op_cause_close(diag, out, path);
    return status != OP_OK ? status : closed;
}

enum op_status
op_about_package(const struct op_folder *folder, const struct op_about *about, struct op_diag *diag)
{
    const enum op_status status =
        write_json(folder, "datapackage.json", write_package, about, diag);
    return status != OP_OK ? status : write_json(folder, "run.json", write_run, about, diag);
}
