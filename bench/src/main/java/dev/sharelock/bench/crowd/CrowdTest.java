package dev.sharelock.bench.crowd;

/** What a crowd does with a queue. */
public enum CrowdTest {
  /** Numbers as fast as they go, with the calls that wait. */
  BLOCKING,
  /** Numbers as fast as they go, with the calls that do not wait, in a loop. */
  SPINNING,
  /** One number each millisecond to consumers that sleep; how long it is on its way. */
  WAKE_UP
}
