package io.tapline.capture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of the service may import which. */
class PackageOrderTest {
  private static final String SERVICE = "io.tapline.capture";
  private static final String MESSAGES = SERVICE + ".v1";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  /** Of these packages each may import those before it. */
  private static final List<String> UPWARDS =
      List.of("batch", "deliver", "spool", "source", "frames");

  /** The features that share names and frames through {@code names} and {@code batch} only. */
  private static final List<String> FEATURES = List.of("source", "importing", "handler");

  /**
   * One slice a package. The package of the service itself is two: what every package may use, and
   * what puts the packages together, which none of them may use.
   */
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().equals(MESSAGES)
          ? SliceIdentifier.ignore()
          : SliceIdentifier.of(isWiring(type) ? "wiring" : type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages of " + SERVICE;
    }
  }

  private static boolean isWiring(JavaClass type) {
    return type.getPackageName().equals(SERVICE)
        && type.getDirectDependenciesFromSelf().stream()
            .map(use -> use.getTargetClass().getPackageName())
            .anyMatch(used -> used.startsWith(SERVICE + ".") && !used.equals(MESSAGES));
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void no_package_imports_one_that_stands_above_it() {
    for (int i = 0; i + 1 < UPWARDS.size(); i++) {
      for (String above : UPWARDS.subList(i + 1, UPWARDS.size())) {
        assertNoImport(UPWARDS.get(i), above);
      }
    }
  }

  @Test
  void sources_imports_and_handlers_do_not_know_each_other() {
    for (String feature : FEATURES) {
      for (String other : FEATURES) {
        if (!feature.equals(other)) {
          assertNoImport(feature, other);
        }
      }
    }
  }

  private static void assertNoImport(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage(SERVICE + "." + from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(SERVICE + "." + to)
        .check(CLASSES);
  }
}
