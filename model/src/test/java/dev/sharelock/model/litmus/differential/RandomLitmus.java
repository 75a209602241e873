package dev.sharelock.model.litmus.differential;

import dev.sharelock.model.litmus.LitmusCatalogue;
import dev.sharelock.model.litmus.LitmusParser;
import dev.sharelock.model.litmus.LitmusPrinter;
import dev.sharelock.model.litmus.LitmusProcess;
import dev.sharelock.model.litmus.LitmusSyntaxException;
import dev.sharelock.model.litmus.LitmusTest;
import dev.sharelock.model.litmus.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes litmus tests of up to 4 processes and 3 locations with everything that the format offers.
 * Half of them are made from nothing; the others are tests that tell models apart, changed a
 * little, since programs made from nothing seldom come near the border between two models.
 */
final class RandomLitmus {
  private static final List<String> LOCATIONS = List.of("x", "y", "z");

  /** Tests that tell the variants of release sequences and of the SC axiom apart. */
  private static final List<LitmusTest> BORDERS =
      LitmusParser.parse(
          "borders",
          """
          litmus release-sequence
          x = opq 1; y = rel 1; y = opq 2 || opq xchg(y, 3) || r1 = opq y; fence acq; r2 = opq x
          litmus z6.u
          x = vol 1; y = rel 1 || vol add(y, 1); r1 = opq y || y = vol 3; r2 = vol x
          litmus ww-merge
          r1 = acq x; r2 = vol y || x = vol 1; x = vol 2 || y = vol 1; r3 = vol x
          litmus three-updates
          x = opq 1; y = rel 1 || opq add(y, 1) || acq add(y, 2) || r1 = acq y; r2 = opq x
          litmus asymmetric
          x = opq 1; fence light; r1 = opq y || y = opq 1; fence heavy; r2 = opq x
          litmus asymmetric-3
          x = opq 1; fence light; r1 = opq y || y = opq 1; fence heavy; r2 = opq z
          P3: z = opq 1; fence light; r3 = opq x
          litmus asymmetric-pairs
          x = opq 1; fence light; r1 = opq y || y = opq 1; fence heavy; r2 = opq z
          P3: z = opq 1; fence light; r3 = opq w || w = opq 1; fence heavy; r4 = opq x
          litmus asymmetric-chain
          x = opq 1; fence light; r1 = opq y; y = opq 2; fence light; r2 = opq x
          P2: y = opq 1; fence heavy; x = opq 2; fence heavy; r3 = opq y
          """);

  private final SplittableRandom random;
  private final RandomStatements statements;

  private Map<String, Long> initial = Map.of();

  private RandomLitmus(long seed) {
    random = new SplittableRandom(seed);
    statements = new RandomStatements(random, LOCATIONS.subList(0, random.nextInt(10) / 7 + 2));
  }

  /** The test of a seed. */
  static LitmusTest of(long seed) {
    RandomLitmus maker = new RandomLitmus(seed);
    List<LitmusProcess> processes = maker.random.nextBoolean() ? maker.fresh() : maker.changed();
    return maker.assemble("seed-" + Long.toHexString(seed), processes);
  }

  private LitmusTest assemble(String name, List<LitmusProcess> processes) {
    Set<String> locations = new LinkedHashSet<>();
    List<String> observed = new ArrayList<>();
    for (LitmusProcess process : processes) {
      observed.addAll(process.registers());
      locations.addAll(RandomStatements.locations(process.body()));
    }
    Map<String, Long> values = new LinkedHashMap<>();
    locations.forEach(location -> values.put(location, initial.getOrDefault(location, 0L)));
    observed.addAll(locations);
    return new LitmusTest(name, "", values, processes, observed, Optional.empty(), Map.of());
  }

  private List<LitmusProcess> fresh() {
    int count = 2 + random.nextInt(6) / 2;
    int longest = count == 2 ? 5 : 3;
    List<LitmusProcess> processes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      statements.newProcess(List.of());
      int length = Math.min(longest, 2 + random.nextInt(longest));
      processes.add(new LitmusProcess("P" + i, statements.make(count == 4 ? 2 : length)));
    }
    return processes;
  }

  private List<LitmusProcess> changed() {
    List<LitmusTest> bases = random.nextInt(3) == 0 ? BORDERS : LitmusCatalogue.all();
    LitmusTest base = bases.get(random.nextInt(bases.size()));
    initial = base.locations();
    List<LitmusProcess> processes = base.processes();
    int wanted = random.nextInt(5);
    while (wanted > 0) {
      wanted--;
      List<LitmusProcess> candidate = change(processes);
      if (wellFormed(candidate)) {
        processes = candidate;
      }
    }
    return processes;
  }

  private boolean wellFormed(List<LitmusProcess> processes) {
    if (processes.stream().anyMatch(process -> process.body().isEmpty())) {
      return false;
    }
    try {
      LitmusParser.parse("changed", LitmusPrinter.print(assemble("changed", processes)));
      return true;
    } catch (LitmusSyntaxException malformed) {
      return false;
    }
  }

  private List<LitmusProcess> change(List<LitmusProcess> processes) {
    List<LitmusProcess> changed = new ArrayList<>(processes);
    if (random.nextInt(8) == 0 && processes.size() < 4) {
      statements.newProcess(List.of());
      List<Statement> body = statements.make(1 + random.nextInt(2));
      changed.add(new LitmusProcess("Q" + processes.size(), body));
      return changed;
    }
    int which = random.nextInt(processes.size());
    LitmusProcess process = processes.get(which);
    List<Statement> body = new ArrayList<>(process.body());
    int place = random.nextInt(body.size());
    statements.newProcess(List.copyOf(process.registers()));
    switch (random.nextInt(6)) {
      case 0 -> body.addAll(place, statements.make(1));
      case 1 -> body.remove(place);
      default -> body.set(place, statements.vary(body.get(place)));
    }
    changed.set(which, new LitmusProcess(process.name(), body));
    return changed;
  }
}
