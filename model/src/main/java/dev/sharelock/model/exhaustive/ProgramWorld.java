package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntSupplier;

/** A program as a world to be explored. */
final class ProgramWorld implements World {
  private static final Faults FAULTS = new Faults(0, Set.of(), 1, 1, 1);

  private final ProgramThread[] threads;
  private final Program.ThreadBody[] bodies;
  private final int[] observedAtEnd;
  private final Explorer explorer;
  private long[] outcome = new long[16];

  ProgramWorld(
      Program program, ExplorationOptions options, Locations locations, GraphFingerprints seen) {
    bodies = program.threads().toArray(Program.ThreadBody[]::new);
    Rules rules =
        Rules.of(
            options,
            Names.ofThreads(bodies.length),
            FAULTS,
            program.bodies().stream().mapToInt(body -> body).toArray());
    explorer = new Explorer(this, locations, rules, seen);
    SharedMemory seam =
        new GraphMemory(explorer.machine(), locations, locations.initialMemory().length);
    threads = new ProgramThread[bodies.length];
    for (int t = 0; t < bodies.length; t++) {
      threads[t] = new ProgramThread(t, explorer.machine(), locations, seam);
    }
    observedAtEnd =
        program.observedAtEnd().stream().mapToInt(at -> locations.word(at, 8)).toArray();
  }

  Explorer explorer() {
    return explorer;
  }

  @Override
  public Object run(int thread) {
    threads[thread].reset();
    try {
      bodies[thread].run(threads[thread]);
    } catch (RuntimeException | AssertionError wrong) {
      throw new ExplorationFailure(
          wrong instanceof AssertionError ? FailureKind.ASSERTION : FailureKind.EXCEPTION,
          "thread failed: thread=" + thread + ", reason=" + wrong.getMessage(),
          wrong);
    }
    return threads[thread].observed();
  }

  @Override
  public void complete(ExecutionGraph graph, Tally tally) {
    Growth growth = explorer.machine().growth();
    if (graph.plain && growth.races().isRacy(graph)) {
      tally.racy++;
    }
    int length = 0;
    for (int t = 0; t < bodies.length; t++) {
      for (long value : (long[]) graph.log(t).completion) {
        length = add(length, value);
      }
    }
    for (int location : observedAtEnd) {
      length = add(length, graph.cell(location).latest().value);
    }
    tally.outcomes().count(outcome, length);
  }

  private int add(int length, long value) {
    if (length == outcome.length) {
      outcome = Arrays.copyOf(outcome, length * 2);
    }
    outcome[length] = value;
    return length + 1;
  }

  @Override
  public void refuted(ExecutionGraph graph) {
    // A failed assumption is no failure.
  }

  @Override
  public void stuck(ExecutionGraph graph, IntSupplier roused) {
    // Counted as blocked.
  }

  @Override
  public int threads() {
    return bodies.length;
  }

  @Override
  public Object killed(int thread) {
    throw new IllegalStateException("threads of programs are not killed: thread=" + thread);
  }

  @Override
  public int startsAfterDeathOf(int thread) {
    return NOBODY;
  }

  @Override
  public boolean isDaemon(int thread) {
    return false;
  }

  @Override
  public boolean isUntimed() {
    return false;
  }

  @Override
  public boolean[] victims() {
    return new boolean[bodies.length];
  }
}
