package dev.sharelock.model.exhaustive;

import dev.sharelock.model.scenario.RacyData;
import dev.sharelock.model.scenario.RacyRange;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Numbers the locations of a program: its words, by offset and size, and the ghost locations that
 * stand for queues of waiters and the like. The numbers are the same in all graphs and for all
 * workers.
 */
final class Locations {
  /** The queue of those who wait on a word. */
  static final int QUEUE = 1;

  /** Whether a certain wait was woken. */
  static final int WOKEN = 2;

  /** Whether a process was killed. */
  static final int DEATH = 3;

  /** A granule of data that is racy by design. */
  static final int RACY = 4;

  private static final int[] NO_QUEUE = {};

  private final int threads;
  private final byte[] memory;
  private final Map<Long, Integer> ghosts = new ConcurrentHashMap<>();

  /** Per 4 bytes the words there: number + 1 of the 8-byte one and of the 4-byte one. */
  private final AtomicIntegerArray longs;

  private final AtomicIntegerArray ints;
  private final RacyData racyData;
  private final Map<Long, Integer> granules = new HashMap<>();
  private volatile Entry[] entries = new Entry[16];
  private volatile int count;

  /**
   * A location.
   *
   * @param offset of the word; -1 for a ghost
   * @param bytes of the word; 0 for a ghost
   * @param kind of the ghost, or {@link #RACY}; 0 for a word
   * @param which tells ghosts of a kind apart
   */
  record Entry(long offset, int bytes, int kind, long which, Event initial) {}

  Locations(int threads, byte[] initialMemory) {
    this(threads, initialMemory, RacyData.NONE);
  }

  Locations(int threads, byte[] initialMemory, RacyData racyData) {
    this.threads = threads;
    this.memory = initialMemory;
    this.racyData = racyData;
    this.longs = new AtomicIntegerArray(initialMemory.length / 4 + 1);
    this.ints = new AtomicIntegerArray(initialMemory.length / 4 + 1);
    for (RacyRange range : racyData.ranges()) {
      for (long at = range.offset(); at < range.offset() + range.length(); at += range.granule()) {
        granules.put(at, addGranule(at, range.granule()));
      }
    }
  }

  private int addGranule(long offset, int bytes) {
    Event initial = initial(Mode.RACY);
    initial.value = Bytes.get(memory, (int) offset, bytes);
    return add(new Entry(offset, bytes, RACY, 0, initial));
  }

  RacyData racyData() {
    return racyData;
  }

  /** The granule of racy data that begins at an offset. */
  int granule(long offset) {
    return granules.get(offset);
  }

  int count() {
    return count;
  }

  byte[] initialMemory() {
    return memory;
  }

  Entry entry(int location) {
    return entries[location];
  }

  Event initialWrite(int location) {
    return entries[location].initial;
  }

  boolean isGhost(int location) {
    return entries[location].kind != 0 && entries[location].kind != RACY;
  }

  boolean isWord(int location) {
    return entries[location].kind == 0;
  }

  long offset(int location) {
    return entries[location].offset;
  }

  int bytes(int location) {
    return entries[location].bytes;
  }

  /** The number of the word at an offset. */
  int word(long offset, int bytes) {
    int slot = (int) (offset >> 2);
    int known = (bytes == 8 ? longs : ints).getAcquire(slot);
    return known != 0 ? known - 1 : addWord(offset, bytes);
  }

  /** The words of the other size that overlap a word; -1 for none. */
  int overlapping(int location, int which) {
    Entry entry = entries[location];
    int slot = (int) (entry.offset >> 2);
    if (entry.bytes == 8) {
      return ints.getAcquire(slot + which) - 1;
    }
    return which == 0 ? longs.getAcquire(slot & ~1) - 1 : -1;
  }

  private synchronized int addWord(long offset, int bytes) {
    AtomicIntegerArray slots = bytes == 8 ? longs : ints;
    int slot = (int) (offset >> 2);
    if (slots.get(slot) == 0) {
      Event initial = initial(0);
      initial.value = Bytes.get(memory, (int) offset, bytes);
      slots.setRelease(slot, add(new Entry(offset, bytes, 0, 0, initial)) + 1);
    }
    return slots.get(slot) - 1;
  }

  /** The number of a ghost location: its kind, and a number that tells it apart. */
  int ghost(int kind, long which) {
    Integer known = ghosts.get(which << 4 | kind);
    return known != null ? known : addGhost(kind, which);
  }

  private synchronized int addGhost(int kind, long which) {
    return ghosts.computeIfAbsent(
        which << 4 | kind,
        key -> {
          Event initial = initial(0);
          initial.payload = kind == QUEUE ? NO_QUEUE : null;
          return add(new Entry(-1, 0, kind, which, initial));
        });
  }

  private Event initial(int mode) {
    Event initial = new Event(Event.WRITE, -1, -1, 0, count, mode);
    initial.hb = new int[threads];
    initial.porf = initial.hb;
    return initial;
  }

  private int add(Entry entry) {
    Entry[] all = count == entries.length ? Arrays.copyOf(entries, count * 2) : entries;
    all[count] = entry;
    entries = all;
    count++;
    return count - 1;
  }

  /** Visits all words that overlap a range. */
  void forEachIn(long offset, long length, IntConsumer visitor) {
    int last = (int) (offset + length - 1 >> 2);
    for (int slot = (int) (offset >> 2); slot <= last; slot++) {
      accept(ints.getAcquire(slot), visitor);
      int here = longs.getAcquire(slot);
      boolean first = slot > 0 && slot == (int) (offset >> 2);
      accept(here == 0 && first ? longs.getAcquire(slot - 1) : here, visitor);
    }
  }

  private static void accept(int known, IntConsumer visitor) {
    if (known != 0) {
      visitor.accept(known - 1);
    }
  }
}
