/** The command line. */
package dev.sharelock.model.cli;
