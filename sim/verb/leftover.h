// SPDX-License-Identifier: GPL-3.0-or-later
// What a run that was stopped has left behind beside its results folder.
#ifndef OP_VERB_LEFTOVER_H
#define OP_VERB_LEFTOVER_H

// Evenings in the table of outcomes that a run into OUTPUT left unfinished; 0 where there are none,
// and where another program is still at work there. What had not been written when it was stopped
// is not counted. -1: such a table is there and cannot be opened (errno says why).
int op_leftover_evenings(const char *output);

#endif
