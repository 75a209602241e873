package dev.sharelock.model.exhaustive;

import java.util.Optional;

/** Explores all executions of a {@link Program}. */
public final class ProgramExplorer {
  private ProgramExplorer() {}

  /** Explores a program. */
  public static Exploration explore(Program program, ExplorationOptions options) {
    byte[] memory = new byte[Math.toIntExact(program.bytes())];
    program.initialWords().forEach((at, value) -> Bytes.set(memory, at.intValue(), 8, value));
    int threads = program.threads().size();
    Locations locations = new Locations(threads, memory);
    GraphFingerprints seen = options.detectDuplicates() ? new GraphFingerprints() : null;
    Search search =
        new Search(
            () -> new ProgramWorld(program, options, locations, seen).explorer(),
            options.workers(),
            Part.of(new ExecutionGraph(threads, locations)),
            options.executions());
    search.run(Search.Watch.NONE);
    Tally total = search.total();
    Optional<Exploration.Found> failure =
        Optional.ofNullable(search.failing()).map(ProgramExplorer::found);
    return new Exploration(
        program.name(),
        options,
        total.executions,
        total.blocked,
        total.duplicates,
        total.runs,
        total.racy,
        total.outcomes().counts(),
        failure,
        failure.isEmpty() && search.isExhausted());
  }

  private static Exploration.Found found(Part.Failing failing) {
    ExplorationFailure failure = failing.failure();
    return new Exploration.Found(failure.kind(), failure.getMessage(), failure.getCause());
  }
}
