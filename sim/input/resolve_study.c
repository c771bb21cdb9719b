// SPDX-License-Identifier: GPL-3.0-or-later
// `study:` in the resolved scenario: what a sweep varies, as it was written.
#include "sim/input/quantity.h"
#include "sim/input/resolve.h"
#include "sim/input/studyblock.h"

static void
write_vary(FILE *out, const struct op_vary *vary)
{
    fputs("    ", out);
    op_write_text(out, vary->key);
    fputs(": ", out);
    for (int i = 0; i < vary->n_listed; i++) {
        fputs(i == 0 ? "[ " : ", ", out);
        op_write_text(out, vary->listed[i]);
    }
    if (vary->n_listed > 0) {
        fputs(" ]\n", out);
        return;
    }
    fprintf(out, "%s .. %s", vary->from, vary->to);
    if (vary->by) {
        fprintf(out, " by %s", vary->by);
    } else if (vary->n_in > 0) {
        fprintf(out, " in %d", vary->n_in);
    }
    fputc('\n', out);
}

void
op_write_study(FILE *out, const struct op_scenario *scenario, const struct op_kept *kept)
{
    const struct op_study_block *study = &scenario->study;

    if (study->n_vary == 0 && !study->design_from) {
        return;
    }
    fputs("study:\n", out);
    if (study->n_vary > 0) {
        fputs("  vary:\n", out);
    }
    for (int i = 0; i < study->n_vary; i++) {
        write_vary(out, &study->vary[i]);
    }
    if (study->design_from) {
        fputs("  ", out);
        op_write_path(out, "design_from", kept);
    }
    fprintf(out, "  design: %s\n", op_design_words[study->design]);
    if (study->n_points > 0) {
        fprintf(out, "  points: %d\n", study->n_points);
    }
    if (study->n_replicates > 0) {
        fprintf(out, "  replicates: %d\n", study->n_replicates);
    }
    if (study->effective_share > 0) {
        char share[48];

        op_quantity_text(OP_UNIT_SHARE, study->effective_share, share);
        fprintf(out, "  effective_share: %s\n", share);
    }
}
