package dev.sharelock.model.scenario;

import dev.sharelock.environment.Participants;

/** A context with another view of who takes part. */
public final class ContextWithParticipants extends DecoratedContext {
  private final Participants participants;

  /** The context of a process that is to have another view. */
  public ContextWithParticipants(ProcessContext context, Participants participants) {
    super(context);
    this.participants = participants;
  }

  @Override
  public Participants participants() {
    return participants;
  }
}
