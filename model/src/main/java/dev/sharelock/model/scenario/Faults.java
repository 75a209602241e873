package dev.sharelock.model.scenario;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which faults an engine may inject, and how many of each in one execution.
 *
 * @param kills how many processes may be killed
 * @param victims the names of the processes that may be killed
 * @param spuriousWakeUps how many waits may return without a reason
 * @param earlyTimeOuts how many timed waits may time out although another process could still run;
 *     a timed wait always times out when nothing else can run
 * @param weakFailures how many weak compare-and-sets may fail spuriously
 * @param leeways what else machines and kernels may do, however often
 */
public record Faults(
    int kills,
    Set<String> victims,
    int spuriousWakeUps,
    int earlyTimeOuts,
    int weakFailures,
    Set<Leeway> leeways) {

  /** No faults, but one early time-out, one spurious wake-up and one spurious weak failure. */
  public static final Faults DEFAULT = new Faults(0, Set.of(), 1, 1, 1);

  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, Set.of(), 0, 0, 0);

  public Faults {
    victims = Set.copyOf(victims);
    leeways = Set.copyOf(leeways);
  }

  /** Without leeways. */
  public Faults(
      int kills, Set<String> victims, int spuriousWakeUps, int earlyTimeOuts, int weakFailures) {
    this(kills, victims, spuriousWakeUps, earlyTimeOuts, weakFailures, Set.of());
  }

  /** The same, with up to {@code kills} of the named processes killed. */
  public Faults killing(int kills, String... victims) {
    return new Faults(
        kills, Set.of(victims), spuriousWakeUps, earlyTimeOuts, weakFailures, leeways);
  }

  /** The same with one more leeway. */
  public Faults allowing(Leeway leeway) {
    Set<Leeway> all = EnumSet.of(leeway);
    all.addAll(leeways);
    return new Faults(kills, victims, spuriousWakeUps, earlyTimeOuts, weakFailures, all);
  }

  public boolean allows(Leeway leeway) {
    return leeways.contains(leeway);
  }
}
