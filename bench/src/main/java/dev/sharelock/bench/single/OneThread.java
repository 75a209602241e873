package dev.sharelock.bench.single;

import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.Leasing;
import dev.sharelock.memory.MappedMemory;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.Machines;
import dev.sharelock.platform.SystemEnvironment;
import java.lang.foreign.Arena;

/** Memory and participants for benchmarks in one thread. */
final class OneThread {
  private OneThread() {}

  static SharedMemory memory(long bytes) {
    return MappedMemory.first(
        Arena.global().allocate(bytes, 4096),
        Machines.machine(Machines.hasFutex(), Machines.hasMembarrier()),
        Leasing.NONE);
  }

  /** Everybody lives. */
  private record Numbered(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return true;
    }
  }

  /** Only the caller lives. */
  private record Alone(long self) implements Participants {
    @Override
    public boolean isAlive(long participant) {
      return participant == self;
    }
  }

  /** A participant that takes all others for dead. */
  static ParticipantContext survivor(SharedMemory memory, long number) {
    return new ParticipantContext(memory, new SystemEnvironment(), new Alone(number));
  }

  static ParticipantContext participant(SharedMemory memory, long number) {
    return new ParticipantContext(memory, new SystemEnvironment(), new Numbered(number));
  }
}
