package dev.sharelock.model.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * The writes to one word in the order in which they were made, and who has read which of them. A
 * process reads no write that is older than one which it sees, and none that is older than one
 * which was read by a read that it sees: the coherence of a word.
 */
final class WordHistory {

  /** How many writes are remembered; the oldest are forgotten, so that no read finds them. */
  private static final int LONGEST = 32;

  /** A process has read a write at a time, and no newer one before. */
  private record Look(int time, long write) {}

  private final List<PastWrite> writes = new ArrayList<>();
  private final List<List<Look>> looks = new ArrayList<>();
  private long forgotten;
  private long newestVolatile;
  private int execution;

  WordHistory(int processes) {
    for (int i = 0; i < processes; i++) {
      looks.add(new ArrayList<>());
    }
  }

  /** Starts afresh if this is the first use in an execution. */
  void enter(int current, long value) {
    if (execution != current) {
      execution = current;
      restart(value);
    }
  }

  /** The word has this value, whatever it was before. */
  private void restart(long value) {
    writes.clear();
    writes.add(PastWrite.ofSetUp(value));
    looks.forEach(List::clear);
    forgotten = 0;
    newestVolatile = 0;
  }

  /** The word is not to be used before it is entered again. */
  void leave() {
    execution = 0;
  }

  void add(PastWrite write, boolean isVolatile) {
    if (writes.size() == LONGEST) {
      writes.removeFirst();
      forgotten++;
    }
    writes.add(write);
    newestVolatile = isVolatile ? newest() : newestVolatile;
  }

  private long newest() {
    return forgotten + writes.size() - 1;
  }

  /** How many writes are newer than the last volatile one. */
  int olderThanVolatile() {
    return (int) (newest() - Math.max(forgotten, newestVolatile));
  }

  /** How many older writes a process with this view may read in the place of the newest. */
  int olderThanSeen(int[] view) {
    long oldest = forgotten;
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).isSeenBy(view)) {
        oldest = Math.max(oldest, forgotten + i);
      }
    }
    for (int process = 0; process < view.length; process++) {
      oldest = Math.max(oldest, lastLook(looks.get(process), view[process]));
    }
    return (int) (newest() - oldest);
  }

  private static long lastLook(List<Look> looks, int until) {
    for (int i = looks.size() - 1; i >= 0; i--) {
      if (looks.get(i).time() <= until) {
        return looks.get(i).write();
      }
    }
    return 0;
  }

  /**
   * A process reads.
   *
   * @param back how many newer writes it leaves out
   */
  PastWrite read(int process, int time, int back) {
    long index = newest() - back;
    List<Look> own = looks.get(process);
    if (own.isEmpty() || own.getLast().write() < index) {
      own.removeIf(look -> look.write() < forgotten);
      own.add(new Look(time, index));
    }
    return writes.get((int) (index - forgotten));
  }
}
