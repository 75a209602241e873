package dev.sharelock.model.litmus;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A litmus test as a scenario over the seam, which every engine runs. It fails in an execution with
 * the asked outcome.
 */
public final class LitmusScenario {
  private static final Faults NONE = new Faults(0, Set.of(), 0, 0, 1);

  private final LitmusTest test;
  private final Consumer<ObservedValues> outcomes;

  private LitmusScenario(LitmusTest test, Consumer<ObservedValues> outcomes) {
    this.test = test;
    this.outcomes = outcomes;
  }

  /**
   * Whether a test can be written over the seam: Java has no atomic update that is opaque or both
   * acquire and release, and processes of scenarios assume nothing.
   */
  public static boolean expressible(LitmusTest test) {
    return test.processes().stream().allMatch(process -> expressible(process.body()));
  }

  private static boolean expressible(List<Statement> statements) {
    return statements.stream()
        .allMatch(
            statement ->
                switch (statement) {
                  case Statement.Update update -> hasUpdates(update.mode());
                  case Statement.CompareAndSet cas ->
                      hasUpdates(cas.mode()) || cas.weak() && cas.mode() == LitmusMode.OPAQUE;
                  case Statement.Assume assume -> false;
                  case Statement.If branch ->
                      expressible(branch.then()) && expressible(branch.otherwise());
                  case Statement.Load load -> true;
                  case Statement.Store store -> true;
                  case Statement.Fence fence -> true;
                  case Statement.Assign assign -> true;
                });
  }

  private static boolean hasUpdates(LitmusMode mode) {
    return mode == LitmusMode.ACQUIRE || mode == LitmusMode.RELEASE || mode == LitmusMode.VOLATILE;
  }

  /**
   * Makes the scenario.
   *
   * @param outcomes is told the outcome of each execution that ends
   */
  public static Scenario of(LitmusTest test, Consumer<ObservedValues> outcomes) {
    return new LitmusScenario(test, outcomes).scenario();
  }

  private Scenario scenario() {
    String words = test.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    Scenario.Builder builder =
        Scenario.named("litmus." + words.replaceAll("^-|-$", ""))
            .about("Litmus test " + test.name() + ".")
            .bytes(64L * Math.max(1, test.locations().size()))
            .fields(this::describe)
            .setUp((memory, environment) -> initialise(memory))
            .faults(NONE)
            .exhaustible();
    for (LitmusProcess process : test.processes()) {
      builder.process(process.name(), context -> run(process, context));
    }
    return builder.atEnd("the asked outcome is not seen", this::end).build();
  }

  private long offset(String location) {
    return SeamMachine.offset(test.locationNames().indexOf(location));
  }

  private void describe(FieldNames names) {
    test.locationNames().forEach(name -> names.word(offset(name), 8, name));
  }

  private void initialise(SharedMemory memory) {
    test.locations().forEach((name, value) -> memory.setLongVolatile(offset(name), value));
  }

  private void run(LitmusProcess process, ProcessContext context) {
    process.run(test.locationNames(), new SeamMachine(context.memory())).forEach(context::record);
  }

  private void end(EndState end) {
    Map<String, Long> registers = new HashMap<>();
    for (LitmusProcess process : test.processes()) {
      for (String register : process.registers()) {
        List<Object> values = end.recorded(process.name(), register);
        registers.put(register, values.isEmpty() ? 0L : (Long) values.getLast());
      }
    }
    Map<String, Long> finals = new HashMap<>();
    test.locationNames()
        .forEach(name -> finals.put(name, end.memory().getLongVolatile(offset(name))));
    ObservedValues outcome = test.observe(registers, finals);
    outcomes.accept(outcome);
    end.require(!test.isAsked(outcome), "the asked outcome is seen: outcome=" + outcome);
  }
}
