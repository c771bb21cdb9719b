// SPDX-License-Identifier: GPL-3.0-or-later
// Nodes of the clocks' heaps: a pairing heap in the segment OP_SEG_CLOCK_NODE, ordered by
// (due level, subject). Private to clock.c and fingerprints.
//   from   Fredman, Sedgewick, Sleator, Tarjan 1986, doi:10.1007/BF01840439
#ifndef OP_RUN_CLOCK_NODES_H
#define OP_RUN_CLOCK_NODES_H

#include "sim/run/run.h"

uint32_t op_node_new(struct op_run *run, double due, uint32_t subject);   // ids from 1
void op_node_free(struct op_run *run, uint32_t node);
double op_node_due(const struct op_run *run, uint32_t node);
uint32_t op_node_subject(const struct op_run *run, uint32_t node);
// Root of the union of two heaps; 0 is the empty heap.
uint32_t op_nodes_meld(struct op_run *run, uint32_t x, uint32_t y);
// Root after taking a node out of the heap under `root`.
uint32_t op_nodes_remove(struct op_run *run, uint32_t root, uint32_t node);

#endif
