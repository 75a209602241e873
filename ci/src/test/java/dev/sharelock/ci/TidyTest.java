package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The text of the project is tidy: sizes, words that must not appear, and what lies where. */
class TidyTest {

  private static final int ROOT_ENTRIES = 19;
  private static final String[] TEXT = {
    ".java", ".md", ".xml", ".html", ".properties", ".litmus", "sharelock", ".ci/run", "find-jdk"
  };
  private static final String[] NARROW = {".java", ".md", "sharelock", ".ci/run", "find-jdk"};

  @Test
  void sizesStayWithinTheLimits() {
    List<String> complaints = new ArrayList<>();
    for (Path file : Project.files(NARROW)) {
      complaints.addAll(TidyRules.longLines(file, Project.lines(file)));
    }
    List<Path> javaFiles = Project.files(".java");
    for (Path file : javaFiles) {
      complaints.addAll(TidyRules.longFile(file, Project.lines(file)));
    }
    JavaSources sources = JavaSources.of(javaFiles);
    assertThat(sources.methods()).hasSizeGreaterThan(100);
    complaints.addAll(TidyRules.bigMethods(sources));
    assertNone(Ratchet.load().filter(complaints));
  }

  @Test
  void nothingBannedIsWritten() {
    List<String> complaints = new ArrayList<>();
    for (Path file : Project.files(TEXT)) {
      complaints.addAll(TidyRules.bannedText(file, Project.lines(file)));
    }
    complaints.addAll(TidyRules.wildcardImports(JavaSources.of(Project.files(".java"))));
    assertNone(complaints);
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<Path> folders = new TreeSet<>();
    for (Path file : Project.files(".java")) {
      if (Project.isMain(file) && !file.endsWith("module-info.java")) {
        folders.add(file.getParent());
      }
    }
    assertNone(
        folders.stream()
            .filter(
                folder -> !Files.exists(Project.ROOT.resolve(folder).resolve("package-info.java")))
            .map(folder -> folder + ": has no package-info.java; do: say what the package is for")
            .toList());
  }

  @Test
  void theRootIsTidy() throws IOException {
    assertThat(Project.rootEntries()).hasSizeLessThanOrEqualTo(ROOT_ENTRIES);
  }

  @Test
  void versionsAreInOnePlace() {
    List<String> complaints = new ArrayList<>();
    for (Path pom : Project.files("pom.xml")) {
      boolean isParent = pom.getNameCount() == 1;
      long versions =
          Project.lines(pom).stream().filter(line -> line.contains("<version>")).count();
      long own = Project.text(pom).split("<version>[$][{]", -1).length - 1L;
      if (!isParent && versions - own > 1) {
        complaints.add(pom + ": has versions of its own; do: pin them in the root pom.xml");
      }
    }
    assertNone(complaints);
  }

  @Test
  void untidyTextIsFound() {
    Path file = Path.of("impl/src/main/java/Untidy.java");
    String method = "public void m(int a, int b, int c, int d, int e) {" + "\n".repeat(60) + "}";
    JavaSources sources =
        JavaSources.of(file, "import java.util.*;\nfinal class Untidy {\n" + method + "}\n");
    assertThat(TidyRules.wildcardImports(sources)).hasSize(1);
    assertThat(TidyRules.bigMethods(sources))
        .containsExactly(
            file + ":3: m has 61 lines; do: split it",
            file + ":3: m has 5 parameters; do: make a record of some");
    assertThat(TidyRules.longFile(file, List.of("\n".repeat(401).split("", -1)))).hasSize(1);
    assertThat(TidyRules.longLines(file, List.of("x".repeat(101)))).hasSize(1);
    for (String bad : List.of("System." + "out.print(1);", "// TO" + "DO", "/ro" + "ot/x", "a ")) {
      assertThat(TidyRules.bannedText(file, List.of(bad))).as(bad).hasSize(1);
    }
  }

  @Test
  void theRatchetOnlyTurnsOneWay() {
    Ratchet ratchet = Ratchet.of(List.of("# why", "70 A.java m lines", "500 B.java file lines"));
    assertThat(ratchet.filter(List.of("A.java:3: m has 70 lines; do: x")))
        .containsExactly(
            "ci/src/test/resources/ratchet.txt: not needed any more: 500 B.java file lines");
    assertThat(
            ratchet.filter(
                List.of("A.java:3: m has 71 lines; do: x", "B.java:1: file has 401 lines; do: x")))
        .containsExactly("A.java:3: m has 71 lines; do: x It may have 70, no more.");
  }

  private static void assertNone(List<String> complaints) {
    if (!complaints.isEmpty()) {
      throw new AssertionError("untidy:\n" + String.join("\n", complaints));
    }
  }
}
