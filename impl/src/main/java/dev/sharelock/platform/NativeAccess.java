package dev.sharelock.platform;

import java.util.Locale;

/**
 * Whether kernel calls may be made.
 *
 * <p>Calls into native code are made only if the user has allowed them for this module already
 * ({@code --enable-native-access}); so they never cause a warning, nor an exception where they are
 * forbidden.
 */
final class NativeAccess {

  private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
  private static final String ARCH = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);

  private NativeAccess() {}

  static boolean isLinux() {
    return OS.startsWith("linux");
  }

  /** Whether native calls are allowed, and the numbers of the kernel's calls are known. */
  static boolean isEnabled() {
    return isLinux()
        && (isX86() || isArm())
        && NativeAccess.class.getModule().isNativeAccessEnabled();
  }

  static boolean isX86() {
    return ARCH.equals("amd64") || ARCH.equals("x86_64");
  }

  static boolean isArm() {
    return ARCH.equals("aarch64");
  }
}
