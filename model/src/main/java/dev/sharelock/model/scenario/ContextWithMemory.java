package dev.sharelock.model.scenario;

import dev.sharelock.memory.SharedMemory;

/** A context with another memory. */
public final class ContextWithMemory extends DecoratedContext {
  private final SharedMemory memory;

  /** The context of a process that is to see another memory. */
  public ContextWithMemory(ProcessContext context, SharedMemory memory) {
    super(context);
    this.memory = memory;
  }

  @Override
  public SharedMemory memory() {
    return memory;
  }
}
