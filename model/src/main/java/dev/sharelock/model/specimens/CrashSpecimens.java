package dev.sharelock.model.specimens;

import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.stream.Stream;

/**
 * A record is filled in and then marked as valid, for whoever recovers it. Without an order between
 * the two stores it is safe as long as a death leaves a prefix of the stores behind, and no longer
 * if it may lose the first of them.
 */
public final class CrashSpecimens implements ScenarioProvider {
  private static final long VALID = 0;
  private static final long VALUE = 64;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        journal("crash.journal", true).build(),
        journal("specimen.journal-without-release", false)
            .mustFailWith(FailureKind.ASSERTION)
            .needsWeakMemory()
            .build());
  }

  private static Scenario.Builder journal(String name, boolean released) {
    return Scenario.named(name)
        .about("What a dead writer has marked as valid is recovered.")
        .bytes(128)
        .fields(names -> names.word(VALID, Long.BYTES, "journal.valid"))
        .fields(names -> names.word(VALUE, Long.BYTES, "journal.value"))
        .process(
            "writer",
            context -> {
              context.memory().setLongOpaque(VALUE, 7);
              if (released) {
                context.memory().setLongRelease(VALID, 1);
              } else {
                context.memory().setLongOpaque(VALID, 1);
              }
            })
        .afterDeathOf(
            "writer",
            "recoverer",
            context -> {
              boolean valid = context.memory().getLongAcquire(VALID) == 1;
              long value = context.memory().getLongOpaque(VALUE);
              context.require(!valid || value == 7, "valid, but its value is " + value);
            })
        .faults(Faults.NONE.killing(1, "writer").allowing(Leeway.WEAK_CRASH_CUTS))
        .exhaustible();
  }
}
