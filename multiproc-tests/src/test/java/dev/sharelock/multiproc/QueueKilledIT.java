package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.multiproc.QueueMember.Freight;
import dev.sharelock.multiproc.QueueMember.Role;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several processes put into one queue and take from it, and most of them are killed (SIGKILL)
 * right before a chosen access; the others go on. What was put is taken once or, at the most for
 * each consumer that was killed in the middle of taking it, lost or delivered again, as the kind of
 * delivery says.
 */
@Timeout(120)
class QueueKilledIT {
  private static final long SEED = Long.getLong("sharelock.kill.seed", 20_26);
  private static final int ROUNDS = Integer.getInteger("sharelock.kill.rounds", 1);
  private static final int VICTIMS = 2;

  /** The last operation and access at which a victim is killed. */
  private static final int OPERATIONS = 60;

  private static final int ACCESSES = 50;
  private static final int COUNT = 2_000;

  @TempDir private Path directory;
  private final List<Member> members = new ArrayList<>();

  /** A process, what it does, and whether it is killed. */
  private record Member(ForkedMember forked, Role role, boolean dies) {}

  @AfterEach
  void nobodyRuns() throws InterruptedException {
    for (Member member : members) {
      member.forked.end();
    }
  }

  private void start(Freight freight, Role role, int operations, int accesses) throws IOException {
    List<String> arguments =
        List.of(
            directory.toString(),
            freight.name(),
            role.name(),
            Integer.toString(members.size()),
            Integer.toString(COUNT),
            Integer.toString(operations),
            Integer.toString(accesses));
    ForkedMember forked = ForkedMember.start(QueueMember.class, arguments);
    members.add(new Member(forked, role, operations != 0));
  }

  private void startAll(Freight freight, SplittableRandom random) throws IOException {
    for (Role role : Role.values()) {
      start(freight, role, 0, 0);
      for (int i = 0; i < VICTIMS; i++) {
        start(freight, role, random.nextInt(1, OPERATIONS), random.nextInt(ACCESSES));
      }
    }
    for (Member member : members) {
      member.forked.requireReady();
    }
    for (Member member : members) {
      member.forked.proceed();
    }
  }

  @ParameterizedTest
  @EnumSource
  void killedMembersLoseAndDoubleNothing(Freight freight) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + freight.ordinal());
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("kills of %s: -Dsharelock.kill.seed=%d round %d%n", freight, SEED, round);
      members.clear();
      try (Region region =
          Region.create(RegionOptions.of(QueueMember.NAME, 1 << 21).in(directory.toString()))) {
        round(region, freight, random.split());
      }
      Region.unlink(directory.toString(), QueueMember.NAME, UnlinkPolicy.IF_UNUSED);
    }
  }

  private void round(Region region, Freight freight, SplittableRandom random) throws Exception {
    QueueMember.Handle handle = QueueMember.open(region, region.context(), freight);
    QueueJournal journal = QueueJournal.open(region);
    startAll(freight, random);
    for (Member member : members) {
      if (member.dies) {
        member.forked.kill();
      }
    }
    for (Member member : members) {
      if (!member.dies) {
        if (member.role == Role.CONSUMES) {
          handle.closeQueue();
        }
        member.forked.requireEnd();
      }
    }
    handle.recover();
    while (handle.take(journal) == Outcome.DONE) {
      // the next one
    }
    requireWhatWasPromised(freight, journal);
    if (freight != Freight.VALUES) {
      requireNothingInTheHeap(region);
    }
  }

  private void requireWhatWasPromised(Freight freight, QueueJournal journal) {
    int lost = 0;
    int again = 0;
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      int put = member.role == Role.PRODUCES ? journal.puts(i) : 0;
      assertThat(put).isLessThanOrEqualTo(COUNT);
      if (member.role == Role.PRODUCES && !member.dies) {
        assertThat(put).isEqualTo(COUNT);
      }
      int started = put + (member.dies ? 1 : 0);
      for (int number = 1; number < QueueJournal.VALUES; number++) {
        int takes = journal.takes(i, number);
        lost += number <= put && takes == 0 ? 1 : 0;
        again += Math.max(0, takes - 1);
        assertThat(takes == 0 || number <= started).as("never put: " + i + "/" + number).isTrue();
      }
    }
    boolean repeats = freight == Freight.BLOCKS_AT_LEAST_ONCE;
    assertThat(lost).as("lost").isLessThanOrEqualTo(repeats ? 0 : VICTIMS);
    assertThat(again).as("taken again").isLessThanOrEqualTo(repeats ? VICTIMS : 0);
  }

  private static void requireNothingInTheHeap(Region region) {
    try (Allocator allocator = Allocator.open(region.context(), QueueMember.heap(region))) {
      allocator.recover();
      allocator.trim();
      HeapCheck check = allocator.verify();
      assertThat(check.problems()).isEmpty();
      assertThat(check.allocatedBlocks()).as(check.toString()).isZero();
    }
  }
}
