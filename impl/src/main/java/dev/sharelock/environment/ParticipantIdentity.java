package dev.sharelock.environment;

/**
 * Identifies a process beyond the reuse of its process id.
 *
 * @param pid the process id
 * @param startTime when the process started, in a unit of the operating system (clock ticks since
 *     boot on Linux); it tells a process from a later one with the same id
 * @param bootId a hash of the identity of the running kernel, since start times restart with it
 */
public record ParticipantIdentity(long pid, long startTime, long bootId) {}
