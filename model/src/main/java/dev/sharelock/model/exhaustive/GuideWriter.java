package dev.sharelock.model.exhaustive;

/** Writes down which decision each event of an order stands for. */
final class GuideWriter {
  private final Guide guide;
  private final int[] placed;

  GuideWriter(Guide guide, int threads) {
    this.guide = guide;
    this.placed = new int[threads];
  }

  /** Adds the next event of the order. */
  void add(ExecutionGraph graph, Event event) {
    int thread = event.thread;
    switch (event.kind) {
      case Event.READ -> {
        if (event.operation == Event.SPURIOUS) {
          guide.addSign(thread, Guide.SPURIOUS);
        }
        guide.add(thread, placedAfter(graph.cell(event.location), event.source));
        if (event.ways() > 1) {
          guide.add(thread, event.way);
        }
      }
      case Event.WRITE -> {
        if (event.operation == Event.KILL) {
          guide.addSign(thread, Guide.KILL);
        } else if (!event.exclusive) {
          guide.add(thread, placedAfter(graph.cell(event.location), event));
        }
      }
      case Event.CHOICE -> addChoice(event);
      default -> guide.add(thread, 0);
    }
    placed[thread] = event.index + 1;
  }

  private void addChoice(Event choice) {
    if (choice.operation == Event.GIVE_UP) {
      guide.addSign(choice.thread, Guide.GIVE_UP);
      guide.add(choice.thread, (int) choice.value);
    } else if (choice.operation == Event.TIME_OUT) {
      guide.addSign(choice.thread, Guide.TIME_OUT);
      guide.add(choice.thread, (int) choice.value);
    } else if (choice.operation == Event.LOSS) {
      guide.addSign(choice.thread, Guide.LOSS);
    } else {
      guide.add(choice.thread, (int) choice.value);
    }
  }

  /** How many writes that were placed already come after one in modification order. */
  private int placedAfter(Cell cell, Event write) {
    int after = 0;
    for (int i = cell.writeCount - 1; i > 0 && cell.writes[i] != write; i--) {
      Event later = cell.writes[i];
      after += later.index < placed[later.thread] ? 1 : 0;
    }
    return after;
  }
}
