package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.Leasing;
import dev.sharelock.memory.Machine;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.SystemEnvironment;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A heap and its participants in one process. */
final class World {
  private static MappedMemory region;

  private final HeapGeometry geometry;
  private final SharedMemory memory;
  private long participants;

  /** Makes an empty heap in memory of its own. */
  World(long dataBytes) {
    this(HeapGeometry.forBytes(dataBytes), memory(HeapGeometry.forBytes(dataBytes).bytes()));
  }

  private World(HeapGeometry geometry, SharedMemory memory) {
    this.geometry = geometry;
    this.memory = memory;
    HeapFormat.create(memory, 0, geometry, 1);
  }

  /** Makes an empty heap where the last one was that was made so, as in the region of a process. */
  static World inRegion(long dataBytes) {
    HeapGeometry geometry = HeapGeometry.forBytes(dataBytes);
    if (region == null) {
      MemorySegment segment = Arena.global().allocate(geometry.bytes(), 4096);
      region = MappedMemory.first(segment, Machine.PORTABLE, Leasing.NONE);
    }
    region.fillBytes(0, geometry.bytes(), (byte) 0);
    return new World(geometry, region);
  }

  /** Memory of this process, given back when nobody refers to it any more. */
  static MappedMemory memory(long bytes) {
    return new MappedMemory(Arena.ofAuto().allocate(bytes, 4096));
  }

  /**
   * A participant.
   *
   * @param onlySelfLives whether it takes all others for dead
   */
  private record Numbered(long self, boolean onlySelfLives) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return !onlySelfLives || participant == self;
    }
  }

  /** Another participant. */
  Allocator join() {
    return join(false);
  }

  /** Another participant, which takes all others for dead. */
  Allocator joinAsSurvivor() {
    return join(true);
  }

  private Allocator join(boolean onlySelfLives) {
    participants++;
    Participants all = new Numbered(participants, onlySelfLives);
    return Allocator.open(new ParticipantContext(memory, new SystemEnvironment(), all), 0);
  }
}
