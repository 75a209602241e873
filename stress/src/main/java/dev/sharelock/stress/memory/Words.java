package dev.sharelock.stress.memory;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.stress.memory.MappedPair.Slots;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The state of a litmus test: a few zeroed words of a mapped file which no other state uses. */
public abstract class Words {
  /** What is sent where a message has many bytes; its sum is not that of any part of it. */
  protected static final byte[] MESSAGE = message();

  private static final int SLOT_BYTES = 256;

  /** One file for each kind of mapping that is used. */
  private static final Map<Mappings, Slots> SLOTS = new ConcurrentHashMap<>();

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
    Slots slots = SLOTS.computeIfAbsent(mappings, kind -> new Slots(kind, SLOT_BYTES));
    long slot = slots.next();
    left = slots.pair().left();
    right = slots.pair().right();
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
