package dev.sharelock.model.report;

import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import dev.sharelock.model.trace.TraceEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Failures written by hand, one of each sort, for tests of reports. */
final class HandMade {
  static final long HEAD = 64;
  static final long TAIL = 128;
  static final long SLEEPERS = 192;
  static final long DATA = 256;

  private final List<TraceEvent> events = new ArrayList<>();
  private final List<String> processes;

  private HandMade(String... processes) {
    this.processes = List.of(processes);
  }

  private HandMade add(
      int process, EventKind kind, AccessMode mode, long offset, int bytes, long[] values) {
    events.add(
        new TraceEvent(
            events.size(),
            process,
            kind,
            mode,
            offset,
            bytes,
            values[0],
            values[1],
            (int) values[2],
            ""));
    return this;
  }

  private HandMade read(int process, AccessMode mode, long offset, long value, int from) {
    return add(process, EventKind.READ, mode, offset, width(offset), new long[] {value, 0, from});
  }

  private HandMade write(int process, AccessMode mode, long offset, long value) {
    return add(process, EventKind.WRITE, mode, offset, width(offset), new long[] {0, value, -1});
  }

  private HandMade update(int process, AccessMode mode, long offset, long found, long value) {
    int from = lastWriter(offset);
    return add(
        process, EventKind.UPDATE, mode, offset, width(offset), new long[] {found, value, from});
  }

  private HandMade data(int process, EventKind kind, long first, int bytes, String content) {
    int from = kind == EventKind.DATA_READ ? lastWriter(DATA + first) : -1;
    add(process, kind, AccessMode.PLAIN, DATA + first, bytes, new long[] {0, 0, from});
    return replaceLast(events.getLast().moving(content));
  }

  private HandMade plain(int process, EventKind kind, long offset, long read, long written) {
    int bytes = offset < 0 ? 0 : width(offset);
    return add(process, kind, null, offset, bytes, new long[] {read, written, -1});
  }

  private HandMade note(String note) {
    TraceEvent e = events.getLast();
    return replaceLast(
        new TraceEvent(
            e.step(),
            e.process(),
            e.kind(),
            e.mode(),
            e.offset(),
            e.bytes(),
            e.read(),
            e.written(),
            e.readFrom(),
            note));
  }

  private HandMade at(String site) {
    return replaceLast(events.getLast().at(site));
  }

  private HandMade replaceLast(TraceEvent event) {
    events.set(events.size() - 1, event);
    return this;
  }

  private int lastWriter(long offset) {
    for (int i = events.size() - 1; i >= 0; i--) {
      TraceEvent event = events.get(i);
      boolean covers = event.offset() <= offset && offset < event.offset() + event.bytes();
      if (covers && Analysis.writes(event)) {
        return i;
      }
    }
    return -1;
  }

  private static int width(long offset) {
    return offset == SLEEPERS ? 4 : 8;
  }

  private CheckResult fails(FailureKind kind, String message, Throwable cause, String token) {
    Scenario scenario = scenario("ring." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    Failure failure =
        new Failure(
            scenario.name(), kind, message, ReplayToken.parse(token), processes, events, cause);
    return new CheckResult(
        scenario,
        new Verdict(
            scenario.name(),
            "pct3",
            Optional.of(failure),
            812,
            0,
            false,
            "0x7f3a9c0012ab44e1",
            "",
            Duration.ofMillis(412)));
  }

  static Scenario scenario(String name) {
    return Scenario.named(name)
        .about("a hand-made scenario")
        .fields(
            names -> {
              names.word(HEAD, 8, "ring.head");
              names.word(TAIL, 8, "ring.tail");
              names.word(SLEEPERS, 4, "ring.sleepers");
              names.data(DATA, 64, "ring.data");
            })
        .setUp((memory, environment) -> {})
        .process("producer", context -> {})
        .process("consumer", context -> {})
        .build();
  }

  /** A consumer that reads the tail without acquire. */
  static CheckResult dataRace() {
    return new HandMade("producer", "consumer")
        .plain(0, EventKind.START, -1, 0, 0)
        .plain(1, EventKind.START, -1, 0, 0)
        .read(0, AccessMode.ACQUIRE, HEAD, 0, -1)
        .data(0, EventKind.DATA_WRITE, 5, 3, "616263")
        .at("SpscRing.publish:112")
        .write(0, AccessMode.RELEASE, TAIL, 8)
        .at("SpscRing.publish:118")
        .read(1, AccessMode.OPAQUE, TAIL, 8, 4)
        .at("SpscRing.peek:140")
        .data(1, EventKind.DATA_READ, 5, 3, "616263")
        .at("SpscRing.peek:143")
        .fails(
            FailureKind.DATA_RACE,
            "ring.data[5..8) is written by producer and read by consumer without order",
            null,
            "v1:ring.data-race:pct3:7f3a9c0012ab44e1");
  }

  /** A race whose second access was only attempted, and nothing between the two. */
  static CheckResult attemptedRace() {
    return new HandMade("producer", "consumer")
        .data(1, EventKind.DATA_READ, 0, 4, "00000000")
        .data(0, EventKind.DATA_WRITE, 0, 4, "")
        .note("data race")
        .fails(FailureKind.DATA_RACE, "", null, "v1:ring.data-race:pct3:1");
  }

  /** A read of the tail that misses the newest write. */
  static CheckResult staleRead() {
    return new HandMade("producer", "consumer")
        .write(0, AccessMode.OPAQUE, TAIL, 8)
        .write(0, AccessMode.OPAQUE, TAIL, 16)
        .read(1, AccessMode.OPAQUE, TAIL, 16, 1)
        .read(0, AccessMode.OPAQUE, HEAD, 0, -1)
        .plain(1, EventKind.FENCE, -1, 0, 0)
        .note("acquire fence")
        .read(1, AccessMode.OPAQUE, TAIL, 8, 0)
        .fails(
            FailureKind.ASSERTION,
            "consumer: tail went back: before=16, now=8",
            failedCheck(),
            "v1:ring.assertion:pct3:7f3a9c0012ab44e1");
  }

  private static CheckFailed failedCheck() {
    CheckFailed failed = new CheckFailed("consumer: tail went back: before=16, now=8");
    failed.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "dev.sharelock.model.scenario.ProcessContext", "require", "ProcessContext.java", 58),
          new StackTraceElement(
              "dev.sharelock.model.scenarios.RingScenarios", "lambda$consume$3", "R.java", 77)
        });
    return failed;
  }

  /** A consumer that goes to sleep after the wake-up. */
  static CheckResult lostWakeUp() {
    return new HandMade("producer", "consumer")
        .read(1, AccessMode.ACQUIRE, TAIL, 0, -1)
        .write(0, AccessMode.RELEASE, TAIL, 8)
        .read(0, AccessMode.OPAQUE, SLEEPERS, 0, -1)
        .update(1, AccessMode.VOLATILE, SLEEPERS, 0, 1)
        .plain(0, EventKind.WAKE, SLEEPERS, 0, 1)
        .plain(0, EventKind.END, -1, 0, 0)
        .plain(1, EventKind.WAIT, SLEEPERS, 1, 1)
        .fails(
            FailureKind.LOST_WAKE_UP,
            "consumer sleeps on ring.sleepers although 8 bytes can be read",
            null,
            "v1:ring.lost-wake-up:pct3:7f3a9c0012ab44e1");
  }

  /** A producer that dies between two stores, and five processes, too many for lanes. */
  static CheckResult killed() {
    return new HandMade("producer", "consumer", "observer", "recovery", "janitor")
        .update(0, AccessMode.VOLATILE, HEAD, 0, 0x0100_0000_0000_0007L)
        .plain(0, EventKind.KILL, -1, 0, 0)
        .plain(3, EventKind.START, -1, 0, 0)
        .note("after the death of producer")
        .read(3, AccessMode.ACQUIRE, HEAD, 0x0100_0000_0000_0007L, 0)
        .plain(1, EventKind.FAILED_UPDATE, HEAD, 0x0100_0000_0000_0007L, 0)
        .plain(2, EventKind.CHOICE, -1, 1, 3)
        .plain(4, EventKind.SPIN, -1, 0, 0)
        .plain(1, EventKind.TIME_OUT, SLEEPERS, 0, 0)
        .write(3, AccessMode.VOLATILE, TAIL, -1)
        .fails(
            FailureKind.INVARIANT,
            "tail is never negative: tail=-1",
            null,
            "v1:ring.invariant:rc11:k1.0.0.2_4");
  }

  /** Every way a wait can go, three processes, and a token too long for a line. */
  static CheckResult waits() {
    return new HandMade("producer", "consumer", "observer")
        .plain(1, EventKind.WAIT, SLEEPERS, 2, 1)
        .note("changed")
        .plain(1, EventKind.WAIT, SLEEPERS, 2, 2)
        .note("sleeps")
        .plain(2, EventKind.TIME_OUT, SLEEPERS, 2, 2)
        .note("at once")
        .plain(0, EventKind.WAKE, SLEEPERS, 1, 9)
        .plain(1, EventKind.WAIT, SLEEPERS, 2, 2)
        .note("wakes")
        .plain(1, EventKind.WAIT, SLEEPERS, 2, 2)
        .note("sleeps")
        .plain(2, EventKind.WAIT, SLEEPERS, 2, 2)
        .note("sleeps")
        .fails(
            FailureKind.DEADLOCK,
            "nobody can go on",
            null,
            "v1:ring.deadlock:rc11:" + "k1.0.0.2_4".repeat(12));
  }

  /** A long trace, most of which does not matter. */
  static CheckResult longTrace() {
    HandMade trace = new HandMade("producer", "consumer", "observer");
    trace.write(0, AccessMode.RELEASE, HEAD, 1);
    for (int i = 0; i < 40; i++) {
      trace.write(0, AccessMode.RELEASE, TAIL, i + 1);
      trace.read(1, AccessMode.ACQUIRE, TAIL, i + 1, 3 * i + 1);
      trace.read(2, AccessMode.OPAQUE, HEAD, 1, 0);
    }
    return trace
        .data(0, EventKind.DATA_WRITE, 0, 32, "00112233445566778899aabbccddeeff")
        .plain(1, EventKind.SPIN, -1, 0, 0)
        .fails(
            FailureKind.LIVELOCK,
            "no process gets anywhere within 20000 steps",
            null,
            "v1:ring.livelock:pct3:00000000000000ff");
  }

  /** A process that spins on a word which its dead owner will never clear. */
  static CheckResult spinning() {
    HandMade trace = new HandMade("owner", "waiter");
    trace.update(0, AccessMode.VOLATILE, HEAD, 0, 1).plain(0, EventKind.KILL, -1, 0, 0);
    for (int i = 0; i < 10; i++) {
      trace.add(1, EventKind.FAILED_UPDATE, AccessMode.VOLATILE, HEAD, 8, new long[] {1, 0, 0});
      trace.plain(1, EventKind.SPIN, -1, 0, 0);
    }
    return trace.fails(
        FailureKind.DEADLOCK, "waiter spins for ever", null, "v1:ring.deadlock:schedule:aKb20");
  }

  /** Nothing is known but the message, which is long. */
  static CheckResult withoutTrace() {
    return new HandMade("producer", "consumer")
        .fails(
            FailureKind.NONDETERMINISM,
            "step 17 of consumer differs between two runs with the same decisions:"
                + " expected=read of ring.head, actual=read of ring.tail;"
                + " do: keep no state outside of the body",
            null,
            "v1:ring.nondeterminism:pct3:00000000000000ff");
  }

  static CheckResult passed(boolean mustFail) {
    Scenario.Builder builder = Scenario.named("ring.wrap-around").process("a", context -> {});
    Scenario scenario =
        mustFail ? builder.mustFailWith(FailureKind.DATA_RACE).build() : builder.build();
    return new CheckResult(
        scenario,
        new Verdict(
            scenario.name(),
            "pct3",
            Optional.empty(),
            5000,
            3,
            false,
            "0x7f3a9c0012ab44e1",
            "explored: 2 processes, at most 3 pre-emptions, sequentially consistent memory;"
                + " not explored: weak memory, more than 20000 steps in an execution",
            Duration.ofMillis(6100)));
  }
}
