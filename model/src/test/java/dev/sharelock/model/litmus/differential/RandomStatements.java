package dev.sharelock.model.litmus.differential;

import dev.sharelock.model.litmus.Expression;
import dev.sharelock.model.litmus.LitmusMode;
import dev.sharelock.model.litmus.Statement;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes and varies statements. Most programs use only some of the modes, since a program of one
 * kind shows what a mixture hides.
 */
final class RandomStatements {
  private static final List<Set<LitmusMode>> PALETTES =
      List.of(
          Set.of(LitmusMode.values()),
          Set.of(LitmusMode.values()),
          Set.of(LitmusMode.OPAQUE),
          Set.of(LitmusMode.OPAQUE, LitmusMode.PLAIN),
          Set.of(LitmusMode.VOLATILE),
          Set.of(LitmusMode.VOLATILE, LitmusMode.OPAQUE),
          Set.of(LitmusMode.VOLATILE, LitmusMode.ACQUIRE, LitmusMode.RELEASE),
          Set.of(LitmusMode.ACQUIRE, LitmusMode.RELEASE, LitmusMode.ACQUIRE_RELEASE),
          Set.of(LitmusMode.OPAQUE, LitmusMode.ACQUIRE, LitmusMode.RELEASE));
  private static final int FIRST_REGISTER = 50;

  private final SplittableRandom random;
  private final List<String> locations;
  private final Set<LitmusMode> palette;
  private final int fencePercent;
  private final boolean conditions;
  private int registers = FIRST_REGISTER;
  private List<String> assigned = new ArrayList<>();
  private String last = "";

  RandomStatements(SplittableRandom random, List<String> locations) {
    this.random = random;
    this.locations = locations;
    palette = pick(PALETTES);
    fencePercent = pick(List.of(0, 10, 25));
    conditions = random.nextInt(4) == 0;
  }

  /** Begins a process in which some registers have been assigned. */
  void newProcess(List<String> registersBefore) {
    assigned = new ArrayList<>(registersBefore);
    last = "";
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  List<Statement> make(int count) {
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(statement());
    }
    return statements;
  }

  private Statement statement() {
    if (random.nextInt(100) < fencePercent) {
      return fence();
    }
    if (conditions && !assigned.isEmpty() && random.nextInt(4) == 0) {
      return random.nextInt(3) == 0 ? new Statement.Assume(condition()) : branch();
    }
    int kind = random.nextInt(100);
    if (kind < 40) {
      return new Statement.Load(register(), location(), mode(LitmusMode.READS));
    }
    if (kind < 80) {
      return new Statement.Store(location(), mode(LitmusMode.WRITES), value());
    }
    return kind < 91 ? update(location()) : compareAndSet(location());
  }

  /** The same statement with another mode, or one of another kind on the same location. */
  Statement vary(Statement statement) {
    boolean other = random.nextInt(4) == 0;
    return switch (statement) {
      case Statement.Load load ->
          other
              ? update(load.register(), load.location(), value())
              : new Statement.Load(load.register(), load.location(), mode(LitmusMode.READS));
      case Statement.Store store ->
          other
              ? update(store.location())
              : new Statement.Store(store.location(), mode(LitmusMode.WRITES), store.value());
      case Statement.Update update ->
          other && update.register() != null
              ? new Statement.Load(update.register(), update.location(), mode(LitmusMode.READS))
              : new Statement.Update(
                  update.register(),
                  update.kind(),
                  update.location(),
                  mode(LitmusMode.UPDATES),
                  update.operand());
      case Statement.CompareAndSet cas ->
          new Statement.CompareAndSet(
              cas.register(),
              other != cas.weak(),
              cas.location(),
              mode(LitmusMode.UPDATES),
              cas.expected(),
              cas.value());
      case Statement.Fence fence -> fence();
      case Statement.Assume assume -> assume;
      case Statement.Assign assign -> assign;
      case Statement.If branch -> branch;
    };
  }

  private Statement fence() {
    return new Statement.Fence(pick(List.of(FenceKind.values())));
  }

  private Statement branch() {
    Expression condition = condition();
    List<String> before = List.copyOf(assigned);
    List<Statement> then = make(1);
    assigned = new ArrayList<>(before);
    List<Statement> otherwise = random.nextBoolean() ? List.of() : make(1);
    assigned = new ArrayList<>(before);
    return new Statement.If(condition, then, otherwise);
  }

  private Statement update(String location) {
    Expression operand = value();
    return update(random.nextInt(3) == 0 ? null : register(), location, operand);
  }

  private Statement update(String register, String location, Expression operand) {
    UpdateKind kind = pick(List.of(UpdateKind.values()));
    return new Statement.Update(register, kind, location, mode(LitmusMode.UPDATES), operand);
  }

  private Statement compareAndSet(String location) {
    Expression expected = new Expression.Constant(random.nextInt(2));
    Expression value = value();
    String register = random.nextInt(3) == 0 ? null : register();
    boolean weak = random.nextInt(3) == 0;
    return new Statement.CompareAndSet(
        register, weak, location, mode(LitmusMode.UPDATES), expected, value);
  }

  /** Mostly not the location of the access before. */
  private String location() {
    String location = pick(locations);
    if (location.equals(last) && random.nextInt(3) != 0) {
      location = pick(locations);
    }
    last = location;
    return location;
  }

  private LitmusMode mode(Set<LitmusMode> allowed) {
    List<LitmusMode> modes = allowed.stream().filter(palette::contains).toList();
    return modes.isEmpty() ? LitmusMode.OPAQUE : pick(modes);
  }

  private String register() {
    registers++;
    assigned.add("r" + registers);
    return "r" + registers;
  }

  private Expression value() {
    Expression constant = new Expression.Constant(1 + random.nextInt(3));
    if (assigned.isEmpty() || random.nextInt(5) != 0) {
      return constant;
    }
    return new Expression.Binary(
        Expression.Operator.PLUS, new Expression.Variable(pick(assigned)), constant);
  }

  private Expression condition() {
    Expression.Operator operator =
        pick(List.of(Expression.Operator.EQUAL, Expression.Operator.DIFFERENT));
    return new Expression.Binary(
        operator,
        new Expression.Variable(pick(assigned)),
        new Expression.Constant(random.nextInt(2)));
  }

  /** The locations that statements access, in the order of their appearance. */
  static Set<String> locations(List<Statement> statements) {
    Set<String> locations = new LinkedHashSet<>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Load load -> locations.add(load.location());
        case Statement.Store store -> locations.add(store.location());
        case Statement.Update update -> locations.add(update.location());
        case Statement.CompareAndSet cas -> locations.add(cas.location());
        case Statement.If branch -> {
          locations.addAll(locations(branch.then()));
          locations.addAll(locations(branch.otherwise()));
        }
        case Statement.Fence fence -> {}
        case Statement.Assume assume -> {}
        case Statement.Assign assign -> {}
      }
    }
    return locations;
  }
}
