// SPDX-License-Identifier: GPL-3.0-or-later
// A made-up registry of two mechanisms, for tests of the scenario reader.
#ifndef OP_TESTS_SMALL_SCHEMA_H
#define OP_TESTS_SMALL_SCHEMA_H

#include "sim/input/schema.h"

extern const struct op_schema op_small_schema;

#endif
