/** The commands that move bytes through pipes between processes. */
package dev.sharelock.model.cli.pipe;
