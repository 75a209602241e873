package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.AllocatorWorld.CHUNK;
import static dev.sharelock.model.scenarios.AllocatorWorld.HELD;
import static dev.sharelock.model.scenarios.AllocatorWorld.LARGE;
import static dev.sharelock.model.scenarios.AllocatorWorld.SIGNAL;
import static dev.sharelock.model.scenarios.AllocatorWorld.SMALL;
import static dev.sharelock.model.scenarios.AllocatorWorld.allocateSigned;
import static dev.sharelock.model.scenarios.AllocatorWorld.heap;
import static dev.sharelock.model.scenarios.AllocatorWorld.loadIfThere;
import static dev.sharelock.model.scenarios.AllocatorWorld.mailIdAndRelease;
import static dev.sharelock.model.scenarios.AllocatorWorld.open;
import static dev.sharelock.model.scenarios.AllocatorWorld.requireStillHeld;
import static dev.sharelock.model.scenarios.AllocatorWorld.tiny;
import static dev.sharelock.model.scenarios.AllocatorWorld.useOnce;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/**
 * Smaller worlds for what is too large to be exhausted in a build ({@link AllocatorScenarios}). One
 * participant is there before the other comes, so that only what the scenario is about is
 * concurrent; and where room is short in the large one, there is room for both.
 */
public final class AllocatorSmallScenarios implements ScenarioProvider {

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        twoFormRuns(),
        runAgainstSlab(),
        chunkChangesItsUse(),
        remoteRelease(),
        runGivenBackAgainstSlab(),
        runGivenBackAgainstRun());
  }

  private static Scenario.Builder small(String name, String about, int chunks, int holders) {
    return heap(name, about, tiny(chunks, holders)).faults(Faults.NONE).exhaustible();
  }

  private static Allocator openInTurn(ProcessContext context) {
    Turns.await(context, SIGNAL);
    Allocator allocator = open(context);
    Turns.pass(context, SIGNAL);
    return allocator;
  }

  private static void hold(ProcessContext context, Allocator allocator, int bytes) {
    context.record(HELD, allocateSigned(context, allocator, bytes));
  }

  /** Both begin with the same chunk, and each finds room in the end. */
  private static Scenario.Builder bothFindRoom(String name, String about, int bytes) {
    return small(name, about, 4, 3)
        .process("rival", context -> hold(context, openInTurn(context), bytes))
        .process("large", context -> hold(context, openInTurn(context), LARGE))
        .atEnd(
            "both are still held",
            end -> {
              for (String process : new String[] {"large", "rival"}) {
                boolean held = !end.recorded(process, HELD).getFirst().equals(BlockId.NONE);
                end.require(held, process + " has found no room");
                requireStillHeld(end, process);
              }
            });
  }

  private static Scenario twoFormRuns() {
    String about = "A run of two chunks and one of one are put together from the same chunks.";
    return bothFindRoom("two-form-runs-small", about, CHUNK).build();
  }

  private static Scenario runAgainstSlab() {
    String about = "A slab takes a chunk of a run that is put together, and there is another one.";
    return bothFindRoom("run-against-slab-small", about, SMALL).build();
  }

  /** The suggestion that the first one has is for a slab which the other one may take away. */
  private static Scenario chunkChangesItsUse() {
    return small(
            "chunk-changes-its-use-small",
            "The only chunk is given back and taken for a run while a suggestion for it is about.",
            1,
            3)
        .process(
            "small",
            context -> {
              Allocator allocator = open(context);
              useOnce(context, allocator, SMALL);
              Turns.pass(context, SIGNAL);
              useOnce(context, allocator, SMALL);
            })
        .process("large", context -> hold(context, openInTurn(context), CHUNK))
        .atEnd("what is held is still held", end -> requireStillHeld(end, "large"))
        .build();
  }

  private static Scenario remoteRelease() {
    return small(
            "remote-release-small", "One of three participants releases the last reference.", 2, 4)
        .process("owner", context -> mailIdAndRelease(context, openInTurn(context)))
        .process("loader", context -> loadIfThere(context, openInTurn(context)))
        .process("other", context -> loadIfThere(context, openInTurn(context)))
        .atEnd("everything came back", AllocatorWorld::requirePristine)
        .build();
  }

  private static Scenario runGivenBackAgainstSlab() {
    return givenBack(
        "run-given-back-against-slab",
        "A chunk of a run that is given back becomes a slab.",
        SMALL);
  }

  private static Scenario runGivenBackAgainstRun() {
    return givenBack(
        "run-given-back-against-run", "A run is allocated again while it is given back.", LARGE);
  }

  private static Scenario givenBack(String name, String about, int bytes) {
    return small(name, about, 2, 3)
        .process(
            "giver",
            context -> {
              Allocator allocator = open(context);
              useOnce(context, allocator, LARGE);
              Turns.pass(context, SIGNAL);
              allocator.trim();
            })
        .process("taker", context -> hold(context, openInTurn(context), bytes))
        .atEnd("what is held is still held", end -> requireStillHeld(end, "taker"))
        .build();
  }
}
