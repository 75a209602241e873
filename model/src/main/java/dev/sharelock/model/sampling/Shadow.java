package dev.sharelock.model.sampling;

/**
 * What is known about the accesses to some bytes that are always accessed together: the last plain
 * write, and for each process its last plain read and its last atomic accesses since. A plain write
 * without a race happened after all of them, so it replaces them.
 */
final class Shadow {
  /** Which access an access conflicts with. */
  static final int NONE = -1;

  private final int[] plainReads;
  private final int[] atomicReads;
  private final int[] atomicWrites;
  private int writer = NONE;
  private int writeClock;
  private int plainReaders;
  private int atomicReaders;
  private int atomicWriters;

  Shadow(int processes) {
    plainReads = new int[processes];
    atomicReads = new int[processes];
    atomicWrites = new int[processes];
  }

  void clear() {
    writer = NONE;
    plainReaders = 0;
    atomicReaders = 0;
    atomicWriters = 0;
  }

  void copyFrom(Shadow other) {
    writer = other.writer;
    writeClock = other.writeClock;
    plainReaders = other.plainReaders;
    atomicReaders = other.atomicReaders;
    atomicWriters = other.atomicWriters;
    System.arraycopy(other.plainReads, 0, plainReads, 0, plainReads.length);
    System.arraycopy(other.atomicReads, 0, atomicReads, 0, atomicReads.length);
    System.arraycopy(other.atomicWrites, 0, atomicWrites, 0, atomicWrites.length);
  }

  /**
   * Takes note of an access.
   *
   * @param clock the vector clock of the process
   * @return the process whose access conflicts with it and did not happen before, or {@link #NONE}
   */
  int access(int process, int[] clock, boolean write, boolean atomic) {
    if (writer != NONE && writer != process && writeClock > clock[writer]) {
      return writer;
    }
    int conflict = atomic ? NONE : unordered(atomicWriters, atomicWrites, process, clock);
    if (conflict == NONE && write) {
      conflict = unordered(plainReaders, plainReads, process, clock);
      if (conflict == NONE && !atomic) {
        conflict = unordered(atomicReaders, atomicReads, process, clock);
      }
    }
    if (conflict == NONE) {
      note(process, clock[process], write, atomic);
    }
    return conflict;
  }

  private void note(int process, int time, boolean write, boolean atomic) {
    int bit = 1 << process;
    if (atomic) {
      if (write) {
        atomicWriters |= bit;
        atomicWrites[process] = time;
      } else {
        atomicReaders |= bit;
        atomicReads[process] = time;
      }
    } else if (write) {
      clear();
      writer = process;
      writeClock = time;
    } else {
      plainReaders |= bit;
      plainReads[process] = time;
    }
  }

  private static int unordered(int members, int[] times, int process, int[] clock) {
    for (int rest = members & ~(1 << process); rest != 0; rest &= rest - 1) {
      int other = Integer.numberOfTrailingZeros(rest);
      if (times[other] > clock[other]) {
        return other;
      }
    }
    return NONE;
  }

  /** The number of the last access of a process that an access of this sort conflicts with. */
  int timeOf(int process, boolean write, boolean atomic) {
    int time = writer == process ? writeClock : 0;
    int bit = 1 << process;
    if (!atomic && (atomicWriters & bit) != 0) {
      time = Math.max(time, atomicWrites[process]);
    }
    if (write && (plainReaders & bit) != 0) {
      time = Math.max(time, plainReads[process]);
    }
    if (write && !atomic && (atomicReaders & bit) != 0) {
      time = Math.max(time, atomicReads[process]);
    }
    return time;
  }
}
