package dev.sharelock.values;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;

/**
 * The words of one variable, by their meaning. It decides nothing but whether they can be right.
 */
final class VariableWords {
  final SharedMemory memory;
  final VariableLayout layout;

  private VariableWords(SharedMemory memory, VariableLayout layout) {
    this.memory = memory;
    this.layout = layout;
  }

  /** Builds an empty variable in zeroed memory that nobody else uses yet. */
  static void format(SharedMemory memory, VariableLayout layout) {
    memory.setLongRelease(layout.format(), layout.formatWord()); // F1 -> F2: all is zero
  }

  static VariableWords open(SharedMemory memory, long base) {
    VariableLayout least = new VariableLayout(base, 1);
    if (base > memory.size() - VariableLayout.bytes(1)) {
      throw new IllegalArgumentException(
          "variable cannot be there: base="
              + base
              + ", memory="
              + memory.size()
              + "; do: pass the offset at which it was created");
    }
    long format = memory.getLongAcquire(least.format()); // F2 <- F1
    int places = VariableLayout.placesOf(format);
    if (places < 0 || base > memory.size() - VariableLayout.bytes(places)) {
      throw new SharelockException(
          Outcome.CORRUPT,
          "no variable there: base="
              + base
              + ", format="
              + Long.toHexString(format)
              + ", memory="
              + memory.size()
              + "; do: create it, or check the version of the library");
    }
    return new VariableWords(memory, new VariableLayout(base, places));
  }

  int places() {
    return layout.places();
  }

  long root() {
    return checked(memory.getLongAcquire(layout.root())); // R2 <- R1: the side, the contents
  }

  /** A second look, after a side was read. */
  long rootAgain() {
    return memory.getLongOpaque(layout.root());
  }

  /** Whether the root is the same after a block was found to be freed. */
  boolean isStill(long root) {
    memory.acquireFence(); // R3 <- R1: who frees the value has changed the root before
    return rootAgain() == root;
  }

  boolean changeRoot(long from, long to) {
    return memory.compareAndSetLong(layout.root(), from, to); // R1 -> R2, R3
  }

  private long checked(long word) {
    if (RootWord.place(word) >= places() || RootWord.owner(word) >= places()) {
      throw corrupt("root=" + RootWord.text(word));
    }
    return word;
  }

  SharelockException corrupt(String what) {
    return new SharelockException(
        Outcome.CORRUPT,
        "variable is corrupt: base="
            + layout.base()
            + ", "
            + what
            + ", places="
            + places()
            + "; do: recreate it, and find out who writes to the region");
  }

  long value(int place, int side) {
    return memory.getLongAcquire(layout.value(place, side)); // V2 <- V1
  }

  void setValue(int place, int side, long id) {
    memory.setLongRelease(layout.value(place, side), id); // V1 -> V2: the contents
  }

  long participant(int place) {
    return memory.getLongAcquire(layout.participant(place)); // P2 <- P1
  }

  boolean changeParticipant(int place, long from, long to) {
    return memory.compareAndSetLong(layout.participant(place), from, to); // P1 -> P2
  }

  int signal() {
    return memory.getIntAcquire(layout.signal()); // S2 <- S1
  }

  WaitOutcome sleep(int signal, long deadline) {
    return memory.waitOn(layout.signal(), signal, deadline);
  }

  /** Wakes all who wait for the end of a transaction. */
  void wake() {
    int ignored = memory.getAndAddInt(layout.signal(), 1); // S1 -> S2: the root has changed
    memory.wake(layout.signal(), Integer.MAX_VALUE);
  }
}
