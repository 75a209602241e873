package dev.sharelock.model.specimens;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/** The defects of rings that were published, each in the smallest ring that has it. */
public final class PublishedRingScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        StoreLoadRing.scenario(),
        FullEdgeWakeRing.scenario(),
        NoRecheckRing.scenario(),
        StatelessWrapRing.scenario(),
        TwoStoreWrapRing.scenario(),
        LateStoreRing.scenario(),
        PrematureTimeOutRing.scenario(),
        ShutdownWakeRing.scenario(),
        HeadFirstRing.scenario(),
        NoRoleRing.scenario(),
        OpaqueIndexRing.scenario());
  }
}
