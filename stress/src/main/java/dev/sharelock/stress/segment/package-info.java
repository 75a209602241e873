/** Segments on mapped memory: the contents arrive with the segment, and one of two gets it. */
package dev.sharelock.stress.segment;
