/**
 * Who has which role in a structure, when one of several may have it at a time; for those who write
 * structures.
 */
package dev.sharelock.roles;
