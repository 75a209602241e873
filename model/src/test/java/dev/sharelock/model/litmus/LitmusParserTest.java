package dev.sharelock.model.litmus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sharelock.model.memory.FenceKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LitmusParserTest {

  private static LitmusTest parse(String... lines) {
    List<LitmusTest> tests = LitmusParser.parse("text", String.join("\n", lines));
    assertThat(tests).hasSize(1);
    return tests.getFirst();
  }

  @Test
  void lanesAndNamedProcessesAreTheSame() {
    LitmusTest lanes =
        parse("litmus MP", "x = opq 1 || r1 = acq y", "y = rel 1 || r2 = opq x", "exists (1,0)");
    LitmusTest named =
        parse(
            "litmus MP",
            "P1: x = opq 1; y = rel 1",
            "P2: r1 = acq y",
            "P2: r2 = opq x",
            "exists (1,0)");
    assertThat(lanes).isEqualTo(named);
    assertThat(lanes.processes()).hasSize(2);
    assertThat(lanes.locationNames()).containsExactly("x", "y");
    assertThat(lanes.observed()).containsExactly("r1", "r2");
  }

  @Test
  void everyFormIsPrintedAsItIsRead() {
    String text =
        """
        litmus all
        note every form
        init x = 5, y = 0
        P: r1 = vol cas(x, 5, r0 + 1); r0 = plain x
        """;
    assertThat(catchThrowableOfType(LitmusSyntaxException.class, () -> parse(text)))
        .hasMessageContaining("a register that this process assigned before");
    String whole =
        """
        litmus all
        note every form
        init x = 5, y = -1
        P: r0 = plain x; r1 = vol cas(x, 5, r0 + 1); acqrel weakcas(y, r1 * (r0 - 2), 3)
        Q: r2 = opq add(x, 1); r3 = rel xchg(y, r2); acq bitor(x, 4)
        R: vol bitand(x, 6); vol bitxor(x, 7); fence loadload; fence storestore
        S: fence full; fence acq; fence rel; fence light; fence heavy
        T: r4 = acq x; assume not (r4 == 1) and r4 < 9
        U: r6 = vol y; if r6 >= 2 { y = rel 1 } else { y = vol 2; r5 = r6 != 3 }
        observe r4, x, r5
        forbid r4 == 1 or x == 2
        """;
    assertThat(LitmusPrinter.print(parse(whole))).isEqualTo(whole);
  }

  @Test
  void bracesSpanRows() {
    LitmusTest test =
        parse(
            "litmus braces",
            "r1 = opq x    ||",
            "if r1 == 1 {  || x = opq 1",
            "  y = opq 1   ||",
            "}             || # a comment",
            "else {        ||",
            "  fence full  ||",
            "}             ||");
    assertThat(test.processes().getFirst().body().get(1))
        .isEqualTo(
            new Statement.If(
                new Expression.Binary(
                    Expression.Operator.EQUAL,
                    new Expression.Variable("r1"),
                    new Expression.Constant(1)),
                List.of(new Statement.Store("y", LitmusMode.OPAQUE, new Expression.Constant(1))),
                List.of(new Statement.Fence(FenceKind.FULL))));
  }

  @Test
  void expectationsBuildOnEarlierOnes() {
    LitmusTest test =
        parse(
            "litmus e",
            "x = opq 1 || r1 = opq x",
            "expect sc 2 executions: (0)",
            "  (1)",
            "expect tso 2 executions 3 blocked: sc + (-7)",
            "expect rc11 2 executions: tso");
    assertThat(test.expectations().get("sc").outcomes()).hasToString("[(0), (1)]");
    assertThat(test.expectations().get("tso").outcomes()).hasToString("[(-7), (0), (1)]");
    assertThat(test.expectations().get("tso").blocked()).isEqualTo(3);
    assertThat(test.expectations().get("rc11").outcomes())
        .isEqualTo(test.expectations().get("tso").outcomes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = 1                         | 5  | a mode for a write (plain, opq, rel, vol)",
        "x = acq 1                     | 5  | a mode for a write",
        "r1 = rel x                    | 6  | a mode for a read (plain, opq, acq, vol)",
        "r1 = opq                      | 9  | a location",
        "r1 = opq r2                   | 10 | a location (r and a number is a register)",
        "r1 = opq sub(x, 1)            | 10 | an update (xchg, add, bitor, bitand, bitxor, cas",
        "r1 = plain add(x, 1)          | 6  | a mode for an update",
        "r1 = vol cas(x, 1)            | 18 | ','",
        "x = opq y                     | 9  | a register or a number",
        "x = opq r1                    | 9  | a register that this process assigned before",
        "fence none                    | 7  | a fence (full, acq, rel",
        "assume 1 == 1 x = opq 1       | 15 | ';' between two statements",
        "if 1 == 1 x = opq 1           | 11 | '{'",
        "if 1 == 1 { x = opq 1         | 22 | '}'",
        "x = opq 1 }                   | 11 | a statement",
        "x = opq (1                    | 11 | ')'",
        "x = opq 99999999999999999999  | 9  | a number of at most 64 bits",
        "x $ opq 1                     | 3  | a name, a number or one of",
        "init r1 = 2                   | 6  | a location without an initial value",
        "observe z                     | 9  | a register or a location of this test",
        "exists (1,2)                  | 8  | the 1 observed values",
        "exists z == 1                 | 8  | a register or a location of this test",
        "expect ppc 1 executions: (1)  | 8  | a memory model without an expectation",
        "expect tso 1 executions: sc   | 26 | a model whose outcomes are given above",
        "expect sc 1 executions: (1,2) | 25 | an outcome of 1 values",
        "(1)                           | 1  | a statement",
      })
  void complaintsNameThePlaceAndWhatWasExpected(String line, int column, String expected) {
    String text = "litmus t\n" + line + "\nP9: x = opq 1; r9 = opq x";
    LitmusSyntaxException complaint =
        catchThrowableOfType(
            LitmusSyntaxException.class, () -> LitmusParser.parse("my.litmus", text));
    assertThat(complaint).as(line).isNotNull();
    assertThat(complaint.getMessage()).contains("source=my.litmus, line=2").contains(expected);
    assertThat(complaint.line()).isEqualTo(2);
    assertThat(complaint.column()).isEqualTo(column);
  }

  @Test
  void registersBelongToOneProcess() {
    LitmusSyntaxException complaint =
        catchThrowableOfType(
            LitmusSyntaxException.class, () -> parse("litmus t", "r1 = opq x || r1 = opq x"));
    assertThat(complaint).hasMessageContaining("it belongs to P1");
    assertThat(complaint.column()).isEqualTo(15);
  }

  @Test
  void textBeforeTheFirstTestIsRefused() {
    LitmusSyntaxException complaint =
        catchThrowableOfType(
            LitmusSyntaxException.class, () -> LitmusParser.parse("f", "\n\nx = opq 1"));
    assertThat(complaint).hasMessageContaining("'litmus' and the name of a test");
    assertThat(complaint.line()).isEqualTo(3);
  }

  @Test
  void aTestNeedsAName() {
    assertThat(
            catchThrowableOfType(LitmusSyntaxException.class, () -> parse("litmus a b", "x=opq 1")))
        .hasMessageContaining("the name of the test, one word");
    assertThat(catchThrowableOfType(LitmusSyntaxException.class, () -> parse("litmus a")))
        .hasMessageContaining("no process in a");
  }
}
