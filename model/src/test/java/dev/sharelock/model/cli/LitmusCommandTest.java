package dev.sharelock.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.litmus.LitmusCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LitmusCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.run(Main.World.real(), new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.litmus"), text);
  }

  @Test
  void withoutANameTheCatalogueIsShown() {
    assertThat(run("litmus", "--model", "sc,rc11")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString().lines()).hasSize(1 + LitmusCatalogue.all().size());
    assertThat(out.toString()).contains("SB/opq").doesNotContain("tso").doesNotContain("!");
  }

  @Test
  void aTestIsFoundByNumberNameOrPartOfTheName() {
    assertThat(run("litmus", "22", "SB/VOL", "Peterson/")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString().lines().filter(line -> line.startsWith("litmus ")))
        .hasSize(8)
        .startsWith("litmus MP/relseq-store", "litmus SB/vol", "litmus Peterson/vol");
  }

  @Test
  void preemptionsAreBoundedOneByOne() {
    assertThat(run("litmus", "SB/opq", "--preemptions", "1")).isEqualTo(ExitCode.FINE);
    assertThat(out.toString())
        .contains("sc <=0       2 executions")
        .contains("sc <=1       3 exec");
    assertThat(run("litmus", "SB/opq", "--preemptions", "1", "--model", "tso"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("only interleavings have preemptions: model=TSO");
  }

  @Test
  void testsOfAFileAreShownAndTheirClaimsChecked() throws IOException {
    Path mine = file("litmus mine\nx = opq 1; r1 = opq y || y = opq 1; r2 = opq x\nforbid (0,0)");
    assertThat(run("litmus", mine.toString(), "--model", "sc")).isEqualTo(ExitCode.FINE);
    assertThat(run("litmus", mine.toString(), "--model", "tso")).isEqualTo(ExitCode.SAFETY);
    assertThat(out.toString()).contains("BUT the outcome that the test forbids is allowed");
  }

  @Test
  void aMalformedFileIsRefusedWithThePlace() throws IOException {
    assertThat(run("litmus", file("litmus mine\nx = 1").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("mine.litmus, line=2, column=5")
        .contains("a mode for a write (plain, opq, rel, vol)");
  }

  @Test
  void anEmptyFileAndAnUnknownTestAreRefused() throws IOException {
    assertThat(run("litmus", file("# nothing").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("litmus", "SB/vo")).isEqualTo(ExitCode.FINE);
    assertThat(run("litmus", "IRIV/vol")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("file has no litmus test")
        .contains("no such litmus test: test=IRIV/vol; do: did you mean iriw/vol");
  }

  @Test
  void anImpossibleNumberOfExecutionsIsRefused() {
    assertThat(run("litmus", "3", "--executions", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("use at least 1");
  }
}
