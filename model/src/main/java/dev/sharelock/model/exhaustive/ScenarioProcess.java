package dev.sharelock.model.exhaustive;

import dev.sharelock.environment.Environment;
import dev.sharelock.environment.Participants;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.ProcessContext;
import java.util.ArrayList;
import java.util.List;

/** What a simulated process has of its world. */
final class ScenarioProcess implements ProcessContext {

  /** Something that a process recorded. */
  record Note(String label, Object value) {}

  private final int index;
  private final String name;
  private final GraphMachine machine;
  private final SharedMemory memory;
  private final GraphEnvironment environment;
  private final Participants participants;
  private final List<Note> notes = new ArrayList<>();
  private boolean anonymous;

  ScenarioProcess(int index, Names names, GraphMachine machine, SharedMemory memory) {
    this.index = index;
    this.name = names.process(index);
    this.machine = machine;
    this.memory = memory;
    this.environment = GraphEnvironment.of(index, names.processes().size(), machine);
    this.participants = environment.participants();
  }

  /** Lets the process not know which one it is. */
  void hideIdentity() {
    anonymous = true;
    environment.hideIdentity();
  }

  private void requireIdentity() {
    if (anonymous) {
      throw GraphEnvironment.identical(name);
    }
  }

  /** Begins a new run. */
  void restart() {
    notes.clear();
    environment.restart();
  }

  /** What the process recorded in this run. */
  List<Note> notes() {
    return List.copyOf(notes);
  }

  @Override
  public int index() {
    requireIdentity();
    return index;
  }

  @Override
  public String name() {
    requireIdentity();
    return name;
  }

  @Override
  public SharedMemory memory() {
    return memory;
  }

  @Override
  public Environment environment() {
    return environment;
  }

  @Override
  public Participants participants() {
    return participants;
  }

  @Override
  public void record(String label, Object value) {
    notes.add(new Note(label, value));
  }

  @Override
  public int choose(int alternatives) {
    if (alternatives < 1) {
      throw new IllegalArgumentException(
          "there is nothing to choose from: alternatives="
              + alternatives
              + "; do: offer at least 1");
    }
    return machine.choose(alternatives);
  }
}
