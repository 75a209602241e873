package dev.sharelock.model.exhaustive;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the parts of a search again from a checkpoint: grows the graphs on the way to each pending
 * one, without counting them. In the order of exploration no graph is grown twice.
 */
final class Restoration {
  private final Explorer explorer;

  /** The children at each level of the way at hand; those of the root first. */
  private final List<List<ExecutionGraph>> levels = new ArrayList<>();

  private int[] way = {};

  private Restoration(Explorer explorer) {
    this.explorer = explorer;
  }

  /** The first of the parts. */
  static Part first(Checkpoint checkpoint, ExecutionGraph root, Explorer explorer) {
    Restoration restoration = new Restoration(explorer);
    Part first = null;
    Part last = null;
    for (Checkpoint.Stretch stretch : checkpoint.parts()) {
      Part part = new Part();
      part.tally().add(stretch.tally());
      List<ExecutionGraph> found = new ArrayList<>();
      stretch.pending().forEach(place -> found.add(restoration.find(root, place)));
      found.reversed().forEach(part::push);
      if (last == null) {
        first = part;
      } else {
        last.follow(part);
      }
      last = part;
    }
    return first;
  }

  private ExecutionGraph find(ExecutionGraph root, Checkpoint.Place place) {
    int[] children = place.children();
    ExecutionGraph found = root;
    if (children.length > 0) {
      if (levels.isEmpty()) {
        levels.add(grow(root));
      }
      int shared = Math.min(CheckpointText.common(way, children), levels.size() - 1);
      levels.subList(shared + 1, levels.size()).clear();
      found = child(shared, children[shared]);
      for (int depth = shared + 1; depth < children.length; depth++) {
        levels.add(grow(found));
        found = child(depth, children[depth]);
      }
      way = children;
    }
    if (Checkpoint.hash(found) != place.hash()) {
      throw changed();
    }
    return found;
  }

  private ExecutionGraph child(int depth, int which) {
    List<ExecutionGraph> children = levels.get(depth);
    if (which < 0 || which >= children.size()) {
      throw changed();
    }
    return children.get(which);
  }

  private List<ExecutionGraph> grow(ExecutionGraph graph) {
    try {
      explorer.grow(graph);
    } catch (ExplorationFailure failure) {
      throw changed();
    }
    return new ArrayList<>(explorer.children());
  }

  private static UnfitCheckpointException changed() {
    return new UnfitCheckpointException(
        "checkpoint does not fit: the scenario or the engine has changed since it was written;"
            + " do: start again without it",
        null);
  }
}
