package dev.sharelock.model.scenarios;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.ProcessContext;
import java.util.function.IntConsumer;

/**
 * Work in rounds: after each, all workers wait until the last one has come, and one of them looks
 * at the memory while nobody else moves. Whoever dies is replaced by its successor, who goes on
 * with the round that it finds.
 *
 * @param base where the words are: the round, then for each worker the last round it has done
 * @param workers how many there are
 * @param count how many rounds
 */
record Rounds(long base, int workers, int count) {

  long bytes() {
    return Long.BYTES * (workers + 1L);
  }

  void describe(FieldNames names) {
    names.word(base, Long.BYTES, "round");
    for (int i = 0; i < workers; i++) {
      names.word(done(i), Long.BYTES, "done[" + i + "]");
    }
  }

  private long done(int worker) {
    return base + Long.BYTES * (worker + 1L);
  }

  /**
   * Waits until a round is over in which a predecessor has done its part: everybody is to be at
   * rest then. To be called before anything else.
   */
  void join(ProcessContext context, int worker) {
    await(context, base, context.memory().getLongAcquire(done(worker)));
  }

  /**
   * Works until all rounds are over.
   *
   * @param worker which worker this process is, or takes the place of
   * @param work what it does in a round, which it is told the number of
   * @param look what one of them checks after each round
   */
  void run(ProcessContext context, int worker, IntConsumer work, Runnable look) {
    int round = (int) context.memory().getLongAcquire(base);
    while (round < count) {
      work.accept(round);
      context.memory().setLongRelease(done(worker), round + 1L);
      if (worker == 0) {
        awaitAll(context, round + 1L);
        look.run();
        context.memory().setLongRelease(base, round + 1L);
      } else {
        await(context, base, round + 1L);
      }
      round++;
    }
  }

  private void awaitAll(ProcessContext context, long round) {
    for (int i = 0; i < workers; i++) {
      await(context, done(i), round);
    }
  }

  private static void await(ProcessContext context, long word, long least) {
    while (context.memory().getLongAcquire(word) < least) {
      context.environment().spinHint();
    }
  }
}
