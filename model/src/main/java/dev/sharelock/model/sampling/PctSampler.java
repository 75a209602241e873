package dev.sharelock.model.sampling;

/**
 * Probabilistic concurrency testing: processes have random priorities, the highest that is ready
 * runs, and at {@code depth - 1} random steps the one that would run falls below all others. A
 * defect that {@code depth} ordered steps bring about is found with a probability of at least one
 * in {@code processes * length^(depth - 1)}.
 */
final class PctSampler extends Sampler {
  private static final int DEPTH = 3;

  private final int[] changes;
  private int[] priorities;
  private int steps;
  private int lowest;

  PctSampler(Plan plan) {
    super(plan);
    changes = new int[DEPTH - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = random.below(Math.max(1, plan.length()));
    }
  }

  private void shuffle(int count) {
    priorities = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.below(i + 1);
      priorities[i] = priorities[other];
      priorities[other] = i + 1;
    }
  }

  @Override
  int pick(World world) {
    if (priorities == null) {
      shuffle(world.processes.length);
    }
    for (int change : changes) {
      if (change == steps) {
        priorities[highest(world)] = --lowest;
      }
    }
    steps++;
    return highest(world);
  }

  private int highest(World world) {
    int best = world.ready.first();
    for (int i = 1; i < world.ready.count(); i++) {
      int index = world.ready.at(i);
      best = priorities[index] > priorities[best] ? index : best;
    }
    return best;
  }
}
