// SPDX-License-Identifier: GPL-3.0-or-later
#include "sim/verb/repeatwords.h"

#include "sim/base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// All that may be repeated: what is written and what is taken are these.
enum repeated {
    REPLICATES,
    SEED,
    REPLICATE,
    STRATEGY,
    CONDITIONS,
    UNTIL,
    FIXED_PARAMETERS,
    SNAPSHOT_AT,
    FROM,
    EFFECTIVE_SHARE,
    REFERENCE,
    DESIGN_FROM,
    LANG,
    N_REPEATED
};

static const struct {
    const char *option;
    bool has_value;
} repeated[N_REPEATED] = {
    [REPLICATES] = { "--replicates", true },
    [SEED] = { "--seed", true },
    [REPLICATE] = { "--replicate", true },
    [STRATEGY] = { "--strategy", true },
    [CONDITIONS] = { "--conditions", true },
    [UNTIL] = { "--until", true },
    [FIXED_PARAMETERS] = { "--fixed-parameters", false },
    [SNAPSHOT_AT] = { "--snapshot-at", true },
    [FROM] = { "--from", true },
    [EFFECTIVE_SHARE] = { "--effective-share", true },
    [REFERENCE] = { "--reference", true },
    [DESIGN_FROM] = { "--design-from", true },
    [LANG] = { "--lang", true },
};

// Nothing where the value is not there.
static void
say(struct op_repeat_words *words, int *n, enum repeated which, const char *value)
{
    if (value != NULL) {
        words->word[(*n)++] = repeated[which].option;
        words->word[*n] = value;
        *n += repeated[which].has_value;
    }
}

static void
say_each(struct op_repeat_words *words, int *n, enum repeated which, const char *const *values,
         int n_values)
{
    for (int i = 0; i < n_values; i++) {
        say(words, n, which, values[i]);
    }
}

void
op_repeat_words(struct op_repeat_words *words, const char *verb, const struct op_options *options,
                int n_replicates)
{
    const struct op_options *o = options;
    char(*numbers)[32] = words->numbers;
    int n = 0;

    (void)snprintf(numbers[0], sizeof numbers[0], "%d", n_replicates);
    (void)snprintf(numbers[1], sizeof numbers[1], "%llu", (unsigned long long)o->seed);
    (void)snprintf(numbers[2], sizeof numbers[2], "%d", o->replicate);
    op_real_text(o->effective_share, numbers[3]);
    words->word[n++] = verb;
    say(words, &n, REPLICATES, numbers[0]);
    say(words, &n, SEED, numbers[1]);
    say(words, &n, REPLICATE, o->replicate >= 0 ? numbers[2] : NULL);
    say_each(words, &n, STRATEGY, o->strategy, o->n_strategies);
    say_each(words, &n, CONDITIONS, o->conditions, o->n_conditions);
    say_each(words, &n, UNTIL, o->until, o->n_until);
    say(words, &n, FIXED_PARAMETERS, o->fixed_parameters ? "" : NULL);
    say(words, &n, SNAPSHOT_AT, o->snapshot_at);
    say(words, &n, FROM, o->from);
    say(words, &n, EFFECTIVE_SHARE, isnan(o->effective_share) ? NULL : numbers[3]);
    say(words, &n, REFERENCE, o->reference);
    say(words, &n, DESIGN_FROM, o->design_from);
    say(words, &n, LANG, o->language);
    words->word[n] = NULL;
}

static int
find(const char *word)
{
    for (int i = 0; i < N_REPEATED; i++) {
        if (strcmp(repeated[i].option, word) == 0) {
            return i;
        }
    }
    return -1;
}

const char *
op_repeat_foreign(char *const *words, int n)
{
    const char *verb = n > 0 ? words[0] : "";

    if (strcmp(verb, "run") != 0 && strcmp(verb, "compare") != 0 && strcmp(verb, "sweep") != 0) {
        return verb;
    }
    for (int i = 1; i < n; i++) {
        const int which = find(words[i]);

        if (which < 0 || (repeated[which].has_value && i + 1 == n)) {
            return words[i];
        }
        i += repeated[which].has_value;
    }
    return NULL;
}
