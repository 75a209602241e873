package dev.sharelock.queue;

/** Where the slots and elements of a queue are: a layout whose sums were worked out once. */
final class Slots {
  private final long first;
  private final long lanes;
  private final long laneBytes;
  private final long elementBytes;

  Slots(QueueLayout layout) {
    this.first = layout.slot(0);
    this.lanes = layout.element(0, 0);
    this.laneBytes = layout.element(1, 0) - lanes;
    this.elementBytes = (long) Long.BYTES * layout.words();
  }

  long slot(long index) {
    return first + QueueLayout.fromFirst(index);
  }

  long element(int seat, long index) {
    return lanes + laneBytes * seat + elementBytes * index;
  }
}
