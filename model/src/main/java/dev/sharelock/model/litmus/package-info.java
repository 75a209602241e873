/**
 * Litmus tests: small concurrent programs with the exact outcomes that each memory model allows,
 * and the text format in which they are written.
 */
package dev.sharelock.model.litmus;
