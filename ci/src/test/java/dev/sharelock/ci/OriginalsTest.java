package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.scenario.Scenario;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pages about the five originals name what exists, map every operation, and leave no defect
 * out. That tests exist is held by {@link NamedTestsTest}.
 */
class OriginalsTest {
  private static final Path FOLDER = Path.of("docs/originals");
  private static final Path OVERVIEW = Path.of("docs/ORIGINALS.md");

  /** Which defects stand on which page. */
  private static final Map<Path, List<String>> DEFECTS =
      Map.of(
          FOLDER.resolve("NEUROPOD.md"),
          numbered("N", 18),
          FOLDER.resolve("IPC_BUFFER.md"),
          and(numbered("B", 19), "B1b", "B3b"),
          FOLDER.resolve("PICKLING_TOOLS.md"),
          numbered("P", 23),
          FOLDER.resolve("SPSC_SHM.md"),
          numbered("S", 22),
          FOLDER.resolve("SHMEM.md"),
          numbered("I", 11),
          OVERVIEW,
          numbered("X", 13));

  private static final Pattern MEMBER = Pattern.compile("`([A-Z]\\w+)[.](\\w+)`");
  private static final Pattern SCENARIO = Pattern.compile("`([a-z][a-z-]+[.][a-z][a-z-]+)`");
  private static final Pattern TEST = Pattern.compile("`[A-Z]\\w+(Test|Properties|IT)[.]\\w+`");
  private static final Pattern DEFECT = Pattern.compile("^[*][*]([A-Z]\\d+b?)[*][*] ");

  private static final Map<String, String> CLASSES = classes();
  private static final Set<String> SCENARIOS =
      Catalogue.installed().all().stream().map(Scenario::name).collect(Collectors.toSet());

  private static List<String> numbered(String letter, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> letter + number).toList();
  }

  private static List<String> and(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  @Test
  void everyDefectHasItsEvidence() {
    DEFECTS.forEach(
        (page, expected) -> {
          Map<String, String> found = new TreeMap<>();
          for (String item : items(Project.text(page))) {
            DEFECT.matcher(item).results().forEach(defect -> found.put(defect.group(1), item));
          }
          assertThat(found).as(page.toString()).containsOnlyKeys(expected);
          found.forEach((number, item) -> assertThat(hasEvidence(item)).as(item).isTrue());
        });
  }

  @Test
  void everyOperationIsMappedOrSaidToBeMissing() {
    for (Path page : DEFECTS.keySet()) {
      List<String> operations =
          items(Project.text(page)).stream().filter(item -> item.contains("→")).toList();
      assertThat(operations).hasSizeGreaterThan(page.equals(OVERVIEW) ? -1 : 8);
      for (String item : operations) {
        String ours = item.substring(item.indexOf("→"));
        boolean missing = Pattern.compile("not (here|needed)|nothing is sent").matcher(ours).find();
        assertThat(missing || MEMBER.matcher(ours).find()).as(page + ": " + item).isTrue();
      }
    }
  }

  @Test
  void everythingNamedExists() {
    List<String> missing = new ArrayList<>();
    for (Path page : DEFECTS.keySet()) {
      String text = Project.text(page);
      SCENARIO
          .matcher(text)
          .results()
          .filter(name -> !isScenario(name.group(1)))
          .forEach(name -> missing.add(page + " names " + name.group()));
      MEMBER
          .matcher(text)
          .results()
          .filter(name -> !exists(name))
          .forEach(name -> missing.add(page + " names " + name.group()));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theExamplesAreTheFiveThatAreNamed() {
    String text = Project.text(OVERVIEW);
    TreeSet<String> named = new TreeSet<>();
    Pattern.compile("[|] `(\\w+)` [|]\n")
        .matcher(text)
        .results()
        .forEach(row -> named.add(row.group(1)));
    TreeSet<String> there = new TreeSet<>();
    for (Path file : Project.files(".java")) {
      if (file.startsWith("examples/src/main") && Project.text(file).contains("void main(")) {
        there.add(file.getFileName().toString().replace(".java", ""));
      }
    }
    assertThat(named).hasSize(5).isEqualTo(there);
  }

  @Test
  void whatDoesNotExistIsFound() {
    assertThat(exists("Region", "attach")).isTrue();
    assertThat(exists("Region", "detach")).isFalse();
    assertThat(exists("Regions", "attach")).isFalse();
    assertThat(isScenario("ring.one-frame")).isTrue();
    assertThat(isScenario("ring.no-frame")).isFalse();
    assertThat(hasEvidence("**N1** No mutex, so what?")).isFalse();
  }

  /** The items of all lists, each without its line breaks. */
  private static List<String> items(String text) {
    return Pattern.compile("(?m)^[*] (.*(?:\n  .*)*)")
        .matcher(text)
        .results()
        .map(item -> item.group(1).replaceAll("\n +", " "))
        .toList();
  }

  private static boolean hasEvidence(String item) {
    return SCENARIO.matcher(item).find()
        || TEST.matcher(item).find()
        || item.contains("By construction");
  }

  private static boolean isScenario(String name) {
    return SCENARIOS.contains(name);
  }

  private static boolean exists(MatchResult name) {
    return TEST.matcher(name.group()).matches() || exists(name.group(1), name.group(2));
  }

  private static boolean exists(String type, String member) {
    if (!CLASSES.containsKey(type)) {
      return false;
    }
    try {
      Class<?> found = Class.forName(CLASSES.get(type));
      return Stream.concat(
              Stream.of(found.getMethods()).map(Method::getName),
              Stream.of(found.getFields()).map(Field::getName))
          .anyMatch(member::equals);
    } catch (ClassNotFoundException e) {
      throw new AssertionError("source without class: " + type, e);
    }
  }

  /** The full names of the classes of the library, by their simple names. */
  private static Map<String, String> classes() {
    Path sources = Path.of("impl/src/main/java");
    return Project.files(".java").stream()
        .filter(file -> file.startsWith(sources) && Character.isUpperCase(name(file).charAt(0)))
        .map(sources::relativize)
        .collect(
            Collectors.toMap(
                OriginalsTest::name,
                file -> file.toString().replace(".java", "").replace('/', '.')));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
