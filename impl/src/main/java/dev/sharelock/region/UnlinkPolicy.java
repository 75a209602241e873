package dev.sharelock.region;

/** What {@link Region#unlink} does when somebody uses the region. */
public enum UnlinkPolicy {
  /** It fails. */
  IF_UNUSED,
  /**
   * It removes the name. Those who are attached keep the region, and can ask whether it {@linkplain
   * Region#isRetired is retired}; nobody else can attach to it.
   */
  ALWAYS
}
