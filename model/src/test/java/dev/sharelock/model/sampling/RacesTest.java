package dev.sharelock.model.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What orders two accesses, and what does not. */
class RacesTest {
  private static final long FLAG = 0;
  private static final long OTHER = 64;
  private static final long DATA = 128;

  private static Body body(Consumer<SharedMemory> work) {
    return c -> work.accept(c.memory());
  }

  private static Scenario two(String name, Consumer<SharedMemory> one, Consumer<SharedMemory> two) {
    return Scenario.named(name)
        .fields(names -> names.data(DATA, 64, "box.data"))
        .process("one", body(one))
        .process("two", body(two))
        .build();
  }

  private static void publish(SharedMemory memory) {
    memory.writeLong(DATA, 7);
    memory.setLongRelease(FLAG, 1);
  }

  @Test
  void releaseAndAcquireOrderData() {
    Sampled.passes(
        two(
            "release-acquire",
            RacesTest::publish,
            memory -> {
              if (memory.getLongAcquire(FLAG) == 1) {
                memory.readLong(DATA);
                memory.writeLong(DATA, 8);
              }
            }));
  }

  @Test
  void anOpaqueReadOrdersNothing() {
    Failure failure =
        Sampled.fails(
            two(
                "opaque-read",
                RacesTest::publish,
                memory -> {
                  if (memory.getLongOpaque(FLAG) == 1) {
                    memory.readLong(DATA);
                  }
                }),
            FailureKind.DATA_RACE);
    assertThat(failure.message()).contains("box.data[0]").contains("one at step");
    assertThat(failure.events().getLast().note()).isEqualTo("data race");
  }

  @Test
  void fencesMakeUpForOpaqueAccesses() {
    Sampled.passes(
        two(
            "fences",
            memory -> {
              memory.writeLong(DATA, 7);
              memory.releaseFence();
              memory.setLongOpaque(FLAG, 1);
            },
            memory -> {
              if (memory.getLongOpaque(FLAG) == 1) {
                memory.acquireFence();
                memory.readLong(DATA);
              }
            }));
  }

  @Test
  void aLightFenceAloneOrdersNothing() {
    Sampled.fails(
        two(
            "light-fence",
            memory -> {
              memory.writeLong(DATA, 7);
              memory.lightFence();
              memory.setLongOpaque(FLAG, 1);
            },
            memory -> {
              if (memory.getLongAcquire(FLAG) == 1) {
                memory.readLong(DATA);
              }
            }),
        FailureKind.DATA_RACE);
  }

  @Test
  void theUpdateOfAnotherProcessPassesNothingOn() {
    Sampled.fails(
        Scenario.named("release-sequence")
            .process("one", body(RacesTest::publish))
            .process("two", body(memory -> memory.getAndAddLongAcquire(FLAG, 1)))
            .process(
                "three",
                body(
                    memory -> {
                      if (memory.getLongAcquire(FLAG) == 2) {
                        memory.readLong(DATA);
                      }
                    }))
            .build(),
        FailureKind.DATA_RACE);
  }

  @Test
  void anUpdateThatAcquiresAndReleasesPassesEverythingOn() {
    Sampled.passes(
        Scenario.named("chain")
            .process("one", body(RacesTest::publish))
            .process("two", body(memory -> memory.getAndAddLong(FLAG, 1)))
            .process(
                "three",
                body(
                    memory -> {
                      if (memory.getLongAcquire(FLAG) == 2) {
                        memory.readLong(DATA);
                      }
                    }))
            .build());
  }

  @Test
  void neighbouringBytesAreIndependent() {
    Sampled.passes(
        two(
            "neighbours",
            memory -> memory.writeBytes(DATA, new byte[13], 0, 13),
            memory -> memory.fillBytes(DATA + 13, 20, (byte) 1)));
    Failure failure =
        Sampled.fails(
            two(
                "overlap",
                memory -> memory.writeBytes(DATA, new byte[14], 0, 14),
                memory -> memory.fillBytes(DATA + 13, 20, (byte) 1)),
            FailureKind.DATA_RACE);
    assertThat(failure.message()).contains("box.data[");
  }

  @Test
  void aPlainWordRacesWithAnAtomicOne() {
    Sampled.fails(
        two(
            "plain-word",
            memory -> memory.setLongVolatile(FLAG, 1),
            memory -> memory.getLongPlain(FLAG)),
        FailureKind.DATA_RACE);
    Sampled.fails(
        two(
            "data-over-word",
            memory -> memory.getLongVolatile(FLAG),
            memory -> memory.writeByte(FLAG + 3, (byte) 1)),
        FailureKind.DATA_RACE);
  }

  @Test
  void aPlainReadOfAWordThatOnlyItsReaderWritesIsNoRace() {
    Sampled.passes(
        two(
            "own-word",
            memory -> memory.setLongRelease(FLAG, memory.getLongPlain(FLAG) + 1),
            memory -> memory.getLongAcquire(FLAG)));
  }

  @Test
  void readersDoNotRaceWithEachOtherButWithALaterWriter() {
    Sampled.passes(
        two("readers", memory -> memory.readLong(DATA), memory -> memory.readInt(DATA + 4)));
    Sampled.fails(
        two("late-writer", memory -> memory.readLong(DATA), memory -> memory.writeInt(DATA, 1)),
        FailureKind.DATA_RACE);
  }

  @Test
  void wordsOfTwoSizesDoNotMixUntilDataReplacesThem() {
    Sampled.fails(
        two(
            "two-sizes",
            memory -> memory.setLongVolatile(OTHER, 1),
            memory -> memory.getIntVolatile(OTHER + 4)),
        FailureKind.MIXED_SIZE);
    Sampled.passes(
        two(
            "replaced",
            memory -> {
              memory.setLongVolatile(OTHER, 1);
              memory.fillBytes(OTHER, 8, (byte) 0);
              memory.setIntVolatile(OTHER, 1);
              memory.setIntVolatile(OTHER + 4, 1);
            },
            memory -> memory.getLongVolatile(FLAG)));
  }

  @Test
  void theSetUpFixesSizesToo() {
    Sampled.fails(
        Scenario.named("set-up-size")
            .setUp((memory, environment) -> memory.setIntVolatile(OTHER, 1))
            .process("one", body(memory -> memory.getLongVolatile(OTHER)))
            .build(),
        FailureKind.MIXED_SIZE);
  }

  @Test
  void aMisalignedWordIsRefused() {
    Failure failure =
        Sampled.fails(
            two("misaligned", memory -> memory.getLongVolatile(OTHER + 4), memory -> {}),
            FailureKind.MIXED_SIZE);
    assertThat(failure.message()).contains("offset=68").contains("; do: ");
  }

  @Test
  void anAccessOutsideOfTheMemoryNamesValues() {
    Failure failure =
        Sampled.fails(
            two("outside", memory -> memory.writeBytes(4_090, new byte[8], 0, 8), memory -> {}),
            FailureKind.EXCEPTION);
    assertThat(failure.cause()).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(failure.message()).contains("offset=4090").contains("size=4096");
  }
}
