/**
 * Algorithms that are known to be broken: the published ones with their defects, and our own with
 * one thing weakened. Each must be caught, or the tools are.
 */
package dev.sharelock.model.specimens;
