package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.trace.FailureKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Explores all executions of a {@link Program}. */
public final class ProgramExplorer implements World {
  private static final Faults FAULTS = new Faults(0, Set.of(), 1, 1, 1);

  private final Program program;
  private final ExplorationOptions options;
  private final ProgramThread[] threads;
  private final Program.ThreadBody[] bodies;
  private final int[] observedAtEnd;
  private final Explorer explorer;
  private final OutcomeCounter outcomes = new OutcomeCounter();
  private long[] outcome = new long[16];
  private long racy;

  private ProgramExplorer(Program program, ExplorationOptions options) {
    this.program = program;
    this.options = options;
    bodies = program.threads().toArray(Program.ThreadBody[]::new);
    byte[] memory = new byte[Math.toIntExact(program.bytes())];
    program.initialWords().forEach((at, value) -> Bytes.set(memory, at.intValue(), 8, value));
    Locations locations = new Locations(bodies.length, memory);
    Rules rules = Rules.of(options, Names.ofThreads(bodies.length), FAULTS);
    explorer = new Explorer(this, locations, rules, options.detectDuplicates());
    SharedMemory seam = new GraphMemory(explorer.machine(), locations, memory.length);
    threads = new ProgramThread[bodies.length];
    for (int t = 0; t < bodies.length; t++) {
      threads[t] = new ProgramThread(t, explorer.machine(), locations, seam);
    }
    observedAtEnd =
        program.observedAtEnd().stream().mapToInt(at -> locations.word(at, 8)).toArray();
  }

  /** Explores a program. */
  public static Exploration explore(Program program, ExplorationOptions options) {
    return new ProgramExplorer(program, options).explore();
  }

  private Exploration explore() {
    Optional<Exploration.Found> failure = Optional.empty();
    try {
      while (!explorer.isExhausted()
          && explorer.executions() + explorer.blocked() < options.executions()) {
        explorer.step();
      }
    } catch (ExplorationFailure found) {
      failure =
          Optional.of(new Exploration.Found(found.kind(), found.getMessage(), found.getCause()));
    }
    return new Exploration(
        program.name(),
        options,
        explorer.executions(),
        explorer.blocked(),
        explorer.duplicates(),
        explorer.runs(),
        racy,
        outcomes.counts(),
        failure,
        failure.isEmpty() && explorer.isExhausted());
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
  public void complete(ExecutionGraph graph) {
    Growth growth = explorer.machine().growth();
    if (growth.plainSeen() && growth.races().isRacy(graph)) {
      racy++;
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
    outcomes.count(outcome, length);
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
  public void stuck(ExecutionGraph graph) {
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
  public boolean[] victims() {
    return new boolean[bodies.length];
  }
}
