package dev.sharelock.model.exhaustive;

/**
 * One event of an execution graph. It never changes once its clocks are set, so graphs share it.
 *
 * <p>The clocks are vectors with one entry per thread: how many events of that thread are in the
 * set. All of them depend on the program-order and reads-from predecessors only, and these are
 * never taken from under an event.
 */
final class Event {
  static final byte READ = 0;
  static final byte WRITE = 1;
  static final byte FENCE = 2;

  /** A nondeterministic choice; 0 is the alternative that counts as maximal. */
  static final byte CHOICE = 3;

  /**
   * A place where the thread waits for a location to change. It stands for a read of the latest
   * write that was taken back: it has its stamp and its source, but orders nothing.
   */
  static final byte BLOCK = 4;

  static final byte DATA_READ = 5;
  static final byte DATA_WRITE = 6;

  /** What a read belongs to, and so what it turns into when it reads another write. */
  static final byte LOAD = 0;

  static final byte UPDATE = 1;
  static final byte COMPARE = 2;
  static final byte WEAK_COMPARE = 3;

  /** Operations on the queue of waiters of a word. */
  static final byte ENQUEUE = 4;

  static final byte DEQUEUE = 5;
  static final byte WAKE = 6;

  /** A weak comparison that failed although the value was the expected one. */
  static final byte SPURIOUS = 7;

  /** The write that ends a killed process. */
  static final byte KILL = 8;

  /** The part of a data write that falls on a word; it is in the cell but not in the log. */
  static final byte DATA = 9;

  /** A choice of a wait: 0 to sleep, 1 to return without a reason, 2 to time out early. */
  static final byte WAIT = 10;

  /** Nothing else could run, so a wait timed out. */
  static final byte TIME_OUT = 11;

  /** Nothing else could run, so a waiting loop goes on until it gives up. */
  static final byte GIVE_UP = 12;

  /** In an experiment a wait returned without a reason. */
  static final byte ROUSE = 13;

  /** A store is lost by the death to come: see {@link Losses}. */
  static final byte LOSS = 14;

  /** The read of the death with which a process begins that starts after it. */
  static final byte BEGIN = 15;

  final byte kind;

  /** Thread, or -1 for the initial write of a location. */
  final int thread;

  /** Position in the log of the thread. */
  final int index;

  /** When it was added: TruSt's total order of additions. A revisited read keeps its own. */
  final int stamp;

  /** The location; -1 if there is none. */
  final int location;

  /** Bits of {@link Mode}; for a fence the ordinal of its kind. */
  final int mode;

  byte operation;

  /** Whether this is the read or the write half of an atomic update that writes. */
  boolean exclusive;

  /** The value read or written, or chosen. */
  long value;

  /** For a comparison the expected value; for an update its operand. */
  long operand;

  /** Which of the sleepers a wake-up takes: see {@link Selection}. */
  int way;

  /** The write that a read reads from. */
  Event source;

  /** For a {@link #BLOCK} the stamp of the latest addition that it has taken into account. */
  int seen;

  /** What a queue of waiters holds, or the bytes of a data access. */
  Object payload;

  /** Happens-before, with the event itself. */
  int[] hb;

  /** (program order ∪ reads-from)*, with the event itself. */
  int[] porf;

  /** What a thread that acquires this write learns; null for nothing. */
  int[] released;

  /**
   * What this write releases as the head of a release sequence of C11, or as a later write of the
   * thread of the head; null for nothing.
   */
  int[] headed;

  /** What an acquire fence after this event would learn; null for nothing. */
  int[] pending;

  /** What the last release fence up to here released; null for none. */
  int[] fenced;

  /** Writes of the thread before this position are ordered before reads after it (TSO). */
  int drained;

  /** The simulated time up to here. */
  long time;

  /** When time last passed for the thread since nothing else could happen: a stamp; or 0. */
  int passed;

  /** The latest data access of the thread up to here, and the one before it. */
  Event data;

  Event previousData;

  Event(byte kind, int thread, int index, int stamp, int location, int mode) {
    this.kind = kind;
    this.thread = thread;
    this.index = index;
    this.stamp = stamp;
    this.location = location;
    this.mode = mode;
  }

  /** Whether it changes nothing, as the turns of a waiting loop do not. */
  boolean isLook() {
    return kind == READ || kind == FENCE || kind == DATA_READ;
  }

  boolean isInitial() {
    return thread < 0;
  }

  boolean isSc() {
    return (mode & Mode.SC) != 0 && (kind == READ || kind == WRITE);
  }

  /** Whether it can be part of a data race. */
  boolean isPlain() {
    return switch (kind) {
      case READ, WRITE -> (mode & Mode.PLAIN) != 0;
      case DATA_READ, DATA_WRITE -> true;
      default -> false;
    };
  }

  /** In how many ways a wake-up may go that has read a queue; 1 for all other reads. */
  int ways() {
    boolean wakes = kind == READ && operation == WAKE;
    return wakes ? Selection.ways(((int[]) source.payload).length, (int) operand) : 1;
  }

  /** Lets a read read from a write, and become an update or not. */
  void readFrom(Event write) {
    source = write;
    value = write.value;
    payload = operation >= ENQUEUE && operation <= WAKE ? write.payload : null;
    exclusive =
        switch (operation) {
          case UPDATE, ENQUEUE, DEQUEUE, WAKE -> true;
          case COMPARE, WEAK_COMPARE -> value == operand;
          default -> false;
        };
  }

  /** Gives the event a second array for its clocks, before only one of them changes. */
  void separateClocks() {
    if (hb == porf) {
      hb = porf.clone();
    }
  }

  /** Whether this event happens before another one. */
  boolean happensBefore(Event other) {
    return other != this && (thread < 0 || other.hb[thread] > index);
  }

  @Override
  public String toString() {
    return "T" + thread + "#" + index + "(kind " + kind + " loc " + location + " = " + value + ")";
  }
}
