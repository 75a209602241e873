package dev.sharelock.properties.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What segments must do, one operation after the other: who owns which, and what is in it. */
final class SegmentModel {
  static final int NOBODY = -1;

  final Life[] places;
  final Set<Integer> alive = new TreeSet<>();
  boolean closed;

  SegmentModel(int places) {
    this.places = new Life[places];
  }

  /** One segment from its allocation to its end. */
  static final class Life {
    final boolean unsafe;
    int owner;
    int target = NOBODY;
    int epoch;
    boolean over;
    long content;

    Life(int owner, boolean unsafe) {
      this.owner = owner;
      this.unsafe = unsafe;
    }

    private void become(int member) {
      owner = member;
      target = NOBODY;
      epoch++;
    }

    /** Whether a member may give it on or up with the handle that it got at an epoch. */
    boolean isOwned(int member, int since) {
      return !over && owner == member && target == NOBODY && epoch == since;
    }

    /** Whether it may be accessed with such a handle. */
    boolean isReachable(int member, int since) {
      return unsafe ? !over : isOwned(member, since);
    }

    boolean canBeTakenBack(int member, int since) {
      return !over && owner == member && target != NOBODY && epoch == since + 1;
    }

    void send(int member) {
      target = member;
      epoch++;
    }

    void takeBack() {
      become(owner);
    }
  }

  /** A new segment in the first place that is free; null if there is none. */
  Life allocate(int member, boolean unsafe) {
    for (int place = 0; place < places.length; place++) {
      if (places[place] == null) {
        places[place] = new Life(member, unsafe);
        return places[place];
      }
    }
    return null;
  }

  void end(Life life) {
    life.over = true;
    for (int place = 0; place < places.length; place++) {
      places[place] = places[place] == life ? null : places[place];
    }
  }

  private List<Life> lives() {
    List<Life> lives = new ArrayList<>();
    for (Life life : places) {
      if (life != null) {
        lives.add(life);
      }
    }
    return lives;
  }

  int inUse() {
    return lives().size();
  }

  /** The segment that a member receives; null if nothing is sent to it. */
  Life receive(int member) {
    for (Life life : lives()) {
      if (life.target == member) {
        life.become(member);
        return life;
      }
    }
    return null;
  }

  /** The segments that a member takes over. */
  List<Life> reclaim(int member) {
    List<Life> taken = new ArrayList<>();
    for (Life life : lives()) {
      boolean orphan = !alive.contains(life.owner);
      boolean stuck = life.target != NOBODY && !alive.contains(life.target);
      if (life.target == NOBODY ? orphan : stuck && (orphan || life.owner == member)) {
        life.become(member);
        taken.add(life);
      }
    }
    return taken;
  }

  void leave(int member) {
    lives().stream().filter(l -> l.owner == member && l.target == NOBODY).forEach(this::end);
    alive.remove(member);
  }

  void tearDown(int member) {
    closed = true;
    for (Life life : lives()) {
      if (life.target != NOBODY || life.owner == member || !alive.contains(life.owner)) {
        end(life);
      }
    }
  }
}
