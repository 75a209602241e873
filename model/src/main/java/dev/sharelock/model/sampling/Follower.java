package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;

/**
 * Makes the steps of an execution that another engine has written down, in their order, each with
 * the latest values. Here a process spins a little before it sleeps and asks about everybody's
 * life, so it has reads and fences that the other engine has not; they come right after its step
 * before. Where the steps cannot be followed any more, and at their end, every process goes on
 * until it cannot.
 */
final class Follower implements Chooser {
  private static final int MOST_EXTRAS = 200;

  private final List<TraceEvent> events;
  private final Chooser rest;
  private int at;
  private int last = -1;
  private int extras;

  /**
   * Creates a follower.
   *
   * @param events the steps
   */
  Follower(List<TraceEvent> events) {
    this.events = events;
    this.rest = new Relaxed(new long[0], events.isEmpty() ? 0 : events.getLast().process());
  }

  @Override
  public long next(World world) {
    if (last >= 0 && isOnTheWay(world.processes[last])) {
      return extra(last);
    }
    while (at < events.size()) {
      TraceEvent event = events.get(at);
      SimulatedProcess process = world.processes[event.process()];
      if (isPartOfAnother(process, event)) {
        last = process.index;
        at++;
        if (isOnTheWay(process)) {
          return extra(last);
        }
        continue;
      }
      long step = step(process, event);
      if (matches(process, event) && Replayer.isPossible(world, process, step)) {
        at++;
        last = process.index;
        extras = 0;
        return step;
      }
      if (!isSilent(process) || extras >= MOST_EXTRAS) {
        at = events.size();
        break;
      }
      return extra(process.index);
    }
    return rest.next(world);
  }

  private long extra(int process) {
    last = process;
    extras++;
    return Step.pack(process, StepKind.RUN, 0);
  }

  @Override
  public boolean mayBeStale() {
    return false;
  }

  @Override
  public boolean insists(World world) {
    if (at >= events.size()) {
      return false;
    }
    TraceEvent event = events.get(at);
    SimulatedProcess process = world.processes[event.process()];
    long step = step(process, event);
    return Step.kindOf(step) != StepKind.RUN && Replayer.isPossible(world, process, step);
  }

  /** Whether a process is about to make a step that the other engine does not have. */
  private boolean isOnTheWay(SimulatedProcess process) {
    TraceEvent next = nextOf(process.index, at);
    return next != null
        && extras < MOST_EXTRAS
        && isSilent(process)
        && !isPartOfAnother(process, next)
        && !matches(process, next);
  }

  private TraceEvent nextOf(int process, int from) {
    for (int i = from; i < events.size(); i++) {
      if (events.get(i).process() == process) {
        return events.get(i);
      }
    }
    return null;
  }

  /** Whether the next step of a process changes nothing. */
  private static boolean isSilent(SimulatedProcess process) {
    if (process.state != State.READY) {
      return process.state == State.SPINNING;
    }
    return switch (process.pendingKind) {
      case READ, FENCE, SPIN, DATA_READ, END -> true;
      default -> false;
    };
  }

  private static boolean isAt(SimulatedProcess process, EventKind kind, long offset) {
    return process.state == State.READY
        && process.pendingKind == kind
        && process.pendingOffset == offset;
  }

  /**
   * Whether an event is not a step of its own here: life, the look that begins one after a death,
   * giving up spinning, and the fence and the look that are parts of a wait or a wake.
   */
  private boolean isPartOfAnother(SimulatedProcess process, TraceEvent event) {
    boolean ready = process.state == State.READY;
    boolean waits = ready && process.pendingKind == EventKind.WAIT;
    return switch (event.kind()) {
      case START, END, SPIN -> true;
      case FENCE -> waits || ready && process.pendingKind == EventKind.WAKE;
      case READ -> waits && event.offset() >= 0 && sleepsAfter(event) || isStart(process, event);
      default -> false;
    };
  }

  /** Whether a process that waits for a death sees it and begins. */
  private boolean isStart(SimulatedProcess process, TraceEvent event) {
    return process.description.after() != null && event == nextOf(process.index, 0);
  }

  private boolean sleepsAfter(TraceEvent look) {
    int position = events.indexOf(look);
    TraceEvent next = nextOf(look.process(), position + 1);
    return next != null && next.kind() == EventKind.WAIT && next.offset() == look.offset();
  }

  private static boolean matches(SimulatedProcess process, TraceEvent event) {
    return switch (event.kind()) {
      case KILL -> true;
      case TIME_OUT -> process.state == State.WAITING;
      case WAIT -> process.state == State.WAITING || isAt(process, EventKind.WAIT, event.offset());
      case CHOICE -> process.mustChoose();
      case READ ->
          isAt(process, EventKind.READ, event.offset())
              || isAt(process, EventKind.WAIT, event.offset());
      case FAILED_UPDATE -> isAt(process, EventKind.UPDATE, event.offset());
      case FENCE -> isAt(process, EventKind.FENCE, -1);
      default -> isAt(process, event.kind(), event.offset());
    };
  }

  private static long step(SimulatedProcess process, TraceEvent event) {
    boolean waits = process.state == State.WAITING;
    boolean spurious = event.note().contains("spuriously");
    return switch (event.kind()) {
      case KILL -> Step.pack(process.index, StepKind.KILL, 0);
      case TIME_OUT -> Step.pack(process.index, StepKind.TIME_OUT, 0);
      case WAIT -> Step.pack(process.index, waits ? StepKind.SPURIOUS : StepKind.RUN, 0);
      case CHOICE -> Step.pack(process.index, StepKind.CHOICE, (int) event.read());
      case FAILED_UPDATE ->
          Step.pack(process.index, spurious ? StepKind.WEAK_FAILURE : StepKind.RUN, 0);
      default -> Step.pack(process.index, StepKind.RUN, 0);
    };
  }
}
