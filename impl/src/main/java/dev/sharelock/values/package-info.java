/**
 * Values of any shape in shared memory: {@link dev.sharelock.values.SharedTree}, which never
 * changes, and {@link dev.sharelock.values.SharedVariable}, which holds one after the other. {@link
 * dev.sharelock.named.NamedValues} opens a heap for them.
 */
package dev.sharelock.values;
