package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;

/** All ways in which identical threads can change places, but for that in which none does. */
final class Orders {
  private final int[] bodies;
  private final List<int[]> found = new ArrayList<>();

  private Orders(int[] bodies) {
    this.bodies = bodies;
  }

  /**
   * All orders, each with the place of each thread.
   *
   * @param bodies for each thread the first one with the same body
   */
  static List<int[]> of(int[] bodies) {
    Orders orders = new Orders(bodies);
    orders.place(new int[bodies.length], 0, new boolean[bodies.length]);
    return List.copyOf(orders.found.subList(1, orders.found.size()));
  }

  private void place(int[] places, int thread, boolean[] taken) {
    if (thread == bodies.length) {
      found.add(places.clone());
      return;
    }
    for (int place = 0; place < bodies.length; place++) {
      if (!taken[place] && bodies[place] == bodies[thread]) {
        taken[place] = true;
        places[thread] = place;
        place(places, thread + 1, taken);
        taken[place] = false;
      }
    }
  }
}
