package dev.sharelock.properties.ring;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.SharedMemory;

/**
 * A ring that hands out contiguous ranges and decides anew in each call whether they wrap around: a
 * size that does not fit between the counter and the end goes to the start, and the rest is
 * padding. Nothing tells the other side about it. It works as long as both sides use the same sizes
 * and publish all that they claim; see S5 and S6 in {@link dev.sharelock.ring.ByteRing}.
 */
final class StatelessRing implements Transport {
  private static final long HEAD = 0;
  private static final long TAIL = 128;
  private static final long DATA = 256;

  private final SharedMemory memory;
  private final int capacity;
  private int claimed;
  private int peeked;

  StatelessRing(int capacity) {
    this.memory = new HeapMemory(DATA + capacity);
    this.capacity = capacity;
  }

  private long toEnd(long counter) {
    return capacity - counter % capacity;
  }

  private long step(long counter, int size) {
    return size <= toEnd(counter) ? size : toEnd(counter) + size;
  }

  private long place(long counter, int size) {
    return DATA + (size <= toEnd(counter) ? counter % capacity : 0);
  }

  @Override
  public boolean claim(int want) {
    long head = memory.getLongOpaque(HEAD);
    long free = capacity - (head - memory.getLongAcquire(TAIL));
    claimed = want;
    return free >= step(head, want);
  }

  @Override
  public void write(byte[] content) {
    long head = memory.getLongOpaque(HEAD);
    memory.writeBytes(place(head, claimed), content, 0, content.length);
  }

  @Override
  public void publish(int count) {
    long head = memory.getLongOpaque(HEAD);
    memory.setLongRelease(HEAD, head + step(head, count));
  }

  @Override
  public boolean peek(int want) {
    long tail = memory.getLongOpaque(TAIL);
    peeked = want;
    return memory.getLongAcquire(HEAD) - tail >= step(tail, want);
  }

  @Override
  public byte[] read() {
    byte[] content = new byte[peeked];
    memory.readBytes(place(memory.getLongOpaque(TAIL), peeked), content, 0, peeked);
    return content;
  }

  @Override
  public void release(int count) {
    long tail = memory.getLongOpaque(TAIL);
    memory.setLongRelease(TAIL, tail + step(tail, count));
  }
}
