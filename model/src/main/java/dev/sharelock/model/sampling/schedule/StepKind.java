package dev.sharelock.model.sampling.schedule;

/** How the next step of a process goes. */
public enum StepKind {
  /** The process makes its access, or returns from a wait that somebody ended. */
  RUN('R'),
  /** The process dies instead of making its access. */
  KILL('K'),
  /** The wait of the process times out. */
  TIME_OUT('T'),
  /** The wait of the process ends without a reason. */
  SPURIOUS('S'),
  /** The weak compare-and-set of the process fails although the word holds what it expects. */
  WEAK_FAILURE('F'),
  /** The process wakes another one than the one that waits longest; the value is its place. */
  WAKE('W'),
  /** The process makes a choice; the value is the choice. */
  CHOICE('C'),
  /** The process reads an older value; the value is how many newer ones it leaves out. */
  STALE('O'),
  /** The store of the process is never seen by others, since the process dies before it is. */
  LOSE('L');

  private static final StepKind[] ALL = values();

  private final char code;

  StepKind(char code) {
    this.code = code;
  }

  /** The letter in the text form of a schedule. */
  public char code() {
    return code;
  }

  /** Whether the step carries a value. */
  public boolean hasValue() {
    return this == WAKE || this == CHOICE || this == STALE;
  }

  static StepKind ofCode(char code) {
    for (StepKind kind : ALL) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }

  static StepKind ofOrdinal(int ordinal) {
    return ALL[ordinal];
  }
}
