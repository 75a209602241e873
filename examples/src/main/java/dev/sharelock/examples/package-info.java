/**
 * Five programs to start from. Each does what one of the published designs is for, with several
 * processes, one of which dies; see {@code docs/ORIGINALS.md}.
 */
package dev.sharelock.examples;
