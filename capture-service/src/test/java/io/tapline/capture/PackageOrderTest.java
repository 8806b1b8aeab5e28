package io.tapline.capture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of the service may import which; that there is no cycle, ArchitectureTest says. */
class PackageOrderTest {
  private static final String SERVICE = "io.tapline.capture";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(SERVICE);

  /** Of these packages each may import those before it. */
  private static final List<String> UPWARDS =
      List.of("batch", "deliver", "spool", "source", "frames");

  /** The features that share names and frames through {@code names} and {@code batch} only. */
  private static final List<String> FEATURES = List.of("source", "importing", "handler");

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
