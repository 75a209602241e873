/**
 * Regions: named files of shared memory with a header, a table of participants, a directory of
 * names, and space for structures.
 */
package dev.sharelock.region;
