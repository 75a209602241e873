package dev.sharelock.region;

/** What {@link Region#create} does when the name is in use. */
public enum StalePolicy {
  /** It fails. */
  FAIL,
  /** It replaces the region if all of its participants are dead, and fails otherwise. */
  REPLACE_IF_DEAD
}
