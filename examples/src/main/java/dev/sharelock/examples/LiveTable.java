package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.named.NamedPipe;
import dev.sharelock.named.NamedValues;
import dev.sharelock.named.QueueShape;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Relay;
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

  private final Region region;
  private final NamedValues heap;
  private final SharedVariable totals;
  private final NamedPipe orders;
  private final NamedPipe delivered;

  private LiveTable(Region region, NamedValues heap) {
    this.region = region;
    this.heap = heap;
    this.totals = heap.variable("totals");
    this.orders = NamedPipe.open(region, "orders", QueueShape.ofBlocks(8));
    this.delivered = NamedPipe.open(region, "delivered", QueueShape.ofBlocks(8));
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
    try (PipeServer server = orders.server();
        BlockQueue pipe = server.blocks(heap.allocator(), Delivery.AT_LEAST_ONCE)) {
      for (int number = 1; number <= ORDERS; number++) {
        String fruit = number % 2 == 0 ? "apples" : "pears";
        Map<String, Object> order = Map.of("number", number, "fruit", fruit, "count", 10 * number);
        pipe.enqueue(heap.values().copyIn(order).id()); // the reference moves into the pipe
      }
      pipe.closeQueue();
      Process last = receive(name);
      last.waitFor();
    }
    try (SharedTree now = totals.get().orElseThrow()) {
      System.out.println("totals: " + now.toJava());
    }
  }

  /** Takes what the relays deliver, until the stream ends. */
  private Process receive(String name) throws Exception {
    Process relay = Jvm.start(LiveTable.class, name, "fragile");
    PipeClient client = delivered.client();
    try (BlockQueue pipe = client.blocks(heap.allocator(), Delivery.AT_LEAST_ONCE)) {
      Outcome outcome = pipe.dequeue();
      while (outcome != Outcome.CLOSED) {
        if (outcome == Outcome.DONE) {
          print(pipe.block());
        } else {
          System.out.println("the relay has died: " + outcome);
          heap.recover();
          relay = Jvm.start(LiveTable.class, name, "steady");
          client.awaitServer(60 * SECOND);
        }
        outcome = pipe.dequeue();
      }
    }
    return relay;
  }

  private void relay(boolean fragile) {
    try (PipeServer server = delivered.server();
        Relay relay = Relay.open(region.context(), heap.allocator(), orders.client(), server)) {
      relay.run(order -> count(order, fragile));
    }
  }

  private void count(long order, boolean fragile) {
    try (SharedTree tree = heap.values().load(order);
        Transaction change = totals.transaction()) {
      int number = tree.table().get("number").asInt();
      change.begin(Deadline.NEVER);
      try (SharedTree before = change.value().orElseThrow()) {
        if (fragile && number == FATAL) {
          Jvm.crash();
        }
        if (before.table().get("last").asInt() < number) {
          change.commit(after(before.table(), tree.table()));
        }
      }
    }
  }

  private static Map<String, Object> after(SharedTable before, SharedTable order) {
    String fruit = order.get("fruit").asString();
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("apples", before.get("apples").asInt());
    after.put("pears", before.get("pears").asInt());
    after.put(fruit, before.get(fruit).asInt() + order.get("count").asInt());
    after.put("last", order.get("number").asInt());
    return after;
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
