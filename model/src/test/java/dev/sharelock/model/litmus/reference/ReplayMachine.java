package dev.sharelock.model.litmus.reference;

import dev.sharelock.model.litmus.LitmusMachine;
import dev.sharelock.model.litmus.LitmusMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Runs a thread along its recorded events and stops it at the first access that is not recorded.
 */
final class ReplayMachine implements LitmusMachine {

  /** Stops the thread. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  /**
   * The access at which the thread was stopped.
   *
   * @param store the mode of a write, or of the writing half of an update; null if it writes not
   * @param load the mode of a read, or of the reading half of an update; null if it reads not
   * @param result the value to be written by the value that was read; null to write nothing
   * @param weak whether a write that follows a read may be left out without a reason
   * @param fence which fence it is; null for an access
   */
  record Pending(
      int location,
      LitmusMode store,
      LitmusMode load,
      LongFunction<Long> result,
      boolean weak,
      FenceKind fence) {}

  private final List<Event> events;
  private int at;
  private Pending pending;
  private boolean blocked;

  ReplayMachine(List<Event> events) {
    this.events = events;
  }

  /** Where it stopped; null if the thread has ended or is blocked. */
  Pending pending() {
    return pending;
  }

  boolean blocked() {
    return blocked;
  }

  private Event next(Pending access) {
    if (at == events.size()) {
      pending = access;
      throw new Stop();
    }
    return events.get(at++);
  }

  private boolean wrote() {
    boolean there = at < events.size() && events.get(at).update();
    if (there) {
      at++;
    }
    return there;
  }

  @Override
  public long load(int location, LitmusMode mode) {
    return next(new Pending(location, null, mode, found -> null, false, null)).value();
  }

  @Override
  public void store(int location, LitmusMode mode, long value) {
    next(new Pending(location, mode, null, found -> value, false, null));
  }

  @Override
  public long update(int location, LitmusMode mode, UpdateKind kind, long operand) {
    long found =
        next(new Pending(location, mode, mode, old -> kind.apply(old, operand), false, null))
            .value();
    wrote();
    return found;
  }

  @Override
  public long compareAndExchange(int location, LitmusMode mode, long expected, long value) {
    long found = next(exchange(location, mode, expected, value, false)).value();
    wrote();
    return found;
  }

  @Override
  public boolean weakCompareAndSet(int location, LitmusMode mode, long expected, long value) {
    next(exchange(location, mode, expected, value, true));
    return wrote();
  }

  private static Pending exchange(
      int location, LitmusMode mode, long expected, long value, boolean weak) {
    LongFunction<Long> result = found -> found == expected ? Long.valueOf(value) : null;
    return new Pending(location, mode, mode, result, weak, null);
  }

  @Override
  public void fence(FenceKind kind) {
    next(new Pending(-1, null, null, null, false, kind));
  }

  @Override
  public void assume(boolean condition) {
    if (!condition) {
      blocked = true;
      throw new Stop();
    }
  }
}
