package dev.sharelock.bench.heap;

import dev.sharelock.bench.pair.NativeLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shared-memory pool of Boost.Interprocess, by calls without transition, if there is a compiler
 * of C++ and Boost on this machine.
 */
final class BoostPeer implements HeapPeer {
  private final Arena arena = Arena.ofShared();
  private final MethodHandle allocate;
  private final MethodHandle release;
  private long[] addresses = {};

  @SuppressWarnings("restricted")
  private BoostPeer(Path library) throws Throwable {
    SymbolLookup symbols = SymbolLookup.libraryLookup(library, arena);
    FunctionDescriptor number = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
    allocate = leaf(symbols, "pool_allocate", number);
    release = leaf(symbols, "pool_release", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    MethodHandle create = leaf(symbols, "pool_create", number);
    if ((long) create.invokeExact(2 * HEAP) == 0) {
      throw new IllegalStateException("no pool was made; do: look whether there is memory");
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle leaf(SymbolLookup symbols, String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(symbols.findOrThrow(name), type, Linker.Option.critical(false));
  }

  /** Builds the library; empty if that is not possible here. */
  static Optional<Path> build() throws IOException {
    Path library = Files.createTempDirectory("sharelock-bench").resolve("libboost_pool.so");
    if (NativeLibrary.build(BoostPeer.class, "boost_pool.cpp", library)) {
      return Optional.of(library);
    }
    clean(library);
    return Optional.empty();
  }

  /** Deletes what {@link #build} has made. */
  static void clean(Path library) throws IOException {
    try (Stream<Path> files = Files.list(library.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(library.getParent());
  }

  static BoostPeer open(Path library) {
    try {
      return new BoostPeer(library);
    } catch (Throwable e) {
      throw new IllegalStateException("pool failed: cause=" + e + "; do: look at the cause", e);
    }
  }

  @Override
  public String name() {
    return "boost";
  }

  @Override
  public void fill(long bytes, Fill fill) throws Throwable {
    addresses = new long[fill.blocks(HEAP, bytes)];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = (long) allocate.invokeExact(bytes);
    }
    for (int i = 0; i < addresses.length; i++) {
      if (fill.isReleased(i)) {
        release.invokeExact(addresses[i]);
      }
    }
  }

  @Override
  public Optional<Cost.Work> work(Operation operation, long bytes) {
    return operation == Operation.ALLOCATE_RELEASE
        ? Optional.of(times -> allocateAndRelease(bytes, times))
        : Optional.empty();
  }

  private void allocateAndRelease(long bytes, int times) throws Throwable {
    for (int i = 0; i < times; i++) {
      long address = (long) allocate.invokeExact(bytes);
      release.invokeExact(address);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
