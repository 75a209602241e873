/** What the engines mean by things: the same scenarios, with the same answers. */
package dev.sharelock.model.semantics;
