package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.SIGNAL;
import static dev.sharelock.model.scenarios.BlockQueueWorld.DONE;
import static dev.sharelock.model.scenarios.BlockQueueWorld.blocks;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.MortalMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.Delivery;
import java.util.stream.Stream;

/**
 * Queues of blocks in small worlds: processes come one after the other to a block that is there, or
 * a consumer has died at a certain step before anybody else came.
 */
public final class BlockQueueSmallScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        consumerKilled(),
        rivalKilled(),
        notedByTheDead(),
        takenByTheDead(),
        putByTheDead(),
        returned(),
        usedUp(),
        endAfterTheDead(),
        seatTakenOver());
  }

  private static void putInTurn(ProcessContext context) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.put(context, 1);
    Turns.pass(context, SIGNAL);
  }

  private static void takeInTurn(ProcessContext context, Delivery delivery) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.Place place = BlockQueueWorld.Place.take(context, delivery);
    Turns.pass(context, SIGNAL);
    place.drain();
  }

  private static Scenario consumerKilled() {
    return blocks("consumer-killed-small", "A consumer dies anywhere while it takes a block.")
        .process("producer", BlockQueueSmallScenarios::putInTurn)
        .process("consumer", context -> takeInTurn(context, Delivery.AT_MOST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .exhaustible()
        .build();
  }

  private static Scenario rivalKilled() {
    return blocks("rival-killed-small", "Two want a block that is there and one dies anywhere.")
        .process("producer", BlockQueueSmallScenarios::putInTurn)
        .process("rival", context -> takeInTurn(context, Delivery.AT_MOST_ONCE))
        .process("consumer", context -> takeInTurn(context, Delivery.AT_LEAST_ONCE))
        .afterDeathOf("consumer", "survivor", BlockQueueWorld::recoverAndTake)
        .faults(Faults.NONE.killing(1, "consumer"))
        .atEnd("not twice", BlockQueueWorld::requireOnceToTheLiving)
        .exhaustible()
        .build();
  }

  /** G2: the recoverer finds the note, and the rival may take the block at any moment. */
  private static Scenario notedByTheDead() {
    return leftBehind("noted-by-the-dead", "A consumer has died before it took a block.", false)
        .process("rival", context -> takeInTurn(context, Delivery.AT_MOST_ONCE))
        .process("survivor", BlockQueueSmallScenarios::recoverInTurn)
        .atEnd("once", end -> requireOnce(end, "rival", "survivor"))
        .build();
  }

  /** G3: one at a time recovers, so what is to be delivered again is returned once. */
  private static Scenario takenByTheDead() {
    return leftBehind("taken-by-the-dead", "A consumer has died after it took a block.", true)
        .process("one", BlockQueueSmallScenarios::recoverInTurn)
        .process("other", BlockQueueSmallScenarios::recoverInTurn)
        .atEnd("once", end -> requireOnce(end, "one", "other"))
        .build();
  }

  /** G1: what was put by one who died then is left to the note of the dead consumer. */
  private static Scenario putByTheDead() {
    return blocks("put-by-the-dead", "A producer has died after it put a block; so has its taker.")
        .setUp(BlockQueueSmallScenarios::leavePutAndTaken)
        .faults(Faults.NONE)
        .exhaustible()
        .process("one", BlockQueueSmallScenarios::recoverInTurn)
        .process("other", BlockQueueSmallScenarios::recoverInTurn)
        .atEnd("once", end -> requireOnce(end, "one", "other"))
        .build();
  }

  /** G2: what the recoverer has not found in the queue does not come again under that ticket. */
  private static Scenario returned() {
    return leftBehind("returned", "One returns a block that a dead one has noted.", false)
        .process("holder", BlockQueueSmallScenarios::returnInTurn)
        .process("survivor", BlockQueueSmallScenarios::recoverInTurn)
        .atEnd("once", end -> requireOnce(end))
        .build();
  }

  /** Nothing is used up as long as somebody may return it, or has. */
  private static Scenario usedUp() {
    return blocks("used-up", "One returns the last block while another asks for the end.")
        .setUp(BlockQueueSmallScenarios::createWithLast)
        .process("holder", BlockQueueSmallScenarios::returnInTurn)
        .process("asking", BlockQueueSmallScenarios::askInTurn)
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  /** The end comes after what a dead one had in hand, whoever gets that. */
  private static Scenario endAfterTheDead() {
    return leftBehind("end-after-the-dead", "A consumer has died with the last block.", true)
        .setUp(BlockQueueSmallScenarios::leaveLast)
        .process("one", BlockQueueSmallScenarios::recoverInTurn)
        .process("other", BlockQueueSmallScenarios::takeUntilEnd)
        .atEnd("not before", end -> requireOnceAtTheEnd(end, "other"))
        .build();
  }

  private static void takeUntilEnd(ProcessContext context) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.Place place = BlockQueueWorld.Place.take(context, Delivery.AT_MOST_ONCE);
    Turns.pass(context, SIGNAL);
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      outcome = place.next(0);
    }
    if (outcome == Outcome.CLOSED) {
      context.record(QueueWorld.ENDED, outcome);
    }
  }

  private static void requireOnceAtTheEnd(EndState end, String process) {
    boolean ended = !end.recorded(process, QueueWorld.ENDED).isEmpty();
    int done = end.recorded(process, DONE).size();
    end.require(!ended || done == 1, "the end came before the last block");
  }

  private static void leaveLast(SharedMemory memory, Environment environment) {
    leaveTaken(memory, environment);
    close(memory, environment);
  }

  private static void createWithLast(SharedMemory memory, Environment environment) {
    createWithBlock(memory, environment);
    close(memory, environment);
  }

  private static void close(SharedMemory memory, Environment environment) {
    ParticipantContext gone = new ParticipantContext(memory, environment, new Gone(102));
    BlockQueue queue = open(gone, Allocator.open(gone, BlockQueueWorld.HEAP));
    queue.closeQueue();
    queue.close();
  }

  private static void askInTurn(ProcessContext context) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.Place place = BlockQueueWorld.Place.take(context, Delivery.AT_MOST_ONCE);
    Turns.pass(context, SIGNAL);
    context.require(!place.queue().isUsedUp(), "a block was overlooked");
  }

  private static void returnInTurn(ProcessContext context) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.Place place = BlockQueueWorld.Place.take(context, Delivery.AT_LEAST_ONCE);
    place.queue().tryDequeue();
    Turns.pass(context, SIGNAL);
    place.queue().giveBack();
  }

  /** S2: the recoverer leaves the notes of the heir alone, of whom it knows nothing. */
  private static Scenario seatTakenOver() {
    return blocks("seat-taken-over", "One has the seat of a dead one while that is recovered.")
        .setUp(BlockQueueSmallScenarios::leaveSeat)
        .process("heir", context -> BlockQueueWorld.takeSome(context, Delivery.AT_LEAST_ONCE))
        .process("survivor", context -> BlockQueueWorld.Place.take(context).queue().recover())
        .faults(Faults.NONE.killing(1, "heir"))
        .atEnd("not lost", end -> requireSaidOrThere(end, "heir"))
        .exhaustible()
        .build();
  }

  /** A dead one has a seat, that of the first process, and has noted nothing there. */
  private static void leaveSeat(SharedMemory memory, Environment environment) {
    createWithBlock(memory, environment);
    ParticipantContext gone = new ParticipantContext(memory, environment, new Gone(101));
    open(gone, Allocator.open(gone, BlockQueueWorld.HEAP));
  }

  private static void requireSaidOrThere(EndState end, String process) {
    boolean said = !end.recorded(process, BlockQueueWorld.SAID).isEmpty();
    end.require(said || BlockQueueWorld.sizeAfterRecovery(end) == 1, "the block is lost");
  }

  private static void recoverInTurn(ProcessContext context) {
    Turns.await(context, SIGNAL);
    BlockQueueWorld.Place place = BlockQueueWorld.Place.take(context, Delivery.AT_MOST_ONCE);
    Turns.pass(context, SIGNAL);
    place.queue().recover();
  }

  private static void requireOnce(EndState end, String... processes) {
    int all = BlockQueueWorld.sizeAfterRecovery(end);
    for (String process : processes) {
      all += end.recorded(process, DONE).size();
    }
    end.require(all == 1, "the block is there or was delivered " + all + " times");
  }

  private static Scenario.Builder leftBehind(String name, String about, boolean taken) {
    return blocks(name, about)
        .setUp((memory, environment) -> leaveBehind(memory, environment, taken))
        .faults(Faults.NONE)
        .exhaustible();
  }

  /** A producer has put a block, and a consumer that wanted to take it has died, like it. */
  private static void leaveBehind(SharedMemory memory, Environment environment, boolean taken) {
    createWithBlock(memory, environment);
    dieTaking(memory, environment, taken);
  }

  /** A queue with a block that a producer has put which is dead. */
  static void createWithBlock(SharedMemory memory, Environment environment) {
    BlockQueueWorld.create(memory);
    put(new ParticipantContext(memory, environment, new Gone(100)));
  }

  /** A queue that two producers have filled which are dead. */
  static void createFull(SharedMemory memory, Environment environment) {
    createWithBlock(memory, environment);
    put(new ParticipantContext(memory, environment, new Gone(102)));
  }

  /** The same, and the producer has died before it could say that it has put the block. */
  private static void leavePutAndTaken(SharedMemory memory, Environment environment) {
    BlockQueueWorld.create(memory);
    SharedMemory deadly = new Deadly(memory, BlockQueueWorld.QUEUE.slot(0), true);
    try {
      put(new ParticipantContext(deadly, environment, new Gone(100)));
    } catch (Died died) {
      // it leaves everything as it is
    }
    dieTaking(memory, environment, true);
  }

  private static void put(ParticipantContext producer) {
    Allocator allocator = Allocator.open(producer, BlockQueueWorld.HEAP);
    open(producer, allocator).enqueue(allocator.allocate(64));
  }

  /** A block that a consumer has taken which was to work on it, and is dead. */
  static void leaveTaken(SharedMemory memory, Environment environment) {
    leaveBehind(memory, environment, true);
  }

  private static void dieTaking(SharedMemory memory, Environment environment, boolean taken) {
    SharedMemory deadly = new Deadly(memory, BlockQueueWorld.QUEUE.head(), taken);
    ParticipantContext consumer = new ParticipantContext(deadly, environment, new Gone(101));
    try {
      open(consumer, Allocator.open(consumer, BlockQueueWorld.HEAP)).dequeue();
    } catch (Died died) {
      // it leaves everything as it is
    }
  }

  private static BlockQueue open(ParticipantContext context, Allocator allocator) {
    long base = BlockQueueWorld.QUEUE.base();
    return BlockQueue.open(context, base, allocator, Delivery.AT_LEAST_ONCE);
  }

  /** Somebody who is dead to all processes of the scenario. */
  private record Gone(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return true;
    }
  }

  /** Kills whoever replaces a word; what it does after that has no effect. */
  private static final class Deadly extends MemoryDecorator {
    private final MortalMemory mortal;
    private final long word;
    private final boolean afterwards;

    Deadly(SharedMemory memory, long word, boolean afterwards) {
      this(new MortalMemory(memory, Deadly::die), word, afterwards);
    }

    private Deadly(MortalMemory mortal, long word, boolean afterwards) {
      super(mortal);
      this.mortal = mortal;
      this.word = word;
      this.afterwards = afterwards;
    }

    private static void die() {
      throw new Died();
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      if (at == word) {
        mortal.dieAfter(afterwards ? 1 : 0);
      }
      long found = super.compareAndExchange(at, bytes, mode, expected, value);
      if (at == word) {
        die();
      }
      return found;
    }
  }

  /** The end of a participant. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
