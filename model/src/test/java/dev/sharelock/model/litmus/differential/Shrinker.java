package dev.sharelock.model.litmus.differential;

import dev.sharelock.model.litmus.Expression;
import dev.sharelock.model.litmus.LitmusMode;
import dev.sharelock.model.litmus.LitmusParser;
import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusProcess;
import dev.sharelock.model.litmus.LitmusSyntaxException;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes a failing litmus test smaller as long as it still fails. */
final class Shrinker {
  private Shrinker() {}

  static LitmusTest shrink(LitmusTest failing, Predicate<LitmusTest> fails) {
    LitmusTest smallest = failing;
    boolean progress = true;
    while (progress) {
      progress = false;
      for (LitmusTest candidate : candidates(smallest)) {
        if (wellFormed(candidate) && fails.test(candidate)) {
          smallest = candidate;
          progress = true;
          break;
        }
      }
    }
    return smallest;
  }

  /** Removing a statement can leave a register unassigned, which the format does not allow. */
  private static boolean wellFormed(LitmusTest test) {
    try {
      return LitmusParser.parse("shrunk", LitmusPrinter.print(test)).getFirst().equals(test);
    } catch (LitmusSyntaxException malformed) {
      return false;
    }
  }

  /** All tests that are one step smaller, the smallest first. */
  static List<LitmusTest> candidates(LitmusTest test) {
    List<LitmusTest> candidates = new ArrayList<>();
    List<LitmusProcess> processes = test.processes();
    for (int i = 0; i < processes.size() && processes.size() > 1; i++) {
      List<LitmusProcess> fewer = new ArrayList<>(processes);
      fewer.remove(i);
      candidates.add(with(test, fewer));
    }
    for (int i = 0; i < processes.size(); i++) {
      for (List<Statement> body : smaller(processes.get(i).body())) {
        List<LitmusProcess> changed = new ArrayList<>(processes);
        changed.set(i, new LitmusProcess(processes.get(i).name(), body));
        candidates.add(with(test, changed));
      }
    }
    test.locations()
        .forEach(
            (location, value) -> {
              if (value != 0) {
                Map<String, Long> initial = new LinkedHashMap<>(test.locations());
                initial.put(location, 0L);
                candidates.add(with(test, initial));
              }
            });
    return candidates;
  }

  private static LitmusTest with(LitmusTest test, List<LitmusProcess> processes) {
    Set<String> known = new LinkedHashSet<>(test.locations().keySet());
    processes.forEach(process -> known.addAll(process.registers()));
    List<String> observed = test.observed().stream().filter(known::contains).toList();
    return new LitmusTest(
        test.name(), "", test.locations(), processes, observed, Optional.empty(), Map.of());
  }

  private static LitmusTest with(LitmusTest test, Map<String, Long> initial) {
    return new LitmusTest(
        test.name(), "", initial, test.processes(), test.observed(), Optional.empty(), Map.of());
  }

  private static List<List<Statement>> smaller(List<Statement> body) {
    List<List<Statement>> results = new ArrayList<>();
    for (int i = 0; i < body.size(); i++) {
      for (List<Statement> replacement : replacements(body.get(i))) {
        List<Statement> changed = new ArrayList<>(body.subList(0, i));
        changed.addAll(replacement);
        changed.addAll(body.subList(i + 1, body.size()));
        results.add(changed);
      }
    }
    results.removeIf(List::isEmpty);
    return results;
  }

  private static List<List<Statement>> replacements(Statement statement) {
    List<List<Statement>> results = new ArrayList<>();
    results.add(List.of());
    if (statement instanceof Statement.If branch) {
      results.add(branch.then());
      results.add(branch.otherwise());
    }
    simpler(statement).forEach(simple -> results.add(List.of(simple)));
    return results;
  }

  private static List<Statement> simpler(Statement statement) {
    List<Statement> results = new ArrayList<>();
    switch (statement) {
      case Statement.Load load -> {
        if (load.mode() != LitmusMode.OPAQUE) {
          results.add(new Statement.Load(load.register(), load.location(), LitmusMode.OPAQUE));
        }
      }
      case Statement.Store store -> {
        if (store.mode() != LitmusMode.OPAQUE) {
          results.add(new Statement.Store(store.location(), LitmusMode.OPAQUE, store.value()));
        }
        if (!(store.value() instanceof Expression.Constant)) {
          results.add(
              new Statement.Store(store.location(), store.mode(), new Expression.Constant(1)));
        }
      }
      case Statement.Update update -> {
        String register = update.register() == null ? "r0" : update.register();
        results.add(new Statement.Load(register, update.location(), LitmusMode.OPAQUE));
        results.add(new Statement.Store(update.location(), LitmusMode.OPAQUE, update.operand()));
      }
      case Statement.CompareAndSet cas -> {
        if (cas.weak()) {
          results.add(
              new Statement.CompareAndSet(
                  cas.register(), false, cas.location(), cas.mode(), cas.expected(), cas.value()));
        }
        results.add(new Statement.Store(cas.location(), LitmusMode.OPAQUE, cas.value()));
      }
      case Statement.Fence fence -> {}
      case Statement.Assume assume -> {}
      case Statement.Assign assign -> {}
      case Statement.If branch -> {}
    }
    return results;
  }
}
