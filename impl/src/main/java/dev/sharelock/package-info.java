/** What all parts of Sharelock share: results and exceptions. */
package dev.sharelock;
