package dev.sharelock.model.strengthening;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for single accesses and fences that make a failing scenario pass when they are stronger:
 * each is tried on all executions, the weakest first.
 *
 * @param found those with which every execution passes
 * @param undecided those with which nothing fails in as many executions as were looked at
 * @param tried how many were tried
 */
public record Remedies(List<Remedy> found, List<Strengthening> undecided, int tried) {
  private static final Budget BUDGET = new Budget(Duration.ofDays(1), 20_000, Budget.QUICK.steps());

  /**
   * One of them.
   *
   * @param executions how many executions there are then, all of which pass
   */
  public record Remedy(Strengthening strengthening, long executions) {}

  /** Tries everything about the execution of a failure. */
  public static Remedies of(Scenario scenario, Failure failure, MemoryModel model) {
    List<Remedy> found = new ArrayList<>();
    List<Strengthening> undecided = new ArrayList<>();
    int tried = 0;
    for (List<Strengthening> line : Strengthenings.of(failure)) {
      for (Strengthening strengthening : line) {
        tried++;
        Verdict verdict =
            ExhaustiveEngine.under(model)
                .check(scenario.withMemory(strengthening::over), BUDGET, Progress.NONE);
        if (verdict.exhausted()) {
          found.add(new Remedy(strengthening, verdict.executions()));
          break;
        }
        if (verdict.failure().isEmpty()) {
          undecided.add(strengthening);
          break;
        }
      }
    }
    return new Remedies(List.copyOf(found), List.copyOf(undecided), tried);
  }

  /** The remedies in lines of text. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Remedy remedy : found) {
      lines.add(remedy.strengthening() + ": all " + remedy.executions() + " executions pass");
    }
    for (Strengthening perhaps : undecided) {
      lines.add(perhaps + ": nothing fails in the first " + BUDGET.executions() + " executions");
    }
    if (lines.isEmpty()) {
      lines.add("no single access or fence helps: tried=" + tried);
    }
    return lines;
  }
}
