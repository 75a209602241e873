package dev.sharelock.model.exhaustive;

/** The steps of time in an execution: what comes before them is visible after them. */
final class Leap {

  private Leap() {}

  /** How often time has passed for a thread with a certain content of the memory, just before. */
  static int vain(ThreadLog log, long content) {
    int vain = 0;
    for (int i = log.count - 1; i >= 0; i--) {
      Event event = log.events[i];
      if (isPass(event)) {
        if (event.operand != content) {
          return vain;
        }
        vain++;
      }
    }
    return vain;
  }

  /** Whether an event is a step of time while nothing else could happen. */
  static boolean isPass(Event event) {
    return event.kind == Event.CHOICE
        && (event.operation == Event.TIME_OUT || event.operation == Event.GIVE_UP);
  }

  /**
   * The earliest position in modification order that a thread may see since time has passed: what
   * was there then is visible.
   */
  static int visible(ExecutionGraph graph, int thread, int position, int location) {
    int passed = position == 0 ? 0 : graph.log(thread).events[position - 1].passed;
    if (passed == 0) {
      return 0;
    }
    Cell cell = graph.cell(location);
    int i = cell.writeCount - 1;
    while (i > 0 && cell.writes[i].stamp > passed) {
      i--;
    }
    return i;
  }
}
