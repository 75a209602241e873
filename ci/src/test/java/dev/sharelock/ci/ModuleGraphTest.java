package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which module of the project depends on which. Test modules do not know each other. */
class ModuleGraphTest {

  private static final Pattern OWN =
      Pattern.compile(
          "<dependency>\\s*<groupId>dev.sharelock</groupId>\\s*"
              + "<artifactId>sharelock-(\\w+)</artifactId>");

  @Test
  void modulesPointInOneDirection() {
    Map<String, Set<String>> graph = new TreeMap<>();
    for (Path pom : Project.files("pom.xml")) {
      if (pom.getNameCount() == 2) {
        Set<String> targets = new TreeSet<>();
        OWN.matcher(Project.text(pom)).results().forEach(found -> targets.add(found.group(1)));
        graph.put(pom.getParent().toString(), targets);
      }
    }
    assertThat(graph)
        .isEqualTo(
            Map.of(
                "impl", Set.of(),
                "model", Set.of("impl"),
                "stress", Set.of("impl"),
                "linearizability", Set.of("impl", "model"),
                "property-tests", Set.of("impl", "model"),
                "multiproc-tests", Set.of("impl", "model"),
                "examples", Set.of("impl"),
                "ci", Set.of("impl", "model"),
                "bench", Set.of("impl", "model")));
  }
}
