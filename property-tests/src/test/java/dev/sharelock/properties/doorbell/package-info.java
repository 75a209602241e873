/** Doorbells under any sequence of operations. */
package dev.sharelock.properties.doorbell;
