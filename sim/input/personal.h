// SPDX-License-Identifier: GPL-3.0-or-later
// No persons, accounts or names go in: what in a table of numbers looks as if it told of somebody.
#ifndef OP_INPUT_PERSONAL_H
#define OP_INPUT_PERSONAL_H

#include <stddef.h>

// "an e-mail address", "an account's handle", "a telephone number", "a name"; NULL for what is none
// of these. Of a cell that is no plain whole number (a telephone number may still be one: then it
// has a leading zero or eleven digits and more).
const char *op_looks_personal(const char *text, size_t n);
// Is a column's heading one of those under which people are kept (name, user, email, phone, ...)?
const char *op_heading_is_personal(const char *text, size_t n);

#endif
