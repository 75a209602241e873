package dev.sharelock.region;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Processes by number over one region on the heap; they live until they are killed. */
final class Village {

  static final long BOOT = 99;

  final SharedMemory memory;
  final RegionHeader header;
  final AtomicLong clock = new AtomicLong();
  private final Set<Long> dead = new HashSet<>();

  Village(int slots, int entries, long heapBytes) {
    RegionLayout layout = new RegionLayout(slots, entries);
    long size = RegionLayout.align(layout.heapStart() + heapBytes);
    this.memory = new HeapMemory(size);
    this.header = new RegionHeader(size, 0xABC, 0, BOOT, 0, layout);
    header.write(memory);
  }

  void kill(long pid) {
    dead.add(pid);
  }

  Environment environment(long pid) {
    return new Environment() {
      @Override
      public long nanoTime() {
        return clock.addAndGet(1000);
      }

      @Override
      public ParticipantIdentity self() {
        return new ParticipantIdentity(pid, 7, BOOT);
      }

      @Override
      public boolean isAlive(ParticipantIdentity identity) {
        return identity.startTime() == 7
            && identity.bootId() == BOOT
            && !dead.contains(identity.pid());
      }

      @Override
      public void spinHint() {
        Thread.onSpinWait();
      }

      @Override
      public int spinLimit() {
        return 0;
      }

      @Override
      public long nextGeneration() {
        return clock.incrementAndGet();
      }
    };
  }

  Membership membership(long pid) {
    return new Membership(memory, environment(pid), header);
  }

  /** A participant that has joined. */
  ParticipantContext join(long pid) {
    Membership membership = membership(pid);
    membership.join();
    return new ParticipantContext(memory, environment(pid), membership);
  }

  Directory directory(ParticipantContext context) {
    return new Directory(context, header.layout());
  }
}
