package dev.sharelock.region;

/**
 * A range of the heap with a name, as it was when it was looked up.
 *
 * @param name the name
 * @param kind what is in the range, by agreement of its users
 * @param offset its first byte, a multiple of 128
 * @param bytes its length
 * @param generation grows with each entry of the region; tells this entry from later ones of the
 *     same name
 */
public record DirectoryEntry(String name, long kind, long offset, long bytes, long generation) {}
