package dev.sharelock.model.necessity;

import java.lang.StackWalker.StackFrame;
import java.util.stream.Stream;

/** Finds the method of the library that makes an access. */
final class Callers {
  private static final StackWalker WALKER = StackWalker.getInstance();

  private Callers() {}

  /** Such as {@code QueueTail.tryPut}; empty if a scenario makes the access itself. */
  static String current() {
    return WALKER.walk(Callers::ofLibrary);
  }

  private static String ofLibrary(Stream<StackFrame> frames) {
    return frames
        .filter(frame -> frame.getClassName().startsWith("dev.sharelock."))
        .filter(frame -> !isSeam(frame.getClassName()))
        .findFirst()
        .filter(frame -> !frame.getClassName().startsWith("dev.sharelock.model."))
        .map(Callers::describe)
        .orElse("");
  }

  /** The way from the algorithm into this package. */
  private static boolean isSeam(String name) {
    return name.startsWith("dev.sharelock.model.memory.")
        || name.startsWith("dev.sharelock.model.necessity.")
        || name.startsWith("dev.sharelock.memory.");
  }

  private static String describe(StackFrame frame) {
    String name = frame.getClassName();
    String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    String method = frame.getMethodName();
    boolean lambda = method.startsWith("lambda$");
    String plain = lambda ? method.substring(7, method.lastIndexOf('$')) : method;
    return simple + "." + (plain.equals("<init>") ? "new" : plain);
  }
}
