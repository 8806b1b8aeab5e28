package io.tapline.flowlog;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of the service may import which; that there is no cycle, ArchitectureTest says. */
class PackageOrderTest {
  private static final String SERVICE = "io.tapline.flowlog";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  /** The packages through which a frame goes until it is durable. */
  private static final List<String> LIFE_OF_A_FRAME =
      List.of("identify", "assemble", "segment", "store", "checkpoint", "ingest");

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
