package dev.sharelock.record;

/** How many may use a channel on each side at a time. */
public enum ChannelKind {
  /** One producer and one consumer. */
  SPSC(false, false),
  /** Any number of producers and one consumer. */
  MPSC(true, false),
  /** Any number of producers and of consumers; each record goes to one of them. */
  MPMC(true, true);

  private final boolean manyProducers;
  private final boolean manyConsumers;

  ChannelKind(boolean manyProducers, boolean manyConsumers) {
    this.manyProducers = manyProducers;
    this.manyConsumers = manyConsumers;
  }

  /** How many there may be in a role, if the channel has so many members. */
  int limit(ChannelRole role, int members) {
    boolean many = role == ChannelRole.PRODUCER ? manyProducers : manyConsumers;
    return many ? members : 1;
  }
}
