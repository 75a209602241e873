package dev.sharelock.model.forked;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.SetUpWorld;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.TraceEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Repeats a recorded, sequentially consistent execution in real forked JVMs over a real mapped
 * file, access by access: every process stands at a gate before each access, and the gate is opened
 * in the recorded order. Where the recording kills a process, the JVM gets a real SIGKILL; where a
 * participant is evicted, its JVM is stopped (SIGSTOP) until its next recorded step.
 *
 * <p>What is real: the accesses, the mapping, the processes and their deaths. What the coordinator
 * supplies: the order, the clock, and how waits end.
 */
public final class ForkedReplay {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final JvmFlags flags;
  private final SharedFile file;
  private final ForkedEnd end;
  private final Map<Integer, SteppedProcess> processes = new HashMap<>();
  private final List<CompletableFuture<Void>> watchdogs = new ArrayList<>();
  private final List<Long> pids = new ArrayList<>();
  private final Set<Integer> dead = new HashSet<>();
  private final StoppedProcesses stopped;
  private long clock;
  private int steps;

  private ForkedReplay(Scenario scenario, JvmFlags flags, SharedFile file) {
    this.scenario = scenario;
    this.flags = flags;
    this.file = file;
    this.end = new ForkedEnd(file.memory());
    this.stopped = new StoppedProcesses(scenario);
  }

  /**
   * Repeats an execution.
   *
   * @param events its steps, in order
   * @throws DivergedException if a JVM does something else than recorded
   */
  public static ReplayedForked run(Scenario scenario, List<TraceEvent> events, JvmFlags flags)
      throws IOException, InterruptedException {
    try (SharedFile file = new SharedFile(scenario.bytes())) {
      ForkedReplay replay = new ForkedReplay(scenario, flags, file);
      try {
        return replay.repeat(events);
      } finally {
        replay.stop();
      }
    }
  }

  private ReplayedForked repeat(List<TraceEvent> events) throws IOException, InterruptedException {
    try {
      scenario.setUp().run(file.memory(), SetUpWorld.of(scenario));
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("set-up failed: scenario=" + scenario.name(), e);
    }
    String broken = "";
    for (TraceEvent event : events) {
      stopped.proceed(event.process());
      make(event);
      int victim = stopped.victim(event);
      if (processes.containsKey(victim) && !dead.contains(victim)) {
        stopped.stop(victim, processes.get(victim).forked());
      }
      broken = brokenInvariant();
      if (!broken.isEmpty()) {
        return result(FailureKind.INVARIANT, broken);
      }
    }
    stopped.proceedAll();
    return atEnd();
  }

  private void make(TraceEvent event) throws IOException, InterruptedException {
    switch (event.kind()) {
      case END, SPIN -> {}
      case START -> process(event.process());
      case KILL -> kill(event.process());
      case TIME_OUT -> timeOut(event);
      case CHOICE -> process(event.process()).choose(event);
      case WAIT -> waits(event);
      default -> access(event);
    }
  }

  private void access(TraceEvent event) throws IOException {
    if (event.offset() >= 0 || event.kind() == EventKind.FENCE) {
      process(event.process()).access(event);
      steps++;
    }
  }

  private void waits(TraceEvent event) throws IOException {
    if (event.note().startsWith("wakes")) {
      process(event.process()).wake(event);
    } else {
      access(event);
    }
  }

  private void timeOut(TraceEvent event) throws IOException {
    if (event.note().equals("at once")) {
      process(event.process()).startToWait(event);
    }
    process(event.process()).timeOut(event);
  }

  private void kill(int index) throws IOException, InterruptedException {
    SteppedProcess process = process(index);
    process.kill();
    dead.add(index);
    end.kill(process.name());
  }

  private SteppedProcess process(int index) throws IOException {
    SteppedProcess known = processes.get(index);
    if (known != null) {
      return known;
    }
    ForkedProcess forked = ForkedProcess.start(flags);
    pids.add(forked.pid());
    watchdogs.add(forked.killAfter(PATIENCE));
    new Order(scenario.name(), index, file.path().toString(), true, 0, 0).send(forked.wire());
    String name = scenario.processes().get(index).name();
    SteppedProcess started = new SteppedProcess(name, forked, this);
    processes.put(index, started);
    return started;
  }

  private String brokenInvariant() {
    for (Scenario.Invariant invariant : scenario.invariants()) {
      try {
        invariant.check().check(file.memory());
      } catch (Exception | AssertionError e) {
        return invariant.name() + ": " + e.getMessage();
      }
    }
    return "";
  }

  private ReplayedForked atEnd() {
    List<String> waiting = new ArrayList<>();
    boolean ended = true;
    for (Map.Entry<Integer, SteppedProcess> entry : processes.entrySet()) {
      if (dead.contains(entry.getKey())) {
        continue;
      }
      SteppedProcess process = entry.getValue();
      String[] last = process.rest();
      switch (last[0]) {
        case "FAILED" -> {
          return result(kindOf((String) Wire.unpack(last[1])), (String) Wire.unpack(last[2]));
        }
        case "SLEEP" -> waiting.add(process.name());
        default -> ended &= last[0].equals("END");
      }
    }
    if (!ended) {
      return result(null, "");
    }
    if (!waiting.isEmpty()) {
      return result(FailureKind.DEADLOCK, "asleep for good: " + String.join(", ", waiting));
    }
    for (Scenario.NamedEndCheck check : scenario.endChecks()) {
      try {
        check.check().check(end);
      } catch (Exception | AssertionError e) {
        return result(FailureKind.ASSERTION, check.name() + ": " + e.getMessage());
      }
    }
    return result(null, "");
  }

  private static FailureKind kindOf(String exceptionClass) {
    return exceptionClass.endsWith("CheckFailed") || exceptionClass.endsWith("AssertionError")
        ? FailureKind.ASSERTION
        : FailureKind.EXCEPTION;
  }

  private ReplayedForked result(FailureKind failure, String message) {
    return new ReplayedForked(steps, failure, message, pids, dead.size(), stopped.count());
  }

  private void stop() {
    watchdogs.forEach(watchdog -> watchdog.complete(null));
    processes.values().forEach(process -> process.forked().close());
  }

  ForkedEnd end() {
    return end;
  }

  long clock() {
    return clock;
  }

  void advanceClock(long deadline) {
    clock = Math.max(clock, deadline);
  }

  boolean isAlive(int index) {
    return index < scenario.processes().size() && !dead.contains(index);
  }
}
