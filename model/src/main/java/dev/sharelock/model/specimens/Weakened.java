package dev.sharelock.model.specimens;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.ContextWithMemory;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

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
    UnaryOperator<ProcessContext> weaker =
        context -> new ContextWithMemory(context, weakening.of(context.memory()));
    return withContext(sound, name, weaker, processes);
  }

  /**
   * A scenario that differs from a sound one in what processes have of the world.
   *
   * @param sound the scenario that must pass without the weakening
   * @param name of the mutant
   * @param weaker applied anew whenever a process runs
   * @param processes the names of those it applies to; none for all
   * @return a builder, to which what must be found is to be added
   */
  public static Scenario.Builder withContext(
      Scenario sound, String name, UnaryOperator<ProcessContext> weaker, String... processes) {
    Set<String> weak = Set.of(processes);
    return Scenario.named(name)
        .like(
            sound,
            process ->
                weak.isEmpty() || weak.contains(process.name()) ? over(process, weaker) : process);
  }

  private static Scenario.Process over(
      Scenario.Process process, UnaryOperator<ProcessContext> weaker) {
    Body body = context -> process.body().run(weaker.apply(context));
    return new Scenario.Process(process.name(), body, process.after(), process.daemon());
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
}
