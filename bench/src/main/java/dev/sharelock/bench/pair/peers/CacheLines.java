package dev.sharelock.bench.pair.peers;

import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.memory.SharedMemory;

/**
 * No transport, but its limit: one word for each way, on a cache line of its own. A message is
 * overwritten by the next one, so this is for round trips only.
 */
public final class CacheLines implements Transport {
  private static final long STRIDE = 256;

  @Override
  public long bytes(PairOptions options) {
    return 2 * STRIDE;
  }

  @Override
  public void format(PairOptions options) {}

  @Override
  public Sender sender(PairOptions options, int way) {
    return new Storing(MappedFile.memory(options.file()), way * STRIDE);
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return new Loading(MappedFile.memory(options.file()), way * STRIDE);
  }

  private record Storing(SharedMemory memory, long word) implements Sender {
    @Override
    public boolean offer(long sequence) {
      memory.setLongRelease(word, sequence + 1); // for getAcquire in poll
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      offer(sequence);
    }

    @Override
    public void close() {}
  }

  private static final class Loading implements Receiver {
    private final SharedMemory memory;
    private final long word;
    private long seen;

    Loading(SharedMemory memory, long word) {
      this.memory = memory;
      this.word = word;
    }

    @Override
    public int poll(Sink sink, int limit) {
      long found = memory.getLongAcquire(word); // for setRelease in offer
      if (found == seen) {
        return 0;
      }
      seen = found;
      sink.accept(found - 1);
      return 1;
    }

    @Override
    public void receive(Sink sink) {
      while (poll(sink, 1) == 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {}
  }
}
