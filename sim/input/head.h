// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a scenario that are neither places nor strategies.
#ifndef OP_INPUT_HEAD_H
#define OP_INPUT_HEAD_H

#include "sim/input/fields.h"
#include "sim/input/moment.h"

// `oploop: 1`; false if the file is not to be read any further.
bool op_read_version(struct op_reader *reader, const struct op_node *root);
// Texts, words, switches, steps.
void op_read_head(struct op_reader *reader, const struct op_node *root);
// start, event, end into the scenario and the anchors of all other moments. After a fault the
// anchors are so wide that no other moment is found at fault because of it.
void op_read_times(struct op_reader *reader, const struct op_node *root,
                   struct op_anchors *anchors);
// Defaults of all parameters; false if one is at fault.
bool op_read_defaults(struct op_reader *reader);
// Defaults of all parameters, then what the file says.
void op_read_values(struct op_reader *reader, const struct op_node *root);
// A parameter that the file sets is not drawn from the posterior.
void op_posterior_without_set(struct op_reader *reader);
void op_read_happenings(struct op_reader *reader, const struct op_node *node,
                        const struct op_anchors *anchors);

// `population:` holds who lives where, and the parameters of a mechanism of that name beside it.
bool op_is_population_key(const struct op_node *map, const struct op_node *node);

extern const char *const op_purpose_words[];   // NULL-ended, by their enums
extern const char *const op_gathering_words[];

#endif
