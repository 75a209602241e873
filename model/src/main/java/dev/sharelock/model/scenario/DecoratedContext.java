package dev.sharelock.model.scenario;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import java.util.function.UnaryOperator;

/** A context with another memory. */
final class DecoratedContext implements ProcessContext {
  private final ProcessContext context;
  private final SharedMemory memory;

  DecoratedContext(ProcessContext context, UnaryOperator<SharedMemory> decorator) {
    this.context = context;
    this.memory = decorator.apply(context.memory());
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
    return memory;
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
}
