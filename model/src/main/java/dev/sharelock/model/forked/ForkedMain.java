package dev.sharelock.model.forked;

import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.platform.Machines;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The main class of a forked JVM: it runs one process of a scenario after the other, as it is told.
 */
public final class ForkedMain {
  private static final int SPIN_LIMIT_OF_RACES = 100;

  private final Wire wire;

  private ForkedMain(Wire wire) {
    this.wire = wire;
  }

  /** Serves a coordinator over the standard streams until it closes them. */
  public static void main(String[] arguments) throws IOException {
    PrintStream protocol = System.out;
    System.setOut(System.err);
    new ForkedMain(new Wire(System.in, protocol)).serve();
  }

  private void serve() throws IOException {
    wire.send("READY", ProcessHandle.current().pid());
    for (String[] order = wire.receive(); order != null; order = wire.receive()) {
      Order.parse(order).ifPresent(this::runReported);
    }
  }

  private void runReported(Order order) {
    try {
      run(order);
      wire.send("END");
    } catch (Throwable e) {
      wire.send("FAILED", Wire.pack(e.getClass().getName()), Wire.pack(text(e)));
    }
  }

  /** What a scenario has checked needs no name of a class. */
  private static String text(Throwable e) {
    return e instanceof CheckFailed ? e.getMessage() : String.valueOf(e);
  }

  private void run(Order order) throws Exception {
    Scenario scenario = Catalogue.installed().get(order.scenario());
    try (Arena arena = Arena.ofShared()) {
      SharedMemory memory = map(Path.of(order.file()), arena);
      Gate gate =
          order.stepped()
              ? new GatedByCoordinator(wire)
              : new RacingGate(memory, wire, order.seed(), order.killBefore());
      SteppedMemory stepped = new SteppedMemory(memory, gate);
      int spinLimit = order.stepped() ? 1 : SPIN_LIMIT_OF_RACES;
      ScenarioProcess self = new ScenarioProcess(scenario, order.process());
      self.process().body().run(new ForkedContext(self, stepped, gate, wire, spinLimit));
    }
  }

  static SharedMemory map(Path file, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MemorySegment segment = channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
      return new MappedMemory(
          segment, Machines.machine(Machines.hasFutex(), Machines.hasMembarrier()));
    }
  }
}
