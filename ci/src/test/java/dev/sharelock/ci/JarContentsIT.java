package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars are what they should be. */
class JarContentsIT {

  private static final Path LIBRARY = Project.ROOT.resolve("impl/target/sharelock-impl.jar");
  private static final Path CHECKER = Project.ROOT.resolve("model/target/sharelock-model.jar");

  @Test
  void theLibraryIsAModuleThatNeedsNothingButJavaBase() {
    List<String> lines = descriptor();
    assertThat(lines.getFirst()).matches("dev[.]sharelock(@\\S+)? jar:.*");
    assertThat(lines.stream().filter(line -> line.startsWith("requires")))
        .containsExactly("requires java.base mandated");
    assertThat(lines).noneMatch(line -> line.startsWith("opens") || line.startsWith("uses"));
  }

  @Test
  void theLibraryExportsWhatHasADescription() {
    Stream<String> exported =
        descriptor().stream()
            .filter(line -> line.startsWith("exports "))
            .map(line -> line.split(" ")[1]);
    assertThat(exported)
        .contains("dev.sharelock", "dev.sharelock.memory", "dev.sharelock.environment")
        .allSatisfy(
            name ->
                assertThat(
                        Project.ROOT
                            .resolve("impl/src/main/java")
                            .resolve(name.replace('.', '/'))
                            .resolve("package-info.java"))
                    .exists());
  }

  @Test
  void theJarsHoldTheirClassesAndTheLicenceAndNothingElse() throws IOException {
    for (Path jar : List.of(LIBRARY, CHECKER)) {
      try (JarFile file = new JarFile(jar.toFile())) {
        List<String> names = file.stream().map(JarEntry::getName).toList();
        assertThat(names).contains("META-INF/LICENSE").hasSizeGreaterThan(20);
        assertThat(names)
            .allMatch(name -> name.matches("module-info.class|META-INF/.*|dev/|dev/sharelock/.*"));
      }
    }
  }

  @Test
  void theCheckerCanBeNamedInAModule() throws IOException {
    try (JarFile file = new JarFile(CHECKER.toFile())) {
      assertThat(file.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
          .isEqualTo("dev.sharelock.model");
    }
  }

  private static List<String> descriptor() {
    Command.Result described =
        Command.run(
            Project.ROOT,
            List.of(Command.jdk("jar"), "--describe-module", "--file", LIBRARY.toString()));
    assertThat(described.err()).isEmpty();
    return described.out().lines().map(String::strip).toList();
  }
}
