package dev.sharelock.model.cli;

import dev.sharelock.model.report.TextReport;
import dev.sharelock.model.run.CheckTask;
import dev.sharelock.model.run.EngineSettings;
import dev.sharelock.model.trace.Execution;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Shows one execution of each check. */
final class ShownExecution {
  private final List<CheckTask> tasks;
  private final PrintWriter out;

  ShownExecution(List<CheckTask> tasks, PrintWriter out) {
    this.tasks = tasks;
    this.out = out;
  }

  /** Shows the executions with a number, from 1; returns the exit code. */
  int show(EngineSettings settings, long number) {
    int code = ExitCode.FINE;
    for (CheckTask task : tasks) {
      Optional<Execution> execution =
          task.engine().create(settings).execution(task.scenario(), number);
      String what = "execution " + number + " of the " + task.engine().name() + " engine";
      if (execution.isEmpty()) {
        throw new IllegalArgumentException(
            "there are fewer executions: scenario="
                + task.scenario().name()
                + ", engine="
                + task.engine().name()
                + ", number="
                + number
                + "; do: use a smaller number");
      }
      out.println();
      out.print(TextReport.render(task.scenario(), execution.get(), what));
      code = execution.get().failure().map(f -> ExitCode.of(f.kind())).orElse(code);
    }
    out.flush();
    return code;
  }
}
