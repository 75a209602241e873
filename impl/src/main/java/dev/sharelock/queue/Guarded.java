package dev.sharelock.queue;

import dev.sharelock.Outcome;

/** Asks a guard about values, which need nothing else. */
record Guarded(Guard guard) implements QueueCore.Messenger {
  @Override
  public void sit(int seat) {}

  @Override
  public boolean prepare(long[] value) {
    return true;
  }

  @Override
  public Outcome end() {
    return Outcome.CLOSED;
  }

  @Override
  public Outcome about(long[] value) {
    return guard.about(value);
  }

  @Override
  public void nothing() {
    guard.nothing();
  }
}
