package dev.sharelock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.SharedMemoryConformance;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.memory.WaitStrategy;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.MachineUse;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The memory as it is where kernel calls are allowed. */
@EnabledOnOs(OS.LINUX)
final class LinuxMachineNativeTest extends SharedMemoryConformance {

  @BeforeAll
  static void kernelCallsAreAllowed() {
    assertThat(Machines.hasFutex()).isTrue();
    assertThat(Machines.hasMembarrier()).isTrue();
  }

  @Override
  protected SharedMemory memory() {
    return new MappedMemory(
        Arena.ofAuto().allocate(SIZE, 64), Machines.machine(true, Machines.hasMembarrier()));
  }

  @Test
  void sleepsInTheKernel() {
    assertThat(memory().waitStrategy()).isEqualTo(WaitStrategy.FUTEX);
    assertThat(Machines.machine(false, false).waitStrategy()).isEqualTo(WaitStrategy.POLLING);
  }

  @Test
  void wakeReachesASleeperAndSaysSo() throws Exception {
    SharedMemory memory = memory();
    AtomicReference<WaitOutcome> outcome = new AtomicReference<>();
    Thread sleeper = new Thread(() -> outcome.set(memory.waitOn(0, 0, Deadline.NEVER)));
    sleeper.start();
    while (memory.wake(0, 1) == 0) {
      Thread.onSpinWait(); // until it sleeps
    }
    sleeper.join();
    assertThat(outcome.get()).as("though the word did not change").isEqualTo(WaitOutcome.WOKEN);
  }

  @Test
  void virtualThreadsPoll() throws Exception {
    SharedMemory memory = memory();
    CountDownLatch started = new CountDownLatch(1);
    Thread waiter =
        Thread.ofVirtual()
            .start(
                () -> {
                  started.countDown();
                  memory.waitOn(0, 0, Deadline.NEVER);
                });
    started.await();
    assertThat(memory.wake(0, 1)).as("not in the kernel").isZero();
    memory.setIntRelease(0, 1);
    waiter.join();
  }

  @Test
  void aClosedMappingIsAnError() {
    Arena arena = Arena.ofShared();
    SharedMemory memory = new MappedMemory(arena.allocate(64, 8), Machines.machine(true, false));
    arena.close();
    assertThatThrownBy(() -> memory.waitOn(0, 0, 0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> memory.wake(0, 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherProcessWakesAndIsWoken(@TempDir Path directory) throws Exception {
    RegionOptions options =
        RegionOptions.of("child", 4096).in(directory.toString()).machine(MachineUse.NATIVE);
    Process child = null;
    try (Region region = Region.create(options)) {
      SharedMemory memory = region.memory();
      assertThat(memory.waitStrategy()).isEqualTo(WaitStrategy.FUTEX);
      long offset =
          region
              .directory()
              .getOrCreate(new EntryRequest("word", 1, 8), (start, bytes) -> {}, 0)
              .offset();
      child = ChildJvm.start(ChildJvm.Mode.ENABLED, "wake", directory.toString());
      while (memory.wake(offset, 1) == 0) {
        assertThat(child.isAlive()).isTrue();
      }
      memory.setIntRelease(offset, 1);
      memory.wake(offset, 1);
      while (memory.getIntAcquire(offset) != 2) {
        memory.waitOn(offset, 1, Deadline.NEVER);
      }
      assertThat(child.waitFor()).isZero();
    } finally {
      if (child != null) {
        child.destroyForcibly().waitFor();
      }
    }
    Region.unlink(directory.toString(), "child", UnlinkPolicy.IF_UNUSED);
  }
}
