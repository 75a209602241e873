package dev.sharelock.model.sampling;

/** A body blocks or loops where the engine cannot see it; the stack trace says where. */
final class BlockedOutside extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlockedOutside(String process, StackTraceElement[] stack) {
    super(process + " is blocked outside of the simulation");
    setStackTrace(stack);
  }
}
