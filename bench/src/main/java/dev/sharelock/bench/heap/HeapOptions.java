package dev.sharelock.bench.heap;

import java.util.List;

/**
 * What is to be measured.
 *
 * @param rounds how often
 * @param sizes the blocks in bytes
 * @param fills what else is in the heap
 */
record HeapOptions(int rounds, List<Long> sizes, List<Fill> fills) {}
