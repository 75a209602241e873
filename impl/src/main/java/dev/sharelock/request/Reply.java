package dev.sharelock.request;

/** A reply on its way to the ring of its client. */
record Reply(Address address, ReplyStatus status, byte[] bytes) {}
