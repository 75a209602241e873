package dev.sharelock.properties.pipe;

import dev.sharelock.properties.pipe.PipeStep.Kind;
import dev.sharelock.properties.pipe.PipeWorld.Note;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Any sequence of operations at pipes does what the model does, whoever dies in the middle. */
final class PipeProperties {

  @Property
  void behavesAsPipesWhoeverDies(@ForAll("steps") List<PipeStep> steps) {
    run(new PipeMachine(new PipeWorld(Note.NONE), false), steps);
  }

  /** There is one relay at a time, however often it is succeeded. */
  @Property
  void orderStaysThroughOneRelay(@ForAll("steps") List<PipeStep> steps) {
    run(new PipeMachine(new PipeWorld(Note.NONE), true), steps);
  }

  @Example
  void whoRecoversMaySeeTheServer() {
    behavesAsPipesWhoeverDies(
        List.of(
            step(Kind.PUT, 0, 0, PipeStep.ENOUGH),
            step(Kind.PUT, 0, 0, PipeStep.ENOUGH),
            step(Kind.PUT, 1, 1, PipeStep.ENOUGH),
            step(Kind.PUT, 1, 0, PipeStep.ENOUGH),
            step(Kind.PASS, 0, 0, PipeStep.ENOUGH),
            step(Kind.PASS, 0, 0, PipeStep.ENOUGH),
            step(Kind.PASS, 0, 0, 16),
            step(Kind.RECOVER, 1, 1, PipeStep.ENOUGH),
            step(Kind.LEAVE, 1, 0, PipeStep.ENOUGH),
            step(Kind.PUT, 1, 1, PipeStep.ENOUGH)));
  }

  private static PipeStep step(Kind kind, int pipe, int who, int accesses) {
    return new PipeStep(kind, pipe, who, 0, accesses);
  }

  private static void run(PipeMachine machine, List<PipeStep> steps) {
    steps.forEach(machine::run);
    machine.end();
  }

  @Provide
  Arbitrary<List<PipeStep>> steps() {
    return PipeStep.any().list().ofMinSize(1).ofMaxSize(80);
  }

  /**
   * Participants that do not note what they have in hand. They run from {@link PipeMutantTest}
   * only.
   */
  static final class Mutants {
    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void withoutNoteOfPassing(@ForAll("steps") List<PipeStep> steps) {
      run(new PipeMachine(new PipeWorld(Note.PASSING), true), steps);
    }

    @Property(tries = 50_000, shrinking = ShrinkingMode.OFF)
    void withoutNoteOfTaking(@ForAll("steps") List<PipeStep> steps) {
      run(new PipeMachine(new PipeWorld(Note.TAKING), false), steps);
    }

    @Provide
    Arbitrary<List<PipeStep>> steps() {
      return PipeStep.any().list().ofMinSize(20).ofMaxSize(80);
    }
  }
}
