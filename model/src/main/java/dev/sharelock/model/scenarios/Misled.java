package dev.sharelock.model.scenarios;

import dev.sharelock.environment.Participants;
import dev.sharelock.model.scenario.ContextWithParticipants;
import dev.sharelock.model.scenario.ProcessContext;

/** What a process of a mutant is wrong about: who is alive, or who was evicted. */
enum Misled {
  /** Takes the evicted for dead. */
  ABOUT_QUARANTINE,

  /** Takes the dead for alive. */
  ABOUT_DEATHS,

  /** Knows of no eviction but its own. */
  ABOUT_EVICTIONS,

  /** Is not refused, although it is evicted. */
  ABOUT_ITSELF;

  /** What such a process has of its world. */
  ProcessContext in(ProcessContext context) {
    return new ContextWithParticipants(context, new Wrong(context.participants(), this));
  }

  private record Wrong(Participants all, Misled about) implements Participants {
    @Override
    public long self() {
      return all.self();
    }

    @Override
    public boolean isAlive(long participant) {
      return switch (about) {
        case ABOUT_QUARANTINE -> all.takesPart(participant);
        case ABOUT_DEATHS -> true;
        default -> all.isAlive(participant);
      };
    }

    @Override
    public boolean isEvicted(long participant) {
      return switch (about) {
        case ABOUT_ITSELF -> all.isEvicted(participant);
        case ABOUT_EVICTIONS -> participant == self() && all.isEvicted(participant);
        default -> false;
      };
    }

    @Override
    public boolean isSelfEvicted() {
      return about != ABOUT_ITSELF && isEvicted(self());
    }
  }
}
