package dev.sharelock.model.specimens;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Makes a mutant of a scenario: the same, but some of its processes use a weakened memory. */
public final class Weakened {
  private Weakened() {}

  /**
   * A scenario that differs from a sound one in the memory that processes see.
   *
   * @param sound the scenario that must pass without the weakening
   * @param name of the mutant
   * @param weakening applied anew whenever a process runs
   * @param processes the names of those it applies to; none for all
   * @return a builder, to which what must be found is to be added
   */
  public static Scenario.Builder of(
      Scenario sound, String name, Weakening weakening, String... processes) {
    Scenario.Builder mutant =
        Scenario.named(name)
            .about(sound.about())
            .bytes(sound.bytes())
            .fields(sound::describeFields)
            .setUp(sound.setUp())
            .faults(sound.faults());
    Set<String> weak = Set.of(processes);
    for (Scenario.Process process : sound.processes()) {
      boolean applies = weak.isEmpty() || weak.contains(process.name());
      Body body = applies ? weakened(process.body(), weakening) : process.body();
      add(mutant, process, body);
    }
    sound.invariants().forEach(i -> mutant.invariant(i.name(), i.check()));
    sound.endChecks().forEach(c -> mutant.atEnd(c.name(), c.check()));
    return mutant;
  }

  private static void add(Scenario.Builder mutant, Scenario.Process process, Body body) {
    if (process.after() != null) {
      mutant.afterDeathOf(process.after(), process.name(), body);
    } else if (process.daemon()) {
      mutant.daemon(process.name(), body);
    } else {
      mutant.process(process.name(), body);
    }
  }

  private static Body weakened(Body body, Weakening weakening) {
    return context -> body.run(new Context(context, weakening.of(context.memory())));
  }

  /** The words of a scenario whose names satisfy a predicate, by their offsets. */
  public static LongPredicate words(Scenario scenario, Predicate<String> names) {
    return offsets(scenario, names)::contains;
  }

  /** The offsets of the words of a scenario whose names satisfy a predicate, in ascending order. */
  public static SortedSet<Long> offsets(Scenario scenario, Predicate<String> names) {
    SortedSet<Long> offsets = new TreeSet<>();
    scenario.describeFields(
        new FieldNames() {
          @Override
          public void word(long offset, int bytes, String name) {
            if (names.test(name)) {
              offsets.add(offset);
            }
          }

          @Override
          public void data(long offset, long length, String name) {
            // data has no order
          }
        });
    return offsets;
  }

  /** A process that sees another memory. */
  private record Context(ProcessContext context, SharedMemory memory) implements ProcessContext {
    @Override
    public int index() {
      return context.index();
    }

    @Override
    public String name() {
      return context.name();
    }

    @Override
    public Environment environment() {
      return context.environment();
    }

    @Override
    public Participants participants() {
      return context.participants();
    }

    @Override
    public void record(String label, Object value) {
      context.record(label, value);
    }

    @Override
    public int choose(int alternatives) {
      return context.choose(alternatives);
    }
  }
}
