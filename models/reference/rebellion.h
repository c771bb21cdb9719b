// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef OP_REFERENCE_REBELLION_H
#define OP_REFERENCE_REBELLION_H

#include <stdbool.h>

// What a person takes the probability of arrest to be: 1 - exp(-k C/A), C officers and A active in
// sight, the person itself among the active (A >= 1). `whole`: C/A is rounded down, as NetLogo's
// model does.
double op_rebellion_arrest_share(double k, double n_officers, double n_active, bool whole);

#endif
