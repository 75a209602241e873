package dev.sharelock.model.trace;

import dev.sharelock.model.memory.AccessMode;

/**
 * One step of an execution.
 *
 * @param step its number in the trace, from 0
 * @param process the index of the process that made it
 * @param kind what it was
 * @param mode how it was ordered; null where that means nothing
 * @param offset the first byte accessed; -1 without memory
 * @param bytes how many bytes were accessed; 0 without memory
 * @param read the value read, the value found by an update, or the result of a choice
 * @param written the value written
 * @param readFrom the step that wrote what was read; -1 for the set-up or where nothing was read
 * @param note what else there is to say, for example {@code full fence}; empty otherwise
 */
public record TraceEvent(
    int step,
    int process,
    EventKind kind,
    AccessMode mode,
    long offset,
    long bytes,
    long read,
    long written,
    int readFrom,
    String note) {}
