// SPDX-License-Identifier: GPL-3.0-or-later
// Trust in the authorities: moved by acts that a person sees, drifting back. The functions
// op_trust_now and op_trust_act are in models/shared/people.h, for every mechanism uses them.
#ifndef OP_MODELS_TRUST_TRUST_H
#define OP_MODELS_TRUST_TRUST_H

#include "sim/run/run.h"

extern const struct op_mechanism op_trust_mechanism;

// Levers, in order.
enum { OP_TRUST_LEVER_DIALOGUE, OP_TRUST_LEVER_INTRUSION, OP_TRUST_N_LEVERS };

// ---- contact.c: a lever moved
void op_contact_moved(struct op_run *run, int lever);

#endif
