package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import java.util.Arrays;

/**
 * What each process sees of the words in an execution in which reads may be stale: an operational
 * machine with a history for each word and a view for each process (Kang et al., A Promising
 * Semantics for Relaxed-Memory Concurrency, POPL 2017, without promises). A process sees what
 * happened before, and what was seen at each full fence before its last one.
 *
 * <p>Writes to a word are ordered as they are made, and updates read the newest. So whatever comes
 * of it is allowed by RC11, but not all that RC11 allows comes of it: no write slips in before one
 * that was made already.
 */
final class Views {
  private static final int HALF_SHIFT = 2;

  private final Clocks seen;
  private final int[] fences;
  private final int[] volatileWrites;
  private final int[][] lightFences;
  private final int[] heavyFences;
  private final WordHistory[] words;
  private int execution;

  Views(int processes, long bytes) {
    this.seen = new Clocks(processes);
    this.fences = new int[processes];
    this.volatileWrites = new int[processes];
    this.lightFences = new int[processes][processes];
    this.heavyFences = new int[processes];
    this.words = new WordHistory[(int) (bytes >> HALF_SHIFT) + 2];
  }

  void begin() {
    execution++;
    seen.begin();
    Arrays.fill(fences, 0);
    Arrays.fill(volatileWrites, 0);
    Arrays.fill(heavyFences, 0);
    for (int[] light : lightFences) {
      Arrays.fill(light, 0);
    }
  }

  void tick(int process) {
    seen.tick(process);
  }

  void follow(int process, int former) {
    seen.follow(process, former);
  }

  /** The history of the word at an offset, which begins with what the word holds now. */
  private WordHistory word(int offset, long content) {
    int index = offset >> HALF_SHIFT;
    if (words[index] == null) {
      words[index] = new WordHistory(fences.length);
    }
    words[index].enter(execution, content);
    return words[index];
  }

  /** Data was written over words that begin in some halves of a granule. */
  void replaceByData(int granule, int halves) {
    for (int half = 0; half < 2; half++) {
      WordHistory word = words[2 * granule + half];
      if (word != null && (halves & 1 << half) != 0) {
        word.leave();
      }
    }
  }

  /** How many older values a process may read in the place of what the word holds. */
  int older(int process, int offset, AccessMode mode, long content) {
    WordHistory word = word(offset, content);
    int older = word.olderThanSeen(seen.of(process));
    return mode == AccessMode.VOLATILE
        ? Math.min(older, Math.min(word.olderThanSeen(fences), word.olderThanVolatile()))
        : older;
  }

  /**
   * A process reads a word.
   *
   * @param back how many newer values it leaves out
   */
  PastWrite read(int process, int offset, AccessMode mode, long content, int back) {
    int time = seen.of(process)[process];
    PastWrite write = word(offset, content).read(process, time, back);
    read(process, write.seen(), mode);
    return write;
  }

  /** A process reads what a write carries. */
  void read(int process, int[] carried, AccessMode mode) {
    if (carried != null) {
      seen.read(process, carried, mode.acquires());
    }
  }

  /**
   * A process writes a word.
   *
   * @param content what it holds until then
   */
  void write(int offset, AccessMode mode, long content, PastWrite write) {
    boolean isVolatile = mode == AccessMode.VOLATILE;
    word(offset, content).add(write, isVolatile);
    if (isVolatile) {
      volatileWrites[write.process()] = write.time();
    }
  }

  /** What an acquire read of a write will see. */
  int[] carried(int process, AccessMode mode) {
    return (mode.releases() ? seen.of(process) : seen.fenced(process)).clone();
  }

  /** A heavy fence is a full one; a light one is as a full one to heavy ones only. */
  void fence(int process, FenceKind kind) {
    switch (kind) {
      case FULL -> fullFence(process);
      case HEAVY -> heavyFence(process);
      case ACQUIRE, LOAD_LOAD -> seen.acquireFence(process);
      case RELEASE, STORE_STORE -> seen.releaseFence(process);
      case LIGHT -> {
        seen.see(process, heavyFences);
        System.arraycopy(seen.of(process), 0, lightFences[process], 0, fences.length);
      }
    }
  }

  private void heavyFence(int process) {
    for (int[] light : lightFences) {
      seen.see(process, light);
    }
    fullFence(process);
    System.arraycopy(seen.of(process), 0, heavyFences, 0, fences.length);
  }

  private void fullFence(int process) {
    seen.acquireFence(process);
    seen.see(process, volatileWrites);
    seen.meet(process, fences);
    seen.releaseFence(process);
  }
}
