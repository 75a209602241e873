package dev.sharelock.model.sampling;

/** Every process that is ready has the same chance at every step. */
final class RandomSampler extends Sampler {

  RandomSampler(Plan plan) {
    super(plan);
  }

  @Override
  int pick(World world) {
    int count = world.ready.count();
    return world.ready.at(count == 1 ? 0 : random.below(count));
  }
}
