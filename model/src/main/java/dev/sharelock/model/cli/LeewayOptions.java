package dev.sharelock.model.cli;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that let machines and kernels do more than usual. */
final class LeewayOptions {
  @Option(
      names = "--weak-crash-cuts",
      description = "A death may lose stores that come before others which are seen")
  private boolean weakCrashCuts;

  @Option(
      names = "--any-sleeper",
      description = "A wake-up may choose any of those that sleep on the word")
  private boolean anySleeper;

  /** Allows what was allowed before, too. */
  void takeUp(Set<Leeway> leeways) {
    weakCrashCuts |= leeways.contains(Leeway.WEAK_CRASH_CUTS);
    anySleeper |= leeways.contains(Leeway.ANY_SLEEPER);
  }

  /** The scenario with what is allowed here besides what it allows itself. */
  Scenario applyTo(Scenario scenario) {
    Faults faults = scenario.faults();
    faults = weakCrashCuts ? faults.allowing(Leeway.WEAK_CRASH_CUTS) : faults;
    faults = anySleeper ? faults.allowing(Leeway.ANY_SLEEPER) : faults;
    return scenario.withFaults(faults);
  }
}
