package dev.sharelock.model.cli;

import dev.sharelock.model.cli.terminal.Terminal;
import dev.sharelock.model.run.Advance;
import dev.sharelock.model.run.CheckResult;
import dev.sharelock.model.run.CheckRun;
import dev.sharelock.model.run.CheckTask;
import dev.sharelock.model.run.Durations;
import dev.sharelock.model.run.Settings.ProgressStyle;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;

/** Shows how far a run has come. */
abstract sealed class Display implements CheckRun.Listener, AutoCloseable {

  /** The display for a style: a bar only where somebody sees it move. */
  static Display of(ProgressStyle style, int checks, PrintWriter out) {
    return switch (style) {
      case NONE -> new Nothing();
      case BAR -> new Bar(checks);
      case LINES -> new Lines(out);
      case AUTO -> Terminal.isThere() ? new Bar(checks) : new Lines(out);
    };
  }

  static String count(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  @Override
  public void begins(CheckTask task) {}

  @Override
  public void goesOn(CheckTask task, Advance advance) {}

  /** Whether it shows how checks go on, and not only that they end. */
  boolean showsMotion() {
    return false;
  }

  @Override
  public void enters(CheckTask task, String stage) {}

  @Override
  public void ends(CheckTask task, CheckResult result) {}

  @Override
  public void close() {}

  private static final class Nothing extends Display {}

  /** A line per check. */
  private static final class Lines extends Display {
    private final PrintWriter out;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void ends(CheckTask task, CheckResult result) {
      out.printf(
          Locale.ROOT,
          "  %-8s %s, %,d executions, %s, %s%n",
          Durations.show(result.verdict().time()),
          task.scenario().name(),
          result.verdict().executions(),
          task.engine().name(),
          ResultTable.verdict(result));
      out.flush();
    }
  }

  /** A bar that moves on with every check and within it. */
  private static final class Bar extends Display {
    private static final int PARTS = 1000;
    private static final int NAME = 30;

    private final ProgressBar bar;
    private final Map<CheckTask, Double> running = new HashMap<>();
    private final Map<CheckTask, Pace> paces = new HashMap<>();
    private final Map<CheckTask, String> stages = new HashMap<>();
    private long done;

    Bar(int checks) {
      bar =
          Terminal.bar("check")
              .setInitialMax((long) checks * PARTS)
              .setUnit("", PARTS)
              .hideEta()
              .build();
    }

    @Override
    boolean showsMotion() {
      return true;
    }

    @Override
    public void begins(CheckTask task) {
      paces.put(task, new Pace());
    }

    @Override
    public void goesOn(CheckTask task, Advance advance) {
      running.put(task, advance.share());
      String name = task.scenario().name();
      name = name.substring(0, Math.min(NAME, name.length()));
      String pace = " " + paces.get(task).describe(advance, System.nanoTime());
      bar.setExtraMessage(name + stages.getOrDefault(task, pace));
      double parts = running.values().stream().mapToDouble(Double::doubleValue).sum() * PARTS;
      bar.stepTo(done + (long) parts);
    }

    @Override
    public void enters(CheckTask task, String stage) {
      stages.put(task, " " + stage);
    }

    @Override
    public void ends(CheckTask task, CheckResult result) {
      running.remove(task);
      paces.remove(task);
      stages.remove(task);
      done += PARTS;
      bar.stepTo(done);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
