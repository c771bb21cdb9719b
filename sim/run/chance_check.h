// SPDX-License-Identifier: GPL-3.0-or-later
// A watch over draws, for builds with -DOP_CHECK_DRAWS: a key answers one question.
//
// Every draw whose purpose is not `reread` is remembered; a second draw with the same key in the
// same trajectory is a bug (two questions share one answer, so what should be independent is not)
// and ends the program with a message that names the purpose.
//
// A trajectory is the course of one arm, or of arms that have not parted yet. What it has asked
// counts as asked by its children too, up to the fork; after the fork the children and the trunk
// may each ask the same, for to them it is the same question. So each trajectory has a number,
// unique since the last reset, and keeps from which trajectory it was forked, and when.
//
// All of it belongs to the thread: a replicate and its arms run in one thread. Use:
//
//     op_chance_check_reset();              // a replicate (or a world) begins
//     op_chance_check_run(1);               // the trunk is number 1
//     op_chance_check_fork(1, 2);           // 2 begins as a copy of 1 …
//     op_chance_check_run(2);               // … and draws from now on are those of 2
//     op_chance_check_run(1);               // back to the trunk
//     op_chance_check_reset();              // gives the memory back, also before a thread ends
//
// Without the flag nothing calls in here from a draw, and the calls above do next to nothing.
#ifndef OP_RUN_CHANCE_CHECK_H
#define OP_RUN_CHANCE_CHECK_H

#include <stdbool.h>
#include <stdint.h>

struct op_question {
    uint64_t seed;
    uint32_t replicate;
    uint32_t subject;
    uint32_t object;
    uint32_t n;
    uint8_t purpose;
};

void op_chance_check_reset(void);
void op_chance_check_run(uint32_t trajectory);
void op_chance_check_fork(uint32_t from, uint32_t to);

// Remember the question; false if this trajectory had asked it already and may not.
bool op_chance_check_is_new(const struct op_question *question);
// The same, but end the program as for a bug.
void op_chance_check_asked(const struct op_question *question);

#endif
