package dev.sharelock.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.memory.WordOperations.NamedUpdate;
import dev.sharelock.memory.WordOperations.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of {@link SharedMemory} must do; one subclass for each. */
public abstract class SharedMemoryConformance {

  /** The size of the memories. */
  protected static final int SIZE = 4096;

  private static final int TURNS = 20_000;
  private static final long[] VALUES = {
    0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE, 0x0123_4567_89AB_CDEFL, 0x8000_0000L
  };

  /** For the tests of one implementation. */
  protected SharedMemoryConformance() {}

  /** A memory of {@link #SIZE} bytes, all zero. */
  protected abstract SharedMemory memory();

  static Stream<Words> words() {
    return Stream.of(WordOperations.LONGS, WordOperations.INTS);
  }

  @Test
  void startsZeroAndKnowsItsSize() {
    SharedMemory memory = memory();
    assertThat(memory.size()).isEqualTo(SIZE);
    for (long offset = 0; offset < SIZE; offset += 8) {
      assertThat(memory.getLongPlain(offset)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void everyGetReadsWhatEverySetWrote(Words words) {
    SharedMemory memory = memory();
    for (WordOperations.Set set : words.sets()) {
      for (WordOperations.Get get : words.gets()) {
        for (long value : VALUES) {
          set.set(memory, 64, value);
          assertThat(get.get(memory, 64)).isEqualTo(words.fit(value));
        }
      }
    }
    requireZeroOutside(memory, 64, words.bytes());
  }

  @ParameterizedTest
  @MethodSource("words")
  void compareAndSetTakesEffectExactlyIfTheValueIsExpected(Words words) {
    SharedMemory memory = memory();
    long at = SIZE - words.bytes();
    for (WordOperations.Compare compare : words.compares()) {
      words.sets().getLast().set(memory, at, 7);
      assertThat(compare.set(memory, at, 8, 9)).isFalse();
      assertThat(words.gets().getLast().get(memory, at)).isEqualTo(7);
      while (!compare.set(memory, at, 7, -9)) {
        Thread.onSpinWait(); // the weak forms may fail without a reason
      }
      assertThat(words.gets().getLast().get(memory, at)).isEqualTo(-9);
    }
    requireZeroOutside(memory, at, words.bytes());
  }

  @ParameterizedTest
  @MethodSource("words")
  void compareAndExchangeReturnsWhatItFound(Words words) {
    SharedMemory memory = memory();
    for (WordOperations.Exchange exchange : words.exchanges()) {
      words.sets().getLast().set(memory, 128, -3);
      assertThat(exchange.set(memory, 128, 3, 4)).isEqualTo(-3);
      assertThat(words.gets().getLast().get(memory, 128)).isEqualTo(-3);
      assertThat(exchange.set(memory, 128, -3, 4)).isEqualTo(-3);
      assertThat(words.gets().getLast().get(memory, 128)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void updatesReturnTheOldValueAndStoreTheNew(Words words) {
    SharedMemory memory = memory();
    for (NamedUpdate update : words.updates()) {
      for (long found : VALUES) {
        for (long operand : VALUES) {
          words.sets().getLast().set(memory, 72, found);
          assertThat(update.update().update(memory, 72, operand))
              .as("%s", update)
              .isEqualTo(words.fit(found));
          long expected = words.fit(update.meaning().applyAsLong(found, operand));
          assertThat(words.gets().getLast().get(memory, 72)).as("%s", update).isEqualTo(expected);
        }
      }
    }
    requireZeroOutside(memory, 72, words.bytes());
  }

  @ParameterizedTest
  @MethodSource("words")
  void wordsOutsideAreRefused(Words words) {
    SharedMemory memory = memory();
    long[] outside = {-words.bytes(), SIZE, SIZE + 64, Long.MIN_VALUE, Long.MAX_VALUE - 7};
    for (long offset : outside) {
      forEachOperation(
          words,
          memory,
          offset,
          operation ->
              assertThatThrownBy(operation::run)
                  .isInstanceOf(IndexOutOfBoundsException.class)
                  .hasMessageContaining(Long.toString(offset))
                  .hasMessageContaining(Integer.toString(SIZE)));
    }
    requireZeroOutside(memory, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("words")
  void misalignedWordsAreRefused(Words words) {
    SharedMemory memory = memory();
    for (long offset = 65; offset < 64 + words.bytes(); offset++) {
      forEachOperation(
          words,
          memory,
          offset,
          operation ->
              assertThatThrownBy(operation::run).isInstanceOf(IllegalArgumentException.class));
    }
    requireZeroOutside(memory, 0, 0);
  }

  private static void forEachOperation(
      Words words,
      SharedMemory memory,
      long offset,
      java.util.function.Consumer<Runnable> expectation) {
    List<Runnable> all = new ArrayList<>();
    words.gets().forEach(get -> all.add(() -> get.get(memory, offset)));
    words.sets().forEach(set -> all.add(() -> set.set(memory, offset, 1)));
    words.compares().forEach(compare -> all.add(() -> compare.set(memory, offset, 0, 1)));
    words.exchanges().forEach(exchange -> all.add(() -> exchange.set(memory, offset, 0, 1)));
    words.updates().forEach(update -> all.add(() -> update.update().update(memory, offset, 1)));
    all.forEach(expectation);
  }

  @Test
  void dataOfEveryWidthAtEveryAlignmentIsOneSequenceOfBytes() {
    SharedMemory memory = memory();
    ByteBuffer model = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
    Random random = new Random(4711);
    for (int i = 0; i < 4_000; i++) {
      int at = random.nextInt(SIZE - 8);
      long value = random.nextLong();
      switch (random.nextInt(4)) {
        case 0 -> {
          memory.writeByte(at, (byte) value);
          model.put(at, (byte) value);
          assertThat(memory.readByte(at)).isEqualTo((byte) value);
        }
        case 1 -> {
          memory.writeShort(at, (short) value);
          model.putShort(at, (short) value);
          assertThat(memory.readShort(at)).isEqualTo((short) value);
        }
        case 2 -> {
          memory.writeInt(at, (int) value);
          model.putInt(at, (int) value);
          assertThat(memory.readInt(at)).isEqualTo((int) value);
        }
        default -> {
          memory.writeLong(at, value);
          model.putLong(at, value);
          assertThat(memory.readLong(at)).isEqualTo(value);
        }
      }
    }
    assertThat(contents(memory)).isEqualTo(model.array());
    assertThat(memory.getLongPlain(64)).isEqualTo(model.getLong(64));
    assertThat(memory.getIntPlain(68)).isEqualTo(model.getInt(68));
  }

  @Test
  void bulkOperationsMatchAnArrayOfBytes() {
    SharedMemory memory = memory();
    byte[] model = new byte[SIZE];
    byte[] noise = new byte[300];
    Random random = new Random(815);
    for (int i = 0; i < 2_000; i++) {
      int length = random.nextInt(257);
      int from = random.nextInt(SIZE - length + 1);
      int to = random.nextInt(SIZE - length + 1);
      switch (random.nextInt(3)) {
        case 0 -> {
          random.nextBytes(noise);
          int index = random.nextInt(noise.length - length + 1);
          memory.writeBytes(to, noise, index, length);
          System.arraycopy(noise, index, model, to, length);
        }
        case 1 -> {
          memory.copyBytes(from, to, length);
          System.arraycopy(model, from, model, to, length);
        }
        default -> {
          memory.fillBytes(to, length, (byte) i);
          java.util.Arrays.fill(model, to, to + length, (byte) i);
        }
      }
      byte[] part = new byte[length + 2];
      memory.readBytes(from, part, 1, length);
      assertThat(java.util.Arrays.copyOfRange(part, 1, length + 1))
          .isEqualTo(java.util.Arrays.copyOfRange(model, from, from + length));
      assertThat(part[0]).isZero();
      assertThat(part[length + 1]).isZero();
    }
    assertThat(contents(memory)).isEqualTo(model);
  }

  @Test
  void dataOutsideIsRefusedBeforeAnythingIsTouched() {
    SharedMemory memory = memory();
    byte[] bytes = new byte[16];
    bytes[0] = 1;
    List<Runnable> all =
        List.of(
            () -> memory.readByte(SIZE),
            () -> memory.readShort(SIZE - 1),
            () -> memory.readInt(-1),
            () -> memory.readLong(SIZE - 7),
            () -> memory.writeByte(-1, (byte) 1),
            () -> memory.writeShort(SIZE - 1, (short) -1),
            () -> memory.writeInt(SIZE - 3, -1),
            () -> memory.writeLong(SIZE - 4, -1),
            () -> memory.readBytes(SIZE - 15, bytes, 0, 16),
            () -> memory.readBytes(0, bytes, 1, 16),
            () -> memory.writeBytes(SIZE - 15, bytes, 0, 16),
            () -> memory.writeBytes(0, bytes, -1, 4),
            () -> memory.copyBytes(SIZE - 8, 0, 9),
            () -> memory.copyBytes(0, SIZE - 8, 9),
            () -> memory.fillBytes(SIZE - 8, 9, (byte) 1),
            () -> memory.fillBytes(0, -1, (byte) 1),
            () -> memory.fillBytes(Long.MAX_VALUE, 2, (byte) 1));
    all.forEach(
        operation ->
            assertThatThrownBy(operation::run).isInstanceOf(IndexOutOfBoundsException.class));
    requireZeroOutside(memory, 0, 0);
  }

  @Test
  void adviceTouchesNothingButWhatIsToBeWritten() {
    SharedMemory memory = memory();
    for (int offset = 0; offset < SIZE; offset++) {
      memory.prefetchToRead(offset);
    }
    requireZeroOutside(memory, 0, 0);
    memory.prefetchToWrite(65, 190);
    requireZeroOutside(memory, 65, 190);
  }

  @ParameterizedTest
  @MethodSource("words")
  void addsOfTwoThreadsAreNotLost(Words words) throws Exception {
    SharedMemory memory = memory();
    for (NamedUpdate update : words.updates()) {
      if (update.name().startsWith("add")) {
        words.sets().getLast().set(memory, 256, 0);
        race(
            () -> repeat(() -> update.update().update(memory, 256, 1)),
            () -> repeat(() -> update.update().update(memory, 256, 3)));
        assertThat(words.gets().getLast().get(memory, 256)).as("%s", update).isEqualTo(4L * TURNS);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("words")
  void compareAndSetsOfTwoThreadsAreNotLost(Words words) throws Exception {
    SharedMemory memory = memory();
    for (WordOperations.Compare compare : words.compares()) {
      words.sets().getLast().set(memory, 256, 0);
      Runnable increments = () -> repeat(() -> increment(words, compare, memory));
      race(increments, increments);
      assertThat(words.gets().getLast().get(memory, 256)).isEqualTo(2L * TURNS);
    }
  }

  private static void increment(Words words, WordOperations.Compare compare, SharedMemory memory) {
    long found;
    do {
      found = words.gets().getLast().get(memory, 256);
    } while (!compare.set(memory, 256, found, found + 1));
  }

  @Test
  void neighboursInOneLongDoNotDisturbEachOther() throws Exception {
    SharedMemory memory = memory();
    race(
        () -> repeat(() -> memory.setIntOpaque(512, memory.getIntOpaque(512) + 1)),
        () -> repeat(() -> memory.getAndAddIntRelease(516, 1)));
    assertThat(memory.getIntVolatile(512)).isEqualTo(TURNS);
    assertThat(memory.getIntVolatile(516)).isEqualTo(TURNS);
    race(
        () -> repeat(() -> memory.writeByte(520, (byte) (memory.readByte(520) + 1))),
        () -> repeat(() -> memory.writeShort(522, (short) (memory.readShort(522) + 1))));
    assertThat(memory.readByte(520)).isEqualTo((byte) TURNS);
    assertThat(memory.readShort(522)).isEqualTo((short) TURNS);
  }

  @Test
  void releasePublishesWhatWasWrittenBefore() throws Exception {
    SharedMemory memory = memory();
    AtomicReference<String> wrong = new AtomicReference<>();
    race(
        () -> {
          for (int i = 1; i <= TURNS; i++) {
            memory.writeLong(1024 + 8L * (i & 63), i);
            memory.setLongRelease(768, i);
          }
        },
        () -> {
          long seen = 0;
          while (seen < TURNS) {
            seen = memory.getLongAcquire(768);
            long data = memory.readLong(1024 + 8 * (seen & 63));
            if (data < seen) {
              wrong.set("seen=" + seen + ", data=" + data);
            }
            Thread.onSpinWait();
          }
        });
    assertThat(wrong.get()).isNull();
  }

  @Test
  void fencedFlagsKeepTwoThreadsApart() throws Exception {
    for (boolean asymmetric : new boolean[] {false, true}) {
      SharedMemory memory = memory();
      CyclicBarrier round = new CyclicBarrier(2);
      int rounds = 4_000;
      long[] entered = new long[2];
      race(
          () -> enter(memory, round, entered, new Side(0, rounds, asymmetric)),
          () -> enter(memory, round, entered, new Side(1, rounds, asymmetric)));
      assertThat(memory.getLongVolatile(1536)).as("both entered").isZero();
    }
  }

  private record Side(int me, int rounds, boolean asymmetric) {}

  /** Each writes its flag, fences, and reads the other's: they must not both see nothing. */
  private static void enter(SharedMemory memory, CyclicBarrier round, long[] entered, Side side) {
    try {
      for (int i = 1; i <= side.rounds(); i++) {
        round.await();
        memory.setLongOpaque(1280 + 64L * side.me(), i);
        if (!side.asymmetric()) {
          memory.fullFence();
        } else if (side.me() == 0) {
          memory.lightFence();
        } else {
          memory.heavyFence();
        }
        entered[side.me()] = memory.getLongOpaque(1280 + 64L * (1 - side.me()));
        round.await();
        if (entered[0] < i && entered[1] < i && side.me() == 0) {
          memory.getAndAddLong(1536, 1);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void waitEndsAtOnceIfTheValueDiffersOrTheDeadlineHasPassed() {
    SharedMemory memory = memory();
    memory.setIntVolatile(2048, 5);
    assertThat(memory.waitOn(2048, 4, Long.MAX_VALUE)).isEqualTo(WaitOutcome.CHANGED);
    assertThat(memory.waitOn(2048, 5, System.nanoTime())).isEqualTo(WaitOutcome.TIMED_OUT);
    long deadline = System.nanoTime() + 3_000_000;
    WaitOutcome outcome;
    do {
      outcome = memory.waitOn(2048, 5, deadline);
    } while (outcome == WaitOutcome.WOKEN);
    assertThat(outcome).isEqualTo(WaitOutcome.TIMED_OUT);
    assertThat(System.nanoTime() - deadline).isNotNegative();
  }

  @Test
  void interruptEndsAWaitAndStaysSet() throws Exception {
    SharedMemory memory = memory();
    AtomicReference<String> result = new AtomicReference<>();
    Thread waiter =
        new Thread(
            () -> {
              WaitOutcome outcome;
              do {
                outcome = memory.waitOn(2048, 0, Long.MAX_VALUE);
              } while (outcome == WaitOutcome.WOKEN);
              result.set(outcome + " " + Thread.currentThread().isInterrupted());
            });
    waiter.start();
    waiter.interrupt();
    waiter.join();
    assertThat(result.get()).isEqualTo("INTERRUPTED true");
  }

  @Test
  void waitersAreWokenInTurn() throws Exception {
    SharedMemory memory = memory();
    int rounds = 300;
    race(() -> passOn(memory, 0, rounds), () -> passOn(memory, 1, rounds));
    assertThat(memory.getIntVolatile(2048)).isEqualTo(2 * rounds);
  }

  /** Waits until the counter has this parity, and increments it. */
  private static void passOn(SharedMemory memory, int parity, int rounds) {
    for (int i = 0; i < rounds; i++) {
      int found = memory.getIntAcquire(2048);
      while ((found & 1) != parity) {
        memory.waitOn(2048, found, Long.MAX_VALUE);
        found = memory.getIntAcquire(2048);
      }
      memory.setIntRelease(2048, found + 1);
      memory.wake(2048, 1);
    }
  }

  @Test
  void waitAndWakeRefuseNonsense() {
    SharedMemory memory = memory();
    assertThatThrownBy(() -> memory.waitOn(SIZE, 0, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> memory.waitOn(2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> memory.wake(-4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> memory.wake(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> memory.wake(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("count=0");
    assertThat(memory.wake(0, 1)).isZero();
  }

  @Test
  void fencesReturn() {
    SharedMemory memory = memory();
    memory.acquireFence();
    memory.releaseFence();
    memory.loadLoadFence();
    memory.storeStoreFence();
    memory.lightFence();
    memory.heavyFence();
    assertThat(memory.waitStrategy()).isNotNull();
  }

  private static void repeat(Runnable step) {
    for (int i = 0; i < TURNS; i++) {
      step.run();
    }
  }

  private static void race(Runnable first, Runnable second) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both = List.of(pool.submit(first), pool.submit(second));
      for (Future<?> one : both) {
        one.get();
      }
    }
  }

  private static byte[] contents(SharedMemory memory) {
    byte[] all = new byte[SIZE];
    memory.readBytes(0, all, 0, SIZE);
    return all;
  }

  private static void requireZeroOutside(SharedMemory memory, long offset, int length) {
    byte[] all = contents(memory);
    for (int i = 0; i < SIZE; i++) {
      if (i < offset || i >= offset + length) {
        assertThat(all[i]).as("byte %d", i).isZero();
      }
    }
  }
}
