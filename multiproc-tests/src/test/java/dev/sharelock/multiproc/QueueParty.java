package dev.sharelock.multiproc;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;

/** The main class of a process that puts the numbers from 1 on, or takes what others put. */
final class QueueParty {
  static final String PRODUCES = "produces";
  static final String CONSUMES = "consumes";
  static final QueueShape SHAPE = QueueShape.of(4);
  static final String QUEUE = "values";

  private QueueParty() {}

  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[3]);
    try (Region region = Region.attach(AttachOptions.of(arguments[1]).in(arguments[0]));
        ConditionQueue queue = NamedQueue.open(region, QUEUE, SHAPE).values()) {
      System.out.println("ready");
      if (arguments[2].equals(PRODUCES)) {
        produce(queue, count);
      } else {
        consume(queue);
      }
    }
  }

  private static void produce(ConditionQueue queue, int count) {
    for (long value = 1; value <= count; value++) {
      if (queue.enqueue(value) != Outcome.DONE) {
        System.out.println("not put: " + value);
      }
    }
  }

  /** Takes until the end and tells each value. */
  private static void consume(ConditionQueue queue) {
    StringBuilder taken = new StringBuilder();
    while (queue.dequeue() == Outcome.DONE) {
      taken.append(queue.value()).append(' ');
    }
    System.out.println(taken.toString().strip());
  }
}
