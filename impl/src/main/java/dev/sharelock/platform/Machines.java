package dev.sharelock.platform;

import dev.sharelock.memory.Machine;

/** Which machines this process can be part of. */
public final class Machines {

  private static final boolean HOTSPOT =
      System.getProperty("java.vm.name", "").contains("HotSpot")
          || System.getProperty("java.vm.name", "").contains("OpenJDK");

  private Machines() {}

  /** Looked into once, when first asked for. */
  private static final class Abilities {
    static final boolean FUTEX = NativeAccess.isEnabled() && Futex.isAvailable();
    static final boolean MEMBARRIER = FUTEX && HOTSPOT && Membarrier.register();
  }

  /**
   * Tells whether this process may sleep in the kernel.
   *
   * @return whether native access is enabled and the kernel offers futexes
   */
  public static boolean hasFutex() {
    return Abilities.FUTEX;
  }

  /**
   * Tells whether this process may fence other processors, and is registered to be fenced.
   *
   * @return whether native access is enabled and the kernel offers membarrier
   */
  public static boolean hasMembarrier() {
    return Abilities.MEMBARRIER;
  }

  /**
   * Gives a machine.
   *
   * @param futex whether it sleeps in the kernel
   * @param membarrier whether it fences other processors; needs {@code futex}
   * @return the machine
   * @throws IllegalStateException if this process cannot
   */
  public static Machine machine(boolean futex, boolean membarrier) {
    if (futex && !hasFutex() || membarrier && !(futex && hasMembarrier())) {
      throw new IllegalStateException(
          "machine is not available: futex="
              + futex
              + ", membarrier="
              + membarrier
              + ", nativeAccess="
              + NativeAccess.isEnabled()
              + "; do: allow native access with --enable-native-access");
    }
    return futex ? new LinuxMachine(membarrier) : Machine.PORTABLE;
  }
}
