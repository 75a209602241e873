package dev.sharelock.properties.pipe;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.Relay;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.properties.pipe.CorruptWorld.Accident;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.waiting.WaitPolicy;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Nothing in shared memory is trusted: a corrupt pipe or multicast is a result, not a crash. */
final class PipeCorruptionProperties {
  private static final long BASE = CorruptWorld.WALL;

  /** More than there are up to the slots of the first queue, which are all of a kind. */
  private static final int WORDS = 80;

  private static final long A_WHILE = 1_000_000;

  @Provide
  Arbitrary<List<Accident>> accidents() {
    Arbitrary<Long> values =
        Arbitraries.oneOf(
            Arbitraries.longs(),
            Arbitraries.longs().between(-4, 300),
            Arbitraries.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 0xFFFF_FFFFL));
    Arbitrary<Integer> words = Arbitraries.integers().between(0, 10_000);
    return Combinators.combine(words, values).as(Accident::new).list().ofMinSize(1).ofMaxSize(5);
  }

  @Provide
  Arbitrary<SlowPolicy> policies() {
    return Arbitraries.of(SlowPolicy.BLOCK, SlowPolicy.CONFLATE, SlowPolicy.dropAfter(0));
  }

  /** Each word by itself, among them those by which a queue contradicts what it is a part of. */
  @Example
  void anySingleCorruptWordLeadsToADocumentedResult() {
    for (int word = 0; word < WORDS; word++) {
      for (long value : new long[] {-1, 0, 2}) {
        List<Accident> one = List.of(new Accident(word, value));
        corruptMulticastsLeadToDocumentedResults(SlowPolicy.CONFLATE, 1, one);
        corruptMulticastsOfBlocksLeadToDocumentedResults(SlowPolicy.CONFLATE, 1, one);
        corruptPipesLeadToDocumentedResults(1, one);
      }
    }
  }

  @Property
  void corruptMulticastsLeadToDocumentedResults(
      @ForAll("policies") SlowPolicy policy,
      @ForAll @IntRange(min = 1, max = 5) int capacity,
      @ForAll("accidents") List<Accident> accidents) {
    MulticastLayout layout = new MulticastLayout(BASE, 2, capacity, 1);
    CorruptWorld world = new CorruptWorld(layout.bytes());
    layout.describe("multicast", world.fields());
    MulticastFormat.create(world.world().memory(), layout);
    Publisher publisher = Publisher.open(world.somebody(), BASE, policy, WaitPolicy.DEFAULT);
    Subscriber subscriber = Subscriber.open(world.somebody(), BASE, WaitPolicy.DEFAULT);
    publisher.publish(1, 0);
    publisher.publish(2, 0);
    subscriber.take(0);
    world.corrupt(accidents);
    world.attempt(() -> publisher.publish(3, A_WHILE));
    world.attempt(() -> subscriber.take(A_WHILE));
    Subscriber other =
        world.attempt(() -> Subscriber.open(world.somebody(), BASE, WaitPolicy.DEFAULT));
    world.attempt(() -> publisher.publish(4, 0));
    if (other != null) {
      world.attempt(() -> other.take(0));
      world.attempt(other::close);
    }
    world.world().kill(1);
    Publisher heir =
        world.attempt(() -> Publisher.open(world.somebody(), BASE, policy, WaitPolicy.DEFAULT));
    if (heir != null) {
      world.attempt(() -> heir.publish(5, A_WHILE));
      world.attempt(heir::end);
      world.attempt(heir::close);
    }
    world.attempt(() -> subscriber.take(A_WHILE));
    world.attempt(subscriber::close);
  }

  @Property
  void corruptMulticastsOfBlocksLeadToDocumentedResults(
      @ForAll("policies") SlowPolicy policy,
      @ForAll @IntRange(min = 1, max = 3) int capacity,
      @ForAll("accidents") List<Accident> accidents) {
    HeapGeometry geometry = new HeapGeometry(64, 4, 16, 8, 16);
    long base = BASE + geometry.bytes() + 127 & -128;
    MulticastLayout layout = new MulticastLayout(base, 2, capacity, MulticastLayout.BLOCKS);
    CorruptWorld world = new CorruptWorld(base + layout.bytes() - BASE);
    layout.describe("multicast", world.fields());
    HeapFormat.create(world.world().memory(), BASE, geometry, SoloWorld.GENERATION);
    MulticastFormat.create(world.world().memory(), layout);
    Blocks publishing = new Blocks(world, base);
    Blocks taking = new Blocks(world, base);
    BlockPublisher publisher = publishing.publisher(policy);
    BlockSubscriber subscriber = taking.subscriber();
    publishing.publish(publisher);
    publishing.publish(publisher);
    subscriber.take(0);
    world.corrupt(accidents);
    world.attempt(() -> publishing.publish(publisher));
    world.attempt(() -> subscriber.take(A_WHILE));
    Blocks later = new Blocks(world, base);
    BlockSubscriber other = world.attempt(later::subscriber);
    world.attempt(() -> publishing.publish(publisher));
    if (other != null) {
      world.attempt(() -> other.take(0));
      world.attempt(other::close);
    }
    world.world().kill(1);
    Blocks succeeding = new Blocks(world, base);
    BlockPublisher heir = world.attempt(() -> succeeding.publisher(policy));
    if (heir != null) {
      world.attempt(() -> succeeding.publish(heir));
      world.attempt(heir::end);
      world.attempt(heir::close);
    }
    world.attempt(() -> subscriber.take(A_WHILE));
    world.attempt(subscriber::close);
  }

  /** A participant with a handle of the heap. */
  private static final class Blocks {
    private final SharedMemory memory;
    private final ParticipantContext context;
    private final Allocator allocator;
    private final long base;

    Blocks(CorruptWorld world, long base) {
      this.memory = world.world().memory();
      this.context = world.somebody();
      this.allocator = Allocator.open(context, BASE);
      this.base = base;
    }

    BlockPublisher publisher(SlowPolicy policy) {
      return BlockPublisher.open(context, base, allocator, PublisherManner.of(policy));
    }

    BlockSubscriber subscriber() {
      return BlockSubscriber.open(context, base, allocator, WaitPolicy.DEFAULT);
    }

    Object publish(BlockPublisher publisher) {
      long id = allocator.tryAllocate(64);
      if (id == BlockId.NONE) {
        return id;
      }
      memory.writeLong(allocator.offset(id), id);
      return publisher.publish(id, A_WHILE);
    }
  }

  @Property
  void corruptPipesLeadToDocumentedResults(
      @ForAll @IntRange(min = 1, max = 5) int capacity,
      @ForAll("accidents") List<Accident> accidents) {
    PipeLayout layout = PipeLayout.of(BASE, capacity, 4, 2);
    CorruptWorld world = new CorruptWorld(layout.bytes());
    layout.describe("pipe", world.fields());
    PipeFormat.create(world.world().memory(), layout);
    PipeServer server = PipeServer.open(world.somebody(), BASE, WaitPolicy.DEFAULT);
    PipeClient client = PipeClient.open(world.somebody(), BASE, WaitPolicy.DEFAULT);
    ConditionQueue putting = server.values();
    ConditionQueue taking = client.values();
    putting.enqueue(1, 0);
    putting.enqueue(2, 0);
    taking.dequeue(0);
    world.corrupt(accidents);
    world.attempt(() -> putting.enqueue(3, A_WHILE));
    world.attempt(() -> taking.dequeue(A_WHILE));
    world.attempt(() -> taking.pushBack(4));
    world.attempt(() -> taking.peek(0));
    world.attempt(taking::size);
    world.attempt(taking::isFull);
    world.attempt(() -> client.awaitServer(A_WHILE));
    world.attempt(client::status);
    PipeClient other =
        world.attempt(() -> PipeClient.open(world.somebody(), BASE, WaitPolicy.DEFAULT));
    if (other != null) {
      ConditionQueue queue = world.attempt(other::values);
      world.attempt(() -> queue == null ? true : queue.dequeue(0));
    }
    world.world().kill(1);
    PipeServer heir =
        world.attempt(() -> PipeServer.open(world.somebody(), BASE, WaitPolicy.DEFAULT));
    if (heir != null) {
      ConditionQueue queue = world.attempt(heir::values);
      world.attempt(() -> queue == null ? true : queue.enqueue(5, A_WHILE));
      world.attempt(() -> queue == null ? true : queue.closeQueue());
      world.attempt(heir::close);
    }
    world.attempt(() -> taking.dequeue(A_WHILE));
    world.attempt(taking::close);
  }

  @Property
  void corruptPipesOfBlocksLeadToDocumentedResults(
      @ForAll Delivery delivery,
      @ForAll @IntRange(min = 1, max = 3) int capacity,
      @ForAll("accidents") List<Accident> accidents) {
    HeapGeometry geometry = new HeapGeometry(64, 4, 16, 8, 16);
    PipeLayout from = PipeLayout.of(BASE + geometry.bytes() + 127 & -128, capacity, 6, 2);
    PipeLayout next = PipeLayout.of(from.base() + from.bytes() + 127 & -128, 1, 6, 2);
    CorruptWorld world = new CorruptWorld(next.base() + next.bytes() - BASE);
    HeapFormat.create(world.world().memory(), BASE, geometry, SoloWorld.GENERATION);
    for (PipeLayout pipe : List.of(from, next)) {
      pipe.describe("pipe" + pipe.base(), world.fields());
      PipeFormat.create(world.world().memory(), pipe);
    }
    Stage sender = new Stage(world);
    BlockQueue putting = sender.queue(from, delivery);
    BlockQueue taking = new Stage(world).queue(from, delivery);
    Relay relay = new Stage(world).relay(from, next);
    sender.put(putting);
    sender.put(putting);
    taking.dequeue(0);
    sender.put(putting);
    world.corrupt(accidents);
    world.attempt(() -> relay.pass(A_WHILE));
    world.attempt(() -> sender.put(putting));
    world.attempt(() -> relay.pass(A_WHILE));
    world.attempt(() -> taking.dequeue(A_WHILE));
    world.world().kill(1);
    world.world().kill(2);
    BlockQueue heir = world.attempt(() -> new Stage(world).queue(from, delivery));
    if (heir != null) {
      world.attempt(heir::recover);
      world.attempt(() -> heir.dequeue(0));
      world.attempt(heir::closeQueue);
    }
    world.attempt(() -> relay.pass(A_WHILE));
    world.attempt(relay::close);
  }

  /** A participant with a handle of the heap, at pipes of blocks. */
  private static final class Stage {
    private final ParticipantContext context;
    private final Allocator allocator;

    Stage(CorruptWorld world) {
      this.context = world.somebody();
      this.allocator = Allocator.open(context, BASE);
    }

    BlockQueue queue(PipeLayout pipe, Delivery delivery) {
      return client(pipe).blocks(allocator, delivery);
    }

    Relay relay(PipeLayout from, PipeLayout next) {
      return Relay.open(context, allocator, client(from), client(next));
    }

    private PipeClient client(PipeLayout pipe) {
      return PipeClient.open(context, pipe.base(), WaitPolicy.DEFAULT);
    }

    Object put(BlockQueue queue) {
      long id = allocator.tryAllocate(64);
      return id == BlockId.NONE ? id : queue.enqueue(id, A_WHILE);
    }
  }
}
