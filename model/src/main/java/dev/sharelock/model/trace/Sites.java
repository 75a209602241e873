package dev.sharelock.model.trace;

import dev.sharelock.memory.SharedMemory;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.stream.Stream;

/**
 * Finds the line of code that is making a step. Costly: for the execution that is reported only.
 */
public final class Sites {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private Sites() {}

  /**
   * The caller of the innermost method of a {@link SharedMemory} on the stack of this thread, such
   * as {@code SpscRing.publish:118}; empty if there is none.
   */
  public static String current() {
    return WALKER.walk(Sites::ofCaller);
  }

  private static String ofCaller(Stream<StackFrame> frames) {
    return frames
        .dropWhile(frame -> !isMemory(frame))
        .dropWhile(frame -> isMemory(frame) || isHelper(frame))
        .findFirst()
        .map(frame -> describe(frame.getClassName(), frame.getMethodName(), frame.getLineNumber()))
        .orElse("");
  }

  /** What algorithms reach the memory through: it is more telling who called it. */
  private static boolean isHelper(StackFrame frame) {
    String name = frame.getClassName();
    return name.startsWith("dev.sharelock.model.memory.")
        || name.startsWith("dev.sharelock.waiting.");
  }

  private static boolean isMemory(StackFrame frame) {
    return SharedMemory.class.isAssignableFrom(frame.getDeclaringClass());
  }

  /** The line of code where an exception was thrown, in the same form; empty if unknown. */
  public static String of(Throwable thrown) {
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (!isOfJava(frame.getClassName()) && !isCheck(frame.getMethodName())) {
        return describe(frame.getClassName(), frame.getMethodName(), frame.getLineNumber());
      }
    }
    return "";
  }

  private static boolean isOfJava(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.");
  }

  private static boolean isCheck(String method) {
    return method.equals("require");
  }

  private static String describe(String className, String method, int line) {
    String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    String plain = method.startsWith("lambda$") ? lambdaOwner(method) : method;
    return simple + "." + plain + ":" + line;
  }

  /** {@code lambda$publish$3} belongs to {@code publish}. */
  private static String lambdaOwner(String method) {
    int end = method.lastIndexOf('$');
    int start = "lambda$".length();
    return end > start ? method.substring(start, end) : "lambda";
  }
}
