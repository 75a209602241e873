package dev.sharelock.model.litmus;

import dev.sharelock.model.exhaustive.Exploration;
import dev.sharelock.model.exhaustive.ExplorationOptions;
import dev.sharelock.model.exhaustive.Program;
import dev.sharelock.model.exhaustive.ProgramExplorer;
import dev.sharelock.model.exhaustive.ThreadContext;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A litmus test as a program of the exhaustive engine. */
public final class LitmusProgram {

  /**
   * What exploring a test showed.
   *
   * @param exploration what the engine says
   * @param outcomes how many executions have each outcome
   */
  public record Result(Exploration exploration, SortedMap<ObservedValues, Long> outcomes) {}

  private final LitmusTest test;
  private final Program program;

  /** For each observed value, its place in the outcome of the engine. */
  private final List<Integer> places = new ArrayList<>();

  private LitmusProgram(LitmusTest test) {
    this.test = test;
    List<String> locations = test.locationNames();
    Program.Builder builder = Program.named(test.name()).bytes(8L * Math.max(1, locations.size()));
    test.locations().forEach((name, value) -> builder.initially(offset(name), value));
    List<String> order = new ArrayList<>();
    for (LitmusProcess process : test.processes()) {
      List<String> registers = new ArrayList<>(process.registers());
      registers.retainAll(test.observed());
      order.addAll(registers);
      builder.thread(thread -> run(process, registers, locations, thread));
    }
    for (String name : test.observed()) {
      if (!LitmusTest.isRegister(name)) {
        order.add(name);
        builder.observeAtEnd(offset(name));
      }
    }
    test.observed().forEach(name -> places.add(order.indexOf(name)));
    program = builder.build();
  }

  private long offset(String location) {
    return 8L * test.locationNames().indexOf(location);
  }

  private static void run(
      LitmusProcess process, List<String> registers, List<String> locations, ThreadContext thread) {
    Map<String, Long> values = process.run(locations, new EngineMachine(thread));
    registers.forEach(register -> thread.observe(values.getOrDefault(register, 0L)));
  }

  /** Translates a test. */
  public static LitmusProgram of(LitmusTest test) {
    return new LitmusProgram(test);
  }

  /** The program for the engine. */
  public Program program() {
    return program;
  }

  /** Explores the program. */
  public Result explore(ExplorationOptions options) {
    Exploration exploration = ProgramExplorer.explore(program, options);
    SortedMap<ObservedValues, Long> outcomes = new TreeMap<>();
    exploration
        .outcomes()
        .forEach((values, count) -> outcomes.merge(observed(values), count, Long::sum));
    return new Result(exploration, outcomes);
  }

  private ObservedValues observed(List<Long> values) {
    Long[] inOrder = new Long[places.size()];
    Arrays.setAll(inOrder, i -> values.get(places.get(i)));
    return new ObservedValues(List.of(inOrder));
  }

  private record EngineMachine(ThreadContext thread) implements LitmusMachine {

    private static long offset(int location) {
      return 8L * location;
    }

    @Override
    public long load(int location, LitmusMode mode) {
      return thread.load(offset(location), mode.ordering());
    }

    @Override
    public void store(int location, LitmusMode mode, long value) {
      thread.store(offset(location), mode.ordering(), value);
    }

    @Override
    public long update(int location, LitmusMode mode, UpdateKind kind, long operand) {
      return thread.update(offset(location), mode.ordering(), kind, operand);
    }

    @Override
    public long compareAndExchange(int location, LitmusMode mode, long expected, long value) {
      return thread.compareAndExchange(offset(location), mode.ordering(), expected, value);
    }

    @Override
    public boolean weakCompareAndSet(int location, LitmusMode mode, long expected, long value) {
      return thread.weakCompareAndSet(offset(location), mode.ordering(), expected, value);
    }

    @Override
    public void fence(FenceKind kind) {
      thread.fence(kind);
    }

    @Override
    public void assume(boolean condition) {
      thread.assume(condition);
    }
  }
}
