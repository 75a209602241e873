package dev.sharelock.record;

/** On which side of a channel somebody is. */
public enum ChannelRole {
  /** Sends records. */
  PRODUCER,
  /** Receives records. */
  CONSUMER
}
