package dev.sharelock.model.litmus;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;

/** What executes the accesses of one process; locations are numbered in the order of the test. */
public interface LitmusMachine {

  long load(int location, LitmusMode mode);

  void store(int location, LitmusMode mode, long value);

  /** Replaces what the location holds and returns what it held. */
  long update(int location, LitmusMode mode, UpdateKind kind, long operand);

  /** Replaces what the location holds if it is the expected value; returns what it held. */
  long compareAndExchange(int location, LitmusMode mode, long expected, long value);

  /** The same, but it may fail without a reason; returns whether it succeeded. */
  boolean weakCompareAndSet(int location, LitmusMode mode, long expected, long value);

  void fence(FenceKind kind);

  /** Ends the execution of this process here unless the condition holds. */
  void assume(boolean condition);
}
