/** Shared variables on mapped memory: values that are published, replaced and counted. */
package dev.sharelock.stress.values;
