/** What the commands know of the terminal that they were started from. */
package dev.sharelock.model.cli.terminal;
