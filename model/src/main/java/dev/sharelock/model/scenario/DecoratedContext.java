package dev.sharelock.model.scenario;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;

/** A context that is another one in all but what is overridden. */
abstract class DecoratedContext implements ProcessContext {
  private final ProcessContext context;

  DecoratedContext(ProcessContext context) {
    this.context = context;
  }

  @Override
  public int index() {
    return context.index();
  }

  @Override
  public String name() {
    return context.name();
  }

  @Override
  public SharedMemory memory() {
    return context.memory();
  }

  @Override
  public Environment environment() {
    return context.environment();
  }

  @Override
  public Participants participants() {
    return context.participants();
  }

  @Override
  public void record(String label, Object value) {
    context.record(label, value);
  }

  @Override
  public int choose(int alternatives) {
    return context.choose(alternatives);
  }

  @Override
  public void evict(long participant) {
    context.evict(participant);
  }
}
