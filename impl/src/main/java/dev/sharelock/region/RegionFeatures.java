package dev.sharelock.region;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.platform.Machines;

/**
 * What all participants of a region must be able to do, as bits of one word of the header. The
 * creator decides once, so that nobody meets a participant who plays by other rules.
 *
 * <p>{@link #FUTEX}: waiters sleep in the kernel and must be woken through it. {@link #MEMBARRIER}:
 * light fences restrain the compiler only, because heavy fences reach the processors of all
 * participants. A participant that cannot issue {@code membarrier} has no heavy fence that reaches
 * the others, and one that is not registered for it is not reached itself; either would make a pair
 * of light and heavy fences order nothing. There is no sound way to switch a running population
 * over: a light fence may have been passed before the switch and its store still sit in a store
 * buffer, and the newcomer has no means to flush it. So whoever cannot do what the region needs is
 * refused when it attaches, and a region for mixed populations is created {@link
 * MachineUse#PORTABLE}. {@link #LOCKS}: each process holds a file lock while it lives.
 */
final class RegionFeatures {

  static final long FUTEX = 1;
  static final long MEMBARRIER = 2;
  static final long LOCKS = 4;

  private static final long ALL = FUTEX | MEMBARRIER | LOCKS;

  private RegionFeatures() {}

  static boolean has(long features, long feature) {
    return (features & feature) != 0;
  }

  static boolean known(long features) {
    return (features & ~ALL) == 0;
  }

  static String text(long features) {
    StringBuilder text = new StringBuilder();
    append(text, features, FUTEX, "futex");
    append(text, features, MEMBARRIER, "membarrier");
    append(text, features, LOCKS, "locks");
    return text.isEmpty() ? "none" : text.toString();
  }

  private static void append(StringBuilder text, long features, long feature, String name) {
    if (has(features, feature)) {
      text.append(text.isEmpty() ? "" : "+").append(name);
    }
  }

  /** What the participants of a new region use of the kernel. */
  static long wanted(MachineUse use) {
    boolean wanted = use != MachineUse.PORTABLE;
    if (use == MachineUse.NATIVE && !Machines.hasFutex()) {
      throw new SharelockException(
          Outcome.REFUSED,
          "kernel calls may not be made: machine="
              + use
              + "; do: start with --enable-native-access=dev.sharelock (ALL-UNNAMED on the class"
              + " path), or use MachineUse.AUTOMATIC");
    }
    long futex = wanted && Machines.hasFutex() ? FUTEX : 0;
    long membarrier = wanted && Machines.hasMembarrier() ? MEMBARRIER : 0;
    return futex | membarrier;
  }
}
