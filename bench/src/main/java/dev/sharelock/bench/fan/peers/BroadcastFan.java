package dev.sharelock.bench.fan.peers;

import dev.sharelock.bench.fan.Fan;
import dev.sharelock.bench.pair.MappedFile;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.BroadcastReceiver;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;
import org.agrona.concurrent.broadcast.RecordDescriptor;

/** Agrona's broadcast: one buffer for all, and whoever is overtaken loses what was in it. */
public final class BroadcastFan implements Fan {
  private static final int TYPE = 1;
  private static final long BYTES =
      (long) CAPACITY * (RecordDescriptor.HEADER_LENGTH + Long.BYTES)
          + BroadcastBufferDescriptor.TRAILER_LENGTH;

  @Override
  public boolean isLossy() {
    return true;
  }

  @Override
  public long bytes(int subscribers) {
    return BYTES;
  }

  @Override
  public void format(Path file, int subscribers) {}

  private static UnsafeBuffer buffer(Path file) {
    return new UnsafeBuffer(MappedFile.buffer(file, 0, BYTES));
  }

  @Override
  public LongConsumer publisher(Path file, int subscribers) {
    BroadcastTransmitter transmitter = new BroadcastTransmitter(buffer(file));
    UnsafeBuffer number = new UnsafeBuffer(new byte[Long.BYTES]);
    return value -> {
      number.putLong(0, value);
      transmitter.transmit(TYPE, number, 0, Long.BYTES);
    };
  }

  @Override
  public LongSupplier subscriber(Path file, int number) {
    BroadcastReceiver receiver = new BroadcastReceiver(buffer(file));
    IdleStrategy idle = new BackoffIdleStrategy();
    return () -> {
      while (true) {
        if (receiver.receiveNext()) {
          long value = receiver.buffer().getLong(receiver.offset());
          if (receiver.validate()) {
            idle.reset();
            return value;
          }
        } else {
          idle.idle();
        }
      }
    };
  }
}
