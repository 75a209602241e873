package dev.sharelock.model.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.exhaustive.MemoryModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LitmusReportTest {

  private static List<LitmusFinding> findings(LitmusTest test) {
    return Arrays.stream(MemoryModel.values())
        .map(model -> LitmusFinding.of(test, model, 1_000_000))
        .toList();
  }

  private static List<String> report(LitmusTest test) {
    return LitmusReport.lines(test, findings(test)).stream()
        .map(line -> line.replaceAll(", [0-9.]+ ms", ""))
        .toList();
  }

  private static LitmusTest parse(String text) {
    return LitmusParser.parse("text", "litmus t\n" + text).getFirst();
  }

  @Test
  void aTestIsShownInLanesWithItsOutcomesUnderEachModel() {
    LitmusTest test = LitmusCatalogue.find("MP/relseq-store").orElseThrow();
    assertThat(report(test))
        .containsExactly(
            "litmus MP/relseq-store",
            "  C++11 forbids it, C++20 and Java allow it",
            "",
            "  initially x = 0, y = 0",
            "",
            "  P1        | P2",
            "  ----------+-----------",
            "  x = opq 1 | r1 = acq y",
            "  y = rel 1 | r2 = opq x",
            "  y = opq 2 |",
            "",
            "  asked: (2,0)",
            "  r1 r2        sc      tso     rc11      jmm",
            "   0  0         1        1        1        1",
            "   0  1         1        1        1        1",
            "   1  1         1        1        1        1",
            "   2  0         -        -        1        1  <- asked",
            "   2  1         1        1        1        1",
            "",
            "  sc          4 executions: forbidden",
            "  tso         4 executions: forbidden",
            "  rc11        5 executions: allowed",
            "  jmm         5 executions: allowed");
  }

  @Test
  void noLineOfTheCatalogueIsTooWide() {
    for (LitmusTest test : LitmusCatalogue.all()) {
      assertThat(report(test)).as(test.name()).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void lanesThatAreTooWideStandBelowEachOther() {
    String wide = "if r1 == 1 { x = opq r1 + 1000000000000 + 1000000000000 + 10000000 }";
    LitmusTest test = parse("r1 = opq x; " + wide + "|| r2 = opq x; " + wide.replace("r1", "r2"));
    assertThat(LitmusReport.program(test))
        .allMatch(line -> line.length() <= 100)
        .contains("P1", "r1 = opq x", "P2", "r2 = opq x", "}");
  }

  @Test
  void contradictionsAreTold() {
    LitmusTest forbidden = parse("x = opq 1; r1 = opq y || y = opq 1; r2 = opq x\nforbid (0,0)");
    assertThat(report(forbidden))
        .contains("  sc          3 executions: forbidden")
        .contains(
            "  tso         4 executions: allowed; BUT the outcome that the test forbids is"
                + " allowed");
    LitmusTest expecting =
        parse(
            "x = opq 1 || r1 = opq x\n"
                + "expect sc 3 executions: (0) (1)\n"
                + "expect tso 2 executions: (1)");
    assertThat(report(expecting))
        .contains("  sc          2 executions; BUT expected 3 executions and 0 blocked")
        .contains("  tso         2 executions; BUT expected the outcomes [(1)]")
        .contains("  rc11        2 executions");
  }

  @Test
  void blockedExecutionsAreCounted() {
    LitmusTest test = parse("x = opq 1 || r1 = opq x; assume r1 == 1");
    assertThat(report(test)).contains("  rc11        1 executions, 1 blocked");
  }

  @Test
  void dataRacesAreCounted() {
    LitmusTest test = parse("x = plain 1; y = rel 1 || r1 = acq y; r2 = plain x");
    assertThat(report(test)).contains("  rc11        3 executions, 2 with a data race");
  }

  @Test
  void whatWasNotExploredIsNotJudged() {
    LitmusTest test = LitmusCatalogue.find("IRIW/vol").orElseThrow();
    LitmusFinding cut = LitmusFinding.of(test, MemoryModel.RC11, 3);
    assertThat(cut.answer()).isEqualTo(LitmusFinding.Answer.UNKNOWN);
    assertThat(cut.contradiction()).isEmpty();
    assertThat(LitmusReport.lines(test, List.of(cut)).getLast())
        .contains("not seen; not all executions were looked at");
  }

  @Test
  void theTableHasARowForEachTest() {
    Map<LitmusTest, List<LitmusFinding>> all = new LinkedHashMap<>();
    LitmusCatalogue.containing("SB/vol").forEach(test -> all.put(test, findings(test)));
    assertThat(LitmusReport.table(all))
        .containsExactly(
            "   # test                  sc       tso      rc11       jmm",
            "   1 SB/vol                 -         -         -         -",
            "   2 SB/vol-w,acq-r         -         -   allowed   allowed",
            "   3 3SB/vol                -         -         -         -");
  }
}
