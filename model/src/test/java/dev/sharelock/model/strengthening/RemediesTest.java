package dev.sharelock.model.strengthening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.exhaustive.ExhaustiveEngine;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Failure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What was taken from a mutant is what its remedy gives back. */
class RemediesTest {
  private static Remedies remedies(String name) {
    Scenario scenario = Catalogue.installed().get(name);
    Failure failure =
        ExhaustiveEngine.under(MemoryModel.RC11)
            .check(scenario, Budget.QUICK, Progress.NONE)
            .failure()
            .orElseThrow();
    return Remedies.of(scenario, failure, MemoryModel.RC11);
  }

  private static Set<String> found(String name) {
    return remedies(name).found().stream()
        .map(remedy -> remedy.strengthening().toString().replaceFirst(":[0-9]+:", ":"))
        .collect(Collectors.toSet());
  }

  @Test
  void aReleaseThatIsMissingIsGivenBack() {
    assertThat(found("specimen.unordered-index"))
        .contains("RingSpecimens.unorderedIndex: write release");
    assertThat(found("ring.without-head-released"))
        .contains("ByteRingProducer.flush: write release");
  }

  @Test
  void anAcquireThatIsMissingIsGivenBack() {
    assertThat(found("ring.without-state-acquire")).anyMatch(fix -> fix.endsWith("read acquire"));
  }

  @Test
  void aFenceThatIsMissingIsGivenBack() {
    assertThat(found("ring.without-light-fence"))
        .contains("ByteRingProducer.flush: a full fence after the write");
  }

  @Test
  void nothingHelpsAgainstAWrongProtocol() {
    Remedies remedies = remedies("specimen.shared-credits");
    assertThat(remedies.found()).isEmpty();
    assertThat(remedies.lines()).hasSize(1);
    assertThat(remedies.lines().getFirst()).startsWith("no single access or fence helps: tried=");
  }

  @Test
  void theWeakestOrderThatHelpsIsNamed() {
    List<Remedies.Remedy> found = remedies("specimen.unordered-index").found();
    assertThat(found)
        .filteredOn(remedy -> remedy.strengthening().kind() == EventKind.WRITE)
        .extracting(remedy -> remedy.strengthening().mode())
        .containsExactly(AccessMode.RELEASE);
  }
}
