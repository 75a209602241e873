/**
 * Regions: named files of shared memory with a header, a table of participants, a directory of
 * names, and space for structures. {@link dev.sharelock.region.Region} creates, attaches and
 * unlinks them.
 */
package dev.sharelock.region;
