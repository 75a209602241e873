/** Who has which role in a structure, when one of several may have it at a time. */
package dev.sharelock.roles;
