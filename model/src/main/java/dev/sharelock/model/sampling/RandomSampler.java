package dev.sharelock.model.sampling;

/** Every process that is ready has the same chance at every step. */
final class RandomSampler extends Sampler {

  RandomSampler(Plan plan) {
    super(plan);
  }

  @Override
  int pick(World world) {
    int count = world.readyCount();
    return world.ready()[count == 1 ? 0 : random.below(count)];
  }
}
