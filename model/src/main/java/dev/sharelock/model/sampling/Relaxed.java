package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import java.util.Arrays;

/**
 * Follows a schedule as far as it can be followed: a step that is not possible is left out, and at
 * its end every process goes on until it cannot. It is how a shorter explanation is tried.
 */
final class Relaxed implements Chooser {
  private final long[] wishes;
  private int at;
  private int last;

  Relaxed(long[] wishes) {
    this(wishes, 0);
  }

  /**
   * Follows a schedule.
   *
   * @param first who goes on first if there is nothing to follow
   */
  Relaxed(long[] wishes, int first) {
    this.wishes = wishes;
    this.last = first;
  }

  @Override
  public long next(World world) {
    while (at < wishes.length) {
      long wish = wishes[at++];
      int index = Step.processOf(wish);
      if (Replayer.isPossible(world, world.processes[index], wish) && !idles(world, index, wish)) {
        last = index;
        return wish;
      }
    }
    if (world.ready.none()) {
      return world.idleStep();
    }
    last = world.ready.has(last) ? last : world.ready.first();
    return usual(world.processes[last]);
  }

  /** Whether a process would only turn in a spin loop in which nothing has changed. */
  private static boolean idles(World world, int index, long wish) {
    return Step.kindOf(wish) == StepKind.RUN && !world.ready.has(index) && world.ready.count() > 0;
  }

  private static long usual(SimulatedProcess process) {
    boolean choice = process.mustChoose();
    return Step.pack(process.index, choice ? StepKind.CHOICE : StepKind.RUN, 0);
  }

  @Override
  public boolean mayBeStale() {
    return Arrays.stream(wishes).anyMatch(step -> Step.kindOf(step) == StepKind.STALE);
  }

  @Override
  public boolean insists(World world) {
    for (int i = at; i < wishes.length; i++) {
      int index = Step.processOf(wishes[i]);
      if (Replayer.isPossible(world, world.processes[index], wishes[i])) {
        return true;
      }
    }
    return false;
  }
}
