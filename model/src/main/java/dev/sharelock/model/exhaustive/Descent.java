package dev.sharelock.model.exhaustive;

/**
 * Where a pending graph stands in the tree of all graphs: which child it is at each level, in the
 * order in which the children were found. The exploration is deterministic, so this names it.
 *
 * @param parent where its parent stands; null for the root
 * @param child which child of it it is
 */
record Descent(Descent parent, int child) {

  /** The children from the root down. */
  int[] toArray() {
    int depth = 0;
    for (Descent at = this; at != null; at = at.parent) {
      depth++;
    }
    int[] children = new int[depth];
    for (Descent at = this; at != null; at = at.parent) {
      children[--depth] = at.child;
    }
    return children;
  }
}
