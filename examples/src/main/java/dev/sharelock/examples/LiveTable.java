package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedQueue;
import dev.sharelock.named.NamedValues;
import dev.sharelock.named.QueueShape;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.values.SharedTable;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Orders, which are tables, pass through a relay in a process of its own, which keeps a live table
 * of totals that everybody can read, as with PicklingTools' pipes and shared tables. After {@code
 * mvn package -DskipTests}:
 *
 * <pre>
 *   java -cp impl/target/classes:examples/target/classes dev.sharelock.examples.LiveTable
 * </pre>
 *
 * <p>The first relay dies with an order in its hands, in the middle of a change of the totals.
 * Nobody sees half a change, and the next relay gets the order again. The totals say which order is
 * in them, so none is counted twice, wherever a relay dies.
 */
public final class LiveTable {
  private static final int ORDERS = 5;
  private static final int FATAL = 3;
  private static final long SECOND = 1_000_000_000L;

  private final NamedValues heap;
  private final SharedVariable totals;
  private final BlockQueue orders;
  private final BlockQueue delivered;

  private LiveTable(Region region, NamedValues heap) {
    this.heap = heap;
    this.totals = heap.variable("totals");
    this.orders = queue(region, "orders");
    this.delivered = queue(region, "delivered");
  }

  private BlockQueue queue(Region region, String name) {
    return NamedQueue.open(region, name, QueueShape.ofBlocks(8))
        .blocks(heap.allocator(), Delivery.AT_LEAST_ONCE);
  }

  public static void main(String[] arguments) throws Exception {
    boolean first = arguments.length == 0;
    String name = first ? "live-table-" + ProcessHandle.current().pid() : arguments[0];
    try (Region region = first ? Region.create(RegionOptions.of(name, 4 << 20)) : Jvm.attach(name);
        NamedValues heap = NamedValues.open(region, "heap", 1 << 20)) {
      LiveTable program = new LiveTable(region, heap);
      if (first) {
        program.order(name);
      } else {
        program.relay(arguments[1].equals("fragile"));
      }
    }
    if (first) {
      Region.unlink(name);
    }
  }

  private void order(String name) throws Exception {
    totals.set(Map.of("last", 0, "apples", 0, "pears", 0), SECOND);
    for (int number = 1; number <= ORDERS; number++) {
      String fruit = number % 2 == 0 ? "apples" : "pears";
      SharedTree order =
          heap.values().copyIn(Map.of("number", number, "fruit", fruit, "count", 10 * number));
      orders.enqueue(order.id()); // the reference moves into the queue
    }
    Process relay = Jvm.start(LiveTable.class, name, "fragile");
    for (int done = 0; done < ORDERS; ) {
      boolean alive = relay.isAlive(); // before the look: what the dead have put is in the queue
      if (delivered.dequeue(SECOND / 10) == Outcome.DONE) {
        print(delivered.block());
        done++;
      } else if (!alive) {
        System.out.println("the relay has died");
        orders.recover();
        heap.recover();
        relay = Jvm.start(LiveTable.class, name, "steady");
      }
    }
    try (SharedTree now = totals.get().orElseThrow()) {
      System.out.println("totals: " + now.toJava());
    }
    delivered.acknowledge();
    orders.closeQueue();
    relay.waitFor();
  }

  private void relay(boolean fragile) {
    while (orders.dequeue() == Outcome.DONE) {
      long block = orders.block();
      try (SharedTree order = heap.values().load(block)) {
        count(order.table(), fragile);
      }
      delivered.enqueue(block); // no copy is made
      orders.acknowledge();
    }
  }

  private void count(SharedTable order, boolean fragile) {
    int number = order.get("number").asInt();
    String fruit = order.get("fruit").asString();
    try (Transaction change = totals.transaction()) {
      change.begin(Deadline.NEVER);
      try (SharedTree before = change.value().orElseThrow()) {
        if (fragile && number == FATAL) {
          Jvm.crash();
        }
        if (before.table().get("last").asInt() < number) {
          Map<String, Object> after = new LinkedHashMap<>();
          after.put("apples", before.table().get("apples").asInt());
          after.put("pears", before.table().get("pears").asInt());
          after.put(fruit, (int) after.get(fruit) + order.get("count").asInt());
          after.put("last", number);
          change.commit(after);
        }
      }
    }
  }

  private void print(long block) {
    try (SharedTree order = heap.values().load(block)) {
      SharedTable table = order.table();
      String what = table.get("count").asInt() + " " + table.get("fruit").asString();
      System.out.println("order " + table.get("number").asInt() + ": " + what);
    }
    heap.allocator().release(block);
  }
}
