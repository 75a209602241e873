package dev.sharelock.multiproc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapCheck;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A publisher of blocks and two of three subscribers are killed (SIGKILL) right before a chosen
 * access; a successor publishes the rest. The third subscriber gets all of them in order, and
 * nothing stays in the heap.
 */
@Timeout(120)
class MulticastKilledIT {
  private static final long SEED = Long.getLong("sharelock.kill.seed", 20_26);
  private static final int ROUNDS = Integer.getInteger("sharelock.kill.rounds", 1);

  /** The last operation and access at which a victim is killed. */
  private static final int OPERATIONS = 60;

  private static final int ACCESSES = 120;
  private static final int COUNT = 300;

  @TempDir private Path directory;
  private final List<ForkedMember> members = new ArrayList<>();

  @AfterEach
  void nobodyRuns() throws InterruptedException {
    for (ForkedMember member : members) {
      member.end();
    }
  }

  private ForkedMember start(String role, int operations, int accesses) throws IOException {
    List<String> arguments =
        List.of(
            directory.toString(),
            role,
            Integer.toString(COUNT),
            Integer.toString(operations),
            Integer.toString(accesses));
    ForkedMember member = ForkedMember.start(MulticastMember.class, arguments);
    members.add(member);
    return member;
  }

  @Test
  void whoSurvivesGetsEveryBlock() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("kills of multicast: -Dsharelock.kill.seed=%d round %d%n", SEED, round);
      members.clear();
      try (Region region =
          Region.create(RegionOptions.of(MulticastMember.NAME, 1 << 21).in(directory.toString()))) {
        round(region, random.split());
      }
      Region.unlink(directory.toString(), MulticastMember.NAME, UnlinkPolicy.IF_UNUSED);
    }
  }

  private void round(Region region, SplittableRandom random) throws Exception {
    MulticastMember.base(region);
    MulticastMember.journal(region);
    QueueMember.heap(region);
    ForkedMember survivor = start(MulticastMember.SUBSCRIBES, 0, 0);
    List<ForkedMember> victims = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      victims.add(mortal(MulticastMember.SUBSCRIBES, random));
    }
    victims.add(mortal(MulticastMember.PUBLISHES, random));
    for (ForkedMember member : members) {
      member.requireReady();
    }
    killAll(victims);
    ForkedMember heir = start(MulticastMember.PUBLISHES, 0, 0);
    heir.requireReady();
    heir.proceed();
    heir.requireEnd();
    survivor.requireEnd();
    requireNothingInTheHeap(region);
  }

  private ForkedMember mortal(String role, SplittableRandom random) throws IOException {
    return start(role, random.nextInt(1, OPERATIONS), random.nextInt(ACCESSES));
  }

  /** Whoever stands before its access holds the publisher up, so each is killed at once. */
  private void killAll(List<ForkedMember> victims) throws Exception {
    for (ForkedMember member : members) {
      member.proceed();
    }
    try (ExecutorService killers = Executors.newFixedThreadPool(victims.size())) {
      List<Future<Boolean>> killed = new ArrayList<>();
      for (ForkedMember victim : victims) {
        killed.add(
            killers.submit(
                () -> {
                  victim.kill();
                  return true;
                }));
      }
      for (Future<Boolean> one : killed) {
        assertThat(one.get()).isTrue();
      }
    }
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
