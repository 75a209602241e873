/** Values of any shape in shared memory: trees that never change, and variables that hold them. */
package dev.sharelock.values;
