package io.tapline.flowlog;

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
  private static final String SERVICE = "io.tapline.flowlog";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  /** The packages through which a frame goes until it is durable. */
  private static final List<String> LIFE_OF_A_FRAME =
      List.of("identify", "assemble", "segment", "store", "checkpoint", "ingest");

  /**
   * One slice a package. The package of the service itself is two: what every package may use, and
   * what puts the packages together, which none of them may use.
   */
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(isWiring(type) ? "wiring" : type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages of " + SERVICE;
    }
  }

  private static boolean isWiring(JavaClass type) {
    return type.getPackageName().equals(SERVICE)
        && type.getDirectDependenciesFromSelf().stream()
            .anyMatch(use -> use.getTargetClass().getPackageName().startsWith(SERVICE + "."));
  }

  @Test
  void packages_are_free_of_cycles() {
    slices().assignedFrom(new Packages()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void no_package_imports_one_that_a_frame_reaches_later() {
    for (int i = 0; i + 1 < LIFE_OF_A_FRAME.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(SERVICE + "." + LIFE_OF_A_FRAME.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later(i))
          .check(CLASSES);
    }
  }

  private static String[] later(int than) {
    return LIFE_OF_A_FRAME.stream()
        .skip(than + 1)
        .map(name -> SERVICE + "." + name)
        .toArray(String[]::new);
  }
}
