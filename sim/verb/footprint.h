// SPDX-License-Identifier: GPL-3.0-or-later
// Memory of this process, as the system counts it.
#ifndef OP_VERB_FOOTPRINT_H
#define OP_VERB_FOOTPRINT_H

// Bytes in memory now; 0 where the system does not say.
double op_footprint_resident_bytes(void);
// The most that there ever were; 0 where the system does not say.
double op_footprint_peak_bytes(void);

#endif
