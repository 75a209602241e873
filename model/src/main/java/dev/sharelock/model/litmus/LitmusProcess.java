package dev.sharelock.model.litmus;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One process of a litmus test.
 *
 * @param name for example {@code P1}
 * @param body its statements
 */
public record LitmusProcess(String name, List<Statement> body) {

  /**
   * Executes the process.
   *
   * @param locations the names of the locations in the order of their numbers
   * @param machine what executes the accesses
   * @return the registers that were assigned and their values
   */
  public Map<String, Long> run(List<String> locations, LitmusMachine machine) {
    Run run = new Run(locations, machine);
    run.execute(body);
    return run.registers;
  }

  /** The registers that it assigns, in the order of their appearance. */
  public Set<String> registers() {
    Set<String> registers = new LinkedHashSet<>();
    collect(body, registers);
    return registers;
  }

  private static void collect(List<Statement> statements, Set<String> registers) {
    for (Statement statement : statements) {
      String assigned =
          switch (statement) {
            case Statement.Load load -> load.register();
            case Statement.Update update -> update.register();
            case Statement.CompareAndSet cas -> cas.register();
            case Statement.Assign assign -> assign.register();
            case Statement.Store store -> null;
            case Statement.Fence fence -> null;
            case Statement.Assume assume -> null;
            case Statement.If branch -> {
              collect(branch.then(), registers);
              collect(branch.otherwise(), registers);
              yield null;
            }
          };
      if (assigned != null) {
        registers.add(assigned);
      }
    }
  }

  private static final class Run implements Expression.Values {
    private final Map<String, Long> registers = new HashMap<>();
    private final List<String> locations;
    private final LitmusMachine machine;

    Run(List<String> locations, LitmusMachine machine) {
      this.locations = locations;
      this.machine = machine;
    }

    @Override
    public long of(String name) {
      return registers.getOrDefault(name, 0L);
    }

    @Override
    public List<Long> observed() {
      throw new IllegalStateException("a tuple is no expression of a process");
    }

    void execute(List<Statement> statements) {
      for (Statement statement : statements) {
        execute(statement);
      }
    }

    private void execute(Statement statement) {
      switch (statement) {
        case Statement.Load load ->
            assign(load.register(), machine.load(number(load.location()), load.mode()));
        case Statement.Store store ->
            machine.store(number(store.location()), store.mode(), store.value().value(this));
        case Statement.Update update -> assign(update.register(), execute(update));
        case Statement.CompareAndSet cas -> assign(cas.register(), execute(cas));
        case Statement.Fence fence -> machine.fence(fence.kind());
        case Statement.Assume assume -> machine.assume(assume.condition().value(this) != 0);
        case Statement.Assign assign -> assign(assign.register(), assign.value().value(this));
        case Statement.If branch ->
            execute(branch.condition().value(this) != 0 ? branch.then() : branch.otherwise());
      }
    }

    private long execute(Statement.Update update) {
      long operand = update.operand().value(this);
      return machine.update(number(update.location()), update.mode(), update.kind(), operand);
    }

    private long execute(Statement.CompareAndSet cas) {
      int location = number(cas.location());
      long expected = cas.expected().value(this);
      long value = cas.value().value(this);
      if (cas.weak()) {
        return machine.weakCompareAndSet(location, cas.mode(), expected, value) ? 1 : 0;
      }
      return machine.compareAndExchange(location, cas.mode(), expected, value);
    }

    private void assign(String register, long value) {
      if (register != null) {
        registers.put(register, value);
      }
    }

    private int number(String location) {
      return locations.indexOf(location);
    }
  }
}
