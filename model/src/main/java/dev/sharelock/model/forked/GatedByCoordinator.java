package dev.sharelock.model.forked;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;

/**
 * The gate of a stepped process: it asks the coordinator before each access and reports after it.
 */
final class GatedByCoordinator implements Gate {
  private final Wire wire;

  GatedByCoordinator(Wire wire) {
    this.wire = wire;
  }

  @Override
  public boolean before(EventKind kind, AccessMode mode, long offset, long bytes) {
    return ask("AT", kind, mode == null ? "-" : mode, offset, bytes).equals("FAIL");
  }

  @Override
  public void after(long read, long written) {
    wire.send("DID", read, written);
  }

  @Override
  public WaitOutcome sleep(long offset, int expected, long deadlineNanos) {
    return WaitOutcome.valueOf(ask("SLEEP", offset, expected, deadlineNanos));
  }

  @Override
  public int choose(int alternatives) {
    return Integer.parseInt(ask("CHOOSE", alternatives));
  }

  @Override
  public long nanoTime() {
    return Long.parseLong(ask("TIME"));
  }

  @Override
  public boolean isAlive(int process) {
    return Boolean.parseBoolean(ask("ALIVE", process));
  }

  private String ask(Object... words) {
    wire.send(words);
    String[] answer = wire.receive();
    if (answer == null) {
      throw new IllegalStateException("the coordinator is gone");
    }
    return answer[0];
  }
}
