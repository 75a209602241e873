package dev.sharelock.model.forked;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;

/**
 * One forked JVM in a replay: it stands at its gate until the coordinator lets it make its next
 * step.
 */
final class SteppedProcess {
  private static final String GO = "GO";

  private final String name;
  private final ForkedProcess forked;
  private final ForkedReplay replay;

  /** What the process wants next; null while it is running. */
  private String[] wish;

  SteppedProcess(String name, ForkedProcess forked, ForkedReplay replay) {
    this.name = name;
    this.forked = forked;
    this.replay = replay;
  }

  ForkedProcess forked() {
    return forked;
  }

  String name() {
    return name;
  }

  /** Runs the process up to its next gate and answers its questions on the way. */
  private String[] nextWish() {
    while (wish == null) {
      String[] words = forked.wire().receive();
      if (words == null) {
        throw new DivergedException(
            "process ended by itself or hung: process="
                + name
                + ", pid="
                + forked.pid()
                + "; do: see what it printed above");
      }
      switch (words[0]) {
        case "RECORD" ->
            replay.end().record(name, (String) Wire.unpack(words[1]), Wire.unpack(words[2]));
        case "TIME" -> forked.wire().send(replay.clock());
        case "ALIVE" -> forked.wire().send(replay.isAlive(Integer.parseInt(words[1])));
        default -> wish = words;
      }
    }
    return wish;
  }

  private void answer(Object... words) {
    wish = null;
    forked.wire().send(words);
  }

  /** Makes the step of a recorded event and compares what it read and wrote. */
  void access(TraceEvent event) {
    access(event, event.kind());
  }

  /** Makes the step that begins a wait whose time is over already. */
  void startToWait(TraceEvent event) {
    access(event, EventKind.WAIT);
  }

  private void access(TraceEvent event, EventKind kind) {
    String[] words = nextWish();
    if (!words[0].equals("AT") || !matches(words, kind, event.offset())) {
      throw diverged(event, String.join(" ", words));
    }
    boolean mustFail = event.kind() == EventKind.FAILED_UPDATE && event.read() == event.written();
    answer(mustFail ? "FAIL" : GO);
    String[] did = nextWish();
    if (!did[0].equals("DID")) {
      throw diverged(event, String.join(" ", did));
    }
    wish = null;
    if (event.kind() == EventKind.READ && Long.parseLong(did[1]) != event.read()) {
      throw diverged(event, "read " + did[1]);
    }
    if (event.kind() == EventKind.UPDATE
        && (Long.parseLong(did[1]) != event.read() || Long.parseLong(did[2]) != event.written())) {
      throw diverged(event, "read " + did[1] + ", wrote " + did[2]);
    }
  }

  private static boolean matches(String[] words, EventKind recorded, long offset) {
    EventKind kind = recorded == EventKind.FAILED_UPDATE ? EventKind.UPDATE : recorded;
    if (!words[1].equals(kind.name())) {
      return false;
    }
    return kind == EventKind.FENCE || Long.parseLong(words[3]) == offset;
  }

  /** Ends a wait that the recorded execution has ended by a wake-up or without a reason. */
  void wake(TraceEvent event) {
    String[] words = nextWish();
    if (!words[0].equals("SLEEP")) {
      throw diverged(event, String.join(" ", words));
    }
    answer(WaitOutcome.WOKEN);
  }

  void timeOut(TraceEvent event) {
    String[] words = nextWish();
    if (!words[0].equals("SLEEP")) {
      throw diverged(event, String.join(" ", words));
    }
    replay.advanceClock(Long.parseLong(words[3]));
    answer(WaitOutcome.TIMED_OUT);
  }

  void choose(TraceEvent event) {
    String[] words = nextWish();
    if (!words[0].equals("CHOOSE")) {
      throw diverged(event, String.join(" ", words));
    }
    answer(event.read());
  }

  /** Runs the process up to where it stands after its last recorded step. */
  String[] rest() {
    return nextWish();
  }

  void kill() throws InterruptedException {
    nextWish();
    forked.kill();
  }

  private DivergedException diverged(TraceEvent event, String actual) {
    return new DivergedException(
        "forked JVM does not follow the recorded execution: process="
            + name
            + ", step="
            + event.step()
            + ", expected="
            + event.kind()
            + " at "
            + event.offset()
            + " reading "
            + event.read()
            + " writing "
            + event.written()
            + ", actual="
            + actual
            + "; do: check that model and forked JVM run the same classes");
  }
}
