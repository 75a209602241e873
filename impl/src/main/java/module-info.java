/** Shared-memory IPC for the JVM in which every interleaving can be checked. */
module dev.sharelock {
  exports dev.sharelock;
  exports dev.sharelock.allocator;
  exports dev.sharelock.doorbell;
  exports dev.sharelock.environment;
  exports dev.sharelock.memory;
  exports dev.sharelock.named;
  exports dev.sharelock.queue;
  exports dev.sharelock.record;
  exports dev.sharelock.region;
  exports dev.sharelock.request;
  exports dev.sharelock.ring;
  exports dev.sharelock.segment;
  exports dev.sharelock.values;
  exports dev.sharelock.roles;
  exports dev.sharelock.waiting;
}
