/**
 * Blocks on mapped memory: one participant loads by id what another one releases and uses again,
 * both let go of their last references at once, and contents follow the id.
 */
package dev.sharelock.stress.allocator;
