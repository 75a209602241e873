/**
 * Shared-memory IPC for the JVM in which every interleaving can be checked.
 *
 * <p>One process creates a {@linkplain dev.sharelock.region.Region region}, others attach to it,
 * and all open {@linkplain dev.sharelock.named structures by name} in it. A handle belongs to the
 * thread that opened it; threads share through the region exactly as processes do. Whatever may not
 * be possible at once answers with an {@link dev.sharelock.Outcome}.
 *
 * <p>No JVM flag is needed. With {@code --enable-native-access=dev.sharelock} ({@code ALL-UNNAMED}
 * on the class path) waits sleep in the kernel; without it they poll. All participants of a region
 * do the same as its creator: {@link dev.sharelock.region.MachineUse}.
 */
module dev.sharelock {
  exports dev.sharelock;
  exports dev.sharelock.allocator;
  exports dev.sharelock.doorbell;
  exports dev.sharelock.environment;
  exports dev.sharelock.memory;
  exports dev.sharelock.named;
  exports dev.sharelock.pipe;
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
