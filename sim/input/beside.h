// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a scenario may name: those in its own folder or below it, and the common ones. So a
// scenario from somebody else reads nothing of yours.
#ifndef OP_INPUT_BESIDE_H
#define OP_INPUT_BESIDE_H

#include "sim/input/fields.h"

// The path of a file that a scenario names, NULL on a fault (absolute, with `..`, led out of the
// folder by a link, absent). `catalogue/...` and `data/...` that the folder lacks are looked up
// below <share>/scenarios; then `*is_common` is set, where it is not NULL. What --set names may lie
// anywhere. `node` NULL: the usual table of places.
const char *op_path_beside(struct op_reader *reader, const struct op_node *node, const char *text,
                           bool *is_common);
// Does a path, links followed, end in the scenario's folder or among the common files?
bool op_path_is_inside(struct op_reader *reader, const char *path);

#endif
