package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * Which of those that sleep on a word a wake-up takes. All ways to choose as many as are woken are
 * numbered; number 0 takes those that have slept longest.
 */
final class Selection {

  private Selection() {}

  /** How many ways there are. */
  static int ways(int sleepers, int count) {
    int woken = Math.min(sleepers, count);
    long ways = 1;
    for (int i = 1; i <= woken; i++) {
      ways = ways * (sleepers - woken + i) / i;
    }
    return Math.toIntExact(ways);
  }

  /** The tickets that are taken. */
  static int[] taken(int[] queue, int count, int way) {
    int[] places = places(queue.length, Math.min(queue.length, count), way);
    return Arrays.stream(places).map(place -> queue[place]).toArray();
  }

  /** The tickets that stay. */
  static int[] left(int[] queue, int count, int way) {
    int[] taken = taken(queue, count, way);
    return Arrays.stream(queue)
        .filter(ticket -> Arrays.stream(taken).noneMatch(other -> other == ticket))
        .toArray();
  }

  /** The places of a way, in the order of the alphabet of places. */
  private static int[] places(int sleepers, int woken, int way) {
    int[] places = new int[woken];
    for (int i = 0; i < woken; i++) {
      places[i] = i;
    }
    for (int step = 0; step < way; step++) {
      int last = woken - 1;
      while (places[last] == sleepers - woken + last) {
        last--;
      }
      places[last]++;
      for (int i = last + 1; i < woken; i++) {
        places[i] = places[i - 1] + 1;
      }
    }
    return places;
  }
}
