package dev.sharelock.properties.pipe;

import dev.sharelock.properties.pipe.PipeStep.Kind;
import dev.sharelock.properties.pipe.PipeWorld.Note;
import org.junit.jupiter.api.Test;

/**
 * What the dead have noted and never done, and what others do later with the same tickets; each for
 * a death before any access.
 */
final class PipeNotesTest {
  /** More accesses than a put or a pass has. */
  private static final int ACCESSES = 120;

  private static final int IN = PipeWorld.IN;
  private static final int OUT = PipeWorld.OUT;

  private PipeMachine machine;

  private void begin() {
    machine = new PipeMachine(new PipeWorld(Note.NONE), false);
  }

  private void run(Kind kind, int pipe, int who) {
    run(kind, pipe, who, PipeStep.ENOUGH);
  }

  private void run(Kind kind, int pipe, int who, int accesses) {
    machine.run(new PipeStep(kind, pipe, who, 0, accesses));
  }

  /** The next who has the place of the dead one in the heap sends it instead, elsewhere. */
  @Test
  void aTicketThatWasNeverSentIsNotThatOfAnother() {
    for (int accesses = 0; accesses < ACCESSES; accesses++) {
      begin();
      run(Kind.TAKE, IN, 1);
      run(Kind.PUT, IN, 1, accesses);
      run(Kind.PUT, OUT, 0);
      run(Kind.PUT, OUT, 1);
      machine.end();
    }
  }

  /** The sender sends it instead when it has used all others. */
  @Test
  void aTicketThatWasNeverPassedOnIsNotThatOfAnother() {
    for (int accesses = 0; accesses < ACCESSES; accesses++) {
      begin();
      run(Kind.PUT, IN, 0);
      run(Kind.PASS, IN, 0);
      run(Kind.PASS, IN, 0, accesses);
      takeFrom(IN);
      for (int i = 0; i < 10; i++) {
        putThree();
        takeFrom(IN);
        takeFrom(IN);
        takeFrom(IN);
      }
      putThree();
      run(Kind.PUT, OUT, 0);
      run(Kind.RECOVER, OUT, 0);
      machine.end();
    }
  }

  private void putThree() {
    for (int i = 0; i < 3; i++) {
      run(Kind.PUT, IN, 0);
    }
  }

  private void takeFrom(int pipe) {
    run(Kind.TAKE, pipe, 1);
    run(Kind.ACKNOWLEDGE, pipe, 1);
  }

  /** One who wants it once has noted it, another who wants it again has it; both die. */
  @Test
  void whatOneOfTheDeadWantedAgainIsDeliveredAgain() {
    for (int accesses = 0; accesses < ACCESSES; accesses++) {
      begin();
      run(Kind.PUT, IN, 0);
      run(Kind.PUT, OUT, 1);
      run(Kind.PUT, OUT, 0);
      run(Kind.TAKE, OUT, 1, accesses);
      run(Kind.TAKE, OUT, 0);
      machine.end();
    }
  }
}
