// SPDX-License-Identifier: GPL-3.0-or-later
// The list of mechanisms. A new one is a file and one line here.
#ifndef OP_MODELS_REGISTRY_H
#define OP_MODELS_REGISTRY_H

#include "sim/run/run.h"
#include "sim/study/study.h"

// X(name, first event code): in the order of enum op_group; codes are fixed for ever.
#define OP_MECHANISM_LIST(X) \
    X(population, 72)        \
    X(spread, 32)            \
    X(news, 40)              \
    X(mobilisation, 48)      \
    X(crowd, 56)             \
    X(police, 64)            \
    X(trust, 80)             \
    X(phase, 88)             \
    X(signals, 96)           \
    X(analysts, 104)         \
    X(judgement, 112)        \
    X(sharing, 120)          \
    X(decision, 128)         \
    X(courts, 136)           \
    X(harassment, 160)       \
    X(pool, 200)             \
    X(copycat, 208)          \
    X(elsewhere, 216)        \
    X(roles, 224)

// Fill the model with all mechanisms, their tables laid end to end.
void op_registry_model(struct op_model *model);
// How worlds of persons are made.
extern const struct op_world_maker op_registry_worlds;

#endif
