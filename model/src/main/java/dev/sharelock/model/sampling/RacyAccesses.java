package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.scenario.RacyData;
import dev.sharelock.model.scenario.RacyRange;
import dev.sharelock.model.trace.EventKind;
import java.util.Arrays;

/**
 * Accesses of one process to data of which some is racy by design. Each of its granules is accessed
 * in a step of its own; the rest is accessed as other data is.
 */
final class RacyAccesses {
  private final World world;
  private final SimulatedProcess process;
  private final SimulatedMemory memory;
  private final RacyData racy;
  private final byte[] granule = new byte[Integer.BYTES];

  RacyAccesses(World world, SimulatedProcess process, SimulatedMemory memory) {
    this.world = world;
    this.process = process;
    this.memory = memory;
    this.racy = world.scenario.racyData();
  }

  void read(int offset, byte[] target, int index, int length) {
    int end = offset + length;
    for (int at = offset, next; at < end; at = next) {
      next = (int) racy.endOfPart(at, end);
      RacyRange range = racy.at(at);
      int into = index + at - offset;
      if (range == null) {
        memory.readQuiet(at, target, into, next - at);
      } else {
        int start = (int) RacyData.granuleAt(range, at);
        readGranule(start, range.granule());
        System.arraycopy(granule, at - start, target, into, next - at);
      }
    }
  }

  private void readGranule(int at, int bytes) {
    process.readsRacy = true;
    StepKind how = world.before(process, EventKind.DATA_READ, at, bytes, AccessMode.PLAIN);
    process.readsRacy = false;
    int back = how == StepKind.STALE ? process.chosenValue : 0;
    RacyHistory.Write write = world.store.readRacy(process.index, at, bytes, back);
    Bytes.put(granule, 0, bytes, write.value());
    process.noteRead(at);
    int source = world.trace.stepOf(write.process(), write.time());
    world.trace.readFrom(source, process.index, at, granule, bytes);
    process.lost.overlay(at, granule, 0, bytes);
  }

  void write(int offset, byte[] source, int index, int length) {
    int end = offset + length;
    for (int at = offset, next; at < end; at = next) {
      next = (int) racy.endOfPart(at, end);
      RacyRange range = racy.at(at);
      int from = index + at - offset;
      if (range == null) {
        memory.writeQuiet(at, source, from, next - at);
      } else {
        RacyData.requireWhole(range, at, next);
        writeGranule(at, source, from, range.granule());
      }
    }
  }

  private void writeGranule(int at, byte[] source, int index, int bytes) {
    StepKind how = world.before(process, EventKind.DATA_WRITE, at, bytes, AccessMode.PLAIN);
    if (how == StepKind.LOSE || process.lost.touches(at, bytes)) {
      process.lost.add(world, process, at, Arrays.copyOfRange(source, index, index + bytes));
      return;
    }
    long value = Bytes.get(source, index, bytes);
    world.store.writeRacy(process.index, at, bytes, value);
    world.trace.data(process.index, EventKind.DATA_WRITE, at, source, index, bytes);
    world.wrote(process);
  }
}
