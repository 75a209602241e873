/** Many producers and one consumer: a ring for each producer, and one doorbell for all of them. */
package dev.sharelock.doorbell;
