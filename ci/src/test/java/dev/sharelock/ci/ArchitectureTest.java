package dev.sharelock.ci;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.sharelock.SharelockException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Who may use what. */
class ArchitectureTest {

  private static final JavaClasses LIBRARY = classesOf("impl");
  private static final JavaClasses CHECKER = classesOf("model");

  /** What would let an algorithm see something that the simulator does not decide. */
  private static final DescribedPredicate<JavaClass> WORLD =
      resideInAnyPackage(
              "java.lang.foreign..",
              "java.nio",
              "java.nio.channels..",
              "java.nio.file..",
              "java.net..",
              "java.util.concurrent..")
          .or(resideInAPackage("java.io..").and(not(java.io.Serializable.class)))
          .or(type(Thread.class))
          .or(type(ProcessHandle.class))
          .or(type(Process.class))
          .or(type(ProcessBuilder.class))
          .or(type(Runtime.class))
          .or(type(ThreadLocal.class))
          .or(type(java.lang.invoke.VarHandle.class))
          .or(type(java.lang.invoke.MethodHandle.class))
          .or(type(java.util.Random.class))
          .or(type(java.util.UUID.class))
          .as("the world outside of the seam");

  private static final ArchRule ALGORITHMS_SEE_ONLY_THE_SEAM =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.sharelock.memory..", "dev.sharelock.platform..")
          .should()
          .dependOnClassesThat(WORLD)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "identityHashCode", Object.class)
          .orShould()
          .callMethod(Math.class, "random");

  /** The packages of the library; memory and environment are the two halves of the seam. */
  private static final SliceAssignment PARTS =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String name = type.getPackageName();
          return name.matches("dev.sharelock.(memory|environment)")
              ? SliceIdentifier.of("seam")
              : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
          return "the parts of the library";
        }
      };

  @Test
  void bothModulesWereRead() {
    assertThat(LIBRARY.size()).isGreaterThan(20);
    assertThat(CHECKER.size()).isGreaterThan(20);
  }

  @Test
  void algorithmsSeeOnlyTheSeam() {
    ALGORITHMS_SEE_ONLY_THE_SEAM.check(LIBRARY);
  }

  @Test
  void algorithmsThatLookOutsideAreFound() {
    JavaClasses sample = new ClassFileImporter().importClasses(LooksAtTheClock.class);
    assertThatThrownBy(() -> ALGORITHMS_SEE_ONLY_THE_SEAM.check(sample))
        .hasMessageContaining("nanoTime");
  }

  @Test
  void onlyTheMemoryAndThePlatformTouchSegments() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.sharelock.memory..", "dev.sharelock.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.foreign..")
        .orShould()
        .dependOnClassesThat(type(java.lang.invoke.VarHandle.class))
        .check(LIBRARY);
  }

  @Test
  void onlyThePlatformOpensFiles() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sharelock.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.channels..", "java.nio.file..")
        .orShould()
        .dependOnClassesThat(type(java.io.RandomAccessFile.class))
        .check(LIBRARY);
  }

  @Test
  void theLibraryNeedsNothingButJavaBase() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.sharelock..",
                "java.io..",
                "java.lang..",
                "java.math..",
                "java.net..",
                "java.nio..",
                "java.text..",
                "java.time..",
                "java.util..",
                ""))
        .check(LIBRARY);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sharelock.model..")
        .check(LIBRARY);
  }

  @Test
  void packagesOfTheLibraryFormNoCycle() {
    slices().assignedFrom(PARTS).should().beFreeOfCycles().check(LIBRARY);
  }

  @Test
  void theRingKnowsOnlyTheSeam() {
    classes()
        .that()
        .resideInAPackage("dev.sharelock.ring..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sharelock",
            "dev.sharelock.ring..",
            "dev.sharelock.format..",
            "dev.sharelock.waiting..",
            "dev.sharelock.memory..",
            "dev.sharelock.environment..",
            "java..")
        .allowEmptyShould(false)
        .check(LIBRARY);
  }

  @Test
  void classesAreFinalOrMeantForSubclasses() {
    classes().should(beClosed()).check(LIBRARY);
    classes().should(beClosed()).check(CHECKER);
  }

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final, abstract or sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.isInterface()
                || type.isEnum()
                || type.isAnonymousClass()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                || type.isEquivalentTo(SharelockException.class)
                || type.reflect().isSealed();
        if (!closed) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " can be extended by anybody; do: make it final"));
        }
      }
    };
  }

  private static JavaClasses classesOf(String module) {
    return new ClassFileImporter()
        .importPath(Project.ROOT.resolve(Path.of(module, "target/classes")));
  }

  private static DescribedPredicate<JavaClass> type(Class<?> type) {
    return JavaClass.Predicates.equivalentTo(type);
  }

  private static DescribedPredicate<JavaClass> not(Class<?> type) {
    return DescribedPredicate.not(type(type));
  }

  /** An algorithm that reads the clock behind the simulator's back. */
  static final class LooksAtTheClock {
    long now() {
      return System.nanoTime();
    }
  }
}
