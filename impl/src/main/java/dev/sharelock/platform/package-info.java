/**
 * The real machine: files, processes, kernel calls. Nothing else in the library touches them. The
 * package is not exported.
 */
package dev.sharelock.platform;
