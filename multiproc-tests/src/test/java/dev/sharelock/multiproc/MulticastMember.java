package dev.sharelock.multiproc;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.MortalMemory;
import dev.sharelock.named.NamedMulticast;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.waiting.WaitPolicy;
import java.io.IOException;

/**
 * The main class of a process that publishes blocks or subscribes to them. One that is to be killed
 * does so many operations, and then so many accesses. Blocks bear numbers that grow by one; those
 * of a successor begin two after the last that its predecessor has published for sure.
 */
final class MulticastMember {
  static final String NAME = "multicast";
  static final String PUBLISHES = "publishes";
  static final String SUBSCRIBES = "subscribes";
  private static final int PLACES = 3;
  private static final int CAPACITY = 4;

  private final Region region;
  private final MortalMemory mortal;
  private final ParticipantContext own;
  private final Allocator allocator;
  private final long last;
  private int operations;
  private final int accesses;

  private MulticastMember(Region region, String[] arguments) {
    this.region = region;
    this.mortal = new MortalMemory(region.memory(), ForkedMember::awaitDeath);
    this.own = new ParticipantContext(mortal, region.environment(), region.participants());
    this.allocator = Allocator.open(own, QueueMember.heap(region));
    this.last = Long.parseLong(arguments[2]);
    this.operations = Integer.parseInt(arguments[3]);
    this.accesses = Integer.parseInt(arguments[4]);
  }

  static long base(Region region) {
    return NamedMulticast.openOfBlocks(region, "m", PLACES, CAPACITY).entry().offset();
  }

  /** A word that says up to which number everything was published. */
  static long journal(Region region) {
    EntryRequest request = new EntryRequest("journal", 1, Long.BYTES);
    return region.directory().getOrCreate(request, (at, size) -> {}, 0).offset();
  }

  /**
   * Arguments: the directory, what it does, the last number, after how many operations and then
   * accesses it is killed; 0 operations for never.
   */
  public static void main(String[] arguments) throws IOException {
    try (Region region = Region.attach(AttachOptions.of(NAME).in(arguments[0]))) {
      MulticastMember member = new MulticastMember(region, arguments);
      if (arguments[1].equals(PUBLISHES)) {
        member.publish();
      } else {
        member.subscribe();
      }
      member.allocator.close();
    }
  }

  private static void awaitStart() throws IOException {
    System.out.println(ForkedMember.READY);
    System.in.read();
  }

  private void countDown() {
    operations--;
    if (operations == 0) {
      mortal.dieAfter(accesses);
    }
  }

  private void publish() throws IOException {
    SharedMemory memory = region.memory();
    long journal = journal(region);
    PublisherManner manner = PublisherManner.of(SlowPolicy.BLOCK);
    awaitStart();
    try (BlockPublisher publisher = BlockPublisher.open(own, base(region), allocator, manner)) {
      long done = memory.getLongVolatile(journal);
      for (long number = done == 0 ? 1 : done + 2; number <= last; number++) {
        countDown();
        long id = allocator.allocate(64);
        mortal.writeLong(allocator.offset(id), number);
        require(publisher.publish(id, Deadline.NEVER), Outcome.DONE);
        memory.setLongVolatile(journal, number);
      }
      publisher.end();
    }
  }

  /** Takes to the end; a number is left out only where one publisher succeeds another. */
  private void subscribe() throws IOException {
    long got = 0;
    long gaps = 0;
    try (BlockSubscriber subscriber =
        BlockSubscriber.open(own, base(region), allocator, WaitPolicy.DEFAULT)) {
      awaitStart();
      Outcome outcome = Outcome.DONE;
      while (outcome != Outcome.CLOSED) {
        countDown();
        outcome = subscriber.take(Deadline.NEVER);
        if (outcome == Outcome.DONE) {
          long number = mortal.readLong(allocator.offset(subscriber.block()));
          allocator.release(subscriber.block());
          gaps += number - got - 1;
          if (number <= got || gaps > 1) {
            throw new IllegalStateException("out of order: number=" + number + ", before=" + got);
          }
          got = number;
        } else if (outcome != Outcome.PEER_DEAD) {
          require(outcome, Outcome.CLOSED);
        }
      }
    }
    require(got == last ? Outcome.DONE : Outcome.MISSING, Outcome.DONE);
  }

  private static void require(Outcome outcome, Outcome expected) {
    if (outcome != expected) {
      throw new IllegalStateException("ended with " + outcome + " and not with " + expected);
    }
  }
}
