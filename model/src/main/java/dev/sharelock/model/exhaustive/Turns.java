package dev.sharelock.model.exhaustive;

/** What a waiting loop looks at in one of its turns. */
final class Turns {

  private Turns() {}

  /**
   * What a waiting loop looked at last: the step before the hint, or before fences and data that it
   * read after that. These are known to be of the loop from its second turn on. Null if it is not
   * known, or if the loop does more than to look.
   *
   * @param turn where the turn began; -1 if that is not known
   */
  static Event awaited(ThreadLog log, int turn) {
    Event last = log.last();
    if (last == null || isWordRead(last)) {
      return last;
    }
    for (int i = log.count - 1; i >= turn && turn >= 0; i--) {
      Event event = log.events[i];
      if (isWordRead(event)) {
        return event;
      }
      boolean quiet = event.kind == Event.FENCE || event.kind == Event.DATA_READ;
      if (!quiet && !isRacyRead(event)) {
        return null;
      }
    }
    return turn >= 0 && isRacyRead(last) ? last : null;
  }

  private static boolean isWordRead(Event event) {
    return event.kind == Event.READ && !event.exclusive && (event.mode & Mode.RACY) == 0;
  }

  private static boolean isRacyRead(Event event) {
    return event.kind == Event.READ && (event.mode & Mode.RACY) != 0;
  }
}
