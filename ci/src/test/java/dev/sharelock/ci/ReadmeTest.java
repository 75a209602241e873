package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command, quoted output and example of the documents works. The language of a block says
 * what is done with it:
 *
 * <ul>
 *   <li>{@code sh}: each line is run, unless {@code .ci/run} does
 *   <li>{@code console}: each line behind a dollar is run, and what follows is what it prints
 *   <li>{@code java}: compiled, and run if it has a {@code main}
 *   <li>{@code xml}: names artifacts and versions that exist
 *   <li>{@code layout}: see {@link LayoutDocumentTest}
 *   <li>{@code text}: drawings
 * </ul>
 */
class ReadmeTest {

  private static final Set<String> LANGUAGES =
      Set.of("sh", "console", "java", "xml", "layout", "text");

  /** What a run of a command says about itself, which differs from run to run. */
  private static final Pattern TIMES = Pattern.compile("\\b\\d+([.]\\d+)? (ms|s|min)\\b");

  /** Where a step stands in the code, which moves with every edit. */
  private static final Pattern LINES = Pattern.compile("\\b([A-Z]\\w+[.]\\w+):\\d+");

  private static final String MAVEN = "mvn -B -ntp ";

  @Test
  void everyBlockHasAKnownLanguage() {
    assertThat(Fence.all()).isNotEmpty();
    for (Fence fence : Fence.all()) {
      assertThat(LANGUAGES).as(fence.place()).contains(fence.language());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyCommandRuns() {
    return Fence.all("sh").stream()
        .flatMap(fence -> fence.lines().stream().map(line -> new Step(fence, line)))
        .filter(step -> !step.command().isEmpty() && !runsAnyway(step))
        .map(step -> DynamicTest.dynamicTest(step.toString(), step::succeed));
  }

  @TestFactory
  Stream<DynamicTest> everyQuotedOutputIsReal() {
    return Fence.all("console").stream()
        .map(fence -> DynamicTest.dynamicTest(fence.place(), () -> checkConsole(fence)));
  }

  @TestFactory
  Stream<DynamicTest> everyExampleWorks(@TempDir Path folder) {
    return Fence.all("java").stream()
        .map(fence -> DynamicTest.dynamicTest(fence.place(), () -> checkJava(fence, folder)));
  }

  @TestFactory
  Stream<DynamicTest> everyNamedArtifactExists() {
    String parent = Project.text(Path.of("pom.xml"));
    return Fence.all("xml").stream()
        .flatMap(fence -> fence.lines().stream())
        .map(String::strip)
        .filter(line -> line.matches("<(groupId|artifactId|version)>.*"))
        .map(line -> DynamicTest.dynamicTest(line, () -> assertThat(parent).contains(line)));
  }

  @Test
  void theTestCommandIsWhatContinuousIntegrationRuns() {
    String readme = Project.text(Path.of("README.md"));
    assertThat(readme).containsPattern("\nmvn verify\\s").containsPattern("\n./sharelock check\\s");
    assertThat(Project.lines(Path.of(".ci/run")))
        .anyMatch(line -> line.startsWith(MAVEN + "verify"))
        .contains("./sharelock check");
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    for (Path file : Project.files(".md")) {
      Path folder = Project.ROOT.resolve(file).getParent();
      link.matcher(Project.text(file))
          .results()
          .forEach(
              found -> assertThat(folder.resolve(found.group(1))).as(file.toString()).exists());
    }
  }

  private static boolean runsAnyway(Step step) {
    return Project.lines(Path.of(".ci/run")).stream()
        .map(line -> line.replaceFirst(" 2>&1.*", ""))
        .anyMatch(step.inBatch()::equals);
  }

  private static void checkConsole(Fence fence) throws IOException {
    List<String> truth = new ArrayList<>();
    for (String line : fence.lines()) {
      if (line.startsWith("$ ")) {
        truth.add(line);
        shell(line.substring(2))
            .both()
            .stripTrailing()
            .lines()
            .map(String::stripTrailing)
            .forEach(truth::add);
      }
    }
    if (!lasting(truth).equals(lasting(fence.lines()))) {
      Documents.check(fence, truth);
    }
  }

  private static List<String> lasting(List<String> lines) {
    return lines.stream()
        .map(line -> TIMES.matcher(line).replaceAll("? $2"))
        .map(line -> LINES.matcher(line).replaceAll("$1:?"))
        .toList();
  }

  private static void checkJava(Fence fence, Path folder) throws IOException {
    boolean runs = fence.text().contains("void main(");
    String name = runs ? "Example.java" : fileName(fence);
    Path file = Files.writeString(folder.resolve(name), fence.text());
    List<String> command = new ArrayList<>();
    command.add(Command.jdk(runs ? "java" : "javac"));
    command.addAll(List.of("--class-path", classPath()));
    if (runs) {
      command.add("--illegal-native-access=deny");
    } else {
      command.addAll(List.of("-Xlint:all,-path,-processing", "-Werror", "-d", folder.toString()));
    }
    command.add(file.toString());
    Command.Result result = Command.run(folder, command);
    assertThat(result.err()).as(fence.place()).isEmpty();
    assertThat(result.exit()).as(fence.place() + ": " + result.both()).isZero();
  }

  private static String fileName(Fence fence) {
    var matcher = Pattern.compile("(class|record|interface) (\\w+)").matcher(fence.text());
    assertThat(matcher.find()).as(fence.place() + ": has neither main nor class").isTrue();
    return matcher.group(2) + ".java";
  }

  /** The two jars and what the test itself sees, for examples of tests. */
  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Project.ROOT.resolve("impl/target/sharelock-impl.jar").toString(),
        Project.ROOT.resolve("model/target/sharelock-model.jar").toString(),
        System.getProperty("java.class.path"));
  }

  private static Command.Result shell(String command) {
    return Command.run(Project.ROOT, List.of("sh", "-c", command));
  }

  /**
   * A line of a block of commands.
   *
   * @param fence the block
   * @param command the line
   */
  private record Step(Fence fence, String command) {
    Step {
      command = command.replaceFirst("\\s*#.*", "").strip();
    }

    /** How the command looks where nobody watches. */
    String inBatch() {
      return command.replaceFirst("^mvn ", MAVEN);
    }

    void succeed() {
      Command.Result result = shell(inBatch());
      assertThat(result.exit()).as(this + ": " + result.both()).isZero();
    }

    @Override
    public String toString() {
      return fence.place() + " " + command;
    }
  }
}
