package dev.sharelock.bench.heap;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.SystemEnvironment;
import java.lang.foreign.Arena;

/** A heap and its participants in one process. */
final class World {
  private final HeapGeometry geometry;
  private final SharedMemory memory;
  private long participants;

  /** Makes an empty heap. */
  World(long dataBytes) {
    this.geometry = HeapGeometry.forBytes(dataBytes);
    this.memory = memory(geometry.bytes());
    HeapFormat.create(memory, 0, geometry, 1);
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
