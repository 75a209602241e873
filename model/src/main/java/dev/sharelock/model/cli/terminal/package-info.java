/** What the commands know of the terminal that they were started from, and what is typed there. */
package dev.sharelock.model.cli.terminal;
