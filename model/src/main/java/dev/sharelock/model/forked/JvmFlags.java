package dev.sharelock.model.forked;

import java.util.List;

/**
 * The flags of forked JVMs.
 *
 * @param flags as on the command line
 */
public record JvmFlags(List<String> flags) {
  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");

  /** Waiting in pure Java: no native access. */
  public static final JvmFlags POLLING = new JvmFlags(SMALL);

  /** Waiting by the kernel's futex. */
  public static final JvmFlags FUTEX =
      new JvmFlags(
          List.of(
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xshare:auto",
              "-Xmx256m",
              "--enable-native-access=ALL-UNNAMED"));

  public JvmFlags {
    flags = List.copyOf(flags);
  }
}
