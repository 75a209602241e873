package dev.sharelock.stress.memory;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.stress.memory.MappedPair.Slots;

/** The state of a litmus test: a few zeroed words of a mapped file which no other state uses. */
public abstract class Words {
  /** What is sent where a message has many bytes; its sum is not that of any part of it. */
  protected static final byte[] MESSAGE = message();

  private static final Slots SLOTS = MappedPair.slots(1 << 15, 256);

  /** The memory as the first actor sees it. */
  protected final SharedMemory left;

  /** The memory as the second actor sees it. */
  protected final SharedMemory right;

  /** A word on a cache line of its own. */
  protected final long x;

  /** Another one. */
  protected final long y;

  /** Plain data, on a cache line of its own. */
  protected final long data;

  /** Takes zeroed words. */
  protected Words(Mappings mappings) {
    long slot = SLOTS.next();
    left = SLOTS.pair().left();
    right = mappings == Mappings.ONE ? left : SLOTS.pair().right();
    x = slot;
    y = slot + 64;
    data = slot + 128;
  }

  /** Tells whether the message has arrived: 1 whole, 0 not at all, -1 in part. */
  protected final long received(SharedMemory memory) {
    int equal = 0;
    byte[] copy = new byte[MESSAGE.length];
    memory.readBytes(data, copy, 0, copy.length);
    for (int i = 0; i < copy.length; i++) {
      equal += copy[i] == MESSAGE[i] ? 1 : 0;
    }
    return equal == copy.length ? 1 : equal == 0 ? 0 : -1;
  }

  private static byte[] message() {
    byte[] bytes = new byte[24];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    return bytes;
  }
}
