package dev.sharelock.allocator;

/**
 * What a recovery has returned.
 *
 * @param holders how many dead holders are gone for good
 * @param estates how many dead holders still have references on the way to others
 * @param references how many references were returned
 * @param chunks how many slabs and runs changed to the recovering holder
 */
public record Recovered(int holders, int estates, int references, int chunks) {}
