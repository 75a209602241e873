package dev.sharelock.queue;

/**
 * What a recovery of a queue of blocks has done.
 *
 * @param seats how many seats of dead participants are free now
 * @param released how many references were released that were neither in the queue nor with anybody
 * @param returned how many blocks were returned to the queue, see {@link Delivery#AT_LEAST_ONCE}
 * @param pending how many seats could not be settled yet, because a living participant may be about
 *     to take the same block; recover again later
 */
public record BlockRecovered(int seats, int released, int returned, int pending) {}
