package dev.sharelock.bench.crowd.queues;

import dev.sharelock.bench.crowd.CrowdQueue;
import dev.sharelock.bench.pair.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/** The message queue of Boost, with numbers; it is called from Java. */
public final class BoostQueue implements CrowdQueue {
  private static final ValueLayout LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout POINTER = ValueLayout.ADDRESS;

  private static Path library(Path file) {
    return file.resolveSibling(file.getFileName() + ".so");
  }

  private static String name(Path file) {
    return file.getFileName() + ".queue";
  }

  @Override
  public void format(Path file) {
    try {
      if (!NativeLibrary.build(BoostQueue.class, "boost_queue.cpp", library(file))) {
        throw new IllegalStateException(
            "queue of Boost cannot be built; do: install g++ and the headers of Boost, or say by"
                + " CPLUS_INCLUDE_PATH where they are");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void clean(Path file) throws IOException {
    if (Files.exists(library(file))) {
      new Calls(file).remove(file);
      Files.delete(library(file));
    }
  }

  @Override
  public Handle open(Path file, int number) {
    return new Calls(file).open(file);
  }

  /** The functions of the library. */
  private static final class Calls {
    private final SymbolLookup symbols;

    @SuppressWarnings("restricted")
    Calls(Path file) {
      this.symbols = SymbolLookup.libraryLookup(library(file), Arena.global());
    }

    @SuppressWarnings("restricted")
    private MethodHandle call(String name, FunctionDescriptor type) {
      return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }

    private void remove(Path file) {
      MethodHandle remove = call("queue_remove", FunctionDescriptor.ofVoid(POINTER));
      try (Arena arena = Arena.ofConfined()) {
        remove.invokeExact(arena.allocateFrom(name(file)));
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    private Handle open(Path file) {
      MethodHandle open = call("queue_open", FunctionDescriptor.of(POINTER, POINTER, LONG));
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocateFrom(name(file));
        return new Queue((MemorySegment) open.invokeExact(name, (long) CAPACITY), this);
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }

  private static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException(
        "queue of Boost failed: cause=" + cause + "; do: look at the cause", cause);
  }

  private static final class Queue implements Handle {
    private final MemorySegment queue;
    private final MethodHandle put;
    private final MethodHandle offer;
    private final MethodHandle take;
    private final MethodHandle poll;

    Queue(MemorySegment queue, Calls calls) {
      this.queue = queue;
      this.put = calls.call("queue_put", FunctionDescriptor.ofVoid(POINTER, LONG));
      this.offer = calls.call("queue_offer", FunctionDescriptor.of(LONG, POINTER, LONG));
      this.take = calls.call("queue_take", FunctionDescriptor.of(LONG, POINTER));
      this.poll = calls.call("queue_poll", FunctionDescriptor.of(LONG, POINTER));
    }

    @Override
    public void put(long value) {
      try {
        put.invokeExact(queue, value);
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    @Override
    public boolean offer(long value) {
      try {
        return (long) offer.invokeExact(queue, value) != 0;
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    @Override
    public long take() {
      try {
        return (long) take.invokeExact(queue);
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    @Override
    public long poll() {
      try {
        return (long) poll.invokeExact(queue);
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }
}
