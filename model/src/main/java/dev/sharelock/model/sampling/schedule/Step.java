package dev.sharelock.model.sampling.schedule;

/**
 * One decision of a scheduler: who makes the next step, and how it goes.
 *
 * @param process the index of the process in its scenario
 * @param kind how it goes
 * @param value the choice made, where there is one; otherwise 0
 */
public record Step(int process, StepKind kind, int value) {
  private static final int KIND_SHIFT = 8;
  private static final int VALUE_SHIFT = 16;
  private static final int BYTE = 0xff;

  public Step {
    if (process < 0 || process > BYTE || value < 0 || (value != 0 && !kind.hasValue())) {
      throw new IllegalArgumentException(
          "step is impossible: process=" + process + ", kind=" + kind + ", value=" + value);
    }
  }

  /** An ordinary step. */
  public static Step run(int process) {
    return new Step(process, StepKind.RUN, 0);
  }

  /** The step as one number, at least 0. */
  public static long pack(int process, StepKind kind, int value) {
    return (long) value << VALUE_SHIFT | (long) kind.ordinal() << KIND_SHIFT | process;
  }

  /** The step of a number. */
  public static Step unpack(long packed) {
    return new Step(processOf(packed), kindOf(packed), valueOf(packed));
  }

  public static int processOf(long packed) {
    return (int) packed & BYTE;
  }

  public static StepKind kindOf(long packed) {
    return StepKind.ofOrdinal((int) (packed >>> KIND_SHIFT) & BYTE);
  }

  public static int valueOf(long packed) {
    return (int) (packed >>> VALUE_SHIFT);
  }

  /** This step as one number. */
  public long packed() {
    return pack(process, kind, value);
  }
}
