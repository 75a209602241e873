package dev.sharelock.properties.pipe;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.memory.MortalMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeEnd;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.Relay;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.waiting.WaitPolicy;

/** A participant: what it has open, what it has in hand, and which servers it knows. */
final class PipeMember {
  private static final int NOWHERE = -1;
  private static final int BYTES = 64;

  /** It is over with the participant. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final long number;
  final MortalMemory memory;
  int pipe = NOWHERE;
  PipeServer server;
  PipeClient client;
  Relay relay;
  long held;
  private final ParticipantContext context;
  private final long[] known = new long[PipeStep.PIPES];
  private final PipeClient[] clients = new PipeClient[PipeStep.PIPES];
  private Delivery delivery = Delivery.AT_LEAST_ONCE;
  private Allocator allocator;
  private boolean begun;
  private BlockQueue blocks;
  private ConditionQueue values;

  PipeMember(SoloWorld world, long number, Weakening weakening) {
    this.number = number;
    this.memory =
        new MortalMemory(
            world.memory(),
            () -> {
              throw new Death();
            });
    ParticipantContext plain = world.participant(number);
    this.context =
        new ParticipantContext(weakening.of(memory), plain.environment(), plain.participants());
  }

  boolean isAt(int place) {
    return pipe == place;
  }

  /** Becomes the server of a pipe. */
  void serve(long base) {
    server = PipeServer.open(context, base, WaitPolicy.DEFAULT);
  }

  /** Becomes a client of a pipe, whose server is named. */
  void use(long base, int place, long named) {
    client = PipeClient.open(context, base, WaitPolicy.DEFAULT);
    clients[place] = client;
    know(place, named);
  }

  /** Goes on with the server that is named. */
  void know(int place, long named) {
    known[place] = named;
  }

  /** A relay looks at both ends when it begins; there it may see servers for the first time. */
  void beginToPass(long in, long out) {
    if (!begun) {
      begun = true;
      know(PipeWorld.IN, known[PipeWorld.IN] == Participants.NOBODY ? in : known[PipeWorld.IN]);
      know(PipeWorld.OUT, known[PipeWorld.OUT] == Participants.NOBODY ? out : known[PipeWorld.OUT]);
    }
  }

  /** Opens the queue of a pipe. */
  void open(int place, Delivery promised) {
    PipeEnd end = server == null ? client : server;
    if (place == PipeWorld.VALUES) {
      values = end.values();
    } else {
      delivery = promised;
      allocator = Allocator.open(context, PipeWorld.HEAP);
      blocks = end.blocks(allocator, delivery);
    }
    pipe = place;
  }

  /** Opens a relay from the pipe of which it is a client to another one. */
  void openRelay(long next, boolean serves) {
    if (serves) {
      serve(next);
    }
    if (!serves) {
      clients[PipeWorld.OUT] = PipeClient.open(context, next, WaitPolicy.DEFAULT);
    }
    PipeEnd end = serves ? server : clients[PipeWorld.OUT];
    allocator = Allocator.open(context, PipeWorld.HEAP);
    relay = Relay.open(context, allocator, client, end);
  }

  /** How a wait ends at a pipe where nothing can be done. */
  Outcome waits(int place, PipeLedger.Pipe ledger, long timeoutNanos) {
    if (ledger.server == number) {
      return timeoutNanos == 0 ? Outcome.WOULD_BLOCK : Outcome.TIMED_OUT;
    }
    if (known[place] == Participants.NOBODY) {
      long learned = clients[place].knownServer(); // by a recovery that found no room
      known[place] = learned == Participants.NOBODY ? ledger.server : learned;
    }
    if (known[place] != ledger.server) {
      return ledger.server == Participants.NOBODY ? Outcome.PEER_DEAD : Outcome.STALE;
    }
    if (timeoutNanos == 0) {
      return Outcome.WOULD_BLOCK;
    }
    boolean dead =
        known[place] != Participants.NOBODY && !context.participants().isAlive(known[place]);
    return dead ? Outcome.PEER_DEAD : Outcome.TIMED_OUT;
  }

  Outcome put(long value, long timeoutNanos) {
    if (values != null) {
      return values.enqueue(value, timeoutNanos);
    }
    long id = allocator.allocate(BYTES);
    context.memory().writeLong(allocator.offset(id), value);
    Outcome outcome = blocks.enqueue(id, timeoutNanos);
    if (outcome != Outcome.DONE) {
      allocator.release(id);
    }
    return outcome;
  }

  Outcome take(long timeoutNanos) {
    return values == null ? blocks.dequeue(timeoutNanos) : values.dequeue(timeoutNanos);
  }

  /** What was taken. */
  long taken() {
    return values == null
        ? context.memory().readLong(allocator.offset(blocks.block()))
        : values.value();
  }

  /** Whether what it takes is not delivered again. */
  boolean acceptsAtOnce() {
    return values != null || delivery == Delivery.AT_MOST_ONCE;
  }

  /** It is through with what was taken, or keeps it in hand. */
  void used() {
    if (!acceptsAtOnce()) {
      held = taken();
    } else if (blocks != null) {
      allocator.release(blocks.block());
    }
  }

  void acknowledge() {
    long id = blocks.block();
    blocks.acknowledge();
    allocator.release(id);
    held = 0;
  }

  void giveBack() {
    if (blocks.giveBack() == Outcome.DONE) {
      held = 0;
    }
  }

  void recover() {
    if (blocks != null) {
      blocks.recover();
    }
  }

  void closeQueue() {
    if (values == null) {
      blocks.closeQueue();
    } else {
      values.closeQueue();
    }
  }

  /** Leaves everything that it has open. */
  void leave() {
    if (relay != null) {
      relay.close();
    }
    if (blocks != null) {
      blocks.close();
    }
    if (values != null) {
      values.close();
    }
    if (server != null) {
      server.close();
    }
    if (allocator != null) {
      allocator.close();
    }
  }
}
