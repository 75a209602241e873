package dev.sharelock.stress.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much work jcstress does. */
enum Depth {
  /**
   * One configuration of the JVM, which compiles both actors with the optimising compiler: it
   * reorders the most. Split compilation and interpretation are left to {@link #DEEP}.
   */
  QUICK(
      "-time 200 -iters 2 -f 1 -fsm 1 -sc false -af NONE",
      "-jvmArgs",
      "-XX:-TieredCompilation -XX:+UseSerialGC"),

  /** All configurations that jcstress derives from the JVM, with longer iterations. */
  DEEP("-time 1000 -iters 5 -f 1 -fsm 4 -sc true", "-jvmArgsPrepend", "");

  /** jcstress loads a native library in its forks; unflagged, each fork would print a warning. */
  static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  /** How many states are in use at a time; {@code MappedPair.Slots} relies on it. */
  private static final String STRIDES = "-strideSize 256 -strideCount 40";

  private final String budget;
  private final String jvmOption;
  private final String jvmArguments;

  Depth(String budget, String jvmOption, String jvmArguments) {
    this.budget = budget;
    this.jvmOption = jvmOption;
    this.jvmArguments = jvmArguments;
  }

  /** The command line options of jcstress. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of((budget + " " + STRIDES).split(" ")));
    options.add(jvmOption);
    options.add((NATIVE_ACCESS + " " + jvmArguments).strip());
    return options;
  }

  static Depth named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "depth is unknown: stress.depth=" + name + "; do: use quick or deep", e);
    }
  }
}
