/**
 * Tests that claim too much, and must fail. They prove that the machine reorders, that jcstress
 * notices, and that the gate listens.
 */
package dev.sharelock.stress.canary;
