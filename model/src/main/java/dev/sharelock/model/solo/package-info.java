/**
 * A world in which one thread plays all participants in turn: for tests that need no engine because
 * they choose the order of the operations themselves.
 */
package dev.sharelock.model.solo;
